"""The Line-up place by keys and mouse."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from control_panel.ui.key_button import Style
from control_panel.ui.keys import Place, Press
from control_panel.ui.lineup.place import LineUp
from control_panel.ui.window import Window
from tests.ui import states
from tests.ui.lineup import drawn
from tests.ui.lineup.conftest import At

K = Qt.Key


def press(window: Window, place: LineUp) -> None:
    """The keys of the place do what the app lets them do."""
    ways = {
        Press.SNAPSHOT: place.snapshot,
        Press.RECONNECT: place.reconnect,
        Press.LISTEN: place.listen,
        Press.TROUBLE: place.toggle_trouble,
    }
    window.place_pressed.connect(lambda key: ways[key]())


def test_ctrl_3_goes_there_and_the_wall_has_the_keys(at_line_up: At, qtbot: QtBot) -> None:
    window, place = at_line_up(drawn.well())
    qtbot.keyClick(window, K.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.place is Place.ON_AIR
    qtbot.keyClick(window, K.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.place is Place.LINE_UP
    assert place.wall.hasFocus()
    assert window.rail.buttons[Place.LINE_UP].isChecked()


def test_the_first_feed_is_chosen_and_arrows_go_on_from_it(at_line_up: At, qtbot: QtBot) -> None:
    _, place = at_line_up(drawn.well())
    assert place.chosen_id == "kinshasa"
    order = [tile.face.feed_id for tile in place.wall.tiles]
    walk = [
        (K.Key_Right, 1),
        (K.Key_Down, 4),
        (K.Key_Down, 4),
        (K.Key_Left, 3),
        (K.Key_Up, 0),
        (K.Key_Up, 0),
        (K.Key_Left, 0),
        (K.Key_End, 5),
        (K.Key_Right, 5),
        (K.Key_Home, 0),
    ]
    for key, at in walk:
        qtbot.keyClick(place.wall, key)
        assert place.chosen_id == order[at]
        assert place.chosen.feed_id == order[at]
        assert order[at] == place.wall.chosen_tile.face.feed_id


def test_a_click_chooses_and_what_is_read_aloud_follows(at_line_up: At, qtbot: QtBot) -> None:
    _, place = at_line_up(drawn.well())
    tile = place.wall.tiles[2]
    qtbot.mouseClick(place.wall, Qt.MouseButton.LeftButton, pos=tile.geometry().center())
    assert place.chosen_id == "new-delhi"
    assert place.wall.accessibleDescription().startswith("New Delhi: NEXT")
    assert place.chosen.head.accessibleName() == "New Delhi"


def test_the_chosen_feed_stays_chosen_when_the_order_changes(at_line_up: At) -> None:
    _, place = at_line_up(drawn.well())
    place.choose("new-york")
    view = drawn.well()
    feeds = {**view.feeds, "new-york": view.feeds["islamabad"]}
    place.show_view(replace(view, feeds=feeds))
    assert place.chosen_id == "new-york"
    assert place.wall.tiles[1].face.feed_id == "new-york"
    assert place.wall.chosen_tile is place.wall.tiles[1]


def test_a_chosen_feed_that_is_removed_gives_way_to_the_first(at_line_up: At) -> None:
    _, place = at_line_up(drawn.well())
    place.choose("nairobi")
    place.show_view(drawn.many(3))
    assert place.chosen_id == "kinshasa"
    place.show_view(drawn.empty())
    assert place.chosen_id == ""
    assert place.chosen.isHidden()
    assert "Setup (Ctrl 7)" in place.wall.accessibleDescription()


def test_only_in_trouble_by_its_key(at_line_up: At, qtbot: QtBot) -> None:
    window, place = at_line_up(drawn.well())
    press(window, place)
    place.choose("nairobi")
    qtbot.keyClick(place.wall, K.Key_T)
    assert [t.face.feed_id for t in place.wall.tiles] == ["kinshasa", "islamabad"]
    assert place.trouble.look is Style.LIT
    assert place.chosen_id == "nairobi"  # what is looked at does not go away
    qtbot.keyClick(place.wall, K.Key_Right)
    assert place.chosen_id == "kinshasa"
    qtbot.mouseClick(place.trouble, Qt.MouseButton.LeftButton)
    assert len(place.wall.tiles) == 6


def test_snapshot_and_listen_are_wishes(at_line_up: At, qtbot: QtBot) -> None:
    window, place = at_line_up(drawn.well())
    press(window, place)
    asked: list[tuple[str, str]] = []
    place.snapshot_wanted.connect(lambda feed: asked.append(("snapshot", feed)))
    place.listen_wanted.connect(lambda feed: asked.append(("listen", feed)))
    qtbot.keyClick(place.wall, K.Key_S)
    qtbot.keyClick(place.wall, K.Key_L)
    assert asked == [("snapshot", "kinshasa")]
    assert place.chosen.listen.isHidden()
    place.show_listening("")
    qtbot.keyClick(place.wall, K.Key_L)
    assert asked[1:] == [("listen", "kinshasa")]
    assert place.chosen.listen.isVisible()
    place.show_listening("kinshasa")
    assert place.chosen.listen.text() == "Listening"
    place.choose("geneva")
    assert place.chosen.listen.text() == "Listen"


def test_on_air_reconnecting_is_asked_once(at_line_up: At, qtbot: QtBot) -> None:
    window, place = at_line_up(drawn.well())
    press(window, place)
    place.said.connect(window.show_notice)
    asked: list[str] = []
    place.reconnect_wanted.connect(asked.append)
    qtbot.keyClick(place.wall, K.Key_R)
    assert asked == []
    assert "Kinshasa is on air" in window.strip.sentence.text()
    assert place.chosen.reconnect.look is Style.AMBER
    area = place.notice_area().translated(window.places.geometry().topLeft())
    assert area.contains(window.strip.geometry())
    qtbot.keyClick(place.wall, K.Key_Escape)
    assert place.chosen.reconnect.look is Style.QUIET
    assert window.strip.isHidden()
    qtbot.keyClick(place.wall, K.Key_R)
    qtbot.keyClick(place.wall, K.Key_R)
    assert asked == ["kinshasa"]


@pytest.mark.parametrize("other", ["new-york", "geneva"])
def test_elsewhere_reconnecting_is_done_at_once(at_line_up: At, qtbot: QtBot, other: str) -> None:
    window, place = at_line_up(drawn.well())
    press(window, place)
    asked: list[str] = []
    place.reconnect_wanted.connect(asked.append)
    place.choose(other)
    qtbot.keyClick(place.wall, K.Key_R)
    assert asked == [other]


def test_choosing_another_feed_forgets_the_question(at_line_up: At) -> None:
    _, place = at_line_up(drawn.well())
    asked: list[str] = []
    place.reconnect_wanted.connect(asked.append)
    place.reconnect()
    place.choose("new-delhi")
    place.reconnect()
    assert asked == []
    place.choose("kinshasa")
    place.reconnect()
    assert asked == []


def test_a_phone_number_is_copied_by_enter_while_space_takes(at_line_up: At, qtbot: QtBot) -> None:
    window, place = at_line_up(drawn.well())
    commands: list[object] = []
    window.commanded.connect(commands.append)
    first, second = place.chosen.facts.copy_buttons
    assert first.accessibleName() == "Copy +243 81 555 0118"
    second.setFocus()
    qtbot.keyClick(second, K.Key_Return)
    assert QGuiApplication.clipboard().text() == "+243 12 555 0119"
    assert second.text() == "Copied"
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(second, K.Key_Space)
    assert len(commands) == 1
    assert QGuiApplication.clipboard().text() == ""


def test_tab_reaches_every_phone_from_the_wall(at_line_up: At, qtbot: QtBot) -> None:
    window, place = at_line_up(drawn.well())
    window.activateWindow()
    place.wall.setFocus()
    seen = set()
    for _ in range(12):
        qtbot.keyClick(QApplication.focusWidget(), K.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert set(place.chosen.facts.copy_buttons) <= seen


def test_the_transport_stands_in_the_same_pixels_as_at_on_air(at_line_up: At) -> None:
    window, _ = at_line_up(drawn.well())
    bar = window.transport
    here = [(p.mapTo(window, p.rect().topLeft()), p.size()) for p in (bar.take, bar.back, bar.hold)]
    window.go_to(Place.ON_AIR)
    QApplication.processEvents()
    there = [
        (p.mapTo(window, p.rect().topLeft()), p.size()) for p in (bar.take, bar.back, bar.hold)
    ]
    assert here == there
    window.go_to(Place.LINE_UP)
    window.show_view(states.off())
    assert not bar.isVisible()


def test_nothing_is_painted_while_it_is_not_shown(at_line_up: At) -> None:
    window, place = at_line_up(drawn.well())
    window.go_to(Place.ON_AIR)
    asked: list[str] = []
    place.set_sources(lambda feed: asked.append(feed), drawn.histories(drawn.well()))  # type: ignore[func-returns-value]
    place.pictures_moved(frozenset({"kinshasa", "geneva"}))
    QApplication.processEvents()
    assert asked == []


def test_a_new_picture_repaints_its_tile_and_no_other(at_line_up: At) -> None:
    _, place = at_line_up(drawn.many(16))
    asked: list[str] = []
    place.set_sources(lambda feed: asked.append(feed), drawn.histories(drawn.well()))  # type: ignore[func-returns-value]
    QApplication.processEvents()
    asked.clear()
    place.pictures_moved(frozenset({"new-delhi"}))
    QApplication.processEvents()
    assert set(asked) == {"new-delhi"}
    asked.clear()
    place.pictures_moved(frozenset({"field-16"}))  # scrolled away
    QApplication.processEvents()
    assert asked == []


def test_a_chosen_tile_is_scrolled_to(at_line_up: At, qtbot: QtBot) -> None:
    _, place = at_line_up(drawn.many(16))
    qtbot.keyClick(place.wall, K.Key_End)
    tile = place.wall.chosen_tile
    assert tile.face.feed_id == place.chosen_id
    assert not tile.visibleRegion().isEmpty()


def test_graphs_move_once_a_second(at_line_up: At) -> None:
    view = drawn.well()
    _, place = at_line_up(view)
    asked: list[str] = []
    histories = drawn.histories(view)
    place.set_sources(lambda _: None, lambda feed: asked.append(feed) or histories(feed))  # type: ignore[func-returns-value]
    for tenth in range(10):
        place.show_view(replace(view, now=view.now.shifted(timedelta(milliseconds=100 * tenth))))
    assert len(asked) <= 1
