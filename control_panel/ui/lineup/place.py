"""The Line-up place: every feed on a wall in order of time to air, and one of them large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from control_panel.lineup.order import Entry
from control_panel.ui import text, theme
from control_panel.ui.key_button import KeyButton, Style
from control_panel.ui.lineup.chosen import ChosenFeed, Histories
from control_panel.ui.lineup.chosen_words import reconnect_question
from control_panel.ui.lineup.wall import TileWall
from control_panel.ui.lineup.wall_words import counts_words, entries_of, wall_face
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import FeedPictures, View

HEAD = 48
CHOSEN_LEAST, CHOSEN_MOST = 440, 600
THREE_NATIVE = 3 * 324 + 2 * 12 + 2 * 16
"""The width of three tiles whose pictures are as large as monitors make them."""
ASKED_MS = 5000
_COUNT, _HOW = Face(13, 600), Face(13, 400, theme.TEXT2)


class LineUp(QWidget):
    """The technician's place."""

    snapshot_wanted = Signal(str)
    """The id of a feed whose newest picture is to be saved."""
    reconnect_wanted = Signal(str)
    """The id of a feed that is to be reached for anew; asked already where it has to be."""
    listen_wanted = Signal(str)
    """The id of a feed that somebody wants to hear, or hear no more."""
    wall_wanted = Signal()
    """The wall full screen, or no more."""
    said = Signal(str)
    """A sentence for whoever pressed; empty: it holds no more."""

    def __init__(self) -> None:
        super().__init__()
        self._view: View | None = None
        self._entries: dict[str, Entry] = {}
        self._chosen = ""
        self._asked = ""
        self._counts = ("", "")
        self._listens = False
        self.wall = TileWall()
        self.rows = QScrollArea()
        self.chosen = ChosenFeed()
        self.trouble = KeyButton(self.tr("Only in trouble"), "T", height=32)
        self.full = KeyButton(self.tr("Wall"), "F11", height=32)
        self.full.setToolTip(self.tr("All feeds full screen, on a second display if there is one"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASKED_MS)
        self._build()

    def _build(self) -> None:
        self.rows.setWidget(self.wall)
        self.rows.setWidgetResizable(True)
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setFocusProxy(self.wall)
        for part in (self.rows, self.chosen, self.trouble, self.full):
            part.setParent(self)
        self.setFocusProxy(self.wall)
        QWidget.setTabOrder(self.wall, self.chosen.lines)
        self.trouble.setCheckable(True)
        self.trouble.clicked.connect(self.show_only_trouble)
        self.full.clicked.connect(self.wall_wanted)
        self.wall.chosen.connect(self.choose)
        self.chosen.snapshot_wanted.connect(self.snapshot)
        self.chosen.reconnect_wanted.connect(self.reconnect)
        self.chosen.listen_wanted.connect(self.listen)
        self._timer.timeout.connect(self.forget_question)

    def set_sources(self, pictures: FeedPictures, histories: Histories) -> None:
        """Say where pictures and the last ten minutes of feeds come from."""
        self.wall.set_pictures(pictures)
        self.chosen.set_sources(pictures, histories)

    # ------------------------------------------------------------------ what is shown

    @property
    def chosen_id(self) -> str:
        """The feed that is shown large; empty: none."""
        return self._chosen

    @property
    def counts(self) -> str:
        """The line above the wall."""
        return "  ".join(self._counts)

    def show_view(self, view: View) -> None:
        """Show this moment."""
        self._view = view
        entries = entries_of(view)
        self._entries = {entry.feed.id: entry for entry in entries}
        if self._chosen not in self._entries:
            self.forget_question()
            self._chosen = next(iter(self._entries), "")
        face = wall_face(view, entries, trouble_only=self.trouble.isChecked())
        self.wall.show_face(face)
        self.wall.choose(self._chosen)
        self._show_counts(counts_words(face.counts) if face.counts.feeds else ("", ""))
        if (shows := bool(self._chosen)) is self.chosen.isHidden():
            for part in (self.chosen, self.trouble, self.full):
                part.setVisible(shows)
            self._place()
        if self._chosen:
            self.chosen.show_entry(view, self._entries[self._chosen])

    def pictures_moved(self, feed_ids: frozenset[str]) -> None:
        """New pictures of these feeds are there."""
        if self.isVisible():
            self.wall.pictures_moved(feed_ids)
            if self._chosen in feed_ids:
                self.chosen.picture_moved()

    def show_listening(self, feed_id: str | None) -> None:
        """Say which feed is heard ("" none); None: this panel cannot listen."""
        self._listens = feed_id is not None
        self.chosen.show_listening(feed_id)

    def show_wall_open(self, *, is_open: bool) -> None:
        """Say whether the wall is full screen somewhere."""
        self.full.say(self.full.text(), Style.LIT if is_open else Style.QUIET)
        self.full.setAccessibleDescription(self.tr("open") if is_open else self.tr("closed"))

    def _show_counts(self, said: tuple[str, str]) -> None:
        if said != self._counts:
            self._counts = said
            self.setAccessibleName(self.tr("Line-up"))
            self.setAccessibleDescription(self.counts)
            self.update(QRect(0, 0, self.width(), px(HEAD)))

    # ------------------------------------------------------------------ what is asked

    def choose(self, feed_id: str) -> None:
        """Show a feed large."""
        self.forget_question()
        self._chosen = feed_id
        if self._view is not None:
            self.show_view(self._view)
        tile = self.wall.chosen_tile
        if tile is not None:
            self.rows.ensureWidgetVisible(tile, 0, px(8))

    def toggle_trouble(self) -> None:
        """Show all feeds, or only those in trouble."""
        self.show_only_trouble(on=not self.trouble.isChecked())

    def show_only_trouble(self, on: bool) -> None:  # noqa: FBT001 - a slot of QAbstractButton.clicked
        """Show only the feeds in trouble, or all of them."""
        self.trouble.setChecked(on)
        self.trouble.say(self.trouble.text(), Style.LIT if on else Style.QUIET)
        if self._view is not None:
            self.show_view(self._view)

    def snapshot(self) -> None:
        """Ask for the newest picture of the chosen feed as a file."""
        if self._chosen:
            self.snapshot_wanted.emit(self._chosen)

    def listen(self) -> None:
        """Ask to hear the chosen feed, where this panel can listen."""
        if self._chosen and self._listens:
            self.listen_wanted.emit(self._chosen)

    def reconnect(self) -> None:
        """Ask to reach for the chosen feed anew; on air and next only when pressed twice."""
        entry = self._entries.get(self._chosen)
        if entry is None or self._view is None:
            return
        question = reconnect_question(self._view, entry)
        if question and self._asked != entry.feed.id:
            self._asked = entry.feed.id
            self.chosen.ask_reconnect(asked=True)
            self._timer.start()
            self.said.emit(question)
            return
        self.forget_question()
        self.reconnect_wanted.emit(entry.feed.id)

    def forget_question(self) -> None:
        """The question about reconnecting holds no more."""
        if self._asked:
            self._asked = ""
            self._timer.stop()
            self.chosen.ask_reconnect(asked=False)
            self.said.emit("")

    def escape(self) -> bool:
        """Esc: leave the feed as it is, where that was asked; whether it was."""
        asked = bool(self._asked)
        self.forget_question()
        return asked

    # ------------------------------------------------------------------ where things stand

    def notice_area(self) -> QRect:
        """The part that a notice may cover: the wall, not what is read of the chosen feed."""
        return self.rows.geometry()

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
        wide, high, head = self.width(), self.height(), px(HEAD)
        side = max(px(CHOSEN_LEAST), min(px(CHOSEN_MOST), wide - px(THREE_NATIVE)))
        side = 0 if self.chosen.isHidden() else min(side, round(wide * 0.42))
        self.chosen.setGeometry(wide - side, 0, side, high)
        self.rows.setGeometry(0, head, wide - side, high - head)
        self.wall.set_room(high - head)
        left = wide - side - px(16)
        for button in (self.full, self.trouble):
            hint = button.sizeHint()
            left -= hint.width()
            button.setGeometry(left, (head - hint.height()) // 2, hint.width(), hint.height())
            left -= px(8)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint how many feeds there are, and how they are."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.BG0))
        feeds, how = self._counts
        line = QRectF(px(16), 0, self.trouble.geometry().left() - px(28), px(HEAD))
        taken = text.draw(painter, line, feeds, _COUNT)
        line.setLeft(line.left() + taken + px(12))
        text.draw(painter, line, how, _HOW, elide=True)
