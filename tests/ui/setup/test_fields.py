"""Errors stand at the field in words; Esc brings the value back; Enter and leaving commit."""

from __future__ import annotations

from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt

from control_panel.show import edits
from control_panel.show.model import EndAction, Expected, LocalTime, LowerThird, Phone
from tests.ui.setup.conftest import NOW, OBS, Hands

K = Qt.Key


def chosen(hands: Hands, at: int = 1):
    """The form of an item."""
    hands.place.go(1)
    hands.place.items.table.choose(hands.show.order.items[at].id)
    return hands.place.items.form


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("planned", "abc", "not a duration"),
        ("planned", "4:75", "Seconds go to 59"),
        ("hard_start", "25:00", "does not exist"),
        ("title", "", "needs a title"),
        ("danger", "10", "must be the shorter"),
        ("length", "1", "Choose a transition first"),
        ("role", "Surgeon", "Write the name first"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_value_is_kept(
    hands: Hands, field: str, typed: str, says: str
) -> None:
    before = hands.show
    bound = chosen(hands).bound[field]
    if field == "length":
        bound.field.setEnabled(True)
    hands.fills(bound.field, typed)
    assert says in bound.field.error.text()
    assert bound.field.error.isVisible()
    assert says in bound.field.editor.accessibleDescription()
    assert hands.show == before
    hands.presses(K.Key_Escape)
    assert bound.field.error.text() == ""
    assert not bound.field.being_edited()
    assert hands.show == before


def test_enter_commits_and_so_does_leaving(hands: Hands) -> None:
    form = chosen(hands)
    hands.fills(form.bound["planned"].field, "90s")
    assert hands.show.order.items[1].planned == timedelta(seconds=90)
    hands.fills(form.bound["hard_start"].field, "00:05 +1", enter=False)
    hands.presses(K.Key_Tab)
    assert hands.show.order.items[1].hard_start == LocalTime(time(0, 5), 1)
    hands.fills(form.bound["hard_start"].field, "")
    assert hands.show.order.items[1].hard_start is None


def test_what_was_understood_stands_beside_the_label_while_typing(hands: Hands) -> None:
    planned = chosen(hands).bound["planned"].field
    hands.fills(planned, "1h5", enter=False)
    assert planned.note.text() == "= 1 h 5 min"
    hands.presses(K.Key_Escape)
    assert planned.note.text() == "= 5 min"


def test_a_wrong_cell_stays_open_with_its_reason_below_it(hands: Hands) -> None:
    chosen(hands)
    table = hands.place.items.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 4))
    hands.presses(K.Key_Return)
    hands.types("abc")
    hands.presses(K.Key_Tab)
    assert table.cell.error.isVisible()
    assert "not a duration" in table.cell.error.text()
    hands.presses(K.Key_Escape)
    assert not table.cell.error.isVisible()
    assert hands.show.order.items[0].planned == timedelta(minutes=5)


def test_an_unknown_feed_in_a_cell_is_refused_with_the_feeds_there_are(hands: Hands) -> None:
    chosen(hands)
    table = hands.place.items.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 6))
    hands.presses(K.Key_F2)
    hands.types("Geneva")
    hands.presses(K.Key_Return)
    assert "Feeds: Kinshasa, New Delhi" in table.cell.error.text()


def test_shots_are_added_named_and_given_who_is_heard(hands: Hands) -> None:
    hands.place.show_obs(OBS)
    form = chosen(hands)
    for scene in ("Kinshasa", "Studio"):
        hands.fills(form.shots.new_scene, scene)
    assert [(s.key, s.scene) for s in hands.show.order.items[1].shots] == [
        (1, "Kinshasa"),
        (2, "Studio"),
    ]
    line = form.shots.lines[1]
    hands.fills(line.name, "Moderator")
    line.heard.editor.setFocus()
    hands.presses(K.Key_Return, K.Key_Down, K.Key_Return, K.Key_Escape)
    shot = hands.show.order.items[1].shots[1]
    assert shot.name == "Moderator"
    assert shot.heard == ("Kinshasa",)
    hands.chooses(form.bound["at_end"].field, "c")  # "Cut to a shot"
    item = hands.show.order.items[1]
    assert item.at_end is EndAction.CUT_TO_SHOT
    assert item.end_shot_id == item.shots[0].id
    form.shots.lines[0].remove.click()
    assert [s.scene for s in hands.show.order.items[1].shots] == ["Studio"]


def test_an_end_that_needs_a_shot_is_refused_while_there_is_none(hands: Hands) -> None:
    at_end = chosen(hands).bound["at_end"].field
    hands.chooses(at_end, "c")
    assert "no shots yet" in at_end.error.text()
    assert hands.show.order.items[1].at_end is EndAction.WAIT


def test_groups_are_made_and_left_by_name(hands: Hands) -> None:
    form = chosen(hands, 0)
    hands.fills(form.bound["group"].field, "Opening")
    assert [g.title for g in hands.show.order.groups] == ["Opening"]
    form = chosen(hands, 1)
    hands.fills(form.bound["group"].field, "opening")
    assert len({i.group_id for i in hands.show.order.items[:2]}) == 1
    for _at in (0, 1):
        item = next(i for i in hands.show.order.items if i.group_id)
        hands.place.items.table.choose(item.id)
        hands.fills(form.bound["group"].field, "")
    assert hands.show.order.groups == ()


def test_scenes_are_marked_that_obs_does_not_have(hands: Hands) -> None:
    scene = chosen(hands, 2).bound["scene"].field
    assert "not checked" in scene.note.text()
    hands.place.show_obs(OBS)
    assert "OBS has no such scene" in scene.note.text()
    hands.fills(scene, "Two-up")
    assert scene.note.text() == ""
    assert hands.show.order.items[2].scene == "Two-up"


def test_the_name_on_screen_is_one_value_of_two_lines(hands: Hands) -> None:
    form = chosen(hands)
    hands.fills(form.bound["name"].field, "Dr Amani")
    hands.fills(form.bound["role"].field, "Surgeon")
    assert hands.show.order.items[1].lower_third == LowerThird("Dr Amani", "Surgeon")
    hands.fills(form.bound["name"].field, "")
    assert hands.show.order.items[1].lower_third is None


def test_the_zone_is_found_by_city_and_its_clock_is_said(hands: Hands) -> None:
    hands.place.go(3)
    hands.place.show_now(NOW)
    zone = hands.place.contributors.form.bound["zone"].field
    hands.fills(zone, "kolkata", enter=False)
    assert zone.note.text() == "23:30 there at on air"
    hands.presses(K.Key_Return)
    assert hands.show.contributors[0].zone == "Asia/Kolkata"
    hands.fills(zone, "Atlantis")
    assert "not a time zone" in zone.error.text()
    hands.presses(K.Key_Escape)
    phones = hands.place.contributors.form.bound["phones"].field
    hands.fills(phones, "mobile +243 81 555 0118, desk 12 34")
    assert hands.show.contributors[0].phones == (
        Phone("+243 81 555 0118", "mobile"),
        Phone("12 34", "desk"),
    )


def test_the_show_has_its_own_fields(hands: Hands) -> None:
    hands.place.go(0)
    hands.place.show_now(NOW)
    section = hands.place.show_section
    assert "12:05:22" in section.zone.note.text()
    hands.fills(section.on_air, "2pm")
    assert hands.show.on_air == LocalTime(time(14))
    hands.fills(section.off_air, "13:30")
    assert "must come after" in section.off_air.error.text()
    hands.presses(K.Key_Escape)
    hands.fills(section.names, "Name")
    assert hands.show.name_input == "Name"


def test_a_feed_is_understood_as_it_was_pasted(hands: Hands) -> None:
    hands.place.go(2)
    form = hands.place.feeds.feed_form
    hands.fills(form.bound["primary"].field, "10.1.1.1:9000")
    assert "An address begins with" in form.address.error.text()
    hands.presses(K.Key_Escape)
    assert hands.show.feeds[0].primary == "srt://10.0.0.9:9000"
    assert "SRT: we call 10.0.0.9:9000" in form.address.meaning.text()
    hands.fills(form.bound["expected"].field, "640x360@25")
    hands.fills(form.bound["kbps"].field, "300")
    assert hands.show.feeds[0].expected == Expected("", 640, 360, 25.0, 300)
    hands.chooses(form.bound["how"].field, "srt, they")
    assert hands.show.feeds[0].primary == "srt://0.0.0.0:9000?mode=listener"
    assert form.copy.line.text().startswith("udp://127.0.0.1:2")


def test_deleting_a_feed_says_which_items_lose_it_and_undo_gives_it_back(hands: Hands) -> None:
    before = hands.show
    hands.place.go(2)
    hands.presses(K.Key_Delete)
    assert "Without it now: 2 · On the ward" in hands.place.says.text()
    assert hands.show.order.items[1].feed_ids == ()
    hands.ctrl(K.Key_Z)
    assert hands.show == before


def test_undo_reaches_the_show_while_a_field_has_the_cursor(hands: Hands) -> None:
    before = hands.show
    form = chosen(hands)
    hands.fills(form.bound["planned"].field, "7")
    hands.ctrl(K.Key_Z)
    assert hands.show == before
    assert form.bound["planned"].field.line.text() == "05:00"


def test_items_are_moved_duplicated_floated_numbered_and_deleted_by_keys(hands: Hands) -> None:
    chosen(hands, 0)
    hands.place.items.table.setFocus()
    hands.alt(K.Key_Down)
    assert [i.title for i in hands.show.order.items] == ["On the ward", "Welcome", "Round table"]
    hands.ctrl(K.Key_F)
    assert hands.show.order.items[1].floated
    hands.ctrl(K.Key_D)
    hands.types("Welcome again")
    hands.presses(K.Key_Return)
    assert [i.title for i in hands.show.order.items][2] == "Welcome again"
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    hands.presses(K.Key_N, held=both)
    assert [i.number for i in hands.show.order.items] == ["1", "2", "3", "4"]
    hands.presses(K.Key_Delete)
    assert len(hands.show.order.items) == 3
    assert "Ctrl Z brings it back" in hands.place.says.text()


def test_setup_offers_nothing_that_does_nothing(hands: Hands) -> None:
    form = chosen(hands)
    absent = {"fallback_armed", "minimum", "may_be_dropped", "flag"}
    assert not absent & set(form.bound)
    combo = form.bound["at_end"].field.combo
    texts = [combo.itemText(n) for n in range(combo.count())]
    assert texts == ["Wait for TAKE", "Take the next item", "Cut to a shot"]


def test_a_last_frame_that_an_import_asks_for_is_shown_as_what_happens(hands: Hands) -> None:
    item = hands.show.order.items[0]
    held = edits.change_item(hands.show, item.id, at_end=EndAction.HOLD_LAST_FRAME)
    hands.document.apply(held, "import")
    hands.place.items.table.choose(item.id)
    assert hands.place.items.form.bound["at_end"].field.combo.currentText() == "Wait for TAKE"
    assert hands.show.order.items[0].at_end is EndAction.HOLD_LAST_FRAME


def test_the_hint_for_obs_names_every_box_that_matters(hands: Hands) -> None:
    feed = hands.show.feeds[0]
    assert feed.gateway
    hands.place.go(2)
    said = hands.place.feeds.feed_form.copy.hint.text()
    for box in (
        "Local File off",
        "Input Format: mpegts",
        "Restart playback when source becomes active: off",
        "Close file when inactive: off",
        "Show nothing when playback ends: off",
    ):
        assert box in said
