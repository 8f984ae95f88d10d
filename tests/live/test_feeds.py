"""Real senders, real ffmpeg, real libVLC: received, seen, measured, and what is wrong named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.demo.senders import FieldFeed, Line, Picture, Sender, free_port
from control_panel.feeds.gateway import Gateways, Phase
from control_panel.feeds.status import Cause, FeedStatus, Health
from control_panel.feeds.wall import Wall
from control_panel.show.sources import Expected, Feed, FeedKind
from tests.fakes.lossy_line import LossyLine
from tests.fakes.sender import Field, feed_of, freeze, in_the_field, resume

pytestmark = pytest.mark.live

PATIENCE_MS = 40_000
PASSPHRASE = "sa@lt#d&pepp'er+77%"
"""With every sign that an address has to quote: libsrt decodes none of them."""
KEY = "stream-key-4711"


@pytest.fixture
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    with in_the_field(tmp_path_factory.getbasetemp() / "field") as field:
        yield field


@pytest.fixture
def gateways(home: Path, qtbot: QtBot) -> Iterator[Gateways]:
    gateways = Gateways(Clock(), grace=timedelta(0))
    yield gateways
    assert gateways.stop()


@pytest.fixture
def wall(gateways: Gateways) -> Iterator[Wall]:
    wall = Wall(Clock(), gateways)
    yield wall
    assert wall.stop(2.0)


def health(wall: Wall, feed: Feed) -> tuple[Health, Cause]:
    status = wall.statuses[feed.id]
    return status.health, status.cause


def colour_of(wall: Wall, feed: Feed) -> tuple[int, int, int] | None:
    """The background's colour: low on the left, where neither name nor counter stand."""
    image = wall.image(feed.id)
    if image is None:
        return None
    pixel = image.pixelColor(20, 90)
    return pixel.red(), pixel.green(), pixel.blue()


def is_like(seen: tuple[int, int, int] | None, colour: str) -> bool:
    wanted = [int(colour[i : i + 2], 16) for i in (2, 4, 6)]
    return seen is not None and all(abs(a - b) < 25 for a, b in zip(seen, wanted, strict=True))


def is_measured(status: FeedStatus) -> bool:
    """What was sent is what is told; the first seconds come in a burst."""
    return (
        status.kbps == pytest.approx(300, rel=0.4)
        and (status.width, status.height) == (320, 180)
        and status.peak_dbfs is not None
        and -40 < status.peak_dbfs[0] < -5
    )


def command_lines() -> list[str]:
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            if "-re" not in (line := process.cmdline()):  # the contributor's own are not ours
                found.append(" ".join(line))
        except psutil.Error:
            continue
    return found


def test_four_lines_are_received_seen_lost_and_found(
    field: Field, gateways: Gateways, wall: Wall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("control_panel.feeds.gateway_process.STALL", timedelta(seconds=7))
    colours = {"caller": "0x2f5d50", "called": "0x6b4a2b", "pushed": "0x2b3f6b", "sent": "0x5d2f50"}
    lines = dict(zip(colours, Line, strict=True))
    senders: dict[str, Sender] = {
        name: field.sender(
            FieldFeed(name, lines[name], colours[name], tone_hz=440, kbps=300),
            passphrase=PASSPHRASE if name in ("caller", "called") else "",
            key=KEY,
        )
        for name in colours
    }
    feeds = {name: feed_of(sender, expected=Expected(kbps=250)) for name, sender in senders.items()}
    for name, feed in feeds.items():
        gateways.start(feed, senders[name].secrets)
    wall.watch(tuple(feeds.values()))

    def all_good() -> bool:
        return all(wall.statuses[feed.id].health is Health.GOOD for feed in feeds.values())

    qtbot.waitUntil(all_good, timeout=PATIENCE_MS)
    for name, feed in feeds.items():
        qtbot.waitUntil(
            lambda n=name, f=feed: is_like(colour_of(wall, f), colours[n]), timeout=9000
        )
        qtbot.waitUntil(lambda f=feed: is_measured(wall.statuses[f.id]), timeout=9000)
        assert gateways.state(feed.id).phase is Phase.RECEIVING
    seen = "\n".join(command_lines())
    assert "ffmpeg" in seen
    assert PASSPHRASE not in seen
    assert KEY not in seen

    urls = {feed.id: gateways.obs_url(feed.id) for feed in feeds.values()}
    stalled = gateways.pid(feeds["pushed"].id)
    senders["caller"].die()
    freeze(senders["pushed"])
    lost = [feeds["caller"], feeds["pushed"]]
    qtbot.waitUntil(
        lambda: all(health(wall, f) == (Health.LOST, Cause.NO_BYTES) for f in lost), timeout=15000
    )
    assert all("No bytes for 00:" in wall.statuses[f.id].sentence for f in lost)
    others = [feeds["called"], feeds["sent"]]
    assert all(wall.statuses[f.id].health is Health.GOOD for f in others)

    senders["caller"].come_back()
    # a stalled RTMP caller is dropped in time, or its own comeback would be turned away
    qtbot.waitUntil(lambda: gateways.pid(feeds["pushed"].id) not in {0, stalled}, timeout=20000)
    resume(senders["pushed"])
    qtbot.waitUntil(all_good, timeout=PATIENCE_MS)
    assert {feed.id: gateways.obs_url(feed.id) for feed in feeds.values()} == urls


def test_bad_feeds_and_bad_lines_at_once(
    field: Field, gateways: Gateways, wall: Wall, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    """Each cause is named; a wrong key is turned away; a caller on a bad line is received whole.

    300 kb/s over SRT with 5 % of the packets lost and 25 ms each way: nothing is missing.
    """
    wrong = {
        Cause.BLACK: FieldFeed("black", Line.UDP, picture=Picture.BLACK),
        Cause.FROZEN: FieldFeed("still", Line.UDP, picture=Picture.STILL),
        Cause.SILENT: FieldFeed("silent", Line.UDP, tone_hz=0),
    }
    feeds = {cause: feed_of(field.sender(f), gateway=False) for cause, f in wrong.items()}
    intruder = feed_of(field.sender(FieldFeed("intruder", Line.RTMP), key="guessed"))
    gateways.start(intruder, {"key": KEY})
    far = Feed("far away", primary=f"srt://127.0.0.1:{free_port()}?mode=listener", latency_ms=400)
    line = LossyLine(int(far.primary.rpartition(":")[2].partition("?")[0]), loss=0.05)
    try:
        gateways.start(far)
        field.sender(FieldFeed("far away", Line.SRT_CALLER, kbps=300), line.port, latency_ms=400)
        wall.watch((*feeds.values(), far))
        _is_turned_away(intruder, gateways, qtbot)
        _is_received_whole(far, wall, qtbot)
        assert line.lost > 20
        qtbot.waitUntil(
            lambda: all(wall.statuses[feed.id].cause is cause for cause, feed in feeds.items()),
            timeout=PATIENCE_MS,
        )
    finally:
        line.stop()
    assert wall.statuses[feeds[Cause.BLACK].id].sentence.startswith("Black for 00:")
    assert KEY not in caplog.text


def _is_turned_away(intruder: Feed, gateways: Gateways, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: "another stream key" in gateways.state(intruder.id).sentence, timeout=PATIENCE_MS
    )
    assert gateways.state(intruder.id).phase is not Phase.RECEIVING


def _is_received_whole(far: Feed, wall: Wall, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: wall.statuses[far.id].health is Health.GOOD, timeout=PATIENCE_MS)
    said: list[FeedStatus] = []

    def heard(feed_id: str, status: FeedStatus) -> None:
        if feed_id == far.id:
            said.append(status)

    wall.status_changed.connect(heard)
    qtbot.waitUntil(lambda: len(said) > 30, timeout=PATIENCE_MS)
    assert {status.health for status in said} == {Health.GOOD}


def test_what_is_not_watched_says_why(wall: Wall, qtbot: QtBot) -> None:
    source = Feed("camera", kind=FeedKind.OBS_SOURCE)
    phone = Feed("phone", kind=FeedKind.PHONE)
    empty = Feed("new")
    wall.watch((source, phone, empty))
    for feed, words in ((source, "OBS"), (phone, "Phone"), (empty, "No address")):
        status = wall.statuses[feed.id]
        assert status.health is Health.OFF
        assert words in status.sentence
        assert wall.image(feed.id) is None
    assert not wall.pids
