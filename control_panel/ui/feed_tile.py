"""A feed as a tile: picture, levels, who, what time it is there, how it is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.ui import shapes, text, theme, words
from control_panel.ui.theme import color, px
from control_panel.ui.tile_paint import (
    ON_AIR,
    TileLook,
    paint_lost,
    paint_meter,
    paint_why,
    paint_words,
    paint_words_alone,
)
from control_panel.ui.tile_words import TALLY_EDGES, Edge, TileFace, tally_words
from control_panel.ui.view import FeedPictures

_EDGES = {
    Edge.NONE: theme.BG1,
    Edge.ON_AIR: theme.AIR,
    Edge.PROGRAM: theme.AIR,
    Edge.NEXT: theme.PREVIEW,
    Edge.LOST: theme.WARN,
    Edge.UNSURE: theme.TEXT3,
}
_VIDEO_LEAST = 24
"""Where a picture would be lower (at 100 %) a tile has words alone."""
NATIVE_UP_TO = 1.06
"""A picture that would be enlarged by less is shown as large as it is: sharper, and cheaper."""


def no_picture(_feed_id: str) -> QImage | None:
    """The source of pictures where there is none."""
    return None


class FeedTile(QWidget):
    """One feed."""

    def __init__(self, look: TileLook = ON_AIR) -> None:
        super().__init__()
        self._look = look
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

    def set_look(self, look: TileLook) -> None:
        """Paint from now on in this way."""
        if look != self._look:
            self._look = look
            self._fitted = None
            self.update()

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
        self.setAccessibleDescription(face.sentence)
        self.setToolTip(words.joined(face.lost, face.why))
        self.update()

    def forget_picture(self) -> None:
        """A new picture is there, and nobody sees the tile: it is fitted when somebody does."""
        self._fitted = None

    def picture_moved(self) -> None:
        """A new picture is there: paint it, and what stands over it."""
        self._fitted = None
        self.update(self._video().toAlignedRect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture has to be fitted again."""
        super().resizeEvent(event)
        self._fitted = None

    def _video(self) -> QRectF:
        edge = px(self._look.edge)
        high = max(0, self.height() - px(self._look.words_height) - 2 * edge)
        return QRectF(edge, edge, self.width() - 2 * edge, high)

    def _bars(self) -> QRectF:
        """Where the levels are."""
        video, wide = self._video(), px(self._look.meter)
        left = video.right() - wide - px(4)
        return QRectF(left, video.top() + px(6), wide, max(0.0, video.height() - px(12)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile, or as much of it as moved."""
        painter = QPainter(self)
        face, video = self._face, self._video()
        if face is None:
            painter.fillRect(event.rect(), color(theme.BG0))
            return
        if self._look.lines and video.height() < px(_VIDEO_LEAST):
            painter.fillRect(event.rect(), color(theme.BG1))
            tag = tally_words(face.tally) if face.tally in TALLY_EDGES else ""
            paint_words_alone(painter, QRectF(self.rect()), face, tag, _EDGES[face.tally])
            self._paint_frame(painter, face)
            return
        part = QRectF(event.rect())
        if not video.contains(part):
            painter.fillRect(event.rect(), color(theme.BG1))
        self._paint_video(painter, video, face)
        if part.bottom() > video.bottom() and self._look.lines:
            paint_words(painter, QRectF(self.rect()), video, face, self._look)
        if not self._bars().adjusted(-1, -1, 1, 1).contains(part):
            self._paint_frame(painter, face)

    def _paint_frame(self, painter: QPainter, face: TileFace) -> None:
        shapes.draw_corners(painter, QRectF(self.rect()), px(6), self._look.behind)
        edge = px(self._look.edge)
        painter.setPen(QPen(color(_EDGES[face.edge]), edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = edge / 2
        whole = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(whole, px(5), px(5))

    def _paint_video(self, painter: QPainter, video: QRectF, face: TileFace) -> None:
        shown = face.picture and self._paint_picture(painter, video, face)
        if not shown:
            painter.fillRect(video, color(theme.BG2 if not face.picture else "#000000"))
        if face.levels is not None:
            paint_meter(painter, self._bars(), face.levels, scale=self._look.scale_marks)
        if face.lost:
            paint_lost(painter, video, face, self._look)
        elif not shown and face.why:
            paint_why(painter, video, face.why, self._look)
        if face.tally in TALLY_EDGES:
            said, tag = tally_words(face.tally), self._look.tag
            wide, high = text.width(said, tag) + px(12), px(20 * self._look.zoom)
            box = QRectF(video.left(), video.top(), wide, high)
            painter.fillRect(box, color(_EDGES[face.tally]))
            text.draw(painter, box, said, tag, text.CENTRE)

    def _paint_picture(self, painter: QPainter, video: QRectF, face: TileFace) -> bool:
        """Paint the newest picture; False where there is none."""
        if self._look.whole:
            image = self._pictures(face.feed_id)
            if image is None or image.isNull():
                return False
            _paint_whole(painter, video, image, self.devicePixelRatioF())
            return True
        if self._fitted is None:
            image = self._pictures(face.feed_id)
            if image is None or image.isNull():
                return False
            self._fitted = fitted(image, video, self.devicePixelRatioF())
        painter.drawImage(video.topLeft(), self._fitted)
        return True


def _paint_whole(painter: QPainter, video: QRectF, image: QImage, ratio: float) -> None:
    """Nothing of the picture cut off, as large as there is room for, black beside it.

    Straight onto the tile: where the picture is as large as it is made, this is the cheapest.
    """
    scale = min(video.width() / image.width(), video.height() / image.height()) * ratio
    if 1.0 <= scale < NATIVE_UP_TO:
        scale = 1.0
    size = QSize(round(image.width() * scale / ratio), round(image.height() * scale / ratio))
    inside = QRectF(video.topLeft(), QSizeF(size))
    inside.moveCenter(video.center())
    inside.moveTopLeft(inside.topLeft().toPoint().toPointF())
    for part in (
        QRectF(video.topLeft(), QPointF(inside.left(), video.bottom())),
        QRectF(QPointF(inside.right(), video.top()), video.bottomRight()),
        QRectF(video.topLeft(), QPointF(video.right(), inside.top())),
        QRectF(QPointF(video.left(), inside.bottom()), video.bottomRight()),
    ):
        if part.width() > 0 and part.height() > 0:
            painter.fillRect(part, color("#000000"))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, scale != 1.0)
    painter.drawImage(inside, image)


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
