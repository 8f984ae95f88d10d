"""Starts a window, says at which moment it was first painted, and ends: `bare`, or the panel."""

from __future__ import annotations

import sys
import time
from pathlib import Path


def said() -> None:
    sys.stdout.write(f"painted {time.monotonic()}\n")
    sys.stdout.flush()


def bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            super().paintEvent(event)
            said()
            QTimer.singleShot(0, QApplication.quit)

    application = QApplication([])
    window = Window()
    window.resize(1600, 900)
    window.show()
    application.exec()


def panel(show: Path) -> None:
    from control_panel.app import running

    class Ends(running.FirstPicture):
        def __init__(self, window: object, _call: object) -> None:
            def end() -> None:
                said()
                window.close()  # type: ignore[attr-defined]

            super().__init__(window, end)  # type: ignore[arg-type]

    running.FirstPicture = Ends  # type: ignore[misc]
    running.run(show)


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else panel(Path(sys.argv[2]))
