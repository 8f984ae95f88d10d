"""A whole panel in a process of its own, whose keys are pressed when it is told so on its stdin.

In: `press`, a line. Out: `pressed SECONDS` just before the key reaches the window, and
`started SECONDS` when the link's reader thread has heard SceneTransitionStarted, wherever the take
came from; both on the monotonic clock that every process of the computer shares.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from control_panel.app import running
from control_panel.ui.window import Window


def said(what: str, at: float) -> None:
    os.write(1, f"{what} {at}\n".encode())


def hear() -> None:
    """Say when the link heard a transition start, in the thread where its Instant is made."""
    from control_panel.obs.client import ObsClient

    tell = ObsClient.event

    def event(client: ObsClient, link: Any, heard: Any, received: Any) -> None:
        at = time.monotonic()
        tell(client, link, heard, received)
        if heard.name == "SceneTransitionStarted":
            said("started", at)

    ObsClient.event = event  # type: ignore[method-assign]


def press() -> None:
    """TAKE's key, given to the window as the system gives it."""
    os.read(0, 64)
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, Window))
    handle = next(found).windowHandle()
    at = time.monotonic()
    QTest.keyPress(handle, Qt.Key.Key_Space)
    said("pressed", at)
    QTest.keyRelease(handle, Qt.Key.Key_Space)


class Listens(running.FirstPicture):
    """Listens to its stdin from the first picture on."""

    def __init__(self, window: Any, call: Any) -> None:
        super().__init__(window, call)
        self._stdin = QSocketNotifier(0, QSocketNotifier.Type.Read, QApplication.instance())
        self._stdin.activated.connect(press)


if __name__ == "__main__":
    hear()
    running.FirstPicture = Listens  # type: ignore[misc]
    sys.exit(running.run(Path(sys.argv[1])))
