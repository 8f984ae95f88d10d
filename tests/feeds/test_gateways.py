"""What the gateways write down and take over, without a program of theirs."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.demo.senders import free_port
from control_panel.feeds.gateway import Gateways, Phase
from control_panel.feeds.gateway_attempt import without
from control_panel.feeds.gateway_words import CHANGING, MISSING
from control_panel.paths import note_runtime, read_runtime
from control_panel.show.sources import Feed

PASSPHRASE = "salt-and-pepper-77"


def left(port: int) -> dict[str, object]:
    return {"pid": 4711, "port": port, "token": "t"}


def test_what_is_gone_is_forgotten_and_what_stands_is_kept(qtbot: QtBot) -> None:
    """What an earlier version wrote of the address is not kept either."""
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        stands = left(door.getsockname()[1])
        gone = left(free_port(socket.SOCK_STREAM))
        note_runtime("gateways", {"stands": {**stands, "key": "k"}, "gone": gone, "b": 7})
        Gateways(Clock()).tidy()
        assert read_runtime()["gateways"] == {"stands": stands}
    Gateways(Clock()).tidy()
    assert "gateways" not in read_runtime()


def test_without_its_secrets_nothing_is_started(qtbot: QtBot) -> None:
    gateways = Gateways(Clock(), grace=timedelta(0))
    feed = Feed("Kinshasa", primary=f"srt://127.0.0.1:{free_port()}", credential="feed:s:f")
    gateways.start(feed, missing=True)
    gateways.reconnect(feed.id)
    assert gateways.pid(feed.id) == 0
    assert gateways.state(feed.id).phase is Phase.STOPPED
    assert gateways.state(feed.id).sentence == MISSING
    assert gateways.stop()


def runs(log: Path) -> list[str]:
    """What began and ended, in its order."""
    return [line.split()[0] for line in log.read_text().splitlines()]


@pytest.fixture
def gateways(qtbot: QtBot) -> Iterator[Gateways]:
    made = Gateways(Clock(), grace=timedelta(seconds=60))
    yield made
    assert made.stop(3.0)
    assert read_runtime().get("gateways") is None


def feed_at(port: int, feed: Feed | None = None, **more: object) -> Feed:
    return replace(feed or Feed("Kinshasa"), primary=f"srt://127.0.0.1:{port}", **more)


def received(gateways: Gateways, feed: Feed, *, not_by: int = 0) -> bool:
    state = gateways.state(feed.id)
    return state.phase is Phase.RECEIVING and gateways.pid(feed.id) not in {0, not_by}


def test_the_next_begins_when_the_last_has_left_the_ports(
    gateways: Gateways, ffmpeg: Path, qtbot: QtBot
) -> None:
    feed = feed_at(1)
    gateways.start(feed)
    qtbot.waitUntil(lambda: received(gateways, feed), timeout=10000)
    gateways.start(feed_at(2, feed))
    gateways.start(feed_at(3, feed))
    assert gateways.state(feed.id).sentence == CHANGING
    qtbot.waitUntil(lambda: runs(ffmpeg) == ["begin", "end", "begin"], timeout=10000)
    gateways.stop_feed(feed.id)
    assert gateways.state(feed.id).phase is Phase.STOPPED
    gateways.start(feed_at(3, feed))
    qtbot.waitUntil(lambda: runs(ffmpeg) == ["begin", "end"] * 2 + ["begin"], timeout=10000)
    qtbot.waitUntil(lambda: received(gateways, feed), timeout=10000)


def test_what_is_received_the_same_goes_on(gateways: Gateways, ffmpeg: Path, qtbot: QtBot) -> None:
    feed = feed_at(1)
    gateways.start(feed, {"passphrase": PASSPHRASE})
    qtbot.waitUntil(lambda: received(gateways, feed), timeout=10000)
    pid = gateways.pid(feed.id)
    gateways.start(replace(feed, name="New Delhi"), {"passphrase": PASSPHRASE})
    assert gateways.pid(feed.id) == pid
    gateways.start(feed, {"passphrase": PASSPHRASE + "!"})
    qtbot.waitUntil(lambda: received(gateways, feed, not_by=pid), timeout=10000)
    assert runs(ffmpeg) == ["begin", "end", "begin"]


def test_without_its_secrets_what_runs_is_ended(
    gateways: Gateways, ffmpeg: Path, qtbot: QtBot
) -> None:
    feed = feed_at(1)
    gateways.start(feed, {"passphrase": PASSPHRASE})
    qtbot.waitUntil(lambda: received(gateways, feed), timeout=10000)
    gateways.start(feed, missing=True)
    qtbot.waitUntil(lambda: gateways.state(feed.id).sentence == MISSING, timeout=10000)
    assert runs(ffmpeg) == ["begin", "end"]
    assert gateways.pid(feed.id) == 0


@pytest.mark.parametrize(
    ("secrets", "goes_on"),
    [
        ({"passphrase": PASSPHRASE}, True),
        ({"passphrase": "another-passphrase"}, False),
        (None, True),
    ],
)
def test_what_was_left_is_known_again_by_its_warden_and_by_no_file(
    secrets: dict[str, str] | None, goes_on: bool, ffmpeg: Path, qtbot: QtBot, home: Path
) -> None:
    """None: the secrets are not known; what was left is taken as it is."""
    feed = feed_at(1)
    first = Gateways(Clock(), grace=timedelta(seconds=60))
    first.start(feed, {"passphrase": PASSPHRASE})
    qtbot.waitUntil(
        lambda: received(first, feed) and bool(read_runtime().get("gateways")), timeout=10000
    )
    pid = first.pid(feed.id)
    noted = read_runtime()["gateways"][feed.id]
    assert set(noted) == {"pid", "port", "token"}
    first.hand_over()
    second = Gateways(Clock(), grace=timedelta(seconds=60))
    second.start(feed, secrets, missing=secrets is None)
    qtbot.waitUntil(lambda: second.state(feed.id).adopted, timeout=10000)
    if goes_on:
        assert second.pid(feed.id) == pid
        second.start(feed, {"passphrase": PASSPHRASE})
        assert second.pid(feed.id) == pid
        assert runs(ffmpeg) == ["begin"]
    else:
        qtbot.waitUntil(lambda: received(second, feed, not_by=pid), timeout=10000)
        assert runs(ffmpeg) == ["begin", "end", "begin"]
    qtbot.waitUntil(lambda: feed.id in read_runtime().get("gateways", {}), timeout=10000)
    assert second.stop(3.0)
    assert read_runtime().get("gateways") is None


def test_a_feed_that_is_dropped_while_it_is_looked_for_is_ended(ffmpeg: Path, qtbot: QtBot) -> None:
    feed = feed_at(1)
    first = Gateways(Clock(), grace=timedelta(seconds=60))
    first.start(feed)
    qtbot.waitUntil(
        lambda: received(first, feed) and bool(read_runtime().get("gateways")), timeout=10000
    )
    first.hand_over()
    second = Gateways(Clock(), grace=timedelta(seconds=60))
    second.start(feed)
    second.stop_feed(feed.id)
    qtbot.waitUntil(lambda: runs(ffmpeg) == ["begin", "end"], timeout=10000)
    qtbot.waitUntil(lambda: read_runtime().get("gateways") is None, timeout=10000)
    assert second.stop()


def test_stop_takes_its_seconds_in_all(ffmpeg: Path, qtbot: QtBot) -> None:
    gateways = Gateways(Clock(), grace=timedelta(0))
    ours = [feed_at(n) for n in range(1, 6)]
    for feed in ours:
        gateways.start(feed)
    qtbot.waitUntil(lambda: all(gateways.pid(f.id) for f in ours), timeout=20000)
    began = time.monotonic()
    gateways.stop(0.1)
    assert time.monotonic() - began < 0.3


def test_no_part_of_a_secret_stays_in_a_line() -> None:
    line = without("expecting k3y4711, got a%2Fb of me", {"key": "inst/k3y4711", "user": "a/b"})
    assert line == "expecting …, got … of me"


@pytest.mark.live
def test_reconnecting_ends_the_program_and_starts_another(qtbot: QtBot) -> None:
    gateways = Gateways(Clock(), grace=timedelta(0))
    feed = Feed("Kinshasa", primary=f"srt://0.0.0.0:{free_port()}?mode=listener")
    gateways.start(feed)
    try:
        qtbot.waitUntil(lambda: gateways.pid(feed.id) > 0)
        first = gateways.pid(feed.id)
        assert gateways.reconnect(feed.id)
        qtbot.waitUntil(lambda: gateways.pid(feed.id) not in (0, first))
    finally:
        assert gateways.stop()


def test_what_is_not_received_is_not_reconnected(qtbot: QtBot) -> None:
    gateways = Gateways(Clock(), grace=timedelta(0))
    assert not gateways.reconnect("nobody")
    feed = Feed("Kinshasa", primary=f"srt://127.0.0.1:{free_port()}", credential="feed:s:f")
    gateways.start(feed, missing=True)
    assert not gateways.reconnect(feed.id)
    assert gateways.stop()
