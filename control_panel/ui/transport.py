"""The transport bar: the same controls in the same pixels in every place, TAKE at the right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import QEvent, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Author, Mode, Via
from control_panel.ui import layout, theme, words
from control_panel.ui.alarm_box import LEAST, AlarmBox
from control_panel.ui.key_button import KeyButton, Style
from control_panel.ui.mode_steps import ModeSteps
from control_panel.ui.take import TakeButton
from control_panel.ui.take_words import take_face
from control_panel.ui.theme import color, px
from control_panel.ui.view import View

HEIGHT = 84
STEP = timedelta(seconds=30)
_RUNNING = frozenset({Mode.REHEARSAL, Mode.LIVE})


class TransportBar(QWidget):
    """Back, hold, time, name, the alarm and TAKE; in other modes the steps to the next one."""

    commanded = Signal(object)
    acknowledged = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.back = KeyButton(self.tr("Back"), "⌫", Style.FILLED)
        self.hold = KeyButton(self.tr("Hold"), "H", widest=self.tr("Held"))
        self.less = KeyButton("− 0:30", "[")
        self.more = KeyButton("+ 0:30", "]")
        self.name = KeyButton(self.tr("No name up"), "G")
        self.holding = KeyButton(self.tr("Holding scene"), "⇧F8")
        self.steps = ModeSteps(in_header=False)
        self.alarm = AlarmBox()
        self.take = TakeButton()
        self._view: View | None = None
        self._typing = False
        self._refused = ""
        self._tight = False
        self._shape: tuple[object, ...] = ()
        for part in (*self._controls(), self.steps, self.alarm, self.take):
            part.setParent(self)
        self.setAccessibleName(self.tr("Transport"))
        layout.sized(self, height=HEIGHT)
        self._connect()

    def _connect(self) -> None:
        self.back.clicked.connect(lambda: self._ask(Action.BACK))
        self.hold.clicked.connect(self.toggle_hold)
        self.less.clicked.connect(lambda: self._ask(Action.ADD_TIME, by=-STEP))
        self.more.clicked.connect(lambda: self._ask(Action.ADD_TIME, by=STEP))
        self.name.clicked.connect(lambda: self._ask(Action.CLEAR_GRAPHICS))
        self.holding.clicked.connect(lambda: self._ask(Action.HOLDING_SCENE))
        self.take.clicked.connect(lambda: self._ask(Action.TAKE))
        self.steps.commanded.connect(self.commanded)
        self.alarm.acknowledged.connect(self.acknowledged)

    def _ask(self, action: Action, by: timedelta = timedelta(0)) -> None:
        self.commanded.emit(Command(action, Author(via=Via.CLICK), by=by))

    def toggle_hold(self) -> None:
        """Hold where it is not held, else resume."""
        held = self._view is not None and self._view.playhead.held
        self._ask(Action.RESUME if held else Action.HOLD)

    def _controls(self) -> tuple[KeyButton, ...]:
        return (self.back, self.hold, self.less, self.more, self.name, self.holding)

    def set_typing(self, *, typing: bool) -> None:
        """Say whether a text field has the cursor: TAKE then shows that keys are off."""
        self._typing = typing
        self._show_take()

    def set_letters(self, *, act: bool) -> None:
        """Say whether letters act in this place; those that do not are not shown."""
        for part in (self.hold, self.name, self.alarm):
            part.set_acting(acts=act)

    def show_refused(self, sentence: str) -> None:
        """Show on TAKE why the last press was not taken; empty: no longer."""
        self._refused = sentence
        self._show_take()

    def show_view(self, view: View) -> None:
        """Show the transport of this moment."""
        self._view = view
        self.steps.show_view(view)
        self.alarm.show_view(view)
        self._show_controls(view)
        self._show_take()
        shape = self._shape_now()
        if shape != self._shape:
            self._place()

    def _show_controls(self, view: View) -> None:
        held = view.playhead.held
        self.hold.say(self.tr("Held") if held else self.tr("Hold"), _lit(on=held))
        up = view.playhead.name_up.partition(words.SEPARATOR)[0]
        self.name.say(self._name_words(up), _lit(on=bool(up)))
        self.name.setEnabled(bool(up))
        on_air = view.playhead.on_air is not None
        for button in (self.less, self.more):
            button.setEnabled(on_air)
        self.back.setEnabled(view.playhead.before is not None or on_air)

    def _name_words(self, up: str) -> str:
        if not up:
            return self.tr("No name") if self._tight else self.tr("No name up")
        said = self.tr("Up: {name}") if self._tight else self.tr("Name up: {name}")
        return said.format(name=up)

    def _show_take(self) -> None:
        if self._view is not None:
            self.take.show_face(take_face(self._view, typing=self._typing, refused=self._refused))

    def _shape_now(self) -> tuple[object, ...]:
        """All that the places of the controls depend on."""
        mode = self._view.mode if self._view else Mode.OFF
        holding = bool(self._view and self._view.show.holding_scene)
        steps, alarm = self.steps.sizeHint().width(), self.alarm.sizeHint().width()
        return (mode, holding, self.name.sizeHint().width(), steps, alarm, self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Share the width again when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def _place(self) -> None:
        """TAKE at the right, the controls at the left, the alarm between: room is kept for it.

        Where there is little room the holding scene, long words and the time keys give way; the
        holding scene stands in the alarm's room as long as there is no alarm.
        """
        self._set_tight(tight=False)
        shown = self._shown()
        if self._need(shown) > self.width() and self.back in shown and self.holding in shown:
            shown.remove(self.holding)
        if self._need(shown) > self.width():
            self._set_tight(tight=True)
        if self._need(shown, least=True) > self.width():
            shown = [part for part in shown if part not in (self.less, self.more)]
        for control in (*self._controls(), self.steps):
            control.setVisible(control in shown)
        self._set_places(shown)
        self._shape = self._shape_now()

    def _set_tight(self, *, tight: bool) -> None:
        self._tight = tight
        self.take.set_narrow(narrow=tight)
        if self._view is not None:
            self._show_controls(self._view)

    def _shown(self) -> list[QWidget]:
        mode = self._view.mode if self._view else Mode.OFF
        holding = self._view is not None and bool(self._view.show.holding_scene)
        shown: list[QWidget] = []
        if mode in _RUNNING:
            shown = [self.back, self.hold, self.less, self.more, self.name]
        elif self.steps.sizeHint().width():
            shown = [self.steps]
        if holding and mode in _RUNNING | {Mode.PRE_SHOW}:
            shown.append(self.holding)
        return shown

    def _need(self, shown: Iterable[QWidget], *, least: bool = False) -> int:
        parts = list(shown)
        own = sum(self._least(p) if least else p.sizeHint().width() for p in parts)
        between = px(8) * (len(parts) + 1)
        return 2 * px(16) + own + between + px(LEAST - 40) + self.take.sizeHint().width()

    def _least(self, part: QWidget) -> int:
        return (part.minimumSizeHint() if part is self.name else part.sizeHint()).width()

    def _set_places(self, shown: list[QWidget]) -> None:
        take = self.take.sizeHint()
        self.take.setGeometry(
            self.width() - px(16) - take.width(),
            self._top(take.height()),
            take.width(),
            take.height(),
        )
        spare = self.width() - self._need(shown)
        left = px(16)
        for part in shown:
            hint = part.sizeHint()
            wide = hint.width()
            if part is self.name and spare < 0:
                wide = max(part.minimumSizeHint().width(), wide + spare)
            part.setGeometry(left, self._top(hint.height()), wide, hint.height())
            left += wide + px(8)
        room = self.take.geometry().left() - px(8) - left
        alarm = self.alarm.sizeHint()
        if self.holding in self._shown() and self.holding not in shown and not alarm.width():
            hint = self.holding.sizeHint()
            self.holding.setGeometry(left, self._top(hint.height()), hint.width(), hint.height())
            self.holding.setVisible(hint.width() <= room)
        wide = max(0, min(alarm.width(), room))
        self.alarm.setGeometry(QRect(left, self._top(alarm.height()), wide, alarm.height()))

    def _top(self, high: int) -> int:
        return (self.height() - high) // 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the band and the line above it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.BG1))
        painter.fillRect(QRectF(0, 0, self.width(), 1), color(theme.LINE))


def _lit(*, on: bool) -> Style:
    return Style.LIT if on else Style.QUIET
