"""One watched feed on the wall: its monitor, its picture, its status."""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass, replace
from datetime import timedelta

from PySide6.QtGui import QImage

from control_panel.feeds import backoff, history, status
from control_panel.feeds.frame import Layout
from control_panel.feeds.history import History
from control_panel.feeds.monitor_process import MonitorProcess
from control_panel.feeds.report import Play, Report
from control_panel.feeds.status import FeedStatus, Health
from control_panel.instant import Instant
from control_panel.show.sources import Feed

_log = logging.getLogger(__name__)

STEP = timedelta(milliseconds=200)
HUNG = timedelta(seconds=3)
HUNG_POLLS = 30
"""Fewer polls than this without a report mean that we were asleep, not the monitor."""
FIRST_REPORT = timedelta(seconds=20)
"""How long a monitor may take to start on a busy computer."""
SHORT_LIFE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of the line that a feed comes on, beside what its monitor sees."""

    retry: timedelta | None = None
    """Time to the next attempt to reach it; None: none is waited for."""
    why: str = ""
    """What is wrong with it, in the gateway's words."""
    awaits: str = ""
    """What is waited for without a fault ("a call on port 9301")."""


class Tile:
    """One watched feed: its monitor, its picture, its status."""

    def __init__(
        self,
        feed: Feed,
        play: Play,
        layout: Layout,
        now: Instant,
        past: History | None = None,
    ) -> None:
        """`past`: what is known of the feed from an earlier tile."""
        self.feed = feed
        self.play = play
        self.history = past or History()
        self.status = FeedStatus(health=Health.OPENING, sentence="Opening")
        self._layout = layout
        self._memory = status.start(now, feed.expected)
        self._monitor: MonitorProcess | None = None
        self._shown: QImage | None = None
        self._spare = self._blank()
        self._sequence = 0
        self._failures = 0
        self._begin_at: Instant | None = now
        self._began_at = now
        self._heard_at: Instant | None = None
        self._polls = 0
        self._stepped_at: Instant | None = None
        self._broken = ""
        self.starts = 0
        """How often a monitor was started."""

    @property
    def pid(self) -> int:
        """The monitor's process id; 0 while there is none."""
        return self._monitor.pid if self._monitor is not None else 0

    @property
    def sequence(self) -> int:
        """The newest picture's number, as it stands in shared memory; 0: none."""
        return self._monitor.reader.sequence if self._monitor is not None else 0

    @property
    def image(self) -> QImage | None:
        """The newest picture, or None before the first."""
        return self._shown

    def renew(self, feed: Feed, now: Instant) -> None:
        """Take over what changed in the feed; from another address nothing came yet."""
        if feed.primary != self.feed.primary:
            self._memory = status.anew(self._memory, now, feed.expected)
        self.feed = feed
        self._memory = replace(self._memory, expected=feed.expected)

    def sound_since(self, position: int) -> tuple[bytes, int]:
        """S16 stereo at 48 kHz from that frame on, and the frame to ask for next."""
        if self._monitor is None:
            return b"", 0
        return self._monitor.reader.sound_since(position)

    def poll(self, now: Instant, line: Line) -> bool:
        """Take in reports, restart what hangs; True where the status changed."""
        self._tend(now)
        reports = self._monitor.reports() if self._monitor is not None else []
        self._polls += 1
        if reports:
            self._heard_at, self._polls = now, 0
        if not reports and self._stepped_at is not None and now.since(self._stepped_at) < STEP:
            return False
        self._stepped_at = now
        return self._step(reports, now, line)

    def copy_picture(self) -> bool:
        """Copy the newest picture where it has moved; True where there is a new one."""
        if self._monitor is None or self._monitor.reader.sequence == self._sequence:
            return False
        number = self._monitor.reader.copy_newest(memoryview(self._spare.bits()))
        if number is None:
            return False
        self._sequence = number
        self._shown, self._spare = self._spare, self._shown or self._blank()
        return True

    def reconnect(self, now: Instant) -> None:
        """Call the feed anew: its monitor is ended and another one started at once."""
        self.end()
        self._failures = 0
        self._begin_at = now

    def ask_to_stop(self) -> None:
        """Let the monitor leave its feed in an orderly way."""
        if self._monitor is not None:
            self._monitor.ask_to_stop()

    def end(self, orderly_s: float = 0.0) -> bool:
        """End the monitor, after so many seconds of patience, and free its memory."""
        monitor, self._monitor = self._monitor, None
        if monitor is None:
            return True
        monitor.wait(orderly_s)
        return monitor.end()

    def _blank(self) -> QImage:
        return QImage(self._layout.width, self._layout.height, QImage.Format.Format_RGB32)

    def _step(self, reports: list[Report], now: Instant, line: Line) -> bool:
        before, retry = self.status, line.retry
        heard: list[Report | None] = [*reports] or [None]
        for report in heard:
            if report is not None and report.retry_s is not None:
                retry = timedelta(seconds=report.retry_s)
            self._memory, self.status = status.step(self._memory, report, now, retry, line.awaits)
            if report is not None:
                self.history = history.noted(self.history, self.status, now, report)
        if reports:
            self._broken = ""
        if self._broken:
            self.status = FeedStatus(health=Health.OFF, sentence=self._broken)
        elif line.why and not self.status.detail:
            self.status = replace(self.status, detail=line.why)
        return self.status != before

    def _tend(self, now: Instant) -> None:
        if self._monitor is None:
            if self._begin_at is not None and now.since(self._begin_at) >= timedelta(0):
                self._begin(now)
        elif self._monitor.over or self._hangs(now):
            self._again(now)

    def _begin(self, now: Instant) -> None:
        try:
            self._monitor = MonitorProcess(self._layout, self.play)
        except OSError as error:
            # One monitor that cannot start (no memory, no process) must not cost the others.
            why = error.strerror or str(error)
            self._broken = f"Not watched: its monitor could not be started ({why})"
            self._failures += 1
            pause = backoff.delay(self._failures, random.random())  # noqa: S311 (jitter)
            self._begin_at = now.shifted(pause)
            _log.warning("monitor of %s: %s", self.feed.name, why)
            return
        self._began_at, self._heard_at, self._polls, self._sequence = now, None, 0, 0
        self.starts += 1

    def _hangs(self, now: Instant) -> bool:
        if self._heard_at is None:
            return now.since(self._began_at) > FIRST_REPORT
        return self._polls >= HUNG_POLLS and now.since(self._heard_at) > HUNG

    def _again(self, now: Instant) -> None:
        """Kill what is left of the monitor, and start another: at once, or later and later."""
        broken = self._monitor.broken if self._monitor is not None else ""
        lived = now.since(self._began_at)
        self.end()
        self._failures = self._failures + 1 if lived < SHORT_LIFE else 0
        wait = timedelta(0)
        if self._failures > 1:
            wait = backoff.delay(self._failures - 1, random.random())  # noqa: S311 (jitter)
        self._begin_at = now.shifted(wait)
        _log.info("monitor of %s is started anew: %s", self.feed.name, broken or "it ended or hung")
        self._broken = broken
