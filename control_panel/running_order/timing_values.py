"""The times of a running order as values: rows, groups, the next hard start, the schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from control_panel.show.model import ZERO


class Standing(StrEnum):
    """Where an item stands in the running order."""

    DONE = "done"
    ON_AIR = "on air"
    TAKING = "taking"
    """Sent to program and not confirmed yet; the item before it is still the one on air."""
    NEXT = "next"
    TO_COME = "to come"
    SKIPPED = "skipped"
    """Passed over without having been on air."""
    FLOATED = "floated"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Row:
    """The times of one item. Instants are aware UTC; None where there is none."""

    item_id: str
    standing: Standing
    planned_start: datetime | None = None
    planned_end: datetime | None = None
    expected_start: datetime | None = None
    """Actual, once the item has been on air."""
    expected_end: datetime | None = None
    actual: timedelta | None = None
    """How long it was, or has been, on air; earlier runs of the item are counted in."""
    over: timedelta | None = None
    """Actual minus planned duration of a done item; positive: longer than planned."""
    gap: timedelta = ZERO
    """Expected start minus the expected end of what is before it; positive: time to fill.
    Negative: what is before it runs into this hard start by so much. In mode off: of the plan."""
    planned: timedelta = ZERO
    """Planned duration: the item's own, except where a locked end absorbs a delay."""
    overlap: timedelta = ZERO
    """How far this item runs into the hard start that follows it (decision 17)."""
    hard: datetime | None = None
    """The instant of a hard start."""

    @property
    def start(self) -> datetime | None:
        """What the Start column shows: actual, else expected, else planned."""
        return self.expected_start or self.planned_start

    @property
    def end(self) -> datetime | None:
        """Actual, else expected, else planned end."""
        return self.expected_end or self.planned_end


@dataclass(frozen=True, slots=True)
class GroupTimes:
    """The times of one group: its first item's start, its last item's end, what it holds."""

    group_id: str
    planned_start: datetime | None
    planned_end: datetime | None
    planned: timedelta
    """Durations and the gaps between them (case G14)."""
    expected_start: datetime | None = None
    expected_end: datetime | None = None


@dataclass(frozen=True, slots=True)
class HardStart:
    """The next hard start, and what is missing or too much before it (decision 18)."""

    item_id: str
    at: datetime
    balance: timedelta
    """Expected end of what is before it minus its instant: positive too long, negative to fill."""
    in_: timedelta
    """Time from now to the instant."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every time that is shown of a running order, computed for one `now`."""

    now: datetime
    """By the clock that the expected times are placed on: a step of it since is left out."""
    rows: tuple[Row, ...]
    """One row an item of the order, in order."""
    groups: tuple[GroupTimes, ...] = ()
    planned_on_air: datetime | None = None
    planned_off_air: datetime | None = None
    expected_off_air: datetime | None = None
    planned: timedelta = ZERO
    """The order's planned length, gaps included (case G2)."""
    over: timedelta | None = None
    """Show against plan; positive = over = behind. None before the first TAKE."""
    remaining: timedelta | None = None
    """Of the item on air; negative once it runs over."""
    elapsed: timedelta | None = None
    """Of this run of the item on air."""
    duration: timedelta | None = None
    """Of the item on air: planned plus added, or to its end where it counts to its end."""
    next_hard_start: HardStart | None = None
    on_air_since: datetime | None = None
    """When the first item really went on air."""
    counted: int = 0
    """Items that take time: neither floated nor notes ("10 items")."""
    places: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    """The place of each item's row."""

    def row(self, item_id: str) -> Row | None:
        """The row of one item."""
        place = self.places.get(item_id)
        return None if place is None else self.rows[place]

    def until(self, item_id: str) -> timedelta | None:
        """Time from now to an item that is to come ("to Islamabad 12:35"); None for others."""
        row = self.row(item_id)
        coming = row is not None and row.standing in (Standing.NEXT, Standing.TO_COME)
        if row is None or not coming or row.expected_start is None:
            return None
        return row.expected_start - self.now
