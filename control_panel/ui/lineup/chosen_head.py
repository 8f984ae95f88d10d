"""The head of the chosen feed: who, what time it is there, how it is, when it is on air."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from control_panel.ui import shapes, text, theme, words
from control_panel.ui.lineup.chosen_words import ChosenFace
from control_panel.ui.text import Face
from control_panel.ui.theme import px

_NAME = Face(17, 600)
_QUIET = Face(13, 400, theme.TEXT2)


class ChosenHead(QWidget):
    """Wide: two lines, with times at the right. Narrow: all below each other, as far as it fits."""

    def __init__(self) -> None:
        super().__init__()
        self._face: ChosenFace | None = None

    def show_face(self, face: ChosenFace) -> None:
        """Show who was chosen, and how it is."""
        if face == self._face:
            return
        self._face = face
        self.setAccessibleName(face.name)
        self.setAccessibleDescription(words.joined(face.status, face.air, face.time))
        self.setToolTip(face.status)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the texts."""
        painter = QPainter(self)
        if self._face is None:
            return
        if self.width() > self.height() * 4:
            self._paint_wide(painter, self._face)
        else:
            self._paint_narrow(painter, self._face)

    def _paint_wide(self, painter: QPainter, face: ChosenFace) -> None:
        line = QRectF(0, 0, self.width(), px(26))
        time = text.draw(painter, line, face.time, _NAME, text.RIGHT)
        text.draw(painter, line.adjusted(0, 0, -time - px(12), 0), face.name, _NAME, elide=True)
        line = QRectF(0, px(28), self.width(), px(20))
        air = text.draw(painter, line, face.air, _QUIET, text.RIGHT)
        line.setRight(line.right() - air - px(12))
        line.setLeft(shapes.draw_shape(painter, 0, line.center().y(), face.shape) + px(8))
        text.draw(painter, line, face.status, _status_face(face), elide=True)

    def _paint_narrow(self, painter: QPainter, face: ChosenFace) -> None:
        """The name may take two lines and the status three; the time there is always whole."""
        room = int(self.height() // px(19)) - 2
        names = _lines(face.name, _NAME, self.width(), min(2, max(1, room - 1)))
        line = QRectF(0, 0, self.width(), px(22))
        for name in names:
            text.draw(painter, line, name, _NAME, elide=True)
            line.translate(0, px(22))
        line.setHeight(px(19))
        text.draw(painter, line, face.time, _QUIET.on(theme.TEXT1), elide=True)
        line.translate(0, px(21))
        left = shapes.draw_shape(painter, 0, line.center().y(), face.shape) + px(8)
        said = line.adjusted(left, 0, 0, 0)
        most = max(1, min(3, room - len(names)))
        for words_ in _lines(face.status, _status_face(face), said.width(), most):
            text.draw(painter, said, words_, _status_face(face), elide=True)
            said.translate(0, px(19))
        line.moveTop(said.top())
        if line.bottom() <= self.height() + px(2):
            text.draw(painter, line, face.air, _QUIET, elide=True)


def _status_face(face: ChosenFace) -> Face:
    return Face(13, 600, theme.WARN) if face.warn else _QUIET.on(theme.TEXT1)


def _lines(said: str, face: Face, wide: float, most: int) -> tuple[str, ...]:
    """At most so many lines, the last one with all that is left."""
    lines = text.wrapped(said, face, wide)
    return (*lines[: most - 1], " ".join(lines[most - 1 :])) if len(lines) > most else lines
