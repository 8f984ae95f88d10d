"""Icons drawn as lines on a grid of 24, in any colour and at any size."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from control_panel.ui.theme import color


def draw(painter: QPainter, box: QRectF, name: str, ink: str) -> None:
    """Paint an icon into `box`: `on-air`, `line-up` or `setup`."""
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    pen = QPen(color(ink), 1.8)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath({"on-air": _waves, "line-up": _tiles, "setup": _cog}[name]())
    painter.restore()


def _waves() -> QPainterPath:
    """A dot that sends to both sides."""
    path = QPainterPath()
    path.addEllipse(QPointF(12, 12), 3.2, 3.2)
    around = QRectF(3.5, 3.5, 17, 17)
    for start in (135.0, -45.0):
        path.arcMoveTo(around, start)
        path.arcTo(around, start, 90)
    return path


def _tiles() -> QPainterPath:
    """Four tiles."""
    path = QPainterPath()
    for left in (4, 13):
        for top in (5, 13):
            path.addRect(QRectF(left, top, 7, 6))
    return path


def _cog() -> QPainterPath:
    """A ring with eight teeth."""
    path = QPainterPath()
    path.addEllipse(QPointF(12, 12), 4.2, 4.2)
    for tooth in range(8):
        angle = tooth * pi / 4
        path.moveTo(12 + 6.6 * cos(angle), 12 + 6.6 * sin(angle))
        path.lineTo(12 + 9.2 * cos(angle), 12 + 9.2 * sin(angle))
    return path
