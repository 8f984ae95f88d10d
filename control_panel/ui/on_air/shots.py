"""The shots of the item on air: keys 1 to 9, each with its picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Author, Shot, Via
from control_panel.ui import text, theme, words
from control_panel.ui.on_air.scene_pictures import (
    FLAT,
    NAME_FACE,
    draw_picture,
    draw_plate,
    no_pictures,
)
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import ScenePictures, View
from control_panel.ui.words import tr

_KEY = Face(13, 700)


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
        flat = rect.height() < px(FLAT)
        draw_picture(painter, rect, None if flat else self._pictures(self._shot.scene))
        if not self._lit and not flat:
            painter.fillRect(rect, theme.blended(theme.BG0, 0.25))
        room = rect.width() - px(4)
        if not flat:
            draw_plate(painter, px(2), px(22), str(self._shot.key), _KEY, room)
            draw_plate(painter, px(2), rect.bottom() - px(2), _called(self._shot), NAME_FACE, room)
        else:
            key = rect.adjusted(px(9), 0, 0, 0)
            took = text.draw(painter, key, str(self._shot.key), _KEY)
            name = key.adjusted(took + px(9), 0, -px(6), 0)
            text.draw(painter, name, _called(self._shot), NAME_FACE, elide=True)
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
        known = view.obs.connected and view.obs.provable
        program = view.obs.program if known else ""
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
