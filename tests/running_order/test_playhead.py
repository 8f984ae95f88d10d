"""The table of the playhead: every event in every state, and what takes mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from control_panel.errors import Refused
from control_panel.running_order.commands import Action, Command, Result
from control_panel.running_order.playhead import TABLE, Activity
from control_panel.running_order.situation import (
    ClearNameAsk,
    CutByHand,
    Glimpse,
    Happening,
    ObsBack,
    PreviewAsk,
    Settled,
    ShowChanged,
    SwitchAsk,
    Tick,
)
from control_panel.running_order.timing import schedule
from control_panel.show.model import (
    AsRunEvent,
    Author,
    Mode,
    Picture,
    Proof,
    Taking,
    TakingKind,
    Via,
)
from tests.running_order.air import MINUTE, START, Air


@pytest.fixture
def air() -> Air:
    return Air().live()


def refused(air: Air, action: Action, **more: object) -> str:
    with pytest.raises(Refused) as refusal:
        air.do(action, **more)
    assert refusal.value.sentence
    return refusal.value.reason


def test_every_event_in_every_state_has_one_rule() -> None:
    cells = {(k, m, a) for k in (*Action, *Happening) for m in Mode for a in Activity}
    assert set(TABLE) == cells


def test_a_take_is_sent_with_the_items_transition_and_lands_as_of_its_start(air: Air) -> None:
    air.later(1)
    move = air.do(Action.TAKE, seen_on_air="", seen_next="1")
    assert move.result is Result.SENT
    assert [e.event for e in move.entries] == [AsRunEvent.TAKING]
    ask = air.sent()
    assert (ask.scene, ask.cut) == ("A", False)
    assert air.on() == ""
    pressed = air.now
    landed = air.land(mix=0.5)
    assert air.on() == "1"
    run = air.playhead.on_air
    assert run is not None
    assert run.started_at == pressed
    assert landed.entries[-1].at == pressed
    assert landed.shots[0].scene == "A"
    assert landed.shots[0].run_id == run.id
    assert air.playhead.next_id == "2"


def test_next_moves_on_as_soon_as_a_take_is_sent_and_skips_notes_and_floated(air: Air) -> None:
    air.take()
    air.take()
    assert air.playhead.next_id == "3"
    air.take()
    assert air.playhead.next_id == "4"
    air.take()
    assert air.playhead.next_id == ""
    air.later(1)
    assert refused(air, Action.TAKE) == "nothing-next"


def test_preview_follows_next(air: Air) -> None:
    air.later(1)
    move = air.do(Action.TAKE)
    assert PreviewAsk("B") in move.asks


def test_two_presses_within_300_ms_are_one(air: Air) -> None:
    air.later(1)
    air.do(Action.TAKE)
    air.later(0.2)
    assert refused(air, Action.TAKE) == "double"


@pytest.mark.parametrize("seen", [{"seen_on_air": "1"}, {"seen_next": "2"}])
def test_a_press_that_saw_something_else_is_refused(air: Air, seen: dict[str, str]) -> None:
    air.later(1)
    assert refused(air, Action.TAKE, **seen) == "stale"


def test_a_press_just_after_next_changed_is_refused(air: Air) -> None:
    air.take()
    air.later(1)
    air.do(Action.NEXT, item_id="3")
    air.later(0.1)
    assert refused(air, Action.TAKE, seen_on_air="1", seen_next="3") == "next-changed"
    air.later(0.3)
    air.do(Action.TAKE, seen_on_air="1", seen_next="3")
    air.land()
    assert air.on() == "3"


def test_a_press_in_the_mix_waits_and_names_the_item_after(air: Air) -> None:
    air.take()
    air.later(1)
    air.do(Action.TAKE)
    air.later(0.4)
    move = air.do(Action.TAKE, seen_on_air="2", seen_next="3")
    assert move.result is Result.PENDING
    assert air.playhead.pending == "3"
    assert not move.asks
    assert refused(air, Action.NEXT, item_id="4") == "pending"
    air.later(0.4)
    assert refused(air, Action.TAKE) == "pending"
    air.obs = replace(air.obs, busy=True)
    air.land()
    assert air.on() == "2"
    assert air.playhead.pending == "3"
    air.obs = replace(air.obs, busy=False)
    air.happen(Settled())
    assert air.playhead.taking is not None
    assert air.playhead.taking.item_id == "3"
    air.land()
    assert air.on() == "3"


def test_esc_forgets_what_waits(air: Air) -> None:
    air.obs = replace(air.obs, busy=True)
    air.later(1)
    air.do(Action.TAKE)
    air.do(Action.CANCEL)
    air.obs = replace(air.obs, busy=False)
    air.happen(Settled())
    assert air.playhead.taking is None
    assert refused(air, Action.CANCEL) == "nothing-waits"


def test_a_take_that_is_not_confirmed_leaves_the_order_as_it_was(air: Air) -> None:
    air.take()
    air.later(1)
    air.do(Action.TAKE)
    move = air.land(ok=False, sentence="OBS did not confirm")
    assert air.on() == "1"
    assert air.playhead.next_id == "2"
    assert move.result is Result.FAILED
    assert [e.event for e in move.entries] == [AsRunEvent.FAILED]
    assert not move.shots


def test_a_scene_that_obs_does_not_have_is_refused_by_name(air: Air) -> None:
    air.obs = replace(air.obs, scenes=frozenset({"B"}))
    air.later(1)
    with pytest.raises(Refused, match="“A”"):
        air.do(Action.TAKE)


def test_without_obs_a_take_asks_once_and_then_runs_the_clock(air: Air) -> None:
    air.obs = Glimpse()
    air.later(1)
    assert air.do(Action.TAKE).result is Result.ASKED
    assert air.playhead.taking is None
    move = air.do(Action.TAKE, confirmed=True)
    assert air.on() == "1"
    assert not move.asks[:-1]
    assert air.playhead.on_air is not None
    assert air.playhead.on_air.proof is Proof.UNCONFIRMED
    assert not move.shots


def test_shots_change_the_picture_and_nothing_else(air: Air) -> None:
    air.take()
    air.take()
    before = schedule(air.show, air.playhead, air.now).remaining
    run = air.playhead.on_air
    air.do(Action.SHOT, shot_key=2)
    assert air.sent().picture.scene == "C"
    assert air.sent().picture.lower_third is not None
    move = air.land()
    assert move.shots[0].reason == "shot"
    assert not move.entries
    assert air.playhead.on_air == run
    assert schedule(air.show, air.playhead, air.now).remaining == before
    assert refused(air, Action.SHOT, shot_key=7) == "no-shot"


def test_a_shot_in_a_transition_waits_and_the_last_one_wins_but_not_over_a_take(air: Air) -> None:
    air.take()
    air.take()
    air.obs = replace(air.obs, busy=True)
    air.do(Action.SHOT, shot_key=1)
    air.do(Action.SHOT, shot_key=2)
    assert air.playhead.waiting is not None
    assert air.playhead.waiting.picture is not None
    assert air.playhead.waiting.picture.scene == "C"
    air.later(1)
    air.do(Action.TAKE)
    assert air.playhead.pending == "3"
    assert refused(air, Action.SHOT, shot_key=1) == "pending"


def test_back_within_ten_seconds_undoes_the_item_as_if_it_had_never_left(air: Air) -> None:
    air.take()
    started = air.now
    air.later(60)
    air.do(Action.TAKE)
    air.land()
    air.later(1.5)
    air.do(Action.BACK)
    assert air.playhead.taking is not None
    assert air.playhead.taking.kind is TakingKind.UNDO
    assert air.sent().picture.scene == "A"
    move = air.land()
    assert air.on() == "1"
    assert air.playhead.on_air is not None
    assert air.playhead.on_air.started_at == started
    assert air.playhead.next_id == "2"
    assert [(e.event, e.sentence) for e in move.entries] == [
        (AsRunEvent.IN_ERROR, "taken in error, 1.5 s"),
        (AsRunEvent.RESUMED, ""),
    ]
    left = schedule(air.show, air.playhead, air.now).remaining
    assert left == 5 * MINUTE - air.now.since(started)


def test_back_later_is_a_new_run_with_the_time_that_was_left(air: Air) -> None:
    air.take()
    air.later(60)
    air.do(Action.TAKE)
    air.land()
    air.later(30)
    air.do(Action.BACK)
    air.land()
    assert air.on() == "1"
    assert air.playhead.next_id == "2"
    assert schedule(air.show, air.playhead, air.now).remaining == 4 * MINUTE
    assert schedule(air.show, air.playhead, air.now).over == timedelta(seconds=31)


def test_back_after_a_shot_is_the_picture_before(air: Air) -> None:
    air.take()
    air.take()
    air.do(Action.SHOT, shot_key=2)
    air.land()
    air.later(1)
    air.do(Action.BACK)
    assert air.playhead.taking is None
    assert air.sent().picture.scene == "B"
    air.land()
    assert air.on() == "2"


def test_back_in_a_transition_displaces_a_waiting_take(air: Air) -> None:
    air.take()
    air.later(1)
    air.do(Action.TAKE)
    air.later(1)
    air.do(Action.TAKE)
    assert air.playhead.pending == "3"
    air.do(Action.BACK)
    assert air.playhead.pending == ""
    air.land()
    assert air.playhead.taking is not None
    assert air.playhead.taking.kind is TakingKind.UNDO
    air.land()
    assert air.on() == "1"


def test_back_undoes_even_the_first_take(air: Air) -> None:
    air.playhead = replace(air.playhead, picture=Picture("Holding"))
    air.take()
    air.later(2)
    air.do(Action.BACK)
    assert air.sent().picture.scene == "Holding"
    move = air.land()
    assert air.on() == ""
    assert air.playhead.next_id == "1"
    assert [e.event for e in move.entries] == [AsRunEvent.IN_ERROR]


def test_the_first_back_has_nothing_to_go_back_to(air: Air) -> None:
    assert refused(air, Action.BACK) == "nothing-before"


def test_a_cut_by_hand_is_a_shot_row_and_never_an_item(air: Air) -> None:
    air.take()
    run = air.playhead.on_air
    move = air.happen(CutByHand("E", air.now, air.now))
    assert air.playhead.on_air == run
    assert move.shots[0].author.via is Via.OBS
    assert air.playhead.offer is None


def test_a_cut_by_hand_to_nexts_scene_is_offered_for_ten_seconds(air: Air) -> None:
    air.take()
    air.later(5)
    cut = air.now
    air.happen(CutByHand("B", cut, cut))
    assert air.playhead.offer is not None
    air.later(4)
    move = air.do(Action.MAKE_ON_AIR)
    assert air.on() == "2"
    assert air.playhead.on_air is not None
    assert air.playhead.on_air.started_at == cut
    assert air.playhead.on_air.proof is Proof.EVENT
    assert not [a for a in move.asks if isinstance(a, SwitchAsk)]


def test_the_offer_runs_out(air: Air) -> None:
    air.take()
    air.happen(CutByHand("B", air.now, air.now))
    air.later(10)
    air.happen(Tick())
    assert air.playhead.offer is None
    assert refused(air, Action.MAKE_ON_AIR) == "no-offer"


def test_automatic_advance_takes_once_at_the_end_and_hold_stops_it(air: Air) -> None:
    air.take()
    air.take()
    air.take()
    air.later(299)
    air.happen(Tick())
    assert air.playhead.taking is None
    air.do(Action.HOLD)
    air.later(2)
    air.happen(Tick())
    assert air.playhead.taking is None
    air.do(Action.RESUME)
    air.happen(Tick())
    assert air.playhead.taking is not None
    assert air.playhead.taking.author.via is Via.AUTO
    air.land(ok=False, sentence="no")
    air.happen(Tick())
    assert air.playhead.taking is None


def test_added_time_moves_the_end_and_cannot_take_more_than_there_is(air: Air) -> None:
    air.take()
    air.do(Action.ADD_TIME, by=MINUTE)
    assert schedule(air.show, air.playhead, air.now).remaining == 6 * MINUTE
    air.do(Action.ADD_TIME, by=-10 * MINUTE)
    assert schedule(air.show, air.playhead, air.now).remaining == timedelta(0)
    assert refused(air, Action.ADD_TIME, by=-MINUTE) == "no-time-left"


def test_g_takes_the_name_off(air: Air) -> None:
    air.take()
    air.take()
    assert air.playhead.name_up == "Dr Amani · Kinshasa"
    move = air.do(Action.CLEAR_GRAPHICS)
    assert ClearNameAsk() in move.asks
    assert air.playhead.name_up == ""


def test_the_holding_scene_keeps_the_item_and_takes_the_name_off(air: Air) -> None:
    air.take()
    air.take()
    air.do(Action.HOLDING_SCENE)
    air.land()
    assert air.on() == "2"
    assert air.playhead.picture == Picture("Holding", item_id="2")
    assert air.playhead.name_up == ""


def test_next_that_was_removed_becomes_the_one_after(air: Air) -> None:
    air.take()
    air.with_item("2", floated=True)
    air.happen(ShowChanged())
    assert air.playhead.next_id == "3"
    assert refused(air, Action.NEXT, item_id="2") == "not-playable"
    assert refused(air, Action.NEXT, item_id="1") == "on-air"


def test_a_waiting_take_of_an_item_that_was_floated_is_left_out(air: Air) -> None:
    air.take()
    air.obs = replace(air.obs, busy=True)
    air.later(1)
    air.do(Action.TAKE)
    air.with_item("2", floated=True)
    move = air.happen(ShowChanged())
    assert air.playhead.waiting is None
    assert "left out" in move.sentence


def test_the_modes_in_their_order() -> None:
    air = Air()
    assert refused(air, Action.TAKE) == "off"
    air.do(Action.PRE_SHOW)
    assert air.sent().picture.scene == "Holding"
    air.land()
    assert air.mode() is Mode.PRE_SHOW
    air.now = START
    air.later(2)
    move = air.do(Action.TAKE)
    assert air.mode() is Mode.PRE_SHOW
    assert move.result is Result.SENT
    move = air.land()
    assert air.mode() is Mode.LIVE
    assert [e.event for e in move.entries] == [AsRunEvent.MODE, AsRunEvent.ON_AIR]
    assert refused(air, Action.REHEARSE) == "live"
    assert air.do(Action.CLOSE_OUT).result is Result.ASKED
    air.do(Action.CLOSE_OUT, confirmed=True)
    assert air.sent().picture.scene == "Closing"
    assert refused(air, Action.TAKE) == "close-out"
    air.land()
    air.do(Action.END)
    assert air.mode() is Mode.ENDED
    assert refused(air, Action.BACK) == "ended"


def test_the_first_take_far_from_the_plan_asks_once() -> None:
    air = Air(now=START.shifted(-10 * MINUTE))
    air.do(Action.PRE_SHOW)
    air.land()
    air.later(1)
    move = air.do(Action.TAKE)
    assert move.result is Result.ASKED
    assert "before the planned on air" in move.sentence
    air.do(Action.TAKE, confirmed=True)
    air.land()
    assert air.mode() is Mode.LIVE


def test_a_rehearsal_goes_back_to_off_and_leaves_no_runs() -> None:
    air = Air()
    air.do(Action.REHEARSE)
    air.take()
    air.take()
    assert len(air.playhead.runs) == 1
    air.do(Action.END)
    assert air.mode() is Mode.OFF
    assert air.playhead.runs == ()


def test_an_order_without_items_cannot_start() -> None:
    air = Air()
    order = replace(air.show.order, items=())
    air.show = replace(air.show, running_orders=(order,))
    assert refused(air, Action.REHEARSE) == "empty-order"


class TestReturn:
    """What is compared when OBS answers again."""

    def taken(self, air: Air) -> Air:
        air.take()
        air.later(1)
        air.do(Action.TAKE)
        return air

    def test_an_open_take_that_obs_shows_was_taken(self, air: Air) -> None:
        self.taken(air)
        requested = air.now
        air.later(3)
        move = air.happen(ObsBack(frozenset({"B"})))
        assert air.on() == "2"
        assert air.playhead.on_air is not None
        assert air.playhead.on_air.proof is Proof.RE_READ
        assert air.playhead.on_air.started_at == requested
        assert move.shots[0].proof is Proof.RE_READ

    def test_an_open_take_that_obs_does_not_show_is_next_again(self, air: Air) -> None:
        self.taken(air)
        air.happen(ObsBack(frozenset({"A"})))
        assert air.on() == "1"
        assert air.playhead.next_id == "2"
        assert air.playhead.astray is None

    def test_a_difference_is_asked_and_nothing_is_sent_until_chosen(self, air: Air) -> None:
        air.take()
        air.happen(ObsBack(frozenset({"E"})))
        assert air.playhead.astray is not None
        air.later(1)
        assert refused(air, Action.TAKE) == "astray"
        assert refused(air, Action.SHOT, shot_key=1) == "astray"
        move = air.do(Action.KEEP_OBS)
        assert move.shots[0].scene == "E"
        assert air.playhead.astray is None

    def test_going_back_cuts_to_what_was_on_air(self, air: Air) -> None:
        air.take()
        air.happen(ObsBack(frozenset({"E"})))
        air.do(Action.GO_BACK_TO_ITEM)
        assert air.sent().picture.scene == "A"
        air.land()
        assert air.playhead.astray is None
        assert air.playhead.picture is not None
        assert air.playhead.picture.scene == "A"

    def test_the_same_picture_asks_nothing(self, air: Air) -> None:
        air.take()
        air.happen(ObsBack(frozenset({"A"})))
        assert air.playhead.astray is None

    def test_without_obs_an_open_take_is_given_up_when_the_order_goes_on(self, air: Air) -> None:
        self.taken(air)
        air.obs = Glimpse()
        air.later(5)
        air.do(Action.TAKE, confirmed=True)
        assert air.on() == "3"
        failed = [e for m in air.moves for e in m.entries if e.event is AsRunEvent.FAILED]
        assert [e.item_id for e in failed] == ["2"]


def test_the_authors_name_goes_into_every_line(air: Air) -> None:
    author = Author(person="Noor", via=Via.API)
    air.later(1)
    air.happen(Command(Action.TAKE, author))
    move = air.land()
    assert all(e.author == author for e in move.entries)
    assert isinstance(air.moves[-1].playhead.on_air, object)
    assert Taking("x", air.now, Picture("A")).kind is TakingKind.TAKE


def test_a_shot_of_another_item_than_was_seen_is_refused(air: Air) -> None:
    air.take()
    air.take()
    assert refused(air, Action.SHOT, shot_key=2, seen_on_air="1") == "stale"
    assert refused(air, Action.ADD_TIME, by=MINUTE, seen_on_air="1") == "stale"
    assert refused(air, Action.BACK, seen_on_air="") == "stale"


def test_while_astray_not_even_close_out_sends_a_scene(air: Air) -> None:
    air.take()
    air.happen(ObsBack(frozenset({"E"})))
    assert refused(air, Action.CLOSE_OUT) == "astray"


def test_a_name_stays_through_a_cut_by_hand_and_a_shot(air: Air) -> None:
    air.take()
    air.take()
    air.happen(CutByHand("E", air.now, air.now))
    assert air.playhead.name_up
    air.do(Action.SHOT, shot_key=2)
    assert air.sent().picture.lower_third is not None
    air.land()
    assert air.playhead.name_up == "Dr Amani · Kinshasa"


def test_a_name_that_was_sent_nowhere_is_not_up(air: Air) -> None:
    air.obs = replace(air.obs, has_name=False)
    air.take()
    air.take()
    assert air.playhead.name_up == ""


def test_g_without_obs_is_refused_because_nothing_could_be_cleared(air: Air) -> None:
    air.take()
    air.take()
    air.obs = Glimpse()
    assert refused(air, Action.CLEAR_GRAPHICS) == "no-obs"
    assert air.playhead.name_up


def test_a_holding_scene_that_cannot_be_cut_to_is_told() -> None:
    air = Air(obs=Glimpse(connected=True, scenes=frozenset({"A"})))
    move = air.do(Action.PRE_SHOW)
    assert "no scene “Holding”" in move.sentence
    assert air.mode() is Mode.PRE_SHOW


def test_an_item_that_was_on_air_is_not_next_again_by_itself(air: Air) -> None:
    air.take()
    air.take()
    air.later(20)
    air.do(Action.NEXT, item_id="1")
    air.take()
    assert air.on() == "1"
    assert air.playhead.next_id == "3"
