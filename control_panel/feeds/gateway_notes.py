"""What `runtime.json` says of the gateways, so that the next panel finds them (decision 32).

It says where a gateway's door is and the token that opens it, to this user, for as long as that
gateway runs; nothing of the feed's address or its secrets.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict
from typing import Any

from control_panel.feeds.warden import Adoption
from control_panel.paths import note_runtime, read_runtime

_log = logging.getLogger(__name__)

SECTION = "gateways"


class Notes:
    """This panel's gateways among all that stand there."""

    def __init__(self) -> None:
        self._ours: dict[str, Adoption | None] = {}
        """By feed id; None: ours to change or to remove, whatever stands there."""

    def take(self, feed_id: str) -> Adoption | None:
        """What an earlier panel left of a feed; the note is ours from now on."""
        left = _read(_noted().get(feed_id))
        if left is not None:
            self._ours[feed_id] = None
        return left

    def leave(self, feed_id: str) -> None:
        """Ours no longer: the note stays for as long as somebody stands where it points."""
        self._ours.pop(feed_id, None)

    def write(self, running: Mapping[str, Adoption]) -> bool:
        """Write down how ours are found; True where that is news and was written."""
        if running == self._ours:
            return False
        others = {feed_id: left for feed_id, left in _others().items() if feed_id not in self._ours}
        written = _write({**others, **running})
        self._ours = dict(running)
        return written

    def tidy(self) -> None:
        """Forget those of earlier panels that are gone."""
        _write({**_others(), **{k: v for k, v in self._ours.items() if v is not None}})


def _noted() -> dict[str, Any]:
    found = read_runtime().get(SECTION)
    return found if isinstance(found, dict) else {}


def _others() -> dict[str, Adoption]:
    """All that is noted and stands."""
    known = {feed_id: _read(noted) for feed_id, noted in _noted().items()}
    return {feed_id: left for feed_id, left in known.items() if left is not None and _stands(left)}


def _write(all_of_them: Mapping[str, Adoption]) -> bool:
    noted = {feed_id: asdict(adoption) for feed_id, adoption in all_of_them.items()}
    try:
        note_runtime(SECTION, noted or None)
    except OSError as error:
        _log.warning("runtime.json cannot be written (%s): gateways end with us", error)
        return False
    return True


def _stands(left: Adoption) -> bool:
    """Whether somebody still listens where a gateway was left; never waits for an answer."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as trial:
        try:
            trial.bind(("127.0.0.1", left.port))
        except (OSError, OverflowError):
            return True
    return False


def _read(noted: Any) -> Adoption | None:
    try:
        return Adoption(int(noted["pid"]), int(noted["port"]), str(noted["token"]))
    except (KeyError, TypeError, ValueError):
        return None
