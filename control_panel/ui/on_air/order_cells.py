"""How the cells of the running order are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from control_panel.ui import digits, shapes, text, theme
from control_panel.ui.on_air.lines import Line, LineKind, Tone
from control_panel.ui.on_air.order_feeds import draw_feeds
from control_panel.ui.on_air.order_looks import GAP_SENTENCE, GROUP, LOOKS, Look, Room
from control_panel.ui.on_air.order_model import Column, OrderModel
from control_panel.ui.on_air.order_slim import draw_hard, draw_slim_item, hard_width
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

Index = QModelIndex | QPersistentModelIndex

EDGE = 16
"""Before the first and behind the last column."""
GAP = 11
"""Before a column of numbers."""
ITEM_HEIGHT, ON_AIR_HEIGHT, NEXT_HEIGHT, BAND_HEIGHT = 38, 48, 44, 30


def height(line: Line) -> int:
    """The height of a line at 100 %."""
    if line.kind is not LineKind.ITEM:
        return BAND_HEIGHT
    if line.tone in (Tone.ON_AIR, Tone.TAKING):
        return ON_AIR_HEIGHT
    return NEXT_HEIGHT if line.tone is Tone.NEXT else ITEM_HEIGHT


class OrderCells(QStyledItemDelegate):
    """Paints every cell itself; Qt's own item painting is not used."""

    room = Room.WIDE

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Heights and widths are set by the table."""
        return QSize(0, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        model = index.model()
        if not isinstance(model, OrderModel):
            return
        line = model.lines[index.row()]
        rect = QRectF(option.rect)
        state = option.state
        painter.save()
        if line.kind is LineKind.ITEM:
            selected = bool(state & QStyle.StateFlag.State_Selected)
            _item_ground(painter, rect, line, index.column(), selected=selected)
            column = Column(index.column())
            if column is LAST[self.room]:
                rect.adjust(0, 0, -px(EDGE), 0)
            _CELLS[self.room][column](painter, rect, line, LOOKS[line.tone])
        else:
            _band(painter, rect, line, index.column())
        painter.restore()


def _item_ground(
    painter: QPainter, rect: QRectF, line: Line, column: int, *, selected: bool
) -> None:
    look = LOOKS[line.tone]
    plain = look.ground == theme.BG0
    painter.fillRect(rect, color(theme.BG2 if selected and plain else look.ground))
    hair = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
    painter.fillRect(hair, color(theme.ACCENT if selected else look.hair))
    if selected:
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), color(theme.ACCENT))
    if look.bar and column == Column.NUMBER:
        painter.fillRect(QRectF(rect.left(), rect.top(), px(4), rect.height()), color(look.bar))


def _band(painter: QPainter, rect: QRectF, line: Line, column: int) -> None:
    """A group's name or a gap's sentence, over the whole width."""
    gap = line.kind is LineKind.GAP
    painter.fillRect(rect, color(theme.GAP_GROUND if gap else theme.BG1))
    hair = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
    painter.fillRect(hair, color(theme.GAP_GROUND if gap else theme.HAIR))
    if column == Column.ITEM:
        inside = rect.adjusted(0, 0, -px(EDGE), 0)
        text.draw(painter, inside, line.title, GAP_SENTENCE if gap else GROUP, elide=True)


def _number(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    inside = rect.adjusted(0, 0, -px(12), 0)
    text.draw(painter, inside, line.number, look.rest, text.RIGHT, elide=True)


def _item(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    _titled(painter, rect, line, look, hard=False)


def _item_hard(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    """The same with HARD behind the title."""
    _titled(painter, rect, line, look, hard=line.hard)


def _titled(painter: QPainter, rect: QRectF, line: Line, look: Look, *, hard: bool) -> None:
    left, right = rect.left(), rect.right() - px(12)
    behind = px(8) + hard_width() if hard else 0.0
    if line.tag:
        left += shapes.draw_tag(painter, left, rect.center().y(), line.tag, look.tag) + px(8)
    room = QRectF(left, rect.top(), right - left - behind, rect.height())
    left += text.draw(painter, room, line.title, look.title, elide=True)
    if hard:
        draw_hard(painter, left + px(8), rect.center().y())
        left += behind
    small = Face(13, 400, look.small, struck=line.tone is Tone.FLOATED)
    # The small word gives way where there is no room for it.
    if left + px(8) + text.width(line.small, small) <= right:
        rest = QRectF(left + px(8), rect.top(), right - left - px(8), rect.height())
        text.draw(painter, rest, line.small, small)


def _start(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    if line.start:
        digits.draw(painter, rect, line.start, look.rest, text.RIGHT)


def _start_hard(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    """The same with HARD before it."""
    _start(painter, rect, line, look)
    if line.hard:
        took = digits.width(line.start, look.rest)
        draw_hard(painter, rect.right() - took - px(8) - hard_width(), rect.center().y())


def _planned(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    digits.draw(painter, rect, line.planned, look.rest, text.RIGHT)


def _actual(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    face = Face(13, 600, theme.WARN) if line.actual_over else look.rest
    if line.actual[:1].isdigit():
        digits.draw(painter, rect, line.actual, face, text.RIGHT)
    else:
        text.draw(painter, rect, line.actual, face, text.RIGHT)


def _difference(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    face = look.rest.on(theme.WARN) if line.difference_over else look.rest
    digits.draw(painter, rect, line.difference, face, text.RIGHT)


_WIDE = {
    Column.NUMBER: _number,
    Column.ITEM: _item,
    Column.FEEDS: draw_feeds,
    Column.START: _start_hard,
    Column.PLANNED: _planned,
    Column.ACTUAL: _actual,
    Column.DIFFERENCE: _difference,
}
_CELLS = {
    Room.WIDE: _WIDE,
    Room.NARROW: {**_WIDE, Column.ITEM: _item_hard, Column.START: _start},
    Room.SLIM: {**_WIDE, Column.ITEM: draw_slim_item, Column.START: _start},
}
LAST = {
    Room.WIDE: Column.DIFFERENCE,
    Room.NARROW: Column.ACTUAL,
    Room.SLIM: Column.PLANNED,
}
"""The last column that is shown."""
HIDDEN = {
    Room.WIDE: frozenset[Column](),
    Room.NARROW: frozenset({Column.DIFFERENCE}),
    Room.SLIM: frozenset({Column.FEEDS, Column.ACTUAL, Column.DIFFERENCE}),
}
