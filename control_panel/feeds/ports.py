"""The loopback ports of each feed's gateway: chosen once, kept for ever.

OBS stores the address in its own input, so a feed must find the same port after every restart.
"""

from __future__ import annotations

import json
import logging
import socket
import zlib
from contextlib import closing
from pathlib import Path

from control_panel.paths import user_state_dir, write_whole

_log = logging.getLogger(__name__)

FIRST, LAST = 20_000, 29_998
"""Below the ports that systems hand out by themselves."""


class Ports:
    """Which two UDP ports a feed has: one for OBS, the next for the monitor."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or user_state_dir() / "ports.json"
        self._known = _read(self._path)

    def of(self, feed_id: str) -> tuple[int, int]:
        """The feed's ports (OBS, monitor); chosen and stored when it is new."""
        if feed_id not in self._known:
            self._known[feed_id] = self._free(feed_id)
            self._keep()
        first = self._known[feed_id]
        return first, first + 1

    def _keep(self) -> None:
        try:
            write_whole(self._path, json.dumps(self._known, indent=1, sort_keys=True) + "\n")
        except OSError as error:
            _log.warning("the feeds' ports cannot be kept (%s): they hold until the end", error)

    def _free(self, feed_id: str) -> int:
        """The first free pair after a place that follows from the id, so that two agree mostly."""
        pairs = (LAST - FIRST) // 2 + 1
        start = zlib.crc32(feed_id.encode()) % pairs
        taken = set(self._known.values())
        for step in range(pairs):
            port = FIRST + (start + step) % pairs * 2
            if port not in taken and _is_free(port) and _is_free(port + 1):
                return port
        raise OSError("no free UDP port on the loopback")


def _is_free(port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _read(path: Path) -> dict[str, int]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): port for name, port in found.items() if isinstance(port, int)}
