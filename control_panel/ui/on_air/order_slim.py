"""The title of an item where the table is slim: its feeds stand with it.

Items on air, being taken and next have two lines: the title whole, and below it the tag with the
feeds. The others have one: the title, and the feeds as far as there is room, at last their shapes.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from control_panel.ui import shapes, text, theme
from control_panel.ui.on_air.lines import Line, Tone
from control_panel.ui.on_air.order_feeds import (
    draw_feeds,
    draw_shapes,
    feeds_width,
    shapes_width,
)
from control_panel.ui.on_air.order_looks import Look
from control_panel.ui.text import Face
from control_panel.ui.theme import px
from control_panel.ui.words import tr

_HARD = Face(12, 700, theme.TEXT1)
_GAP = 8


def hard_width() -> float:
    """The width of the tag HARD."""
    return shapes.tag_width(tr("HARD"), _HARD)


def draw_hard(painter: QPainter, left: float, middle: float) -> float:
    """Paint the tag HARD; the width it took."""
    return shapes.draw_tag(painter, left, middle, tr("HARD"), theme.BG3, _HARD)


def draw_slim_item(painter: QPainter, rect: QRectF, line: Line, look: Look) -> None:
    """The title with HARD, and the feeds."""
    inside = rect.adjusted(0, 0, -px(_GAP), 0)
    if line.tag:
        _two_lines(painter, inside, line, look)
    else:
        _one_line(painter, inside, line, look)


def _two_lines(painter: QPainter, inside: QRectF, line: Line, look: Look) -> None:
    middle = inside.center().y()
    first = QRectF(inside.left(), middle - px(21), inside.width(), px(20))
    _title(painter, first, line, look)
    below = QRectF(inside.left(), middle, inside.width() + px(_GAP), px(20))
    took = shapes.draw_tag(painter, below.left(), below.center().y(), line.tag, look.tag)
    rest = below.adjusted(took + px(6), 0, 0, 0)
    if line.feeds:
        draw_feeds(painter, rest, line, look)
    else:
        text.draw(painter, rest, line.small, Face(13, 400, look.small), elide=True)


def _one_line(painter: QPainter, inside: QRectF, line: Line, look: Look) -> None:
    """The title is whole before a feed has its name."""
    left = inside.left()
    need = text.width(line.title, look.title)
    if line.hard:
        need += hard_width() + px(_GAP)
    feeds = feeds_width(line.feeds, look)
    if line.feeds and need + px(_GAP) + feeds <= inside.width():
        left += _title(painter, inside, line, look) + px(_GAP)
        draw_feeds(painter, inside.adjusted(left - inside.left(), 0, 0, 0), line, look)
        return
    marks = shapes_width(line.feeds)
    left += _title(painter, inside.adjusted(0, 0, -marks - px(_GAP), 0), line, look) + px(_GAP)
    draw_shapes(painter, left, inside.center().y(), line.feeds)
    small = Face(13, 400, look.small, struck=line.tone is Tone.FLOATED)
    if not line.feeds and left + text.width(line.small, small) <= inside.right():
        text.draw(painter, inside.adjusted(left - inside.left(), 0, 0, 0), line.small, small)


def _title(painter: QPainter, room: QRectF, line: Line, look: Look) -> float:
    """Paint the title and HARD; the width they took."""
    hard = hard_width() + px(_GAP) if line.hard else 0.0
    took = text.draw(painter, room.adjusted(0, 0, -hard, 0), line.title, look.title, elide=True)
    if hard:
        draw_hard(painter, room.left() + took + px(_GAP), room.center().y())
    return took + hard
