"""One run of the panel: something to see at once, then the window, and its end in order.

Only what the first picture needs is imported here; the rest comes once it has been painted
(decision 27).
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer

from control_panel import settings
from control_panel.ui.application import FirstPicture, make_application, place, when_session_ends
from control_panel.ui.curtain import Curtain

if TYPE_CHECKING:
    from control_panel.app.base import Base
    from control_panel.app.panel import Panel

_log = logging.getLogger(__name__)

_PYTHON_RUNS_MS = 200
"""How often Python gets to see a signal of the system while Qt waits."""


class Run(QObject):
    """From the first picture to the last process."""

    def __init__(self, wanted: Path | None) -> None:
        super().__init__()
        self._loaded = settings.load()
        last = self._loaded.settings.last_show
        self._wanted = wanted or (Path(last) if last and Path(last).is_file() else None)
        self._base: Base | None = None
        self._panel: Panel | None = None
        self._ending = False
        self.curtain = Curtain(self._wanted.name if self._wanted else "")
        place(self.curtain, self._loaded.settings.window_place)
        self._beat = QTimer(self, interval=_PYTHON_RUNS_MS)
        self._beat.timeout.connect(lambda: None)

    def begin(self) -> None:
        """Raise the curtain: make the window and open the show in it."""
        from control_panel.app.base import make_base
        from control_panel.app.panel import Panel

        self._beat.start()
        self._base = make_base(self._loaded)
        self._base.bugs.watch()
        self._panel = panel = Panel(self._base)
        panel.window.show()
        self.curtain.close()
        if self._ending:
            panel.close()
        elif self._wanted is None:
            panel.choose()
        else:
            panel.open(self._wanted)

    def end(self) -> None:
        """A signal of the system: end in order; the second one ends at once."""
        if self._ending:
            os._exit(130)
        self._ending = True
        if self._panel is not None:
            self._panel.close()

    def session_ends(self) -> None:
        """The desktop's session ends: nothing is asked."""
        if self._panel is not None:
            self._panel.no_questions()

    @property
    def another(self) -> Path | None:
        """The show to begin anew with; None: this run was the last."""
        return self._panel.another if self._panel is not None else None

    def stop(self) -> bool:
        """End everything in order; whether all of it ended in time."""
        self._beat.stop()
        in_order = self._panel.stop() if self._panel is not None else True
        if self._base is not None:
            self._base.bugs.unwatch()
        return in_order


def run(path: Path | None = None) -> int:
    """Open the panel; 0 when it was closed in order, 1 where something did not end."""
    application = make_application(sys.argv[:1])
    panel = Run(path)
    when_session_ends(application, panel.session_ends)
    _obey_signals(panel)
    FirstPicture(panel.curtain, panel.begin)
    panel.curtain.show()
    code = application.exec()
    in_order = panel.stop()
    from control_panel.log import close_log

    close_log()
    if panel.another is not None:
        return _begin_anew(panel.another)
    return code if in_order else 1


def _begin_anew(show: Path) -> int:
    """Let the program begin again with another show, in the place of this process.

    Nothing of the show before can reach into the next one: neither a thread nor a widget.
    """
    argv = [sys.executable, "-m", "control_panel", str(show)]
    if sys.platform != "win32":  # which cannot replace a process
        os.execv(argv[0], argv)  # noqa: S606 - our own program, no shell
    return 0 if QProcess.startDetached(argv[0], argv[1:]) else 1


def _obey_signals(panel: Run) -> None:
    """SIGTERM and Ctrl-C end in order; a second one ends at once."""

    def obey(number: int, _frame: FrameType | None) -> None:
        _log.info("signal %d: ending", number)
        panel.end()

    signal.signal(signal.SIGTERM, obey)
    signal.signal(signal.SIGINT, obey)
