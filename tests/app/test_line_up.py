"""The Line-up place with what it asks: snapshots, reconnecting, the wall window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from control_panel.app.line_up_door import LineUpDoor
from control_panel.app.snapshots import save_snapshot
from control_panel.errors import StoreError
from control_panel.feeds.history import History
from control_panel.feeds.status import FeedStatus
from control_panel.instant import Instant
from control_panel.show.document import Document
from control_panel.tasks import Tasks
from control_panel.ui import theme
from control_panel.ui.key_layer import KeyLayer
from control_panel.ui.keys import Place
from control_panel.ui.window import Window
from tests.ui import states
from tests.ui.lineup import drawn

K, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NOW = Instant(datetime(2026, 3, 4, 14, 5, 22, tzinfo=UTC), timedelta(hours=1), "boot")


class Wall(QObject):
    """The pictures that a test gives it; writes down what is reconnected."""

    pictures_moved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.images: dict[str, QImage] = {}
        self.reconnected: list[str] = []
        self.receives = True
        self.statuses: dict[str, FeedStatus] = {}

    def image(self, feed_id: str) -> QImage | None:
        return self.images.get(feed_id)

    def history(self, _feed_id: str) -> History:
        return History()

    def reconnect(self, feed_id: str) -> bool:
        self.reconnected.append(feed_id)
        return self.receives


class StillClock:
    def now(self) -> Instant:
        return NOW


@dataclass
class Room:
    """What the door needs of a gallery."""

    document: Document
    wall: Wall = field(default_factory=Wall)
    clock: StillClock = field(default_factory=StillClock)
    tasks: Tasks = field(default_factory=Tasks)


class Desk:
    """A window at the Line-up place, with its door."""

    def __init__(self, qtbot: QtBot, app: QApplication, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.view = drawn.well()
        self.room = Room(Document(self.view.show, None, clock=lambda: NOW))
        ticks = count(10**6, 1000)
        self.window = Window(keys=KeyLayer(app, milliseconds=lambda: next(ticks)))
        self.told: list[str] = []
        self.door = LineUpDoor(
            self.room,  # type: ignore[arg-type]
            self.window,
            self.told.append,
            folder=lambda: folder,
        )
        self.window.resize(1600, 900)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.press(K.Key_3, CTRL)

    def show(self) -> None:
        self.window.show_view(self.view)
        self.door.show_view(self.view)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.qtbot.keyClick(self.window, key, held)

    @property
    def said(self) -> str:
        return self.window.strip.sentence.text()

    def until_said(self, part: str) -> None:
        self.qtbot.waitUntil(lambda: part in self.said)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    theme.apply(qapp)
    made = Desk(qtbot, qapp, tmp_path)
    yield made
    made.room.tasks.stop()
    made.window.close()
    made.window.deleteLater()


def picture(ink: int = 0x336699) -> QImage:
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(ink)
    return image


def test_the_place_shows_the_view_once_it_is_seen(desk: Desk) -> None:
    assert desk.window.place is Place.LINE_UP
    assert desk.door.place.chosen_id == "kinshasa"
    assert desk.door.place.counts.startswith("6 feeds")


def test_a_snapshot_is_the_newest_picture_and_says_where_it_is(desk: Desk) -> None:
    desk.room.wall.images["kinshasa"] = image = picture()
    desk.press(K.Key_S)
    image.fill(0)  # the wall writes the next picture into the same memory
    name = "Kinshasa 2026-03-04 14-05-22 UTC.png"
    desk.until_said(name)
    assert str(desk.folder) in desk.said
    saved = QImage(str(desk.folder / name))
    assert (saved.width(), saved.height()) == (320, 180)
    assert saved.pixelColor(100, 100).name() == "#336699"


def test_two_snapshots_of_one_second_are_two_files(desk: Desk) -> None:
    desk.room.wall.images["kinshasa"] = picture()
    desk.press(K.Key_S)
    desk.until_said("UTC.png")
    desk.press(K.Key_S)
    desk.until_said("UTC 2.png")
    assert len(list(desk.folder.iterdir())) == 2


def test_without_a_picture_nothing_is_saved_and_it_is_said(desk: Desk) -> None:
    desk.press(K.Key_S)
    assert desk.said == "Kinshasa has no picture yet: nothing was saved"
    assert list(desk.folder.iterdir()) == []


def test_a_snapshot_that_cannot_be_saved_says_why_and_what_to_do(desk: Desk) -> None:
    desk.room.wall.images["kinshasa"] = picture()
    desk.folder.rmdir()
    desk.press(K.Key_S)
    desk.until_said("The snapshot was not saved")
    assert "press S again" in desk.said


def test_a_snapshot_is_written_over_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "a UTC.png").write_text("mine")
    path = save_snapshot(picture(), tmp_path, "a UTC.png")
    assert path.name == "a UTC 2.png"
    assert (tmp_path / "a UTC.png").read_text() == "mine"
    with pytest.raises(StoreError, match="cannot be written"):
        save_snapshot(picture(), tmp_path / "not there", "a UTC.png")


def test_reconnecting_on_air_is_asked_once_then_done_and_told(desk: Desk) -> None:
    desk.press(K.Key_R)
    assert desk.room.wall.reconnected == []
    assert "is on air" in desk.said
    desk.press(K.Key_R)
    assert desk.room.wall.reconnected == ["kinshasa"]
    assert desk.said == "Kinshasa is being reconnected"
    assert desk.told == ["Kinshasa is being reconnected"]


def test_what_cannot_be_reconnected_says_why(desk: Desk) -> None:
    desk.door.place.choose("geneva")
    desk.room.wall.receives = False
    desk.room.wall.statuses["geneva"] = FeedStatus(sentence="No address yet")
    desk.press(K.Key_R)
    assert desk.said == "Geneva cannot be reconnected: No address yet"
    assert desk.told == []


def test_leaving_the_place_forgets_the_question(desk: Desk) -> None:
    desk.press(K.Key_R)
    desk.press(K.Key_1, CTRL)
    desk.press(K.Key_3, CTRL)
    desk.press(K.Key_R)
    assert desk.room.wall.reconnected == []


def test_the_wall_opens_and_closes_by_its_key_in_every_place(desk: Desk) -> None:
    for place in (K.Key_3, K.Key_1):
        desk.press(place, CTRL)
        desk.press(K.Key_F11)
        wall = desk.door.wall
        assert wall is not None
        assert wall.isFullScreen()
        assert len(wall.wall.tiles) == 6
        desk.press(K.Key_F11)
        assert desk.door.wall is None


def test_the_wall_follows_views_and_pictures_while_line_up_is_not_shown(desk: Desk) -> None:
    desk.press(K.Key_F11)
    desk.press(K.Key_1, CTRL)
    wall = desk.door.wall
    assert wall is not None
    desk.view = replace(drawn.many(9))
    desk.show()
    assert len(wall.wall.tiles) == 9
    assert len(desk.door.place.wall.tiles) == 6  # not shown, and so left alone
    asked: list[str] = []
    wall.set_pictures(lambda feed: asked.append(feed))  # type: ignore[func-returns-value]
    desk.room.wall.pictures_moved.emit(frozenset({"kinshasa"}))
    QApplication.processEvents()
    assert "kinshasa" in asked
    desk.door.close()


def test_the_window_takes_the_wall_with_it(desk: Desk) -> None:
    desk.press(K.Key_F11)
    assert desk.door.wall is not None
    desk.window.close()
    assert desk.door.wall is None


def test_space_on_the_wall_is_take_and_escape_closes_it(desk: Desk) -> None:
    commands: list[object] = []
    desk.window.commanded.connect(commands.append)
    desk.press(K.Key_F11)
    wall = desk.door.wall
    assert wall is not None
    wall.activateWindow()
    desk.qtbot.waitUntil(wall.isActiveWindow)
    desk.qtbot.keyClick(wall, K.Key_Space)
    assert len(commands) == 1
    desk.qtbot.keyClick(wall, K.Key_Escape)
    assert desk.door.wall is None


def test_an_empty_show_asks_for_nothing(desk: Desk) -> None:
    desk.view = states.empty()
    desk.show()
    said: list[Callable[..., None]] = []
    for key in (K.Key_S, K.Key_R, K.Key_L):
        desk.press(key)
    assert said == []
    assert desk.room.wall.reconnected == []
