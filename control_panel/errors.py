"""The errors a person is told about; everything else is a bug.

PanelError      a sentence: what happened, what it means, what to do
├── Refused     a rule said no and nothing was done; shown beside the control
├── LinkError   the other side failed; an alarm
└── StoreError  disk, file or version; an alarm, at start a dialog
"""

from __future__ import annotations


class PanelError(Exception):
    """Something a person is told in one clear sentence."""

    def __init__(self, sentence: str, *, reason: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.reason = reason
        """A short stable word for the API and for tests, for example `stale` or `locked`."""


class Refused(PanelError):
    """A rule said no; nothing was done."""


class LinkError(PanelError):
    """The other side (OBS, a feed, a child process) failed."""


class StoreError(PanelError):
    """The show file, the disk or the file's version failed."""
