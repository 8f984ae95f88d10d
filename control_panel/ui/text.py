"""Texts as widgets paint them: one face, one place, and a record of what did not fit.

Every painted text of the panel goes through `draw`, so that a test can ask what was clipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from control_panel.ui import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
SEPARATOR = " · "
"""Between parts of one text."""
ELIDE = Qt.TextElideMode.ElideRight


@dataclass(frozen=True, slots=True)
class Face:
    """How a text looks: size at 100 %, weight, colour token."""

    size: float = 13
    weight: int = 400
    ink: str = theme.TEXT1
    spacing: float = 0.0
    """Letter spacing in em."""
    struck: bool = False

    def on(self, ink: str) -> Face:
        """The same face in another colour."""
        return replace(self, ink=ink)


@dataclass(frozen=True, slots=True)
class Painted:
    """One text that was painted."""

    words: str
    face: Face
    rect: QRectF
    width: float
    """What the whole text would need."""
    elided: bool
    clipped: bool


class _Watch:
    """Who listens to what is painted; only tests do."""

    painted: list[Painted] | None = None


@contextmanager
def watched() -> Iterator[list[Painted]]:
    """Everything that is painted meanwhile."""
    before, _Watch.painted = _Watch.painted, []
    try:
        yield _Watch.painted
    finally:
        _Watch.painted = before


def font_of(face: Face) -> QFont:
    """The font of a face at the present scale; do not change it."""
    return _font(face.size, face.weight, face.spacing, face.struck, theme.scale())


@lru_cache(maxsize=256)
def _font(size: float, weight: int, spacing: float, struck: bool, _scale: float) -> QFont:  # noqa: FBT001
    made = theme.font(size, weight, spacing=spacing)
    made.setStrikeOut(struck)
    return made


def metrics_of(face: Face) -> QFontMetricsF:
    """The measures of a face at the present scale."""
    return _metrics(face.size, face.weight, face.spacing, theme.scale())


@lru_cache(maxsize=256)
def _metrics(size: float, weight: int, spacing: float, _scale: float) -> QFontMetricsF:
    return QFontMetricsF(theme.font(size, weight, spacing=spacing))


@lru_cache(maxsize=4096)
def _width(words: str, size: float, weight: int, spacing: float, _scale: float) -> float:
    return metrics_of(Face(size, weight, spacing=spacing)).horizontalAdvance(words)


def width(words: str, face: Face) -> float:
    """The width of a text in logical pixels at the present scale."""
    return _width(words, face.size, face.weight, face.spacing, theme.scale())


def draw(
    painter: QPainter,
    rect: QRectF,
    words: str,
    face: Face,
    align: Qt.AlignmentFlag = LEFT,
    *,
    elide: bool = False,
) -> float:
    """Paint one line inside `rect`; the width it took. `elide`: shorten where it does not fit."""
    if not words:
        return 0.0
    need = width(words, face)
    fits = need <= rect.width() + 0.5
    shown = words
    if not fits and elide:
        shown = metrics_of(face).elidedText(words, ELIDE, rect.width())
    painter.setFont(font_of(face))
    painter.setPen(theme.color(face.ink))
    painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), shown)
    record(words, face, rect, need, elided=not fits and elide, clipped=not fits and not elide)
    return min(need, rect.width())


def draw_wrapped(
    painter: QPainter, rect: QRectF, words: str, face: Face, align: Qt.AlignmentFlag
) -> float:
    """Paint a text over several lines inside `rect`; the height it took."""
    flags = int(align | Qt.TextFlag.TextWordWrap)
    need = metrics_of(face).boundingRect(rect, flags, words)
    painter.setFont(font_of(face))
    painter.setPen(theme.color(face.ink))
    painter.drawText(rect, flags, words)
    fits = need.height() <= rect.height() + 0.5 and need.width() <= rect.width() + 0.5
    record(words, face, rect, need.width(), elided=False, clipped=not fits)
    return need.height()


def record(
    words: str, face: Face, rect: QRectF, need: float, *, elided: bool, clipped: bool
) -> None:
    """Note a painted text, where somebody listens."""
    if _Watch.painted is not None:
        _Watch.painted.append(Painted(words, face, QRectF(rect), need, elided, clipped))


@lru_cache(maxsize=256)
def _wrapped(words: str, face: Face, room: float, _scale: float) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in words.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and width(longer, face) > room:
                lines.append(line)
                longer = word
            line = longer
        if line:
            lines.append(line)
    return tuple(lines)


def wrapped(words: str, face: Face, room: float) -> tuple[str, ...]:
    """A text as lines no wider than `room`; a single long word may be wider."""
    return _wrapped(words, face, room, theme.scale())


def wrapped_parts(words: str, face: Face, room: float) -> tuple[str, ...]:
    """Parts with a dot between them as lines; a line breaks at a dot where it can."""
    lines: list[str] = []
    for part in words.split(SEPARATOR):
        longer = f"{lines[-1]}{SEPARATOR}{part}" if lines else part
        if lines and width(longer, face) <= room:
            lines[-1] = longer
        else:
            lines += wrapped(part, face, room)
    return tuple(lines)
