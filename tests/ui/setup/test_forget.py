"""A feed's password is said to be kept, and can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from control_panel.show import edits
from control_panel.show.document import Document
from control_panel.ui.setup.place import SetupPlace
from tests.feeds.test_feeding import CREDENTIAL, FEED, A, Room
from tests.ui.setup.conftest import Hands, live
from tests.ui.setup.test_fit import SIZES, clipped, outside

FEEDS = 2


@pytest.fixture
def room(qtbot: QtBot, look: None) -> Iterator[Room]:
    made = Room(qtbot, FEED, passphrase=f"{A} old-secret-1")
    made.start()
    yield made
    assert made.tasks.stop(2.0)


def at_feed(hands: Hands) -> None:
    """The first feed, with a password."""
    feed = hands.show.feeds[0]
    hands.document.apply(edits.change_feed(hands.show, feed.id, credential="feed:x:y"), "Password")
    hands.place.go(FEEDS)
    hands.place.feeds.table.choose(feed.id)


def test_a_password_that_is_forgotten_is_nowhere_and_the_feed_comes_without_it(
    qtbot: QtBot, room: Room
) -> None:
    place = SetupPlace(room.document)
    qtbot.addWidget(place)
    place.secret_forgotten.connect(room.feeding.forget_secret)
    place.show()
    qtbot.waitExposed(place)
    place.go(FEEDS)
    place.feeds.table.choose(FEED.id)
    kept = place.feeds.feed_form.kept
    assert room.gateways.started[-1] == (A, {"passphrase": "old-secret-1"}, False)
    assert room.kept()
    assert kept.isVisible()
    kept.button.click()
    room.rest()
    assert room.document.show.feeds[0].credential == ""
    assert room.kept() == {}
    assert room.known.of(replace(FEED, credential=CREDENTIAL)) == {}
    assert room.gateways.started[-1] == (A, {}, False)
    assert not kept.isVisible()
    # Undone, the show says again that there is one: it has to be entered, none comes back.
    room.document.undo()
    room.rest()
    assert room.gateways.started[-1] == (A, {}, True)
    assert room.told


def test_nothing_is_forgotten_in_a_show_that_is_open_read_only(qtbot: QtBot, look: None) -> None:
    room = Room(qtbot, FEED, read_only="Looked at.", passphrase=f"{A} old-secret-1")
    room.feeding.forget_secret(FEED.id, CREDENTIAL)
    assert not room.tasks.running
    assert room.kept()
    place = SetupPlace(Document(room.document.show, read_only="Looked at."))
    qtbot.addWidget(place)
    place.feeds.table.choose(FEED.id)
    assert not place.feeds.feed_form.kept.button.isEnabled()
    assert room.tasks.stop(2.0)


def test_live_it_is_asked_once_and_escape_keeps_it(hands: Hands) -> None:
    at_feed(hands)
    forgotten: list[tuple[str, str]] = []
    hands.place.secret_forgotten.connect(lambda *one: forgotten.append(one))
    hands.place.show_playhead(live(hands.show))
    button = hands.place.feeds.feed_form.kept.button
    button.setFocus(Qt.FocusReason.TabFocusReason)
    hands.presses(Qt.Key.Key_Return)
    assert "reconnects Kinshasa" in hands.place.says.text()
    assert hands.place.escape()
    hands.presses(Qt.Key.Key_Return)
    assert hands.show.feeds[0].credential
    assert forgotten == []
    hands.presses(Qt.Key.Key_Return)
    assert forgotten == [(hands.show.feeds[0].id, "feed:x:y")]
    assert hands.show.feeds[0].credential == ""
    assert hands.here is hands.place.feeds.feed_form.address.editor


@pytest.mark.parametrize("size", SIZES)
def test_the_line_fits(hands: Hands, size: tuple[int, int]) -> None:
    hands.place.resize(*size)
    at_feed(hands)
    for _ in range(3):
        QApplication.processEvents()
    assert hands.place.feeds.feed_form.kept.isVisible()
    assert list(clipped(hands.place)) == []
    assert list(outside(hands.place)) == []
