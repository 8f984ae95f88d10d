"""The monitor's own process: watches one feed and reports five times a second (decision 33).

Rules
- It is started by multiprocessing *spawn*; it ends itself when the panel is gone, whatever it is
  doing then (decision 32).
- Commands down the pipe: Play, Stop. Up: a Report every 200 ms. No report for 3 s: it hangs, and
  the panel kills it.
- Player ended or failed, or no byte for 10 s from an address that is called directly: it is
  played anew, after a wait that grows.
- libVLC, numpy and everything else that is heavy is imported here, in the child, only.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from typing import TYPE_CHECKING

from control_panel.feeds import backoff
from control_panel.feeds.frame import FrameWriter, Layout
from control_panel.feeds.job import die_with_parent
from control_panel.feeds.report import Broken, Play, PlayerState, Report, Stop, Track

if TYPE_CHECKING:
    from control_panel.feeds.measurement import Luma
    from control_panel.feeds.player import Player

REPORT_S = 0.2
LEVEL_KEPT_S = 0.6
"""Sound comes in packets of up to 0.4 s; between two the last level is told again."""
TRACKS_S = 1.0
SILENT_FOR_S = 10.0
"""No byte for so long: play anew, unless a gateway feeds us."""

Levels = tuple[tuple[float, float] | None, tuple[float, float] | None]
Pipe = Connection  # the duplex pipe to the panel


def run(pipe: Pipe, segment: str, layout: Layout) -> None:
    """Watch what the panel says, until it says Stop or is gone."""
    if sys.platform != "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    segment_memory = SharedMemory(name=segment)
    memory = segment_memory.buf
    if memory is None:
        return
    try:
        from control_panel.feeds.player import Player

        writer = FrameWriter(memory, layout)
        player = Player(writer, memory)
    except (ImportError, OSError, NameError, AttributeError) as error:
        # python-vlc finds libVLC at import; without it, one of these, depending on the system
        pipe.send(Broken(f"libVLC does not work here ({error}). See: control-panel doctor"))
        os._exit(3)
    Watch(pipe, player, writer, memory).until_stopped()
    os._exit(0)  # libVLC still holds the memory; there is nothing left to tidy


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


class Watch:
    """The watch on one feed: play, measure, report, play anew."""

    def __init__(self, pipe: Pipe, player: Player, writer: FrameWriter, memory: memoryview) -> None:
        self._pipe = pipe
        self._player = player
        self._writer = writer
        self._memory = memory
        self._play: Play | None = None
        self._run = os.getpid() << 20
        self._failures = 0
        self._retry_at: float | None = None
        self._bytes = 0
        self._bytes_at = 0.0
        self._reference: Luma | None = None
        self._looked_at = 0
        self._look: tuple[float | None, float | None, float | None] = (None, None, None)
        self._level: Levels = (None, None)
        self._level_at = 0.0
        self._tracks: tuple[Track, ...] = ()
        self._tracks_at = 0.0

    def until_stopped(self) -> None:
        """Report five times a second and do what the panel says, until it says Stop."""
        due = time.monotonic()
        while True:
            wait = max(0.0, due - time.monotonic())
            try:
                if self._pipe.poll(wait):
                    if not self._obey(self._pipe.recv()):
                        return
                    continue
                self._pipe.send(self._report())
            except (EOFError, OSError):
                return
            self._retry()
            due = max(due + REPORT_S, time.monotonic())

    def _obey(self, command: object) -> bool:
        if isinstance(command, Play):
            self._play = command
            self._failures = 0
            self._begin()
        return not isinstance(command, Stop)

    def _begin(self) -> None:
        if self._play is None:
            return
        self._retry_at = None
        self._run += 1
        self._bytes, self._bytes_at = 0, time.monotonic()
        self._tracks, self._tracks_at = (), 0.0
        self._player.play(self._play.mrl, self._play.options)

    def _retry(self) -> None:
        """Play anew what has ended, failed or answers no more."""
        now = time.monotonic()
        if self._retry_at is not None:
            if now >= self._retry_at:
                self._begin()
        elif self._play is not None and self._is_over(now):
            self._failures += 1
            wait = backoff.delay(self._failures, random.random())  # noqa: S311 (jitter)
            self._retry_at = now + wait.total_seconds()

    def _is_over(self, now: float) -> bool:
        if self._player.state in {PlayerState.ENDED, PlayerState.FAILED}:
            return True
        calls = self._play is not None and self._play.calls
        return calls and now - self._bytes_at > SILENT_FOR_S

    def _report(self) -> Report:
        now = time.monotonic()
        stats = self._player.stats()
        if stats.read_bytes != self._bytes:
            self._bytes, self._bytes_at = stats.read_bytes, now
            self._failures = 0
        if now - self._tracks_at > TRACKS_S:
            self._tracks, self._tracks_at = self._player.tracks(), now
        peak, rms = self._hear()
        luma, black, change = self._see()
        return Report(
            run=self._run,
            at=now,
            state=self._player.state,
            read_bytes=stats.read_bytes,
            demux_bytes=stats.demux_read_bytes,
            displayed=stats.displayed_pictures,
            lost_pictures=stats.lost_pictures,
            corrupted=stats.demux_corrupted + stats.demux_discontinuity,
            sound_frames=self._writer.sound_frames,
            peak_dbfs=peak,
            rms_dbfs=rms,
            luma=luma,
            black=black,
            change=change,
            tracks=self._tracks,
            retry_s=None if self._retry_at is None else max(0.0, self._retry_at - now),
        )

    def _hear(self) -> Levels:
        from control_panel.feeds import measurement

        waiting, now = self._player.sound, time.monotonic()
        if sound := b"".join(waiting.popleft() for _ in range(len(waiting))):
            samples = measurement.samples_of(sound)
            self._level = measurement.peak_dbfs(samples), measurement.rms_dbfs(samples)
            self._level_at = now
        return self._level if now - self._level_at < LEVEL_KEPT_S else (None, None)

    def _see(self) -> tuple[float | None, float | None, float | None]:
        from control_panel.feeds import measurement

        if self._writer.sequence != self._looked_at:
            self._looked_at = self._writer.sequence
            layout, start = self._writer.layout, self._writer.newest_offset()
            picture = bytes(self._memory[start : start + layout.picture_bytes])
            luma = measurement.luma_of(picture, layout.width, layout.height)
            look, self._reference = measurement.look(luma, self._reference)
            self._look = look.luma, look.black, look.change
        return self._look
