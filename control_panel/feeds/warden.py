"""External programs, started so that they end with the panel (decision 32).

A program runs under a small process of our own (`warden_child`) that kills it when the panel's
pipe closes, whatever ended the panel. With `grace` it runs on for a panel that takes it over.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from control_panel.errors import LinkError
from control_panel.feeds.warden_link import Link, PipeLink, SocketLink

_log = logging.getLogger(__name__)

CHILD = "control_panel.feeds.warden_child"
START_SECONDS = 10.0
"""How long a warden has to report its program's start on a busy computer."""
ADOPT_SECONDS = 2.0
SETTLE_SECONDS = 1.5
"""What a warden needs beyond the program's own time to end."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a panel that returns needs to take a program over; it goes into `runtime.json`."""

    pid: int
    port: int
    token: str


class Program:
    """A running external program; made by `start_program` or `adopt_program`."""

    def __init__(
        self,
        name: str,
        link: Link,
        on_line: Callable[[str], None] | None,
        on_end: Callable[[int], None] | None = None,
        token: str = "",
    ) -> None:
        self.name = name
        self._link = link
        self._on_line = on_line
        self._on_end = on_end
        self._token = token
        self._started = threading.Event()
        self._ended = threading.Event()
        self._pid = 0
        self._door: int | None = None
        self._code: int | None = None
        self._failed = ""
        self._let_go = False
        self._reader = threading.Thread(target=self._read, name=f"warden:{name}", daemon=True)
        self._reader.start()

    def wait_started(self, seconds: float = START_SECONDS) -> None:
        """Wait until it runs; LinkError where it cannot be started."""
        if self._started.wait(seconds) and self._pid:
            return
        self._link.kill()
        self._close()
        why = self._failed or "no answer"
        raise LinkError(f"{self.name} could not be started: {why}.", reason="not-started")

    @property
    def pid(self) -> int:
        """The program's own process id (not the warden's); 0 before it runs."""
        return self._pid

    @property
    def failed(self) -> str:
        """Why it could not be started; empty where it could."""
        return self._failed

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
        """Ask it to end, after so many seconds kill it; True when it is gone."""
        self.ask_to_stop(seconds)
        if not self._ended.wait(seconds + SETTLE_SECONDS):
            _log.warning("%s did not end; its warden is killed", self.name)
            self._link.kill()
        return self._close()

    def ask_to_stop(self, seconds: float = 2.0) -> None:
        """Begin what `stop` does, without waiting."""
        if not self._ended.is_set():
            self._link.say({"stop": seconds})

    def keep_on(self) -> None:
        """From now on it may outlive us by its grace: another panel knows how to find it."""
        self._link.say({"keep": True})

    def let_go(self) -> bool:
        """Close the pipe without a stop: with grace, the program waits for the next panel."""
        self._let_go = True
        return self._close()

    def _close(self) -> bool:
        self._link.close()
        self._reader.join(SETTLE_SECONDS)
        return self._ended.is_set()

    def _read(self) -> None:
        try:
            for raw in self._link.lines:
                self._hear(json.loads(raw))
        except (OSError, ValueError):
            pass  # the link is closed: by us, or by the warden's death
        self._link.reap(0.0 if self._let_go else SETTLE_SECONDS)
        if self._code is None:
            self._code = -1
        self._ended.set()
        self._started.set()
        if self._on_end is not None:
            self._on_end(self._code)

    def _hear(self, news: dict[str, Any]) -> None:
        if "line" in news:
            self._tell_line(str(news["line"]))
        elif "started" in news:
            self._pid, self._door = news["started"], news["door"]
            self._started.set()
        elif "ended" in news:
            self._code = int(news["ended"])
        elif "failed" in news:
            self._failed = str(news["failed"])
            self._started.set()

    def _tell_line(self, line: str) -> None:
        if self._on_line is not None:
            self._on_line(_redacted(line))


def start_program(
    argv: Sequence[str],
    *,
    name: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin_secret: bytes | None = None,
    on_line: Callable[[str], None] | None = None,
    on_end: Callable[[int], None] | None = None,
    output: Path | None = None,
    grace: float = 0.0,
    blocking: bool = True,
) -> Program:
    """Start a program that ends with the panel; LinkError where it cannot be started.

    `env`: the whole environment (None: ours). `stdin_secret`: written to its stdin, which is then
    closed. `on_line`: each line of its stdout and stderr, secrets cut; `on_end`: its exit code
    (-1: not known); both called from a thread of the program's own. `output`: a file that stdout
    and stderr are appended to instead. `grace`: seconds it runs on without us, once `keep_on` was
    said. Not `blocking`: return at once (a start takes 50 to 100 ms); a failed start is then an
    end with `failed` set.
    """
    token = secrets.token_hex(16) if grace else ""
    order: dict[str, Any] = {
        "argv": list(argv),
        "env": dict(env) if env is not None else None,
        "cwd": str(cwd) if cwd else None,
        "output": str(output) if output else None,
        "grace": grace,
        "token": token,
        "secret": None if stdin_secret is None else len(stdin_secret),
    }
    try:
        child = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-P", "-m", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_own_environment(),
            **_apart(),
        )
    except OSError as error:
        why = error.strerror or str(error)
        raise LinkError(f"{name} could not be started: {why}.", reason="not-started") from error
    link = PipeLink(child)
    link.say(order, stdin_secret or b"")
    program = Program(name, link, on_line, on_end, token)
    if blocking:
        program.wait_started()
    return program


def adopt_program(
    adoption: Adoption,
    *,
    name: str,
    on_line: Callable[[str], None] | None = None,
    on_end: Callable[[int], None] | None = None,
) -> Program:
    """Take over a program that an earlier panel left; LinkError where it is gone."""
    try:
        door = socket.create_connection(("127.0.0.1", adoption.port), timeout=2.0)
        door.settimeout(None)
        door.sendall(adoption.token.encode() + b"\n")
    except OSError as error:
        raise LinkError(f"{name} is no longer running.", reason="gone") from error
    program = Program(name, SocketLink(door), on_line, on_end, adoption.token)
    program.wait_started(ADOPT_SECONDS)
    return program


def _redacted(line: str) -> str:
    from control_panel.log import redact

    return redact(line)


def _own_environment() -> dict[str, str]:
    """Ours, with the package found also where the panel runs from a checkout."""
    root = str(Path(__file__).parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _apart() -> dict[str, Any]:
    """A group of its own: Ctrl-C in the terminal is the panel's business."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}
