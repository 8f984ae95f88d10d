"""The pictures of program and of what is next, as OBS renders their scenes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.ui import shapes, text, theme, words
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import ON_AIR_MODES, ScenePicture, ScenePictures, View
from control_panel.ui.words import tr

FLAT = 44
"""In less height (at 100 %) there is no picture, only words."""
STALE_AFTER = timedelta(seconds=2)
NAME_FACE = Face(13, 600)
_AGE = Face(13, 400)
_TAG = Face(13, 700, theme.DARK)


def no_pictures(_scene: str) -> ScenePicture | None:
    """The source of pictures where there is none."""
    return None


def draw_picture(painter: QPainter, rect: QRectF, found: ScenePicture | None) -> None:
    """Fill `rect` with a picture, cut to its shape; nothing where there is none.

    Where more than a third of its height would be cut it stands whole in the middle instead.
    """
    painter.fillRect(rect, color(theme.BG2))
    if found is None or found.image.isNull():
        return
    wide, high = found.image.width(), found.image.height()
    scale = max(rect.width() / wide, rect.height() / high)
    if rect.height() < high * scale * 2 / 3:
        scale = rect.height() / high
        side = (rect.width() - wide * scale) / 2
        rect = rect.adjusted(side, 0, -side, 0)
    part_w, part_h = rect.width() / scale, rect.height() / scale
    source = QRectF((wide - part_w) / 2, (high - part_h) / 2, part_w, part_h)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(rect, found.image, source)


def draw_plate(
    painter: QPainter, left: float, bottom: float, shown: str, face: Face, room: float
) -> float:
    """Paint words on a dark plate over a picture, so that they can be read on any picture."""
    wide = min(text.width(shown, face) + 2 * px(5), room)
    box = QRectF(left, bottom - px(20), wide, px(20))
    painter.fillRect(box, theme.blended(theme.BG0, 0.72))
    text.draw(painter, box.adjusted(px(5), 0, -px(5), 0), shown, face, elide=True)
    return wide


@dataclass(frozen=True, slots=True)
class Frame:
    """What one picture shows: a scene, a tag and the colour around it."""

    scene: str = ""
    tag: str = ""
    short: str = ""
    """The tag where there is little room."""
    ink: str = theme.LINE
    name: str = ""
    grey: bool = False
    """The picture is the last one known."""


class SceneTile(QWidget):
    """One scene's picture with its tag, its name and its age; greyed when older than 2 s."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._frame = Frame()
        self._age: timedelta | None = None
        self._pictures: ScenePictures = no_pictures
        self._called = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_pictures(self, pictures: ScenePictures) -> None:
        """Say where pictures come from."""
        self._pictures = pictures

    def show_frame(self, frame: Frame, view: View) -> None:
        """Show another scene, or the same one older."""
        found = self._pictures(frame.scene) if frame.scene else None
        age = view.now.since(found.at) if found else None
        if frame != self._frame:
            self.setAccessibleDescription(words.joined(frame.tag, frame.name))
            self.update()
        elif _age_words(age) != _age_words(self._age):
            stale = _stale(age) is not _stale(self._age)
            self.update(self.rect() if stale else self._age_box().toAlignedRect())
        self._frame, self._age = frame, age

    def _age_box(self) -> QRectF:
        """Where the age stands, with room for the longest."""
        wide = text.width("00:00 old", _AGE) + px(30)
        rect = QRectF(self.rect())
        return QRectF(rect.right() - wide, rect.bottom() - px(28), wide, px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture, frame and words."""
        painter = QPainter(self)
        rect = QRectF(self.rect())
        flat = rect.height() < px(FLAT)
        scene = "" if flat else self._frame.scene
        draw_picture(painter, rect, self._pictures(scene) if scene else None)
        if scene and (self._frame.grey or _stale(self._age)):
            painter.fillRect(rect, theme.blended(theme.BG0, 0.6))
        if flat:
            self._line(painter, rect)
        else:
            self._words(painter, rect)
        shapes.draw_corners(painter, rect, px(6), theme.BG0)
        edge = px(3)
        painter.setPen(QPen(color(self._frame.ink), edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = edge / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), px(5), px(5))

    def _line(self, painter: QPainter, rect: QRectF) -> None:
        """Tag and name in one line."""
        tag, left = self._frame.short, rect.left()
        if tag:
            box = QRectF(left, rect.top(), text.width(tag, _TAG) + px(20), rect.height())
            painter.fillRect(box, color(self._frame.ink))
            text.draw(painter, box, tag, _TAG, text.CENTRE)
            left = box.right()
        room = rect.adjusted(left - rect.left() + px(8), 0, -px(8), 0)
        text.draw(painter, room, self._frame.name, NAME_FACE, elide=True)

    def _words(self, painter: QPainter, rect: QRectF) -> None:
        inside = rect.adjusted(px(7), px(7), -px(7), -px(7))
        tag = self._frame.tag
        if text.width(tag, _TAG) + px(20) > rect.width():
            tag = self._frame.short or tag
        if tag:
            wide = min(text.width(tag, _TAG) + px(20), rect.width())
            box = QRectF(0, 0, wide, px(25))
            painter.fillRect(box, color(self._frame.ink))
            text.draw(painter, box, tag, _TAG, text.CENTRE, elide=True)
        if not self._frame.scene:
            text.draw_wrapped(painter, inside, self._frame.name, _AGE, text.CENTRE)
            return
        age = _age_words(self._age)
        age_wide = text.width(age, _AGE) + 2 * px(5)
        name_wide = text.width(self._frame.name, NAME_FACE) + 2 * px(5)
        fresh = self._age is not None and not _stale(self._age)
        both = name_wide + px(4) + age_wide <= inside.width()
        # Which scene it is stays; that its picture is old is greyed too.
        room = inside.width() - (age_wide + px(4) if both else 0)
        draw_plate(painter, inside.left(), inside.bottom(), self._frame.name, NAME_FACE, room)
        if both:
            face = _AGE if fresh else _AGE.on(theme.WARN)
            left = inside.right() - age_wide
            draw_plate(painter, left, inside.bottom(), age, face, age_wide)


def _stale(age: timedelta | None) -> bool:
    return age is not None and age > STALE_AFTER


def _age_words(age: timedelta | None) -> str:
    if age is None:
        return tr("no picture")
    seconds = max(0.0, age.total_seconds())
    if seconds < 10:
        return tr("{s} s old").format(s=f"{seconds:.1f}")
    return tr("{time} old").format(time=words.passed(age))


def _without_obs(view: View) -> str:
    if not view.obs_wanted:
        return tr("OBS is not set up yet: Setup (Ctrl 7), OBS")
    return words.joined(tr("OBS is not connected"), view.obs_sentence)


def program_frame(view: View) -> Frame:
    """What the ON AIR picture shows: OBS's program, as far as it can be believed."""
    obs = view.obs
    scene = obs.program
    if not scene:
        return Frame(name="" if obs.connected else _without_obs(view))
    if not obs.connected or not obs.provable:
        at = words.clock(obs.as_of.wall, view.show.zone) if obs.as_of else ""
        tag = tr("LAST KNOWN {at}").format(at=at).strip()
        return Frame(scene, tag, tr("LAST KNOWN"), theme.TEXT3, scene, grey=True)
    if view.mode not in ON_AIR_MODES:
        return Frame(scene, tr("PROGRAM · scene"), tr("PROGRAM"), theme.AIR, scene)
    return Frame(scene, tr("ON AIR · scene"), tr("ON AIR"), theme.AIR, scene)


def next_frame(view: View) -> Frame:
    """What the NEXT picture shows: next's opening scene, red while it is being taken."""
    taking = view.taking
    if taking is not None and view.playhead.taking is not None:
        scene = view.playhead.taking.picture.scene
        return Frame(scene, tr("TAKING · scene"), tr("TAKING"), theme.AIR, scene)
    upcoming = view.next
    if upcoming is None:
        return Frame(name=tr("Nothing is next"))
    if not upcoming.scene:
        return Frame(name=tr("Next has no scene of its own"), ink=theme.PREVIEW)
    scene = upcoming.scene
    return Frame(scene, tr("NEXT · scene"), tr("NEXT"), theme.PREVIEW, scene)
