"""The status of a feed: one cause at a time, moved with hold-off (decision 36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from control_panel.instant import Instant


class Cause(StrEnum):
    """What is wrong with a feed, gravest first; only the first that holds is named."""

    NO_ANSWER = "no answer"
    NO_BYTES = "no bytes"
    NO_PICTURES = "no pictures"
    BLACK = "black"
    FROZEN = "frozen"
    SILENT = "silent"
    LOW = "low"
    NONE = ""


class Health(StrEnum):
    """How a feed is, as one word."""

    OFF = "off"
    """Not watched."""
    OPENING = "opening"
    GOOD = "good"
    DEGRADED = "degraded"
    """A cause past its warning time."""
    LOST = "lost"
    """A cause past its alarm time."""


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """What the panel says of a feed."""

    health: Health = Health.OFF
    cause: Cause = Cause.NONE
    since: Instant | None = None
    """When the cause began (for no bytes: the last byte), not when it was named."""
    sentence: str = ""
    """For people: "No bytes · retry in 4 s"."""
    kbps: float | None = None
    fps: float | None = None
    width: int | None = None
    height: int | None = None
    peak_dbfs: tuple[float, float] | None = None
    """Left and right sample peak since the last report."""
    rms_dbfs: tuple[float, float] | None = None
    retry_in: timedelta | None = None
    connections: int | None = None
    detail: str = ""
