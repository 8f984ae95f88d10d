"""Whatever hangs behind a gateway or a monitor, the window's thread does not wait for it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.demo.senders import free_port
from control_panel.feeds.gateway import Gateways, Phase
from control_panel.feeds.gateway_words import UNANSWERED
from control_panel.paths import note_runtime, read_runtime
from control_panel.show.sources import Feed
from tests.fakes.lateness import Lateness
from tests.fakes.raw_server import RawServer, silent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stops processes by POSIX signals")

FEEDS = 4
LATE_S = 0.1
"""A window that is late by more is seen to stand still."""


def feeds() -> list[Feed]:
    return [Feed(f"Feed {n}", primary=f"udp://127.0.0.1:{free_port()}") for n in range(FEEDS)]


def changed(feed: Feed) -> Feed:
    return replace(feed, primary=f"udp://127.0.0.1:{free_port()}")


@pytest.fixture
def doors() -> Iterator[list[RawServer]]:
    with ExitStack() as stack:
        yield [stack.enter_context(RawServer(silent)) for _ in range(FEEDS)]


def test_doors_that_never_answer(doors: list[RawServer], ffmpeg: Path, qtbot: QtBot) -> None:
    ours = feeds()
    left = {
        feed.id: {"pid": os.getpid(), "port": door.port, "token": "t"}
        for feed, door in zip(ours, doors, strict=True)
    }
    note_runtime("gateways", left)
    gateways = Gateways(Clock(), grace=timedelta(seconds=60))
    with Lateness() as lateness:
        for feed in ours:
            gateways.start(feed)
        qtbot.waitUntil(lambda: all(door.accepted for door in doors), timeout=10000)
        for feed in ours:
            gateways.start(changed(feed))
        qtbot.waitUntil(
            lambda: all(gateways.state(f.id).sentence == UNANSWERED for f in ours), timeout=30000
        )
        for feed in ours:
            gateways.stop_feed(feed.id)
            assert gateways.state(feed.id).phase is Phase.STOPPED
            gateways.start(feed)
        tried = [door.accepted for door in doors]
        qtbot.waitUntil(
            lambda: all(d.accepted > n for d, n in zip(doors, tried, strict=True)), timeout=30000
        )
    began = time.monotonic()
    gateways.stop(0.5)
    assert time.monotonic() - began < 0.5 + LATE_S
    assert lateness.longest < LATE_S
    assert ffmpeg.read_text() == ""
    assert set(read_runtime()["gateways"]) == {feed.id for feed in ours}


def gone(pid: int) -> bool:
    """Whether a process has ended; who collects what is left of it is not our matter."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def stop_wardens(gateways: Gateways, ours: list[Feed]) -> None:
    for feed in ours:
        warden = psutil.Process(gateways.pid(feed.id)).parent()
        assert warden is not None
        os.kill(warden.pid, signal.SIGSTOP)


@pytest.mark.loud
def test_wardens_that_hang(ffmpeg: Path, qtbot: QtBot) -> None:
    ours = feeds()
    gateways = Gateways(Clock(), grace=timedelta(seconds=60))
    with Lateness() as lateness:
        for feed in ours:
            gateways.start(feed)
        qtbot.waitUntil(lambda: all(gateways.pid(f.id) for f in ours), timeout=20000)
        first = {gateways.pid(f.id) for f in ours}
        stop_wardens(gateways, ours)
        for feed in ours:
            gateways.start(changed(feed))
        qtbot.waitUntil(
            lambda: all(gateways.pid(f.id) not in {0, *first} for f in ours), timeout=20000
        )
        assert all(gone(pid) for pid in first)
        second = {gateways.pid(f.id) for f in ours}
        stop_wardens(gateways, ours)
        for feed in ours:
            gateways.stop_feed(feed.id)
        qtbot.waitUntil(lambda: all(gone(pid) for pid in second), timeout=20000)
    assert gateways.stop(0.5)
    assert lateness.longest < LATE_S
