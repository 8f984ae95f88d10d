"""The On Air place: the running order, pictures, countdown, notes and feeds.

Where the window is low, done rows, the next picture and the notes give way, then the pictures; the
countdown and the rows on air and next never do.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Author
from control_panel.ui.on_air.countdown import HEIGHT as COUNTDOWN_HEIGHT
from control_panel.ui.on_air.countdown import Countdown
from control_panel.ui.on_air.notes import NotesCard
from control_panel.ui.on_air.order_table import OrderTable
from control_panel.ui.on_air.scene_pictures import SceneTile, next_frame, program_frame
from control_panel.ui.on_air.shots import Shots
from control_panel.ui.on_air.tiles import FeedStrip
from control_panel.ui.theme import px
from control_panel.ui.view import FeedPictures, ScenePictures, View

SIDE_SHARE, SIDE_LEAST, SIDE_MOST = 0.4175, 500, 720
LOW = 560
"""Below this height of the place (at 100 %) the next picture gives way."""
FEEDS_HEIGHT, FEEDS_LOW, FEEDS_WORDS = 166, 128, 78
"""The feeds' strip: as in the drawing, in a low window, and without their pictures."""
PICTURES_HEIGHT, PICTURES_LOW = 204, 118
PICTURES_LEAST, LINE_LEAST = 60, 24
"""In less height there are no pictures of scenes, only words; at last nothing."""
NOTES_LEAST = 60
GAP = 10


class OnAir(QWidget):
    """The producer's place."""

    commanded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.order = OrderTable()
        self.program = SceneTile(self.tr("On air"))
        self.upcoming = SceneTile(self.tr("Next"))
        self.shots = Shots()
        self.countdown = Countdown()
        self.notes = NotesCard()
        self.feeds = FeedStrip()
        self._side = QFrame()
        self._side.setProperty("role", "side")
        self._low = False
        parts = (self.order, self._side, self.program, self.upcoming, self.shots)
        for part in (*parts, self.countdown, self.notes, self.feeds):
            part.setParent(self)
        self._order_of_focus()
        self.shots.commanded.connect(self.commanded)
        self.notes.commanded.connect(self.commanded)

    def _order_of_focus(self) -> None:
        self.setFocusProxy(self.order.rows)

    def set_pictures(self, scenes: ScenePictures, feeds: FeedPictures) -> None:
        """Say where the pictures of scenes and of feeds come from."""
        self.program.set_pictures(scenes)
        self.upcoming.set_pictures(scenes)
        self.shots.set_pictures(scenes)
        self.feeds.set_pictures(feeds)

    def show_view(self, view: View) -> None:
        """Show this moment."""
        self.order.show_view(view)
        self.program.show_frame(program_frame(view), view)
        self.upcoming.show_frame(next_frame(view), view)
        rows = self.shots.rows
        self.shots.show_view(view)
        self.countdown.show_view(view)
        self.notes.show_view(view)
        self.feeds.show_view(view)
        if rows != self.shots.rows:
            self._place()

    def scene_pictures_moved(self) -> None:
        """New pictures of scenes are there."""
        self.program.update()
        self.upcoming.update()
        self.shots.pictures_moved()

    def feed_pictures_moved(self, feed_ids: frozenset[str]) -> None:
        """New pictures of these feeds are there."""
        self.feeds.pictures_moved(feed_ids)

    def make_selected_next(self, author: Author) -> None:
        """N: ask for the selected item as next."""
        item_id = self.order.selected_item
        if item_id:
            self.commanded.emit(Command(Action.NEXT, author, item_id=item_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Share the room again when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def _place(self) -> None:
        wide, high = self.width(), self.height()
        self._low = high < px(LOW + FEEDS_HEIGHT)
        feeds = px(self._feeds_height(high))
        side = max(px(SIDE_LEAST), min(px(SIDE_MOST), round(wide * SIDE_SHARE) + px(24)))
        side = min(side, round(wide * 0.5))
        top = high - feeds
        self.order.setGeometry(0, 0, wide - side, top)
        self._side.setGeometry(wide - side, 0, side, top)
        self.feeds.setGeometry(0, top, wide, feeds)
        inside = QRect(wide - side + px(15), px(GAP), side - px(30), top - px(GAP))
        self._place_side(inside)

    def _feeds_height(self, high: int) -> int:
        """Pictures of feeds give way where the countdown would not be whole beside them."""
        if not self._low:
            return FEEDS_HEIGHT
        return FEEDS_LOW if high >= px(FEEDS_LOW + COUNTDOWN_HEIGHT + GAP) else FEEDS_WORDS

    def _place_side(self, inside: QRect) -> None:
        """Pictures, countdown, notes: the countdown has its height, the others share the rest."""
        gap = px(GAP)
        countdown = px(COUNTDOWN_HEIGHT)
        wanted = px(PICTURES_LOW if self._low else PICTURES_HEIGHT)
        pictures = max(0, min(wanted, inside.height() - countdown - gap))
        self._place_pictures(QRect(inside.left(), inside.top(), inside.width(), pictures))
        top = inside.top() + pictures + (gap if pictures else 0)
        self.countdown.setGeometry(inside.left(), top, inside.width(), countdown)
        top += countdown + gap
        left_over = inside.bottom() + 1 - top
        self.notes.setVisible(left_over >= px(NOTES_LEAST))
        self.notes.setGeometry(inside.left(), top, inside.width(), max(0, left_over - px(8)))

    def _place_line(self, box: QRect, half: int) -> None:
        """Without pictures: the shots' keys and names, else what is on air and what is next."""
        shown, shots = box.height() >= px(LINE_LEAST), self.shots.rows == 1
        self.shots.setGeometry(box)
        self.program.setGeometry(box.left(), box.top(), half, box.height())
        self.upcoming.setGeometry(box.right() + 1 - half, box.top(), half, box.height())
        self.shots.setVisible(shown and shots)
        for part in (self.program, self.upcoming):
            part.setVisible(shown and not shots)

    def _place_pictures(self, box: QRect) -> None:
        gap = px(GAP)
        if box.height() < px(PICTURES_LEAST):
            self._place_line(box, (box.width() - gap) // 2)
            return
        for part in (self.program, self.upcoming, self.shots):
            part.show()
        program = min(round(box.height() * 16 / 9), round(box.width() * 0.6))
        self.program.setGeometry(box.left(), box.top(), program, box.height())
        left = box.left() + program + gap
        rest = QRect(left, box.top(), box.right() + 1 - left, box.height())
        rows = self.shots.rows
        if self._low and rows:
            self.upcoming.hide()
            self.shots.setGeometry(rest)
            return
        shots = {0: 0, 1: px(64), 2: px(98), 3: px(126)}[rows]
        between = px(8) if rows else 0
        upcoming = rest.height() - shots - between
        self.upcoming.setGeometry(rest.left(), rest.top(), rest.width(), upcoming)
        self.shots.setVisible(bool(rows))
        self.shots.setGeometry(rest.left(), rest.bottom() + 1 - shots, rest.width(), shots)
