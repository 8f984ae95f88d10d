"""TAKE: white, alone at the right, naming what it will take and its key."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from control_panel.ui import shapes, text, theme, words
from control_panel.ui.take_words import TakeFace, TakeState
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

HEIGHT, HIGH = 64, 74
_WORD = Face(21, 800, theme.DARK, spacing=0.02)
_HEAD = Face(14, 600, theme.DARK)
_DETAIL = Face(13, 500, theme.TAKE_TEXT2)
_DIM = frozenset({TakeState.NOTHING, TakeState.KEYS_OFF})
_EDGES = {
    TakeState.TAKING: theme.AIR,
    TakeState.PENDING: theme.WARN,
    TakeState.ASKS: theme.WARN,
    TakeState.REFUSED: theme.WARN,
    TakeState.OBS_LOST: theme.WARN,
}
_LINES = frozenset({TakeState.ASKS, TakeState.REFUSED})
"""States whose headline is a sentence over several lines."""
_SENTENCE = Face(13, 600, theme.DARK)
_LINE, _CLOSE = 17, 15
"""The height of a line, and of one of four."""


class Form(IntEnum):
    """How wide the button is, at 100 %: as in the drawing, or as the window allows."""

    WIDE = 440
    NARROW = 392
    SLIM = 288
    """The key stands below the word, and everything beside them takes several lines."""


class TakeButton(QAbstractButton):
    """The button; it never takes the focus, so that no key reaches it but the key layer's."""

    def __init__(self) -> None:
        super().__init__()
        self._face = TakeFace(TakeState.NOTHING, "TAKE", "")
        self._form = Form.WIDE
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("TAKE"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def face(self) -> TakeFace:
        """What is shown."""
        return self._face

    def show_face(self, face: TakeFace) -> None:
        """Show another state or item."""
        if face == self._face:
            return
        self._face = face
        self.setEnabled(face.state is not TakeState.NOTHING)
        said = words.joined(face.word, face.headline, face.detail)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def set_form(self, form: Form) -> None:
        """Be as wide as the drawing, or as the window allows."""
        if form is not self._form:
            self._form = form
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """A size that does not follow its words."""
        return QSize(px(self._form), px(HIGH if self._form is Form.SLIM else HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Ask for another size when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button in its state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, face = QRectF(self.rect()), self._face
        dim = face.state in _DIM
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.BG3 if dim else theme.TAKE_GROUND))
        painter.drawRoundedRect(rect, px(10), px(10))
        edge = _EDGES.get(face.state, theme.ACCENT if self.isDown() else "")
        if edge:
            painter.setPen(QPen(color(edge), px(4)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inset = px(2)
            painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), px(9), px(9))
        if self._form is Form.SLIM:
            _paint_slim(painter, rect.adjusted(px(14), px(3), -px(10), -px(3)), face, dim=dim)
        else:
            _paint_words(painter, rect.adjusted(px(18), px(4), -px(14), -px(4)), face, dim=dim)


def _paint_words(painter: QPainter, inside: QRectF, face: TakeFace, *, dim: bool) -> None:
    word, head, detail = _faces(dim=dim)
    took = text.draw(painter, inside, face.word, word)
    right = inside.right()
    if face.key:
        right -= shapes.key_width(face.key)
        _paint_key(painter, right, inside.center().y(), face.key, dim=dim)
        right -= px(8)
    left = inside.left() + took + px(14)
    room = QRectF(left, inside.top(), right - left, inside.height())
    if face.state in _LINES:
        sentence = text.wrapped(face.headline, _SENTENCE, room.width())
        _paint_lines(painter, room, _lines(sentence, _SENTENCE, 3))
        return
    if not face.detail:
        text.draw(painter, room, face.headline, head, elide=True)
        return
    first = QRectF(room.left(), room.center().y() - px(19), room.width(), px(19))
    text.draw(painter, first, face.headline, head, elide=True)
    fits = text.width(face.detail, detail) <= room.width()
    said = face.detail if fits else face.short or face.detail
    text.draw(painter, first.translated(0, px(19)), said, detail, elide=True)


def _faces(*, dim: bool) -> tuple[Face, Face, Face]:
    """The faces of word, headline and detail."""
    if dim:
        return _WORD.on(theme.TEXT2), _HEAD.on(theme.TEXT1), _DETAIL.on(theme.TEXT2)
    return _WORD, _HEAD, _DETAIL


def _paint_key(painter: QPainter, left: float, middle: float, key: str, *, dim: bool) -> None:
    ink, edge = (theme.TEXT2, theme.EDGE) if dim else (theme.TAKE_TEXT2, theme.TAKE_EDGE)
    shapes.draw_key(painter, left, middle, key, ink, edge)


def _paint_slim(painter: QPainter, inside: QRectF, face: TakeFace, *, dim: bool) -> None:
    """The word over its key, and beside them the lines that there is room for."""
    word, head, detail = _faces(dim=dim)
    key = shapes.key_width(face.key) if face.key else 0.0
    wide = max(text.width(face.word, word), key)
    middle = inside.center().y() - (px(14) if face.key else 0)
    box = QRectF(inside.left(), middle - px(16), wide, px(32))
    text.draw(painter, box, face.word, word)
    if face.key:
        _paint_key(painter, inside.left(), inside.center().y() + px(18), face.key, dim=dim)
    left = inside.left() + wide + px(12)
    room = QRectF(left, inside.top(), inside.right() - left, inside.height())
    if face.state in _LINES:
        lines = _lines(text.wrapped(face.headline, _SENTENCE, room.width()), _SENTENCE, 4)
    else:
        lines = _lines(text.wrapped(face.headline, head, room.width()), head, 2)
        said = face.short or face.detail
        lines += _lines(text.wrapped_parts(said, detail, room.width()), detail, 2)
    _paint_lines(painter, room, lines)


def _lines(found: Sequence[str], face: Face, most: int) -> list[tuple[str, Face]]:
    """As many lines as there may be, with their face; the rest in the last, which is cut off."""
    kept = [*found[: most - 1], " ".join(found[most - 1 :])]
    return [(line, face) for line in kept if line]


def _paint_lines(painter: QPainter, room: QRectF, lines: Sequence[tuple[str, Face]]) -> None:
    """Lines below each other, in the middle of the room."""
    high = px(_LINE if len(lines) < 4 else _CLOSE)
    box = QRectF(room.left(), 0, room.width(), high)
    box.moveTop(room.center().y() - high * len(lines) / 2)
    for line, face in lines:
        text.draw(painter, box, line, face, elide=True)
        box.translate(0, high)
