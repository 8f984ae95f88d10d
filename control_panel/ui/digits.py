"""Clocks painted in fixed cells, so that no font can make them jump (decision 40)."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from control_panel.ui import text, theme
from control_panel.ui.text import Face

_DIGITS = "0123456789"


@lru_cache(maxsize=64)
def _digit_cell(size: float, weight: int, spacing: float, _scale: float) -> float:
    metrics = text.metrics_of(Face(size, weight, spacing=spacing))
    return max(metrics.horizontalAdvance(digit) for digit in _DIGITS)


@lru_cache(maxsize=512)
def _mark_cell(mark: str, size: float, weight: int, spacing: float, _scale: float) -> float:
    return text.metrics_of(Face(size, weight, spacing=spacing)).horizontalAdvance(mark)


def cells(shown: str, face: Face) -> list[tuple[str, float, float]]:
    """Each character with its cell's left edge and width; all digits have cells of one width."""
    made: list[tuple[str, float, float]] = []
    left = 0.0
    for mark in shown:
        wide = _cell(mark, face)
        made.append((mark, left, wide))
        left += wide
    return made


def _cell(mark: str, face: Face) -> float:
    if mark in _DIGITS:
        return _digit_cell(face.size, face.weight, face.spacing, theme.scale())
    return _mark_cell(mark, face.size, face.weight, face.spacing, theme.scale())


def width(shown: str, face: Face) -> float:
    """The width of a clock in logical pixels."""
    return sum(_cell(mark, face) for mark in shown)


def draw(
    painter: QPainter,
    rect: QRectF,
    shown: str,
    face: Face,
    align: Qt.AlignmentFlag = text.LEFT,
) -> float:
    """Paint a clock inside `rect`, each digit in the middle of its cell; the width it took."""
    need = width(shown, face)
    metrics = text.metrics_of(face)
    left = rect.left()
    if align & Qt.AlignmentFlag.AlignRight:
        left = rect.right() - need
    elif align & Qt.AlignmentFlag.AlignHCenter:
        left = rect.center().x() - need / 2
    base = rect.center().y() + metrics.capHeight() / 2
    painter.setFont(text.font_of(face))
    painter.setPen(theme.color(face.ink))
    for mark, start, wide in cells(shown, face):
        own = metrics.horizontalAdvance(mark)
        painter.drawText(QPointF(left + start + (wide - own) / 2, base), mark)
    fits = need <= rect.width() + 0.5
    text.record(shown, face, rect, need, elided=False, clipped=not fits)
    return need
