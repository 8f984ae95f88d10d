"""The wall as a window of its own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from control_panel.ui.tile_words import Edge
from control_panel.ui.wall_window import WallWindow, open_full_screen
from tests.ui import drawn as on_air
from tests.ui.lineup import drawn
from tests.ui.lineup.pictures import wall


def edges(window: WallWindow) -> dict[str, Edge]:
    return {tile.face.feed_id: tile.face.edge for tile in window.wall.tiles}


def test_tally_alone_makes_red_and_green(qtbot: QtBot) -> None:
    view = drawn.well()
    window = wall(view, (1280, 720))
    qtbot.addWidget(window)
    assert edges(window)["kinshasa"] is Edge.ON_AIR
    assert edges(window)["new-delhi"] is Edge.NEXT
    window.show_view(replace(view, obs=on_air.obs(view.now, "Geneva")))
    assert edges(window)["geneva"] is Edge.ON_AIR
    assert edges(window)["kinshasa"] is Edge.NONE


def test_it_is_full_screen_and_closes_by_escape_where_it_has_the_keys(qtbot: QtBot) -> None:
    window = WallWindow()
    qtbot.addWidget(window)
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    assert not window.escape()
    with qtbot.waitExposed(window):
        open_full_screen(window, "wall")
    assert window.isFullScreen()
    assert not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.escape()
    assert closed == [True]
    assert not window.escape()


def test_it_follows_feeds_that_come_and_go(qtbot: QtBot) -> None:
    window = wall(drawn.many(9), (1920, 1080))
    qtbot.addWidget(window)
    nine = window.wall.tiles[0].width()
    window.show_view(drawn.many(1))
    QApplication.processEvents()
    assert len(window.wall.tiles) == 1
    assert window.wall.tiles[0].width() > nine
    window.show_view(drawn.empty())
    assert window.wall.tiles == []
    assert "Setup" in window.wall.accessibleDescription()


def test_nobody_chooses_on_it(qtbot: QtBot) -> None:
    window = wall(drawn.well(), (1280, 720))
    qtbot.addWidget(window)
    chosen: list[str] = []
    window.wall.chosen.connect(chosen.append)
    tile = window.wall.tiles[1].geometry().center()
    qtbot.mouseClick(window.wall, Qt.MouseButton.LeftButton, pos=tile)
    qtbot.keyClick(window.wall, Qt.Key.Key_Right)
    assert chosen == []
