"""What is painted on a feed's tile: levels, what is wrong, who and how."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from control_panel.ui import shapes, text, theme
from control_panel.ui.on_air.tile_words import TileFace
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

_NAME = Face(13, 600)
QUIET = Face(13, 400, theme.TEXT2)
# Where the meter's colours change, in per cent: -20 dBFS and -6 dBFS on a scale from -60.
_METER = ((67, theme.METER), (90, theme.WARN), (100, theme.WHITE))


def paint_meter(painter: QPainter, inside: QRectF, levels: tuple[int, int]) -> None:
    """Left and right, each in per cent of the meter."""
    wide = (inside.width() - px(1)) / 2
    for at, level in enumerate(levels):
        left = inside.left() + at * (wide + px(1))
        painter.fillRect(
            QRectF(left, inside.top(), wide, inside.height()), theme.blended(theme.BG0, 0.6)
        )
        below = 0
        for limit, ink in _METER:
            reach = min(level, limit)
            if reach > below:
                top = inside.bottom() - inside.height() * reach / 100
                high = inside.height() * (reach - below) / 100
                painter.fillRect(QRectF(left, top, wide, high), color(ink))
            below = limit


def paint_lost(painter: QPainter, video: QRectF, face: TileFace) -> None:
    """LOST over the picture, and what is known of it below."""
    painter.fillRect(video, theme.blended(theme.BG0, 0.82))
    high = px(18)
    inside = video.adjusted(px(6), 0, -px(6), 0)
    lines = text.wrapped(face.why, QUIET, inside.width())
    fit = max(1, min(len(lines), int(video.height() // high) - 1))
    line = QRectF(inside.left(), 0, inside.width(), high)
    line.moveTop(video.center().y() - high * (fit + 1) / 2)
    text.draw(painter, line, face.lost, Face(13, 700, theme.WARN), text.CENTRE)
    for at in range(fit):
        line.translate(0, high)
        shown = " ".join(lines[at:]) if at == fit - 1 else lines[at]
        text.draw(painter, line, shown, QUIET, text.CENTRE, elide=True)


def paint_why(painter: QPainter, video: QRectF, why: str) -> None:
    """Why there is no picture yet, in its place."""
    high, inside = px(18), video.adjusted(px(8), px(22), -px(16), 0)
    lines = text.wrapped(why, QUIET, inside.width())
    fit = max(1, min(len(lines), int(inside.height() // high)))
    line = QRectF(inside.left(), inside.center().y() - high * fit / 2, inside.width(), high)
    for at in range(fit):
        shown = " ".join(lines[at:]) if at == fit - 1 else lines[at]
        text.draw(painter, line, shown, QUIET, text.CENTRE, elide=True)
        line.translate(0, high)


def paint_words(painter: QPainter, whole: QRectF, video: QRectF, face: TileFace) -> None:
    """Name and time, then what part it plays and its rate."""
    first, second = _lines(whole, video.bottom() + px(4), 2)
    _name(painter, first, face)
    said = Face(13, 600, theme.WARN) if face.warn else QUIET
    shown = _fitting(face, said, second.width())
    # The rate gives way where both do not fit.
    rate = text.width(face.rate, QUIET)
    if text.width(shown, said) + rate + px(8) > second.width():
        text.draw(painter, second, shown, said, elide=True)
        return
    text.draw(painter, second, shown, said)
    text.draw(painter, second, face.rate, QUIET.on(theme.TEXT3), text.RIGHT)


def paint_words_alone(painter: QPainter, whole: QRectF, face: TileFace, tag: str, ink: str) -> None:
    """A tile without room for its picture: name, tally or part, and what is wrong."""
    first, second, third = _lines(whole, whole.top() + px(3), 3, 19)
    _name(painter, first, face)
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


def _lines(whole: QRectF, top: float, many: int, high: int = 18) -> list[QRectF]:
    left, right = px(10), whole.right() - px(9)
    return [QRectF(left, top + at * px(high), right - left, px(high)) for at in range(many)]


def _name(painter: QPainter, line: QRectF, face: TileFace) -> None:
    """The name whole; the time there gives way to it."""
    time = text.width(face.time, _NAME)
    if text.width(face.name, _NAME) + time + px(6) > line.width():
        text.draw(painter, line, face.name, _NAME, elide=True)
        return
    text.draw(painter, line, face.name, _NAME)
    text.draw(painter, line, face.time, _NAME, text.RIGHT)


def _fitting(face: TileFace, said: Face, room: float) -> str:
    """The words, or the shorter ones where they do not fit."""
    return face.words if text.width(face.words, said) <= room else face.short
