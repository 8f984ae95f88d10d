"""The panel's end of one monitor: its process, its pipe, its segment."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from multiprocessing.shared_memory import SharedMemory

from control_panel.feeds import monitor
from control_panel.feeds.frame import FrameReader, Layout
from control_panel.feeds.report import Broken, Play, Report, Stop


class MonitorProcess:
    """A monitor that was started; `end` frees everything, whatever the process is doing."""

    def __init__(self, layout: Layout, play: Play) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._segment = SharedMemory(create=True, size=layout.size)
        memory = self._segment.buf
        if memory is None:
            raise OSError("no shared memory")
        self.reader = FrameReader(memory, layout)
        self._pipe, child_end = spawn.Pipe()
        self._process = spawn.Process(
            target=monitor.run, args=(child_end, self._segment.name, layout), daemon=True
        )
        try:
            self._process.start()
        except OSError:
            self.reader.close()
            self._segment.close()
            self._segment.unlink()
            raise
        finally:
            child_end.close()
        self.pid = self._process.pid or 0
        self.broken = ""
        """Why it cannot work here; empty where it can."""
        self._over = False
        self._say(play)

    def reports(self) -> list[Report]:
        """What it said since the last call, oldest first; never waits."""
        found: list[Report] = []
        try:
            while not self._over and self._pipe.poll(0):
                news = self._pipe.recv()
                if isinstance(news, Report):
                    found.append(news)
                elif isinstance(news, Broken):
                    self.broken = news.sentence
        except (EOFError, OSError):
            self._over = True
        return found

    @property
    def over(self) -> bool:
        """It has ended."""
        return self._over or not self._process.is_alive()

    def ask_to_stop(self) -> None:
        """Let it leave its feed in an orderly way."""
        self._say(Stop())

    def wait(self, seconds: float) -> bool:
        """Wait for its end; True when it came."""
        self._process.join(seconds)
        return not self._process.is_alive()

    def end(self, seconds: float = 1.0) -> bool:
        """Kill it and free the segment; True when it is gone."""
        with suppress(OSError):
            self._process.kill()
        self._process.join(seconds)
        gone = not self._process.is_alive()
        self._pipe.close()
        self.reader.close()
        self._segment.close()
        self._segment.unlink()
        if gone:
            self._process.close()
        return gone

    def _say(self, command: Play | Stop) -> None:
        with suppress(OSError):
            self._pipe.send(command)
