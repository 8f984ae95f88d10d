"""One graph of a feed's last ten minutes, painted."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.ui import text, theme, words
from control_panel.ui.lineup.graph_words import GraphFace, Line
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

HEIGHT, LEAST = 76, 52
_NAME = Face(12, 400, theme.TEXT3)
_VALUE = Face(13, 600)


class Graph(QWidget):
    """A line over ten minutes with its present value and its limit."""

    def __init__(self) -> None:
        super().__init__()
        self._face: GraphFace | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def face(self) -> GraphFace | None:
        """What is shown."""
        return self._face

    def show_face(self, face: GraphFace | None) -> None:
        """Show a measurement as it is now."""
        if face == self._face:
            return
        self._face = face
        if face is not None:
            self.setAccessibleName(face.name)
            self.setAccessibleDescription(words.joined(face.value, face.limit))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as in the drawing."""
        return QSize(px(200), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Room for the texts and a line."""
        return QSize(px(150), px(LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card, the line, its limit and the texts."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.BG1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.BG2))
        painter.drawRoundedRect(QRectF(self.rect()), px(6), px(6))
        face = self._face
        if face is None:
            return
        self._paint_texts(painter, face)
        area = QRectF(0, px(26), self.width(), self.height() - px(29))
        ink = theme.WARN if face.warn else theme.METER
        if face.limit_at is not None:
            self._paint_limit(painter, area, face.limit_at)
        for line in face.lines:
            _paint_line(painter, area, line, ink)

    def _paint_texts(self, painter: QPainter, face: GraphFace) -> None:
        row = QRectF(px(10), px(6), self.width() - px(20), px(18))
        value = _VALUE.on(theme.WARN if face.warn else theme.TEXT1)
        text.draw(painter, row, face.value, value, text.RIGHT)
        row.setRight(row.right() - text.width(face.value, value) - px(8))
        name = text.width(face.name, _NAME)
        text.draw(painter, row, face.name, _NAME, elide=True)
        # The limit gives way where it does not fit whole; its line stands.
        row.setLeft(row.left() + name + px(8))
        if text.width(face.limit, _NAME) <= row.width():
            text.draw(painter, row, face.limit, _NAME)

    def _paint_limit(self, painter: QPainter, area: QRectF, at: float) -> None:
        pen = QPen(color(theme.TEXT3), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        y = area.bottom() - at * area.height()
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))


def _paint_line(painter: QPainter, area: QRectF, line: Line, ink: str) -> None:
    path = QPainterPath()
    for at, (place, height) in enumerate(line.points):
        point = QPointF(area.left() + place * area.width(), area.bottom() - height * area.height())
        if at:
            path.lineTo(point)
        else:
            path.moveTo(point)
    first, last = path.elementAt(0), path.currentPosition()
    if len(line.points) == 1:
        path.lineTo(last + QPointF(1, 0))
        last = path.currentPosition()
    below = QPainterPath(path)
    below.lineTo(QPointF(last.x(), area.bottom()))
    below.lineTo(QPointF(first.x, area.bottom()))
    painter.fillPath(below, theme.blended(ink, 0.13))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color(ink), 1.4))
    painter.drawPath(path)
