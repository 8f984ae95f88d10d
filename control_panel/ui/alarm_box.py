"""The gravest alarm, beside TAKE: what is wrong, since when, and the key that says "seen"."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.alarms import Alarm, Severity
from control_panel.instant import Instant
from control_panel.ui import shapes, text, theme, words
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import View
from control_panel.ui.words import tr

HEIGHT, HIGH, LEAST, MOST = 56, 76, 210, 470
"""`HIGH`: where the words need more than two lines. `LEAST`: the width kept for it."""
_LINES, _LINE = 4, 17
_PAD = 12
_BOLD = Face(13, 700, theme.WARN)
_PLAIN = Face(13, 400, theme.WARN_TEXT)


@dataclass(frozen=True, slots=True)
class AlarmFace:
    """All that the box shows."""

    key: str = ""
    sentence: str = ""
    time: str = ""
    detail: str = ""
    count: str = ""
    """"1 of 2", where more than one stands."""
    loud: bool = False
    seen_by: str = ""


def alarm_face(view: View) -> AlarmFace:
    """The alarm of this moment; empty where none stands."""
    if not view.alarms:
        return AlarmFace()
    first, many = view.alarms[0], len(view.alarms)
    count = tr("1 of {n}").format(n=many) if many > 1 else ""
    seen = tr("seen by {who}").format(who=first.acknowledged_by) if first.acknowledged_by else ""
    return AlarmFace(
        first.key,
        first.sentence,
        words.passed(view.now.since(_since(view, first))),
        words.joined(first.detail, _known_of(view, first), seen),
        count,
        first.severity is Severity.ALARM and not first.acknowledged_by,
        first.acknowledged_by,
    )


def _since(view: View, alarm: Alarm) -> Instant:
    """Since when: of a feed as its tile says it, from the last byte on, not from the alarm on."""
    kind, _, feed_id = alarm.key.partition(":")
    status = view.feeds.get(feed_id) if kind == "feed" else None
    return status.since if status is not None and status.since is not None else alarm.since


def _known_of(view: View, alarm: Alarm) -> str:
    """What the gateway or the monitor says of the feed of an alarm, where the alarm does not."""
    kind, _, feed_id = alarm.key.partition(":")
    status = view.feeds.get(feed_id) if kind == "feed" else None
    said = status.detail if status is not None else ""
    return "" if said in alarm.detail else said


class AlarmBox(QWidget):
    """Shows the first of the standing alarms."""

    acknowledged = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._face = AlarmFace()
        self._acts = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Alarm"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def face(self) -> AlarmFace:
        """What is shown."""
        return self._face

    def show_view(self, view: View) -> None:
        """Show the alarm of this moment."""
        before, self._face = self._face, alarm_face(view)
        if before == self._face:
            return
        if (before.sentence, before.detail) != (self._face.sentence, self._face.detail):
            self.updateGeometry()
            self.setToolTip(words.joined(self._face.sentence, self._face.detail))
        face = self._face
        said = words.joined(face.sentence, face.time, face.detail, face.count)
        self.setAccessibleDescription(said)
        self.update()

    def set_acting(self, *, acts: bool) -> None:
        """Say whether the key A acts here; a click always does."""
        if acts != self._acts:
            self._acts = acts
            self.updateGeometry()
            self.update()

    @property
    def _seen(self) -> str:
        return tr("A seen") if self._acts else tr("seen?")

    def seen(self) -> None:
        """Say that somebody has seen it."""
        if self._face.key and not self._face.seen_by:
            self.acknowledged.emit(self._face.key)

    def sizeHint(self) -> QSize:
        """As wide as its words ask for, within limits."""
        face = self._face
        if not face.key:
            return QSize(0, px(HEIGHT))
        first = text.width(face.sentence, _BOLD) + text.width(" · 00:00:00", _PLAIN)
        second = text.width(words.joined(face.detail, face.count), _PLAIN)
        wide = round(max(first, second) + self._key_width() + px(_PAD + _PAD + 12))
        return QSize(max(px(LEAST + 40), min(px(MOST), wide)), px(HEIGHT))

    def height_at(self, wide: int) -> int:
        """How high it has to be at a width."""
        return px(HEIGHT if self._said_in_two(self._room(wide)) else HIGH)

    def _room(self, wide: int) -> float:
        return wide - px(2 * _PAD) - self._key_width()

    def _key_width(self) -> float:
        return 0.0 if self._face.seen_by else shapes.key_width(self._seen) + px(10)

    def _said_in_two(self, room: float) -> tuple[str, str] | None:
        """What follows the sentence in its line, and the line below; None: there is no room."""
        face = self._face
        after = f" · {face.time}"
        below = words.joined(face.detail, face.count)
        if text.width(face.sentence, _BOLD) + text.width(after, _PLAIN) > room:
            after, below = "", words.joined(face.time, face.count, face.detail)
        wide = max(
            text.width(face.sentence, _BOLD) + text.width(after, _PLAIN),
            text.width(below, _PLAIN),
        )
        return (after, below) if wide <= room else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on it is the same as its key."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.seen()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the alarm."""
        face = self._face
        if not face.key:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(color(theme.WARN if face.loud else theme.WARN_EDGE), 1))
        painter.setBrush(color(theme.WARN_GROUND if face.loud else theme.BG1))
        painter.drawRoundedRect(rect, px(8), px(8))
        inside = rect.adjusted(px(_PAD), 0, -px(_PAD), 0)
        two = self._said_in_two(self._room(self.width()))
        if two is None:
            self._paint_lines(painter, inside)
            return
        if not face.seen_by:
            key = shapes.key_width(self._seen)
            self._paint_key(painter, inside.right() - key, inside.center().y())
        self._paint_two(painter, inside, *two)

    def _paint_two(self, painter: QPainter, inside: QRectF, after: str, below: str) -> None:
        first = QRectF(inside.left(), inside.center().y() - px(20), inside.width(), px(20))
        took = text.draw(painter, first, self._face.sentence, _BOLD)
        text.draw(painter, first.adjusted(took, 0, 0, 0), after, _PLAIN)
        text.draw(painter, first.translated(0, px(20)), below, _PLAIN)

    def _paint_lines(self, painter: QPainter, inside: QRectF) -> None:
        """The sentence, then since when and how many; the detail only where all of it fits."""
        face, key = self._face, self._key_width()
        sentence = list(text.wrapped(face.sentence, _BOLD, inside.width()))
        if len(sentence) >= _LINES:
            sentence[_LINES - 2 :] = [" ".join(sentence[_LINES - 2 :])]
        counted = words.joined(face.time, face.count)
        rest = _wrapped(words.joined(counted, face.detail), inside.width(), inside.width() - key)
        if len(sentence) + len(rest) > _LINES:
            rest = [counted]
        shown = [*((line, _BOLD) for line in sentence), *((line, _PLAIN) for line in rest)]
        box = QRectF(inside.left(), 0, inside.width(), px(_LINE))
        box.moveTop(inside.center().y() - px(_LINE) * len(shown) / 2)
        for at, (said, look) in enumerate(shown, start=1):
            room = box if at < len(shown) else box.adjusted(0, 0, -key, 0)
            text.draw(painter, room, said, look, elide=True)
            if at == len(shown) and key:
                left = inside.right() - shapes.key_width(self._seen)
                self._paint_key(painter, left, box.center().y())
            box.translate(0, px(_LINE))

    def _paint_key(self, painter: QPainter, left: float, middle: float) -> None:
        shapes.draw_key(painter, left, middle, self._seen, theme.WARN_TEXT, theme.WARN_EDGE)


def _wrapped(said: str, room: float, last: float) -> list[str]:
    """Lines of which the last leaves room for the key."""
    lines = text.wrapped_parts(said, _PLAIN, room)
    if text.width(lines[-1], _PLAIN) > last:
        lines = text.wrapped_parts(said, _PLAIN, last)
    return list(lines)
