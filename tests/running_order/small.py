"""Small shows in milliseconds, as the cases of research/running-order.md §2.3 are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from control_panel.instant import Instant
from control_panel.running_order.timing import Schedule, schedule
from control_panel.show.local_time import local_of
from control_panel.show.model import (
    Group,
    Item,
    LocalTime,
    Mode,
    Playhead,
    Run,
    RunningOrder,
    Show,
)

DAY = date(2026, 6, 1)
ZERO_HOUR = datetime(2026, 6, 1, 9, tzinfo=UTC)
"""Millisecond 0 of every case."""
ZONE = "Asia/Kolkata"
H = 3_600_000
M = 60_000
DAY_MS = 24 * H


def ms(n: float) -> timedelta:
    return timedelta(milliseconds=n)


def wall(n: float) -> datetime:
    return ZERO_HOUR + ms(n)


def at(n: float) -> Instant:
    """An instant; the steady clock starts far from zero, so that nothing may lean on it."""
    return Instant(wall(n), timedelta(days=400) + ms(n), "boot-1")


def local(n: float) -> LocalTime:
    return local_of(wall(n), DAY, ZONE)


def item(name: str, planned: float, hard: float | None = None, **fields: object) -> Item:
    start = None if hard is None else local(hard)
    return Item(
        name,
        id=name,
        planned=ms(planned),
        hard_start=start,
        **fields,  # type: ignore[arg-type]  # the caller names Item's own fields
    )


def show(*items: Item, on_air: float = 0, groups: Sequence[str] = (), **fields: object) -> Show:
    order = RunningOrder(items=items, groups=tuple(Group(name, id=name) for name in groups))
    return Show(
        "A small show",
        date=DAY,
        zone=ZONE,
        on_air=local(on_air),
        running_orders=(order,),
        **fields,  # type: ignore[arg-type]  # the caller names Show's own fields
    )


def run(
    of: Item, started: float, ended: float | None = None, *, added: float = 0, **fields: object
) -> Run:
    return Run(
        of.id,
        at(started),
        id=f"{of.id}@{started}",
        planned=of.planned,
        added=ms(added),
        ended_at=None if ended is None else at(ended),
        **fields,  # type: ignore[arg-type]  # the caller names Run's own fields
    )


def on_air(
    of: Show,
    item_id: str,
    started: float,
    *,
    added: float = 0,
    runs: Sequence[Run] = (),
    next_id: str | None = None,
    **fields: object,
) -> Playhead:
    """A playhead with an item on air and the one after it next."""
    items = of.order.items
    place = next(n for n, i in enumerate(items) if i.id == item_id)
    following = items[place + 1].id if place + 1 < len(items) else ""
    ours = Playhead(
        mode=Mode.LIVE,
        on_air=run(items[place], started, added=added),
        next_id=following if next_id is None else next_id,
        runs=tuple(runs),
    )
    return replace(ours, **fields)  # type: ignore[arg-type]  # Playhead's own fields


def before_air(of: Show, mode: Mode = Mode.PRE_SHOW, **fields: object) -> Playhead:
    """A playhead before the first TAKE, the first item next."""
    first = of.order.items[0].id if of.order.items else ""
    ours = Playhead(mode=mode, next_id=first)
    return replace(ours, **fields)  # type: ignore[arg-type]  # Playhead's own fields


def start(of: Schedule, item_id: str) -> float:
    """Expected start in the case's milliseconds."""
    row = of.row(item_id)
    assert row is not None
    assert row.expected_start is not None
    return (row.expected_start - ZERO_HOUR) / ms(1)


def end(of: Schedule, item_id: str) -> float:
    """Expected end in the case's milliseconds."""
    row = of.row(item_id)
    assert row is not None
    assert row.expected_end is not None
    return (row.expected_end - ZERO_HOUR) / ms(1)


def planned_start(of: Schedule, item_id: str) -> float:
    """Planned start in the case's milliseconds."""
    row = of.row(item_id)
    assert row is not None
    assert row.planned_start is not None
    return (row.planned_start - ZERO_HOUR) / ms(1)


__all__ = ["Schedule", "schedule"]
