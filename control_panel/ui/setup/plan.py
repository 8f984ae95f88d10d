"""The planned starts of a show that is being built, and local times elsewhere (pure)."""

from __future__ import annotations

from datetime import datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from control_panel.instant import Instant
from control_panel.running_order.timing import schedule
from control_panel.show.local_time import instant_of
from control_panel.show.model import ZERO, Playhead, Show
from control_panel.show.rules import is_zone


def planned_starts(show: Show) -> dict[str, datetime]:
    """The planned start of each item as an aware UTC datetime; without those that have none."""
    on_air = Instant(instant_of(show.on_air, show.date, show.zone), ZERO, "plan")
    rows = schedule(show, Playhead(), on_air).rows
    return {row.item_id: row.planned_start for row in rows if row.planned_start is not None}


def on_air_instant(show: Show) -> datetime:
    """When the show is planned to go on air, as aware UTC."""
    return instant_of(show.on_air, show.date, show.zone)


def clock_in(zone: str, at: datetime, home: str, *, seconds: bool = False) -> str:
    """The clock in a zone at an instant, with `+1` or `−1` where its day is not the home's."""
    there = at.astimezone(ZoneInfo(zone))
    days = (there.date() - at.astimezone(ZoneInfo(home)).date()).days
    clock = there.strftime("%H:%M:%S" if seconds else "%H:%M")
    return clock if not days else f"{clock} {'+' if days > 0 else '−'}{abs(days)}"


def offset_of(zone: str, at: datetime) -> str:
    """A zone's offset at an instant: `UTC−5`, `UTC+5:30`."""
    place: tzinfo = ZoneInfo(zone)
    minutes = int((at.astimezone(place).utcoffset() or ZERO).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02d}" if rest else "")


@lru_cache(maxsize=1)
def zones() -> tuple[str, ...]:
    """Every IANA zone that has a place: `Africa/Kinshasa`, and UTC."""
    apart = ("Etc/", "SystemV/", "posix/", "right/", "US/", "Brazil/", "Canada/", "Chile/")
    named = (z for z in available_timezones() if "/" in z and not z.startswith((*apart, "Mexico/")))
    return ("UTC", *sorted(named))


def zone_meant(text: str) -> str | None:
    """The one zone that a typed text means: its name, or a city in it; None where none or many."""
    typed = text.strip().replace(" ", "_").casefold()
    if not typed:
        return None
    for zone in zones():
        if zone.casefold() == typed:
            return zone
    cities = [zone for zone in zones() if zone.rsplit("/", 1)[-1].casefold() == typed]
    if not cities:
        cities = [zone for zone in zones() if typed in zone.casefold()]
    if len(cities) == 1:
        return cities[0]
    exact = text.strip()
    return exact if is_zone(exact) else None
