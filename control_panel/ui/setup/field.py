"""A field of a form: label, editor, a note beside the label, and its error below in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from control_panel.errors import Refused
from control_panel.ui import controls, layout

T = TypeVar("T")
ASKED = "ask"
"""The reason of a refusal that only asks: the same again means yes."""


def restyle(widget: QWidget, name: str, *, value: bool) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if bool(widget.property(name)) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Field(QWidget, Generic[T]):
    """One value of the show, and what is wrong with what was typed.

    `commit` is called with what was read; it raises Refused to say no. What was refused stays in
    the editor with the sentence below it; Esc brings the value back.
    """

    entered = Signal()
    """Enter committed it, or found nothing to commit."""

    def __init__(self, title: str, editor: QWidget, *, note: str = "") -> None:
        super().__init__()
        self.commit: Callable[[T], None] = _nowhere
        self.no: Callable[[], object] = _nobody
        """Called when a question that stood at this field was answered with no."""
        self._asked = False
        self._value: T | None = None
        self._resting = note
        self.editor = editor
        self.title = controls.text(title, "label")
        self.note = controls.text(note, "label")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.error = controls.text("", "refusal", wrap=True)
        self.error.hide()
        self._lay_out(title)

    def _lay_out(self, title: str) -> None:
        self.title.setBuddy(self.editor)
        self.editor.setAccessibleName(title)
        self.setFocusProxy(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        head = layout.row(8)
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        if isinstance(self.editor, QLineEdit | QComboBox | QAbstractSpinBox | QPushButton):
            layout.least(self.editor, controls.CONTROL)
        # One height whatever stands in it, so that a warning moves nothing.
        layout.sized(self.title, height=18)
        layout.sized(self.note, height=18)
        column = layout.column(3)
        column.addLayout(head)
        column.addWidget(self.editor)
        column.addWidget(self.error)
        column.addStretch(1)
        self.setLayout(column)
        self.editor.installEventFilter(self)

    # What a kind of field says.

    def read(self) -> T:
        """What the editor holds; raises Refused where it cannot be read."""
        raise AssertionError("each kind of field reads its own editor")

    def write(self, value: T) -> None:
        """Let the editor hold a value."""
        raise AssertionError("each kind of field writes its own editor")

    def being_edited(self) -> bool:
        """Whether the editor holds something that was typed and not committed."""
        return False

    # The same for all.

    def show_value(self, value: T, *, fresh: bool = False) -> None:
        """Show a value; what is being typed is left alone unless the value is `fresh`."""
        known, self._value = self._value, value
        if fresh or not (self.being_edited() and known == value):
            self.say("")
            self.write(value)

    def restore(self) -> None:
        """Bring the value back and forget the error; a question that stood means no."""
        if self._asked:
            self._asked = False
            self.no()
        self.say("")
        self.write(self._value)  # type: ignore[arg-type]  # None is a value of optional fields

    def try_commit(self, *, leaving: bool = False) -> bool:
        """Commit what was typed; False when it was refused and the sentence is shown.

        A question that is not answered while the field is left means no.
        """
        if not self.being_edited():
            return True
        if leaving and self._asked:
            self.restore()
            return True
        self._asked = False
        try:
            value = self.read()
            if self.differs(value):
                self.commit(value)
        except Refused as refused:
            self._asked = refused.reason == ASKED
            if leaving and self._asked:
                self.restore()
                return True
            self.say(refused.sentence)
            return False
        self.say("")
        self.settle(value)
        return True

    def differs(self, value: T) -> bool:
        """Whether what was read is worth committing."""
        return value != self._value

    def settle(self, value: T) -> None:
        """Rest on what was committed."""
        self._value = value
        self.write(value)

    def say(self, sentence: str) -> None:
        """Show an error, or none."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        restyle(self.editor, "refused", value=bool(sentence))

    def tell(self, note: str, *, warns: bool = False) -> None:
        """Show a note beside the label; `warns` makes it amber, with a mark."""
        self.note.setText(("⚠ " if warns else "") + (note or self._resting))
        self.note.setToolTip(note)
        controls.set_role(self.note, "warning" if warns else "label")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter commits, Esc takes back, leaving commits; a wheel passes over."""
        if event.type() == QEvent.Type.Wheel and isinstance(
            self.editor, QComboBox | QAbstractSpinBox
        ):
            event.ignore()  # scrolling a form must not change what it holds
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self._left(event.reason())
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._override(event)
        return super().eventFilter(watched, event)

    def _left(self, reason: Qt.FocusReason) -> None:
        """The cursor left. Where it went nowhere, Esc took it away (the window's key layer)."""
        if reason == Qt.FocusReason.PopupFocusReason:
            return
        if reason == Qt.FocusReason.OtherFocusReason and QApplication.focusWidget() is None:
            self.restore()
        else:
            self.try_commit(leaving=True)

    def _override(self, event: QKeyEvent) -> bool:
        """Esc is the field's while it has something to take back; else undo is the show's."""
        if event.key() == Qt.Key.Key_Escape:
            if self._has_something_to_take_back():
                event.accept()
            return False
        keys = QKeySequence.StandardKey
        undoes = event.matches(keys.Undo) or event.matches(keys.Redo)
        if undoes and not self.being_edited():
            event.ignore()
            return True
        return False

    def _has_something_to_take_back(self) -> bool:
        return self.being_edited() or bool(self.error.text())

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.takes_enter():
            if self.try_commit():
                self.entered.emit()
            return True
        if event.key() == Qt.Key.Key_Escape:
            if not self._has_something_to_take_back():
                return False
            self.restore()
            return True
        return False

    def takes_enter(self) -> bool:
        """Whether Enter commits (in a field of several lines it is a new line)."""
        return True


def _nobody() -> None:
    """A field whose questions nobody keeps."""


def _nowhere(_value: object) -> None:
    """A field that nobody listens to yet."""
