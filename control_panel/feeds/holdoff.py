"""Hold-off: when a cause is named, when it is an alarm, and when it is over (decision 36).

Rules
- A condition holds, does not hold, or cannot be told just now (no picture to judge, no report).
- A condition that holds opens an episode; `since` is when the cause began. It is named once it
  has held for its warning time, and is an alarm at its alarm time.
- A named episode ends after two seconds without its condition; an unnamed one at once. What
  cannot be told ends what was not named yet, and leaves the rest as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import IntEnum, StrEnum

from control_panel.instant import Instant

CLEAR = timedelta(seconds=2)


class Cause(StrEnum):
    """What is wrong with a feed, gravest first; only the first that holds is named."""

    NO_ANSWER = "no answer"
    NO_BYTES = "no bytes"
    NO_PICTURES = "no pictures"
    BLACK = "black"
    FROZEN = "frozen"
    SILENT = "silent"
    LOW = "low"
    NONE = ""


class Level(IntEnum):
    """How far an episode has come."""

    UNNAMED = 0
    WARNING = 1
    ALARM = 2


@dataclass(frozen=True, slots=True)
class HoldOff:
    """How long a condition holds before it is named, and before it is an alarm."""

    warning: timedelta = timedelta(seconds=3)
    alarm: timedelta | None = timedelta(seconds=10)


HOLD_OFFS: Mapping[Cause, HoldOff] = {
    Cause.NO_ANSWER: HoldOff(),
    Cause.NO_BYTES: HoldOff(timedelta(seconds=2), timedelta(seconds=5)),
    Cause.NO_PICTURES: HoldOff(),
    Cause.BLACK: HoldOff(),
    Cause.FROZEN: HoldOff(),
    Cause.SILENT: HoldOff(),
    Cause.LOW: HoldOff(alarm=None),
}
"""In the order of gravity (decision 36)."""


@dataclass(frozen=True, slots=True)
class Episode:
    """A cause that holds, or held until a moment ago."""

    since: Instant
    level: Level = Level.UNNAMED
    good_since: Instant | None = None


Condition = Instant | bool | None
"""Since when a cause holds; True: from now; False: it does not hold; None: cannot be told."""


Episodes = tuple[tuple[Cause, Episode], ...]


def moved(episodes: Episodes, conditions: Mapping[Cause, Condition], now: Instant) -> Episodes:
    """The episodes after what is found now; a cause that is not mentioned cannot be told."""
    known = dict(episodes)
    after = [
        (cause, _episode(cause, known.get(cause), conditions.get(cause), now))
        for cause in HOLD_OFFS
    ]
    return tuple((cause, episode) for cause, episode in after if episode is not None)


def _episode(
    cause: Cause, known: Episode | None, condition: Condition, now: Instant
) -> Episode | None:
    if condition is None:
        return known if known is not None and known.level is not Level.UNNAMED else None
    if condition is False:
        return _ending(known, now)
    began = condition if isinstance(condition, Instant) else now
    episode = replace(known, good_since=None) if known else Episode(began)
    return replace(episode, level=max(episode.level, _level(cause, now.since(episode.since))))


def _ending(known: Episode | None, now: Instant) -> Episode | None:
    if known is None or known.level is Level.UNNAMED:
        return None
    good_since = known.good_since or now
    return None if now.since(good_since) >= CLEAR else replace(known, good_since=good_since)


def _level(cause: Cause, held: timedelta) -> Level:
    hold_off = HOLD_OFFS[cause]
    if hold_off.alarm is not None and held >= hold_off.alarm:
        return Level.ALARM
    return Level.WARNING if held >= hold_off.warning else Level.UNNAMED


def named(episodes: Episodes) -> tuple[Cause, Episode] | None:
    """The gravest cause that is named, or None."""
    return next(((c, e) for c, e in episodes if e.level is not Level.UNNAMED), None)
