"""What is painted on a feed's tile: levels, what is wrong, who and how."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from control_panel.ui import text, theme
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
    left, right = px(10), whole.right() - px(9)
    first = QRectF(left, video.bottom() + px(4), right - left, px(18))
    second = first.translated(0, px(18))
    time = text.width(face.time, _NAME)
    text.draw(painter, first, face.time, _NAME, text.RIGHT)
    text.draw(painter, first.adjusted(0, 0, -time - px(6), 0), face.name, _NAME, elide=True)
    said = Face(13, 600, theme.WARN) if face.warn else QUIET
    # The rate gives way where both do not fit.
    rate = text.width(face.rate, QUIET)
    if text.width(face.words, said) + rate + px(8) > second.width():
        text.draw(painter, second, face.words, said, elide=True)
        return
    text.draw(painter, second, face.words, said)
    text.draw(painter, second, face.rate, QUIET.on(theme.TEXT3), text.RIGHT)
