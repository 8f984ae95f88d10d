"""Edits of an item that are more than one field of its own: group, end, transition, name."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from control_panel.errors import Refused
from control_panel.show import edits
from control_panel.show.model import (
    ZERO,
    EndAction,
    Group,
    Item,
    ItemKind,
    LowerThird,
    Show,
    Transition,
)
from control_panel.ui.setup import words
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.words import one_line
from control_panel.ui.words import tr


def refuse_on_air(editing: Editing, item: Item, what: str) -> None:
    """Refuse by name what must not happen to the item on air or being taken."""
    stands = editing.stands(item)
    if stands in ("on air", "being taken"):
        raise Refused(
            tr("“{}” is {}: it cannot be {}.").format(item.title, stands, what), reason="on-air"
        )


def group_title(show: Show, item: Item) -> str:
    """The title of an item's group; empty: none."""
    return next((g.title for g in show.order.groups if g.id == item.group_id), "")


def into_group(show: Show, item: Item, title: str) -> Show:
    """Put an item into the group of that title, which is made where there is none; "": none.

    A group that is left without items goes.
    """
    title = one_line(title)
    wanted = next((g for g in show.order.groups if g.title.casefold() == title.casefold()), None)
    if not title:
        after = edits.set_item_group(show, item.id, "")
    elif wanted is not None:
        after = edits.set_item_group(show, item.id, wanted.id)
    else:
        apart = edits.set_item_group(show, item.id, "")
        after = edits.add_group(apart, Group(title), [item.id])
    used = {i.group_id for i in (*after.order.items, *after.order.shelf)}
    if item.group_id and item.group_id not in used:
        after = edits.remove_group(after, item.group_id)
    return after


def at_its_end(show: Show, item: Item, action: EndAction) -> Show:
    """What happens at an item's end; a cut to a shot begins with the first shot."""
    shot = item.end_shot_id
    if action is EndAction.CUT_TO_SHOT and not shot:
        if not item.shots:
            raise Refused(tr("It has no shots yet: add one below first."), reason="no-shots")
        shot = item.shots[0].id
    return edits.change_item(show, item.id, at_end=action, end_shot_id=shot)


def feeds(show: Show, item: Item, ids: tuple[str, ...] | None) -> Show:
    """The feeds that an item uses."""
    return edits.change_item(show, item.id, feed_ids=ids or ())


def transition_kind(item: Item) -> tuple[str, str] | None:
    """(kind, name) of an item's transition; None: OBS's own."""
    return None if item.transition is None else (item.transition.kind, item.transition.name)


def set_transition(show: Show, item: Item, kind: tuple[str, str] | None) -> Show:
    """Choose a transition; it keeps its length, or gets the usual one."""
    if kind is None:
        return edits.change_item(show, item.id, transition=None)
    known = item.transition.length if item.transition else ZERO
    length = ZERO if kind[0] in words.FIXED else known or words.USUAL
    return edits.change_item(show, item.id, transition=Transition(kind[0], kind[1], length))


def transition_length(item: Item) -> float | None:
    """The length in seconds; None where it has none of its own."""
    if item.transition is None or not item.transition.length:
        return None
    return item.transition.length.total_seconds()


def set_length(show: Show, item: Item, seconds: float | None) -> Show:
    """Set the length of the transition, in seconds."""
    if item.transition is None or seconds is None:
        raise Refused(tr("Choose a transition first."), reason="no-transition")
    length = words.checked_length(timedelta(seconds=seconds))
    return edits.change_item(show, item.id, transition=replace(item.transition, length=length))


def third_name(show: Show, item: Item, name: str) -> Show:
    """The name on screen; without one there is no lower third."""
    role = item.lower_third.role if item.lower_third else ""
    third = LowerThird(name, role) if name else None
    return edits.change_item(show, item.id, lower_third=third)


def third_role(show: Show, item: Item, role: str) -> Show:
    """The second line under the name."""
    if item.lower_third is None:
        if role:
            raise Refused(tr("Write the name first: this is its second line."), reason="no-name")
        return show
    return edits.change_item(show, item.id, lower_third=replace(item.lower_third, role=role))


def numbered(show: Show) -> Show:
    """The show with its items numbered 1, 2, 3 …; notes have no number."""
    after, count = show, 0
    for item in show.order.items:
        counts = item.kind is not ItemKind.NOTE
        count += counts
        number = str(count) if counts else ""
        if number != item.number:
            after = edits.change_item(after, item.id, number=number)
    return after


def moved(show: Show, item_id: str, by: int) -> Show:
    """The show with an item moved up or down by so many places."""
    at = next((n for n, item in enumerate(show.order.items) if item.id == item_id), None)
    if at is None or not 0 <= at + by < len(show.order.items):
        return show
    return edits.move_item(show, item_id, at + by)
