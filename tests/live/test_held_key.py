"""A key held down on a real X server: one press, whatever the server repeats."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from control_panel.demo.screen import Screen

pytestmark = pytest.mark.live
HELD_S = 2.5
"""The server begins to repeat after 0.66 s, 25 times a second."""

DESK = """
import sys
from PySide6.QtCore import QTimer
from control_panel.ui import theme
from control_panel.ui.application import make_application
from control_panel.ui.window import Window
from tests.ui import drawn

app = make_application(["desk"])
theme.apply(app)
window = Window()
window.setWindowTitle("Held key")
window.commanded.connect(lambda command: print("asked", command.action.value, flush=True))
window.show()
window.show_view(drawn.well())
beat = QTimer(interval=50)
beat.timeout.connect(lambda: window.show_view(drawn.well()))
beat.start()
QTimer.singleShot(1500, lambda: print("up", flush=True))
app.exec()
"""


@pytest.fixture
def screen() -> Iterator[Screen]:
    made = Screen(1280, 720).start()
    yield made
    made.stop()


class Desk:
    """A window on a screen, and what was asked in it."""

    def __init__(self, screen: Screen) -> None:
        env = {
            **os.environ,
            "DISPLAY": screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", DESK], env=env, stdout=subprocess.PIPE, text=True
        )
        self._lines: list[str] = []
        self._told = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._told:
                self._lines.append(line.strip())
                self._told.notify_all()

    def wait_for(self, line: str, count: int = 1) -> None:
        with self._told:
            assert self._told.wait_for(lambda: self._lines.count(line) >= count, 30), self._lines

    def asked(self, line: str) -> int:
        return self._lines.count(line)

    def close(self) -> None:
        self._process.kill()
        self._reader.join()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@pytest.fixture
def desk(screen: Screen) -> Iterator[Desk]:
    made = Desk(screen)
    yield made
    made.close()


def test_a_held_space_is_one_take_and_a_held_bracket_thirty_seconds(
    screen: Screen, desk: Desk
) -> None:
    desk.wait_for("up")
    screen.focus("Held key")
    screen.hold("F24", 1.0)  # until keys count after the window became active
    screen.hold("space", HELD_S)
    screen.hold("bracketright", HELD_S)
    screen.press("h")
    desk.wait_for("asked hold")
    assert desk.asked("asked take") == 1
    assert desk.asked("asked add-time") == 1
    screen.press("space", "bracketright", "bracketright", "h")
    desk.wait_for("asked hold", 2)
    assert desk.asked("asked take") == 2
    assert desk.asked("asked add-time") == 3
