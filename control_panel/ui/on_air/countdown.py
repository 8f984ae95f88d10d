"""The countdown card: the biggest thing in the window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.ui import digits, text, theme
from control_panel.ui.on_air.countdown_hard import LEAST, draw_hard, fitted
from control_panel.ui.on_air.countdown_words import Card, Figure, Phase, card
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import View

HEIGHT = 214
_BIG = Face(110, 600, theme.WHITE, spacing=-0.035)
_OVER = Face(92, 600, theme.DARK, spacing=-0.045)
_HINT = Face(21, 600, theme.TEXT2)
_PAD = 16
_NARROW = 460
"""Where less is inside the card (at 100 %) the hard start stands among the figures."""
_FIGURE_LEAST = 130
_BIG_TOP, _BIG_HEIGHT = 36, 96
_BAR_TOP, _BAR_HEIGHT = 140, 6
_FIGURES_TOP, _FIGURES_HEIGHT = 153, 50
_INKS = {
    Phase.IDLE: theme.TEXT3,
    Phase.WARNING: theme.WARN,
    Phase.DANGER: theme.WARN,
    Phase.OVER: theme.DARK,
}
_AMBER = frozenset({Phase.WARNING, Phase.DANGER, Phase.OVER})


class Countdown(QWidget):
    """What is left of the item on air; read from three metres."""

    def __init__(self) -> None:
        super().__init__()
        self._card: Card | None = None
        self.setAccessibleName(self.tr("Countdown"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def card(self) -> Card | None:
        """What is shown."""
        return self._card

    def show_view(self, view: View) -> None:
        """Show the countdown of this moment; paint only what differs."""
        before, self._card = self._card, card(view)
        if before == self._card:
            return
        self.setAccessibleDescription(f"{self._card.title}: {self._card.digits or self._card.hint}")
        for part in _differing(before, self._card, self.width()):
            self.update(self._part(part))

    def _part(self, part: str) -> QRect:
        wide = self.width()
        return {
            "title": QRectF(0, 0, wide, px(_BIG_TOP)),
            "middle": QRectF(0, px(_BIG_TOP), wide, px(_BAR_TOP - 1 - _BIG_TOP)),
            "bar": QRectF(0, px(_BAR_TOP - 1), wide, px(_BAR_HEIGHT + 2)),
            "figures": QRectF(0, px(_FIGURES_TOP), wide, px(_FIGURES_HEIGHT + 2)),
        }[part].toAlignedRect()

    def sizeHint(self) -> QSize:
        """As high as the drawing, as wide as there is room."""
        return QSize(px(420), px(HEIGHT))

    def changeEvent(self, event: QEvent) -> None:
        """Ask for another height when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, or as much of it as differs."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.BG1))
        painter.drawRoundedRect(QRectF(self.rect()), px(10), px(10))
        if self._card is None:
            return
        inside = QRectF(px(_PAD), 0, self.width() - 2 * px(_PAD), self.height())
        for part, paint in _PARTS.items():
            if self._part(part).intersects(event.rect()):
                paint(painter, inside, self._card)


def _differing(before: Card | None, after: Card, wide: int) -> list[str]:
    if before is None or before.phase is not after.phase:
        return list(_PARTS)
    return [
        part
        for part, differs in (
            ("title", (before.title, before.planned) != (after.title, after.planned)),
            ("middle", _middle(before) != _middle(after)),
            ("bar", _bar(before, wide) != _bar(after, wide)),
            ("figures", (before.figures, before.hard) != (after.figures, after.hard)),
        )
        if differs
    ]


def _middle(shown: Card) -> tuple[object, ...]:
    return (shown.digits, shown.hint, shown.hard)


def _bar(shown: Card, wide: int) -> tuple[object, ...]:
    """The bar as far as it can be seen: in half pixels; none where nothing is counted."""
    return (bool(shown.digits), round(shown.share * wide * 2), shown.marks)


def _draw_middle(painter: QPainter, inside: QRectF, shown: Card) -> None:
    if not shown.digits:
        lines = text.wrapped(shown.hint, _HINT, inside.width())
        box = QRectF(inside.left(), 0, inside.width(), px(30))
        box.moveTop(px(_BIG_TOP) + (px(_BIG_HEIGHT) - px(30) * len(lines)) / 2)
        for line in lines:
            text.draw(painter, box, line, _HINT, elide=True)
            box.translate(0, px(30))
        return
    took = _draw_big(painter, inside, shown)
    if shown.hard is not None and not _is_narrow(inside):
        room = inside.adjusted(took + px(20), 0, 0, 0)
        draw_hard(painter, room, px(_BIG_TOP), shown.hard)


def _is_narrow(inside: QRectF) -> bool:
    return inside.width() < px(_NARROW)


def _draw_title(painter: QPainter, inside: QRectF, shown: Card) -> None:
    box = QRectF(inside.left(), px(12), inside.width(), px(18))
    quiet = Face(13, 400, theme.TEXT2)
    need = text.width(shown.planned, quiet)
    text.draw(painter, box, shown.planned, quiet, text.RIGHT)
    room = box.adjusted(0, 0, -need - px(12), 0)
    text.draw(painter, room, shown.title, Face(13, 600, theme.WHITE), elide=True)


def _draw_big(painter: QPainter, inside: QRectF, shown: Card) -> float:
    """Paint the digits; the width they took.

    Amber from the warning on, on a dark amber ground from danger on, dark on amber when over.
    """
    over = shown.phase is Phase.OVER
    room = (
        inside.width() - (2 * px(14) if over else 0)
        if _is_narrow(inside)
        else inside.width() * 0.62
    )
    face = fitted(_OVER if over else _BIG, shown.digits, room)
    face = face.on(_INKS.get(shown.phase, theme.WHITE))
    wide = digits.width(shown.digits, face)
    box = QRectF(inside.left(), px(_BIG_TOP), wide, px(_BIG_HEIGHT))
    if not over:
        if shown.phase is Phase.DANGER:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(theme.WARN_GROUND))
            # Beyond the digits at both sides, so that they stay where they were.
            painter.drawRoundedRect(box.adjusted(-px(10), 0, px(10), 0), px(8), px(8))
        digits.draw(painter, box, shown.digits, face)
        return wide
    ground = box.adjusted(0, 0, 2 * px(14), 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(theme.WARN))
    painter.drawRoundedRect(ground, px(8), px(8))
    digits.draw(painter, ground, shown.digits, face, text.CENTRE)
    return ground.width()


def _draw_bar(painter: QPainter, inside: QRectF, shown: Card) -> None:
    if not shown.digits:
        return
    bar = QRectF(inside.left(), px(_BAR_TOP), inside.width(), px(_BAR_HEIGHT))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(theme.BG3))
    painter.drawRoundedRect(bar, px(3), px(3))
    full = QRectF(bar.left(), bar.top(), bar.width() * shown.share, bar.height())
    painter.setBrush(color(theme.WARN if shown.phase in _AMBER else theme.TEXT1))
    if full.width() > 0:
        painter.drawRoundedRect(full, px(3), px(3))
    for mark in shown.marks:
        at = bar.left() + bar.width() * mark
        painter.fillRect(QRectF(at, bar.top(), px(2), bar.height()), color(theme.BG1))


def _draw_figures(painter: QPainter, inside: QRectF, shown: Card) -> None:
    figures = shown_figures(shown, inside.width())
    if not figures:
        return
    gap = px(8)
    wide = (inside.width() - gap * (len(figures) - 1)) / len(figures)
    for at, figure in enumerate(figures):
        left = inside.left() + at * (wide + gap)
        box = QRectF(left, px(_FIGURES_TOP), wide, px(_FIGURES_HEIGHT))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.BG2))
        painter.drawRoundedRect(box, px(6), px(6))
        label = QRectF(left + px(10), box.top() + px(6), wide - px(14), px(17))
        text.draw(painter, label, figure.label, Face(13, 400, theme.TEXT3), elide=True)
        value = QRectF(left + px(10), label.bottom(), wide - px(12), px(22))
        face = Face(17, 600, theme.WARN if figure.warn else theme.TEXT1)
        if figure.value[:1].isdigit():
            _draw_clock_words(painter, value, figure.value, face)
        else:
            text.draw(painter, value, figure.value, face, elide=True)


def shown_figures(shown: Card, wide: float) -> tuple[Figure, ...]:
    """The figures that there is room for; in a narrow card the hard start is the first."""
    if wide >= px(_NARROW):
        return shown.figures
    hard, figures = shown.hard, shown.figures
    if hard is not None:
        figures = (Figure(hard.short, f"{hard.size} {hard.what}".strip(), hard.warn), *figures)
    return figures[: max(2, int(wide // px(_FIGURE_LEAST)))]


def _draw_clock_words(painter: QPainter, box: QRectF, shown: str, face: Face) -> None:
    """A clock in its cells, and what stands behind it."""
    clock, space, rest = shown.partition(" ")
    while digits.width(clock, face) + text.width(space + rest, face) > box.width():
        if face.size <= LEAST:
            break
        face = replace(face, size=face.size - 1)
    took = digits.draw(painter, box, clock, face)
    if space:
        behind = text.width(" ", face)
        text.draw(painter, box.adjusted(took + behind, 0, 0, 0), rest, face, elide=True)


_PARTS = {
    "title": _draw_title,
    "middle": _draw_middle,
    "bar": _draw_bar,
    "figures": _draw_figures,
}
