"""A show of ten items with two feeds, built from nothing by keyboard alone."""

from __future__ import annotations

from datetime import time, timedelta

from PySide6.QtCore import Qt

from control_panel.show.model import ItemKind, LocalTime, Transition
from tests.ui.setup.conftest import OBS, Hands

K = Qt.Key

# Title, kind, start, planned, scene, feeds, transition: as a person types them.
TYPED = (
    ("Titles", "video", "", "40s", "titles", "", "cut"),
    ("Welcome", "st", "", "4:20", "Studio", "", ""),
    ("What we know", "live", "", "12", "Two-way", "kin", "fade"),
    ("On the ward", "live", "", "5", "Two-way", "Kinshasa", "fade 0.7"),
    ("The last mile", "live", "", "4", "Two-way", "New Delhi", ""),
    ("Questions", "q", "", "6", "Two-up", "kin, new", ""),
    ("Clip", "v", "", "1:30", "Titles", "", "cut"),
    ("A father", "l", "", "5", "Two-way", "", ""),
    ("Round table", "l", "14:25", "20", "Two-up", "kin, new", ""),
    ("How to help", "s", "", "1h5", "Studio", "", ""),
)


def build_feeds(fresh: Hands) -> None:
    fresh.ctrl(K.Key_PageDown)  # from Items to Feeds
    for name, address in (
        ("Kinshasa", "srt://10.1.2.3:9001?latency=800000&passphrase=verysecretwords"),
        ("New Delhi", "rtmp://0.0.0.0:1935/live/secretkey"),
    ):
        fresh.ctrl(K.Key_N)
        fresh.types(name)
        fresh.presses(K.Key_Return)
        field = fresh.place.feeds.feed_form.address
        fresh.fills(field, address)
        assert field.error.text() == ""


def test_ten_items_and_two_feeds_from_nothing_by_keyboard(fresh: Hands) -> None:
    fresh.place.show_obs(OBS)
    build_feeds(fresh)
    fresh.ctrl(K.Key_PageUp)
    fresh.ctrl(K.Key_N)
    for row in TYPED:
        for cell in row:
            if cell:
                fresh.types(cell)
            fresh.presses(K.Key_Tab)  # behind the last column: the next item's title
    fresh.presses(K.Key_Escape)

    items = fresh.show.order.items
    assert [i.title for i in items] == [row[0] for row in TYPED]
    assert [i.number for i in items] == [str(n) for n in range(1, 11)]
    assert [i.kind for i in items[:3]] == [ItemKind.VIDEO, ItemKind.STUDIO, ItemKind.LIVE]
    assert [i.planned for i in items[:3]] == [
        timedelta(seconds=40),
        timedelta(minutes=4, seconds=20),
        timedelta(minutes=12),
    ]
    assert items[9].planned == timedelta(hours=1, minutes=5)
    assert items[0].scene == "Titles"
    assert items[8].hard_start == LocalTime(time(14, 25))
    kinshasa, delhi = fresh.show.feeds
    assert items[5].feed_ids == (kinshasa.id, delhi.id)
    assert items[3].transition == Transition("fade_transition", "", timedelta(milliseconds=700))
    assert items[1].transition is None


def test_the_feeds_hold_no_secret_and_what_was_pasted_is_understood(fresh: Hands) -> None:
    build_feeds(fresh)
    kinshasa, delhi = fresh.show.feeds
    assert kinshasa.primary == "srt://10.1.2.3:9001"
    assert kinshasa.latency_ms == 800
    assert fresh.secrets == [
        (kinshasa.id, "passphrase", "verysecretwords"),
        (delhi.id, "key", "secretkey"),
    ]
    assert "secret" not in repr(fresh.show).replace("credential", "")
    assert kinshasa.credential


def test_everything_that_was_typed_is_undone_and_redone_step_by_step(fresh: Hands) -> None:
    empty = fresh.show
    fresh.ctrl(K.Key_N)
    for title in ("One", "Two", "Three"):
        fresh.types(title)
        fresh.presses(K.Key_Return)
    fresh.presses(K.Key_Escape)
    built = fresh.show
    assert [i.title for i in built.order.items] == ["One", "Two", "Three"]
    assert fresh.document.undo_name == "Add Three"
    assert fresh.place.undo_button.accessibleName() == "Undo: Add Three"
    fresh.ctrl(K.Key_Z, K.Key_Z, K.Key_Z)
    assert fresh.show == empty
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    fresh.presses(K.Key_Z, K.Key_Z, K.Key_Z, held=both)
    assert fresh.show == built


def test_escape_in_the_row_for_the_next_item_adds_nothing(fresh: Hands) -> None:
    fresh.ctrl(K.Key_N)
    fresh.types("Not yet")
    fresh.presses(K.Key_Escape)
    assert fresh.show.order.items == ()
    fresh.presses(K.Key_Return)
    fresh.presses(K.Key_Return)
    assert fresh.show.order.items == ()


def test_the_same_address_with_a_new_secret_is_taken_too(fresh: Hands) -> None:
    build_feeds(fresh)
    fresh.secrets.clear()
    fresh.place.feeds.table.choose(fresh.show.feeds[0].id)
    field = fresh.place.feeds.feed_form.address
    fresh.fills(field, "srt://10.1.2.3:9001?passphrase=anotherone12")
    assert fresh.secrets == [(fresh.show.feeds[0].id, "passphrase", "anotherone12")]
    assert field.line.text() == "srt://10.1.2.3:9001"
