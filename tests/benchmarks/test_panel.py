"""A whole panel beside its floors: first picture, lateness of the window, memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from control_panel.demo.example import example_show
from control_panel.running_order.timing import schedule
from control_panel.show.store import Store
from control_panel.ui.view import View
from control_panel.ui.window import Window
from tests.live.panel import Panel
from tests.running_order.air import START
from tests.ui import drawn

pytestmark = [pytest.mark.bench, pytest.mark.live, pytest.mark.timeout(300)]
STARTS = 7
LOOKS_MS = 8
SECONDS = 6
DRIVER = Path(__file__).with_name("first_paint.py")


def first_paint(what: str, show: Path, home: Path) -> float:
    env = {
        **os.environ,
        "CONTROL_PANEL_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    began = time.monotonic()
    argv = [sys.executable, str(DRIVER), what, str(show)]
    said = subprocess.run(argv, env=env, capture_output=True, text=True, timeout=60, check=False)
    line = next(x for x in said.stdout.splitlines() if x.startswith("painted"))
    return float(line.split()[1]) - began


def say(line: str) -> None:
    sys.stdout.write(f"\n{line}\n")


def test_first_picture_beside_a_bare_window(tmp_path: Path) -> None:
    show = tmp_path / "a.show"
    Store.create(show, example_show(START.wall, {}))
    ours, floor = [], []
    for _ in range(STARTS):
        floor.append(first_paint("bare", show, tmp_path / "home"))
        ours.append(first_paint("panel", show, tmp_path / "home"))
    a, b = statistics.median(ours), statistics.median(floor)
    say(f"first picture: panel {a:.3f} s, bare window {b:.3f} s, ratio {a / b:.2f} (aim ≤ 2)")


class Lateness:
    """How late a timer of 8 ms fires while something else uses the window's thread."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._clock = QElapsedTimer()
        self._timer = QTimer(interval=LOOKS_MS)
        self._timer.setTimerType(self._timer.timerType().PreciseTimer)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        self._clock.start()
        self._timer.start()

    def _look(self) -> None:
        self.late.append(max(0.0, self._clock.nsecsElapsed() / 1e6 - LOOKS_MS))
        self._clock.restart()

    def stop(self) -> float:
        self._timer.stop()
        return sorted(self.late)[int(len(self.late) * 0.99)]


def test_the_window_is_never_late(qtbot: QtBot) -> None:
    bare = QWidget()
    qtbot.addWidget(bare)
    bare.show()
    floor = measured(qtbot)

    window = Window()
    qtbot.addWidget(window)
    view: View = drawn.well()
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    window.set_pictures(lambda _scene: None, lambda _feed: image)
    window.resize(1600, 900)
    window.show()
    ids = frozenset(feed.id for feed in view.show.feeds)
    look, tiles = QTimer(interval=100), QTimer(interval=40)
    began = time.monotonic()

    def later() -> View:
        gone = timedelta(seconds=time.monotonic() - began)
        now = view.now.shifted(gone)
        return replace(view, now=now, schedule=schedule(view.show, view.playhead, now))

    look.timeout.connect(lambda: window.show_view(later()))
    tiles.timeout.connect(lambda: window.on_air.feed_pictures_moved(ids))
    look.start()
    tiles.start()
    ours = measured(qtbot)
    look.stop()
    tiles.stop()
    say(f"lateness p99: panel {ours:.2f} ms, bare window {floor:.2f} ms (aim ≤ 16)")


def measured(qtbot: QtBot) -> float:
    lateness = Lateness()
    lateness.start()
    enough = SECONDS * 1000 // LOOKS_MS // 2
    qtbot.waitUntil(lambda: len(lateness.late) >= enough, timeout=60_000)
    return lateness.stop()


def test_memory_of_a_panel_and_a_monitor(tmp_path: Path) -> None:
    show = tmp_path / "a.show"
    Store.create(show, example_show(START.wall, {"Kinshasa": "udp://127.0.0.1:29990"}))
    bare = subprocess.Popen(
        [sys.executable, "-c", BARE], stdout=subprocess.PIPE, env={**os.environ}
    )
    assert bare.stdout is not None
    assert bare.stdout.readline()
    floor = psutil.Process(bare.pid).memory_full_info().pss
    bare.kill()
    bare.wait()
    bare.stdout.close()
    panel = Panel(show, tmp_path / "home", 1)
    panel.start()
    panel.wait_for(lambda s: s["feeds"][0]["status"] == "lost", "the feed to be lost", 40.0)
    ours = psutil.Process(panel.pid).memory_full_info().pss
    below = [p for p in panel.children() if "spawn_main" in " ".join(p.cmdline())]
    monitor = max(p.memory_full_info().pss for p in below)
    panel.stop()
    mega = 1024 * 1024
    say(
        f"PSS: panel {ours / mega:.0f} MB, bare window {floor / mega:.0f} MB, "
        f"ratio {ours / floor:.2f}; a monitor {monitor / mega:.0f} MB"
    )


BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(["bare", "-platform", "offscreen"])
window = QMainWindow(); window.show(); application.processEvents()
print("up", flush=True)
application.exec()
"""
