"""Common controls of every place: titles, notes, buttons and form fields, styled by the theme.

A control's part in the look is its `role` property (see resources/qss/controls.qss).
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from control_panel.ui import layout, theme
from control_panel.ui.text import ELIDE, SEPARATOR

CONTROL = 34
"""The height of a button and of a field of one line, at 100 %."""
_FACES = {"title": (17, 600), "heading": (14, 600), "label": (12, 400)}
"""Size and weight of a text by its role; others are 13 px."""
HEADS = (12, 500)
"""Size and weight of the heads of a table."""


def text(words: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A text: role "" (13 px), `title` (17), `heading` (14), `label` (12), `note` (13)."""
    made = layout.typed(QLabel(words), *_FACES.get(role, (13, 400)))
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


class PartsLabel(QLabel):
    """Parts with a dot between them, as many whole ones as there is room for; all in its tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "note")
        layout.typed(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, words: str) -> None:
        """Show other words."""
        super().setText(words)
        self.setToolTip(words if SEPARATOR in words else "")

    def shown(self) -> str:
        """The words that fit."""
        parts = self.text().split(SEPARATOR)
        metrics = self.fontMetrics()
        while len(parts) > 1 and metrics.horizontalAdvance(SEPARATOR.join(parts)) > self.width():
            parts.pop()
        return metrics.elidedText(SEPARATOR.join(parts), ELIDE, self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(theme.color(theme.TEXT2))
        painter.drawText(self.rect(), int(self.alignment()), self.shown())


def button(words: str, role: str = "", *, key: str = "", tip: str = "") -> QPushButton:
    """A button: role "" (filled), `quiet` (outlined), `danger` (amber words).

    Enter presses it where it has the focus, since on air Space is TAKE everywhere. `key` is the
    key that does the same, shown behind the words.
    """
    made = layout.least(QPushButton(f"{words}  {key}" if key else words), CONTROL)
    made.setProperty("role", role)
    made.setAutoDefault(True)
    made.setAccessibleName(words)
    if tip:
        made.setToolTip(tip)
    return made


def card(spacing: int = 8) -> tuple[QFrame, QVBoxLayout]:
    """A card and the column inside it."""
    frame = QFrame()
    frame.setProperty("role", "card")
    inside = layout.column(spacing, (16, 12, 16, 14))
    frame.setLayout(inside)
    return frame, inside


def rule() -> QFrame:
    """A hairline across."""
    line = QFrame()
    line.setProperty("role", "rule")
    return layout.sized(line, height=1)


def set_role(widget: QWidget, role: str) -> None:
    """Change a control's role and have it styled again."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if isinstance(widget, QLabel):
        layout.typed(widget, *_FACES.get(role, (13, 400)))
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Field(QWidget):
    """A form field: its name above, the control, and below it a note, a warning or a refusal."""

    def __init__(self, name: str, control: QWidget, note: str = "") -> None:
        super().__init__()
        self.control = control
        self._note = note
        self._name = text(name, "label")
        self._name.setBuddy(control)
        self._below = text(note, "note", wrap=True)
        self._below.setVisible(bool(note))
        layout.least(control, CONTROL)
        control.setAccessibleName(name)
        control.setAccessibleDescription(note)
        inside = layout.column(4)
        inside.addWidget(self._name)
        inside.addWidget(control)
        inside.addWidget(self._below)
        self.setLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def refuse(self, sentence: str) -> None:
        """Show why what was entered was not taken; an empty sentence shows the note again."""
        self._say(sentence or self._note, "refusal" if sentence else "note")
        self.control.setProperty("refused", bool(sentence))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)

    def warn(self, sentence: str) -> None:
        """Show a warning below the control; an empty sentence shows the note again."""
        self._say(sentence or self._note, "warning" if sentence else "note")

    def _say(self, sentence: str, role: str) -> None:
        self._below.setText(sentence)
        self._below.setVisible(bool(sentence))
        self.control.setAccessibleDescription(sentence)
        set_role(self._below, role)
