"""What the chosen feed sends beside what was booked, as painted cells."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.lineup.booked import Compared
from control_panel.ui import layout, text, theme, words
from control_panel.ui.lineup.chosen_words import aspect_words, booked_words
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

CELL, GAP, COLUMNS = 42, 6, 2
_LABEL = Face(12, 400, theme.TEXT3)
_VALUE = Face(13, 600)
_BOOKED = Face(12, 400, theme.TEXT3)


class BookedCells(QWidget):
    """Codec, size, pictures and bit rate; amber, with both said, where they differ."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: tuple[Compared, ...] = ()
        self._sound = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("What it sends, and what was booked"))
        layout.sized(self, height=2 * CELL + GAP)

    def show_compared(self, cells: tuple[Compared, ...], sound: str) -> None:
        """Show what comes; `sound` stands beside the codec."""
        if (cells, sound) == (self._cells, self._sound):
            return
        self._cells, self._sound = cells, sound
        said = (f"{aspect_words(c.aspect)} {self._value(c)} {booked_words(c)}" for c in cells)
        self.setAccessibleDescription(words.joined(*said))
        self.setVisible(bool(cells))
        self.update()

    def sizeHint(self) -> QSize:
        """Two rows of two."""
        return QSize(px(300), px(2 * CELL + GAP))

    def _value(self, cell: Compared) -> str:
        value = cell.comes or words.NONE
        return words.joined(value, self._sound) if cell is self._cells[0] else value

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = px(GAP)
        wide = (self.width() - gap * (COLUMNS - 1)) / COLUMNS
        for at, cell in enumerate(self._cells):
            row, column = divmod(at, COLUMNS)
            box = QRectF(column * (wide + gap), row * px(CELL + GAP), wide, px(CELL))
            self._paint_cell(painter, box, cell)

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: Compared) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.WARN_GROUND if cell.differs else theme.BG2))
        painter.drawRoundedRect(box, px(6), px(6))
        inside = box.adjusted(px(10), px(4), -px(10), -px(4))
        first = QRectF(inside.left(), inside.top(), inside.width(), px(15))
        label = _LABEL.on(theme.WARN_TEXT if cell.differs else theme.TEXT3)
        text.draw(painter, first, aspect_words(cell.aspect), label)
        second = QRectF(inside.left(), inside.top() + px(16), inside.width(), px(18))
        booked = booked_words(cell)
        # What differs is said whole, on the label's line; what agrees only where there is room.
        face = _BOOKED.on(theme.WARN_TEXT if cell.differs else theme.TEXT3)
        room = first.width() - text.width(aspect_words(cell.aspect), label) - px(8)
        if text.width(booked, face) <= room or cell.differs:
            text.draw(painter, first, booked, face, text.RIGHT, elide=True)
        value = _VALUE.on(theme.WARN if cell.differs else theme.TEXT1)
        text.draw(painter, second, self._value(cell), value, elide=True)
