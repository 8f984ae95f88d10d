"""What people type for durations and times, read; and the same written back (pure)."""

from __future__ import annotations

import re
from datetime import time, timedelta

from control_panel.errors import Refused
from control_panel.show.model import ZERO, LocalTime

_UNITS = re.compile(r"(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+)s(?:ec)?)?(\d+)?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.,h ]?(\d{2})?(?:[:.,m ]?(\d{2}))?)?[:.,h]?\s*([ap]m?)?")
_DAY = re.compile(r"\s*\+\s*(\d{1,2})\s*d?$")
_DIGITS_MINUTES = 2
_DIGITS_MOST = 6
_SIXTY = 60
_NOON = 12
_LONGEST = timedelta(hours=48)

HOW_DURATION = "Write minutes (10), minutes and seconds (4:20), 90s, or 1h5."
HOW_TIME = "Write a time such as 14:25, 2:25pm, or 00:05 +1 for the next day."


def duration(text: str) -> timedelta:
    """A duration as typed: 10 = ten minutes, 4:20 = m:ss, 1:04:20, 90s, 1h5, 120 = 1:20:00.

    A bare number is minutes; three or four digits are hours and minutes, five or six hours,
    minutes and seconds (cases J of research/running-order.md). With one colon it is minutes and
    seconds, as durations are shown everywhere in the panel. Refused with a sentence otherwise.
    """
    typed = text.strip().lower().lstrip("+-−").strip()
    if not typed:
        return ZERO
    if typed.isdecimal() and typed.isascii():
        read = _of_digits(typed)
    elif re.fullmatch(r"[\d:.,]+", typed, re.ASCII):
        read = _of_parts(re.split(r"[:.,]", typed))
    else:
        read = _of_units(re.sub(r"\s+", "", typed))
    if read > _LONGEST:
        raise Refused(f"{shown(read)} is longer than two days. {HOW_DURATION}", reason="too-long")
    return read


def _of_digits(digits: str) -> timedelta:
    if len(digits) <= _DIGITS_MINUTES:
        return timedelta(minutes=int(digits))
    if len(digits) > _DIGITS_MOST:
        raise Refused(f"{digits} is too many digits. {HOW_DURATION}", reason="unreadable")
    if len(digits) <= _DIGITS_MINUTES + 2:
        hours, minutes, seconds = int(digits[:-2]), int(digits[-2:]), 0
    else:
        hours, minutes, seconds = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if minutes >= _SIXTY:
        raise Refused(
            f"{digits} reads as {hours} h {minutes} min. For {digits} minutes write {digits}m.",
            reason="ambiguous",
        )
    return _whole(hours, minutes, seconds)


def _of_parts(parts: list[str]) -> timedelta:
    if len(parts) > 3 or not any(parts):
        raise Refused(f"“{':'.join(parts)}” is not a duration. {HOW_DURATION}", reason="unreadable")
    numbers = [int(p or 0) for p in parts]
    hours = numbers.pop(0) if len(numbers) == 3 else 0
    minutes, seconds = numbers
    if hours and minutes >= _SIXTY:
        raise Refused(f"After hours, minutes go to 59, not {minutes}.", reason="sixty")
    return _whole(hours, minutes, seconds)


def _of_units(typed: str) -> timedelta:
    found = _UNITS.fullmatch(typed)
    if not found or not typed.isascii():
        raise Refused(f"“{typed}” is not a duration. {HOW_DURATION}", reason="unreadable")
    hours, minutes, seconds, bare = found.groups()
    if bare is not None:  # a bare number after a unit is the next smaller one: 1h5, 1m2
        if seconds is not None:
            raise Refused(f"“{typed}”: {bare} has no unit. {HOW_DURATION}", reason="unreadable")
        if minutes is None:
            minutes = bare
        else:
            seconds = bare
    return timedelta(hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(seconds or 0))


def _whole(hours: int, minutes: int, seconds: int) -> timedelta:
    if seconds >= _SIXTY:
        raise Refused(
            f"Seconds go to 59, not {seconds}. For {seconds} seconds write {seconds}s.",
            reason="sixty",
        )
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def shown(length: timedelta) -> str:
    """A duration as it is shown: 04:20 or 1:04:20; `duration` reads it back."""
    seconds = abs(int(length.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    sign = "−" if length < ZERO else ""
    if hours:
        return f"{sign}{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{sign}{rest // 60:02d}:{rest % 60:02d}"


def in_words(length: timedelta) -> str:
    """A duration with its units: 4 min 20 s; so that nobody guesses what was understood."""
    seconds = int(length.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [f"{n} {unit}" for n, unit in ((hours, "h"), (minutes, "min"), (seconds, "s")) if n]
    return " ".join(parts) or "0 s"


def local_time(text: str) -> LocalTime:
    """A wall time as typed: 14:25, 1425, 14, 9pm, 12am, 14:25:30; with "+1": the next day.

    Refused with a sentence when it cannot be read. The zone and the date are the show's.
    """
    typed = text.strip().lower()
    day = 0
    if found := _DAY.search(typed):
        day, typed = int(found.group(1)), typed[: found.start()]
    found = _CLOCK.fullmatch(typed.strip())
    if not found or not typed.isascii():
        raise Refused(f"“{text.strip()}” is not a time. {HOW_TIME}", reason="unreadable")
    hours, minutes, seconds = (int(n or 0) for n in found.groups()[:3])
    return LocalTime(_clock(hours, minutes, seconds, (found.group(4) or "")[:1]), day)


def _clock(hours: int, minutes: int, seconds: int, half: str) -> time:
    if half:
        if not 1 <= hours <= _NOON:
            raise Refused(f"With am or pm the hour is 1 to 12, not {hours}.", reason="unreadable")
        hours = hours % _NOON + (_NOON if half == "p" else 0)
    if hours == 24 and not minutes and not seconds:
        raise Refused("Midnight is 00:00; at the end of the day write 00:00 +1.", reason="midnight")
    if hours > 23 or minutes >= _SIXTY or seconds >= _SIXTY:
        raise Refused(
            f"{hours}:{minutes:02d}:{seconds:02d} does not exist. Hours go to 23, minutes and "
            "seconds to 59.",
            reason="unreadable",
        )
    return time(hours, minutes, seconds)


def shown_time(local: LocalTime, *, seconds: bool | None = None) -> str:
    """A wall time as it is shown: 14:25, with seconds where there are some, and +1 next day."""
    with_seconds = bool(local.at.second) if seconds is None else seconds
    clock = local.at.strftime("%H:%M:%S" if with_seconds else "%H:%M")
    return f"{clock} +{local.day}" if local.day else clock
