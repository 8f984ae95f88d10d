"""A small button that copies a text to the clipboard and says that it did."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from control_panel.ui import text, theme
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px

HEIGHT = 22
COPIED_MS = 2000
_FACE = Face(12, 600, theme.TEXT2)


class CopyButton(QAbstractButton):
    """Copies `what`; with the focus Enter presses it, since on air Space is TAKE."""

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COPIED_MS)
        self._timer.timeout.connect(lambda: self._say(self.tr("Copy")))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Copy {what}").format(what=what))
        self.setToolTip(self.accessibleName())
        self.setText(self.tr("Copy"))
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._what)
        self._say(self.tr("Copied"))
        self._timer.start()

    def _say(self, words: str) -> None:
        self.setText(words)
        self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        """Room for either word."""
        return QSize(round(text.width(self.tr("Copied"), _FACE)) + px(18), px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the outline and the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        pen = QPen(color(theme.ACCENT if focused else theme.EDGE), px(2) if focused else 1)
        painter.setPen(pen)
        painter.setBrush(color(theme.BG3) if self.isDown() else Qt.BrushStyle.NoBrush)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(rect, px(5), px(5))
        ink = theme.TEXT1 if focused else theme.TEXT2
        text.draw(painter, rect, self.text(), _FACE.on(ink), text.CENTRE)
