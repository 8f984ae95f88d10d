"""What Line-up tells of a real feed: ten minutes of samples, its tracks, and reconnecting it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.demo.senders import FieldFeed, Line
from control_panel.feeds.gateway import Gateways
from control_panel.feeds.status import Health
from control_panel.feeds.wall import Wall
from control_panel.lineup.booked import compared
from control_panel.show.sources import Expected
from tests.fakes.sender import feed_of, in_the_field

pytestmark = pytest.mark.live

PATIENCE_MS = 40_000


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


def test_a_feed_is_sampled_compared_and_reconnected(
    gateways: Gateways,
    wall: Wall,
    qtbot: QtBot,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with in_the_field(tmp_path_factory.getbasetemp() / "field") as field:
        sender = field.sender(FieldFeed("called", Line.SRT_CALLER, "0x2f5d50", kbps=300))
        feed = feed_of(sender, expected=Expected("H.264", 1280, 720, 25.0, 250))
        gateways.start(feed, sender.secrets)
        wall.watch((feed,))

        def good() -> bool:
            return wall.statuses[feed.id].health is Health.GOOD

        qtbot.waitUntil(good, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: len(wall.history(feed.id).samples) >= 5, timeout=PATIENCE_MS)
        status = wall.statuses[feed.id]
        said = {c.aspect.value: (c.comes, c.differs) for c in compared(feed.expected, status)}
        assert said["codec"] == ("H.264", False)
        assert said["size"] == ("320×180", True)
        assert status.track("audio") is not None
        seconds = [s.second for s in wall.history(feed.id).samples]
        assert seconds == sorted(set(seconds))
        assert wall.history(feed.id).last.peak_dbfs > -60

        first, samples = gateways.pid(feed.id), len(seconds)
        assert wall.reconnect(feed.id)
        qtbot.waitUntil(lambda: gateways.pid(feed.id) not in (0, first), timeout=5000)
        qtbot.waitUntil(
            lambda: good() and len(wall.history(feed.id).samples) > samples + 5,
            timeout=PATIENCE_MS,
        )
