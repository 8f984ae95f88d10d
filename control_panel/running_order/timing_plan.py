"""The plan: when every item of a running order was meant to be, before anything happened.

A soft item starts when the one before it ends, plus its own delay; a hard one at its instant, be
what may: an overlap is shown, not mended. A delay is absorbed by the gap before the next hard
start, or by an item that locks its end: that one keeps the end it would have had without delays,
and grows shorter (never below nothing). Floated items and notes take no time. Moving the on-air
instant moves soft items and holds hard ones.

The plan depends on the show and the on-air instant alone, so it is kept until one of them changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from control_panel.running_order.timing_values import GroupTimes, Row, Standing
from control_panel.show.local_time import instant_of
from control_panel.show.model import ZERO, Item, ItemKind, LocalTime, Lock, Show


class Slot(NamedTuple):
    """One item that takes time, in the plan (a tuple: a thousand are made with each edit)."""

    place: int
    item_id: str
    start: datetime
    end: datetime
    planned: timedelta
    gap: timedelta
    """Start minus the latest end before it."""
    hard: datetime | None
    delay: timedelta
    count_to_end: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a running order."""

    on_air: datetime
    off_air: datetime
    length: timedelta
    slots: tuple[Slot, ...]
    """The items that take time, in order."""
    at: dict[int, Slot]
    """Place in the order -> slot."""
    places: dict[str, int]
    """Item id -> place in the order."""
    passed: tuple[Row, ...]
    """Every item's row as if passed over: what is not expected any more, floated or a note."""
    plain: tuple[Row, ...]
    """Every item's row with its planned times alone."""
    groups: tuple[GroupTimes, ...]
    bounds: dict[str, tuple[int, int]]
    """Group id -> places of its first and last item that take time."""

    def slot_of(self, item_id: str) -> Slot | None:
        """The slot of an item; None where it takes no time or is not in the order."""
        place = self.places.get(item_id)
        return None if place is None else self.at.get(place)


def takes_time(item: Item) -> bool:
    """Whether an item takes time: it is neither floated nor a note."""
    return not item.floated and item.kind is not ItemKind.NOTE


class _This:
    """A show compared by identity: looking into a thousand items would cost more than the plan."""

    __slots__ = ("show",)

    def __init__(self, show: Show) -> None:
        self.show = show

    def __hash__(self) -> int:
        return id(self.show)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other.show is self.show


def plan(show: Show, on_air_at: datetime | None = None, shift: timedelta = ZERO) -> Plan:
    """The plan of the show's running order; `shift` moves all of it, hard starts too."""
    return _plan(_This(show), on_air_at, shift)


@lru_cache(maxsize=4)
def _plan(this: _This, on_air_at: datetime | None, shift: timedelta) -> Plan:
    show = this.show
    on_air = (on_air_at or instant_of(show.on_air, show.date, show.zone)) + shift
    slots = _walk(show, on_air, shift)
    first = min([on_air, *(s.start for s in slots[:1])])
    latest = max([on_air, *(s.end for s in slots)])
    fixed = _instant(show, show.off_air, shift)
    at = {s.place: s for s in slots}
    items = show.order.items
    passed = tuple(_passed(item, at.get(place)) for place, item in enumerate(items))
    bounds = _bounds(show, slots)
    return Plan(
        on_air=on_air,
        off_air=fixed or latest,
        length=latest - first,
        slots=slots,
        at=at,
        places={item.id: place for place, item in enumerate(items)},
        passed=passed,
        plain=_plain(passed, slots),
        groups=_groups(show, at, bounds),
        bounds=bounds,
    )


def _walk(show: Show, on_air: datetime, shift: timedelta) -> tuple[Slot, ...]:
    """Every item that takes time, one after the other."""
    slots: list[Slot] = []
    before = latest = undelayed = on_air
    for place, item in enumerate(show.order.items):
        if not takes_time(item):
            continue
        hard = _instant(show, item.hard_start, shift)
        delay = ZERO if hard else max(ZERO, item.delay_before)
        start = hard or before + delay
        undelayed = (hard or undelayed) + item.planned
        end = start + item.planned
        if item.lock is Lock.END:
            end = max(start, undelayed)
        slots.append(
            Slot(
                place=place,
                item_id=item.id,
                start=start,
                end=end,
                planned=end - start,
                gap=start - latest,
                hard=hard,
                delay=delay,
                count_to_end=item.count_to_end,
            )
        )
        before, latest = end, max(latest, end)
    return tuple(slots)


def _instant(show: Show, local: LocalTime | None, shift: timedelta) -> datetime | None:
    return instant_of(local, show.date, show.zone) + shift if local else None


def _passed(item: Item, slot: Slot | None) -> Row:
    if slot is not None:
        return _row(slot, Standing.SKIPPED)
    if item.kind is ItemKind.NOTE:
        return Row(item.id, Standing.NOTE)
    return Row(item.id, Standing.FLOATED, planned=item.planned)


def _row(slot: Slot, standing: Standing, gap: timedelta = ZERO, overlap: timedelta = ZERO) -> Row:
    return Row(
        slot.item_id,
        standing,
        slot.start,
        slot.end,
        gap=gap,
        planned=slot.planned,
        overlap=overlap,
        hard=slot.hard,
    )


def _plain(passed: tuple[Row, ...], slots: tuple[Slot, ...]) -> tuple[Row, ...]:
    rows = list(passed)
    overlaps = [max(ZERO, -slot.gap) for slot in slots[1:]]
    for slot, overlap in zip(slots, [*overlaps, ZERO], strict=False):
        rows[slot.place] = _row(slot, Standing.TO_COME, slot.gap, overlap)
    return tuple(rows)


def _bounds(show: Show, slots: tuple[Slot, ...]) -> dict[str, tuple[int, int]]:
    bounds: dict[str, tuple[int, int]] = {}
    for slot in slots:
        group = show.order.items[slot.place].group_id
        if group:
            first, _last = bounds.get(group, (slot.place, slot.place))
            bounds[group] = (first, slot.place)
    return bounds


def _groups(
    show: Show, at: dict[int, Slot], bounds: dict[str, tuple[int, int]]
) -> tuple[GroupTimes, ...]:
    return tuple(_group(group.id, at, bounds.get(group.id)) for group in show.order.groups)


def _group(group_id: str, at: dict[int, Slot], bounds: tuple[int, int] | None) -> GroupTimes:
    if bounds is None:
        return GroupTimes(group_id, None, None, ZERO)
    first, last = bounds
    inside = [at[place] for place in range(first, last + 1) if place in at]
    length = sum((s.planned for s in inside), ZERO) + sum((s.gap for s in inside[1:]), ZERO)
    return GroupTimes(group_id, at[first].start, at[last].end, length)
