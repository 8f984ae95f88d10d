"""Where what happened is written; nobody waits for it (decision 22)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from control_panel.show.model import AsRunEntry, Incident, Playhead, ShotEntry

Line = AsRunEntry | ShotEntry | Incident


class Recorder(Protocol):
    """The store as the rooms on air see it."""

    def append(self, *lines: Line) -> None:
        """Write lines that are never changed."""

    def queue_playhead(self, playhead: Playhead, entries: Sequence[Line] = ()) -> None:
        """Keep the playhead for a return, with the lines that belong to its move."""


class NotWritten:
    """The recorder of a show that may not be written: another panel has it, or the disk has."""

    def append(self, *lines: Line) -> None:
        """Forget the lines."""

    def queue_playhead(self, playhead: Playhead, entries: Sequence[Line] = ()) -> None:
        """Forget the playhead."""
