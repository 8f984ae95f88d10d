"""While live: what is on air stays, and what renames, deletes or reconnects asks once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from control_panel.ui.setup import words
from tests.ui.setup.conftest import Hands, live

K = Qt.Key


def on_air(hands: Hands, at: int) -> None:
    hands.place.show_playhead(live(hands.show, 1))
    hands.place.items.table.choose(hands.show.order.items[at].id)
    hands.place.items.table.setFocus()


def test_the_item_on_air_is_neither_deleted_nor_floated(hands: Hands) -> None:
    before = hands.show
    on_air(hands, 1)
    hands.presses(K.Key_Delete)
    assert hands.place.says.text() == "“On the ward” is on air: it cannot be deleted."
    hands.ctrl(K.Key_F)
    assert hands.place.says.text() == "“On the ward” is on air: it cannot be floated."
    floated = hands.place.items.form.bound["floated"].field
    floated.box.click()
    assert "cannot be floated" in floated.error.text()
    assert not floated.box.isChecked()
    assert hands.show == before


def test_deleting_asks_once_and_the_same_again_is_a_yes(hands: Hands) -> None:
    on_air(hands, 2)
    hands.presses(K.Key_Delete)
    assert "it is next" in hands.place.says.text()
    assert len(hands.show.order.items) == 3
    hands.presses(K.Key_Delete)
    assert len(hands.show.order.items) == 2


def test_escape_is_a_no(hands: Hands) -> None:
    on_air(hands, 2)
    hands.presses(K.Key_Delete)
    assert hands.place.escape()
    hands.presses(K.Key_Delete)
    assert len(hands.show.order.items) == 3


def test_renaming_asks_at_the_field(hands: Hands) -> None:
    on_air(hands, 2)
    title = hands.place.items.form.bound["title"].field
    hands.fills(title, "The table")
    assert "Enter again renames it" in title.error.text()
    assert hands.show.order.items[2].title == "Round table"
    hands.presses(K.Key_Return)
    assert hands.show.order.items[2].title == "The table"


def test_a_question_left_alone_means_no(hands: Hands) -> None:
    on_air(hands, 2)
    title = hands.place.items.form.bound["title"].field
    hands.fills(title, "The table")
    hands.presses(K.Key_Tab)
    assert hands.show.order.items[2].title == "Round table"
    assert title.line.text() == "Round table"


def test_a_cell_asks_too(hands: Hands) -> None:
    on_air(hands, 0)
    hands.presses(K.Key_F2)
    hands.types("Hello")
    hands.presses(K.Key_Return)
    assert "Enter again renames it" in hands.place.items.table.cell.error.text()
    hands.presses(K.Key_Return)
    assert hands.show.order.items[0].title == "Hello"


def test_what_reconnects_a_feed_asks_once(hands: Hands) -> None:
    hands.place.show_playhead(live(hands.show, 1))
    hands.place.go(2)
    latency = hands.place.feeds.feed_form.bound["latency_ms"].field
    hands.fills(latency, "800")
    assert "this reconnects Kinshasa" in latency.error.text()
    assert hands.show.feeds[0].latency_ms == 200
    hands.presses(K.Key_Return)
    assert hands.show.feeds[0].latency_ms == 800


def test_the_feed_of_the_item_on_air_is_not_deleted(hands: Hands) -> None:
    hands.place.show_playhead(live(hands.show, 1))
    hands.place.go(2)
    hands.presses(K.Key_Delete)
    hands.presses(K.Key_Delete)
    assert "is on air with this feed" in hands.place.says.text()
    assert len(hands.show.feeds) == 2


def test_the_window_takes_the_cursor_away_on_escape_and_nothing_is_kept(hands: Hands) -> None:
    planned = hands.place.items.form.bound["planned"].field
    hands.place.items.table.choose(hands.show.order.items[0].id)
    before = hands.show
    hands.fills(planned, "7", enter=False)
    field = QApplication.focusWidget()
    assert field is not None
    field.clearFocus()  # what the key layer does with Esc while a field has the cursor
    assert hands.show == before
    assert planned.line.text() == "05:00"


def test_what_is_on_air_and_next_is_written_before_its_title(hands: Hands) -> None:
    on_air(hands, 0)
    model = hands.place.items.model
    cell = hands.place.items.table.cell
    for row, wanted in ((1, True), (2, True), (0, False)):
        option = QStyleOptionViewItem()
        cell.initStyleOption(option, model.index(row, 1))
        assert option.icon.isNull() is not wanted
    assert (words.standing("on air"), words.standing("next")) == ("ON AIR", "NEXT")


def test_a_question_that_nobody_answers_means_no(hands: Hands, qtbot: QtBot) -> None:
    on_air(hands, 2)
    hands.place.editing.findChild(QTimer).setInterval(30)
    hands.presses(K.Key_Delete)
    qtbot.waitUntil(lambda: hands.place.says.text() == "")
    hands.presses(K.Key_Delete)
    assert len(hands.show.order.items) == 3
