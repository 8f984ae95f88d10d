"""The window and the show that is open in it."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject

from control_panel.alarms import Alarms
from control_panel.app.base import Base
from control_panel.app.build import StoreTrouble
from control_panel.app.opening import make_example, open_show
from control_panel.app.session import Session
from control_panel.errors import StoreError
from control_panel.ui import dialogs
from control_panel.ui.application import dress, place, placed
from control_panel.ui.window import Window

_log = logging.getLogger(__name__)


class Panel(QObject):
    """A window, and the session of its show."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        self._base = base
        self._alarms = Alarms(self)
        self._session: Session | None = None
        self._no_questions = False
        self._closed_by_hand = False
        self.another: Path | None = None
        """The show that is to be opened in the place of this one, once all of it has ended."""
        dress(base.settings.window_scale)
        self.window = Window(why_ask_to_close=self._why_ask_to_close)
        self.window.closed.connect(self._closed)
        self.window.scale_changed.connect(lambda s: base.change_on_air(window_scale=s))
        place(self.window, base.settings.window_place)

    def open(self, path: Path) -> None:
        """Open a show in the window; the reason is shown where that is not possible."""
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
        self._session.another_wanted.connect(self.open_another)
        self._session.start()

    def choose(self) -> None:
        """Ask which show to open; the panel ends where nobody wants one."""
        try:
            path = dialogs.ask_for_show(self.window, make_example=self._make_example)
        except StoreError as error:
            dialogs.show_trouble(self.window, error.sentence)
            path = None
        if path is None:
            self.window.close()
        else:
            self.open(path)

    def open_another(self) -> None:
        """Ask for another show and close for it; while a show runs nothing is closed."""
        try:
            path = dialogs.ask_for_show(self.window, make_example=self._make_example)
        except StoreError as error:
            dialogs.show_trouble(self.window, error.sentence)
            return
        # Asked after the dialog: the API may have begun a show meanwhile.
        runs = self._session is not None and self._session.on_air
        if path is None or runs or path.resolve() == Path(self._base.settings.last_show).resolve():
            if path is not None and runs:
                self.window.show_notice("A show runs: end it before you open another one")
            return
        self.another = path.resolve()
        self._base.change(last_show=str(self.another))
        self.close()

    def close(self) -> None:
        """Close without a question: the system or a signal said so."""
        self._no_questions = True
        dialogs.leave_all()
        self.window.close()

    def no_questions(self) -> None:
        """The desktop's session ends: close without asking, when it closes."""
        self._no_questions = True

    def stop(self) -> bool:
        """End the show's services in order; the gateways run on where a show is on air."""
        if self._session is None:
            return self._base.tasks.stop(1.0)
        on_air = self._session.on_air
        return self._session.stop(hand_over=on_air and not self._closed_by_hand)

    def _make_example(self, path: Path) -> None:
        """The example show as a file, on air in half an hour, without feeds of anybody's."""
        make_example(path, self._base.clock.now())

    def _why_ask_to_close(self) -> str:
        if self._no_questions or self._session is None:
            return ""
        return self._session.why_ask_to_close()

    def _closed(self) -> None:
        self._closed_by_hand = not self._no_questions
        self._base.change(window_place=placed(self.window))

    def _ask_password(self, sentence: str) -> None:
        session = self._session
        if session is None:
            return
        secrets = self._base.secrets
        kept = "" if secrets.persistent else secrets.why_not
        dialogs.ask_password(self.window, sentence, kept, session.enter_password)
