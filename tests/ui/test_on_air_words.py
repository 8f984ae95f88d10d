"""What On Air says, from the numbers of the drawings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from control_panel.alarms import Alarm, Severity
from control_panel.feeds.status import Cause, FeedStatus, Health
from control_panel.obs.state import Input, ObsState, Output
from control_panel.running_order.commands import Action, Question
from control_panel.running_order.timing import Standing, schedule
from control_panel.running_order.wording import over_words
from control_panel.show.model import Mode, Picture, Transition
from control_panel.ui import words
from control_panel.ui.alarm_box import alarm_face
from control_panel.ui.feed_words import FeedMark, Shape, begins, feed_mark, trouble
from control_panel.ui.header_words import Mark, header_face
from control_panel.ui.on_air.countdown_words import Phase, card
from control_panel.ui.on_air.lines import LineKind, Tone, lines, summary
from control_panel.ui.on_air.notes import notes, offer_words
from control_panel.ui.on_air.scene_pictures import next_frame, program_frame
from control_panel.ui.take_words import TakeState, how, take_face
from control_panel.ui.tile_words import Edge, faces
from control_panel.ui.view import View
from tests.ui import drawn, states
from tests.ui.states import with_playhead


def test_the_running_order_says_what_the_drawing_says() -> None:
    view = drawn.well()
    assert summary(view) == "10 items · 1:10:30 · planned off air 14:55:30"
    made = lines(view)
    said = [(x.number, x.start, x.planned, x.actual, x.difference) for x in made if x.number]
    assert said == [
        ("1", "13:45:00", "00:40", "00:40", "+00:00"),
        ("2", "13:45:40", "04:20", "04:51", "+00:31"),
        ("3", "13:50:31", "12:00", "12:26", "+00:26"),
        ("4", "14:02:57", "05:00", "02:25", ""),
        ("5", "14:07:57", "04:00", "", ""),
        ("6", "14:11:57", "06:00", "", ""),
        ("7", "", "01:30", "", ""),
        ("8", "14:17:57", "05:00", "", ""),
        ("9", "14:25:00", "20:00", "", ""),
        ("10", "14:45:00", "10:00", "", ""),
        ("11", "14:55:00", "00:30", "", ""),
    ]
    gap = next(x for x in made if x.kind is LineKind.GAP)
    assert gap.title == "02:03 to fill before 14:25 · stretch what comes before"
    small = [x.small for x in made if x.number]
    assert small[:6] == ["Video", "Studio", "Two-way", "Live", "Live", "Two-up"]
    assert [x.tone for x in made if x.tag] == [Tone.ON_AIR, Tone.NEXT]
    assert [x.number for x in made if x.hard] == ["9"]
    assert made[7].feeds == (
        FeedMark(Shape.DOT, "New York"),
        FeedMark(Shape.DOT, "New Delhi"),
    )


def test_in_trouble_too() -> None:
    made = lines(drawn.trouble())
    gap = next(x for x in made if x.kind is LineKind.GAP)
    assert gap.title == "04:08 too long for 14:25 · shorten, float or move"
    on_air = next(x for x in made if x.tone is Tone.ON_AIR)
    assert (on_air.actual, on_air.actual_over) == ("11:11", True)
    assert on_air.feeds == (FeedMark(Shape.CROSS, "Kinshasa", "LOST"),)


def test_the_countdown_says_what_the_drawing_says() -> None:
    shown = card(drawn.well())
    assert (shown.title, shown.planned) == ("4 · On the ward with Dr Amani", "planned 05:00")
    assert (shown.digits, shown.phase) == ("02:35", Phase.RUNNING)
    assert shown.hard is not None
    assert (shown.hard.label, shown.hard.size) == ("To the hard start 14:25", "02:03")
    assert (shown.hard.what, shown.hard.when, shown.hard.warn) == ("to fill", "in 19:38", False)
    assert [(f.label, f.value) for f in shown.figures] == [
        ("Show against plan", "00:57 over"),
        ("Expected off air", "14:55:30"),
        ("To Islamabad", "12:35"),
    ]
    assert shown.share == pytest.approx(145 / 300)
    assert shown.marks == pytest.approx((0.8, 0.94))


def test_over_is_said_with_a_sign_and_on_amber() -> None:
    shown = card(drawn.trouble())
    assert (shown.digits, shown.phase, shown.share) == ("+06:11", Phase.OVER, 1.0)
    assert shown.hard is not None
    assert (shown.hard.size, shown.hard.what, shown.hard.when) == ("04:08", "long", "in 10:52")
    assert [f.value for f in shown.figures] == ["07:08 over", "14:59:38", "10:00"]
    assert shown.figures[0].warn


@pytest.mark.parametrize(
    ("after", "digits", "phase"),
    [
        (0.0, "02:35", Phase.RUNNING),
        (0.4, "02:35", Phase.RUNNING),
        (1.0, "02:34", Phase.RUNNING),
        (95.0, "01:00", Phase.WARNING),
        (137.0, "00:18", Phase.DANGER),
        (154.2, "00:01", Phase.DANGER),
        (155.0, "00:00", Phase.DANGER),
        (155.4, "00:00", Phase.OVER),
        (156.0, "+00:01", Phase.OVER),
    ],
)
def test_countdown_over_its_edges(after: float, digits: str, phase: Phase) -> None:
    view = drawn.well()
    now = view.now.shifted(timedelta(seconds=after))
    shown = card(replace(view, now=now, schedule=schedule(view.show, view.playhead, now)))
    assert (shown.digits, shown.phase) == (digits, phase)


def test_what_passed_and_what_is_left_add_up_at_any_instant() -> None:
    view = drawn.well()
    for tenth in range(40):
        now = view.now.shifted(timedelta(milliseconds=100 * tenth))
        made = schedule(view.show, view.playhead, now)
        assert made.elapsed is not None
        assert made.remaining is not None
        parts = [_seconds(words.passed(made.elapsed)), _seconds(words.to_come(made.remaining))]
        assert sum(parts) == 300


def _seconds(shown: str) -> int:
    minutes, seconds = shown.split(":")
    return int(minutes) * 60 + int(seconds)


def test_added_time_and_hold_stand_beside_planned() -> None:
    view = drawn.well()
    run = replace(view.playhead.on_air, added=timedelta(seconds=30))
    assert card(with_playhead(view, on_air=run, held=True)).planned == (
        "HELD · planned 05:00 +00:30"
    )


def test_pre_show_counts_to_on_air_and_off_says_it() -> None:
    assert (card(states.pre_show()).title, card(states.pre_show()).digits) == ("To on air", "04:48")
    assert card(states.pre_show()).planned == "on air 13:45:00 New York"
    assert card(states.off()).digits == "25:00"
    assert card(states.close_out()).title == "Off air since 14:55:20"
    assert card(states.empty()).title == "Nothing is on air"


def test_live_before_the_first_take_is_not_over() -> None:
    view = states.pre_show()
    now = drawn.at("13:45:20")
    known = replace(view.playhead, mode=Mode.LIVE)
    shown = card(replace(view, now=now, playhead=known, schedule=schedule(view.show, known, now)))
    assert (shown.digits, shown.phase) == ("+00:20", Phase.BEFORE)
    assert shown.title == "Nothing on air yet · TAKE starts 1 · Titles"
    assert shown.figures[0].value == words.NONE


def test_the_header_says_what_the_drawing_says() -> None:
    face = header_face(drawn.well())
    assert (face.pill, face.order) == ("LIVE", "Order C · 3 changes since B")
    assert (face.clock, face.zone) == ("14:05:22", "New York · UTC−5")
    assert [(e.name, e.time) for e in face.elsewhere] == [
        ("Kinshasa", "20:05"),
        ("Islamabad", "00:05 +1"),
        ("New Delhi", "00:35 +1"),
    ]
    assert [(c.label, c.value) for c in face.chips] == [
        ("OBS", "connected"),
        ("Sending", "25:22"),
        ("Rec", "20:52"),
    ]


def test_the_header_says_nothing_that_is_not_known() -> None:
    lost = header_face(states.obs_lost())
    assert [(c.label, c.value) for c in lost.chips] == [
        ("OBS", "lost 00:12"),
        ("Stream", "—"),
        ("Rec", "—"),
    ]
    assert lost.chips[0].mark is Mark.LOST
    assert header_face(replace(drawn.well(), order_changes="")).order == "Order C"
    idle = replace(drawn.well().obs, stream=Output(), record=Output(active=True))
    off = header_face(replace(drawn.well(), obs=idle)).chips
    assert [(c.label, c.value) for c in off[1:]] == [("Stream", "off"), ("Rec", "on")]


@pytest.mark.parametrize(
    ("name", "state", "word"),
    [
        ("well", TakeState.READY, "TAKE"),
        ("taking", TakeState.TAKING, "TAKING"),
        ("pending", TakeState.PENDING, "WAITS"),
        ("asks", TakeState.ASKS, "TAKE?"),
        ("obs-lost", TakeState.OBS_LOST, "TAKE"),
        ("astray", TakeState.NOTHING, "TAKE"),
        ("off", TakeState.NOTHING, "TAKE"),
        ("close-out", TakeState.NOTHING, "TAKE"),
    ],
)
def test_take_has_a_face_for_every_state(name: str, state: TakeState, word: str) -> None:
    face = take_face(states.ALL[name]())
    assert (face.state, face.word) == (state, word)


def test_take_names_what_it_takes_how_and_what_comes_with_it() -> None:
    face = take_face(drawn.well())
    assert (face.headline, face.key) == ("5 · The last mile, Bihar", "Space")
    assert face.detail == "MIX 0.5 s · name Asha Devi · mic New Delhi"
    assert take_face(states.taking()).detail == "then 6 · Questions from viewers"
    assert take_face(states.pending()).headline == "6 · Questions from viewers"


def test_take_says_keys_off_while_typing_and_why_it_was_refused() -> None:
    typing = take_face(drawn.well(), typing=True)
    assert (typing.state, typing.detail) == (TakeState.KEYS_OFF, "keys off: typing · Esc")
    refused = take_face(drawn.well(), refused="Next is now 6 · Questions from viewers")
    assert (refused.state, refused.headline) == (
        TakeState.REFUSED,
        "Next is now 6 · Questions from viewers",
    )
    asked = take_face(states.asks(), typing=True, refused="double")
    assert asked.state is TakeState.ASKS


def test_take_with_nothing_next_says_what_to_do() -> None:
    face = take_face(with_playhead(drawn.well(), next_id=""))
    assert (face.headline, face.detail) == ("Nothing is next", "select an item and press N")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"transition": drawn.CUT}, "CUT"),
        ({"transition": None}, "CUT"),
        ({"transition": Transition("wipe_transition", "Luma", timedelta(seconds=1))}, "Luma 1.0 s"),
        ({"scene": ""}, "no cut"),
        ({"scene": "Kinshasa"}, "no cut: on program already"),
        ({"heard": ()}, "MIX 0.5 s · no mic"),
        ({"heard": ("Feed Geneva", "Desk")}, "MIX 0.5 s · mic Geneva, Desk"),
    ],
)
def test_how_an_item_is_taken(fields: dict[str, object], said: str) -> None:
    view = drawn.well()
    item = replace(view.show.item("item-5"), **({"heard": None, "lower_third": None} | fields))
    assert how(view, item) == said


def test_a_scenes_own_transition_beats_ours() -> None:
    view = drawn.well()
    own = {"New Delhi": ("Stinger", timedelta(seconds=2))}
    view = replace(view, obs=replace(view.obs, overrides=own))
    assert how(view, view.show.item("item-5")).startswith("scene's own Stinger 2.0 s")


def test_tiles_say_what_the_drawing_says() -> None:
    made = {face.name: face for face in faces(drawn.well())}
    kinshasa, delhi, islamabad = (made[n] for n in ("Kinshasa", "New Delhi", "Islamabad"))
    assert (kinshasa.edge, kinshasa.words, kinshasa.rate, kinshasa.time) == (
        Edge.ON_AIR,
        "12/25 fps",
        "0.3 of 0.3 Mb/s",
        "20:05",
    )
    assert (delhi.edge, delhi.words, delhi.rate, delhi.time) == (
        Edge.NEXT,
        "Next",
        "2.1 Mb/s",
        "00:35 +1",
    )
    assert (islamabad.edge, islamabad.lost, islamabad.words) == (
        Edge.LOST,
        "LOST 00:14",
        "On air in 12:35",
    )
    assert made["New York"].rate == "studio"


def test_tally_comes_from_obs_inputs_and_not_from_the_item() -> None:
    made = {face.name: face for face in faces(drawn.trouble())}
    assert made["Kinshasa"].tally is Edge.NONE
    assert (made["Kinshasa"].edge, made["Kinshasa"].words) == (Edge.LOST, "Item 4, not in program")
    gone = {face.name: face for face in faces(states.obs_lost())}
    assert gone["Kinshasa"].tally is Edge.UNSURE


@pytest.mark.parametrize(
    ("connected", "active", "tally", "said"),
    [
        (True, True, Edge.ON_AIR, "On air"),
        (True, False, Edge.NONE, "Item 4, not in program"),
        (True, None, Edge.NONE, "Item 4"),
        (False, True, Edge.UNSURE, "Item 4"),
        (False, None, Edge.NONE, "Item 4"),
    ],
)
def test_nothing_but_obs_says_that_a_feed_is_on_air(
    connected: bool, active: bool | None, tally: Edge, said: str
) -> None:
    view = drawn.well()
    own = {"Feed Kinshasa": Input("Feed Kinshasa", "ffmpeg_source", active=active)}
    obs = replace(view.obs, connected=connected, inputs=own if active is not None else {})
    view = replace(view, obs=obs, feeds={"kinshasa": drawn.good(300.0, -20.0)})
    kinshasa = faces(view)[0]
    assert (kinshasa.tally, kinshasa.words) == (tally, said)


def test_a_feed_in_program_says_so_whatever_the_item_is() -> None:
    view = drawn.well()
    own = {"Feed Geneva": Input("Feed Geneva", "ffmpeg_source", active=True)}
    geneva = faces(replace(view, obs=replace(view.obs, inputs=own)))[4]
    assert (geneva.tally, geneva.words) == (Edge.ON_AIR, "On air")


@pytest.mark.parametrize("mode", [Mode.CLOSE_OUT, Mode.ENDED])
def test_once_the_show_is_over_no_feed_is_on_air_in_a_while(mode: Mode) -> None:
    made = faces(with_playhead(drawn.well(), mode=mode, on_air=None, next_id=""))
    assert not [face.words for face in made if face.words.startswith("On air")]
    assert made[0].tally is Edge.PROGRAM


def test_what_the_gateway_or_the_monitor_says_is_shown() -> None:
    view = drawn.well()
    turned = "A caller with another stream key was turned away"
    lost = replace(drawn.lost(view.now, "No bytes for 00:14"), detail=turned)
    view = replace(view, feeds={"islamabad": lost, "kinshasa": FeedStatus(sentence="No libVLC")})
    made = {face.name: face for face in faces(view)}
    assert made["Islamabad"].why == f"{turned} · No bytes for 00:14"
    assert alarm_face(view).detail == f"item 8 in 12:35 · {turned}"
    assert (made["Kinshasa"].why, made["Kinshasa"].warn) == ("No libVLC", True)
    assert made["Kinshasa"].words == "On air · not watched"
    opening = FeedStatus(Health.OPENING, sentence="Opening", detail="Listening on port 9301")
    opens = faces(replace(view, feeds={"kinshasa": opening}))[0]
    assert opens.why == "Listening on port 9301"


def test_where_nothing_is_counted_it_says_what_to_do_next() -> None:
    ended = with_playhead(drawn.well(), mode=Mode.ENDED, on_air=None, on_air_at=None)
    assert (card(ended).title, card(ended).digits) == ("The show has ended", "")
    assert card(ended).hint == "Pre-show or Rehearse begins anew"
    assert (card(states.empty()).digits, card(states.empty()).hint) == (
        "",
        "Add items in Setup (Ctrl 7)",
    )


@pytest.mark.parametrize("tenths", range(-25, 26, 5))
def test_over_and_under_are_rounded_by_one_rule(tenths: int) -> None:
    view, over = drawn.well(), timedelta(milliseconds=100 * tenths)
    view = replace(view, schedule=replace(view.schedule, over=over))
    figure, word = over_words(over)
    shown = card(view).figures[0].value
    assert shown == (word if word == "on time" else f"{figure} {word}")


def test_program_is_last_known_when_obs_is_gone_or_cannot_be_believed() -> None:
    assert program_frame(states.obs_lost()).tag == "LAST KNOWN 14:05:10"
    doubt = replace(drawn.well(), obs=replace(drawn.well().obs, provable=False))
    assert program_frame(doubt).tag == "LAST KNOWN 14:05:22"
    assert program_frame(drawn.well()).tag == "ON AIR · scene"
    assert program_frame(replace(drawn.well(), obs=ObsState())).name == "OBS is not connected"
    assert next_frame(states.taking()).tag == "TAKING · scene"


def test_the_offer_counts_down_and_goes() -> None:
    view = states.offer()
    assert offer_words(view) == "Make 5 on air from 14:05:20 · 8 s"
    late = replace(view, now=view.now.shifted(timedelta(seconds=8)))
    assert offer_words(late) == ""


def test_notes_show_words_notes_and_hands() -> None:
    entries = [(e.label, e.words) for e in notes(drawn.well()).entries]
    assert entries[0] == ("Ends on", "“… and that is what a cold box is for.”")
    assert entries[-1] == ("14:03:12", "Moderator muted by hand in OBS")
    assert notes(states.empty()).title == "What happened"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (FeedStatus(Health.GOOD), ""),
        (FeedStatus(Health.DEGRADED, Cause.LOW, fps=12.0), "12/25 fps"),
        (FeedStatus(Health.DEGRADED, Cause.LOW, fps=25.0), "low"),
        (FeedStatus(Health.DEGRADED, Cause.SILENT), "silent"),
        (FeedStatus(Health.LOST, Cause.NO_BYTES), "LOST"),
        (FeedStatus(Health.LOST, Cause.FROZEN), "FROZEN"),
        (FeedStatus(Health.LOST, Cause.BLACK), "BLACK"),
    ],
)
def test_trouble_in_two_words(status: FeedStatus, said: str) -> None:
    assert trouble(drawn.FEEDS[0], status) == said


def test_the_alarm_of_a_feed_counts_from_its_last_byte_as_its_tile_does() -> None:
    view = drawn.trouble()
    late = replace(view.alarms[0], since=view.now)
    tile = next(t for t in faces(view) if t.feed_id == "kinshasa")
    assert tile.lost == "LOST 00:08"
    assert alarm_face(replace(view, alarms=(late,))).time == "00:08"


def test_the_alarm_counts_its_time_and_says_who_saw_it() -> None:
    face = alarm_face(drawn.trouble())
    assert (face.sentence, face.time, face.detail, face.count, face.loud) == (
        "Kinshasa lost on air",
        "00:08",
        "studio shot taken",
        "1 of 2",
        True,
    )
    seen = Alarm("x", Severity.ALARM, "S", drawn.well().now, acknowledged_by="Ada")
    face = alarm_face(replace(drawn.well(), alarms=(seen,)))
    assert (face.detail, face.loud) == ("seen by Ada", False)
    assert alarm_face(states.empty()).key == ""


def test_a_question_of_another_command_does_not_stand_on_take() -> None:
    view = replace(drawn.well(), question=Question(Action.END, "End?"))
    assert take_face(view).state is TakeState.READY


def test_a_picture_of_another_day_and_hours() -> None:
    assert words.passed(timedelta(seconds=3661)) == "1:01:01"
    assert words.signed(timedelta(seconds=-12)) == "−00:12"
    assert words.rate(None) == "—"
    assert words.utc_offset(drawn.well().wall, "Asia/Kolkata") == "UTC+5:30"
    assert words.there(drawn.well().wall, "Pacific/Honolulu", "Asia/Tokyo").endswith(" −1")
    assert words.zone("Nowhere/Land").key == "UTC"


def test_view_names_what_is_seen() -> None:
    view: View = states.taking()
    assert (view.seen_on_air, view.taking and view.taking.number) == ("item-5", "5")
    assert states.close_out().next is None
    waiting = with_playhead(drawn.well(), picture=Picture("Kinshasa"))
    assert waiting.seen_on_air == "item-4"


def test_a_feed_whose_item_was_passed_over_is_not_to_come() -> None:
    view = drawn.well()
    feeds = {feed for item in view.show.order.items for feed in item.feed_ids}
    assert set(begins(view)) & feeds
    skipped = tuple(replace(row, standing=Standing.SKIPPED) for row in view.schedule.rows)
    assert begins(replace(view, schedule=replace(view.schedule, rows=skipped))) == {}


def test_take_says_that_a_show_can_only_be_looked_at() -> None:
    why = "“a.show” was made by a newer control panel, so it is shown read-only."
    face = take_face(replace(drawn.well(), read_only=why))
    assert (face.state, face.headline, face.detail) == (TakeState.NOTHING, "Read-only", why)


def test_a_day_after_the_show_is_marked_wherever_a_clock_is_said() -> None:
    view = drawn.well()
    late = view.schedule.planned_off_air + timedelta(hours=12)
    after = replace(view, schedule=replace(view.schedule, planned_off_air=late))
    assert summary(after).endswith("planned off air 02:55:30 +1")


def test_a_feed_that_is_lost_is_not_told_good_on_a_row_that_is_done() -> None:
    view = drawn.trouble()
    feed = next(f for f in view.show.feeds if view.feeds[f.id].health is Health.LOST)
    assert feed_mark(feed, view.feeds[feed.id], past=True) == FeedMark(Shape.CROSS, feed.name)
