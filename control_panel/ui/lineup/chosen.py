"""The chosen feed large: its picture, who and how, ten minutes of graphs, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame

from control_panel.feeds.history import History, second_of
from control_panel.lineup.order import Entry
from control_panel.ui import layout, theme
from control_panel.ui.feed_tile import FeedTile
from control_panel.ui.key_button import KeyButton, Style
from control_panel.ui.lineup.booked_cells import BookedCells
from control_panel.ui.lineup.chosen_head import ChosenHead
from control_panel.ui.lineup.chosen_words import chosen_face
from control_panel.ui.lineup.facts import Facts
from control_panel.ui.lineup.graph import HEIGHT as GRAPH_HEIGHT
from control_panel.ui.lineup.graph import LEAST as GRAPH_LEAST
from control_panel.ui.lineup.graph import Graph
from control_panel.ui.lineup.graph_words import graphs
from control_panel.ui.lineup.lines_area import BAR, LinesArea
from control_panel.ui.lineup.wall_words import tile_face
from control_panel.ui.theme import color, px
from control_panel.ui.tile_paint import TileLook
from control_panel.ui.view import FeedPictures, View

Histories = Callable[[str], History]
"""Ten minutes of a feed by its id."""

FOOT, SIDE, GAP = 64, 16, 10
HEAD = 58
FACTS_LEAST, FACTS_LOW = 250, 170
"""The lines of text are never lower, or in a low window; the picture gives way first."""
_PICTURE = TileLook(lines=0, meter=14, scale_marks=True, whole=True, behind=theme.BG1)


def no_history(_feed_id: str) -> History:
    """The source of histories where there is none."""
    return History()


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
        column = layout.column(10)
        column.addWidget(self.booked)
        column.addWidget(self.facts)
        column.addStretch(1)
        self.lines = LinesArea(column)
        self.graphs = tuple(Graph() for _ in range(4))
        self.listen = KeyButton(self.tr("Listen"), "L", Style.FILLED, widest=self.tr("Listening"))
        self.snapshot = KeyButton(self.tr("Snapshot"), "S")
        self.reconnect = KeyButton(self.tr("Reconnect now"), "R", widest=self.tr("Press R again"))
        self._histories: Histories = no_history
        self._build()

    def _build(self) -> None:
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
        if self.facts.show_facts(face.facts):
            self.lines.fit()
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
        graph = px(GRAPH_HEIGHT if self.height() > px(800) else GRAPH_LEAST)
        graphs_top = self.height() - foot - 2 * graph - 2 * gap
        room = graphs_top - px(12) - gap - px(FACTS_LEAST)
        beside = room - px(HEAD) - gap < px(190)
        if beside:
            room = graphs_top - px(12) - 2 * gap - px(FACTS_LOW)
            high = max(px(90), min(room, px(160), round(wide * 0.62 * 9 / 16)))
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
        self.lines.setGeometry(side, top, wide + px(BAR), max(0, graphs_top - gap - top))
        self.lines.fit()
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
