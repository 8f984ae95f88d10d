"""What a monitor says of its feed five times a second, and what it is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlayerState(StrEnum):
    """What the player says of itself; it says Playing of a dead feed too."""

    STOPPED = "stopped"
    OPENING = "opening"
    PLAYING = "playing"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Track:
    """One elementary stream: `video` or `audio`; zero where the player does not know."""

    kind: str
    codec: str = ""
    width: int = 0
    height: int = 0
    rate: float = 0.0
    channels: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Counters and measurements of one moment; counters start anew with each `run`."""

    run: int = 0
    """Changes whenever the counters start at zero again."""
    at: float = 0.0
    """Seconds on the monitor's steady clock."""
    state: PlayerState = PlayerState.STOPPED
    read_bytes: int = 0
    """int32 of libVLC: wraps at 2 GiB."""
    demux_bytes: int = 0
    displayed: int = 0
    lost_pictures: int = 0
    """Late at the output: our computer, not the network."""
    corrupted: int = 0
    """Corrupted and discontinuous packets: the network."""
    sound_frames: int = 0
    peak_dbfs: tuple[float, float] | None = None
    rms_dbfs: tuple[float, float] | None = None
    luma: float | None = None
    """Mean, 0 to 255."""
    black: float | None = None
    """Share of the pixels that are black, 0 to 1."""
    change: float | None = None
    """Mean difference to the picture it is compared with, 0 to 1."""
    tracks: tuple[Track, ...] = ()
    retry_s: float | None = None
    """Seconds to the next attempt, where the monitor itself reconnects."""

    def track(self, kind: str) -> Track | None:
        """The first track of that kind."""
        return next((track for track in self.tracks if track.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Play:
    """Play this address; `options` are libVLC's, and both may hold secrets."""

    mrl: str
    options: tuple[str, ...] = ()
    calls: bool = False
    """The address is called by the monitor itself: played anew when it falls silent."""

    def __repr__(self) -> str:
        return "Play(…)"


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop playing and end."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The monitor cannot work on this computer; told once, before it ends."""

    sentence: str
