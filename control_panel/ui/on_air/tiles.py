"""The feeds of the On Air place in a row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from control_panel.ui import text, theme
from control_panel.ui.feed_tile import FeedTile, no_picture
from control_panel.ui.theme import color, px
from control_panel.ui.tile_paint import QUIET
from control_panel.ui.tile_words import faces
from control_panel.ui.view import FeedPictures, View

_AT_MOST = 6
"""Tiles as wide as the drawing's until there are more."""


class FeedStrip(QWidget):
    """All feeds in a row: six as wide as the drawing's, more of them narrower."""

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[FeedTile] = []
        self._shown = 0
        self._pictures: FeedPictures = no_picture
        self.setAccessibleName(self.tr("Feeds"))

    @property
    def tiles(self) -> list[FeedTile]:
        """The tiles that are shown."""
        return self._tiles[: self._shown]

    def set_pictures(self, pictures: FeedPictures) -> None:
        """Say where pictures come from."""
        self._pictures = pictures
        for tile in self._tiles:
            tile.set_pictures(pictures)

    def show_view(self, view: View) -> None:
        """Show every feed of the show."""
        all_faces = faces(view)
        while len(self._tiles) < len(all_faces):
            tile = FeedTile()
            tile.set_pictures(self._pictures)
            tile.setParent(self)
            self._tiles.append(tile)
        if len(all_faces) != self._shown:
            self._shown = len(all_faces)
            self._place()
            self.update()
        for tile, face in zip(self._tiles, all_faces, strict=False):
            tile.show_face(face)

    def pictures_moved(self, feed_ids: frozenset[str]) -> None:
        """New pictures of these feeds are there."""
        for tile in self.tiles:
            if tile.face is not None and tile.face.feed_id in feed_ids:
                tile.picture_moved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Share the width again when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def _place(self) -> None:
        side, gap, edge = px(16), px(10), px(8)
        columns = max(_AT_MOST, self._shown)
        wide = (self.width() - 2 * side - gap * (columns - 1)) / columns
        for at, tile in enumerate(self._tiles):
            tile.setVisible(at < self._shown)
            left = side + at * (wide + gap)
            tile.setGeometry(QRect(round(left), edge, round(wide), self.height() - 2 * edge))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line above, and what to do where there is no feed."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(theme.BG0))
        painter.fillRect(QRectF(0, 0, self.width(), 1), color(theme.LINE))
        if not self._shown:
            said = self.tr("No feeds yet: add them in Setup (Ctrl 7)")
            text.draw(painter, QRectF(self.rect()), said, QUIET, text.CENTRE)
