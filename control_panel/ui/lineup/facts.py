"""What is known of the chosen feed as lines of label and words; phones with a button to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from control_panel.ui import controls, layout
from control_panel.ui.lineup.chosen_words import Fact
from control_panel.ui.lineup.copy_button import CopyButton

LABEL_WIDE = 92
_Line = tuple[QLabel, QLabel, CopyButton | None]


class Facts(QWidget):
    """Lines that are made anew only when their number or their phones change."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[Fact, ...] = ()
        self._lines: list[_Line] = []
        self._inside = QGridLayout()
        layout.spaced(self._inside, 3)
        self._inside.setColumnStretch(1, 1)
        self.setLayout(self._inside)

    @property
    def copy_buttons(self) -> list[CopyButton]:
        """The buttons that copy a number, in order."""
        return [button for *_, button in self._lines if button is not None]

    def show_facts(self, facts: tuple[Fact, ...]) -> bool:
        """Show these lines; whether any of them was made anew or says something else."""
        if facts == self._facts:
            return False
        if [f.phone for f in facts] != [f.phone for f in self._facts]:
            self._make(facts)
        self._facts = facts
        for fact, (label, said, _) in zip(facts, self._lines, strict=True):
            if label.text() != fact.label:
                label.setText(fact.label)
            if said.text() != fact.words:
                said.setText(fact.words)
        return True

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
            button = CopyButton(fact.phone) if fact.phone else None
            self._inside.addWidget(label, row, 0, top)
            self._inside.addWidget(said, row, 1, 1, 1 if button is not None else 2)
            if button is not None:
                self._inside.addWidget(button, row, 2)
                button.show()
            # At once: Qt would show them later, and a layout leaves out what is not shown.
            label.show()
            said.show()
            self._lines.append((label, said, button))
