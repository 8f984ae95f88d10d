"""Rates from counters that start anew, and from one that wraps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from control_panel.feeds.report import Report

WINDOW_S = 3.0
"""Rates are means over this long."""
STANDING_S = 1.5
"""A counter that has not moved for so long stands still: the rate is zero."""
ENOUGH_S = 0.9
"""A rate over less than this is not told."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Received kbit/s and displayed pictures a second; None while not known."""

    kbps: float | None = None
    fps: float | None = None


@dataclass(frozen=True, slots=True)
class Risen:
    """What came between two reports."""

    read_bytes: int = 0
    displayed: int = 0
    sound_frames: int = 0


def wrapped(new: int, old: int) -> int:
    """How far an int32 counter rose, also over its wrap at 2 GiB (decision 36).

    One that fell has not wrapped: it was set back, and what it shows came since.
    """
    rise = (new - old) & 0xFFFFFFFF
    return rise if rise < 1 << 31 else max(0, new)


def risen(new: Report, old: Report | None) -> Risen:
    """What came since the earlier report; since zero where the counters started anew."""
    if old is None or old.run != new.run:
        old = Report(run=new.run)
    return Risen(
        wrapped(new.read_bytes, old.read_bytes),
        wrapped(new.displayed, old.displayed),
        max(0, new.sound_frames - old.sound_frames),
    )


def kept(window: tuple[Report, ...], report: Report) -> tuple[Report, ...]:
    """The reports of one run within the window, the new one last."""
    same = [r for r in window if r.run == report.run]
    while len(same) > 1 and report.at - same[1].at >= WINDOW_S:
        del same[0]
    return (*same, report)


def rates(window: tuple[Report, ...]) -> Rates:
    """Means over the window.

    libVLC brings its counters up to date every quarter of a second or so, not when we ask: a mean
    runs from one change of the counter to another, or it would swing by a tenth.
    """
    return Rates(
        _rate(window, lambda r: r.read_bytes, 8 / 1000), _rate(window, lambda r: r.displayed, 1)
    )


def _rate(
    window: tuple[Report, ...], counter: Callable[[Report], int], unit: float
) -> float | None:
    if len(window) < 2 or window[-1].at - window[0].at < ENOUGH_S:
        return None
    moved = [after for before, after in pairwise(window) if counter(after) != counter(before)]
    if not moved or window[-1].at - moved[-1].at > STANDING_S:
        return 0.0
    first, last = (moved[0], moved[-1]) if len(moved) > 2 else (window[0], window[-1])
    return wrapped(counter(last), counter(first)) * unit / (last.at - first.at)
