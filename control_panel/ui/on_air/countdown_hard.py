"""The card beside the countdown: what is missing or too much before an instant that stands."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from control_panel.ui import digits, text, theme, words
from control_panel.ui.on_air.countdown_words import HardCard
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

LEAST = 13
"""No number's word is smaller, at 100 %."""


def fitted(face: Face, shown: str, room: float, least: int = 40) -> Face:
    """The face, smaller for a countdown of hours."""
    wide = digits.width(shown, face)
    if wide <= room:
        return face
    return replace(face, size=max(least, int(face.size * room / wide)))


def _smaller(face: Face, said: str, room: float) -> Face:
    """The face, as small as a text needs it to be whole."""
    while text.width(said, face) > room and face.size > LEAST:
        face = replace(face, size=face.size - 1)
    return face


def draw_hard(painter: QPainter, room: QRectF, top: float, hard: HardCard) -> None:
    """Paint the card at the right of the digits, whose top is given, as wide as the room."""
    label, rest = Face(13, 400, theme.TEXT2), Face(15, 400, theme.TEXT2)
    size = Face(32, 600, theme.WARN if hard.warn else theme.TEXT2, spacing=-0.02)
    beside = words.joined(hard.what, hard.when)
    inside = room.width() - px(24)
    wide = digits.width(hard.size, size) + px(6) + text.width(beside, rest)
    if max(wide, text.width(hard.label, label)) > inside:
        _draw_narrow(painter, room, top, hard, Face(26, 600, size.ink, spacing=-0.02))
        return
    box = _ground(painter, QRectF(room.left(), top + px(22), room.width(), px(72)))
    first = QRectF(box.left(), box.top(), box.width(), px(18))
    text.draw(painter, first, hard.label, label)
    below = QRectF(box.left(), first.bottom(), box.width(), box.bottom() - first.bottom())
    took = digits.draw(painter, below, hard.size, size)
    text.draw(painter, below.adjusted(took + px(6), px(5), 0, px(5)), beside, rest)


def _draw_narrow(painter: QPainter, room: QRectF, top: float, hard: HardCard, size: Face) -> None:
    """The same in three lines; the word stays, the time to come gives way to it."""
    quiet = Face(13, 400, theme.TEXT2)
    box = _ground(painter, QRectF(room.left(), top + px(6), room.width(), px(88)))
    line = QRectF(box.left(), box.top(), box.width(), px(18))
    text.draw(painter, line, hard.short, quiet, elide=True)
    middle = QRectF(box.left(), line.bottom(), box.width(), px(34))
    size = fitted(size, hard.size, middle.width(), least=13)
    took = digits.draw(painter, middle, hard.size, size)
    last = line.translated(0, px(18 + 34))
    beside = middle.adjusted(took + px(5), px(4), 0, px(4))
    if text.width(hard.what, quiet) <= beside.width():
        text.draw(painter, beside, hard.what, quiet)
        text.draw(painter, last, hard.when, quiet, elide=True)
        return
    both = words.joined(hard.what, hard.when)
    said = both if text.width(both, quiet) <= last.width() else hard.what
    text.draw(painter, last, said, _smaller(quiet, said, last.width()))


def _ground(painter: QPainter, box: QRectF) -> QRectF:
    """Paint the card's ground; its inside."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(theme.BG2))
    painter.drawRoundedRect(box, px(8), px(8))
    return box.adjusted(px(12), px(8), -px(8), -px(6))
