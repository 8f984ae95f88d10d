"""The feeds as tiles: picture, levels, who, what time it is there, how they are."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.ui import shapes, text, theme, words
from control_panel.ui.on_air.tile_paint import (
    QUIET,
    paint_lost,
    paint_meter,
    paint_why,
    paint_words,
    paint_words_alone,
)
from control_panel.ui.on_air.tile_words import Edge, TileFace, faces
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import FeedPictures, View
from control_panel.ui.words import tr

WORDS_HEIGHT = 48
_VIDEO_LEAST = 24
"""Where a picture would be lower (at 100 %) a tile has words alone."""
_AT_MOST = 6
"""Tiles as wide as the drawing's until there are more."""
_TAG = Face(13, 700, theme.DARK)
_EDGES = {
    Edge.NONE: theme.BG1,
    Edge.ON_AIR: theme.AIR,
    Edge.PROGRAM: theme.AIR,
    Edge.NEXT: theme.PREVIEW,
    Edge.LOST: theme.WARN,
    Edge.UNSURE: theme.TEXT3,
}
_TAGS = {
    Edge.ON_AIR: theme.AIR,
    Edge.PROGRAM: theme.AIR,
    Edge.NEXT: theme.PREVIEW,
    Edge.UNSURE: theme.TEXT3,
}


def no_picture(_feed_id: str) -> QImage | None:
    """The source of pictures where there is none."""
    return None


class FeedTile(QWidget):
    """One feed."""

    def __init__(self) -> None:
        super().__init__()
        self._face: TileFace | None = None
        self._pictures: FeedPictures = no_picture
        self._fitted: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def face(self) -> TileFace | None:
        """What is shown."""
        return self._face

    def set_pictures(self, pictures: FeedPictures) -> None:
        """Say where pictures come from."""
        self._pictures = pictures
        self._fitted = None

    def show_face(self, face: TileFace) -> None:
        """Show a feed as it is now; levels alone repaint the meter alone."""
        before, self._face = self._face, face
        if before == face:
            return
        if before is not None and replace(before, levels=face.levels) == face:
            self.update(self._bars().toAlignedRect())
            return
        if before is None or before.feed_id != face.feed_id:
            self._fitted = None
        self.setAccessibleName(face.name)
        tally = _tally_words(face.tally)
        self.setAccessibleDescription(words.joined(face.lost, tally, face.words, face.rate))
        self.setToolTip(words.joined(face.lost, face.why))
        self.update()

    def picture_moved(self) -> None:
        """A new picture is there: paint it, and what stands over it."""
        self._fitted = None
        self.update(self._video().toAlignedRect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture has to be fitted again."""
        super().resizeEvent(event)
        self._fitted = None

    def _video(self) -> QRectF:
        edge = px(2)
        high = max(0, self.height() - px(WORDS_HEIGHT) - 2 * edge)
        return QRectF(edge, edge, self.width() - 2 * edge, high)

    def _bars(self) -> QRectF:
        """Where the levels are."""
        video = self._video()
        left, wide = video.right() - px(13), px(9)
        return QRectF(left, video.top() + px(6), wide, max(0.0, video.height() - px(12)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile, or as much of it as moved."""
        painter = QPainter(self)
        face, video = self._face, self._video()
        if face is None:
            painter.fillRect(event.rect(), color(theme.BG0))
            return
        if video.height() < px(_VIDEO_LEAST):
            painter.fillRect(event.rect(), color(theme.BG1))
            tag, ink = _tally_words(face.tally), _TAGS.get(face.tally, "")
            paint_words_alone(painter, QRectF(self.rect()), face, tag, ink)
            self._paint_frame(painter, face)
            return
        part = QRectF(event.rect())
        if not video.contains(part):
            painter.fillRect(event.rect(), color(theme.BG1))
        self._paint_video(painter, video, face)
        if part.bottom() > video.bottom():
            paint_words(painter, QRectF(self.rect()), video, face)
        if not self._bars().adjusted(-1, -1, 1, 1).contains(part):
            self._paint_frame(painter, face)

    def _paint_frame(self, painter: QPainter, face: TileFace) -> None:
        shapes.draw_corners(painter, QRectF(self.rect()), px(6), theme.BG0)
        painter.setPen(QPen(color(_EDGES[face.edge]), px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = px(2) / 2
        whole = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(whole, px(5), px(5))

    def _paint_video(self, painter: QPainter, video: QRectF, face: TileFace) -> None:
        fitted = self._picture(video, face)
        if fitted is not None:
            painter.drawImage(video.topLeft(), fitted)
        else:
            painter.fillRect(video, color(theme.BG2 if not face.picture else "#000000"))
        if face.levels is not None:
            paint_meter(painter, self._bars(), face.levels)
        if face.lost:
            paint_lost(painter, video, face)
        elif fitted is None and face.why:
            paint_why(painter, video, face.why)
        if face.tally in _TAGS:
            said = _tally_words(face.tally)
            box = QRectF(video.left(), video.top(), text.width(said, _TAG) + px(12), px(20))
            painter.fillRect(box, color(_TAGS[face.tally]))
            text.draw(painter, box, said, _TAG, text.CENTRE)

    def _picture(self, video: QRectF, face: TileFace) -> QImage | None:
        """The newest picture as large as the tile, made once a picture."""
        if self._fitted is None and face.picture:
            image = self._pictures(face.feed_id)
            if image is not None and not image.isNull():
                self._fitted = fitted(image, video, self.devicePixelRatioF())
        return self._fitted


def fitted(image: QImage, video: QRectF, ratio: float) -> QImage:
    """A copy of the picture that fills `video`, cut at its sides or top and bottom."""
    scale = max(video.width() / image.width(), video.height() / image.height())
    wide, high = video.width() / scale, video.height() / scale
    source = QRectF((image.width() - wide) / 2, (image.height() - high) / 2, wide, high)
    size = QSize(round(video.width() * ratio), round(video.height() * ratio))
    made = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), image, source)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def _tally_words(tally: Edge) -> str:
    said = {
        Edge.ON_AIR: tr("ON AIR"),
        Edge.PROGRAM: tr("PROGRAM"),
        Edge.NEXT: tr("NEXT"),
        Edge.UNSURE: tr("LAST KNOWN"),
    }
    return said.get(tally, "")


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
            said = self.tr("No feeds yet: add them in Setup (Ctrl 2)")
            text.draw(painter, QRectF(self.rect()), said, QUIET, text.CENTRE)
