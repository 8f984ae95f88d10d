"""A running external program as the panel sees it: what it says, and whether it has ended.

Rules
- A thread of the program's own opens the way to its warden and hears it out. Nobody waits for
  either, except who calls `wait_started`, `wait` or `stop`.
- What is said to a warden before the way is open is said when it is.
- `gone` is more than an end: only then is it known that the program has left its ports.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from control_panel.errors import LinkError
from control_panel.feeds.warden_link import Link

_log = logging.getLogger(__name__)

START_SECONDS = 10.0
"""How long a warden has to report its program's start on a busy computer."""
SETTLE_SECONDS = 1.5
"""What a warden needs beyond the program's own time to end."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a panel that returns needs to take a program over; it goes into `runtime.json`."""

    pid: int
    port: int
    token: str


@dataclass(frozen=True, slots=True)
class Hears:
    """Whom a program tells; every call comes from the program's own thread."""

    line: Callable[[str], None] | None = None
    """A line of its stdout or stderr, secrets cut."""
    started: Callable[[], None] | None = None
    """It runs, or was taken over."""
    ended: Callable[[int], None] | None = None
    """Its exit code (-1: not known); the last call of all."""


class Program:
    """A running external program; made by `start_program` or `adopt_program`."""

    def __init__(
        self, name: str, reach: Callable[[], Link], hears: Hears, *, token: str = "", mark: str = ""
    ) -> None:
        """`reach` opens the way to the warden, in the program's thread; OSError where it cannot."""
        self.name = name
        self._reach = reach
        self._hears = hears
        self._token = token
        self._mark = mark
        self._link: Link | None = None
        self._changed = threading.Lock()
        self._unsaid: list[dict[str, Any]] = []
        self._closed = self._killed = self._let_go = False
        self._started = threading.Event()
        self._ended = threading.Event()
        self._pid = 0
        self._door: int | None = None
        self._code: int | None = None
        self._failed = ""
        self._silent = False
        self._gone = False
        self._thread = threading.Thread(target=self._run, name=f"warden:{name}", daemon=True)
        self._thread.start()

    def wait_started(self, seconds: float = START_SECONDS) -> None:
        """Wait until it runs; LinkError where it cannot be started."""
        if self._started.wait(seconds) and self._pid:
            return
        self.kill()
        self._close(SETTLE_SECONDS)
        why = self._failed or "no answer"
        raise LinkError(f"{self.name} could not be started: {why}.", reason="not-started")

    @property
    def pid(self) -> int:
        """The program's own process id (not the warden's); 0 before it runs."""
        return self._pid

    @property
    def mark(self) -> str:
        """What whoever started it calls it; of one taken over empty until it has answered."""
        return self._mark

    @property
    def failed(self) -> str:
        """Why it could not be started; empty where it could."""
        return self._failed

    @property
    def gone(self) -> bool:
        """Whether it is known that it ended, or never ran; asked once it has `ended`."""
        return self._gone

    @property
    def adoption(self) -> Adoption | None:
        """What another panel needs to take this program over; None without grace."""
        return Adoption(self._pid, self._door, self._token) if self._door else None

    def poll(self) -> int | None:
        """The exit code (negative: the signal), or None while it runs."""
        return self._code if self._ended.is_set() else None

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end, at most so many seconds; the exit code or None."""
        self._ended.wait(timeout)
        return self.poll()

    def stop(self, seconds: float = 2.0) -> bool:
        """Ask it to end, after so many seconds kill it, and wait; True when it is gone."""
        self.ask_to_stop(seconds)
        if not self._ended.wait(seconds + SETTLE_SECONDS):
            _log.warning("%s did not end; its warden is killed", self.name)
            self.kill()
        return self._close(SETTLE_SECONDS)

    def ask_to_stop(self, seconds: float = 2.0) -> None:
        """Begin what `stop` does, without waiting."""
        if not self._ended.is_set():
            self._say({"stop": seconds})

    def kill(self) -> None:
        """End its warden, where that is ours to end, and hear it no more; never waits."""
        with self._changed:
            self._killed = True
            if self._link is not None:
                self._link.kill()

    def keep_on(self) -> None:
        """From now on it may outlive us by its grace: another panel knows how to find it."""
        self._say({"keep": True})

    def let_go(self) -> None:
        """Close the pipe without a stop: with grace, the program waits for the next panel."""
        self._let_go = True
        self._close(0.0)

    def _say(self, order: dict[str, Any]) -> None:
        with self._changed:
            if self._link is None:
                self._unsaid.append(order)
            else:
                self._link.say(order)

    def _close(self, seconds: float) -> bool:
        with self._changed:
            self._closed = True
            if self._link is not None:
                self._link.close()
        if seconds:
            self._thread.join(seconds)
        return self._ended.is_set()

    # -- in the program's thread

    def _run(self) -> None:
        link: Link | None = None
        try:
            link = self._open()
            for raw in link.lines:
                self._hear(json.loads(raw), link)
        except TimeoutError:
            self._silent = True
        except OSError as error:
            if link is None:  # else it was closed: by us, or by a death
                self._failed = error.strerror or str(error)
        except (ValueError, KeyError, TypeError):
            pass  # the link was closed under us, or a stranger answers where our warden was
        self._end(link)

    def _open(self) -> Link:
        link = self._reach()
        with self._changed:
            self._link = link
            for order in self._unsaid:
                link.say(order)
            if self._killed:
                link.kill()
            if self._closed:
                link.close()
        return link

    def _end(self, link: Link | None) -> None:
        exited = link is not None and link.reap(0.0 if self._let_go else SETTLE_SECONDS)
        never = not self._pid and not self._silent and not self._killed
        self._gone = exited or never or self._code is not None
        if self._code is None:
            self._code = -1
        self._ended.set()
        self._started.set()
        if self._hears.ended is not None:
            self._hears.ended(self._code)

    def _hear(self, news: dict[str, Any], link: Link) -> None:
        if "line" in news:
            self._tell_line(str(news["line"]))
        elif "started" in news:
            self._pid, self._door = int(news["started"]), news["door"]
            self._mark = str(news.get("mark", self._mark))
            link.answered()
            self._started.set()
            if self._hears.started is not None:
                self._hears.started()
        elif "ended" in news:
            self._code = int(news["ended"])
        elif "failed" in news:
            self._failed = str(news["failed"])
            self._started.set()

    def _tell_line(self, line: str) -> None:
        if self._hears.line is not None:
            self._hears.line(_redacted(line))


def _redacted(line: str) -> str:
    from control_panel.log import redact

    return redact(line)
