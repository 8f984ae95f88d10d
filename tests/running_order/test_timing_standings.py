"""Who is expected: done, on air, taking, next, to come, skipped, floated, notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from control_panel.running_order.timing import Standing
from control_panel.show.model import ItemKind, Mode, Picture, Playhead, Taking, TakingKind
from tests.running_order.small import (
    at,
    before_air,
    end,
    item,
    ms,
    on_air,
    run,
    schedule,
    show,
    start,
    wall,
)

A, B, C, D, E = (item(name, 100) for name in "abcde")
FIVE = show(A, B, C, D, E)


def standings(told) -> str:
    """One letter an item: . to come, N next, O on air, T taking, D done, S skipped, F, n(ote)."""
    letters = {Standing.TO_COME: ".", Standing.NOTE: "n"}
    return "".join(letters.get(row.standing, row.standing.value[0].upper()) for row in told.rows)


def test_off_is_the_plan_alone():
    told = schedule(FIVE, Playhead(), at(50))
    assert standings(told) == "....."
    assert all(row.expected_start is None and row.expected_end is None for row in told.rows)
    assert [row.start for row in told.rows] == [wall(n * 100) for n in range(5)]
    assert (told.expected_off_air, told.next_hard_start, told.over) == (None, None, None)
    assert (told.planned_on_air, told.planned_off_air) == (wall(0), wall(500))


def test_off_shows_the_plans_gaps_and_overlaps():
    small = show(A, item("h", 10, 150), item("k", 10, 155))
    h, k = (schedule(small, Playhead(), at(0)).row(i) for i in "hk")
    assert (h.gap, h.overlap) == (ms(50), ms(5))
    assert (k.gap, k.hard) == (ms(-5), wall(155))


class TestBeforeTheFirstTake:
    @pytest.mark.parametrize("mode", [Mode.PRE_SHOW, Mode.LIVE, Mode.REHEARSAL])
    def test_the_plan_from_the_on_air_instant(self, mode):
        told = schedule(FIVE, before_air(FIVE, mode), at(-1000))
        assert standings(told) == "N...."
        assert [start(told, i) for i in "abcde"] == [0, 100, 200, 300, 400]
        assert told.expected_off_air == wall(500)
        assert told.over is None

    @pytest.mark.parametrize("mode", [Mode.PRE_SHOW, Mode.LIVE, Mode.REHEARSAL])
    def test_from_now_once_that_has_passed(self, mode):
        told = schedule(FIVE, before_air(FIVE, mode), at(70))
        assert start(told, "a") == 70
        assert told.expected_off_air == wall(570)
        assert told.over is None

    def test_a_delay_that_has_passed_is_not_waited_for_again(self):
        small = show(replace(A, delay_before=ms(30)), B)
        assert start(schedule(small, before_air(small), at(-5)), "a") == 30
        assert start(schedule(small, before_air(small), at(20)), "a") == 30
        assert start(schedule(small, before_air(small), at(40)), "a") == 40

    def test_a_moved_on_air_instant(self):
        small = show(A, B, item("h", 100, 300), D)
        told = schedule(small, before_air(small, on_air_at=wall(50)), at(0))
        assert told.planned_on_air == wall(50)
        assert [row.planned_start for row in told.rows] == [wall(n) for n in (50, 150, 300, 400)]
        assert [start(told, i) for i in "abhd"] == [50, 150, 300, 400]
        later = schedule(small, before_air(small, on_air_at=wall(250)), at(0))
        assert later.row("h").planned_start == wall(300)
        assert [start(later, i) for i in "abhd"] == [250, 350, 450, 550]
        assert later.next_hard_start.balance == ms(150)
        assert later.row("b").overlap == ms(150)

    def test_next_by_hand_opens_the_show(self):
        told = schedule(FIVE, before_air(FIVE, next_id="c", next_by_hand=True), at(-10))
        assert standings(told) == "SSN.."
        assert start(told, "c") == 0
        assert told.expected_off_air == wall(300)

    def test_a_first_hard_start_that_has_passed(self):
        small = show(item("h", 100, 0), B)
        told = schedule(small, before_air(small), at(40))
        assert start(told, "h") == 40
        assert told.next_hard_start.balance == ms(40)
        assert told.over is None

    def test_a_first_item_taken_in_error_is_no_first_take(self):
        wrong = replace(run(A, 0, 3), in_error=True)
        told = schedule(FIVE, before_air(FIVE, Mode.LIVE, runs=(wrong,)), at(5))
        assert standings(told) == "N...."
        assert told.over is None
        assert told.on_air_since is None


class TestOnAir:
    def test_after_it_next_and_to_come(self):
        told = schedule(FIVE, on_air(FIVE, "b", 120, runs=[run(A, 0, 120)]), at(150))
        assert standings(told) == "DON.."
        assert (told.elapsed, told.remaining, told.duration) == (ms(30), ms(70), ms(100))
        assert [start(told, i) for i in "abcde"] == [0, 120, 220, 320, 420]
        done = told.row("a")
        assert (done.actual, done.over, end(told, "a")) == (ms(120), ms(20), 120)
        assert told.row("b").actual == ms(30)
        assert told.row("b").over is None
        assert told.over == ms(20)
        assert told.on_air_since == wall(0)

    def test_running_over_moves_what_is_to_come(self):
        told = schedule(FIVE, on_air(FIVE, "a", 0), at(130))
        assert told.remaining == ms(-30)
        assert [start(told, i) for i in "bcde"] == [130, 230, 330, 430]
        assert told.over == ms(30)

    def test_the_last_item(self):
        told = schedule(FIVE, on_air(FIVE, "e", 400), at(410))
        assert standings(told) == "SSSSO"
        assert told.expected_off_air == wall(500)

    def test_nothing_next_goes_on_after_what_is_on_air(self):
        told = schedule(FIVE, on_air(FIVE, "b", 100, next_id=""), at(110))
        assert standings(told) == "SO..."
        assert start(told, "c") == 200

    def test_a_next_that_was_removed(self):
        told = schedule(FIVE, on_air(FIVE, "b", 100, next_id="gone"), at(110))
        assert standings(told) == "SO..."

    def test_a_run_that_left_the_order(self):
        shelved = show(B, C)
        playhead = replace(on_air(FIVE, "a", 20), next_id="b")
        told = schedule(shelved, playhead, at(30))
        assert standings(told) == "N."
        assert told.remaining == ms(90)
        assert start(told, "b") == 120
        assert told.over == ms(0)
        known = replace(playhead, on_air=replace(playhead.on_air, planned_start=wall(0)))
        assert schedule(shelved, known, at(30)).over == ms(20)

    def test_hold_moves_nothing(self):
        playhead = on_air(FIVE, "a", 0)
        held = replace(playhead, held=True)
        assert schedule(FIVE, held, at(150)) == schedule(FIVE, playhead, at(150))


class TestNextByHand:
    def test_items_jumped_over_are_skipped(self):
        told = schedule(FIVE, on_air(FIVE, "a", 0, next_id="d"), at(50))
        assert standings(told) == "OSSN."
        assert [start(told, i) for i in "de"] == [100, 200]
        assert told.row("b").expected_start is None
        assert told.row("b").planned_start == wall(100)

    def test_taking_it_back_brings_them_back(self):
        told = schedule(FIVE, on_air(FIVE, "a", 0, next_id="b"), at(50))
        assert standings(told) == "ON..."

    def test_one_of_the_skipped_can_be_next_after_all(self):
        playhead = on_air(FIVE, "d", 100, runs=[run(A, 0, 100)], next_id="b")
        told = schedule(FIVE, playhead, at(150))
        assert standings(told) == "DN.O."
        assert [start(told, i) for i in "bce"] == [200, 300, 400]

    def test_an_item_that_was_on_air_can_be_next_again(self):
        playhead = on_air(FIVE, "c", 200, runs=[run(A, 0, 100), run(B, 100, 200)], next_id="a")
        told = schedule(FIVE, playhead, at(250))
        assert standings(told) == "NDO.."
        assert [start(told, i) for i in "ade"] == [300, 400, 500]
        assert told.row("a").actual is None

    def test_a_hard_start_jumped_over_is_not_the_next_one(self):
        small = show(A, item("h", 10, 300), item("k", 10, 500), E)
        told = schedule(small, on_air(small, "a", 0, next_id="k"), at(10))
        assert told.next_hard_start.item_id == "k"

    def test_a_hard_start_that_is_next(self):
        small = show(A, item("h", 10, 130), E)
        told = schedule(small, on_air(small, "a", 0), at(10))
        assert told.next_hard_start.balance == ms(-30)
        assert told.next_hard_start.in_ == ms(120)
        assert told.row("h").standing is Standing.NEXT
        assert told.row("h").gap == ms(30)


class TestTaking:
    def taking(self, item_id: str, requested: float, **fields) -> Taking:
        return Taking(item_id, at(requested), Picture("scene"), **fields)

    def test_the_chain_goes_on_from_what_is_taken(self):
        playhead = replace(
            on_air(FIVE, "a", 0, next_id="c"), taking=self.taking("b", 90, started_at=at(91))
        )
        told = schedule(FIVE, playhead, at(95))
        assert standings(told) == "OTN.."
        assert [start(told, i) for i in "bcd"] == [91, 191, 291]
        assert told.remaining == ms(5)
        assert told.row("b").actual is None

    def test_before_obs_answers_from_the_request(self):
        playhead = replace(on_air(FIVE, "a", 0, next_id="c"), taking=self.taking("b", 90))
        assert start(schedule(FIVE, playhead, at(95)), "b") == 90

    def test_the_first_take(self):
        playhead = before_air(FIVE, Mode.LIVE, taking=self.taking("a", 20), next_id="b")
        told = schedule(FIVE, playhead, at(21))
        assert standings(told) == "TN..."
        assert told.over is None
        assert told.remaining is None
        assert start(told, "b") == 120

    def test_back_within_ten_seconds_as_if_it_had_never_left(self):
        first = run(A, 0, 60)
        playhead = replace(
            on_air(FIVE, "b", 60, runs=[first], next_id="c"),
            undone=first,
            taking=self.taking("a", 63, kind=TakingKind.UNDO),
        )
        told = schedule(FIVE, playhead, at(64))
        assert standings(told) == "TON.."
        assert (start(told, "a"), end(told, "a")) == (0, 100)

    def test_back_later_with_the_time_it_had_left(self):
        playhead = replace(
            on_air(FIVE, "b", 60, runs=[run(A, 0, 60)], next_id="c"),
            taking=self.taking("a", 80, kind=TakingKind.RERUN),
        )
        told = schedule(FIVE, playhead, at(80))
        assert (start(told, "a"), end(told, "a")) == (80, 120)

    def test_back_from_a_first_take_to_nothing(self):
        playhead = replace(on_air(FIVE, "a", 0), taking=self.taking("", 3, kind=TakingKind.UNDO))
        assert standings(schedule(FIVE, playhead, at(4))) == "ON..."


class TestRuns:
    def test_taken_in_error_is_not_done(self):
        wrong = replace(run(C, 60, 63), in_error=True)
        told = schedule(FIVE, on_air(FIVE, "a", 0, runs=[wrong]), at(70))
        assert standings(told) == "ON..."
        assert told.row("c").actual is None

    def test_several_runs_count_together(self):
        first, other = run(A, 0, 60), run(B, 60, 80)
        again = replace(run(A, 80, 120), id="again", added=ms(-60))
        told = schedule(FIVE, on_air(FIVE, "c", 120, runs=[first, other, again]), at(130))
        row = told.row("a")
        assert (row.actual, row.over) == (ms(100), ms(0))
        assert (row.expected_start, row.expected_end) == (wall(0), wall(120))

    def test_a_further_run_on_air(self):
        playhead = on_air(FIVE, "a", 80, added=-60, runs=[run(A, 0, 60), run(B, 60, 80)])
        told = schedule(FIVE, replace(playhead, next_id="c"), at(90))
        assert standings(told) == "ODN.."
        assert (told.elapsed, told.remaining, told.duration) == (ms(10), ms(30), ms(40))
        assert told.row("a").actual == ms(70)
        assert told.over == ms(20)

    def test_a_run_that_the_show_no_longer_has(self):
        playhead = on_air(FIVE, "b", 100, runs=[run(item("gone", 5), 0, 100)])
        assert standings(schedule(FIVE, playhead, at(110))) == "SON.."

    def test_between_two_items(self):
        told = schedule(FIVE, Playhead(mode=Mode.LIVE, runs=(run(A, 0, 90),), next_id="b"), at(130))
        assert standings(told) == "DN..."
        assert start(told, "b") == 130
        assert told.over == ms(30)
        assert told.remaining is None

    def test_after_the_last_item(self):
        small = show(A)
        told = schedule(small, Playhead(mode=Mode.LIVE, runs=(run(A, 0, 90),)), at(130))
        assert told.expected_off_air == wall(90)
        assert told.over == ms(-10)


class TestAfterTheShow:
    @pytest.mark.parametrize("mode", [Mode.CLOSE_OUT, Mode.ENDED])
    def test_nothing_is_to_come(self, mode):
        playhead = Playhead(mode=mode, runs=(run(A, 0, 90), run(B, 90, 200)), next_id="c")
        told = schedule(FIVE, playhead, at(900))
        assert standings(told) == "DDSSS"
        assert told.expected_off_air == wall(200)
        assert told.next_hard_start is None
        assert told.over == ms(-300)

    def test_ended_without_a_take(self):
        told = schedule(FIVE, Playhead(mode=Mode.ENDED), at(900))
        assert standings(told) == "SSSSS"
        assert (told.over, told.expected_off_air) == (None, None)


class TestNoTime:
    def test_floated_items_and_notes(self):
        note = item("n", 700, kind=ItemKind.NOTE)
        small = show(A, replace(B, floated=True), note, D)
        told = schedule(small, on_air(small, "a", 0, next_id="d"), at(10))
        assert standings(told) == "OFnN"
        assert start(told, "d") == 100
        assert told.counted == 2
        assert told.planned == ms(200)
        assert told.row("b").planned == ms(100)
        assert told.row("n").planned == ms(0)
        assert told.row("b").start is None

    def test_a_floated_item_cannot_be_next(self):
        small = show(A, replace(B, floated=True), C)
        assert standings(schedule(small, on_air(small, "a", 0, next_id="b"), at(10))) == "OF."

    def test_a_floated_item_that_was_on_air_is_done(self):
        small = show(replace(A, floated=True), B, C)
        told = schedule(small, on_air(small, "b", 100, runs=[run(A, 0, 100)]), at(110))
        assert standings(told) == "DON"
        assert told.row("a").over == ms(0)

    def test_an_empty_order(self):
        told = schedule(show(), before_air(show()), at(10))
        assert (told.rows, told.planned, told.planned_off_air) == ((), ms(0), wall(0))
        assert told.expected_off_air is None


def test_rows_are_found_by_id():
    told = schedule(FIVE, before_air(FIVE), at(0))
    assert [told.row(i).item_id for i in "abcde"] == list("abcde")
    assert told.row("nobody") is None
    assert told.until("nobody") is None


def test_until_is_for_what_is_to_come():
    told = schedule(FIVE, on_air(FIVE, "b", 100, next_id="d", runs=[run(A, 0, 100)]), at(150))
    assert [told.until(i) for i in "abcde"] == [None, None, None, ms(50), ms(150)]
    assert schedule(FIVE, Playhead(), at(0)).until("a") is None
