"""External programs, started so that they end with the panel (decision 32).

A program runs under a small process of our own (`warden_child`) that kills it when the panel's
pipe closes, whatever ended the panel. With `grace` it runs on for a panel that takes it over.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from control_panel.feeds.program import Adoption, Hears, Program
from control_panel.feeds.warden_link import Link, PipeLink, SocketLink

__all__ = ["Adoption", "Program", "adopt_program", "start_program"]

CHILD = "control_panel.feeds.warden_child"
ADOPT_SECONDS = 2.0
"""How long the door of a warden may take to answer."""


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
    mark: str = "",
    blocking: bool = True,
) -> Program:
    """Start a program that ends with the panel; LinkError where it cannot be started.

    `env`: the whole environment (None: ours). `stdin_secret`: written to its stdin, which is then
    closed. `on_line`: each line of its stdout and stderr, secrets cut; `on_end`: its exit code
    (-1: not known); both called from a thread of the program's own. `output`: a file that stdout
    and stderr are appended to instead. `grace`: seconds it runs on without us, once `keep_on` was
    said. `mark`: told to whoever takes it over, and kept nowhere but in the warden. Not
    `blocking`: return at once (a start takes 50 to 100 ms); a failed start is then an end with
    `failed` set.
    """
    token = secrets.token_hex(16) if grace else ""
    order: dict[str, Any] = {
        "argv": list(argv),
        "env": dict(env) if env is not None else None,
        "cwd": str(cwd) if cwd else None,
        "output": str(output) if output else None,
        "grace": grace,
        "token": token,
        "mark": mark,
        "secret": None if stdin_secret is None else len(stdin_secret),
    }

    def reach() -> Link:
        child = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-P", "-m", CHILD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_own_environment(),
            **_apart(),
        )
        link = PipeLink(child)
        link.say(order, stdin_secret or b"")
        return link

    hears = Hears(line=on_line, ended=on_end)
    program = Program(name, reach, hears, token=token, mark=mark)
    if blocking:
        program.wait_started()
    return program


def adopt_program(
    adoption: Adoption,
    *,
    name: str,
    on_line: Callable[[str], None] | None = None,
    on_start: Callable[[], None] | None = None,
    on_end: Callable[[int], None] | None = None,
) -> Program:
    """Take over a program that an earlier panel left; returns at once.

    `on_start` is called where it was taken over, else `on_end` alone: the program is `gone` then,
    or its door did not answer in ADOPT_SECONDS.
    """

    def reach() -> Link:
        door = socket.create_connection(("127.0.0.1", adoption.port), timeout=ADOPT_SECONDS)
        return SocketLink(door, adoption.token)

    hears = Hears(line=on_line, started=on_start, ended=on_end)
    return Program(name, reach, hears, token=adoption.token)


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
