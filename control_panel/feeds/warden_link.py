"""The two ways to a warden: the pipes of one we started, the door of one we take over."""

from __future__ import annotations

import json
import socket
import subprocess
from contextlib import suppress
from typing import IO, Any

from control_panel.errors import LinkError

_outliving: list[object] = []
"""Wardens that were let go: our children still, and nobody's to wait for."""


class Link:
    """The way to a warden: lines up, orders down."""

    lines: IO[bytes]
    _down: IO[bytes]

    def say(self, order: dict[str, Any], more: bytes = b"") -> None:
        """Write one order; a warden that is gone is noticed by its silence."""
        try:
            self._down.write(json.dumps(order).encode() + b"\n" + more)
            self._down.flush()
        except (OSError, ValueError):
            return

    def close(self) -> None:
        """Close our end."""
        raise NotImplementedError

    def kill(self) -> None:
        """End the warden itself, where it is ours to end; else turn away from it."""
        raise NotImplementedError

    def answered(self) -> None:
        """The warden is there: from now on its silence is no fault."""

    def reap(self, seconds: float) -> bool:
        """Collect the warden's exit, where it is ours; True where it is known to have ended."""
        raise NotImplementedError


class PipeLink(Link):
    """The pipes of a warden that we started."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:  # noqa: TID251 (the type alone)
        if child.stdin is None or child.stdout is None:
            raise LinkError("The warden has no pipes.")
        self._child, self._down, self.lines = child, child.stdin, child.stdout

    def close(self) -> None:
        """Close our end."""
        try:
            self._down.close()
        except OSError:
            return

    def kill(self) -> None:
        """End the warden; where the system ties them, its program goes with it."""
        self._child.kill()

    def reap(self, seconds: float) -> bool:
        """Collect the warden's exit, and close what is left."""
        try:
            self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            _outliving.append(self._child)
            return False
        finally:
            self.lines.close()
            self.close()
        return True


class SocketLink(Link):
    """The door of a warden that another panel started."""

    def __init__(self, door: socket.socket, token: str) -> None:
        """Say the token; a door that has closed already is noticed by its silence."""
        self._door = door
        self._down, self.lines = door.makefile("wb"), door.makefile("rb")
        with suppress(OSError):
            door.sendall(token.encode() + b"\n")

    def close(self) -> None:
        """Close our end."""
        try:
            self._door.shutdown(socket.SHUT_RDWR)
        except OSError:
            return

    def kill(self) -> None:
        """Turn away from it; what it cares for may run on."""
        self.close()

    def answered(self) -> None:
        """Wait for what it says next however long that takes."""
        self._door.settimeout(None)

    def reap(self, seconds: float) -> bool:
        """Close what is left; the warden is not our child, so that nothing is known of its end."""
        self.close()
        self.lines.close()
        with suppress(OSError):  # what was not sent any more
            self._down.close()
        self._door.close()
        return False
