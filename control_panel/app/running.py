"""One run of the panel: the window first, then a show, and everything ended in order."""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from control_panel import log, paths
from control_panel.alarms import Alarms
from control_panel.app.base import Base, make_base
from control_panel.errors import StoreError
from control_panel.ui import dialogs
from control_panel.ui.application import (
    FirstPicture,
    make_application,
    place,
    placed,
    when_session_ends,
)
from control_panel.ui.window import Window

if TYPE_CHECKING:
    from control_panel.app.session import Session

_log = logging.getLogger(__name__)

_PYTHON_RUNS_MS = 200
"""How often Python gets to see a signal of the system while Qt waits."""


class Run(QObject):
    """The window and the show that is open in it."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        self._base = base
        self._alarms = Alarms(self)
        self._session: Session | None = None
        self._asked_to_end = False
        self.closed_by_hand = False
        self.window = Window(why_ask_to_close=self._why_ask_to_close)
        self.window.closed.connect(self._closed)
        self.window.scale_changed.connect(lambda scale: base.change(window_scale=scale))

    def open(self, path: Path) -> None:
        """Open a show in the window; the reason is shown where that is not possible."""
        from control_panel.app.build import StoreTrouble
        from control_panel.app.opening import open_show
        from control_panel.app.session import Session

        trouble = StoreTrouble(self._alarms, self._base.clock)
        try:
            opened = open_show(path, self._base.clock.now(), trouble)
        except StoreError as error:
            _log.warning("%s", error.sentence)
            dialogs.show_trouble(self.window, error.sentence)
            self.choose()
            return
        self._base.change(last_show=str(path))
        self._session = Session(opened, self._base, self._alarms, self.window, self)
        self._session.password_wanted.connect(self._ask_password)
        self._session.start()

    def choose(self) -> None:
        """Ask which show to open; the panel ends where nobody wants one."""
        path = dialogs.ask_for_show(self.window, make_example=self._make_example)
        if path is None:
            self.window.close()
        else:
            self.open(path)

    def _make_example(self, path: Path) -> None:
        """The example show as a file, on air in half an hour, without feeds of anybody's."""
        from control_panel.app.opening import make_example

        make_example(path, self._base.clock.now())

    def end(self, *, hurry: bool = False) -> None:
        """End without a question: the system or a signal said so."""
        if self._asked_to_end or hurry:
            os._exit(130)
        self._asked_to_end = True
        self.window.close()

    def stop(self) -> bool:
        """End the show's services in order; the gateways run on where a show is on air."""
        if self._session is None:
            return self._base.tasks.stop(1.0)
        on_air = self._session.on_air
        return self._session.stop(hand_over=on_air and not self.closed_by_hand)

    def no_questions(self) -> None:
        """The desktop's session ends: close without asking."""
        self._asked_to_end = True

    def _why_ask_to_close(self) -> str:
        if self._asked_to_end or self._session is None:
            return ""
        return self._session.why_ask_to_close()

    def _closed(self) -> None:
        self.closed_by_hand = not self._asked_to_end
        self._base.change(window_place=placed(self.window))

    def _ask_password(self, sentence: str) -> None:
        session = self._session
        if session is None:
            return
        secrets = self._base.secrets
        kept = "" if secrets.persistent else secrets.why_not
        dialogs.ask_password(self.window, sentence, kept, session.enter_password)


def run(path: Path | None = None) -> int:
    """Open the panel; 0 when it was closed in order."""
    _open_log()
    base = make_base()
    base.bugs.watch()
    application = make_application(sys.argv[:1], base.settings.window_scale)
    panel = Run(base)
    when_session_ends(application, panel.no_questions)
    _obey_signals(panel)
    wanted = path or _last(base)

    def begin() -> None:
        panel.choose() if wanted is None else panel.open(wanted)

    FirstPicture(panel.window, begin)
    place(panel.window, base.settings.window_place)
    panel.window.show()
    beat = QTimer(panel, interval=_PYTHON_RUNS_MS)
    beat.timeout.connect(lambda: None)
    beat.start()
    code = application.exec()
    beat.stop()
    in_order = panel.stop()
    base.bugs.unwatch()
    log.close_log()
    return code if in_order else 1


def _open_log() -> None:
    """Log to a file where that is possible; a show must not fail for its log."""
    try:
        log.open_log(paths.user_log_dir())
    except OSError as error:
        _log.warning("no log file: %s", error)


def _last(base: Base) -> Path | None:
    """The show that was open last, where it still is there."""
    last = Path(base.settings.last_show) if base.settings.last_show else None
    return last if last is not None and last.is_file() else None


def _obey_signals(panel: Run) -> None:
    """SIGTERM and Ctrl-C end in order; a second Ctrl-C ends at once."""

    def obey(number: int, _frame: FrameType | None) -> None:
        _log.info("signal %d: ending", number)
        panel.end()

    signal.signal(signal.SIGTERM, obey)
    signal.signal(signal.SIGINT, obey)
