"""What the gateways write down and take over, without a program of theirs."""

from __future__ import annotations

import socket
from contextlib import closing
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.demo.senders import free_port
from control_panel.feeds.gateway import Gateways, Phase
from control_panel.feeds.gateway_state import MISSING
from control_panel.feeds.gateway_watching import without
from control_panel.paths import note_runtime, read_runtime
from control_panel.show.sources import Feed


def left(port: int) -> dict[str, object]:
    return {"pid": 4711, "port": port, "token": "t", "key": "k"}


def test_what_is_gone_is_forgotten_and_what_stands_is_kept(qtbot: QtBot) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as door:
        stands = left(door.getsockname()[1])
        gone = left(free_port(socket.SOCK_STREAM))
        note_runtime("gateways", {"stands": stands, "gone": gone, "broken": 7})
        Gateways(Clock()).tidy()
        assert read_runtime()["gateways"] == {"stands": stands}
    Gateways(Clock()).tidy()
    assert "gateways" not in read_runtime()


def test_without_its_secrets_nothing_is_started(qtbot: QtBot) -> None:
    gateways = Gateways(Clock(), grace=timedelta(0))
    feed = Feed("Kinshasa", primary=f"srt://127.0.0.1:{free_port()}", credential="feed:s:f")
    gateways.start(feed, missing=True)
    gateways.retry_now(feed.id)
    assert gateways.pid(feed.id) == 0
    assert gateways.state(feed.id).phase is Phase.STOPPED
    assert gateways.state(feed.id).sentence == MISSING
    assert gateways.stop()


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
