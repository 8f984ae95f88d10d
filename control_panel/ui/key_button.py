"""A control of the transport: its words and the key that does the same; it never takes focus."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from control_panel.ui import shapes, text, theme
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

HEIGHT = 44


class Style(StrEnum):
    """How a control looks."""

    FILLED = "filled"
    QUIET = "quiet"
    LIT = "lit"
    """Its thing is on."""
    AMBER = "amber"
    """It asks for attention."""


_GROUNDS = {
    Style.FILLED: (theme.BG3, theme.BG3, theme.TEXT1),
    Style.QUIET: ("", theme.EDGE, theme.TEXT2),
    Style.LIT: (theme.LIT_GROUND, theme.LIT_GROUND, theme.LIT_TEXT),
    Style.AMBER: (theme.WARN_GROUND, theme.WARN_EDGE, theme.WARN_TEXT),
}


class KeyButton(QAbstractButton):
    """A button with its key; `widest` are words it must have room for without moving."""

    def __init__(
        self,
        words: str,
        key: str = "",
        style: Style = Style.QUIET,
        *,
        widest: str = "",
        height: int = HEIGHT,
    ) -> None:
        super().__init__()
        self._key, self._style, self._high = key, style, height
        self._widest = widest
        self._acts = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(words)

    def say(self, words: str, style: Style | None = None) -> None:
        """Show other words or another look."""
        if (words, style or self._style) == (self.text(), self._style):
            return
        longer = text.width(words, _face()) > text.width(self._widest, _face())
        self._style = style or self._style
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._key)
        self.setToolTip(f"{words} [{self._key}]" if self._key else words)
        if longer:
            self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Show another key."""
        if key != self._key:
            self._key = key
            self.setAccessibleDescription(key)
            self.updateGeometry()
            self.update()

    def set_height(self, height: int) -> None:
        """Be another height, at 100 %."""
        if height != self._high:
            self._high = height
            self.updateGeometry()

    def set_acting(self, *, acts: bool) -> None:
        """Say whether the key acts here: one that does not is not painted, its room is kept."""
        if acts != self._acts:
            self._acts = acts
            self.setAccessibleDescription(self._key if acts else "")
            self.update()

    @property
    def look(self) -> Style:
        """How it looks."""
        return self._style

    def sizeHint(self) -> QSize:
        """Room for the widest words and the key."""
        words = max(text.width(self.text(), _face()), text.width(self._widest, _face()))
        key = shapes.key_width(self._key) + px(10) if self._key else 0
        return QSize(round(words + key) + 2 * px(12), px(self._high))

    def minimumSizeHint(self) -> QSize:
        """Room for the key and a few letters."""
        key = shapes.key_width(self._key) + px(10) if self._key else 0
        least = min(text.width(self.text(), _face()), px(64))
        return QSize(round(least + key) + 2 * px(10), px(self._high))

    def changeEvent(self, event: QEvent) -> None:
        """Ask for another size when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, words and key."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, ink = _GROUNDS[self._style]
        if not self.isEnabled():
            ground, edge, ink = "", theme.LINE, theme.TEXT3
        painter.setPen(QPen(color(theme.ACCENT if self.isDown() else edge), 1))
        painter.setBrush(color(ground) if ground else Qt.BrushStyle.NoBrush)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, px(8), px(8))
        inside = rect.adjusted(px(11), 0, -px(11), 0)
        if self._key:
            key = shapes.key_width(self._key)
            if self._acts:
                shapes.draw_key(painter, inside.right() - key, inside.center().y(), self._key, ink)
            inside.adjust(0, 0, -key - px(6), 0)
        align = text.LEFT if self._key else text.CENTRE
        text.draw(painter, inside, self.text(), _face().on(ink), align, elide=True)


def _face() -> Face:
    return Face(13, 600)
