"""When every item is planned, expected and was on air: (Show, Playhead, now) -> Schedule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from control_panel.instant import Instant
from control_panel.show.model import ZERO, Playhead, Show


class Standing(StrEnum):
    """Where an item stands in the running order."""

    DONE = "done"
    ON_AIR = "on air"
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
    """How long it was, or has been, on air."""
    over: timedelta | None = None
    """Actual minus planned duration of a done item; positive: longer than planned."""
    gap: timedelta = ZERO
    """Expected start minus the expected end of what is before it; positive: time to fill.
    Negative: what is before it runs into this hard start by so much."""


@dataclass(frozen=True, slots=True)
class GroupTimes:
    """The times of one group: its first item's start, its last item's end, what it holds."""

    group_id: str
    planned_start: datetime | None
    planned_end: datetime | None
    planned: timedelta
    """Durations and the gaps between them (case G14)."""


@dataclass(frozen=True, slots=True)
class HardStart:
    """The next hard start, and what is missing or too much before it (decision 18)."""

    item_id: str
    at: datetime
    balance: timedelta
    """Expected end of what is before it minus its instant. Positive: too long; negative: to fill."""
    in_: timedelta
    """Time from now to the instant."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every time that is shown of a running order, computed for one `now`."""

    now: datetime
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
    """Of the item on air."""
    duration: timedelta | None = None
    """Of the item on air: planned plus added, or to its end where it counts to its end."""
    next_hard_start: HardStart | None = None

    def row(self, item_id: str) -> Row | None:
        """The row of one item."""
        return next((r for r in self.rows if r.item_id == item_id), None)


def schedule(show: Show, playhead: Playhead, now: Instant) -> Schedule:
    """The schedule of the show's running order at `now`."""
    raise AssertionError("to be written")
