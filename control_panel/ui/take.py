"""TAKE: white, alone at the right, naming what it will take and its key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from control_panel.ui import shapes, text, theme, words
from control_panel.ui.take_words import TakeFace, TakeState
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

WIDTH, NARROW, HEIGHT = 440, 392, 64
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


class TakeButton(QAbstractButton):
    """The button; it never takes the focus, so that no key reaches it but the key layer's."""

    def __init__(self) -> None:
        super().__init__()
        self._face = TakeFace(TakeState.NOTHING, "TAKE", "")
        self._narrow = False
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

    def set_narrow(self, *, narrow: bool) -> None:
        """Be as wide as the drawing, or as a low window allows."""
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """A size that does not follow its words."""
        return QSize(px(NARROW if self._narrow else WIDTH), px(HEIGHT))

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
        _paint_words(painter, rect.adjusted(px(18), px(4), -px(14), -px(4)), face, dim=dim)


def _paint_words(painter: QPainter, inside: QRectF, face: TakeFace, *, dim: bool) -> None:
    word = _WORD.on(theme.TEXT2) if dim else _WORD
    head = _HEAD.on(theme.TEXT1) if dim else _HEAD
    detail = _DETAIL.on(theme.TEXT2) if dim else _DETAIL
    took = text.draw(painter, inside, face.word, word)
    right = inside.right()
    if face.key:
        right -= shapes.key_width(face.key)
        ink, edge = (theme.TEXT2, theme.EDGE) if dim else (theme.TAKE_TEXT2, theme.TAKE_EDGE)
        shapes.draw_key(painter, right, inside.center().y(), face.key, ink, edge)
        right -= px(8)
    left = inside.left() + took + px(14)
    room = QRectF(left, inside.top(), right - left, inside.height())
    if face.state in _LINES:
        _paint_sentence(painter, room, face.headline)
        return
    if not face.detail:
        text.draw(painter, room, face.headline, head, elide=True)
        return
    first = QRectF(room.left(), room.center().y() - px(19), room.width(), px(19))
    text.draw(painter, first, face.headline, head, elide=True)
    fits = text.width(face.detail, detail) <= room.width()
    said = face.detail if fits else face.short or face.detail
    text.draw(painter, first.translated(0, px(19)), said, detail, elide=True)


def _paint_sentence(painter: QPainter, room: QRectF, sentence: str) -> None:
    """A sentence over up to three lines."""
    face, high = Face(13, 600, theme.DARK), px(17)
    lines = text.wrapped(sentence, face, room.width())
    top = room.center().y() - high * min(3, len(lines)) / 2
    for at, line in enumerate(lines[:3]):
        shown = f"{line} {' '.join(lines[3:])}" if at == 2 and len(lines) > 3 else line
        box = QRectF(room.left(), top + at * high, room.width(), high)
        text.draw(painter, box, shown, face, elide=True)
