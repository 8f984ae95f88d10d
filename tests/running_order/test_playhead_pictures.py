"""The playhead's pictures: shots, Back, the holding scene, names, a cut by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from control_panel.running_order.commands import Action
from control_panel.running_order.situation import (
    ClearNameAsk,
    CutByHand,
    Glimpse,
    Settled,
)
from control_panel.running_order.timing import schedule
from control_panel.show.model import (
    AsRunEvent,
    Mode,
    Picture,
    TakingKind,
    Via,
)
from tests.running_order.air import MINUTE, Air, refused


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


def test_back_that_waited_and_cannot_be_done_waits_no_longer(air: Air) -> None:
    air.obs = replace(air.obs, busy=True)
    air.do(Action.BACK)
    air.obs = replace(air.obs, busy=False)
    move = air.happen(Settled())
    assert "nothing to go back to" in move.sentence
    assert air.playhead.waiting is None


def test_back_after_back_within_ten_seconds_puts_the_other_on_air_again(air: Air) -> None:
    """Back undoes what reached program last: after Back that is Back itself, and no TAKE."""
    air.take()
    air.take()
    air.do(Action.BACK)
    air.land()
    assert air.on() == "1"
    air.later(1)
    air.do(Action.BACK)
    assert air.playhead.taking is not None
    assert air.playhead.taking.kind is TakingKind.RERUN
    air.land()
    assert air.on() == "2"
    assert air.playhead.next_id == "3"
    assert [run.in_error for run in air.playhead.runs] == [True, False]


def test_back_to_an_item_that_was_removed_brings_its_picture_only(air: Air) -> None:
    """Nothing may be on air that has neither a title nor a length: the item on air stays."""
    air.take()
    air.take()
    run = air.playhead.on_air
    air.without_item("1")
    air.later(20)
    move = air.do(Action.BACK)
    assert "not in the order any more: 2 · Item 2 stays" in move.sentence
    assert air.sent().picture == Picture("A", item_id="2")
    air.land()
    assert air.playhead.on_air == run


def test_an_item_that_was_removed_within_ten_seconds_is_not_resumed_either(air: Air) -> None:
    air.take()
    air.take()
    air.without_item("1")
    air.later(1)
    move = air.do(Action.BACK)
    assert air.playhead.taking is None
    assert move.sentence
    air.land()
    assert air.on() == "2"
    assert air.playhead.picture == Picture("A", item_id="2")


def test_back_to_an_item_on_the_shelf_brings_its_picture_only(air: Air) -> None:
    air.take()
    air.take()
    air.to_shelf("1")
    air.later(20)
    air.do(Action.BACK)
    air.land()
    assert air.on() == "2"
    assert air.playhead.next_id == "3"


def test_an_earlier_rehearsals_item_is_not_what_back_goes_to(air: Air) -> None:
    """The picture on program as a show begins is no item's of this show."""
    air.take()
    air.take()
    air.take()
    air.do(Action.END, confirmed=True)
    air.live()
    air.take()
    air.later(20)
    air.do(Action.BACK)
    assert air.playhead.taking is None
    assert air.sent().picture.scene == "D"
    air.land()
    assert air.on() == "1"


def test_a_name_left_up_by_the_last_show_is_known_to_the_next(air: Air) -> None:
    """Else the holding scene of the pre-show would not take it off."""
    air.take()
    air.take()
    air.do(Action.END, confirmed=True)
    air.do(Action.PRE_SHOW)
    assert air.playhead.name_up == "Dr Amani · Kinshasa"
    air.land()
    assert air.playhead.name_up == ""


def test_the_same_shot_once_more_is_nothing_that_back_could_undo(air: Air) -> None:
    air.take()
    air.take()
    for _press in range(2):
        air.do(Action.SHOT, shot_key=2)
        air.land()
    air.later(20)
    air.do(Action.BACK)
    assert air.sent().picture.scene == "B"
