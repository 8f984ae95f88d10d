"""The transport bar: the same controls in the same pixels in every place, TAKE at the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from PySide6.QtCore import QEvent, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Author, Mode, Via
from control_panel.ui import layout, theme
from control_panel.ui.alarm_box import LEAST, AlarmBox
from control_panel.ui.key_button import HEIGHT as KEY_HEIGHT
from control_panel.ui.key_button import KeyButton, Style
from control_panel.ui.mode_steps import ModeSteps
from control_panel.ui.take import Form, TakeButton
from control_panel.ui.take_words import take_face
from control_panel.ui.text import SEPARATOR
from control_panel.ui.theme import color, px
from control_panel.ui.view import View

HEIGHT = 84
LOW, BETWEEN = 34, 6
"""Where the controls stand in two rows: the height of one, and the room between them."""
EDGE, GAP = 16, 8
NAME, NAME_SLIM = 170, 138
"""The room for "Name up: Somebody"."""
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
        up = view.playhead.name_up.partition(SEPARATOR)[0]
        self.name.say(self._name_words(up), _lit(on=bool(up)))
        self.name.setEnabled(bool(up))
        on_air = view.playhead.on_air is not None
        for button in (self.less, self.more):
            button.setEnabled(on_air)
        self.holding.say(self.tr("Holding") if self._tight else self.tr("Holding scene"))
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

        Where there is little room the holding scene gives way to an alarm and words are shorter;
        where there is less, the controls stand in two rows.
        """
        form = self._fitting()
        self._set_form(form)
        if form is Form.SLIM:
            self._place_columns()
        else:
            self._place_row(self._shown())
        self._shape = self._shape_now()

    def _fitting(self) -> Form:
        """The widest form of TAKE beside the controls of a running show and an alarm.

        It follows the window alone: neither a mode nor a long name moves TAKE.
        """
        parts = (self.back, self.hold, self.less, self.more)
        own = sum(part.sizeHint().width() for part in parts) + px(NAME) + 6 * px(GAP)
        for form in (Form.WIDE, Form.NARROW):
            if 2 * px(EDGE) + own + px(LEAST) + px(form) <= self.width():
                return form
        return Form.SLIM

    def _set_form(self, form: Form) -> None:
        self._tight = form is not Form.WIDE
        self.take.set_form(form)
        self.steps.set_height(LOW if form is Form.SLIM else KEY_HEIGHT)
        if self._view is not None:
            self._show_controls(self._view)
        take = self.take.sizeHint()
        left = self.width() - px(EDGE) - take.width()
        self.take.setGeometry(left, self._top(take.height()), take.width(), take.height())

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

    def _place_row(self, wanted: list[QWidget]) -> None:
        """One row; the holding scene where there is no room for it stands in the alarm's."""
        kept = 0 if self._no_alarm else px(LEAST) + px(GAP)
        shown, left = list[QWidget](), px(EDGE)
        for part in wanted:
            hint, room = part.sizeHint(), self._room(left) - kept
            wide = hint.width()
            if part is self.name:  # as wide as the room lets it be, but never moving by its words
                wide = max(px(NAME), min(wide, room))
            if part is self.holding and wide > room:
                continue
            part.setGeometry(left, self._top(hint.height()), wide, hint.height())
            shown.append(part)
            left += wide + px(GAP)
        self._show_only(shown)
        self._place_alarm(left)

    def _place_columns(self) -> None:
        """Two rows; a column that would leave the alarm too little stands in its room meanwhile."""
        wanted = self._shown()
        columns = [[p for p in column if p in wanted] for column in self._columns()]
        columns = [column for column in columns if column]
        kept: list[list[QWidget]] = []
        for column in columns:
            if self._room(self._behind([*kept, column])) >= px(LEAST) or not kept:
                kept.append(column)
        alarm_left = self._behind(kept)
        if self._no_alarm:
            more = [c for c in columns if c not in kept]
            kept += [c for c in more if self._room(self._behind([*kept, c])) >= 0]
        left = px(EDGE)
        for column in kept:
            self._place_column(column, left)
            left += self._width(column) + px(GAP)
        self._show_only([part for column in kept for part in column])
        self._place_alarm(alarm_left)

    def _columns(self) -> tuple[tuple[QWidget, ...], ...]:
        """Which controls stand over each other, the most needed ones first."""
        return (
            (self.steps, self.holding) if self.steps in self._shown() else (self.back, self.hold),
            (self.name, self.holding) if self.steps not in self._shown() else (),
            (self.less, self.more),
        )

    def _behind(self, columns: Iterable[Sequence[QWidget]]) -> int:
        return px(EDGE) + sum(self._width(column) + px(GAP) for column in columns)

    def _place_column(self, column: Sequence[QWidget], left: int) -> None:
        wide, high = self._width(column), px(LOW)
        top = self._top(high * len(column) + px(BETWEEN) * (len(column) - 1))
        for part in column:
            part.setGeometry(left, top, wide, high)
            top += high + px(BETWEEN)

    def _width(self, column: Sequence[QWidget]) -> int:
        """A column does not move by the name that is up."""
        if self.name in column:
            return px(NAME_SLIM)
        return max(part.sizeHint().width() for part in column)

    def _room(self, left: int) -> int:
        """What is left between here and TAKE."""
        return self.take.geometry().left() - px(GAP) - left

    @property
    def _no_alarm(self) -> bool:
        return not self.alarm.sizeHint().width()

    def _place_alarm(self, left: int) -> None:
        wide = max(0, min(self.alarm.sizeHint().width(), self._room(left)))
        high = self.alarm.height_at(wide)
        self.alarm.setGeometry(QRect(left, self._top(high), wide, high))

    def _show_only(self, shown: Sequence[QWidget]) -> None:
        for control in (*self._controls(), self.steps):
            control.setVisible(control in shown)

    def _top(self, high: int) -> int:
        return (self.height() - high) // 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the band and the line above it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.BG1))
        painter.fillRect(QRectF(0, 0, self.width(), 1), color(theme.LINE))


def _lit(*, on: bool) -> Style:
    return Style.LIT if on else Style.QUIET
