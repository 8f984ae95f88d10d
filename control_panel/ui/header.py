"""The header: the mode, the show, what time it is here and there, and what runs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from control_panel.show.model import Mode
from control_panel.ui import digits, layout, shapes, text, theme
from control_panel.ui.feed_words import Shape
from control_panel.ui.header_words import Chip, Elsewhere, HeaderFace, Mark, header_face
from control_panel.ui.mode_steps import ModeSteps
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import View

HEIGHT = 56
_PILL = Face(14, 800, theme.DARK, spacing=0.05)
_TITLE = Face(14, 600)
_CLOCK = Face(26, 600, spacing=-0.01)
_TIME = Face(14, 600)
_SMALL = Face(12, 400)
_CHIP, _CHIP_VALUE = Face(13, 400), Face(13, 600)
_TITLE_LEAST = 150

_GROUNDS = {
    Mode.OFF: (theme.BG1, theme.BG1),
    Mode.REHEARSAL: theme.REHEARSAL_GROUND,
    Mode.PRE_SHOW: theme.PRE_SHOW_GROUND,
    Mode.LIVE: theme.LIVE_GROUND,
    Mode.CLOSE_OUT: theme.CLOSE_OUT_GROUND,
    Mode.ENDED: (theme.BG1, theme.BG1),
}
_PILLS = {
    Mode.OFF: theme.TEXT3,
    Mode.REHEARSAL: theme.DOT,
    Mode.PRE_SHOW: theme.ACCENT,
    Mode.LIVE: theme.AIR,
    Mode.CLOSE_OUT: theme.CLOSE_OUT,
    Mode.ENDED: theme.TEXT3,
}
_EDGES = {Mode.LIVE: theme.AIR, Mode.PRE_SHOW: theme.ACCENT, Mode.CLOSE_OUT: theme.CLOSE_OUT}


class Header(QWidget):
    """The band over every place; its colour is the mode."""

    commanded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._face: HeaderFace | None = None
        self._clock_box = QRectF()
        self.steps = ModeSteps(in_header=True)
        self.steps.setParent(self)
        self.steps.commanded.connect(self.commanded)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        layout.sized(self, height=HEIGHT)

    @property
    def face(self) -> HeaderFace | None:
        """What is shown."""
        return self._face

    def show_view(self, view: View) -> None:
        """Show the header of this moment; a second alone repaints the clocks alone."""
        before, self._face = self._face, header_face(view)
        self.steps.show_view(view)
        if before == self._face:
            return
        face = self._face
        self.setAccessibleName(f"{face.pill} {face.title} {face.order}")
        self.setAccessibleDescription(f"{face.clock} {face.zone}")
        self.setToolTip(view.obs_sentence)
        self._place_steps()
        if before is not None and _but_clocks(before) == _but_clocks(face):
            self.update(int(self._clock_box.left()) - px(12), 0, self.width(), self.height())
        else:
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the mode's steps behind the title."""
        super().resizeEvent(event)
        self._place_steps()

    def _place_steps(self) -> None:
        if self._face is None:
            return
        hint = self.steps.sizeHint()
        left = self._title_left() + self._title_width() + px(16)
        self.steps.setGeometry(
            round(left), (self.height() - hint.height()) // 2, hint.width(), hint.height()
        )

    def _title_left(self) -> float:
        pill = self._face.pill if self._face else ""
        return px(16) + text.width(pill, _PILL) + 2 * px(12) + px(16)

    def _title_width(self) -> float:
        """As wide as the words, as far as what must be seen at the right leaves room."""
        if self._face is None:
            return 0.0
        need = max(text.width(self._face.title, _TITLE), text.width(self._face.order, _CHIP))
        steps = self.steps.sizeHint().width()
        room = self.width() - self._title_left() - self._right_width() - steps - px(40)
        return max(min(need, room), min(need, px(_TITLE_LEAST)))

    def _right_width(self) -> float:
        """What clock and chips need."""
        face = self._face
        if face is None:
            return 0.0
        chips = sum(_chip_width(chip) + px(8) for chip in face.chips)
        return px(16) + chips + _clock_width(face) + 2 * px(17)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the band."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face = self._face
        rect = QRectF(self.rect())
        _paint_ground(painter, rect, face.mode if face else Mode.OFF)
        if face is None:
            return
        self._paint_title(painter, rect, face)
        right = rect.right() - px(16)
        for chip in reversed(face.chips):
            right -= _chip_width(chip)
            _paint_chip(painter, right, rect.center().y(), chip)
            right -= px(8)
        right = self._paint_clock(painter, rect, right - px(8), face)
        self._paint_elsewhere(painter, rect, right, face)

    def _paint_title(self, painter: QPainter, rect: QRectF, face: HeaderFace) -> None:
        wide = text.width(face.pill, _PILL) + 2 * px(12)
        pill = QRectF(px(16), rect.center().y() - px(15), wide, px(30))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(_PILLS[face.mode]))
        painter.drawRoundedRect(pill, px(5), px(5))
        text.draw(painter, pill, face.pill, _PILL, text.CENTRE)
        left, room = self._title_left(), self._title_width() + 1
        first = QRectF(left, rect.center().y() - px(19), room, px(19))
        text.draw(painter, first, face.title, _TITLE, elide=True)
        second = first.translated(0, px(19))
        text.draw(painter, second, face.order, _CHIP.on(_quiet(face.mode)), elide=True)

    def _paint_clock(
        self, painter: QPainter, rect: QRectF, right: float, face: HeaderFace
    ) -> float:
        """Paint the clock between two hairlines; the left edge of it all."""
        _paint_line(painter, right, rect)
        wide = _clock_width(face)
        left = right - px(17) - wide
        box = QRectF(left, px(5), wide, px(28))
        digits.draw(painter, box, face.clock, _CLOCK)
        below = QRectF(left, px(33), wide, px(16))
        text.draw(painter, below, face.zone, _SMALL.on(_quiet(face.mode)))
        self._clock_box = QRectF(left, 0, wide, rect.height())
        _paint_line(painter, left - px(17), rect)
        return left - px(17)

    def _paint_elsewhere(
        self, painter: QPainter, rect: QRectF, right: float, face: HeaderFace
    ) -> None:
        """Paint as many whole local times as there is room for, the last at the right."""
        least = float(self.steps.geometry().right() if self.steps.isVisible() else 0)
        least = max(least, self._title_left() + self._title_width()) + px(16)
        columns: list[tuple[float, float, Elsewhere]] = []
        for place in reversed(face.elsewhere):
            wide = max(digits.width(place.time, _TIME), text.width(place.name, _SMALL))
            right -= wide + px(18)
            if right < least:
                break
            columns.append((right, wide, place))
        for left, wide, place in columns:
            digits.draw(painter, QRectF(left, px(12), wide, px(17)), place.time, _TIME)
            below = QRectF(left, px(30), wide + 1, px(16))
            text.draw(painter, below, place.name, _SMALL.on(_quiet(face.mode)))


def _but_clocks(face: HeaderFace) -> tuple[object, ...]:
    """All that stands left of the clock, and all that moves it."""
    chips = tuple((chip.label, _widest(chip.value)) for chip in face.chips)
    return (face.mode, face.title, face.order, face.zone, face.elsewhere, chips)


def _quiet(mode: Mode) -> str:
    return theme.HEADER_TEXT2 if mode in (Mode.LIVE, Mode.CLOSE_OUT) else theme.TEXT2


def _clock_width(face: HeaderFace) -> float:
    return max(digits.width("00:00:00", _CLOCK), text.width(face.zone, _SMALL))


def _paint_ground(painter: QPainter, rect: QRectF, mode: Mode) -> None:
    top, bottom = _GROUNDS[mode]
    fill = QLinearGradient(QPointF(0, 0), QPointF(0, rect.height()))
    fill.setColorAt(0, color(top))
    fill.setColorAt(1, color(bottom))
    painter.fillRect(rect, QBrush(fill))
    if mode is Mode.REHEARSAL:
        painter.fillRect(rect, QBrush(theme.blended(theme.DOT, 0.05), Qt.BrushStyle.BDiagPattern))
    edge = _EDGES.get(mode)
    high = px(2) if edge else 1
    painter.fillRect(QRectF(0, rect.height() - high, rect.width(), high), color(edge or theme.LINE))


def _paint_line(painter: QPainter, at: float, rect: QRectF) -> None:
    high = px(28)
    box = QRectF(at, rect.center().y() - high / 2, 1, high)
    painter.fillRect(box, theme.blended(theme.WHITE, 0.18))


def _chip_width(chip: Chip) -> float:
    value = digits.width(_widest(chip.value), _CHIP_VALUE)
    return px(10) * 2 + px(8) + px(6) + text.width(chip.label, _CHIP) + px(6) + value


def _widest(value: str) -> str:
    """The widest text with the same digits, so that a chip does not breathe."""
    return "".join("0" if mark.isdigit() else mark for mark in value)


def _paint_chip(painter: QPainter, left: float, middle: float, chip: Chip) -> None:
    box = QRectF(left, middle - px(14), _chip_width(chip), px(28))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.blended("#000000", 0.3))
    painter.drawRoundedRect(box, px(6), px(6))
    at = left + px(10)
    _paint_mark(painter, at, middle, chip.mark)
    at += px(8) + px(6)
    label = text.width(chip.label, _CHIP)
    lost = chip.mark is Mark.LOST
    box = QRectF(at, box.top(), label, box.height())
    text.draw(painter, box, chip.label, _CHIP.on(theme.TEXT1))
    at += label + px(6)
    value = QRectF(at, box.top(), left + _chip_width(chip) - at, box.height())
    ink = theme.WARN if lost else theme.TEXT1
    digits.draw(painter, value, chip.value, _CHIP_VALUE.on(ink))


def _paint_mark(painter: QPainter, left: float, middle: float, mark: Mark) -> None:
    if mark is Mark.LOST:
        shapes.draw_shape(painter, left, middle, Shape.CROSS)
        return
    ink = {Mark.RUNS: theme.AIR, Mark.GOOD: theme.DOT}.get(mark, theme.TEXT2)
    shapes.draw_ring(painter, QPointF(left + px(4), middle), ink, full=mark is not Mark.OFF)
