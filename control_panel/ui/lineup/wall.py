"""The wall: the tiles of all feeds, one of them chosen by a click or by the arrow keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from control_panel.ui import text, theme
from control_panel.ui.feed_tile import FeedTile, no_picture
from control_panel.ui.lineup.arrangement import Arrangement, Room, arranged
from control_panel.ui.lineup.wall_words import WallFace
from control_panel.ui.theme import color, px
from control_panel.ui.tile_paint import TileLook
from control_panel.ui.view import FeedPictures

LINE_UP = TileLook(lines=3, meter=12, scale_marks=True, whole=True)
GAP, SIDE = 12, 16
MOST = 640
"""No picture of the wall is wider, at 100 %: monitors make 320 pixels."""
_STEPS = {
    int(Qt.Key.Key_Left): (-1, 0),
    int(Qt.Key.Key_Right): (1, 0),
    int(Qt.Key.Key_Up): (0, -1),
    int(Qt.Key.Key_Down): (0, 1),
}


@dataclass(frozen=True, slots=True)
class WallLook:
    """How a wall is arranged: sizes at 100 %."""

    tile: TileLook = LINE_UP
    scrolls: bool = True
    most: float = MOST
    chooses: bool = True


class TileWall(QWidget):
    """Tiles in rows; `chosen` says which feed somebody chose."""

    chosen = Signal(str)

    def __init__(self, look: WallLook | None = None) -> None:
        super().__init__()
        self._look = look or WallLook()
        self._tiles: list[FeedTile] = []
        self._face = WallFace()
        self._chosen = ""
        self._room_high = 0
        self._pictures: FeedPictures = no_picture
        self._shape = Arrangement(1, 1, 1)
        chooses = Qt.FocusPolicy.StrongFocus if self._look.chooses else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(chooses)
        self.setAccessibleName(self.tr("Feeds"))

    @property
    def tiles(self) -> list[FeedTile]:
        """The tiles that are shown, in order."""
        return self._tiles[: len(self._face.tiles)]

    @property
    def cell(self) -> tuple[float, float]:
        """The width and the height that there is for each tile, in pixels."""
        rows = self._shape.rows(max(1, len(self._face.tiles)))
        high = (self._room_high or self.height()) - px(8) - px(GAP) * (rows - 1)
        return self._shape.wide, high / rows

    @property
    def chosen_tile(self) -> FeedTile | None:
        """The tile of the chosen feed, where it is shown."""
        at = self._at(self._chosen)
        return self._tiles[at] if at is not None else None

    def set_pictures(self, pictures: FeedPictures) -> None:
        """Say where pictures come from."""
        self._pictures = pictures
        for tile in self._tiles:
            tile.set_pictures(pictures)

    def set_look(self, look: WallLook) -> None:
        """Arrange and paint from now on in this way."""
        if look != self._look:
            self._look = look
            for tile in self._tiles:
                tile.set_look(look.tile)
            self._place()

    def set_room(self, high: int) -> None:
        """Say how high the part is that is seen at once."""
        if high != self._room_high:
            self._room_high = high
            self._place()

    def show_face(self, face: WallFace) -> None:
        """Show the wall as it is now."""
        before, self._face = self._face, face
        while len(self._tiles) < len(face.tiles):
            tile = FeedTile(self._look.tile)
            tile.set_pictures(self._pictures)
            tile.setParent(self)
            tile.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._tiles.append(tile)
        if len(before.tiles) != len(face.tiles):
            self._place()
        for tile, shown in zip(self._tiles, face.tiles, strict=False):
            tile.show_face(shown)
        if [t.feed_id for t in before.tiles] != [t.feed_id for t in face.tiles]:
            self.update()
        if before.empty != face.empty:
            self.update()
        self._describe(self.chosen_tile)

    def choose(self, feed_id: str) -> None:
        """Mark a feed as the chosen one."""
        if feed_id != self._chosen:
            self._chosen = feed_id
            self._describe(self.chosen_tile)
            self.update()

    def pictures_moved(self, feed_ids: frozenset[str]) -> None:
        """New pictures of these feeds are there; what is scrolled away is left alone."""
        for tile in self.tiles:
            if tile.face is not None and tile.face.feed_id in feed_ids:
                if tile.visibleRegion().isEmpty():
                    tile.forget_picture()
                else:
                    tile.picture_moved()

    def _describe(self, tile: FeedTile | None) -> None:
        face = tile.face if tile is not None else None
        said = f"{face.name}: {face.sentence}" if face is not None else self._face.empty
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def _at(self, feed_id: str) -> int | None:
        ids = [face.feed_id for face in self._face.tiles]
        return ids.index(feed_id) if feed_id in ids else None

    # ------------------------------------------------------------------ choosing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from tile to tile; Home and End to the first and the last."""
        count, at = len(self._face.tiles), self._at(self._chosen)
        key = event.key()
        if not count or not self._look.chooses:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._ask(0 if key == Qt.Key.Key_Home else count - 1)
        elif key in _STEPS:
            self._ask(0 if at is None else self._beside(at, *_STEPS[key]))
        else:
            super().keyPressEvent(event)

    def _beside(self, at: int, right: int, down: int) -> int:
        """The tile beside another; the same where there is none."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            right = -right
        to = at + right + down * self._shape.columns
        last = len(self._face.tiles) - 1
        if down > 0 and to > last and at // self._shape.columns < last // self._shape.columns:
            return last
        return to if 0 <= to <= last else at

    def _ask(self, at: int) -> None:
        self.chosen.emit(self._face.tiles[at].feed_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        super().mousePressEvent(event)
        if not self._look.chooses:
            return
        for at, tile in enumerate(self.tiles):
            if tile.geometry().contains(event.position().toPoint()):
                self._ask(at)

    # ------------------------------------------------------------------ where tiles stand

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew when the look changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._place()

    def _place(self) -> None:
        gap, side, edge = px(GAP), px(SIDE), 2 * px(self._look.tile.edge)
        count = len(self._face.tiles)
        room = Room(
            wide=self.width() - 2 * side,
            high=(self._room_high or self.height()) - px(8),
            gap=gap,
            words=px(self._look.tile.words_height) + edge,
            most=px(self._look.most),
        )
        self._shape = shape = arranged(count, room, scrolls=self._look.scrolls)
        for at, tile in enumerate(self._tiles):
            tile.setVisible(at < count)
            row, column = divmod(at, shape.columns)
            left = side + column * (shape.wide + gap)
            tile.setGeometry(
                QRect(
                    round(left),
                    px(4) + round(row * (shape.high + gap)),
                    round(shape.wide),
                    round(shape.high),
                )
            )
        need = round(shape.height(count, gap)) + px(8) if count else 0
        if self._look.scrolls and need != self.minimumHeight():
            self.setMinimumHeight(need)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The chosen tile shows that the keys are here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keys are elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the frame around the chosen tile, and what to do where none is."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), color(theme.BG0))
        if self._face.empty:
            seen = QRectF(self.rect())
            seen.setHeight(min(seen.height(), float(self._room_high or self.height())))
            face = text.Face(13 * self._look.tile.zoom, 400, theme.TEXT2)
            text.draw(painter, seen, self._face.empty, face, text.CENTRE, elide=True)
        tile = self.chosen_tile
        if tile is None or not self._look.chooses:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(theme.ACCENT), px(3 if self.hasFocus() else 2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = QRectF(tile.geometry()).adjusted(-px(2), -px(2), px(2), px(2))
        painter.drawRoundedRect(around, px(8), px(8))
