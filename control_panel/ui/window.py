"""The window: rail, header, the places, the transport bar; completes every command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from control_panel.running_order.commands import Action, Command, Outcome, Result
from control_panel.show.model import Author, Mode, Via
from control_panel.ui import layout, theme
from control_panel.ui.dialogs import ask_to_close
from control_panel.ui.header import Header
from control_panel.ui.key_layer import KeyLayer
from control_panel.ui.keys import LETTER_PLACES, Place, Press
from control_panel.ui.on_air.place import OnAir
from control_panel.ui.places import Places
from control_panel.ui.rail import Rail
from control_panel.ui.strip import Strip
from control_panel.ui.transport import STEP, TransportBar
from control_panel.ui.view import FeedPictures, ScenePictures, View

LEAST_SIZE = (1120, 660)
"""In pixels at every scale: a larger scale must not push the window off a small screen."""
REFUSED_MS, SAID_MS = 5000, 7000
_QUIET_MODES = frozenset({Mode.OFF, Mode.ENDED})
"""Modes in which the transport stands at On Air only."""

_ACTIONS = {
    Press.TAKE: Action.TAKE,
    Press.BACK: Action.BACK,
    Press.HOLDING_SCENE: Action.HOLDING_SCENE,
    Press.CLEAR_GRAPHICS: Action.CLEAR_GRAPHICS,
    Press.OFFER: Action.MAKE_ON_AIR,
}


class Window(QMainWindow):
    """Shows views and says what the operator did; it decides nothing."""

    commanded = Signal(object)
    """A Command with its author, and with what was seen on air and as next."""
    acknowledged = Signal(str)
    """The key of an alarm that somebody has seen."""
    scale_changed = Signal(float)
    place_changed = Signal(Place)
    place_pressed = Signal(Press)
    """A key that is a place's own."""
    closed = Signal()

    def __init__(
        self,
        *,
        author: Author | None = None,
        why_ask_to_close: Callable[[], str] | None = None,
        keys: KeyLayer | None = None,
    ) -> None:
        super().__init__()
        self._author = author or Author()
        self._why_ask_to_close = why_ask_to_close or (lambda: "")
        self._view: View | None = None
        self.header, self.rail = Header(), Rail()
        self.on_air, self.transport, self.strip = OnAir(), TransportBar(), Strip()
        self.places = Places()
        self.add_place = self.places.add
        self.keys = keys or KeyLayer(theme.application(), parent=self)
        self._unsay, self._unrefuse = QTimer(self), QTimer(self)
        self.setWindowTitle(self.tr("Control panel"))
        self.setMinimumSize(*LEAST_SIZE)
        self._lay_out()
        self._connect()
        # A notice covers the running order alone: the feeds are read on.
        self.add_place(Place.ON_AIR, self.on_air, notices_in=self.on_air.order.geometry)
        self.go_to(Place.ON_AIR)

    def _lay_out(self) -> None:
        whole = QWidget()
        row = layout.row(0)
        column = layout.column(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        column.addWidget(self.header)
        column.addWidget(self.places, 1)
        column.addWidget(self.transport)
        whole.setLayout(row)
        self.setCentralWidget(whole)
        self.strip.setParent(whole)

    def _connect(self) -> None:
        for part in (self.header, self.on_air, self.transport, self.strip):
            part.commanded.connect(self._complete)
        self.transport.acknowledged.connect(self.acknowledged)
        self.rail.chosen.connect(self.go_to)
        self.keys.pressed.connect(self._pressed)
        self.keys.left_out.connect(self._refused_take)
        self.keys.typing_changed.connect(lambda on: self.transport.set_typing(typing=on))
        for timer, quiet in ((self._unsay, self.strip.say), (self._unrefuse, self._refused_take)):
            timer.setSingleShot(True)
            timer.timeout.connect(lambda then=quiet: then(""))

    # ------------------------------------------------------------------ places

    @property
    def place(self) -> Place:
        """The place that is shown."""
        return self.places.shown

    def go_to(self, place: Place) -> None:
        """Show a place; one that is not there is left out."""
        widget = self.places.of(place)
        if widget is None:
            self.rail.show_place(self.place)
            return
        if place is Place.ON_AIR and self._view is not None:
            self.on_air.show_view(self._view)
        self.places.setCurrentWidget(widget)
        self.rail.show_place(place)
        self.keys.set_place(place)
        self.transport.set_letters(act=place in LETTER_PLACES)
        self.strip.set_letters(act=place in LETTER_PLACES)
        widget.setFocus()
        self._show_transport()
        self._place_strip()
        self.place_changed.emit(place)

    def _show_transport(self) -> None:
        mode = self._view.mode if self._view else Mode.OFF
        self.transport.setVisible(self.place is Place.ON_AIR or mode not in _QUIET_MODES)

    # ------------------------------------------------------------------ what is shown

    def set_author(self, author: Author) -> None:
        """Say who sits here."""
        self._author = author

    def set_pictures(self, scenes: ScenePictures, feeds: FeedPictures) -> None:
        """Say where the pictures of scenes and of feeds come from."""
        self.on_air.set_pictures(scenes, feeds)

    def show_view(self, view: View) -> None:
        """Show this moment."""
        turned = self._view is None or self._view.mode is not view.mode
        self._view = view
        self.keys.set_mode(view.mode)
        self.header.show_view(view)
        if self.place is Place.ON_AIR:
            self.on_air.show_view(view)
        self.transport.show_view(view)
        self.strip.show_view(view)
        self._place_strip()
        if turned:
            self._show_transport()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show beside its control why a command was refused or failed."""
        if outcome.result not in (Result.REFUSED, Result.FAILED):
            if outcome.action is Action.TAKE:
                self._refused_take("")
            return
        if outcome.action is Action.TAKE:
            self._refused_take(outcome.sentence)
            self._unrefuse.start(REFUSED_MS)
        else:
            self._say(outcome.sentence, REFUSED_MS)

    def show_notice(self, sentence: str) -> None:
        """Say what happened; at On Air it stands among the notes anyway."""
        if self.place is not Place.ON_AIR:
            self._say(sentence, SAID_MS)

    def _say(self, sentence: str, milliseconds: int) -> None:
        self.strip.say(sentence)
        self._place_strip()
        self._unsay.start(milliseconds)

    def _refused_take(self, sentence: str) -> None:
        self.transport.show_refused(sentence)
        if sentence:
            self._unrefuse.start(REFUSED_MS)

    def _place_strip(self) -> None:
        order = self.on_air.order
        if self.strip.isHidden():
            order.keep_clear(0)
            return
        self.strip.stand_in(self.places.notice_area())
        order.keep_clear(self.strip.height() if self.place is Place.ON_AIR else 0)

    # ------------------------------------------------------------------ what was asked

    def _complete(self, command: Command) -> None:
        """Add who asks and what they see, and pass it on."""
        if (view := self._view) is None:
            return
        author = replace(self._author, via=command.author.via)
        self.commanded.emit(
            replace(
                command,
                author=author,
                seen_on_air=view.seen_on_air,
                seen_next=view.playhead.next_id,
            )
        )

    def _pressed(self, press: Press) -> None:
        """Do what a key asks for."""
        if press.shot:
            self._complete(Command(Action.SHOT, Author(via=Via.KEY), shot_key=press.shot))
        elif press in _ACTIONS:
            self._complete(Command(_ACTIONS[press], Author(via=Via.KEY)))
        elif press in (Press.LESS, Press.MORE):
            by = STEP if press is Press.MORE else -STEP
            self._complete(Command(Action.ADD_TIME, Author(via=Via.KEY), by=by))
        else:
            self._pressed_otherwise(press)

    def _pressed_otherwise(self, press: Press) -> None:
        ways: dict[Press, Callable[[], object]] = {
            Press.HOLD: self._hold,
            Press.NEXT: lambda: self.on_air.make_selected_next(Author(via=Via.KEY)),
            Press.ACKNOWLEDGE: self.transport.alarm.seen,
            Press.ESCAPE: self._cancel,
            Press.YES: lambda: self._answer(Action.KEEP_OBS, yes=False),
            Press.KEEP_OBS: lambda: self._answer(Action.KEEP_OBS, yes=True),
            Press.GO_BACK: self._go_back,
            Press.BIGGER: lambda: self.set_scale(theme.scale() + theme.SCALE_STEP),
            Press.SMALLER: lambda: self.set_scale(theme.scale() - theme.SCALE_STEP),
            Press.SIZE_100: lambda: self.set_scale(1.0),
            Press.TO_ON_AIR: lambda: self.go_to(Place.ON_AIR),
            Press.TO_LINE_UP: lambda: self.go_to(Place.LINE_UP),
            Press.TO_SETUP: lambda: self.go_to(Place.SETUP),
        }
        way = ways.get(press)
        if way is not None:
            way()
        else:
            self.place_pressed.emit(press)

    def _hold(self) -> None:
        held = self._view is not None and self._view.playhead.held
        self._complete(Command(Action.RESUME if held else Action.HOLD, Author(via=Via.KEY)))

    def _cancel(self) -> None:
        """Esc: the place's own question first, else only where there is something to forget."""
        view = self._view
        if self.places.escape():
            return
        if view is not None and (view.question is not None or view.playhead.waiting is not None):
            self._complete(Command(Action.CANCEL, Author(via=Via.KEY)))

    def _answer(self, keep: Action, *, yes: bool) -> None:
        """K answers the choice after a return, Y every other question of the strip."""
        asks = self.strip.asks
        if asks is not None and (asks is keep) is yes:
            self._complete(Command(asks, Author(via=Via.KEY)))

    def _go_back(self) -> None:
        if self.strip.asks is Action.KEEP_OBS:
            self._complete(Command(Action.GO_BACK_TO_ITEM, Author(via=Via.KEY)))

    def set_scale(self, scale: float) -> None:
        """Show everything at 100 to 150 %."""
        before = theme.scale()
        theme.apply(theme.application(), scale)
        if theme.scale() != before:
            with self.keys.aside():
                layout.rescale(self)
            self._place_strip()
            self.scale_changed.emit(theme.scale())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the strip at the foot of the place."""
        super().resizeEvent(event)
        self._place_strip()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where keys mean something."""
        super().showEvent(event)
        if (shown := self.places.currentWidget()) is not None:
            shown.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where there is a reason to, then go."""
        sentence = self._why_ask_to_close()
        if sentence and not ask_to_close(self, sentence):
            event.ignore()
            return
        self.keys.stop()
        self.closed.emit()
        super().closeEvent(event)
