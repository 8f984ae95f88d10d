"""One thin SRT caller, received once: in the panel and in the real OBS, through every restart."""

from __future__ import annotations

import base64
import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.demo.obs_process import RealObs
from control_panel.demo.senders import COUNTER_BITS, FieldFeed, Line
from control_panel.feeds.gateway import Gateways, Phase
from control_panel.feeds.status import Health
from control_panel.feeds.wall import Wall
from control_panel.show.sources import Expected
from tests.fakes.sender import Field, feed_of, in_the_field

pytestmark = pytest.mark.live

SCENE = "field feed"
INPUT = "field feed input"
PATIENCE_MS = 40_000


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


@pytest.fixture
def scene(real_obs: RealObs) -> Iterator[str]:
    real_obs.hand("CreateScene", sceneName=SCENE)
    yield SCENE
    real_obs.hand("RemoveInput", inputName=INPUT)
    real_obs.hand("RemoveScene", sceneName=SCENE)


def counter(image: QImage | None) -> int | None:
    """The number that the squares along the top edge show; None where there is no picture."""
    if image is None or image.isNull():
        return None
    side = image.width() / (COUNTER_BITS + 4)
    bits = [image.pixelColor(int((bit + 2.5) * side), int(side / 2)) for bit in range(COUNTER_BITS)]
    return sum(1 << n for n, colour in enumerate(bits) if colour.green() > 128)


def in_obs(obs: RealObs) -> QImage:
    """What OBS shows of the input."""
    answer = obs.hand(
        "GetSourceScreenshot",
        sourceName=INPUT,
        imageFormat="png",
        imageWidth=320,
        imageHeight=180,
    )
    return QImage.fromData(base64.b64decode(answer["imageData"].partition(",")[2]))


def test_a_thin_caller_is_in_the_panel_and_in_obs_over_one_connection(
    field: Field, gateways: Gateways, wall: Wall, real_obs: RealObs, scene: str, qtbot: QtBot
) -> None:
    sender = field.sender(FieldFeed("Kinshasa", Line.SRT_CALLER, "0x2f5d50", kbps=300))
    feed = feed_of(sender, expected=Expected(kbps=250))
    gateways.start(feed)
    wall.watch((feed,))
    settings = {
        "is_local_file": False,
        "input": gateways.obs_url(feed.id),
        "input_format": "mpegts",
        "reconnect_delay_sec": 2,
        "restart_on_activate": False,
        "close_when_inactive": False,
        "clear_on_media_end": False,
    }
    real_obs.hand(
        "CreateInput",
        sceneName=scene,
        inputName=INPUT,
        inputKind="ffmpeg_source",
        inputSettings=settings,
    )
    real_obs.hand("SetCurrentProgramScene", sceneName=scene)
    seen: set[int] = set()

    def moves() -> bool:
        if (number := counter(in_obs(real_obs))) is not None:
            seen.add(number)
        return len(seen) > 5

    qtbot.waitUntil(moves, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: wall.statuses[feed.id].health is Health.GOOD, timeout=PATIENCE_MS)
    assert len([c for c in psutil.net_connections("udp") if c.laddr.port == sender.port]) == 1

    for what in ("gateway", "sender"):
        if what == "gateway":
            os.kill(pid := gateways.pid(feed.id), signal.SIGKILL)
            qtbot.waitUntil(lambda p=pid: gateways.pid(feed.id) not in {0, p}, timeout=10000)
        else:
            sender.die()
            qtbot.waitUntil(
                lambda: gateways.state(feed.id).phase is not Phase.RECEIVING, timeout=15000
            )
            sender.come_back()
        qtbot.waitUntil(
            lambda: gateways.state(feed.id).phase is Phase.RECEIVING, timeout=PATIENCE_MS
        )
        began = time.monotonic()
        seen.clear()
        qtbot.waitUntil(moves, timeout=PATIENCE_MS)
        assert time.monotonic() - began < 10
    assert gateways.obs_url(feed.id) == settings["input"]
    qtbot.waitUntil(lambda: wall.statuses[feed.id].health is Health.GOOD, timeout=PATIENCE_MS)
