"""People who stand for live video in the pictures of the panel."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPainterPath

LOOKS = {
    "Kinshasa": ("#3f5a43", "#1d2b22", "#6b4632", "#c9573e"),
    "New Delhi": ("#6b5236", "#33261a", "#ac7a52", "#3f6f88"),
    "Islamabad": ("#33405c", "#1a2130", "#a87c5c", "#4a4f57"),
    "New York": ("#31405a", "#18202e", "#c99877", "#26324a"),
    "Moderator": ("#31405a", "#18202e", "#c99877", "#26324a"),
    "Geneva": ("#2f4a55", "#142228", "#d6ab8b", "#394a3f"),
    "Nairobi": ("#5a4a63", "#251f2c", "#5b3b2a", "#d7a23d"),
    "Two-up": ("#2f4a55", "#142228", "#b58462", "#3c5a44"),
}


def person(name: str, wide: int = 480, high: int = 270) -> QImage:
    """Somebody before a wall."""
    top, bottom, skin, cloth = LOOKS.get(name, ("#39424e", "#1a1f26", "#a87c5c", "#4a4f57"))
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(wide / 320, high / 180)
    wall = QLinearGradient(0, 0, 320, 180)
    wall.setColorAt(0, QColor(top))
    wall.setColorAt(1, QColor(bottom))
    painter.fillRect(QRectF(0, 0, 320, 180), wall)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255, 20))
    painter.drawEllipse(QPointF(265, 40), 52, 52)
    painter.setBrush(QColor(cloth))
    body = QPainterPath(QPointF(82, 190))
    body.cubicTo(88, 130, 120, 124, 152, 124)
    body.cubicTo(184, 124, 216, 130, 222, 190)
    painter.drawPath(body)
    painter.setBrush(QColor("#17110e"))
    painter.drawEllipse(QPointF(152, 66), 37, 40)
    painter.setBrush(QColor(skin))
    painter.drawEllipse(QPointF(152, 84), 32, 39)
    painter.end()
    return image
