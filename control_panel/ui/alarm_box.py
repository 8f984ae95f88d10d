"""The gravest alarm, beside TAKE: what is wrong, since when, and the key that says "seen"."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.alarms import Alarm, Severity
from control_panel.ui import shapes, text, theme, words
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import View
from control_panel.ui.words import tr

HEIGHT, LEAST, MOST = 56, 250, 470
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
        words.passed(view.now.since(first.since)),
        words.joined(first.detail, _known_of(view, first), seen),
        count,
        first.severity is Severity.ALARM and not first.acknowledged_by,
        first.acknowledged_by,
    )


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
        if not self._face.key:
            return QSize(0, px(HEIGHT))
        first = text.width(self._face.sentence, _BOLD) + text.width(" · 00:00:00", _PLAIN)
        second = text.width(words.joined(self._face.detail, self._face.count), _PLAIN)
        wide = round(max(first, second) + self._key_width() + px(36))
        return QSize(max(px(LEAST), min(px(MOST), wide)), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never so narrow that it cannot be read."""
        return QSize(px(LEAST - 40) if self._face.key else 0, px(HEIGHT))

    def _key_width(self) -> float:
        return 0.0 if self._face.seen_by else shapes.key_width(self._seen) + px(10)

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
        inside = rect.adjusted(px(12), px(6), -px(10), -px(6))
        if not face.seen_by:
            key = shapes.key_width(self._seen)
            left, middle = inside.right() - key, inside.center().y()
            shapes.draw_key(painter, left, middle, self._seen, theme.WARN_TEXT, theme.WARN_EDGE)
            inside.adjust(0, 0, -key - px(10), 0)
        self._paint_words(painter, inside)

    def _paint_words(self, painter: QPainter, inside: QRectF) -> None:
        face = self._face
        time = f" · {face.time}"
        time_wide = text.width(time, _PLAIN)
        first = QRectF(inside.left(), inside.center().y() - px(20), inside.width(), px(20))
        second = first.translated(0, px(20))
        if text.width(face.sentence, _BOLD) + time_wide <= inside.width():
            took = text.draw(painter, first, face.sentence, _BOLD)
            text.draw(painter, first.adjusted(took, 0, 0, 0), time, _PLAIN)
            said = words.joined(face.detail, face.count)
            if text.width(said, _PLAIN) > inside.width():
                said = words.joined(face.count, face.detail)
            text.draw(painter, second, said, _PLAIN, elide=True)
            return
        lines = text.wrapped(face.sentence, _BOLD, inside.width())
        text.draw(painter, first, lines[0], _BOLD, elide=True)
        if len(lines) == 1:
            said = words.joined(face.time, face.count, face.detail)
            text.draw(painter, second, said, _PLAIN, elide=True)
            return
        # A long sentence takes both lines; what follows from it is in the tip.
        rest = " ".join(lines[1:])
        room = second.adjusted(0, 0, -time_wide, 0)
        took = text.draw(painter, room, rest, _BOLD, elide=True)
        text.draw(painter, second.adjusted(took, 0, 0, 0), time, _PLAIN)
