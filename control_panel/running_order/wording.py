"""Durations, countdowns and clocks as people read them: the one place where they are rounded.

A countdown rounds up and what is past it rounds down, so that a countdown and the elapsed time
beside it always add up to the planned duration, and 00:00 is shown once. Clocks round down. What is
finished is rounded to the nearest second. Times to fill round up, times too long round down: so
they agree with the clocks beside them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MINUS = "\u2212"
_SECOND = timedelta(seconds=1)
_ZERO = timedelta(0)


def duration_text(length: timedelta) -> str:
    """A planned or finished duration: `04:20`, `1:10:30`, `25:00:00`, `−00:30`; nearest second."""
    return f"{MINUS if _nearest(length) < 0 else ''}{_figures(abs(_nearest(length)))}"


def elapsed_text(elapsed: timedelta) -> str:
    """Time that runs up: whole seconds that have passed."""
    return _figures(max(0, elapsed // _SECOND))


def countdown_text(remaining: timedelta) -> str:
    """Time that runs down: `02:35`; once it is over: `+06:11`.

    The first second over still reads 00:00.
    """
    if remaining > -_SECOND:
        return _figures(max(0, _up(remaining)))
    return f"+{_figures(-remaining // _SECOND)}"


def signed_text(difference: timedelta) -> str:
    """A finished difference with its sign: `+00:31`, `−00:12`, `+00:00`; nearest second."""
    seconds = _nearest(difference)
    return f"{MINUS if seconds < 0 else '+'}{_figures(abs(seconds))}"


def over_words(over: timedelta) -> tuple[str, str]:
    """The show against the plan, figure and word: `("00:57", "over")`; within a second: on time."""
    seconds = abs(over) // _SECOND
    if not seconds:
        return _figures(0), "on time"
    return _figures(seconds), "over" if over > _ZERO else "under"


def balance_words(balance: timedelta) -> tuple[str, str]:
    """Before a hard start, figure and word: `("02:03", "to fill")`, `("04:08", "long")`."""
    if balance < _ZERO:
        return _figures(_up(-balance)), "to fill"
    seconds = balance // _SECOND
    return _figures(seconds), "long" if seconds else "fits"


def gap_sentence(gap: timedelta, at: datetime, zone: str) -> str:
    """The line above a hard start; empty where nothing is missing and nothing too much.

    `gap` is the row's: positive is time to fill.
    """
    figure, word = balance_words(-gap)
    if word == "to fill":
        return f"{figure} to fill before {brief_clock_text(at, zone)}"
    return f"{figure} too long for {brief_clock_text(at, zone)}" if word == "long" else ""


def clock_text(instant: datetime, zone: str, day: date | None = None) -> str:
    """A time of day: `14:05:22`; with `+1` where it is not on `day` (a date in the same zone)."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local:%H:%M:%S}{_days(local.date(), day)}"


def minute_text(instant: datetime, zone: str, day: date | None = None) -> str:
    """A time of day to the minute: `14:05`, and `+1` as `clock_text` has it."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{local:%H:%M}{_days(local.date(), day)}"


def brief_clock_text(instant: datetime, zone: str, day: date | None = None) -> str:
    """A planned time: `14:25`, with its seconds where it has some."""
    local = instant.astimezone(ZoneInfo(zone))
    return clock_text(instant, zone, day) if local.second else minute_text(instant, zone, day)


def _figures(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes:02}:{seconds:02}"


def _up(length: timedelta) -> int:
    return -(-length // _SECOND)


def _nearest(length: timedelta) -> int:
    """Whole seconds, half a second away from zero."""
    seconds = (abs(length) + _SECOND / 2) // _SECOND
    return seconds if length >= _ZERO else -seconds


def _days(local: date, day: date | None) -> str:
    if day is None or local == day:
        return ""
    days = (local - day).days
    return f" {'+' if days > 0 else MINUS}{abs(days)}"
