"""A wall time in the show's zone; moving the show's date moves it along (decision 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LocalTime:
    """Day offset from the show's date, time of day, `fold` (the second pass as clocks go back)."""

    at: time
    day: int = 0
    fold: int = 0


def instant_of(local: LocalTime, day_zero: date, zone: str) -> datetime:
    """The UTC datetime of a local time.

    A time that a DST gap skips is read with the offset before the gap (PEP 495), so it lands as
    much after the gap as it was written into it.
    """
    naive = datetime.combine(day_zero + local.day * _DAY, local.at.replace(tzinfo=None))
    return naive.replace(tzinfo=ZoneInfo(zone), fold=local.fold).astimezone(UTC)


def local_of(instant: datetime, day_zero: date, zone: str) -> LocalTime:
    """The local time of an aware datetime, as a day offset from `day_zero`."""
    local = instant.astimezone(ZoneInfo(zone))
    return LocalTime(
        at=local.time().replace(fold=0), day=(local.date() - day_zero).days, fold=local.fold
    )
