"""The chosen feed large: its picture, who and how, ten minutes of graphs, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from control_panel.feeds.history import History, second_of
from control_panel.lineup.order import Entry
from control_panel.ui import layout, shapes, text, theme, words
from control_panel.ui.feed_tile import FeedTile
from control_panel.ui.key_button import KeyButton, Style
from control_panel.ui.lineup.booked_cells import BookedCells
from control_panel.ui.lineup.chosen_words import ChosenFace, chosen_face
from control_panel.ui.lineup.facts import Facts
from control_panel.ui.lineup.graph import HEIGHT as GRAPH_HEIGHT
from control_panel.ui.lineup.graph import LEAST as GRAPH_LEAST
from control_panel.ui.lineup.graph import Graph
from control_panel.ui.lineup.graph_words import graphs
from control_panel.ui.lineup.wall_words import tile_face
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.tile_paint import TileLook
from control_panel.ui.view import FeedPictures, View

Histories = Callable[[str], History]
"""Ten minutes of a feed by its id."""

FOOT, SIDE, GAP = 64, 16, 10
HEAD = 66
FACTS_LEAST = 150
"""The lines of text are never lower; the picture and the graphs give way first."""
_PICTURE = TileLook(lines=0, meter=14, scale_marks=True, whole=True, behind=theme.BG1)
_NAME = Face(17, 600)
_TIME = Face(17, 600)
_SMALL = Face(13, 400, theme.TEXT2)


def no_history(_feed_id: str) -> History:
    """The source of histories where there is none."""
    return History()


class ChosenHead(QWidget):
    """Name and local time, then how it is and when it is on air."""

    def __init__(self) -> None:
        super().__init__()
        self._face: ChosenFace | None = None

    def show_face(self, face: ChosenFace) -> None:
        """Show who was chosen, and how it is."""
        self._face = face
        self.setAccessibleName(face.name)
        self.setAccessibleDescription(words.joined(face.status, face.air, face.time))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint two lines, three where they are narrow."""
        painter = QPainter(self)
        face = self._face
        if face is None:
            return
        line = QRectF(0, 0, self.width(), px(24))
        time = text.width(face.time, _TIME)
        if text.width(face.name, _NAME) + px(12) + time <= line.width():
            text.draw(painter, line, face.time, _TIME, text.RIGHT)
            text.draw(painter, line, face.name, _NAME)
        else:
            text.draw(painter, line, face.name, _NAME, elide=True)
            line.translate(0, px(22))
            text.draw(painter, line, face.time, _SMALL.on(theme.TEXT1), elide=True)
        line = QRectF(0, line.bottom(), self.width(), px(20))
        shape = shapes.draw_shape(painter, 0, line.center().y(), face.shape) + px(8)
        said = Face(13, 600, theme.WARN) if face.warn else _SMALL.on(theme.TEXT1)
        air = text.width(face.air, _SMALL)
        room = line.adjusted(shape, 0, 0, 0)
        if text.width(face.status, said) + px(12) + air <= room.width():
            text.draw(painter, room, face.air, _SMALL, text.RIGHT)
            text.draw(painter, room, face.status, said)
            return
        text.draw(painter, room, face.status, said, elide=True)
        text.draw(painter, line.translated(0, px(20)), face.air, _SMALL, elide=True)


class ChosenFeed(QFrame):
    """The right side of the Line-up place."""

    snapshot_wanted = Signal()
    reconnect_wanted = Signal()
    listen_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entry: Entry | None = None
        self._listening: str | None = None
        self._second = -1
        self.setProperty("role", "chosen")
        self.picture = FeedTile(_PICTURE)
        self.head = ChosenHead()
        self.booked = BookedCells()
        self.facts = Facts()
        self.lines = QScrollArea()
        self.graphs = tuple(Graph() for _ in range(4))
        self.listen = KeyButton(self.tr("Listen"), "L", Style.FILLED, widest=self.tr("Listening"))
        self.snapshot = KeyButton(self.tr("Snapshot"), "S")
        self.reconnect = KeyButton(self.tr("Reconnect now"), "R", widest=self.tr("Press R again"))
        self._histories: Histories = no_history
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        column = layout.column(10)
        column.addWidget(self.booked)
        column.addWidget(self.facts)
        column.addStretch(1)
        inside.setLayout(column)
        self.lines.setWidget(inside)
        self.lines.setWidgetResizable(True)
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setAccessibleName(self.tr("What is known of the feed"))
        for part in (self.head, self.lines, self.picture, *self.graphs, *self._buttons()):
            part.setParent(self)
        self.listen.hide()
        self.snapshot.clicked.connect(self.snapshot_wanted)
        self.reconnect.clicked.connect(self.reconnect_wanted)
        self.listen.clicked.connect(self.listen_wanted)

    def _buttons(self) -> tuple[KeyButton, ...]:
        return (self.listen, self.snapshot, self.reconnect)

    @property
    def feed_id(self) -> str:
        """The feed that is shown; empty: none."""
        return self._entry.feed.id if self._entry is not None else ""

    def set_sources(self, pictures: FeedPictures, histories: Histories) -> None:
        """Say where pictures and the last ten minutes come from."""
        self.picture.set_pictures(pictures)
        self._histories = histories

    def show_listening(self, feed_id: str | None) -> None:
        """Say which feed is heard ("" none); None: this panel cannot listen."""
        self._listening = feed_id
        self.listen.setVisible(feed_id is not None)
        self._show_listening()
        self._place()

    def _show_listening(self) -> None:
        heard = bool(self._listening) and self._listening == self.feed_id
        said = self.tr("Listening") if heard else self.tr("Listen")
        self.listen.say(said, Style.LIT if heard else Style.FILLED)

    def show_entry(self, view: View, entry: Entry) -> None:
        """Show the chosen feed at this moment; graphs once a second."""
        other = self.feed_id != entry.feed.id
        self._entry = entry
        face = chosen_face(view, entry)
        self.head.show_face(face)
        self.picture.show_face(tile_face(view, entry))
        self.booked.show_compared(face.compared, face.sound)
        self.facts.show_facts(face.facts)
        second = second_of(view.now)
        if other or second != self._second:
            self._second = second
            found = graphs(self._histories(entry.feed.id), entry.feed.expected, second)
            for graph, shown in zip(self.graphs, found, strict=True):
                graph.show_face(shown)
        if other:
            self.lines.verticalScrollBar().setValue(0)
            self._show_listening()

    def picture_moved(self) -> None:
        """A new picture of the feed is there."""
        self.picture.picture_moved()

    def ask_reconnect(self, *, asked: bool) -> None:
        """Show that the next press is the answer to a question."""
        if asked:
            self.reconnect.say(self.tr("Press R again"), Style.AMBER)
        else:
            self.reconnect.say(self.tr("Reconnect now"), Style.QUIET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Share the room again when the look changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._place()

    def _place(self) -> None:
        """Buttons, graphs and the texts have their height; the picture has the rest.

        Where it would be small, name and status stand beside it.
        """
        side, gap = px(SIDE), px(GAP)
        wide, foot = self.width() - 2 * side, px(FOOT)
        graph = px(GRAPH_HEIGHT if self.height() > px(640) else GRAPH_LEAST)
        graphs_top = self.height() - foot - 2 * graph - 2 * gap
        room = graphs_top - px(12) - gap - px(FACTS_LEAST)
        beside = room - px(HEAD) - gap < px(190)
        if beside:
            high = max(px(90), min(room, px(160), round(wide * 0.58 * 9 / 16)))
            picture = QRect(side, px(12), round(high * 16 / 9), high)
            left = picture.right() + 1 + px(12)
            self.head.setGeometry(left, px(12), self.width() - side - left, high)
            top = picture.bottom() + 1 + gap
        else:
            high = min(room - px(HEAD), round(wide * 9 / 16))
            picture = QRect(side, px(12), wide, high)
            self.head.setGeometry(side, picture.bottom() + 1 + gap, wide, px(HEAD))
            top = self.head.geometry().bottom() + 1
        self.picture.setGeometry(picture)
        self.lines.setGeometry(side, top, wide + px(8), max(0, graphs_top - gap - top))
        for at, one in enumerate(self.graphs):
            row, column = divmod(at, 2)
            half = (wide - gap) // 2
            one.setGeometry(
                side + column * (half + gap), graphs_top + row * (graph + gap), half, graph
            )
        left = side
        for button in self._buttons():
            if not button.isHidden():
                hint = button.sizeHint()
                at_top = self.height() - foot + (foot - hint.height()) // 2
                button.setGeometry(left, at_top, hint.width(), hint.height())
                left += hint.width() + px(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the panel, and the line over its buttons."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.BG1))
        painter.fillRect(QRectF(0, 0, 1, self.height()), color(theme.LINE))
        line = self.height() - px(FOOT)
        painter.fillRect(QRectF(0, line, self.width(), 1), color(theme.LINE))
