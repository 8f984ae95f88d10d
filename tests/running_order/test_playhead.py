"""The table of the playhead: every event in every state, what takes mean, and the modes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from control_panel.errors import Refused
from control_panel.running_order.commands import Action, Command, Result
from control_panel.running_order.playhead import TABLE, Activity
from control_panel.running_order.situation import (
    Glimpse,
    Happening,
    PreviewAsk,
    Settled,
)
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
from tests.running_order.air import MINUTE, START, Air, refused


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
