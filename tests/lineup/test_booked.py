"""What comes beside what was booked."""

from __future__ import annotations

import pytest

from control_panel.feeds.report import Track
from control_panel.feeds.status import FeedStatus
from control_panel.lineup.booked import Aspect, compared, sound_words
from control_panel.show.model import Expected

SENDS = FeedStatus(
    kbps=312.0,
    fps=25.0,
    width=640,
    height=360,
    tracks=(Track("video", "h264", 640, 360, 25.0), Track("audio", "mp4a", channels=2)),
)


def of(expected: Expected, status: FeedStatus = SENDS) -> dict[Aspect, tuple[str, str, bool]]:
    return {c.aspect: (c.comes, c.booked, c.differs) for c in compared(expected, status)}


def test_what_was_booked_comes() -> None:
    found = of(Expected("H.264", 640, 360, 25.0, 300))
    assert found == {
        Aspect.CODEC: ("H.264", "H.264", False),
        Aspect.SIZE: ("640×360", "640×360", False),
        Aspect.RATE: ("25 fps", "25 fps", False),
        Aspect.KBPS: ("0.31 Mb/s", "0.30 Mb/s", False),
    }


def test_what_differs_says_both() -> None:
    found = of(Expected("HEVC", 1280, 720, 50.0, 2000))
    assert all(differs and comes and booked for comes, booked, differs in found.values())
    assert found[Aspect.KBPS][:2] == ("0.31 Mb/s", "2.0 Mb/s")


def test_nothing_booked_and_nothing_known_differ_in_nothing() -> None:
    assert not any(differs for *_, differs in of(Expected()).values())
    empty = of(Expected("H.264", 640, 360, 25.0, 300), FeedStatus())
    assert not any(differs for *_, differs in empty.values())
    assert all(comes == "" for comes, *_ in empty.values())


@pytest.mark.parametrize("written", ["h264", "H.264", "H264", "avc", "x264"])
def test_one_codec_has_many_names(written: str) -> None:
    assert not of(Expected(written))[Aspect.CODEC][2]


@pytest.mark.parametrize(
    ("fps", "differs"), [(22.4, True), (22.6, False), (25, False), (27.4, False), (30, True)]
)
def test_pictures_may_differ_by_a_tenth(fps: float, differs: bool) -> None:
    assert of(Expected(rate=25.0), FeedStatus(fps=fps))[Aspect.RATE][2] is differs


def test_a_stopped_feed_differs_from_every_rate() -> None:
    found = of(Expected(rate=25.0, kbps=300), FeedStatus(fps=0.0, kbps=0.0))
    assert found[Aspect.RATE] == ("0 fps", "25 fps", True)
    assert found[Aspect.KBPS] == ("0.00 Mb/s", "0.30 Mb/s", True)


def test_sound() -> None:
    assert sound_words(Track("audio", "mp4a", channels=2)) == "AAC 2 ch"
    assert sound_words(Track("audio", "xyz1")) == "xyz1"
