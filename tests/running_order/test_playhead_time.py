"""The playhead's time: given and taken, in a mix too, and what an item does at its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from control_panel.running_order import as_run
from control_panel.running_order.commands import Action
from control_panel.running_order.situation import (
    Tick,
)
from control_panel.running_order.timing import schedule
from control_panel.show.model import (
    Author,
    Picture,
    Via,
)
from tests.running_order.air import MINUTE, Air, refused


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


def test_back_from_an_automatic_advance_stays_until_time_is_given(air: Air) -> None:
    air.take()
    air.take()
    air.take()
    air.later(301)
    air.happen(Tick())
    advanced = air.playhead.taking
    assert advanced is not None
    air.land()
    air.later(3)
    air.do(Action.BACK)
    air.land()
    for _ in range(20):
        air.later(1)
        air.happen(Tick())
    assert air.playhead.taking is None
    assert air.playhead.on_air.item_id != advanced.item_id
    air.do(Action.ADD_TIME, by=MINUTE)
    air.later(61)
    air.happen(Tick())
    assert air.playhead.taking is not None
    assert air.playhead.taking.item_id == advanced.item_id


def test_back_from_a_take_in_error_leaves_automatic_advance_as_it_was(air: Air) -> None:
    air.take()
    air.take()
    air.take()
    air.later(100)
    air.take()
    air.later(3)
    air.do(Action.BACK)
    air.land()
    air.later(150)
    air.happen(Tick())
    assert air.playhead.taking is None
    air.later(60)
    air.happen(Tick())
    assert air.playhead.taking is not None


def test_added_time_moves_the_end_and_cannot_take_more_than_there_is(air: Air) -> None:
    air.take()
    air.do(Action.ADD_TIME, by=MINUTE)
    assert schedule(air.show, air.playhead, air.now).remaining == 6 * MINUTE
    air.do(Action.ADD_TIME, by=-10 * MINUTE)
    assert schedule(air.show, air.playhead, air.now).remaining == timedelta(0)
    assert refused(air, Action.ADD_TIME, by=-MINUTE) == "no-time-left"


class TestTimeInTheMix:
    """] and [ mean the item that TAKING names."""

    HALF = timedelta(seconds=30)

    @pytest.fixture
    def mixing(self, air: Air) -> Air:
        air.take()
        air.later(5)
        air.do(Action.TAKE)
        return air

    def rows(self, air: Air) -> dict[str, as_run.ItemRow]:
        entries = [entry for move in air.moves for entry in move.entries]
        return {row.item_id: row for row in as_run.rows(entries)}

    def test_it_goes_into_the_coming_run(self, mixing: Air) -> None:
        mixing.do(Action.ADD_TIME, seen_on_air="2", by=self.HALF)
        assert mixing.playhead.on_air is not None
        assert mixing.playhead.on_air.added == timedelta(0)
        row = schedule(mixing.show, mixing.playhead, mixing.now).row("2")
        assert row is not None
        assert row.expected_end is not None
        assert row.expected_end - mixing.now.wall == 5 * MINUTE + self.HALF
        mixing.land()
        assert mixing.playhead.on_air.item_id == "2"
        assert mixing.playhead.on_air.added == self.HALF
        left = schedule(mixing.show, mixing.playhead, mixing.now).remaining
        assert left == 5 * MINUTE + self.HALF

    def test_the_as_run_says_it_once_and_of_that_item(self, mixing: Air) -> None:
        author = Author(person="Noor", via=Via.API)
        move = mixing.do(Action.ADD_TIME, by=self.HALF, author=author)
        assert [(e.item_id, e.author) for e in move.entries] == [("2", author)]
        mixing.land()
        mixing.later(60)
        mixing.do(Action.ADD_TIME, by=self.HALF)
        mixing.take()
        rows = self.rows(mixing)
        assert rows["1"].added == timedelta(0)
        assert (rows["2"].planned, rows["2"].added) == (5 * MINUTE, 2 * self.HALF)

    def test_no_more_is_taken_away_than_it_will_have(self, mixing: Air) -> None:
        mixing.do(Action.ADD_TIME, by=-20 * MINUTE)
        assert refused(mixing, Action.ADD_TIME, by=-self.HALF) == "no-time-left"
        mixing.land()
        assert schedule(mixing.show, mixing.playhead, mixing.now).remaining == timedelta(0)

    def test_it_is_gone_where_the_take_fails(self, mixing: Air) -> None:
        mixing.do(Action.ADD_TIME, by=self.HALF)
        mixing.land(ok=False, sentence="OBS did not confirm")
        mixing.take()
        assert mixing.playhead.on_air is not None
        assert mixing.playhead.on_air.added == timedelta(0)

    def test_a_run_that_back_brings_back_has_it(self, mixing: Air) -> None:
        mixing.land()
        mixing.do(Action.BACK)
        mixing.do(Action.ADD_TIME, seen_on_air="1", by=self.HALF)
        mixing.land()
        assert mixing.on() == "1"
        assert mixing.playhead.on_air is not None
        assert mixing.playhead.on_air.added == self.HALF
        assert self.rows(mixing)["1"].added == self.HALF

    def test_a_further_run_has_it_beside_what_was_left(self, mixing: Air) -> None:
        mixing.land()
        mixing.later(20)
        mixing.do(Action.BACK)
        mixing.do(Action.ADD_TIME, by=self.HALF)
        mixing.land()
        left = schedule(mixing.show, mixing.playhead, mixing.now).remaining
        assert left == 5 * MINUTE - timedelta(seconds=5) + self.HALF
        mixing.later(60)
        mixing.take()
        entries = [entry for move in mixing.moves for entry in move.entries]
        again = [row for row in as_run.rows(entries) if row.item_id == "1"][-1]
        assert (again.planned, again.added) == (5 * MINUTE - timedelta(seconds=5), self.HALF)

    def test_back_to_nothing_has_no_item_to_give_time(self, air: Air) -> None:
        air.playhead = replace(air.playhead, picture=Picture("Holding"))
        air.take()
        air.do(Action.BACK)
        assert refused(air, Action.ADD_TIME, by=MINUTE) == "nothing-on-air"
