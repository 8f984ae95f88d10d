"""What the rows of Setup paint beside their texts: groups, HARD, what is on air or next, focus."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from control_panel.ui import theme

_TOKENS = {"on air": theme.AIR, "being taken": theme.AIR, "next": theme.PREVIEW}


def paint_group(painter: QPainter, cell: QRect, title: str, left: int) -> None:
    """The title of a group, at `left`."""
    painter.fillRect(cell, theme.color(theme.BG1))
    painter.setFont(theme.font(12, 600))
    painter.setPen(theme.color(theme.TEXT2))
    line = cell.adjusted(left + theme.px(11), 0, 0, 0)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)


def paint_chip(painter: QPainter, cell: QRect, text: str) -> None:
    """A small tag at the left of a cell."""
    painter.save()
    painter.setFont(theme.font(11, 700))
    width = painter.fontMetrics().horizontalAdvance(text) + theme.px(10)
    chip = QRect(cell.left() + theme.px(4), cell.center().y() - theme.px(8), width, theme.px(17))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(theme.BG3))
    painter.drawRoundedRect(chip, theme.px(3), theme.px(3))
    painter.setPen(theme.color(theme.TEXT1))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_edge(painter: QPainter, cell: QRect, stands: str) -> None:
    """The colour of what is on air or next, at the left edge of its row."""
    token = _TOKENS.get(stands)
    if token:
        painter.fillRect(cell.left(), cell.top(), theme.px(4), cell.height(), theme.color(token))


def standing_tag(stands: str, words: str) -> QPixmap:
    """ON AIR, TAKING or NEXT, written on its colour."""
    ratio = 2
    face = theme.font(11, 700)
    made = QPixmap(1, 1)
    painter = QPainter(made)
    painter.setFont(face)
    width = painter.fontMetrics().horizontalAdvance(words) + theme.px(12)
    painter.end()
    made = QPixmap(width * ratio, theme.px(18) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(_TOKENS[stands]))
    tag = QRect(0, 0, width, theme.px(18))
    painter.drawRoundedRect(tag, theme.px(3), theme.px(3))
    painter.setFont(face)
    painter.setPen(theme.color(theme.DARK))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return made


class FocusedRow(QStyledItemDelegate):
    """Rows of which the chosen one has an edge while the list has the cursor."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The cell; focus as lines above, below and at the left of the row."""
        super().paint(painter, option, index)
        if not self._view.hasFocus() or index.row() != self._view.currentIndex().row():
            return
        cell, line = option.rect, theme.px(2)
        accent = theme.color(theme.ACCENT)
        painter.fillRect(cell.left(), cell.top(), cell.width(), line, accent)
        painter.fillRect(cell.left(), cell.bottom() - line, cell.width(), line, accent)
        if index.column() == 0:
            painter.fillRect(cell.left(), cell.top(), line, cell.height(), accent)
