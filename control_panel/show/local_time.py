"""A wall time in the show's zone; moving the show's date moves it along (decision 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class LocalTime:
    """Day offset from the show's date, time of day, `fold` (the second pass as clocks go back)."""

    at: time
    day: int = 0
    fold: int = 0


def instant_of(local: LocalTime, day_zero: date, zone: str) -> datetime:
    """The UTC datetime of a local time.

    `fold` chooses between the two passes as clocks go back and means nothing at other times. A
    time that clocks skip as they go forward is read as if they had not (the offset before, PEP
    495), so it lands as much after the gap as it was written into it.
    """
    naive = datetime.combine(day_zero + local.day * _DAY, local.at.replace(tzinfo=None, fold=0))
    first = naive.replace(tzinfo=ZoneInfo(zone))
    if local.fold:
        second = first.replace(fold=1)
        # In a gap the later reading would land before it; only a repeated hour has two.
        if (second.utcoffset() or _NONE) < (first.utcoffset() or _NONE):
            first = second
    return first.astimezone(UTC)


def local_of(instant: datetime, day_zero: date, zone: str) -> LocalTime:
    """The local time of an aware datetime, as a day offset from `day_zero`."""
    local = instant.astimezone(ZoneInfo(zone))
    return LocalTime(
        at=local.time().replace(fold=0), day=(local.date() - day_zero).days, fold=local.fold
    )
