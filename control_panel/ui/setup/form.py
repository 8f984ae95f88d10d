"""A form: headings and rows of fields in one scrolling column, all at home at 420 px."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from control_panel.ui import controls, layout
from control_panel.ui.setup.field import Field


class Form(QScrollArea):
    """Fields below each other; the one that gets the cursor scrolls into sight."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.column: QVBoxLayout = layout.column(12, (16, 12, 16, 24))
        self.inside.setLayout(self.column)
        self.column.addStretch(1)
        self.none = controls.text("", "note", wrap=True)
        self.none.setContentsMargins(16, 24, 16, 24)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        whole = self._whole = QWidget()
        stack = layout.column(0)
        stack.addWidget(self.none)
        stack.addWidget(self.inside)
        whole.setLayout(stack)
        self.none.hide()
        self.setWidget(whole)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_moved)

    def show_empty(self, sentence: str) -> None:
        """Show what to do next instead of the fields; empty: show the fields."""
        self.none.setText(sentence)
        self.none.setVisible(bool(sentence))
        self.inside.setVisible(not sentence)

    def heading(self, words: str, hint: str = "") -> None:
        """A heading, with a word on what follows."""
        row = layout.row(8, (0, 8, 0, 0))
        row.addWidget(controls.text(words, "heading"))
        row.addStretch(1)
        if hint:
            row.addWidget(controls.text(hint, "label"))
        self._add_layout(row)

    def row(self, *fields: QWidget, widths: tuple[int, ...] = ()) -> None:
        """Fields beside each other; `widths` are their shares."""
        row = layout.row(12)
        for at, field in enumerate(fields):
            row.addWidget(field, widths[at] if widths else 1)
        self._add_layout(row)

    def settle(self) -> None:
        """Give rows that came or went their room now.

        Qt does it some turns of its event loop later, a level at a time, and squeezes them until
        then into the room there was.
        """
        inside = reversed(self.inside.findChildren(QWidget))
        for widget in (*inside, self.inside, self._whole):
            inner = widget.layout()
            if inner is not None:
                inner.invalidate()
                inner.activate()  # also the rows in it, which remember their sizes
        QApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def _add_layout(self, row: QWidget | object) -> None:
        self.column.insertLayout(self.column.count() - 1, row)  # type: ignore[arg-type]

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A field that gets the cursor is brought into sight, with what is below it."""
        if now is not None and self.inside.isAncestorOf(now):
            field = now.parentWidget()
            self.ensureWidgetVisible(field if isinstance(field, Field) else now, 0, 24)
