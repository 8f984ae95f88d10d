"""Monitors and gateways that are stopped, killed, left behind: one tile suffers, no more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.demo.senders import FieldFeed, Line, Sender, free_port
from control_panel.feeds.gateway import Gateways, Phase
from control_panel.feeds.status import Health
from control_panel.feeds.wall import Wall
from control_panel.paths import read_runtime
from control_panel.show.sources import Expected, Feed
from tests.fakes.sender import Field, feed_of, in_the_field

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(sys.platform == "win32", reason="stops processes by POSIX signals"),
]

PATIENCE_MS = 40_000
SHM = Path("/dev/shm")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    with in_the_field(tmp_path_factory.getbasetemp() / "field") as field:
        yield field


@pytest.fixture
def wall(qtbot: QtBot) -> Iterator[Wall]:
    before = segments()
    wall = Wall(Clock())
    yield wall
    assert wall.stop(2.0)
    assert segments() <= before


def segments() -> set[str]:
    return {p.name for p in SHM.glob("psm_*")} if SHM.is_dir() else set()


def udp(field: Field, name: str, colour: str = "0x2f5d50") -> Sender:
    return field.sender(FieldFeed(name, Line.UDP, colour))


def all_good(wall: Wall, feeds: tuple[Feed, ...]) -> bool:
    return all(wall.statuses[feed.id].health is Health.GOOD for feed in feeds)


class Pauses:
    """The longest time for which each feed's sequence number stood still."""

    def __init__(self, wall: Wall, feeds: tuple[Feed, ...]) -> None:
        self.longest = {feed.id: 0.0 for feed in feeds}
        self._wall = wall
        now = time.monotonic()
        self._looked = now
        self._seen = {feed.id: (wall.sequence(feed.id), now) for feed in feeds}
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(10)

    def _look(self) -> None:
        now = time.monotonic()
        late = now - self._looked - 0.01
        self._looked = now
        for feed_id, (number, at) in self._seen.items():
            newest = self._wall.sequence(feed_id)
            if newest != number:
                self.longest[feed_id] = max(self.longest[feed_id], now - at - max(late, 0.0))
                self._seen[feed_id] = newest, now

    def stop(self) -> None:
        self._timer.stop()


def test_a_stopped_monitor_is_replaced_and_the_others_never_pause(
    field: Field, wall: Wall, qtbot: QtBot
) -> None:
    feeds = tuple(feed_of(udp(field, "one"), gateway=False) for _ in range(3))
    wall.watch(feeds)
    qtbot.waitUntil(lambda: all_good(wall, feeds), timeout=PATIENCE_MS)
    hung, *others = feeds
    pid = wall.pids[hung.id]
    pauses = Pauses(wall, tuple(others))
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    qtbot.waitUntil(lambda: wall.pids[hung.id] not in {0, pid}, timeout=8000)
    assert 2.7 < time.monotonic() - began < 20.0
    pauses.stop()
    assert max(pauses.longest.values()) <= 1.0
    assert not psutil.pid_exists(pid)
    qtbot.waitUntil(lambda: all_good(wall, feeds), timeout=PATIENCE_MS)


def test_a_killed_monitor_comes_back_and_its_feed_is_never_called_lost(
    field: Field, wall: Wall, qtbot: QtBot
) -> None:
    feed = feed_of(udp(field, "one"), gateway=False)
    wall.watch((feed,))
    qtbot.waitUntil(lambda: all_good(wall, (feed,)), timeout=PATIENCE_MS)
    said: set[Health] = set()
    wall.status_changed.connect(lambda _, status: said.add(status.health))
    os.kill(pid := wall.pids[feed.id], signal.SIGKILL)
    qtbot.waitUntil(lambda: wall.pids[feed.id] not in {0, pid}, timeout=5000)
    qtbot.waitUntil(lambda: wall.sequence(feed.id) > 0, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: all_good(wall, (feed,)), timeout=PATIENCE_MS)
    assert Health.LOST not in said
    assert Health.DEGRADED not in said


def test_stop_takes_two_seconds_at_most_whatever_hangs(field: Field, qtbot: QtBot) -> None:
    sender = udp(field, "one")
    feeds = tuple(feed_of(sender, gateway=False) for _ in range(3))
    wall = Wall(Clock())
    wall.watch(feeds)
    qtbot.waitUntil(lambda: 0 not in wall.pids.values(), timeout=5000)
    pids = list(wall.pids.values())
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    assert wall.stop(2.0)
    assert time.monotonic() - began < 8.0
    assert not any(psutil.pid_exists(pid) for pid in pids)


def restart_while_painting(wall: Wall, field: Field, qtbot: QtBot, times: int) -> None:
    feed = feed_of(udp(field, "one"), gateway=False)
    screen = QImage(320, 180, QImage.Format.Format_RGB32)
    kept: list[QImage] = []

    def paint(moved: frozenset[str]) -> None:
        image = wall.image(feed.id)
        assert image is not None
        with QPainter(screen) as painter:
            painter.drawImage(0, 0, image)
        kept[:] = [*kept[-3:], image]

    wall.pictures_moved.connect(paint)
    wall.watch((feed,))
    for _ in range(times):
        qtbot.waitUntil(lambda: wall.sequence(feed.id) > 1, timeout=PATIENCE_MS)
        pid = wall.pids[feed.id]
        os.kill(pid, signal.SIGKILL)
        qtbot.waitUntil(lambda p=pid: wall.pids[feed.id] not in {0, p}, timeout=20000)
    assert all(not image.isNull() and image.pixel(5, 5) for image in kept)


def test_a_monitor_restarted_while_its_tile_paints(
    field: Field, wall: Wall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("control_panel.feeds.tile.SHORT_LIFE", timedelta(0))
    restart_while_painting(wall, field, qtbot, 4)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_a_monitor_restarted_two_hundred_times_while_its_tile_paints(
    field: Field, wall: Wall, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("control_panel.feeds.tile.SHORT_LIFE", timedelta(0))
    restart_while_painting(wall, field, qtbot, 200)


PANEL = """
    import sys
    from datetime import timedelta
    from PySide6.QtCore import QCoreApplication, QTimer
    from control_panel.clock import Clock
    from control_panel.feeds.gateway import Gateways, Phase
    from control_panel.feeds.wall import Wall
    from control_panel.show.sources import Feed

    if __name__ == "__main__":
        app = QCoreApplication([])
        clock = Clock()
        gateways = Gateways(clock, grace=timedelta(seconds=float(sys.argv[1])))
        wall = Wall(clock, gateways)
        feed = Feed("field", id="feed-1", primary=sys.argv[2])
        gateways.start(feed)
        wall.watch((feed,))

        def look():
            state = gateways.state("feed-1")
            if state.phase is Phase.RECEIVING and wall.sequence("feed-1") > 5:
                timer.stop()
                print(wall.pids["feed-1"], gateways.pid("feed-1"), flush=True)

        timer = QTimer()
        timer.timeout.connect(look)
        timer.start(50)
        app.exec()
"""


class Panel:
    """A panel in a process of its own, to be killed."""

    def __init__(self, script: Path, grace: float, address: str) -> None:
        script.write_text(textwrap.dedent(PANEL.replace("feed-1", script.stem)))
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(grace), address],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def wait(self) -> Panel:
        """Until it shows its feed's picture."""
        assert self.process.stdout is not None
        self.monitor, self.gateway = map(int, self.process.stdout.readline().split())
        self.process.stdout.close()
        return self

    def kill(self) -> float:
        self.process.kill()
        self.process.wait()
        return time.monotonic()


def gone(qtbot: QtBot, pids: list[int], seconds: float) -> None:
    qtbot.waitUntil(
        lambda: not any(psutil.pid_exists(pid) for pid in pids), timeout=int(seconds * 1000)
    )


def test_two_seconds_after_kill_9_of_the_panel_nothing_of_it_is_left(
    field: Field, qtbot: QtBot, tmp_path: Path
) -> None:
    """One panel as it should be, and one whose monitor hangs."""
    before = segments()
    scripts = [tmp_path / "one.py", tmp_path / "two.py"]
    panels = [Panel(script, 0, udp(field, "one").address) for script in scripts]
    for panel in panels:
        panel.wait()
    assert segments() > before
    os.kill(panels[1].monitor, signal.SIGSTOP)
    for panel in panels:
        panel.kill()
    gone(qtbot, [pid for panel in panels for pid in (panel.monitor, panel.gateway)], 2.0)
    qtbot.waitUntil(lambda: segments() <= before, timeout=2000)


def test_the_next_panel_takes_the_gateway_over_and_its_picture_never_stops(
    field: Field, qtbot: QtBot, tmp_path: Path
) -> None:
    sender = udp(field, "one")
    panel = Panel(tmp_path / "feed-1.py", 60, sender.address).wait()
    panel.kill()
    gone(qtbot, [panel.monitor], 2.0)
    gateways = Gateways(Clock(), grace=timedelta(seconds=60))
    wall = Wall(Clock(), gateways)
    feed = Feed("field", id="feed-1", primary=sender.address)
    gateways.start(feed)
    wall.watch((feed,))
    qtbot.waitUntil(lambda: gateways.state(feed.id).phase is Phase.RECEIVING, timeout=5000)
    assert gateways.state(feed.id).adopted
    assert gateways.pid(feed.id) == panel.gateway
    qtbot.waitUntil(lambda: wall.sequence(feed.id) > 5, timeout=PATIENCE_MS)
    assert wall.stop()
    assert gateways.stop()
    gone(qtbot, [panel.gateway], 2.0)


def test_a_gateway_left_for_another_address_is_not_kept(
    field: Field, qtbot: QtBot, tmp_path: Path
) -> None:
    panel = Panel(tmp_path / "feed-1.py", 60, udp(field, "one").address).wait()
    panel.kill()
    gateways = Gateways(Clock(), grace=timedelta(0))
    other = Feed("field", id="feed-1", primary=udp(field, "one").address)
    gateways.start(other)
    qtbot.waitUntil(
        lambda: (
            gateways.pid(other.id) not in {0, panel.gateway}
            and gateways.state(other.id).phase is Phase.RECEIVING
        ),
        timeout=PATIENCE_MS,
    )
    assert not psutil.pid_exists(panel.gateway)
    assert gateways.stop()


def test_a_new_name_leaves_the_picture_alone_and_a_hand_over_too(home: Path, qtbot: QtBot) -> None:
    feed = Feed("before", primary=f"udp://127.0.0.1:{free_port()}")
    first = Gateways(Clock(), grace=timedelta(seconds=60))
    first.start(feed)
    qtbot.waitUntil(lambda: first.pid(feed.id) > 0, timeout=5000)
    pid = first.pid(feed.id)
    assert first.state(feed.id).awaits == f"data on port {feed.primary.rpartition(':')[2]}"
    after = replace(feed, name="after", expected=Expected(rate=25))
    first.start(after)
    assert first.pid(feed.id) == pid
    first.hand_over()
    assert psutil.pid_exists(pid)

    second = Gateways(Clock(), grace=timedelta(seconds=60))
    second.start(after, missing=True)
    qtbot.waitUntil(lambda: second.pid(feed.id) == pid, timeout=5000)
    second.start(after)
    assert second.pid(feed.id) == pid
    second.start(replace(after, latency_ms=300, primary=f"udp://127.0.0.1:{free_port()}"))
    qtbot.waitUntil(lambda: second.pid(feed.id) not in {0, pid}, timeout=5000)
    assert not psutil.pid_exists(pid)
    assert second.stop()
    assert read_runtime().get("gateways") is None
