"""Fields to choose in: one of several, yes or no, some of a list, a name that OBS may know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QMenu,
    QPushButton,
)

from control_panel.ui import layout, theme
from control_panel.ui.setup.combo import Combo
from control_panel.ui.setup.field import Field, T


class ChoiceField(Field[T], Generic[T]):
    """One of several; committed as soon as it is chosen."""

    def __init__(self, title: str, choices: Iterable[tuple[T, str]]) -> None:
        self.combo = Combo()
        super().__init__(title, self.combo)
        self.combo.currentTextChanged.connect(self.combo.setToolTip)
        self._choices: list[tuple[T, str]] = []
        self.offer(choices)
        self.combo.activated.connect(self._chosen)

    def offer(self, choices: Iterable[tuple[T, str]]) -> None:
        """What can be chosen; a value that is no longer offered is shown by itself."""
        offered = list(choices)
        if offered == self._choices:
            return
        self._choices = offered
        self.combo.clear()
        self.combo.addItems([text for _, text in offered])
        if self._value is not None:
            self.write(self._value)

    def read(self) -> T:
        """The value chosen."""
        return self._choices[self.combo.currentIndex()][0]

    def write(self, value: T) -> None:
        """Show a value."""
        values = [v for v, _ in self._choices]
        self.combo.setCurrentIndex(values.index(value) if value in values else -1)

    def being_edited(self) -> bool:
        """Whether another one is chosen than the value."""
        return self.combo.currentIndex() >= 0 and self.read() != self._value

    def _chosen(self, _index: int) -> None:
        self.try_commit()


class CheckField(Field[bool]):
    """Yes or no."""

    def __init__(self, title: str, *, beside: bool = False) -> None:
        """`beside`: it stands beside a field with a label above, on the line of its editor."""
        self.box = QCheckBox(title)
        super().__init__(title, self.box)
        self.title.setText("")
        self.title.setVisible(beside)
        self.note.setVisible(beside)
        layout.sized(self.box, height=32 if beside else 24)
        self.box.clicked.connect(self._clicked)

    def read(self) -> bool:
        """Whether it is checked."""
        return self.box.isChecked()

    def write(self, value: bool) -> None:  # noqa: FBT001 - the value is what a field shows
        """Show whether it is so."""
        self.box.setChecked(bool(value))

    def being_edited(self) -> bool:
        """Whether the box says something else than the value."""
        return self._value is not None and self.read() != self._value

    def _clicked(self) -> None:
        if not self.try_commit() and not self.error.text().endswith("?"):
            self.box.setChecked(bool(self._value))

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):  # Space may be TAKE
            self.box.click()
            return True
        return super()._key(event)


class NameField(Field[str]):
    """A name in OBS: chosen from what OBS has, or typed; marked where OBS does not have it."""

    def __init__(self, title: str, what: str, *, empty: str = "") -> None:
        self.combo = QComboBox()
        super().__init__(title, self.combo)
        self._what = what
        self._known: tuple[str, ...] | None = None
        self._marks = True
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setMinimumContentsLength(6)
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        completer = cast("QCompleter", self.combo.completer())
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.line.setPlaceholderText(empty)
        self.line.setAccessibleName(title)
        self.line.returnPressed.connect(self.try_commit)  # also while the list of names is open
        self.line.textEdited.connect(lambda _text: self.say(""))
        self.combo.activated.connect(lambda _index: self._picked())

    @property
    def line(self) -> QLineEdit:
        """Where the name is typed."""
        return cast("QLineEdit", self.combo.lineEdit())  # an editable combo has one

    def offer(self, names: Sequence[str] | None, *, marks: bool = True) -> None:
        """The names that OBS has; None where they are not known (OBS is not connected).

        `marks` False: any other name is as good, it is made.
        """
        self._marks = marks
        known = None if names is None else tuple(names)
        if known == self._known:
            return
        self._known = known
        typed, modified = self.line.text(), self.line.isModified()
        self.combo.clear()
        self.combo.addItems(list(known or ()))
        self.combo.setCurrentIndex(-1)
        self.line.setText(typed)
        self.line.setModified(modified)
        self._mark()

    def read(self) -> str:
        """The name without spaces around it."""
        return self.line.text().strip()

    def write(self, value: str) -> None:
        """Show a name, and whether OBS has it."""
        self.line.setText(value)
        self.line.setCursorPosition(0)
        self._mark()

    def being_edited(self) -> bool:
        """Whether another name stands there."""
        return self.line.isModified()

    def _picked(self) -> None:
        self.line.setModified(True)
        self.try_commit()

    def _mark(self) -> None:
        name = self.read() if self._marks else ""
        if name and self._known is not None and name not in self._known:
            self.tell(self.tr("OBS has no such {}").format(self._what), warns=True)
        elif name and self._known is None:
            self.tell(self.tr("not checked: OBS is away"))
        else:
            self.tell("")


class AddNameField(NameField):
    """A name that adds something: empty again as soon as it is taken."""

    def settle(self, value: str) -> None:
        """Ready for the next one."""
        super().settle("")


class CheckMenu(QMenu):
    """A menu of checks that stays open while several are checked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click checks and stays."""
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter check and stay; Esc or Tab close."""
        action = self.activeAction()
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if action is not None and action.isCheckable() and event.key() in keys:
            action.trigger()
            return
        if event.key() == Qt.Key.Key_Tab:
            self.close()
            return
        super().keyPressEvent(event)


class SomeField(Field[tuple[str, ...] | None]):
    """Some of a list, in the order they were checked; with `leaves`, also "leave as it is" (None).

    The button says which; Enter, Down or a click opens the list.
    """

    def __init__(self, title: str, *, none: str, leaves: str = "") -> None:
        self.button = QPushButton()
        super().__init__(title, self.button)
        self._none, self._leaves = none, leaves
        self._choices: tuple[tuple[str, str], ...] = ()
        self._chosen: tuple[str, ...] | None = None if leaves else ()
        self.button.setProperty("role", "choice")
        self.menu = CheckMenu(self.button)
        self.button.clicked.connect(self.open)
        self.menu.aboutToHide.connect(lambda: self.try_commit())

    def offer(self, choices: Iterable[tuple[str, str]]) -> None:
        """What can be checked: (value, text)."""
        self._choices = tuple(choices)
        self.write(self._chosen)

    def read(self) -> tuple[str, ...] | None:
        """What is checked."""
        return self._chosen

    def write(self, value: tuple[str, ...] | None) -> None:
        """Show what is chosen, on the button."""
        self._chosen = value
        texts = dict(self._choices)
        if value is None:
            said = self._leaves
        else:
            said = ", ".join(texts.get(v, v) for v in value) or self._none
        room = max(self.button.width() - theme.px(44), theme.px(60))
        short = self.button.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, room)
        self.button.setText(short)
        self.button.setToolTip(said)
        self.button.setAccessibleDescription(said)

    def being_edited(self) -> bool:
        """Whether other ones are checked than the value's."""
        return self._chosen != self._value

    def open(self) -> None:
        """Open the list below the button."""
        self.fill()
        self.menu.setMinimumWidth(self.button.width())
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        if self.menu.actions():
            self.menu.setActiveAction(self.menu.actions()[0])

    def fill(self) -> None:
        """The list as it is now: a chosen one that is no longer offered stays in it, marked."""
        self.menu.clear()
        if self._leaves:
            self._add(self._leaves, checked=self._chosen is None).triggered.connect(self._leave)
        known = dict(self._choices)
        chosen = self._chosen or ()
        gone = [(v, self.tr("⚠ {} (not there)").format(v)) for v in chosen if v not in known]
        for value, text in (*self._choices, *gone):
            action = self._add(text, checked=value in chosen)
            action.toggled.connect(lambda on, v=value: self._toggle(v, on=on))
        if not self._choices and not gone:
            self._add(self._none, checked=False).setEnabled(False)

    def _add(self, text: str, *, checked: bool) -> QAction:
        action = self.menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(checked)
        return action

    def _leave(self) -> None:
        self.write(None)
        self.fill()
        self.menu.setActiveAction(self.menu.actions()[0])

    def _toggle(self, value: str, *, on: bool) -> None:
        kept = tuple(v for v in self._chosen or () if v != value)
        self.write((*kept, value) if on else kept)
        if self._leaves:
            self.menu.actions()[0].setChecked(False)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open()
            return True
        return super()._key(event)

    def resizeEvent(self, event: object) -> None:
        """Elide anew for the width there is."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.write(self._chosen)
