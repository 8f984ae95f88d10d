"""How long to wait before the next attempt: longer each time, never for ever, never in step."""

from __future__ import annotations

from datetime import timedelta

STEPS_S = (1.0, 2.0, 4.0, 8.0, 15.0)
JITTER = 0.25


def delay(failures: int, chance: float) -> timedelta:
    """The wait after so many failures in a row (1 or more); `chance` is drawn from 0 to 1."""
    step = STEPS_S[min(max(failures, 1), len(STEPS_S)) - 1]
    return timedelta(seconds=step * (1 - JITTER * chance))
