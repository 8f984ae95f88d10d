"""For every public edit a way to draw one: (draw, show) -> the edited show."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from control_panel.show import edits
from control_panel.show.model import Contributor, Feed, Item, Show
from tests.show import strategies as given

Draw = Callable[[st.SearchStrategy], Any]
Way = Callable[[Draw, Show], Show]
_NOBODY = "0" * 32


def public_edits() -> dict[str, Callable[..., Show]]:
    """Every function of `edits` that gives a show."""
    found = {}
    for name, value in inspect.getmembers(edits, inspect.isfunction):
        if not name.startswith("_") and inspect.signature(value).return_annotation == "Show":
            found[name] = value
    return found


def _one(draw: Draw, values: Any) -> str:
    """The id of one of the values, sometimes one that is not there."""
    known = [value.id for value in values]
    return draw(st.sampled_from([*known, *known, *known, _NOBODY]))


def _item_id(draw: Draw, show: Show) -> str:
    return _one(draw, (*show.order.items, *show.order.shelf))


def _at(draw: Draw) -> int:
    return draw(st.integers(-1, 7))


def _item(draw: Draw, show: Show) -> Item:
    return draw(given.items(show.feeds, tuple(c.id for c in show.custom_columns)))


def _feed(draw: Draw, show: Show) -> Feed:
    return draw(given.feeds(show.contributors))


def _changes(draw: Draw, value: Any, kept: tuple[str, ...]) -> dict[str, Any]:
    """Some fields of a fresh value, by name; together they may break a rule."""
    names = [one.name for one in fields(value) if one.name not in kept]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
    return {name: getattr(value, name) for name in chosen}


def _change_item(draw: Draw, show: Show) -> Show:
    changes = _changes(draw, _item(draw, show), ("id", "group_id"))
    if draw(st.booleans()):
        changes["planned"] = timedelta(minutes=draw(st.integers(-2, 60)))
    return edits.change_item(show, _item_id(draw, show), **changes)


def _replace_item(draw: Draw, show: Show) -> Show:
    known = show.item(_item_id(draw, show))
    fresh = _item(draw, show)
    if known is not None:
        fresh = replace(fresh, id=known.id, group_id=known.group_id)
    return edits.replace_item(show, fresh)


def _change_show(draw: Draw, show: Show) -> Show:
    names = (
        "title", "date", "zone", "description", "on_air", "off_air",
        "holding_scene", "closing_scene", "name_input",
    )  # fmt: skip
    fresh = draw(given.shows(most=0))
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
    return edits.change_show(show, **{name: getattr(fresh, name) for name in chosen})


def _add_group(draw: Draw, show: Show) -> Show:
    ids = [item.id for item in show.order.items]
    start, stop = sorted((draw(st.integers(0, len(ids))), draw(st.integers(0, len(ids)))))
    return edits.add_group(show, draw(given.groups), ids[start:stop])


def _shot_of(draw: Draw, show: Show) -> tuple[str, str]:
    with_shots = [i for i in (*show.order.items, *show.order.shelf) if i.shots]
    item_id = _one(draw, with_shots)
    item = show.item(item_id)
    return item_id, _one(draw, item.shots if item else ())


def _change_shot(draw: Draw, show: Show) -> Show:
    changes = _changes(draw, draw(given.shots), ("id",))
    changes["key"] = draw(given.maybe(st.integers(0, 10)))
    return edits.change_shot(show, *_shot_of(draw, show), **changes)


def _change_feed(draw: Draw, show: Show) -> Show:
    changes = _changes(draw, _feed(draw, show), ("id",))
    return edits.change_feed(show, _one(draw, show.feeds), **changes)


def _change_contributor(draw: Draw, show: Show) -> Show:
    fresh: Contributor = draw(given.contributors())
    changes = _changes(draw, fresh, ("id",))
    return edits.change_contributor(show, _one(draw, show.contributors), **changes)


def _set_custom(draw: Draw, show: Show) -> Show:
    column = _one(draw, show.custom_columns)
    return edits.set_custom(show, _item_id(draw, show), column, draw(given.texts))


def _of_item(edit: Callable[..., Show]) -> Way:
    return lambda draw, show: edit(show, _item_id(draw, show))


def _moving(edit: Callable[..., Show], values: Callable[[Show], Any]) -> Way:
    return lambda draw, show: edit(show, _one(draw, values(show)), _at(draw))


def _removing(edit: Callable[..., Show], values: Callable[[Show], Any]) -> Way:
    return lambda draw, show: edit(show, _one(draw, values(show)))


def _unfloat(draw: Draw, show: Show) -> Show:
    floated = [item for item in (*show.order.items, *show.order.shelf) if item.floated]
    return edits.unfloat_item(show, _one(draw, floated))


def _groups(show: Show) -> Any:
    return show.order.groups


WAYS: dict[str, Way] = {
    "add_column": lambda d, s: edits.add_column(s, d(given.columns)),
    "add_contributor": lambda d, s: edits.add_contributor(s, d(given.contributors()), _at(d)),
    "add_feed": lambda d, s: edits.add_feed(s, _feed(d, s), _at(d)),
    "add_group": _add_group,
    "add_item": lambda d, s: edits.add_item(s, _item(d, s)),
    "add_preset": lambda d, s: edits.add_preset(s, d(given.presets), _at(d)),
    "add_shot": lambda d, s: edits.add_shot(s, _item_id(d, s), d(given.shots), _at(d)),
    "bump_order_version": lambda _d, s: edits.bump_order_version(s),
    "change_contributor": _change_contributor,
    "change_feed": _change_feed,
    "change_group": lambda d, s: edits.change_group(s, _one(d, _groups(s)), notes=d(given.texts)),
    "change_item": _change_item,
    "change_preset": lambda d, s: edits.change_preset(
        s, _one(d, s.message_presets), d(given.texts)
    ),
    "change_shot": _change_shot,
    "change_show": _change_show,
    "duplicate_contributor": _removing(edits.duplicate_contributor, lambda s: s.contributors),
    "duplicate_feed": _removing(edits.duplicate_feed, lambda s: s.feeds),
    "duplicate_item": _of_item(edits.duplicate_item),
    "float_item": _of_item(edits.float_item),
    "insert_item": lambda d, s: edits.insert_item(s, _item(d, s), _at(d)),
    "move_column": _moving(edits.move_column, lambda s: s.custom_columns),
    "move_contributor": _moving(edits.move_contributor, lambda s: s.contributors),
    "move_feed": _moving(edits.move_feed, lambda s: s.feeds),
    "move_group": _moving(edits.move_group, _groups),
    "move_item": lambda d, s: edits.move_item(
        s, _item_id(d, s), _at(d), d(st.sampled_from((None, None, "", _one(d, _groups(s)))))
    ),
    "move_preset": _moving(edits.move_preset, lambda s: s.message_presets),
    "move_shot": lambda d, s: edits.move_shot(s, *_shot_of(d, s), _at(d)),
    "remove_column": _removing(edits.remove_column, lambda s: s.custom_columns),
    "remove_contributor": _removing(edits.remove_contributor, lambda s: s.contributors),
    "remove_feed": _removing(edits.remove_feed, lambda s: s.feeds),
    "remove_group": _removing(edits.remove_group, _groups),
    "remove_item": _of_item(edits.remove_item),
    "remove_preset": _removing(edits.remove_preset, lambda s: s.message_presets),
    "remove_shot": lambda d, s: edits.remove_shot(s, *_shot_of(d, s)),
    "rename_column": lambda d, s: edits.rename_column(
        s, _one(d, s.custom_columns), d(given.titles)
    ),
    "rename_group": lambda d, s: edits.rename_group(s, _one(d, _groups(s)), d(given.titles)),
    "rename_input": lambda d, s: edits.rename_input(s, d(given.inputs), d(given.inputs)),
    "rename_order": lambda d, s: edits.rename_order(s, d(given.titles)),
    "rename_scene": lambda d, s: edits.rename_scene(s, d(given.scenes), d(given.scenes)),
    "replace_item": _replace_item,
    "set_custom": _set_custom,
    "set_item_group": lambda d, s: edits.set_item_group(
        s, _item_id(d, s), d(st.sampled_from(("", _one(d, _groups(s)))))
    ),
    "shelve_item": _of_item(edits.shelve_item),
    "unfloat_item": _unfloat,
    "unshelve_item": lambda d, s: edits.unshelve_item(
        s, _one(d, s.order.shelf), d(st.sampled_from((None, 0, 2, 9)))
    ),
}
