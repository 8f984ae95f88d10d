"""The steps from one mode to the next, as buttons; a step that ends something is pressed twice."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Author, Mode, Via
from control_panel.ui.key_button import KeyButton, Style
from control_panel.ui.theme import px
from control_panel.ui.view import View
from control_panel.ui.words import tr

ARMED_MS = 4000


@dataclass(frozen=True, slots=True)
class Step:
    """One way on from a mode."""

    action: Action
    words: str
    twice: str = ""
    """What the second press says; empty: one press is enough."""
    style: Style = Style.QUIET


def steps(mode: Mode) -> tuple[Step, ...]:
    """The ways on from a mode."""
    begin = (
        Step(Action.PRE_SHOW, tr("Pre-show"), style=Style.FILLED),
        Step(Action.REHEARSE, tr("Rehearse")),
    )
    return {
        Mode.OFF: begin,
        Mode.ENDED: begin,
        Mode.REHEARSAL: (Step(Action.END, tr("End rehearsal"), tr("Press again")),),
        Mode.PRE_SHOW: (
            Step(Action.LIVE, tr("Go live"), style=Style.FILLED),
            Step(Action.END, tr("Call it off"), tr("Press again")),
        ),
        Mode.LIVE: (Step(Action.CLOSE_OUT, tr("Close out"), tr("Press again")),),
        Mode.CLOSE_OUT: (Step(Action.END, tr("End the show"), tr("Press again")),),
    }[mode]


IN_HEADER = frozenset({Mode.REHEARSAL, Mode.LIVE})
"""While the transport is used the steps stand away from it, in the header."""


class ModeSteps(QWidget):
    """The steps of the present mode, in the header or in the transport bar."""

    commanded = Signal(object)

    def __init__(self, *, in_header: bool) -> None:
        super().__init__()
        self._in_header = in_header
        self._high = 34 if in_header else 44
        self._mode: Mode | None = None
        self._asked: Action | None = None
        self._armed: Action | None = None
        self._buttons: dict[Action, KeyButton] = {}
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._row)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._disarm)

    def show_view(self, view: View) -> None:
        """Show the steps of the view's mode, where they belong here."""
        self._asked = view.question.action if view.question else None
        if view.mode is self._mode:
            return
        self._mode = view.mode
        self._armed = None
        self._build(steps(view.mode) if (view.mode in IN_HEADER) is self._in_header else ())

    def _build(self, wanted: tuple[Step, ...]) -> None:
        for button in self._buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        self._row.setSpacing(px(8))
        for step in wanted:
            button = KeyButton(step.words, "", step.style, widest=step.twice, height=self._high)
            button.clicked.connect(lambda *_, chosen=step: self._press(chosen))
            self._row.addWidget(button)
            # Shown at once, so that the row's size counts it before the event loop does.
            button.show()
            self._buttons[step.action] = button
        self.setVisible(bool(wanted))
        self.updateGeometry()

    def set_height(self, height: int) -> None:
        """Be another height, at 100 %."""
        self._high = height
        for button in self._buttons.values():
            button.set_height(height)

    def sizeHint(self) -> QSize:
        """The buttons' own sizes, nothing where there is none."""
        return self._row.sizeHint() if self._buttons else QSize(0, 0)

    def _press(self, step: Step) -> None:
        if step.twice and self._armed is not step.action and self._asked is not step.action:
            self._disarm()
            self._armed = step.action
            self._buttons[step.action].say(step.twice, Style.AMBER)
            self._timer.start(ARMED_MS)
            return
        self._disarm()
        self.commanded.emit(Command(step.action, Author(via=Via.CLICK)))

    def _disarm(self) -> None:
        self._timer.stop()
        if self._armed is not None and self._mode is not None:
            for step in steps(self._mode):
                if step.action is self._armed:
                    self._buttons[step.action].say(step.words, step.style)
        self._armed = None
