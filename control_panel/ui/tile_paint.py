"""What is painted on a feed's tile: levels, what is wrong, who and how."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from control_panel.ui import shapes, text, theme
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.tile_words import FLOOR_DB, TileFace

QUIET = Face(13, 400, theme.TEXT2)
# Where the meter's colours change, in per cent: -20 dBFS and -6 dBFS on a scale from -60.
_METER = ((67, theme.METER), (90, theme.WARN), (100, theme.WHITE))
_BEHIND = theme.blended(theme.BG0, 0.6)
SCALE_DB = (-9.0, -18.0)
"""Marks beside a meter: EBU R68's permitted maximum, and its line-up level."""


@dataclass(frozen=True, slots=True)
class TileLook:
    """How a tile is painted; sizes at 100 %."""

    zoom: float = 1.0
    """Of the texts: a wall is read from further away than a window."""
    lines: int = 2
    """Lines of text below the picture: 0, 2, or 3 with the place and the part on air between."""
    meter: float = 9
    """The width of the levels."""
    edge: float = 2
    """The width of the frame."""
    scale_marks: bool = False
    whole: bool = False
    """Nothing of the picture is cut off."""
    behind: str = theme.BG0
    """The ground that the tile stands on."""

    @property
    def line_height(self) -> float:
        """The height of one line of text."""
        return 18 * self.zoom

    @property
    def words_height(self) -> float:
        """The height of all lines and of what is around them."""
        return self.lines * self.line_height + 12 * self.zoom if self.lines else 0

    @property
    def name(self) -> Face:
        """The face of the name and the time."""
        return Face(13 * self.zoom, 600)

    @property
    def quiet(self) -> Face:
        """The face of the other words."""
        return Face(13 * self.zoom, 400, theme.TEXT2)

    @property
    def tag(self) -> Face:
        """The face of tally's word."""
        return Face(13 * self.zoom, 700, theme.DARK)


ON_AIR = TileLook()


def paint_meter(
    painter: QPainter, inside: QRectF, levels: tuple[int, int], *, scale: bool = False
) -> None:
    """Left and right, each in per cent of the meter; `scale`: with the marks of SCALE_DB.

    In whole pixels: a part of one costs many times as much, and this is done 25 times a second.
    """
    box = inside.toRect()
    wide, bottom = (box.width() - px(1)) // 2, box.top() + box.height()
    for at, level in enumerate(levels):
        left = box.left() + at * (wide + px(1))
        painter.fillRect(left, box.top(), wide, box.height(), _BEHIND)
        below = bottom
        for limit, ink in _METER:
            top = bottom - round(box.height() * min(level, limit) / 100)
            if top < below:
                painter.fillRect(left, top, wide, below - top, color(ink))
            below = min(below, top)
    for mark in SCALE_DB if scale else ():
        middle = box.top() + round(box.height() * mark / FLOOR_DB)
        painter.fillRect(box.left(), middle, box.width(), 1, color(theme.TEXT1))


def paint_lost(painter: QPainter, video: QRectF, face: TileFace, look: TileLook = ON_AIR) -> None:
    """LOST over the picture, and what is known of it below."""
    painter.fillRect(video, theme.blended(theme.BG0, 0.82))
    high = px(look.line_height)
    inside = video.adjusted(px(6), 0, -px(6), 0)
    lines = text.wrapped(face.why, look.quiet, inside.width())
    fit = max(1, min(len(lines), int(video.height() // high) - 1))
    line = QRectF(inside.left(), 0, inside.width(), high)
    line.moveTop(video.center().y() - high * (fit + 1) / 2)
    text.draw(painter, line, face.lost, look.tag.on(theme.WARN), text.CENTRE)
    _paint_lines(painter, line.translated(0, high), lines, fit, look.quiet)


def paint_why(painter: QPainter, video: QRectF, why: str, look: TileLook = ON_AIR) -> None:
    """Why there is no picture yet, in its place."""
    high, inside = px(look.line_height), video.adjusted(px(8), px(22), -px(16), 0)
    lines = text.wrapped(why, look.quiet, inside.width())
    fit = max(1, min(len(lines), int(inside.height() // high)))
    top = inside.center().y() - high * fit / 2
    _paint_lines(painter, QRectF(inside.left(), top, inside.width(), high), lines, fit, look.quiet)


def _paint_lines(
    painter: QPainter, line: QRectF, lines: tuple[str, ...], fit: int, face: Face
) -> None:
    """As many lines as fit, the last one with all that is left."""
    for at in range(min(fit, len(lines))):
        shown = " ".join(lines[at:]) if at == fit - 1 else lines[at]
        text.draw(painter, line, shown, face, text.CENTRE, elide=True)
        line = line.translated(0, line.height())


def paint_words(
    painter: QPainter, whole: QRectF, video: QRectF, face: TileFace, look: TileLook = ON_AIR
) -> None:
    """Name and time, where it is and when it is on air, how it is and its rate."""
    side, high = px(8) + px(look.edge), px(look.line_height)
    left, right = whole.left() + side, whole.right() + px(1) - side
    line = QRectF(left, video.bottom() + px(4 * look.zoom), right - left, high)
    _paint_name(painter, line, face, look)
    line.translate(0, high)
    if look.lines > 2:
        air = look.quiet.on(theme.TEXT1 if face.tally else theme.TEXT2)
        _paint_pair(painter, line, (face.place, look.quiet), (face.air, air))
        line.translate(0, high)
    said = look.name.on(theme.WARN) if face.warn else look.quiet
    if face.shape is not None:
        size = 8 * look.zoom
        room = shapes.draw_shape(painter, line.left(), line.center().y(), face.shape, size)
        line.setLeft(line.left() + room + px(6 * look.zoom))
    # The rate gives way where both do not fit.
    shown = _fitting(face, said, line.width())
    rate = text.width(face.rate, look.quiet)
    if text.width(shown, said) + rate + px(8) > line.width():
        text.draw(painter, line, shown, said, elide=True)
        return
    text.draw(painter, line, shown, said)
    text.draw(painter, line, face.rate, look.quiet.on(theme.TEXT3), text.RIGHT)


def paint_words_alone(painter: QPainter, whole: QRectF, face: TileFace, tag: str, ink: str) -> None:
    """A tile without room for its picture: name, tally or part, and what is wrong."""
    left, right, top = px(10), whole.right() - px(9), whole.top() + px(3)
    first, second, third = (
        QRectF(left, top + at * px(19), right - left, px(19)) for at in range(3)
    )
    _paint_name(painter, first, face, ON_AIR)
    warn = Face(13, 600, theme.WARN)
    said = warn if face.warn else QUIET
    words = _fitting(face, said, second.width())
    if tag:
        shapes.draw_tag(painter, second.left(), second.center().y(), tag, ink)
    else:
        text.draw(painter, second, words, said, elide=True)
    if face.lost:
        text.draw(painter, third, face.lost, warn, elide=True)
    elif tag and face.warn:
        text.draw(painter, third, words, warn, elide=True)
    else:
        text.draw(painter, third, face.rate, QUIET.on(theme.TEXT3), elide=True)


def _paint_name(painter: QPainter, line: QRectF, face: TileFace, look: TileLook) -> None:
    """The name whole; the time there gives way to it."""
    time = text.width(face.time, look.name)
    if text.width(face.name, look.name) + time + px(6) > line.width():
        text.draw(painter, line, face.name, look.name, elide=True)
        return
    text.draw(painter, line, face.name, look.name)
    text.draw(painter, line, face.time, look.name, text.RIGHT)


def _fitting(face: TileFace, said: Face, room: float) -> str:
    """The words, or the shorter ones where they do not fit."""
    return face.words if not face.short or text.width(face.words, said) <= room else face.short


def _paint_pair(
    painter: QPainter, line: QRectF, left: tuple[str, Face], right: tuple[str, Face]
) -> None:
    """Two texts in a line: the right one whole, the left one as far as there is room."""
    wide = text.width(*right)
    text.draw(painter, line, *right, text.RIGHT)
    text.draw(painter, line.adjusted(0, 0, -wide - px(6), 0), *left, elide=True)
