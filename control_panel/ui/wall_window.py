"""The wall as a window of its own, full screen: the tiles of all feeds with tally."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from control_panel.ui import digits, text, theme, words
from control_panel.ui.lineup.wall import LINE_UP, TileWall, WallLook
from control_panel.ui.lineup.wall_words import counts_words, entries_of, wall_face
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.tile_paint import TileLook
from control_panel.ui.view import FeedPictures, View

HEAD = 60
ZOOM_MOST = 2.2
"""Texts are up to so much larger than in a window: a wall is read from further away."""
_WORDS_WIDE = 240
"""The words of a tile fit into so much at 100 %."""
_WORDS_SHARE = 0.32
"""Of a tile's height that its words may take."""
_MOST = 1280
"""No picture of the wall is wider, at 100 %."""
_TITLE, _HOW, _CLOCK = Face(24, 600), Face(17, 400, theme.TEXT2), Face(38, 600)


def open_full_screen(window: QWidget, _name: str) -> None:
    """Put a window full screen, on a second display where there is one."""
    screens = theme.application().screens()
    first = theme.application().primaryScreen()
    other = next((screen for screen in screens if screen is not first), first)
    window.setGeometry(other.geometry())
    window.showFullScreen()


class WallWindow(QWidget):
    """Every feed, its tally and how it is; nothing in it is pressed."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ("", "")
        self._clock = ""
        self.wall = TileWall(_look(1.0))
        self.wall.setParent(self)
        self.setWindowTitle(self.tr("Wall"))
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(640, 360)

    def set_pictures(self, pictures: FeedPictures) -> None:
        """Say where the pictures of feeds come from."""
        self.wall.set_pictures(pictures)

    def show_view(self, view: View) -> None:
        """Show this moment."""
        count = len(self.wall.tiles)
        face = wall_face(view, entries_of(view))
        self.wall.show_face(face)
        if len(face.tiles) != count:
            self._place()
        how = words.joined(*counts_words(face.counts)) if face.counts.feeds else ""
        title, clock = (view.show.title, how), words.clock(view.wall, view.show.zone)
        if (title, clock) != (self._title, self._clock):
            self._title, self._clock = title, clock
            self.update(0, 0, self.width(), px(HEAD))

    def pictures_moved(self, feed_ids: frozenset[str]) -> None:
        """New pictures of these feeds are there."""
        if self.isVisible():
            self.wall.pictures_moved(feed_ids)

    def escape(self) -> bool:
        """Esc: close, where this is the window that has the keys; whether it was."""
        if self.isVisible() and self.isActiveWindow():
            self.close()
            return True
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it is gone."""
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the window."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Fill the window again when the look changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._place()

    def _place(self) -> None:
        """The tiles below the head; texts grow with the tiles."""
        high = self.height() - px(HEAD)
        self.wall.setGeometry(0, px(HEAD), self.width(), high)
        self.wall.set_room(high)
        self.wall.set_look(_look(1.0))
        wide, cell = self.wall.cell
        zoom = min(wide / px(_WORDS_WIDE), cell * _WORDS_SHARE / px(LINE_UP.words_height))
        self.wall.set_look(_look(max(1.0, min(ZOOM_MOST, zoom))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the show's name, how the feeds are, and the time."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), color(theme.BG0))
        title, how = self._title
        clock = digits.width("00:00:00", _CLOCK)
        line = QRectF(px(16), 0, self.width() - px(48) - clock, px(HEAD))
        taken = text.draw(painter, line, title, _TITLE, elide=True)
        line.setLeft(line.left() + taken + px(16))
        text.draw(painter, line, how, _HOW, elide=True)
        box = QRectF(self.width() - px(16) - clock, 0, clock, px(HEAD))
        digits.draw(painter, box, self._clock, _CLOCK)


def _look(zoom: float) -> WallLook:
    """How the wall looks with texts so much larger."""
    step = round(zoom, 1)
    tile = TileLook(
        zoom=step,
        lines=LINE_UP.lines,
        meter=LINE_UP.meter * step,
        edge=3 * step,
        scale_marks=True,
        whole=True,
    )
    return WallLook(tile, scrolls=False, most=_MOST, chooses=False)
