"""Edits of the show itself, its columns, messages and OBS names. All pure: Show -> Show."""

from __future__ import annotations

from dataclasses import replace

from control_panel.errors import Refused
from control_panel.show.edits_order import find_item, replace_item, with_order
from control_panel.show.model import (
    CustomColumn,
    Feed,
    Item,
    LadderStep,
    MessagePreset,
    Rung,
    Shot,
    Show,
)
from control_panel.show.places import added, exchanged, moved, named, place_of, removed
from control_panel.show.rules import faults_of_header, faults_of_span, refuse

_HEADER = (
    "title",
    "date",
    "zone",
    "description",
    "on_air",
    "off_air",
    "holding_scene",
    "closing_scene",
    "name_input",
)
_SCENE_RUNGS = frozenset(
    {Rung.SOUND_OVER_STILL, Rung.PHONE_OVER_STILL, Rung.RECORDED_ANSWER, Rung.STUDIO_SHOT}
)


def change_show(show: Show, **changes: object) -> Show:
    """Change the show's own fields by name; a new date moves every hard start along."""
    for name in changes:
        if name not in _HEADER:
            raise Refused(f"“{name}” is not a field of the show that can be set.", reason="field")
    changed = named(show, "the show", changes)
    refuse(faults_of_header(changed))
    refuse(faults_of_span(changed))
    return changed


def rename_order(show: Show, title: str) -> Show:
    """Give the running order another title."""
    if not title.strip():
        raise Refused("A running order needs a title.", reason="invalid")
    return with_order(show, title=title)


def _titled(column: CustomColumn, show: Show) -> CustomColumn:
    if not column.title.strip():
        raise Refused("A column needs a title.", reason="invalid")
    if any(c.title == column.title and c.id != column.id for c in show.custom_columns):
        raise Refused(f"There is a column “{column.title}” already.", reason="twice")
    return column


def add_column(show: Show, column: CustomColumn, at: int | None = None) -> Show:
    """Add a custom column; None: as the last."""
    columns = added(show.custom_columns, _titled(column, show), at, "column")
    return replace(show, custom_columns=columns)


def rename_column(show: Show, column_id: str, title: str) -> Show:
    """Give a custom column another title."""
    column = show.custom_columns[place_of(show.custom_columns, column_id, "column")]
    column = _titled(replace(column, title=title), show)
    return replace(show, custom_columns=exchanged(show.custom_columns, column, "column"))


def move_column(show: Show, column_id: str, to: int) -> Show:
    """Move a custom column among the others."""
    return replace(show, custom_columns=moved(show.custom_columns, column_id, to, "column"))


def remove_column(show: Show, column_id: str) -> Show:
    """Remove a custom column with its texts."""
    less = replace(show, custom_columns=removed(show.custom_columns, column_id, "column"))
    order = less.order
    return with_order(
        less,
        items=tuple(_without_text(item, column_id) for item in order.items),
        shelf=tuple(_without_text(item, column_id) for item in order.shelf),
    )


def _without_text(item: Item, column_id: str) -> Item:
    custom = tuple(pair for pair in item.custom if pair[0] != column_id)
    return item if custom == item.custom else replace(item, custom=custom)


def set_custom(show: Show, item_id: str, column_id: str, text: str) -> Show:
    """Set an item's text in a custom column; an empty text takes it away."""
    place_of(show.custom_columns, column_id, "column")
    item = find_item(show, item_id)
    texts = dict(item.custom)
    texts[column_id] = text
    custom = tuple(pair for pair in texts.items() if pair[1])
    return replace_item(show, replace(item, custom=custom))


def _worded(preset: MessagePreset) -> MessagePreset:
    if not preset.text.strip():
        raise Refused("A message needs words.", reason="invalid")
    return preset


def add_preset(show: Show, preset: MessagePreset, at: int | None = None) -> Show:
    """Add a message preset; None: as the last."""
    presets = added(show.message_presets, _worded(preset), at, "message")
    return replace(show, message_presets=presets)


def change_preset(show: Show, preset_id: str, text: str) -> Show:
    """Change the words of a message preset."""
    preset = show.message_presets[place_of(show.message_presets, preset_id, "message")]
    preset = _worded(replace(preset, text=text))
    return replace(show, message_presets=exchanged(show.message_presets, preset, "message"))


def move_preset(show: Show, preset_id: str, to: int) -> Show:
    """Move a message preset among the others."""
    return replace(show, message_presets=moved(show.message_presets, preset_id, to, "message"))


def remove_preset(show: Show, preset_id: str) -> Show:
    """Remove a message preset."""
    return replace(show, message_presets=removed(show.message_presets, preset_id, "message"))


def scene_users(show: Show, scene: str) -> tuple[Item, ...]:
    """The items that name an OBS scene anywhere, in the order and on the shelf."""
    every = (*show.order.items, *show.order.shelf)
    return tuple(item for item in every if _scene_renamed(item, scene, scene + "\0") is not item)


def rename_scene(show: Show, old: str, new: str) -> Show:
    """Follow a scene that was renamed in OBS, wherever the show names it (decision 13)."""
    if not old or not new or old == new:
        return show
    order = show.order
    renamed = with_order(
        show,
        items=tuple(_scene_renamed(item, old, new) for item in order.items),
        shelf=tuple(_scene_renamed(item, old, new) for item in order.shelf),
    )
    return replace(
        renamed,
        holding_scene=_swap(show.holding_scene, old, new),
        closing_scene=_swap(show.closing_scene, old, new),
    )


def _swap(name: str, old: str, new: str) -> str:
    return new if name == old else name


def _scene_renamed(item: Item, old: str, new: str) -> Item:
    def shot(one: Shot) -> Shot:
        return replace(one, scene=new) if one.scene == old else one

    def step(one: LadderStep) -> LadderStep:
        names_it = one.rung in _SCENE_RUNGS and one.target == old
        return replace(one, target=new) if names_it else one

    renamed = replace(
        item,
        scene=_swap(item.scene, old, new),
        studio_shot=_swap(item.studio_shot, old, new),
        shots=tuple(shot(one) for one in item.shots),
        ladder=tuple(step(one) for one in item.ladder),
    )
    return item if renamed == item else renamed


def rename_input(show: Show, old: str, new: str) -> Show:
    """Follow an input that was renamed in OBS, wherever the show names it (decision 13)."""
    if not old or not new or old == new:
        return show
    order = show.order
    renamed = with_order(
        show,
        items=tuple(_input_renamed(item, old, new) for item in order.items),
        shelf=tuple(_input_renamed(item, old, new) for item in order.shelf),
    )

    def feed(one: Feed) -> Feed:
        return replace(one, obs_input=new) if one.obs_input == old else one

    feeds = tuple(feed(one) for one in show.feeds)
    return replace(renamed, feeds=feeds, name_input=_swap(show.name_input, old, new))


def _heard(names: tuple[str, ...] | None, old: str, new: str) -> tuple[str, ...] | None:
    if names is None or old not in names:
        return names
    return tuple(dict.fromkeys(_swap(name, old, new) for name in names))


def _input_renamed(item: Item, old: str, new: str) -> Item:
    shots = tuple(replace(one, heard=_heard(one.heard, old, new)) for one in item.shots)
    renamed = replace(item, heard=_heard(item.heard, old, new), shots=shots)
    return item if renamed == item else renamed
