"""How the cells of the running order are painted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from control_panel.ui import digits, shapes, text, theme
from control_panel.ui.feed_words import FeedMark
from control_panel.ui.on_air.lines import Line, LineKind, Tone
from control_panel.ui.on_air.order_model import Column, OrderModel
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.words import tr

Index = QModelIndex | QPersistentModelIndex

EDGE = 16
"""Before the first and behind the last column."""
GAP = 11
"""Before a column of numbers."""
HARD_FACE = Face(12, 700, theme.TEXT1)
ITEM_HEIGHT, ON_AIR_HEIGHT, NEXT_HEIGHT, BAND_HEIGHT = 38, 48, 44, 30


@dataclass(frozen=True, slots=True)
class Look:
    """The colours and faces of one line."""

    ground: str
    title: Face
    rest: Face
    small: str = theme.TEXT3
    hair: str = theme.HAIR
    bar: str = ""
    tag: str = ""
    narrow: bool = False
    """HARD stands behind the title."""


_PLAIN = Look(theme.BG0, Face(13, 500), Face(13, 400, theme.TEXT2))
_LOOKS: dict[Tone, Look] = {
    Tone.PLAIN: _PLAIN,
    Tone.NOTE: Look(theme.BG0, Face(13, 400, theme.TEXT2), Face(13, 400, theme.TEXT2)),
    Tone.DONE: Look(theme.BG0, Face(13, 500, theme.DONE_TITLE), Face(13, 400, theme.DONE_TEXT)),
    Tone.FLOATED: Look(
        theme.BG0,
        Face(13, 500, theme.DONE_TEXT, struck=True),
        Face(13, 400, theme.DONE_TEXT, struck=True),
        theme.DONE_TEXT,
    ),
    Tone.ON_AIR: Look(
        theme.AIR_GROUND,
        Face(14, 600, theme.WHITE),
        Face(13, 400, theme.AIR_TEXT),
        theme.AIR_TEXT,
        theme.AIR_GROUND,
        theme.AIR,
        theme.AIR,
    ),
    Tone.NEXT: Look(
        theme.PREVIEW_GROUND,
        Face(13, 600, theme.WHITE),
        Face(13, 400, theme.PREVIEW_TEXT),
        theme.PREVIEW_TEXT,
        theme.PREVIEW_GROUND,
        theme.PREVIEW,
        theme.PREVIEW,
    ),
}
_LOOKS[Tone.TAKING] = _LOOKS[Tone.ON_AIR]
_NARROW = {tone: replace(look, narrow=True) for tone, look in _LOOKS.items()}
_GROUP = Face(13, 600, theme.TEXT2)
_GAP = Face(13, 500, theme.WARN_TEXT)


def height(line: Line) -> int:
    """The height of a line at 100 %."""
    if line.kind is not LineKind.ITEM:
        return BAND_HEIGHT
    if line.tone in (Tone.ON_AIR, Tone.TAKING):
        return ON_AIR_HEIGHT
    return NEXT_HEIGHT if line.tone is Tone.NEXT else ITEM_HEIGHT


class OrderCells(QStyledItemDelegate):
    """Paints every cell itself; Qt's own item painting is not used."""

    narrow = False
    """There is no room for HARD beside the start, nor for "+ / −"."""

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
            if self.narrow and column is Column.ACTUAL:
                rect.adjust(0, 0, -px(EDGE), 0)
            look = (_NARROW if self.narrow else _LOOKS)[line.tone]
            _CELLS[column](painter, rect, line, look)
        else:
            _band(painter, rect, line, index.column())
        painter.restore()


def _item_ground(
    painter: QPainter, rect: QRectF, line: Line, column: int, *, selected: bool
) -> None:
    look = _LOOKS[line.tone]
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
        text.draw(painter, inside, line.title, _GAP if gap else _GROUP, elide=True)


def _number(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    inside = rect.adjusted(0, 0, -px(12), 0)
    text.draw(painter, inside, line.number, look.rest, text.RIGHT, elide=True)


def _item(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    left, right = rect.left(), rect.right() - px(12)
    hard = shapes.tag_width(tr("HARD"), HARD_FACE) + px(8) if look.narrow and line.hard else 0.0
    if line.tag:
        left += shapes.draw_tag(painter, left, rect.center().y(), line.tag, look.tag) + px(8)
    room = QRectF(left, rect.top(), right - left - hard, rect.height())
    left += text.draw(painter, room, line.title, look.title, elide=True)
    if hard:
        middle = rect.center().y()
        shapes.draw_tag(painter, left + px(8), middle, tr("HARD"), theme.BG3, HARD_FACE)
        left += hard
    small = Face(13, 400, look.small, struck=line.tone is Tone.FLOATED)
    # The small word gives way where there is no room for it.
    if left + px(8) + text.width(line.small, small) <= right:
        rest = QRectF(left + px(8), rect.top(), right - left - px(8), rect.height())
        text.draw(painter, rest, line.small, small)


def _feeds(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    left = rect.left() + px(1)  # a cross is painted a little beyond its box
    for at, mark in enumerate(line.feeds):
        rest = QRectF(left, rect.top(), rect.right() - left, rect.height())
        if at and rest.width() < px(60):
            more = f"+{len(line.feeds) - at}"
            if text.width(more, look.rest) <= rest.width():
                text.draw(painter, rest, more, look.rest)
            return
        left += _feed(painter, rest, mark, look) + px(8)


def _feed(painter: QPainter, rect: QRectF, mark: FeedMark, look: Look) -> float:
    """Paint a feed's shape, its name and what is wrong; the width it took."""
    trouble = Face(13, 600, theme.WARN)
    left = rect.left() + shapes.draw_shape(painter, rect.left(), rect.center().y(), mark.shape)
    left += px(5)
    words = text.width(mark.words, trouble) + px(4) if mark.words else 0.0
    # Who it is stays, and what is wrong where there is room: the shape says it anyway.
    if rect.right() - left - words < min(px(44), text.width(mark.name, look.rest)):
        words = 0.0
    room = QRectF(left, rect.top(), max(0.0, rect.right() - left - words), rect.height())
    left += text.draw(painter, room, mark.name, look.rest, elide=True)
    if words:
        rest = QRectF(left + px(4), rect.top(), rect.right() - left - px(4), rect.height())
        left += px(4) + text.draw(painter, rest, mark.words, trouble, elide=True)
    return left - rect.left()


def _start(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    took = digits.draw(painter, rect, line.start, look.rest, text.RIGHT) if line.start else 0.0
    if line.hard and not look.narrow:
        tag = tr("HARD")
        left = rect.right() - took - px(8) - shapes.tag_width(tag, HARD_FACE)
        shapes.draw_tag(painter, left, rect.center().y(), tag, theme.BG3, HARD_FACE)


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
    inside = rect.adjusted(0, 0, -px(EDGE), 0)
    digits.draw(painter, inside, line.difference, face, text.RIGHT)


_CELLS = {
    Column.NUMBER: _number,
    Column.ITEM: _item,
    Column.FEEDS: _feeds,
    Column.START: _start,
    Column.PLANNED: _planned,
    Column.ACTUAL: _actual,
    Column.DIFFERENCE: _difference,
}
