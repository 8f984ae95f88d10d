"""A column of texts that scrolls: always as high as its texts need at this width."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from control_panel.ui.theme import px

BAR = 8
"""The width of a scroll bar; its room is kept, so that nothing moves when there is one."""


class LinesArea(QScrollArea):
    """Shows one column; `fit` at once after its texts changed, or a frame shows them squeezed."""

    def __init__(self, column: QVBoxLayout) -> None:
        super().__init__()
        self._column = column
        self._inside = QWidget()
        self._inside.setLayout(column)
        self.setWidget(self._inside)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Give the column the width that is there and the height that it needs."""
        wide = max(1, self.width() - px(BAR))
        self._column.invalidate()
        need = self._column.heightForWidth(wide)
        always, never = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(always if need > self.height() else never)
        self._inside.resize(wide, max(need, self.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self.fit()
