"""The playhead without OBS and on its return: what is given up, compared and chosen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from control_panel.errors import Refused
from control_panel.running_order.commands import Action, Result
from control_panel.running_order.situation import (
    Glimpse,
    ObsBack,
)
from control_panel.show.model import (
    AsRunEvent,
    Mode,
    Picture,
    Proof,
)
from tests.running_order.air import Air, refused


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


def test_while_astray_not_even_close_out_sends_a_scene(air: Air) -> None:
    air.take()
    air.happen(ObsBack(frozenset({"E"})))
    assert refused(air, Action.CLOSE_OUT) == "astray"


class TestWithoutAnAnswer:
    """A TAKE was sent, OBS went, and nothing will ever confirm it."""

    @pytest.fixture
    def lost(self, air: Air) -> Air:
        air.take()
        air.take()
        air.take()
        air.later(1)
        air.do(Action.TAKE)
        air.obs = Glimpse()
        air.later(5)
        return air

    def given_up(self, air: Air) -> list[tuple[str, str]]:
        entries = [entry for move in air.moves for entry in move.entries]
        return [(e.item_id, e.sentence) for e in entries if e.event is AsRunEvent.FAILED]

    @pytest.mark.parametrize(
        ("action", "mode"), [(Action.CLOSE_OUT, Mode.CLOSE_OUT), (Action.END, Mode.ENDED)]
    )
    def test_the_show_can_be_ended(self, lost: Air, action: Action, mode: Mode) -> None:
        move = lost.do(action, confirmed=True)
        assert lost.mode() is mode
        assert lost.playhead.taking is None
        sentence = "OBS went away: not known whether 4 · Item 4 reached program"
        assert sentence in move.sentence
        assert self.given_up(lost) == [("4", sentence)]

    def test_a_question_gives_nothing_up(self, lost: Air) -> None:
        before = lost.playhead
        assert lost.do(Action.END).result is Result.ASKED
        assert lost.playhead == before
        assert not self.given_up(lost)

    def test_with_nothing_after_it_take_makes_it_next_again(self, lost: Air) -> None:
        move = lost.do(Action.TAKE, seen_on_air="4", seen_next="")
        assert "not known whether 4 · Item 4" in move.sentence
        assert (lost.on(), lost.playhead.next_id) == ("3", "4")
        lost.later(0.1)
        assert refused(lost, Action.TAKE) == "double"
        lost.later(1)
        assert lost.do(Action.TAKE, seen_on_air="3", seen_next="4").result is Result.ASKED
        lost.do(Action.TAKE, confirmed=True)
        assert lost.on() == "4"

    def test_while_obs_answers_it_is_waited_for(self, air: Air) -> None:
        air.take()
        air.later(1)
        air.do(Action.TAKE)
        assert refused(air, Action.CLOSE_OUT, confirmed=True) == "taking"
        assert refused(air, Action.END, confirmed=True) == "taking"

    def test_an_open_cut_ends_no_later(self) -> None:
        air = Air()
        air.do(Action.PRE_SHOW)
        assert air.playhead.cutting is not None
        air.obs = Glimpse()
        air.do(Action.END)
        assert air.mode() is Mode.OFF
        assert air.playhead.cutting is None

    def test_a_rehearsal_can_go_on_to_the_show(self) -> None:
        air = Air()
        air.do(Action.REHEARSE)
        air.later(1)
        air.do(Action.TAKE)
        assert refused(air, Action.LIVE, confirmed=True) == "taking"
        air.obs = Glimpse()
        air.do(Action.LIVE, confirmed=True)
        assert air.mode() is Mode.LIVE
        assert air.playhead.taking is None


class TestTheCutBack:
    """I was pressed after a return: the choice is made, its cut is under way."""

    @pytest.fixture
    def going_back(self, air: Air) -> Air:
        air.take()
        air.take()
        air.happen(ObsBack(frozenset({"E"})))
        air.do(Action.GO_BACK_TO_ITEM)
        return air

    @pytest.mark.parametrize("action", [Action.END, Action.CLOSE_OUT])
    def test_no_show_ends_in_it(self, going_back: Air, action: Action) -> None:
        assert refused(going_back, action, confirmed=True) == "taking"

    @pytest.mark.parametrize("action", [Action.LIVE, Action.PRE_SHOW, Action.END])
    def test_no_rehearsal_either(self, action: Action) -> None:
        air = Air()
        air.do(Action.REHEARSE)
        air.take()
        air.happen(ObsBack(frozenset({"E"})))
        air.do(Action.GO_BACK_TO_ITEM)
        assert refused(air, action, confirmed=True) == "taking"

    def test_it_is_not_chosen_twice(self, going_back: Air) -> None:
        assert refused(going_back, Action.KEEP_OBS) == "busy"
        assert refused(going_back, Action.GO_BACK_TO_ITEM) == "busy"

    def test_a_take_waits_for_it(self, going_back: Air) -> None:
        going_back.later(1)
        assert going_back.do(Action.TAKE).result is Result.PENDING
        going_back.land()
        assert going_back.playhead.taking is not None

    def test_where_it_fails_the_question_stands(self, going_back: Air) -> None:
        going_back.later(1)
        going_back.do(Action.TAKE)
        going_back.land(ok=False, sentence="OBS did not confirm")
        assert going_back.playhead.astray is not None
        assert going_back.playhead.waiting is None
        going_back.later(1)
        assert refused(going_back, Action.TAKE) == "astray"

    def test_back_after_it_goes_where_it_would_have_gone_before(self, going_back: Air) -> None:
        going_back.land()
        assert going_back.playhead.before == Picture("A", item_id="1")

    def test_without_obs_the_order_goes_on(self, going_back: Air) -> None:
        going_back.obs = Glimpse()
        going_back.later(1)
        going_back.do(Action.TAKE, confirmed=True)
        assert going_back.on() == "3"
        assert going_back.playhead.astray is None
        assert going_back.playhead.cutting is None

    def test_or_what_obs_showed_is_kept(self, going_back: Air) -> None:
        going_back.obs = Glimpse()
        going_back.do(Action.KEEP_OBS)
        assert going_back.playhead.cutting is None
        assert going_back.playhead.astray is None


def test_going_back_is_refused_where_nothing_can_be_sent(air: Air) -> None:
    air.take()
    air.happen(ObsBack(frozenset({"E"})))
    air.obs = replace(air.obs, connected=False)
    assert refused(air, Action.GO_BACK_TO_ITEM) == "no-obs"
    air.obs = replace(air.obs, connected=True, scenes=frozenset({"E"}))
    assert refused(air, Action.GO_BACK_TO_ITEM) == "no-scene"


def test_what_is_refused_in_a_mix_is_named() -> None:
    air = Air().live()
    air.take()
    air.take()
    air.do(Action.BACK)
    with pytest.raises(Refused, match="Back is under way"):
        air.do(Action.END, confirmed=True)
    air.land()
    air.do(Action.HOLDING_SCENE)
    with pytest.raises(Refused, match="A cut is under way"):
        air.do(Action.END, confirmed=True)
    air.land()
    air.obs = replace(air.obs, busy=True)
    air.later(1)
    air.do(Action.TAKE)
    assert refused(air, Action.END, confirmed=True) == "pending"
