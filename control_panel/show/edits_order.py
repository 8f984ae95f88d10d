"""Edits of the running order: where its items and groups stand. All pure: Show -> Show.

A group's items stand together. An item that is put between two items of one group joins it; an
item that is moved away from its group leaves it (unless it is all there is of it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from control_panel.errors import Refused
from control_panel.show.model import Group, Item, Rung, RunningOrder, Show, new_id
from control_panel.show.places import inserted, named, place_of
from control_panel.show.rules import faults_in_show, faults_of_item, refuse

_Items = tuple[Item, ...]


def with_order(show: Show, **changes: object) -> Show:
    """The show with parts of its running order replaced, its groups in the order of their items."""
    order = replace(show.order, **changes)  # type: ignore[arg-type]  # replace() checks the names
    first = {item.group_id: at for at, item in reversed(tuple(enumerate(order.items)))}
    groups = sorted(order.groups, key=lambda group: first.get(group.id, len(order.items)))
    order = replace(order, groups=tuple(groups))
    return replace(show, running_orders=(order, *show.running_orders[1:]))


def find_item(show: Show, item_id: str) -> Item:
    """The item in the order or on the shelf; Refused where there is none."""
    item = show.item(item_id)
    if item is None:
        raise Refused("There is no such item; it may have been removed.", reason="unknown")
    return item


def _in_order(show: Show, item_id: str) -> int:
    if any(item.id == item_id for item in show.order.shelf):
        sentence = "The item is on the shelf; put it back into the running order first."
        raise Refused(sentence, reason="shelved")
    return place_of(show.order.items, item_id, "item")


def _neighbours(items: _Items, at: int) -> tuple[str, str]:
    before = items[at - 1].group_id if at > 0 else ""
    after = items[at].group_id if at < len(items) else ""
    return before, after


def _fitting_group(items: _Items, at: int, wanted: str) -> str:
    """The group of an item that is put at `at`, so that every group stays together."""
    before, after = _neighbours(items, at)
    if before and before == after:
        return before
    if wanted in (before, after):
        return wanted
    return "" if any(item.group_id == wanted for item in items) else wanted


def _put(items: _Items, item: Item, at: int | None) -> _Items:
    if at is None:
        own = [
            i for i, other in enumerate(items) if item.group_id and other.group_id == item.group_id
        ]
        at = own[-1] + 1 if own else len(items)
    at = max(0, min(at, len(items)))
    group = _fitting_group(items, at, item.group_id)
    return inserted(items, replace(item, group_id=group), at)


def insert_item(show: Show, item: Item, at: int | None = None) -> Show:
    """Put a new item at a place in the order; None: at the end of its group, or of the order."""
    if show.item(item.id) is not None:
        raise Refused(f"“{item.title}” is in the show already.", reason="twice")
    refuse((*faults_of_item(item), *faults_in_show(item, show)))
    return with_order(show, items=_put(show.order.items, item, at))


def add_item(show: Show, item: Item) -> Show:
    """Put a new item at the end of its group, or of the order."""
    return insert_item(show, item)


def replace_item(show: Show, item: Item) -> Show:
    """Put another value in the place of the item with the same id; its group stays as it is."""
    known = find_item(show, item.id)
    if item.group_id != known.group_id:
        raise Refused("An item changes its group by being moved into it.", reason="group")
    refuse((*faults_of_item(item), *faults_in_show(item, show)))
    return _replaced(show, item)


def _replaced(show: Show, item: Item) -> Show:
    order = show.order
    items = tuple(item if other.id == item.id else other for other in order.items)
    shelf = tuple(item if other.id == item.id else other for other in order.shelf)
    return with_order(show, items=items, shelf=shelf)


def change_item(show: Show, item_id: str, **changes: object) -> Show:
    """Change fields of an item by name, for example `planned=timedelta(minutes=5)`."""
    item = find_item(show, item_id)
    return replace_item(show, named(item, "an item", changes, kept=("id",)))


def remove_item(show: Show, item_id: str) -> Show:
    """Take an item out of the show; fallbacks that swap to it go with it."""
    find_item(show, item_id)
    order = show.order
    items = tuple(_without_swap(i, item_id) for i in order.items if i.id != item_id)
    shelf = tuple(_without_swap(i, item_id) for i in order.shelf if i.id != item_id)
    return with_order(show, items=items, shelf=shelf)


def _without_swap(item: Item, item_id: str) -> Item:
    ladder = tuple(s for s in item.ladder if s.rung is not Rung.SWAP or s.target != item_id)
    return item if ladder == item.ladder else replace(item, ladder=ladder)


def duplicate_item(show: Show, item_id: str, copy_id: str = "") -> Show:
    """Put a copy after an item (or at the end of the shelf), with ids of its own.

    It starts softly and has no number: one instant and one number belong to one item.
    """
    item = find_item(show, item_id)
    shots = tuple(replace(shot, id=new_id()) for shot in item.shots)
    ids = dict(zip((s.id for s in item.shots), (s.id for s in shots), strict=True))
    copy = replace(
        item,
        id=copy_id or new_id(),
        title=f"{item.title} (copy)",
        number="",
        hard_start=None,
        shots=shots,
        end_shot_id=ids.get(item.end_shot_id, ""),
    )
    if show.item(copy.id) is not None:
        raise Refused("The copy's id is taken by another item.", reason="twice")
    order = show.order
    if item in order.shelf:
        return with_order(show, shelf=(*order.shelf, copy))
    at = place_of(order.items, item_id, "item") + 1
    return with_order(show, items=inserted(order.items, copy, at))


def move_item(show: Show, item_id: str, to: int, group_id: str | None = None) -> Show:
    """Move an item so that it stands at place `to` of the order (0 is the first).

    `group_id` says which group it shall belong to where the place leaves a choice; "" is none.
    Refused where that would tear a group apart.
    """
    at = _in_order(show, item_id)
    item = show.order.items[at]
    rest = (*show.order.items[:at], *show.order.items[at + 1 :])
    to = max(0, min(to, len(rest)))
    if group_id is None:
        return with_order(show, items=_put(rest, item, to))
    refuse(faults_in_show(replace(item, group_id=group_id), show))
    if _fitting_group(rest, to, group_id) != group_id:
        raise Refused("A group's items stand together; this place is not at it.", reason="group")
    return with_order(show, items=inserted(rest, replace(item, group_id=group_id), to))


def set_item_group(show: Show, item_id: str, group_id: str) -> Show:
    """Put an item into a group ("" for none); it moves to the group's end, or to behind its own."""
    item = find_item(show, item_id)
    regrouped = replace(item, group_id=group_id)
    refuse(faults_in_show(regrouped, show))
    if item.group_id == group_id:
        return show
    if item in show.order.shelf:
        return _replaced(show, regrouped)
    at = _in_order(show, item_id)
    rest = (*show.order.items[:at], *show.order.items[at + 1 :])
    target = group_id or item.group_id
    own = [i for i, other in enumerate(rest) if other.group_id == target]
    to = own[-1] + 1 if own else at
    before, after = _neighbours(rest, to)
    while before and before == after:
        to += 1
        before, after = _neighbours(rest, to)
    return with_order(show, items=inserted(rest, regrouped, to))


def float_item(show: Show, item_id: str) -> Show:
    """Skip an item without deleting it."""
    return change_item(show, item_id, floated=True)


def unfloat_item(show: Show, item_id: str) -> Show:
    """Take an item that was skipped into account again."""
    return change_item(show, item_id, floated=False)


def shelve_item(show: Show, item_id: str) -> Show:
    """Put an item on the shelf, outside the order; it remembers its group."""
    at = _in_order(show, item_id)
    order = show.order
    items = (*order.items[:at], *order.items[at + 1 :])
    return with_order(show, items=items, shelf=(*order.shelf, order.items[at]))


def unshelve_item(show: Show, item_id: str, at: int | None = None) -> Show:
    """Put an item of the shelf back into the order; None: at the end of its group or the order."""
    order = show.order
    place = place_of(order.shelf, item_id, "item on the shelf")
    shelf = (*order.shelf[:place], *order.shelf[place + 1 :])
    return with_order(show, items=_put(order.items, order.shelf[place], at), shelf=shelf)


def add_group(show: Show, group: Group, item_ids: Iterable[str] = ()) -> Show:
    """Add a group, and put items that stand together into it."""
    if not group.title.strip():
        raise Refused("A group needs a title.", reason="invalid")
    if any(other.id == group.id for other in show.order.groups):
        raise Refused(f"The group “{group.title}” is in the show already.", reason="twice")
    chosen = frozenset(item_ids)
    for item_id in chosen:
        _in_order(show, item_id)
    items = tuple(
        replace(item, group_id=group.id) if item.id in chosen else item for item in show.order.items
    )
    order = replace(show.order, items=items)
    if not _together(order):
        sentence = "A group's items stand together; choose items that follow each other."
        raise Refused(sentence, reason="group")
    return with_order(show, items=items, groups=(*show.order.groups, group))


def _together(order: RunningOrder) -> bool:
    starts = [
        item.group_id
        for at, item in enumerate(order.items)
        if item.group_id and (at == 0 or order.items[at - 1].group_id != item.group_id)
    ]
    return len(starts) == len(set(starts))


def change_group(show: Show, group_id: str, **changes: object) -> Show:
    """Change a group's title, notes or colour."""
    at = place_of(show.order.groups, group_id, "group")
    group = named(show.order.groups[at], "a group", changes, kept=("id",))
    if not group.title.strip():
        raise Refused("A group needs a title.", reason="invalid")
    groups = tuple(group if other.id == group_id else other for other in show.order.groups)
    return with_order(show, groups=groups)


def rename_group(show: Show, group_id: str, title: str) -> Show:
    """Give a group another title."""
    return change_group(show, group_id, title=title)


def move_group(show: Show, group_id: str, to: int) -> Show:
    """Move a group so that its first item stands at place `to` of the order (0 is the first).

    A place inside another group means in front of that group.
    """
    order = show.order
    place_of(order.groups, group_id, "group")
    own = tuple(item for item in order.items if item.group_id == group_id)
    rest = tuple(item for item in order.items if item.group_id != group_id)
    to = max(0, min(to, len(rest)))
    before, after = _neighbours(rest, to)
    while before and before == after:
        to -= 1
        before, after = _neighbours(rest, to)
    return with_order(show, items=(*rest[:to], *own, *rest[to:]))


def remove_group(show: Show, group_id: str) -> Show:
    """Dissolve a group; its items stay where they are."""
    order = show.order
    at = place_of(order.groups, group_id, "group")
    return with_order(
        show,
        groups=(*order.groups[:at], *order.groups[at + 1 :]),
        items=tuple(_out_of(item, group_id) for item in order.items),
        shelf=tuple(_out_of(item, group_id) for item in order.shelf),
    )


def _out_of(item: Item, group_id: str) -> Item:
    return replace(item, group_id="") if item.group_id == group_id else item


def bump_order_version(show: Show) -> Show:
    """Give the running order its next version: A, B … Z, then AA."""
    return with_order(show, version=next_version(show.order.version))


def next_version(version: str) -> str:
    """The version letter after this one."""
    if not version:
        return "A"
    head, last = version[:-1], version[-1].upper()
    if "A" <= last < "Z":
        return head + chr(ord(last) + 1)
    return (next_version(head) if head else "A") + "A"
