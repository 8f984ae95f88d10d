"""Small painted shapes that every place shares: feed states, key caps, tags."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from control_panel.ui import text, theme
from control_panel.ui.feed_words import Shape
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

KEY_FACE = Face(12, 600, theme.TEXT2)
TAG_FACE = Face(13, 700, theme.DARK)


def draw_shape(
    painter: QPainter, left: float, middle: float, shape: Shape, size100: float = 8
) -> float:
    """Paint a feed's state, left edge and vertical middle given; the width it took."""
    size = px(size100)
    box = QRectF(left, middle - size / 2, size, size)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if shape is Shape.DOT:
        painter.setBrush(color(theme.DOT))
        painter.drawEllipse(box)
    elif shape is Shape.HALF:
        painter.setBrush(color(theme.WARN))
        painter.drawPie(box, 90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(theme.WARN), max(1.0, px(1))))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif shape is Shape.CROSS:
        painter.setPen(QPen(color(theme.WARN), px(2), c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(theme.TEXT3), 1.5))
        painter.drawEllipse(box.adjusted(0.75, 0.75, -0.75, -0.75))
    return float(size)


def key_width(words: str) -> float:
    """The width of a key cap."""
    return text.width(words, KEY_FACE) + 2 * px(6)


def draw_key(
    painter: QPainter,
    left: float,
    middle: float,
    words: str,
    ink: str = theme.TEXT2,
    edge: str = theme.EDGE,
) -> float:
    """Paint a key cap, left edge and vertical middle given; the width it took."""
    wide, high = key_width(words), px(20)
    box = QRectF(left, middle - high / 2, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color(edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
    text.draw(painter, box, words, KEY_FACE.on(ink), text.CENTRE)
    return wide


def tag_width(words: str, face: Face = TAG_FACE) -> float:
    """The width of a tag."""
    return text.width(words, face) + 2 * px(6)


def draw_tag(
    painter: QPainter,
    left: float,
    middle: float,
    words: str,
    ground: str,
    face: Face = TAG_FACE,
) -> float:
    """Paint a word on a coloured ground, left edge and middle given; the width it took."""
    wide, high = tag_width(words, face), px(21)
    box = QRectF(left, middle - high / 2, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(ground))
    painter.drawRoundedRect(box, px(3), px(3))
    text.draw(painter, box, words, face, text.CENTRE)
    return wide


def draw_ring(painter: QPainter, middle: QPointF, ink: str, *, full: bool) -> None:
    """Paint a chip's mark: full for running, a ring for off."""
    radius = px(4)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if full:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ink))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(ink), 1.5))
        radius -= 1
    painter.drawEllipse(middle, radius, radius)


def draw_corners(painter: QPainter, box: QRectF, radius: float, ground: str) -> None:
    """Round off what was painted into `box` by painting the ground over its corners.

    Much cheaper than a round clip, and pictures are painted 25 times a second.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.fillPath(_corners(box.width(), box.height(), radius), color(ground))
    painter.translate(-box.topLeft())


@lru_cache(maxsize=64)
def _corners(wide: float, high: float, radius: float) -> QPainterPath:
    """What a round box leaves of a square one; do not change it."""
    box = QRectF(0, 0, wide, high)
    whole, round_ = QPainterPath(), QPainterPath()
    whole.addRect(box)
    round_.addRoundedRect(box, radius, radius)
    return whole.subtracted(round_)
