"""What is typed into a cell of the running order, as an edit (or a refusal in words)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from control_panel.errors import Refused
from control_panel.obs.state import ObsState
from control_panel.running_order import entry
from control_panel.show import edits
from control_panel.show.model import Item, ItemKind, Show
from control_panel.ui.setup import words
from control_panel.ui.setup.editing import Editing
from control_panel.ui.words import tr

Entered = tuple[dict[str, object], str]
"""The fields of the item that change, and the name of the step."""


def set_cell(editing: Editing, item: Item | None, column: str, text: str, obs: ObsState) -> None:
    """Apply what was typed in a column; `item` None is the row below the last. Raises Refused."""
    if item is None:
        _add(editing, text)
        return
    typed = words.one_line(text)
    changes, name = _CELLS[column](editing.show, item, typed, obs)
    asks = ""
    if column == "title":
        asks = tr("The show is live. Enter again renames it to “{}”, Esc keeps “{}”.").format(
            typed, item.title
        )
    editing.apply(
        lambda show: edits.change_item(show, item.id, **changes),
        f"{name}: {item.title}",
        asks=asks,
    )


Cell = Callable[[Show, Item, str, ObsState], Entered]


def _add(editing: Editing, text: str) -> None:
    """The row below the last: its title becomes an item."""
    title = words.one_line(text)
    if not title:
        return
    show = editing.show
    last = show.order.items[-1] if show.order.items else None
    item = Item(
        title,
        number=number_after(show),
        kind=last.kind if last else ItemKind.LIVE,
        group_id=last.group_id if last else "",
    )
    editing.apply(
        lambda show: edits.insert_item(show, item, len(show.order.items)),
        tr("Add {}").format(title),
    )


def number_after(show: Show) -> str:
    """The number after the highest one."""
    numbers = [int(i.number) for i in show.order.items if i.number.isdecimal()]
    return str(max(numbers, default=0) + 1)


def _title(_show: Show, _item: Item, text: str, _obs: ObsState) -> Entered:
    if not text:
        raise Refused(tr("An item needs a title."), reason="empty")
    return {"title": text}, tr("Rename")


def _number(_show: Show, _item: Item, text: str, _obs: ObsState) -> Entered:
    return {"number": text}, tr("Number")


def _kind(_show: Show, _item: Item, text: str, _obs: ObsState) -> Entered:
    return {"kind": words.find(words.KINDS, text)}, tr("Kind")


def _start(_show: Show, item: Item, text: str, _obs: ObsState) -> Entered:
    if not text or text.casefold() == tr("soft"):
        return {"hard_start": None}, tr("Soft start")
    read = entry.local_time(text)
    known = item.hard_start
    if known is not None and (known.at, known.day) == (read.at, read.day):
        read = replace(read, fold=known.fold)
    return {"hard_start": read}, tr("Hard start")


def _planned(_show: Show, _item: Item, text: str, _obs: ObsState) -> Entered:
    return {"planned": entry.duration(text)}, tr("Planned duration")


def _scene(_show: Show, _item: Item, text: str, obs: ObsState) -> Entered:
    same = [name for name in obs.scenes if name.casefold() == text.casefold()]
    return {"scene": same[0] if len(same) == 1 else text}, tr("Scene")


def _transition(_show: Show, _item: Item, text: str, obs: ObsState) -> Entered:
    return {"transition": words.read_transition(text, obs.transitions)}, tr("Transition")


def _feeds(show: Show, _item: Item, text: str, _obs: ObsState) -> Entered:
    ids = tuple(dict.fromkeys(_feed_id(show, n.strip()) for n in text.split(",") if n.strip()))
    return {"feed_ids": ids}, tr("Feeds")


def _feed_id(show: Show, name: str) -> str:
    found = [f.id for f in show.feeds if f.name.casefold() == name.casefold()]
    if not found:
        found = [f.id for f in show.feeds if f.name.casefold().startswith(name.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(tr("“{}” could be several feeds: write more of it.").format(name))
    known = ", ".join(f.name for f in show.feeds) or tr("none yet")
    raise Refused(tr("There is no feed “{}”. Feeds: {}.").format(name, known), reason="unknown")


_CELLS: dict[str, Cell] = {
    "number": _number,
    "title": _title,
    "kind": _kind,
    "start": _start,
    "planned": _planned,
    "scene": _scene,
    "feeds": _feeds,
    "transition": _transition,
}
