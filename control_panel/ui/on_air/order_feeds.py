"""How the feeds of an item are painted in its line: a shape, a name, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from control_panel.ui import shapes, text, theme
from control_panel.ui.feed_words import FeedMark
from control_panel.ui.on_air.lines import Line
from control_panel.ui.on_air.order_looks import Look
from control_panel.ui.text import Face
from control_panel.ui.theme import px

_TROUBLE = Face(13, 600, theme.WARN)


def draw_feeds(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    """As many feeds as there is room for, then how many more."""
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
    left = rect.left() + shapes.draw_shape(painter, rect.left(), rect.center().y(), mark.shape)
    left += px(5)
    words = text.width(mark.words, _TROUBLE) + px(4) if mark.words else 0.0
    # Who it is stays whole, and what is wrong where there is room: the shape says it anyway.
    if rect.right() - left - words < text.width(mark.name, look.rest):
        words = 0.0
    room = QRectF(left, rect.top(), max(0.0, rect.right() - left - words), rect.height())
    left += text.draw(painter, room, mark.name, look.rest, elide=True)
    if words:
        rest = QRectF(left + px(4), rect.top(), rect.right() - left - px(4), rect.height())
        left += px(4) + text.draw(painter, rest, mark.words, _TROUBLE, elide=True)
    return left - rect.left()


def feeds_width(marks: Sequence[FeedMark], look: Look) -> float:
    """What all of them need, with their names and what is wrong."""
    return sum(_width(mark, look) for mark in marks) + px(8) * max(0, len(marks) - 1)


def _width(mark: FeedMark, look: Look) -> float:
    words = text.width(mark.words, _TROUBLE) + px(4) if mark.words else 0.0
    return px(8) + px(5) + text.width(mark.name, look.rest) + words


def shapes_width(marks: Sequence[FeedMark]) -> float:
    """What their shapes alone need."""
    return px(8) * len(marks) + px(5) * max(0, len(marks) - 1)


def draw_shapes(painter: QPainter, left: float, middle: float, marks: Sequence[FeedMark]) -> None:
    """Their shapes alone."""
    for mark in marks:
        left += shapes.draw_shape(painter, left, middle, mark.shape) + px(5)
