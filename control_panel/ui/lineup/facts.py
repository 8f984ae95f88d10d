"""What is known of the chosen feed as lines of label and words; phones with a button to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from control_panel.ui import controls, layout
from control_panel.ui.lineup.chosen_words import Fact

LABEL_WIDE = 92
COPIED_MS = 2000


class Facts(QWidget):
    """Lines that are made anew only when their number or their phones change."""

    copied = Signal(str)
    """A number that is on the clipboard now."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[Fact, ...] = ()
        self._lines: list[tuple[QLabel, QLabel, QPushButton | None]] = []
        self._inside = QGridLayout()
        layout.spaced(self._inside, 4, (0, 0, 4, 0))
        self._inside.setColumnStretch(1, 1)
        self.setLayout(self._inside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def copy_buttons(self) -> list[QPushButton]:
        """The buttons that copy a number, in order."""
        return [button for *_, button in self._lines if button is not None]

    def show_facts(self, facts: tuple[Fact, ...]) -> None:
        """Show these lines."""
        if facts == self._facts:
            return
        if [f.phone for f in facts] != [f.phone for f in self._facts]:
            self._make(facts)
        self._facts = facts
        for fact, (label, said, _) in zip(facts, self._lines, strict=True):
            if label.text() != fact.label:
                label.setText(fact.label)
            if said.text() != fact.words:
                said.setText(fact.words)

    def _make(self, facts: tuple[Fact, ...]) -> None:
        for line in self._lines:
            for part in line:
                if part is not None:
                    self._inside.removeWidget(part)
                    part.hide()
                    part.deleteLater()
        self._lines = []
        top = Qt.AlignmentFlag.AlignTop
        for row, fact in enumerate(facts):
            label = layout.sized(controls.text("", "label", wrap=True), width=LABEL_WIDE)
            said = controls.text("", wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            button = self._copy_button(fact) if fact.phone else None
            self._inside.addWidget(label, row, 0, top)
            self._inside.addWidget(said, row, 1)
            if button is not None:
                self._inside.addWidget(button, row, 2)
            self._lines.append((label, said, button))

    def _copy_button(self, fact: Fact) -> QPushButton:
        button = controls.button(self.tr("Copy"), "quiet")
        button.setAccessibleName(self.tr("Copy {number}").format(number=fact.phone))
        button.clicked.connect(lambda: self._copy(button, fact.phone))
        return button

    def _copy(self, button: QPushButton, number: str) -> None:
        QGuiApplication.clipboard().setText(number)
        button.setText(self.tr("Copied"))
        QTimer.singleShot(COPIED_MS, button, lambda: button.setText(self.tr("Copy")))
        self.copied.emit(number)
