"""The pictures of program, of what is next, and of the shots, as OBS renders their scenes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Author, Shot, Via
from control_panel.ui import text, theme, words
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import ScenePicture, ScenePictures, View
from control_panel.ui.words import tr

STALE_AFTER = timedelta(seconds=2)
_NAME = Face(13, 600)
_AGE = Face(13, 400)
_TAG = Face(13, 700, theme.DARK)


def no_pictures(_scene: str) -> ScenePicture | None:
    """The source of pictures where there is none."""
    return None


def draw_picture(painter: QPainter, rect: QRectF, found: ScenePicture | None) -> None:
    """Fill `rect` with a picture, cut to its shape; nothing where there is none."""
    painter.fillRect(rect, color(theme.BG2))
    if found is None or found.image.isNull():
        return
    wide, high = found.image.width(), found.image.height()
    scale = max(rect.width() / wide, rect.height() / high)
    part_w, part_h = rect.width() / scale, rect.height() / scale
    source = QRectF((wide - part_w) / 2, (high - part_h) / 2, part_w, part_h)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(rect, found.image, source)


def draw_plate(
    painter: QPainter, left: float, bottom: float, shown: str, face: Face, room: float
) -> float:
    """Paint words on a dark plate over a picture, so that they can be read on any picture."""
    wide = min(text.width(shown, face) + px(10), room)
    box = QRectF(left, bottom - px(20), wide, px(20))
    painter.fillRect(box, theme.blended(theme.BG0, 0.72))
    text.draw(painter, box.adjusted(px(5), 0, -px(5), 0), shown, face, elide=True)
    return wide


@dataclass(frozen=True, slots=True)
class Frame:
    """What one picture shows: a scene, a tag and the colour around it."""

    scene: str = ""
    tag: str = ""
    ink: str = theme.LINE
    name: str = ""


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
            self.update()
        self._frame, self._age = frame, age

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture, frame and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(rect, px(6), px(6))
        painter.setClipPath(shape)
        found = self._pictures(self._frame.scene) if self._frame.scene else None
        draw_picture(painter, rect, found)
        if self._age is not None and self._age > STALE_AFTER:
            painter.fillRect(rect, theme.blended(theme.BG0, 0.6))
        self._words(painter, rect)
        painter.setClipping(False)
        edge = px(3)
        painter.setPen(QPen(color(self._frame.ink), edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = edge / 2
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), px(5), px(5))

    def _words(self, painter: QPainter, rect: QRectF) -> None:
        inside = rect.adjusted(px(7), px(7), -px(7), -px(7))
        if self._frame.tag:
            wide = min(text.width(self._frame.tag, _TAG) + px(20), rect.width())
            box = QRectF(0, 0, wide, px(25))
            painter.fillRect(box, color(self._frame.ink))
            text.draw(painter, box, self._frame.tag, _TAG, text.CENTRE, elide=True)
        if not self._frame.scene:
            text.draw_wrapped(painter, inside, self._frame.name, _AGE, text.CENTRE)
            return
        age = _age_words(self._age)
        age_wide = text.width(age, _AGE) + px(10)
        room = inside.width() - age_wide - px(4)
        draw_plate(painter, inside.left(), inside.bottom(), self._frame.name, _NAME, room)
        left = inside.right() - age_wide
        face = _AGE if self._age is not None and self._age <= STALE_AFTER else _AGE.on(theme.WARN)
        draw_plate(painter, left, inside.bottom(), age, face, age_wide)


def _age_words(age: timedelta | None) -> str:
    if age is None:
        return tr("no picture")
    seconds = max(0.0, age.total_seconds())
    if seconds < 10:
        return tr("{s} s old").format(s=f"{seconds:.1f}")
    return tr("{time} old").format(time=words.passed(age))


def program_frame(view: View) -> Frame:
    """What the ON AIR picture shows: OBS's program, as far as it can be believed."""
    obs = view.obs
    scene = obs.program
    if not scene:
        return Frame(name=tr("OBS is not connected") if not obs.connected else "")
    if not obs.connected or not obs.provable:
        at = words.clock(obs.as_of.wall, view.show.zone) if obs.as_of else ""
        return Frame(scene, tr("LAST KNOWN {at}").format(at=at).strip(), theme.TEXT3, scene)
    if not view.transport_on:
        return Frame(scene, tr("PROGRAM · scene"), theme.AIR, scene)
    return Frame(scene, tr("ON AIR · scene"), theme.AIR, scene)


def next_frame(view: View) -> Frame:
    """What the NEXT picture shows: next's opening scene, red while it is being taken."""
    taking = view.taking
    if taking is not None and view.playhead.taking is not None:
        scene = view.playhead.taking.picture.scene
        return Frame(scene, tr("TAKING · scene"), theme.AIR, scene)
    upcoming = view.next
    if upcoming is None:
        return Frame(name=tr("Nothing is next"))
    if not upcoming.scene:
        return Frame(name=tr("Next has no scene of its own"), ink=theme.PREVIEW)
    return Frame(upcoming.scene, tr("NEXT · scene"), theme.PREVIEW, upcoming.scene)


class ShotTile(QWidget):
    """One shot: its key, its picture, red around it while it is on program."""

    pressed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shot: Shot | None = None
        self._lit = False
        self._over = False
        self._pictures: ScenePictures = no_pictures
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_pictures(self, pictures: ScenePictures) -> None:
        """Say where pictures come from."""
        self._pictures = pictures

    def show_shot(self, shot: Shot, *, lit: bool) -> None:
        """Show a shot; `lit`: it is on program."""
        if (shot, lit) == (self._shot, self._lit):
            return
        self._shot, self._lit = shot, lit
        on = tr("on program") if lit else ""
        self.setAccessibleName(tr("Shot {n}").format(n=shot.key))
        self.setAccessibleDescription(words.joined(_called(shot), on))
        self.setToolTip(f"{_called(shot)} [{shot.key}]")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click is the same as the key."""
        if event.button() is Qt.MouseButton.LeftButton and self._shot and self._shot.key:
            self.pressed.emit(self._shot.key)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is over it."""
        super().enterEvent(event)
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse has left it."""
        super().leaveEvent(event)
        self._over = False
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint picture, key and name."""
        if self._shot is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        draw_picture(painter, rect, self._pictures(self._shot.scene))
        if not self._lit:
            painter.fillRect(rect, theme.blended(theme.BG0, 0.25))
        room = rect.width() - px(4)
        draw_plate(painter, px(2), px(22), str(self._shot.key), Face(13, 700), room)
        if rect.height() >= px(44):
            draw_plate(painter, px(2), rect.bottom() - px(2), _called(self._shot), _NAME, room)
        else:
            left = px(2) + text.width(str(self._shot.key), Face(13, 700)) + px(10)
            draw_plate(painter, left, px(22), _called(self._shot), _NAME, rect.right() - left)
        edge = theme.AIR if self._lit else (theme.TEXT2 if self._over else theme.BG2)
        painter.setPen(QPen(color(edge), px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), px(4), px(4))


def _called(shot: Shot) -> str:
    return shot.name or shot.scene


class Shots(QWidget):
    """The shots of the item on air on keys 1 to 9, three in a row."""

    commanded = Signal(Command)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._grid)
        self._tiles: list[ShotTile] = []
        self._pictures: ScenePictures = no_pictures
        self._shown: tuple[Shot, ...] = ()

    def set_pictures(self, pictures: ScenePictures) -> None:
        """Say where pictures come from."""
        self._pictures = pictures
        for tile in self._tiles:
            tile.set_pictures(pictures)

    @property
    def rows(self) -> int:
        """How many rows of three there are."""
        return -(-len(self._shown) // 3)

    def show_view(self, view: View) -> None:
        """Show the shots of the item that is seen on air."""
        item = view.show.item(view.seen_on_air) if view.seen_on_air else None
        shots = tuple(s for s in item.shots if s.key) if item else ()
        self._shown = tuple(sorted(shots, key=lambda s: s.key or 0))[:9]
        self._fill()
        program = view.obs.program if view.obs.connected else ""
        for tile, shot in zip(self._tiles, self._shown, strict=False):
            tile.show_shot(shot, lit=bool(program) and shot.scene == program)

    def _fill(self) -> None:
        self._grid.setSpacing(px(6))
        while len(self._tiles) < len(self._shown):
            tile = ShotTile()
            tile.set_pictures(self._pictures)
            tile.pressed.connect(self._shot)
            at = len(self._tiles)
            self._grid.addWidget(tile, at // 3, at % 3)
            self._tiles.append(tile)
        for at in range(3):
            self._grid.setColumnStretch(at, 1)
        for at, tile in enumerate(self._tiles):
            tile.setVisible(at < len(self._shown))

    def _shot(self, key: int) -> None:
        author = Author(via=Via.CLICK)
        self.commanded.emit(Command(Action.SHOT, author, shot_key=key))

    def pictures_moved(self) -> None:
        """New pictures are there: paint them."""
        for tile in self._tiles:
            tile.update()
