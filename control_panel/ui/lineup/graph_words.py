"""Four graphs of a feed's last ten minutes: what they say, and their lines; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from control_panel.feeds.history import KEPT, History, Sample
from control_panel.feeds.status import KBPS_SHARE, RATE_SHARE, SILENT_BELOW_DBFS
from control_panel.show.model import Expected
from control_panel.ui import words
from control_panel.ui.words import tr

LOST_SECONDS = 60
"""Loss is told per minute."""
FRESH_S = 3
"""A measurement that is older is not told as the present one."""


class Measure(StrEnum):
    """What a graph shows."""

    KBPS = "bit rate"
    FPS = "pictures"
    LOST = "loss"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Line:
    """Neighbouring seconds without a gap: places 0 (ten minutes ago) to 1 (now), heights 0 to 1."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class GraphFace:
    """All that one graph shows."""

    measure: Measure
    name: str
    value: str
    """The present value with its unit; a dash where it is not known."""
    limit: str = ""
    """The limit in the value's unit: "≥ 210"; empty: none."""
    limit_at: float | None = None
    """The height of its line, 0 to 1."""
    warn: bool = False
    """The present value is past the limit."""
    lines: tuple[Line, ...] = ()


def graphs(history: History, expected: Expected, second: int) -> tuple[GraphFace, ...]:
    """The graphs up to this second of the steady clock."""
    return (
        _kbps(history, expected, second),
        _fps(history, expected, second),
        _lost(history, second),
        _level(history, second),
    )


def _kbps(history: History, expected: Expected, second: int) -> GraphFace:
    values = _values(history, second, lambda s: s.kbps)
    limit = KBPS_SHARE * expected.kbps if expected.kbps else None
    top = _top((*(v for _, v in values), expected.kbps or 0.0), 100.0)
    now = _now(history, second, lambda s: s.kbps)
    return GraphFace(
        Measure.KBPS,
        tr("Bit rate"),
        _rate(now, limit),
        _limit(limit / 1000 if _in_mega(now, limit) else float(round(limit))) if limit else "",
        limit / top if limit else None,
        warn=limit is not None and now is not None and now < limit,
        lines=_lines(values, second, lambda v: v / top),
    )


def _in_mega(now: float | None, limit: float | None) -> bool:
    """Whether a rate and its limit are told in Mb/s: both in one unit, which the value names."""
    return max(now or 0.0, limit or 0.0) >= 1000


def _rate(now: float | None, limit: float | None) -> str:
    if now is None:
        return words.NONE
    if _in_mega(now, limit):
        return tr("{n} Mb/s").format(n=f"{now / 1000:.1f}")
    return tr("{n} kb/s").format(n=round(now))


def _limit(least: float) -> str:
    """The least that is good: "≥ 210"."""
    return tr("≥ {n}").format(n=f"{least:.4g}".replace("-", words.MINUS))


def _fps(history: History, expected: Expected, second: int) -> GraphFace:
    values = _values(history, second, lambda s: s.fps)
    limit = RATE_SHARE * expected.rate if expected.rate else None
    top = _top((*(v for _, v in values), expected.rate or 0.0), 10.0)
    now = _now(history, second, lambda s: s.fps)
    return GraphFace(
        Measure.FPS,
        tr("Pictures"),
        words.NONE if now is None else tr("{n} fps").format(n=round(now)),
        _limit(limit) if limit else "",
        limit / top if limit else None,
        warn=limit is not None and now is not None and now < limit,
        lines=_lines(values, second, lambda v: v / top),
    )


def _lost(history: History, second: int) -> GraphFace:
    values = _values(history, second, lambda s: None if s.lost is None else float(s.lost))
    fresh = history.last is not None and second - history.last.second <= FRESH_S
    lost = history.lost_within(LOST_SECONDS) if fresh else None
    top = _top((v for _, v in values), 4.0)
    return GraphFace(
        Measure.LOST,
        tr("Loss"),
        words.NONE if lost is None else tr("{n} errors/min").format(n=lost),
        tr("≤ 0"),
        0.0,
        warn=bool(lost),
        lines=_lines(values, second, lambda v: v / top),
    )


def _level(history: History, second: int) -> GraphFace:
    values = _values(history, second, lambda s: s.peak_dbfs)
    now = _now(history, second, lambda s: s.peak_dbfs)
    floor = SILENT_BELOW_DBFS - 12

    def height(level: float) -> float:
        return max(0.0, min(1.0, 1 - level / floor))

    if now is None:
        value = words.NONE
    elif now <= floor:
        value = tr("no sound")
    else:
        value = tr("{n} dBFS").format(n=f"{now:.0f}".replace("-", words.MINUS))
    return GraphFace(
        Measure.LEVEL,
        tr("Level"),
        value,
        _limit(SILENT_BELOW_DBFS),
        height(SILENT_BELOW_DBFS),
        warn=now is not None and now < SILENT_BELOW_DBFS,
        lines=_lines(values, second, height),
    )


def _values(
    history: History, second: int, of: Callable[[Sample], float | None]
) -> tuple[tuple[int, float], ...]:
    """Second and value of every sample that has one and is not too old."""
    since = second - KEPT
    found = ((s.second, of(s)) for s in history.samples if since < s.second <= second)
    return tuple((at, value) for at, value in found if value is not None)


def _now(history: History, second: int, of: Callable[[Sample], float | None]) -> float | None:
    """The newest value, unless it is too old to be the present one."""
    last = history.last
    return of(last) if last is not None and second - last.second <= FRESH_S else None


def _top(values: Iterable[float], least: float) -> float:
    """The top of a scale that holds all values, with a little room above."""
    return max(least, 1.15 * max(values, default=0.0))


def _lines(
    values: tuple[tuple[int, float], ...], second: int, height: Callable[[float], float]
) -> tuple[Line, ...]:
    lines: list[list[tuple[float, float]]] = []
    before: int | None = None
    for at, value in values:
        if before is None or at - before > 1:
            lines.append([])
        before = at
        place = 1 - (second - at) / (KEPT - 1)
        lines[-1].append((max(0.0, place), max(0.0, min(1.0, height(value)))))
    return tuple(Line(tuple(line)) for line in lines)
