"""The playhead's order: next, and the offer after a cut by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from control_panel.running_order.commands import Action, Result
from control_panel.running_order.situation import (
    CutByHand,
    ShowChanged,
    SwitchAsk,
    Tick,
)
from control_panel.show.model import (
    Picture,
    Proof,
)
from tests.running_order.air import Air, refused


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


def test_an_item_that_was_on_air_is_not_next_again_by_itself(air: Air) -> None:
    air.take()
    air.take()
    air.later(20)
    air.do(Action.NEXT, item_id="1")
    air.take()
    assert air.on() == "1"
    assert air.playhead.next_id == "3"


class TestMadeOnAir:
    """An item that was made on air from a cut by hand."""

    @pytest.fixture
    def made(self, air: Air) -> Air:
        air.take()
        air.later(20)
        air.happen(CutByHand("B", air.now, air.now))
        air.later(3)
        air.do(Action.MAKE_ON_AIR)
        return air

    def test_back_returns_to_the_picture_before_the_cut_and_to_the_very_run(
        self, made: Air
    ) -> None:
        first = made.playhead.undone
        assert made.playhead.before == Picture("A", item_id="1")
        made.later(1)
        made.do(Action.BACK)
        assert made.sent().picture == Picture("A", item_id="1")
        made.land()
        assert first is not None
        assert made.playhead.on_air == replace(first, ended_at=None)

    def test_later_back_returns_to_that_picture_too(self, made: Air) -> None:
        made.later(20)
        made.do(Action.BACK)
        assert made.sent().picture == Picture("A", item_id="1")
        made.land()
        assert made.on() == "1"

    def test_a_take_right_after_it_is_a_double_press(self, made: Air) -> None:
        assert made.playhead.next_changed_at == made.now
        made.later(0.2)
        assert refused(made, Action.TAKE, seen_on_air="2", seen_next="3") == "double"
        made.later(0.2)
        assert made.do(Action.TAKE, seen_on_air="2", seen_next="3").result is Result.SENT

    def test_even_where_next_was_chosen_before(self, air: Air) -> None:
        air.take()
        air.happen(CutByHand("B", air.now, air.now))
        air.do(Action.NEXT, item_id="3")
        air.later(3)
        air.do(Action.MAKE_ON_AIR)
        air.later(0.2)
        assert refused(air, Action.TAKE, seen_on_air="2", seen_next="3") == "double"


def test_an_offer_ends_when_another_picture_is_shown(air: Air) -> None:
    """Else the item would be on air with a picture that is on program no more."""
    air.take()
    air.take()
    air.happen(CutByHand("D", air.now, air.now))
    assert air.playhead.offer is not None
    air.do(Action.SHOT, shot_key=2)
    air.land()
    assert air.playhead.offer is None
    assert refused(air, Action.MAKE_ON_AIR) == "no-offer"


def test_an_offer_ends_when_the_item_gets_another_scene(air: Air) -> None:
    air.take()
    air.happen(CutByHand("B", air.now, air.now))
    air.with_item("2", scene="C")
    air.happen(ShowChanged())
    assert air.playhead.offer is None


class TestNextIsAnother:
    """Next is neither on air nor on its way there, whatever was chosen before."""

    def chosen(self, air: Air) -> None:
        air.take()
        air.take()
        air.later(20)
        air.do(Action.NEXT, item_id="1")
        air.later(1)
        air.do(Action.BACK)

    def test_back_to_the_item_that_was_next_by_hand(self, air: Air) -> None:
        self.chosen(air)
        assert air.playhead.next_id == "3"
        air.land()
        assert (air.on(), air.playhead.next_id) == ("1", "2")
        assert not air.playhead.next_by_hand

    def test_and_where_that_fails_it_is_next_by_hand_again(self, air: Air) -> None:
        self.chosen(air)
        air.land(ok=False, sentence="OBS did not confirm")
        assert (air.on(), air.playhead.next_id) == ("2", "1")
        assert air.playhead.next_by_hand

    def test_back_to_an_item_taken_in_error_which_is_next(self, air: Air) -> None:
        air.take()
        air.take()
        air.do(Action.BACK)
        air.land()
        air.later(20)
        air.do(Action.BACK)
        assert air.playhead.next_id == "3"
        air.land(ok=False, sentence="OBS did not confirm")
        assert air.playhead.next_id == "2"
        assert not air.playhead.next_by_hand

    def test_back_keeps_another_choice(self, air: Air) -> None:
        air.take()
        air.take()
        air.later(20)
        air.do(Action.NEXT, item_id="4")
        air.do(Action.BACK)
        air.land()
        assert (air.on(), air.playhead.next_id) == ("1", "4")

    def test_back_passes_over_what_is_done(self, air: Air) -> None:
        for item_id in ("1", "2", "3", "1", "4"):
            if air.playhead.next_id != item_id:
                air.do(Action.NEXT, item_id=item_id)
            air.take()
        air.later(20)
        air.do(Action.BACK)
        air.land()
        assert (air.on(), air.playhead.next_id) == ("1", "4")

    def test_in_a_mix_neither_item_can_be_chosen(self, air: Air) -> None:
        air.take()
        air.later(1)
        air.do(Action.TAKE)
        assert refused(air, Action.NEXT, item_id="1") == "on-air"
        assert refused(air, Action.NEXT, item_id="2") == "on-air"

    def test_a_chosen_item_that_was_not_taken_outlives_an_edit(self, air: Air) -> None:
        air.take()
        air.do(Action.NEXT, item_id="4")
        air.later(1)
        air.do(Action.TAKE)
        air.land(ok=False, sentence="OBS did not confirm")
        air.with_item("3", title="Another title")
        air.happen(ShowChanged())
        assert air.playhead.next_id == "4"
