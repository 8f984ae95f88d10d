"""A section of Setup: its title, its actions with their keys, and what it holds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from control_panel.instant import Instant
from control_panel.obs.state import ObsState
from control_panel.show.model import Show
from control_panel.ui import controls, layout, text, theme
from control_panel.ui.setup.editing import Editing

_BUTTON = text.Face(13, 600)
_PAD = 16
"""Between the words of a button and its outside, at every scale."""


class Section(QWidget):
    """What the sections have in common."""

    def __init__(self, title: str, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self.name = title
        self.note = controls.PartsLabel()
        self._alone: tuple[QWidget, int] | None = None
        self._actions: list[tuple[QPushButton, str, str]] = []
        self.buttons: QHBoxLayout = layout.row(8, (16, 0, 16, 8))
        self.body: QHBoxLayout = layout.row(0)
        column: QVBoxLayout = layout.column(0)
        head = layout.row(12, (16, 10, 16, 8))
        head.addWidget(controls.text(title, "title"))
        head.addWidget(self.note, 1)
        column.addLayout(head)
        column.addLayout(self.buttons)
        column.addWidget(controls.rule())
        column.addLayout(self.body, 1)
        self.setLayout(column)

    def action(
        self,
        words: str,
        keys: str,
        do: Callable[[], object],
        *,
        where: QWidget | None = None,
        tip: str = "",
    ) -> QPushButton:
        """A button above the section, and its key; `where`: the key acts in that widget alone."""
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        key = shown.replace("+", " ")
        made = controls.button(words, "quiet", key=key, tip=tip or f"{words} [{key}]")
        self._actions.append((made, words, key))
        made.clicked.connect(lambda: do())
        self.buttons.addWidget(made)
        shortcut = QShortcut(QKeySequence(keys), where or self)
        scope = Qt.ShortcutContext
        shortcut.setContext(scope.WidgetShortcut if where is not None else scope.WindowShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(lambda: do())
        return made

    def alone(self, form: QWidget, most: int) -> None:
        """Let a form be all of the section, no wider than it is read well (at 100 %)."""
        self._alone = (form, most)
        self.body.addWidget(form)
        self.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit into the new size."""
        self.fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fit again at another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def fit(self) -> None:
        """Give the parts the widths that there is room for."""
        self._fit_actions()
        if self._alone is not None:
            form, most = self._alone
            form.setFixedWidth(min(theme.px(most), self.width()))

    def _fit_actions(self) -> None:
        """Where there is no room for the keys they stand in the tips alone."""
        faces = [f"{words}  {key}" for _, words, key in self._actions]
        need = sum(text.width(face, _BUTTON) + 2 * _PAD + theme.px(8) for face in faces)
        whole = need + 2 * theme.px(16) <= self.width()
        for (button, words, _key), face in zip(self._actions, faces, strict=True):
            button.setText(face if whole else words)

    def say(self, sentence: str) -> None:
        """Say a sentence in the line below the sections."""
        self.editing.said.emit(sentence)

    def beside(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget to the right of what is there, behind a hairline."""
        line = QFrame()
        line.setProperty("role", "rule")
        self.body.addWidget(layout.sized(line, width=1))
        self.body.addWidget(widget, stretch)

    # What comes from outside; each section takes what it needs.

    def show_show(self, show: Show) -> None:
        """Show the show."""

    def show_obs(self, obs: ObsState) -> None:
        """Know what OBS has."""

    def show_playhead(self) -> None:
        """Something else may be on air now."""

    def show_now(self, now: Instant) -> None:
        """Move the clocks."""

    def commit(self) -> None:
        """Commit what is typed, before something else is shown."""

    def start(self) -> QWidget | None:
        """Where the cursor begins."""
        return None
