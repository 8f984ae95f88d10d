"""The rail at the left: the places of work."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from control_panel.ui import icons, layout, text, theme
from control_panel.ui.keys import Place
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.words import tr

WIDTH = 56
_LABEL = Face(11, 500)
_KEYS = {Place.ON_AIR: "Ctrl 1", Place.LINE_UP: "Ctrl 3", Place.SETUP: "Ctrl 7"}
"""By the position in the finished rail, so that no key moves when a place is added."""


def place_words(place: Place) -> str:
    """The name of a place."""
    return {
        Place.ON_AIR: tr("On Air"),
        Place.LINE_UP: tr("Line-up"),
        Place.SETUP: tr("Setup"),
    }[place]


class PlaceButton(QAbstractButton):
    """One place: its icon and its name."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(place_words(place))
        self.setAccessibleName(place_words(place))
        self.setToolTip(f"{place_words(place)} [{_KEYS[place]}]")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As in the drawing."""
        return QSize(px(48), px(48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too, since on air Space is TAKE."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint icon and name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        on = self.isChecked()
        painter.setPen(QPen(color(theme.ACCENT), px(2)) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.BG3) if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, px(8), px(8))
        ink = theme.TEXT1 if on else theme.TEXT2
        size = px(18)
        box = QRectF(rect.center().x() - size / 2, rect.top() + px(7), size, size)
        icons.draw(painter, box, self._place.value, ink)
        below = QRectF(0, rect.bottom() - px(18), self.width(), px(15))
        text.draw(painter, below, self.text(), _LABEL.on(ink), text.CENTRE)


class Rail(QFrame):
    """The places, one below the other."""

    chosen = Signal(Place)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.buttons = {place: PlaceButton(place) for place in Place}
        inside = layout.column(4, (4, 10, 4, 10))
        inside.addWidget(layout.sized(_Logo(), 32, 32), 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addSpacing(px(12))
        for place, button in self.buttons.items():
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            button.clicked.connect(lambda *_, to=place: self.chosen.emit(to))
        inside.addStretch(1)
        self.setLayout(inside)
        self.setAccessibleName(self.tr("Places"))
        layout.sized(self, width=WIDTH)

    def show_place(self, place: Place) -> None:
        """Mark the place that is shown."""
        self.buttons[place].setChecked(True)


class _Logo(QWidget):
    """The panel's sign."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        fill = QLinearGradient(QPointF(0, 0), QPointF(rect.width(), rect.height()))
        fill.setColorAt(0, color("#4f9be6"))
        fill.setColorAt(1, color(theme.ACCENT))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, px(8), px(8))
        text.draw(painter, rect, "CP", Face(13, 700, theme.DARK), text.CENTRE)
