"""What the schedule of 1,000 items costs, beside a bare loop over them in the same run."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as day_time

import pytest

from control_panel.instant import Instant
from control_panel.running_order.timing import Row, Schedule, Standing, schedule
from control_panel.show.model import (
    ZERO,
    Group,
    Item,
    LocalTime,
    Mode,
    Playhead,
    Run,
    RunningOrder,
    Show,
)

COUNT = 1000
ROUNDS = 60
AIM_MS = 5.0

pytestmark = pytest.mark.bench


def long_show() -> Show:
    """A thousand items of a minute in a hundred groups, one in fifty a hard start."""
    groups = tuple(Group(f"g{n}", id=f"g{n}") for n in range(COUNT // 10))
    items = tuple(
        Item(
            f"item {n}",
            planned=timedelta(seconds=60),
            group_id=groups[n // 10].id,
            floated=n % 40 == 7,
            hard_start=LocalTime(day_time((n // 60) % 24, n % 60)) if n % 50 == 49 else None,
        )
        for n in range(COUNT)
    )
    order = RunningOrder(items=items, groups=groups)
    return Show(
        "long",
        date(2026, 11, 19),
        "America/New_York",
        on_air=LocalTime(day_time(0, 0)),
        running_orders=(order,),
    )


def bare(show: Show) -> Schedule:
    """The floor: add the durations up and make a row for each item, nothing else."""
    at = datetime(2026, 11, 19, 5, tzinfo=UTC)
    rows = []
    for item in show.order.items:
        end = at + item.planned
        rows.append(Row(item.id, Standing.TO_COME, at, end, at, end))
        at = end
    return Schedule(now=at, rows=tuple(rows))


def medians_ms(*calls: Callable[[], object]) -> list[float]:
    """The processor time of each call, taken in turns, so that a busy machine is fair to all."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, times in zip(calls, taken, strict=True):
            before = time.thread_time_ns()
            call()
            times.append((time.thread_time_ns() - before) / 1e6)
    return [statistics.median(times) for times in taken]


def test_schedule_of_a_thousand_items():
    show = long_show()
    first, second = show.order.items[:2]
    now = Instant(datetime(2026, 11, 19, 5, tzinfo=UTC), ZERO, "boot")
    playhead = Playhead(
        mode=Mode.LIVE,
        on_air=Run(first.id, now, planned=first.planned),
        next_id=second.id,
    )
    later = now.shifted(timedelta(seconds=20))
    floor, kept, edited, off = medians_ms(
        lambda: bare(show),
        lambda: schedule(show, playhead, later),
        # An edited show is another value: its plan is made anew.
        lambda: schedule(replace(show), playhead, later),
        lambda: schedule(show, Playhead(), later),
    )
    sys.stdout.write(
        f"\nschedule of {COUNT} items: {kept:.2f} ms, {kept / floor:.2f} of the floor; "
        f"after an edit {edited:.2f} ms, {edited / floor:.2f}; mode off {off:.3f} ms; "
        f"floor (bare loop) {floor:.2f} ms\n"
    )
    assert kept < AIM_MS
    assert kept / floor < 3
