"""What every dialog of the panel has: a title, a sentence, what is asked, buttons at its foot."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from control_panel.ui import controls, layout


class Dialog(QDialog):
    """A title, a sentence, what is asked, and buttons at its foot; Esc leaves."""

    def __init__(self, parent: QWidget | None, sentence: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleDescription(sentence)
        self.column = layout.column(12, (24, 20, 24, 20))
        self._title = controls.text("", "title")
        self.column.addWidget(self._title)
        self.sentence = controls.text(sentence, "note", wrap=True)
        self.column.addWidget(self.sentence)
        self.setLayout(self.column)
        self.setMinimumWidth(460)

    def call(self, title: str) -> None:
        """Give it its title, which a screen reader says too."""
        self._title.setText(title)
        self.setWindowTitle(title)
        self.setAccessibleName(title)

    def foot(self, *buttons: QPushButton) -> None:
        """The buttons, to the right."""
        row = layout.row(8, (0, 8, 0, 0))
        row.addStretch(1)
        for one in buttons:
            row.addWidget(one)
        self.column.addLayout(row)
