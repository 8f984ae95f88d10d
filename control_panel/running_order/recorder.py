"""Where what happened is written; nobody waits for it (decision 22)."""

from __future__ import annotations

from typing import Protocol

from control_panel.show.model import AsRunEntry, Incident, Playhead, ShotEntry


class Recorder(Protocol):
    """The store as the rooms on air see it."""

    def append(self, record: AsRunEntry | ShotEntry | Incident, /) -> None:
        """Write one line that is never changed."""

    def queue_playhead(self, playhead: Playhead, /) -> None:
        """Keep the playhead for a return."""
