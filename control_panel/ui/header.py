"""The header: the mode, the show, what time it is here and there, and what runs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QLinearGradient, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from control_panel.show.model import Mode
from control_panel.ui import digits, layout, shapes, text, theme, words
from control_panel.ui.feed_words import Shape
from control_panel.ui.header_plan import (
    CHIP,
    CHIP_GAP,
    CHIP_VALUE,
    CLOCK,
    CLOCK_PAD,
    EDGE,
    GAP,
    PILL,
    SMALL,
    TITLE,
    Plan,
    chip_width,
    clock_width,
    pill_width,
    plan,
    widest,
)
from control_panel.ui.header_words import Chip, HeaderFace, Mark, header_face
from control_panel.ui.mode_steps import ModeSteps
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import View

HEIGHT = 56
_TIME = Face(14, 600)

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
        self._plan: Plan | None = None
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
        chips = (f"{chip.label} {chip.value}" for chip in face.chips)
        self.setAccessibleDescription(words.joined(f"{face.clock} {face.zone}", *chips))
        self.setToolTip(view.obs_sentence)
        self._share()
        if before is not None and _but_clocks(before) == _but_clocks(face):
            self.update(int(self._clock_box.left()) - px(12), 0, self.width(), self.height())
        else:
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Share the width again when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share()

    def _share(self) -> None:
        """Plan the width, and put the mode's steps behind the title."""
        if self._face is None:
            return
        hint = self.steps.sizeHint()
        self._plan = plan(self._face, self.width(), hint.width())
        self.steps.setGeometry(
            round(self._plan.steps_left),
            (self.height() - hint.height()) // 2,
            hint.width(),
            hint.height(),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the band."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        face, rect = self._face, QRectF(self.rect())
        _paint_ground(painter, rect, face.mode if face else Mode.OFF)
        if face is None or self._plan is None:
            return
        _paint_title(painter, rect, face, self._plan)
        right = rect.right() - px(EDGE)
        for chip in reversed(self._plan.chips):
            right -= chip_width(chip)
            _paint_chip(painter, right, rect.center().y(), chip)
            right -= px(CHIP_GAP)
        right = self._paint_clock(painter, rect, right - px(8), face)
        _paint_elsewhere(painter, right, self._elsewhere_from(self._plan), face)

    def _elsewhere_from(self, shared: Plan) -> float:
        steps = float(self.steps.geometry().right() if self.steps.isVisible() else 0)
        return max(steps, shared.title_left + shared.title_width) + px(GAP)

    def _paint_clock(
        self, painter: QPainter, rect: QRectF, right: float, face: HeaderFace
    ) -> float:
        """Paint the clock between two hairlines; the left edge of it all."""
        _paint_line(painter, right, rect)
        wide = clock_width(face)
        left = right - px(CLOCK_PAD) - wide
        box = QRectF(left, px(5), wide, px(28))
        digits.draw(painter, box, face.clock, CLOCK)
        below = QRectF(left, px(33), wide, px(16))
        text.draw(painter, below, face.zone, SMALL.on(_quiet(face.mode)))
        self._clock_box = QRectF(left, 0, wide, rect.height())
        _paint_line(painter, left - px(CLOCK_PAD), rect)
        return left - px(CLOCK_PAD)


def _paint_title(painter: QPainter, rect: QRectF, face: HeaderFace, shared: Plan) -> None:
    pill = QRectF(px(EDGE), rect.center().y() - px(15), pill_width(face), px(30))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(_PILLS[face.mode]))
    painter.drawRoundedRect(pill, px(5), px(5))
    text.draw(painter, pill, face.pill, PILL.on(theme.DARK), text.CENTRE)
    high = px(19)
    top = rect.center().y() - high * len(shared.lines) / 2
    for line in shared.lines:
        box = QRectF(shared.title_left, top, shared.title_width + 1, high)
        order = line == face.order
        text.draw(painter, box, line, CHIP.on(_quiet(face.mode)) if order else TITLE)
        top += high


def _paint_elsewhere(painter: QPainter, right: float, least: float, face: HeaderFace) -> None:
    """Paint as many whole local times as there is room for, the last at the right."""
    for place in reversed(face.elsewhere):
        wide = max(digits.width(place.time, _TIME), text.width(place.name, SMALL))
        right -= wide + px(18)
        if right < least:
            return
        digits.draw(painter, QRectF(right, px(12), wide, px(17)), place.time, _TIME)
        below = QRectF(right, px(30), wide + 1, px(16))
        text.draw(painter, below, place.name, SMALL.on(_quiet(face.mode)))


def _but_clocks(face: HeaderFace) -> tuple[object, ...]:
    """All that stands left of the clock, and all that moves it."""
    chips = tuple((chip.label, widest(chip.value)) for chip in face.chips)
    return (face.mode, face.title, face.order, face.zone, face.elsewhere, chips)


def _quiet(mode: Mode) -> str:
    return theme.HEADER_TEXT2 if mode in (Mode.LIVE, Mode.CLOSE_OUT) else theme.TEXT2


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


def _paint_chip(painter: QPainter, left: float, middle: float, chip: Chip) -> None:
    wide = chip_width(chip)
    box = QRectF(left, middle - px(14), wide, px(28))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.blended("#000000", 0.3))
    painter.drawRoundedRect(box, px(6), px(6))
    at = left + px(10)
    _paint_mark(painter, at, middle, chip.mark)
    at += px(8) + px(6)
    label = text.width(chip.label, CHIP)
    text.draw(painter, QRectF(at, box.top(), label, box.height()), chip.label, CHIP)
    at += label + px(6)
    if chip.value:
        value = QRectF(at, box.top(), left + wide - at, box.height())
        ink = theme.WARN if chip.mark is Mark.LOST else theme.TEXT1
        digits.draw(painter, value, chip.value, CHIP_VALUE.on(ink))


def _paint_mark(painter: QPainter, left: float, middle: float, mark: Mark) -> None:
    if mark is Mark.LOST:
        shapes.draw_shape(painter, left, middle, Shape.CROSS)
        return
    ink = {Mark.RUNS: theme.AIR, Mark.GOOD: theme.DOT}.get(mark, theme.TEXT2)
    shapes.draw_ring(painter, QPointF(left + px(4), middle), ink, full=mark is not Mark.OFF)
