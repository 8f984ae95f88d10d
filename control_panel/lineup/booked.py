"""What a feed sends beside what was booked: codec, size, pictures, bit rate, sound; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from control_panel.feeds.report import Track
from control_panel.feeds.status import KBPS_SHARE, RATE_SHARE, FeedStatus
from control_panel.show.model import Expected

_NAMES = {
    "h264": "H.264",
    "avc1": "H.264",
    "hevc": "H.265",
    "hev1": "H.265",
    "hvc1": "H.265",
    "mpgv": "MPEG-2",
    "mp2v": "MPEG-2",
    "mp4v": "MPEG-4",
    "vp80": "VP8",
    "vp90": "VP9",
    "av01": "AV1",
    "mjpg": "MJPEG",
    "mp4a": "AAC",
    "mpga": "MPEG audio",
    "mp3": "MP3",
    "opus": "Opus",
    "a52": "AC-3",
    "eac3": "E-AC-3",
    "s16l": "PCM",
}
"""libVLC's four letters as people know them."""
_SAME = {"avc": "h264", "x264": "h264", "hevc": "h265", "x265": "h265", "mpeg2video": "mpeg2"}


class Aspect(StrEnum):
    """What is compared."""

    CODEC = "codec"
    SIZE = "size"
    RATE = "pictures"
    KBPS = "bit rate"


@dataclass(frozen=True, slots=True)
class Compared:
    """One aspect: what comes and what was booked, as text; either is empty where not known."""

    aspect: Aspect
    comes: str = ""
    booked: str = ""
    differs: bool = False


def codec_name(fourcc: str) -> str:
    """A codec as people know it: "H.264" of libVLC's "h264"; others as they are."""
    return _NAMES.get(fourcc.strip().lower(), fourcc.strip())


def sound_words(track: Track) -> str:
    """The sound of a feed: "AAC 2 ch"."""
    name = codec_name(track.codec)
    return f"{name} {track.channels} ch".strip() if track.channels else name


def compared(expected: Expected, status: FeedStatus) -> tuple[Compared, ...]:
    """Every aspect. The limits are those of the status `low`, so that they never disagree."""
    return (
        _codec(expected, status),
        _size(expected, status),
        _rate(expected, status),
        _kbps(expected, status),
    )


def _codec(expected: Expected, status: FeedStatus) -> Compared:
    video = status.track("video")
    comes = codec_name(video.codec) if video is not None else ""
    booked = expected.codec
    return Compared(
        Aspect.CODEC, comes, booked, bool(comes and booked) and _plain(comes) != _plain(booked)
    )


def _plain(codec: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", codec.casefold())
    return _SAME.get(plain, plain)


def _size(expected: Expected, status: FeedStatus) -> Compared:
    comes = _dimensions(status.width, status.height)
    booked = _dimensions(expected.width, expected.height)
    return Compared(Aspect.SIZE, comes, booked, bool(comes and booked) and comes != booked)


def _dimensions(width: int | None, height: int | None) -> str:
    return f"{width}×{height}" if width and height else ""


def _rate(expected: Expected, status: FeedStatus) -> Compared:
    booked, comes = expected.rate, status.fps
    # A tenth either way: twice the pictures are as little what was booked as half of them.
    differs = bool(booked) and comes is not None and not _within(comes, booked or 0.0)
    return Compared(
        Aspect.RATE,
        "" if comes is None else f"{comes:.0f} fps",
        "" if not booked else f"{booked:g} fps",
        differs,
    )


def _within(comes: float, booked: float) -> bool:
    return RATE_SHARE * booked <= comes <= (2 - RATE_SHARE) * booked


def _kbps(expected: Expected, status: FeedStatus) -> Compared:
    booked, comes = expected.kbps, status.kbps
    differs = bool(booked) and comes is not None and comes < KBPS_SHARE * (booked or 0)
    return Compared(Aspect.KBPS, _mega(comes), _mega(booked or None), differs)


def _mega(kbps: float | None) -> str:
    if kbps is None:
        return ""
    return f"{kbps / 1000:.2f} Mb/s" if kbps < 1000 else f"{kbps / 1000:.1f} Mb/s"
