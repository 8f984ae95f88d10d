"""Ten minutes of one feed, a sample a second: bit rate, pictures, loss, level; pure.

Rules
- A sample holds what was measured within one second of the steady clock: the last rates, the
  highest level, the packets lost since the sample before.
- A second without a report has no sample, and a value that was not measured is None: both are gaps.
- What is older than `KEPT` is forgotten, so that the memory of a feed has a bound.
- After another boot the steady clock begins anew, and so does the history.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from control_panel.feeds.report import Report
from control_panel.feeds.status import FeedStatus
from control_panel.instant import Instant

KEPT = 600
"""Seconds, and so samples at most."""
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """What one second was like; `second` counts on the steady clock."""

    second: int
    kbps: float | None = None
    fps: float | None = None
    lost: int | None = None
    """Corrupted packets and discontinuities that the network made."""
    peak_dbfs: float | None = None
    """The louder channel's highest sample."""


@dataclass(frozen=True, slots=True)
class History:
    """The samples of a feed, oldest first; the last one may be of the second that still runs."""

    boot: str = ""
    samples: tuple[Sample, ...] = ()
    counted: tuple[int, int] | None = None
    """Run and counter of lost packets, as last reported."""

    @property
    def last(self) -> Sample | None:
        """The newest sample."""
        return self.samples[-1] if self.samples else None

    def lost_within(self, seconds: int) -> int | None:
        """Packets lost in that many seconds up to the newest sample; None: not measured."""
        if self.last is None:
            return None
        since = self.last.second - seconds
        known = [s.lost for s in self.samples if s.second > since and s.lost is not None]
        return sum(known) if known else None


def second_of(now: Instant) -> int:
    """The second of the steady clock that an instant is in."""
    return now.steady // _SECOND


def noted(
    history: History, status: FeedStatus, now: Instant, report: Report | None = None
) -> History:
    """The history with one more measurement.

    `report`: the monitor's own, for its counter of lost packets; None where a feed has none.
    """
    if history.boot != now.boot:
        history = History(now.boot)
    second = second_of(now)
    last = history.last
    if last is not None and last.second > second:
        return history
    lost, counted = _lost(history, report)
    if last is not None and last.second == second:
        lost = last.lost if lost is None else lost + (last.lost or 0)
        kept = history.samples[:-1]
    else:
        last, kept = None, _within(history.samples, second)
    sample = Sample(
        second,
        kbps=status.kbps,
        fps=status.fps,
        lost=lost,
        peak_dbfs=_highest(last, status),
    )
    return replace(history, samples=(*kept, sample), counted=counted)


def _lost(history: History, report: Report | None) -> tuple[int | None, tuple[int, int] | None]:
    """What was lost since the report before; None for the first of a run."""
    if report is None:
        return None, history.counted
    before = history.counted
    now = (report.run, report.corrupted)
    if before is None or before[0] != report.run:
        return report.corrupted, now
    return max(0, report.corrupted - before[1]), now


def _highest(last: Sample | None, status: FeedStatus) -> float | None:
    levels = [last.peak_dbfs] if last is not None and last.peak_dbfs is not None else []
    if status.peak_dbfs is not None:
        levels.append(max(status.peak_dbfs))
    return max(levels) if levels else None


def _within(samples: tuple[Sample, ...], second: int) -> tuple[Sample, ...]:
    """The samples that are not too old once `second` has one."""
    since = second - KEPT
    first = next((at for at, s in enumerate(samples) if s.second > since), len(samples))
    return samples[first:]
