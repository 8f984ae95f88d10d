"""The parts of the running order's table: its rows, its heads, and what an empty one says."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from control_panel.ui import text, theme
from control_panel.ui.on_air.order_cells import EDGE
from control_panel.ui.on_air.order_model import Column, OrderModel, heads
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.words import tr

HEAD_FACE = Face(11, 500, theme.TEXT3)


class Rows(QTableView):
    """The table itself."""

    resized = Signal()
    focus_moved = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys are here."""
        super().focusInEvent(event)
        self.focus_moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are elsewhere."""
        super().focusOutEvent(event)
        self.focus_moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.resized.emit()


class Heads(QWidget):
    """The words over the columns."""

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._rows = rows
        rows.focus_moved.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each word over its column."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, color(theme.BG0))
        line = theme.ACCENT if self._rows.hasFocus() else theme.LINE
        painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), color(line))
        for column, words in enumerate(heads()):
            if self._rows.isColumnHidden(column):
                continue
            left = self._rows.columnViewportPosition(column)
            box = QRectF(left, 0, self._rows.columnWidth(column), rect.height())
            if column in (Column.ITEM, Column.FEEDS):
                text.draw(painter, box, words, HEAD_FACE)
            else:
                shown = [c for c in Column if not self._rows.isColumnHidden(c)]
                aside = {Column.NUMBER: 12, shown[-1]: EDGE}.get(Column(column), 0)
                text.draw(painter, box.adjusted(0, 0, -px(aside), 0), words, HEAD_FACE, text.RIGHT)


class Title(QWidget):
    """The line above the table: its name and its sums."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ("", "", "")

    def show_words(self, title: str, sums: str, aside: str) -> None:
        """Show the running order's name, its sums, and a word at the right."""
        if (title, sums, aside) != self._words:
            self._words = (title, sums, aside)
            self.setAccessibleName(" ".join(self._words))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the three texts."""
        title, sums, aside = self._words
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(px(16), 0, -px(16), 0)
        quiet = Face(13, 400, theme.TEXT2)
        need = text.width(aside, quiet)
        text.draw(painter, rect, aside, quiet, text.RIGHT)
        took = text.draw(painter, rect, title, Face(13, 600), elide=True)
        rest = rect.adjusted(took + px(12), 0, -need - px(12), 0)
        parts = sums.split(text.SEPARATOR)
        while len(parts) > 1 and text.width(text.SEPARATOR.join(parts), quiet) > rest.width():
            parts.pop()  # whole sums, the last ones give way
        text.draw(painter, rest, text.SEPARATOR.join(parts), quiet, elide=True)


class Empty(QWidget):
    """What stands in an empty running order: what to do next."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)  # not its viewport, which takes along what it holds when it scrolls
        self._rows = rows
        self.hide()
        rows.resized.connect(self._fit)

    def _fit(self) -> None:
        self.setGeometry(self._rows.viewport().geometry())

    def show_over(self, wanted: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Cover the table or leave it."""
        self._fit()
        if wanted != self.isVisible():
            self.setVisible(wanted)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sentence."""
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(px(32), px(32), -px(32), -px(32))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        title = tr("The running order is empty")
        high = text.draw_wrapped(painter, rect, title, Face(17, 600), flags)
        below = rect.adjusted(0, high + px(8), 0, 0)
        words = tr("Add feeds and items in Setup (Ctrl 7), then come back to rehearse.")
        text.draw_wrapped(painter, below, words, Face(13, 400, theme.TEXT2), flags)


class Cut(QWidget):
    """Fades out the row that the table's foot cuts through: no half words stand there."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows)
        self._rows = rows
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        rows.verticalScrollBar().valueChanged.connect(self.fit)
        rows.resized.connect(self.fit)

    def fit(self) -> None:
        """Stand over the row that is cut, if one is."""
        port = self._rows.viewport().geometry()
        row = self._rows.rowAt(port.height() - 1)
        top = self._rows.rowViewportPosition(row) if row >= 0 else 0
        cut = row >= 0 and top + self._rows.rowHeight(row) > port.height()
        if cut:
            self.setGeometry(port.left(), port.top() + top, port.width(), port.height() - top)
        if cut is self.isHidden():
            self.setVisible(cut)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground over it, more and more."""
        painter = QPainter(self)
        fade = QLinearGradient(0, 0, 0, self.height())
        fade.setColorAt(0, theme.blended(theme.BG0, 0.35))
        fade.setColorAt(0.75, theme.blended(theme.BG0, 0.97))
        painter.fillRect(self.rect(), fade)


def made_rows(model: OrderModel) -> Rows:
    """The table, set up for the running order."""
    rows = Rows()
    rows.setModel(model)
    rows.setAccessibleName(tr("Running order"))
    rows.setFrameShape(QFrame.Shape.NoFrame)
    rows.setShowGrid(False)
    rows.setProperty("role", "order")
    rows.horizontalHeader().hide()
    rows.verticalHeader().hide()
    rows.horizontalHeader().setMinimumSectionSize(0)
    rows.verticalHeader().setMinimumSectionSize(0)
    rows.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.setTabKeyNavigation(False)
    rows.setAutoScroll(False)
    return rows
