"""Opening a show file: what stands there, or why it cannot be opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QTimeZone

from control_panel.demo.example import example_show
from control_panel.errors import StoreError
from control_panel.instant import Instant
from control_panel.show.local_time import LocalTime
from control_panel.show.model import Show
from control_panel.show.store import Store
from control_panel.show.stored import Stored

SUFFIX = ".show"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open show file and all that it holds."""

    store: Store
    stored: Stored


def open_show(path: Path, now: Instant, on_trouble: Callable[[StoreError | None], None]) -> Opened:
    """Open a show file; one that does not exist is made. Raises StoreError."""
    if not path.exists():
        Store.create(path, new_show(path.stem, now))
    store = Store.open(path, on_trouble)
    try:
        return Opened(store, store.load())
    except StoreError:
        store.close()
        raise


def new_show(title: str, now: Instant) -> Show:
    """An empty show of today in the computer's own zone, on air at the next full hour."""
    zone = _own_zone()
    local = now.wall.astimezone(ZoneInfo(zone))
    next_hour = (local.hour + 1) % 24
    return Show(
        title=title.replace("_", " ").replace("-", " ").strip() or "A new show",
        date=local.date(),
        zone=zone,
        on_air=LocalTime(time(next_hour), day=int(next_hour == 0)),
    )


def make_example(path: Path, now: Instant) -> None:
    """Make the example show as a file: on air in half an hour, with feeds of nobody's."""
    on_air = (now.wall + timedelta(minutes=30)).replace(second=0, microsecond=0)
    Store.create(path, example_show(on_air, {}))


def _own_zone() -> str:
    """The computer's IANA zone; UTC where the system does not say."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"
