"""The countdown card: the biggest thing in the window."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.ui import digits, text, theme, words
from control_panel.ui.on_air.countdown_words import Card, HardCard, Phase, card
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import View

HEIGHT = 214
_BIG = Face(110, 600, theme.WHITE, spacing=-0.035)
_OVER = Face(92, 600, theme.DARK, spacing=-0.045)
_PAD = 16
_LEAST = 13
"""No number's word is smaller, at 100 %."""
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
            ("figures", before.figures != after.figures),
        )
        if differs
    ]


def _middle(shown: Card) -> tuple[object, ...]:
    return (shown.digits, shown.hint, shown.hard)


def _bar(shown: Card, wide: int) -> tuple[object, ...]:
    """The bar as far as it can be seen: in half pixels."""
    return (round(shown.share * wide * 2), shown.marks)


def _draw_middle(painter: QPainter, inside: QRectF, shown: Card) -> None:
    if not shown.digits:
        box = QRectF(inside.left(), px(_BIG_TOP), inside.width(), px(_BIG_HEIGHT))
        text.draw(painter, box, shown.hint, Face(21, 600, theme.TEXT2), elide=True)
        return
    took = _draw_big(painter, inside, shown)
    if shown.hard is not None:
        _draw_hard(painter, inside.adjusted(took + px(20), 0, 0, 0), shown.hard)


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
    face = _fitted(_OVER if over else _BIG, shown.digits, inside.width() * 0.62)
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


def _fitted(face: Face, shown: str, room: float, least: int = 40) -> Face:
    """The face, smaller for a countdown of hours."""
    wide = digits.width(shown, face)
    if wide <= room:
        return face
    return replace(face, size=max(least, int(face.size * room / wide)))


def _smaller(face: Face, said: str, room: float) -> Face:
    """The face, as small as a text needs it to be whole."""
    while text.width(said, face) > room and face.size > _LEAST:
        face = replace(face, size=face.size - 1)
    return face


def _draw_hard(painter: QPainter, room: QRectF, hard: HardCard) -> None:
    label, rest = Face(13, 400, theme.TEXT2), Face(15, 400, theme.TEXT2)
    size = Face(32, 600, theme.WARN if hard.warn else theme.TEXT2, spacing=-0.02)
    beside = words.joined(hard.what, hard.when)
    inside = room.width() - px(24)
    wide = digits.width(hard.size, size) + px(6) + text.width(beside, rest)
    if max(wide, text.width(hard.label, label)) > inside:
        _draw_narrow_hard(painter, room, hard, Face(26, 600, size.ink, spacing=-0.02))
        return
    box = _hard_ground(painter, QRectF(room.left(), px(_BIG_TOP + 22), room.width(), px(72)))
    first = QRectF(box.left(), box.top(), box.width(), px(18))
    text.draw(painter, first, hard.label, label)
    below = QRectF(box.left(), first.bottom(), box.width(), box.bottom() - first.bottom())
    took = digits.draw(painter, below, hard.size, size)
    text.draw(painter, below.adjusted(took + px(6), px(5), 0, px(5)), beside, rest)


def _draw_narrow_hard(painter: QPainter, room: QRectF, hard: HardCard, size: Face) -> None:
    """The same in three lines; the word stays, the time to come gives way to it."""
    quiet = Face(13, 400, theme.TEXT2)
    box = _hard_ground(painter, QRectF(room.left(), px(_BIG_TOP + 6), room.width(), px(88)))
    line = QRectF(box.left(), box.top(), box.width(), px(18))
    text.draw(painter, line, hard.short, quiet, elide=True)
    middle = QRectF(box.left(), line.bottom(), box.width(), px(34))
    size = _fitted(size, hard.size, middle.width(), least=13)
    took = digits.draw(painter, middle, hard.size, size)
    last = line.translated(0, px(18 + 34))
    beside = middle.adjusted(took + px(5), px(4), 0, px(4))
    if text.width(hard.what, quiet) <= beside.width():
        text.draw(painter, beside, hard.what, quiet)
        text.draw(painter, last, hard.when, quiet, elide=True)
        return
    both = words.joined(hard.what, hard.when)
    said = both if text.width(both, quiet) <= last.width() else hard.what
    text.draw(painter, last, said, _smaller(quiet, said, last.width()))


def _hard_ground(painter: QPainter, box: QRectF) -> QRectF:
    """Paint the card's ground; its inside."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(theme.BG2))
    painter.drawRoundedRect(box, px(8), px(8))
    return box.adjusted(px(12), px(8), -px(8), -px(6))


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
    figures = shown.figures
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


def _draw_clock_words(painter: QPainter, box: QRectF, shown: str, face: Face) -> None:
    """A clock in its cells, and what stands behind it."""
    clock, space, rest = shown.partition(" ")
    while digits.width(clock, face) + text.width(space + rest, face) > box.width():
        if face.size <= _LEAST:
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
