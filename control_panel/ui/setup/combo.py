"""A list to choose one from, that shortens what does not fit instead of cutting it off."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox

from control_panel.ui.text import ELIDE

_ARROW = 40
"""What the arrow and the edges of a list take."""


class Combo(QComboBox):
    """A list whose choice is shortened where it does not fit; all of it is in the tip."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten what is painted: a style sheet lets Qt cut it off."""
        super().initStyleOption(option)
        whole, room = self.currentText(), self.width() - _ARROW
        option.currentText = option.fontMetrics.elidedText(whole, ELIDE, room)
