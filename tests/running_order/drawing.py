"""The show of the drawings `onair.png` and `onair-trouble.png`, and the playhead in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from control_panel.instant import Instant
from control_panel.show.model import (
    Group,
    Item,
    ItemKind,
    LocalTime,
    Mode,
    Playhead,
    Run,
    RunningOrder,
    Show,
)

ZONE = "America/New_York"
DAY = date(2026, 11, 19)
BOOT = "boot-1"
START = datetime(2026, 11, 19, 18, 45, tzinfo=UTC)
"""13:45:00 in New York."""

OPENING = Group("Opening", id="opening")
WARD = Group("The ward, the road, the lab", id="ward")
CLOSING = Group("Closing", id="closing")


def length(text: str) -> timedelta:
    """`04:20` or `1:10:30` as a timedelta."""
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return timedelta(seconds=total)


def at(text: str) -> Instant:
    """A New York time of the show's day as an instant."""
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    wall = datetime(2026, 11, 19, hours + 5, minutes, seconds, tzinfo=UTC)
    return Instant(wall, wall - START + timedelta(days=2), BOOT)


def _item(number: int, title: str, planned: str, group: Group, **fields: object) -> Item:
    return Item(
        title,
        id=f"item-{number}",
        number=str(number),
        planned=length(planned),
        group_id=group.id,
        **fields,  # type: ignore[arg-type]  # the caller names Item's own fields
    )


ITEMS = (
    _item(1, "Titles", "0:40", OPENING, kind=ItemKind.VIDEO),
    _item(2, "Welcome from headquarters", "4:20", OPENING, kind=ItemKind.STUDIO),
    _item(3, "What we know today", "12:00", WARD),
    _item(4, "On the ward with Dr Amani", "5:00", WARD),
    _item(5, "The last mile, Bihar", "4:00", WARD),
    _item(6, "Questions from viewers", "6:00", WARD, kind=ItemKind.QUESTIONS),
    _item(7, "Clip: cold chain", "1:30", WARD, kind=ItemKind.VIDEO, floated=True),
    _item(8, "A father in Peshawar", "5:00", WARD),
    _item(9, "Round table", "20:00", CLOSING, hard_start=LocalTime(time(14, 25))),
    _item(10, "How to help", "10:00", CLOSING, kind=ItemKind.STUDIO),
    _item(11, "Titles out", "0:30", CLOSING, kind=ItemKind.VIDEO),
)

SHOW = Show(
    "One question, five rooms",
    date=DAY,
    zone=ZONE,
    id="show",
    on_air=LocalTime(time(13, 45)),
    running_orders=(RunningOrder(groups=(OPENING, WARD, CLOSING), items=ITEMS, version="C"),),
)


def run(number: int, started: str, ended: str | None = None) -> Run:
    """A run of an item by its number."""
    item = ITEMS[number - 1]
    return Run(
        item.id,
        at(started),
        id=f"run-{number}",
        planned=item.planned,
        ended_at=at(ended) if ended else None,
    )


PLAYHEAD = Playhead(
    mode=Mode.LIVE,
    on_air=run(4, "14:02:57"),
    next_id="item-5",
    runs=(
        run(1, "13:45:00", "13:45:40"),
        run(2, "13:45:40", "13:50:31"),
        run(3, "13:50:31", "14:02:57"),
    ),
)
WELL = at("14:05:22")
TROUBLE = at("14:14:08")
