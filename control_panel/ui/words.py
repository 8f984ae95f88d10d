"""Times, lengths and rates as people read them.

The rule for rounding is `running_order.wording`'s: here is what the window asks of it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QCoreApplication

from control_panel.running_order import wording
from control_panel.show.model import Show
from control_panel.ui.text import SEPARATOR

MINUS = wording.MINUS
NONE = "—"


@lru_cache(maxsize=1024)
def tr(text: object) -> str:
    """A sentence in the user's language; `tr.cache_clear()` when the language changes.

    It has no context, since that is how lupdate reads a `tr` that belongs to no object. What is
    kept for later is marked by `QT_TRANSLATE_NOOP("", …)`.
    """
    return QCoreApplication.translate("", str(text))


def joined(*parts: str) -> str:
    """Parts that are not empty, with a dot between them."""
    return SEPARATOR.join(part for part in parts if part)


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """The zone of this name; UTC where it is not known."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def clock(when: datetime, zone_name: str) -> str:
    """14:05:22 in a zone."""
    local = when.astimezone(zone(zone_name))
    return f"{local.hour:02d}:{local.minute:02d}:{local.second:02d}"


def short_clock(when: datetime, zone_name: str) -> str:
    """14:25 in a zone, with seconds where they are not 00."""
    shown = clock(when, zone_name)
    return shown.removesuffix(":00")


def minute_clock(when: datetime, zone_name: str) -> str:
    """14:05 in a zone, seconds left out."""
    local = when.astimezone(zone(zone_name))
    return f"{local.hour:02d}:{local.minute:02d}"


def day_mark(when: datetime, zone_name: str, home: str) -> str:
    """The day there seen from `home`: "+1" the next one, "−1" the one before, else ""."""
    there, here = when.astimezone(zone(zone_name)).date(), when.astimezone(zone(home)).date()
    return _day_words((there - here).days)


def show_day_mark(when: datetime, show: Show) -> str:
    """The day of an instant seen from the show's date: "+1" is the day after."""
    return _day_words((when.astimezone(zone(show.zone)).date() - show.date).days)


def show_clock(when: datetime, show: Show) -> str:
    """The clock of the show's zone: `02:17:59 +1` on the day after the show's date."""
    return marked(clock(when, show.zone), when, show)


def marked(said: str, when: datetime, show: Show) -> str:
    """A clock that was said, with `+1` where it is not of the show's date."""
    mark = show_day_mark(when, show)
    return f"{said} {mark}" if mark else said


def _day_words(days: int) -> str:
    if not days:
        return ""
    return f"+{days}" if days > 0 else f"{MINUS}{-days}"


def there(when: datetime, zone_name: str, home: str) -> str:
    """The local time somewhere else: "00:05 +1"."""
    mark = day_mark(when, zone_name, home)
    return minute_clock(when, zone_name) + (f" {mark}" if mark else "")


def city(zone_name: str) -> str:
    """The place of a zone: "New York" of "America/New_York"."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def utc_offset(when: datetime, zone_name: str) -> str:
    """How far a zone is from UTC: "UTC−5", "UTC+5:30"."""
    offset = when.astimezone(zone(zone_name)).utcoffset() or timedelta(0)
    sign = MINUS if offset < timedelta(0) else "+"
    hours, minutes = divmod(int(abs(offset).total_seconds()) // 60, 60)
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")


def passed(time: timedelta) -> str:
    """What has passed: 02:25, 1:10:30; rounded down."""
    return wording.elapsed_text(abs(time))


def to_come(time: timedelta) -> str:
    """What is still to come: 02:35; rounded up; past it: +06:11."""
    return wording.countdown_text(time)


def length(time: timedelta) -> str:
    """A planned or finished length: 04:20; to the nearest second."""
    return wording.duration_text(time)


def signed(time: timedelta) -> str:
    """A finished difference: +00:31, −00:12, +00:00; to the nearest second."""
    return wording.signed_text(time)


def rate(kbps: float | None, of: int | None = None) -> str:
    """A bit rate and its limit: "2.1 Mb/s", "0.3 of 0.3 Mb/s"; "—" where it is not known."""
    if kbps is None:
        return NONE
    megabits = f"{kbps / 1000:.1f}"
    if of:
        return tr("{is_} of {of} Mb/s").format(is_=megabits, of=f"{of / 1000:.1f}")
    return tr("{is_} Mb/s").format(is_=megabits)
