"""What is seen at once, while all behind it is built: the panel's ground and one sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from control_panel.ui import theme


class Curtain(QWidget):
    """A dark window that says what is being opened; as light as a window can be."""

    def __init__(self, what: str) -> None:
        super().__init__()
        translate = QCoreApplication.translate
        self._sentence = (
            translate("Curtain", "Opening {}").format(what)
            if what
            else translate("Curtain", "Opening the control panel")
        )
        self.setWindowTitle(translate("Curtain", "Control panel"))
        self.setAccessibleName(self._sentence)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and sentence."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.BG0))
        painter.setPen(QColor(theme.TEXT2))
        painter.setFont(theme.font(14, 500))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._sentence)
