"""A session with a window that nobody has to look at, and what an operator would see in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from control_panel.alarms import Alarms
from control_panel.app.base import Base
from control_panel.app.build import StoreTrouble
from control_panel.app.opening import open_show
from control_panel.app.session import Session
from control_panel.clock import Clock
from control_panel.log import Bugs
from control_panel.obs.address import Address
from control_panel.running_order.commands import Action, Command
from control_panel.secrets import Secrets
from control_panel.settings import Settings
from control_panel.tasks import Tasks
from control_panel.ui.take_words import TakeFace
from control_panel.ui.window import Window


class Room:
    """A show file open in a panel, in this process."""

    def __init__(self, qtbot: QtBot, file: Path, address: Address) -> None:
        self.qtbot = qtbot
        settings = Settings(obs_host=address.host, obs_port=address.port, api_on=False)
        secrets = Secrets(memory_only="A test keeps nothing.")
        self.base = Base(settings, secrets, Tasks(), Clock(), Bugs())
        self.owner = QObject()
        self.alarms = Alarms(self.owner)
        self.window = Window()
        qtbot.addWidget(self.window)
        self.window.resize(1600, 900)
        self.window.show()
        trouble = StoreTrouble(self.alarms, self.base.clock)
        opened = open_show(file, self.base.clock.now(), trouble)
        self.session = Session(opened, self.base, self.alarms, self.window, self.owner)
        self.wanted: list[str] = []
        self.session.password_wanted.connect(self.wanted.append)

    @property
    def playout(self) -> Any:
        return self.session.gallery.playout

    def until(self, true: Callable[[], object], ms: int = 12000) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=ms)

    def connected(self) -> bool:
        return self.session.gallery.switcher.state.connected

    def do(self, action: Action) -> Any:
        return self.playout.do(Command(action))

    def press(self, action: Action) -> None:
        """A command; where it asks, once more after a moment."""
        self.do(action)
        if self.playout.question is not None:
            asked = self.base.clock.now()
            self.until(lambda: self.base.clock.now().since(asked).total_seconds() > 0.35)
            self.do(action)
        self.until(lambda: not self.playout.playhead.taking and not self.playout.playhead.cutting)

    def take(self) -> None:
        last = self.playout.playhead.last_take_at
        self.until(lambda: not last or self.base.clock.now().since(last).total_seconds() > 0.35)
        self.press(Action.TAKE)

    def alarm(self, key: str) -> str:
        found = self.alarms.get(key)
        return found.sentence if found else ""

    # What an operator sees, and presses

    @property
    def obs_chip(self) -> str:
        """What the header says of OBS."""
        face = self.window.header.face
        return next((chip.value for chip in face.chips if chip.label == "OBS"), "") if face else ""

    @property
    def why(self) -> str:
        """What the header's tip says of the link."""
        return self.window.header.toolTip()

    @property
    def program(self) -> str:
        """The words over the picture of program."""
        return self.window.on_air.program.accessibleDescription()

    @property
    def take_face(self) -> TakeFace:
        return self.window.transport.take.face

    @property
    def alarm_box(self) -> str:
        """The alarm beside TAKE, with what stands below it."""
        face = self.window.transport.alarm.face
        return f"{face.sentence} | {face.detail}"

    @property
    def strip(self) -> str:
        return self.window.strip.sentence.text() if not self.window.strip.isHidden() else ""

    def click_take(self) -> None:
        """A click on TAKE, well after the last press and the last question."""
        began = self.base.clock.now()
        last = self.playout.playhead.last_take_at
        since = began if self.playout.question is not None else last
        self.until(lambda: not since or self.base.clock.now().since(since).total_seconds() > 0.35)
        self.window.transport.take.click()


@contextmanager
def panels(qtbot: QtBot, file: Path) -> Iterator[Callable[[Address], Room]]:
    """Opens the show in a panel for an OBS at an address; all are closed in the end."""
    made: list[Room] = []

    def make(address: Address) -> Room:
        room = Room(qtbot, file, address)
        made.append(room)
        room.session.start()
        return room

    try:
        yield make
    finally:
        stopped = [one.session.stop(hand_over=False) for one in made]
        for one in made:
            one.window.close()
        QApplication.processEvents()
    assert all(stopped)
