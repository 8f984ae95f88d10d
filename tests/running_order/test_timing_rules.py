"""Delays, locked ends, count to end, off air, rehearsal, and the two clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from control_panel.running_order.timing import schedule as of_instant
from control_panel.show.model import ZERO, Lock, Mode
from tests.fakes.clock import FakeClock
from tests.running_order.small import (
    DAY_MS,
    H,
    at,
    before_air,
    end,
    item,
    local,
    ms,
    on_air,
    planned_start,
    run,
    schedule,
    show,
    start,
    wall,
)

A, B, C, D, E = (item(name, 100) for name in "abcde")


class TestDelays:
    def test_a_delay_moves_what_follows(self):
        small = show(A, replace(B, delay_before=ms(20)), C)
        told = schedule(small, on_air(small, "a", 0), at(0))
        assert [planned_start(told, i) for i in "abc"] == [0, 120, 220]
        assert [start(told, i) for i in "abc"] == [0, 120, 220]
        assert told.row("b").gap == ms(20)
        assert told.planned == ms(320)

    @pytest.mark.parametrize(("delay", "overlap"), [(20, 0), (50, 0), (70, 20)])
    def test_a_gap_absorbs_it(self, delay, overlap):
        small = show(A, replace(B, delay_before=ms(delay)), item("h", 10, 250), E)
        told = schedule(small, on_air(small, "a", 0), at(0))
        assert planned_start(told, "h") == 250
        assert start(told, "h") == 250 + overlap
        assert told.row("h").gap == ms(50 - delay)
        assert told.row("b").overlap == ms(overlap)

    def test_a_hard_start_has_none_of_its_own(self):
        small = show(A, item("h", 10, 150, delay_before=ms(70)))
        assert start(schedule(small, on_air(small, "a", 0), at(0)), "h") == 150

    def test_a_locked_end_absorbs_it(self):
        small = show(A, replace(B, delay_before=ms(30), lock=Lock.END), C)
        told = schedule(small, on_air(small, "a", 0), at(0))
        row = told.row("b")
        assert (row.planned_start, row.planned_end, row.planned) == (wall(130), wall(200), ms(70))
        assert start(told, "c") == 200

    def test_a_locked_end_absorbs_delays_before_it(self):
        small = show(replace(A, delay_before=ms(30)), B, replace(C, lock=Lock.END), D)
        told = schedule(small, before_air(small), at(0))
        assert [planned_start(told, i) for i in "abcd"] == [30, 130, 230, 300]

    def test_never_below_nothing(self):
        small = show(A, replace(B, delay_before=ms(130), lock=Lock.END), C)
        row = schedule(small, before_air(small), at(0)).row("b")
        assert (row.planned_start, row.planned_end, row.planned) == (wall(230), wall(230), ms(0))

    def test_moving_the_on_air_instant_shortens_nothing(self):
        small = show(A, replace(B, lock=Lock.END))
        told = schedule(small, before_air(small, on_air_at=wall(500)), at(0))
        assert told.row("b").planned == ms(100)

    def test_a_delay_below_zero_is_none(self):
        small = show(A, replace(B, delay_before=ms(-20)))
        assert planned_start(schedule(small, before_air(small), at(0)), "b") == 100


class TestCountToEnd:
    small = show(A, replace(B, count_to_end=True), C)

    def test_late_it_gets_shorter_and_catches_up(self):
        told = schedule(self.small, on_air(self.small, "a", 60), at(70))
        assert (start(told, "b"), end(told, "b"), start(told, "c")) == (160, 200, 200)

    def test_early_it_gets_longer(self):
        told = schedule(self.small, on_air(self.small, "a", -30), at(0))
        assert (start(told, "b"), end(told, "b")) == (70, 200)

    def test_too_late_it_takes_no_time(self):
        told = schedule(self.small, on_air(self.small, "a", 150), at(150))
        assert (start(told, "b"), end(told, "b")) == (250, 250)

    def test_on_air(self):
        told = schedule(self.small, on_air(self.small, "b", 130, added=5), at(150))
        assert (told.elapsed, told.remaining, told.duration) == (ms(20), ms(55), ms(75))
        assert told.over == ms(5)

    def test_started_after_its_end(self):
        told = schedule(self.small, on_air(self.small, "b", 230), at(250))
        assert (told.remaining, told.duration, end(told, "b")) == (ms(-50), ZERO, 250)
        assert told.over == ms(50)


class TestOver:
    small = show(A, B, C)

    @pytest.mark.parametrize(
        ("started", "added", "now", "over"),
        [(0, 0, 50, 0), (0, 20, 50, 20), (0, -20, 50, -20), (0, -20, 90, -10), (30, 20, 170, 70)],
    )
    def test_start_added_and_overtime(self, started, added, now, over):
        told = schedule(self.small, on_air(self.small, "a", started, added=added), at(now))
        assert told.over == ms(over)

    def test_it_is_how_far_the_end_of_what_is_on_air_moved(self):
        told = schedule(self.small, on_air(self.small, "a", 30, added=20), at(170))
        row = told.row("a")
        assert row.expected_end - row.planned_end == told.over


class TestOffAir:
    def test_planned_as_the_show_says(self):
        small = show(A, B, off_air=local(900))
        told = schedule(small, on_air(small, "a", 0), at(0))
        assert (told.planned_off_air, told.expected_off_air) == (wall(900), wall(200))
        assert told.planned == ms(200)

    def test_a_gap_absorbs_lateness(self):
        small = show(A, item("h", 100, 150))
        assert schedule(small, on_air(small, "a", 40), at(40)).expected_off_air == wall(250)
        assert schedule(small, on_air(small, "a", 70), at(70)).expected_off_air == wall(270)


class TestGroups:
    def test_notes_and_floated_items_do_not_bound_a_group(self):
        items = [
            replace(A, group_id="g", floated=True),
            replace(B, group_id="g"),
            replace(C, group_id="g", floated=True),
            replace(D, group_id="h", floated=True),
        ]
        small = show(*items, groups=["g", "h", "empty"])
        g, h, empty = schedule(small, before_air(small), at(0)).groups
        assert (g.planned_start, g.planned_end, g.planned) == (wall(0), wall(100), ms(100))
        assert (h.planned_start, h.planned_end, h.planned) == (None, None, ZERO)
        assert (empty.planned_start, empty.expected_start) == (None, None)

    def test_a_gap_inside_counts(self):
        small = show(replace(A, group_id="g"), item("h", 100, 250, group_id="g"), E, groups=["g"])
        (g,) = schedule(small, before_air(small), at(0)).groups
        assert g.planned == ms(350)

    def test_expected_is_of_what_is_expected(self):
        items = [replace(i, group_id="g") for i in (A, B, C)]
        small = show(*items, groups=["g"])
        (g,) = schedule(small, before_air(small, next_id="b"), at(0)).groups
        assert (g.expected_start, g.expected_end) == (wall(0), wall(200))


class TestRehearsal:
    small = show(A, B, item("h", 100, 300), D)

    def test_is_measured_against_the_plan_moved_to_its_beginning(self):
        begun = -DAY_MS + 3 * H
        playhead = on_air(self.small, "a", begun, mode=Mode.REHEARSAL)
        told = schedule(self.small, playhead, at(begun + 130))
        assert told.over == ms(30)
        assert planned_start(told, "a") == begun
        assert told.next_hard_start.at == wall(begun + 300)
        assert told.next_hard_start.balance == ms(-70)

    def test_keeps_that_beginning(self):
        begun = -DAY_MS
        playhead = on_air(
            self.small, "b", begun + 140, mode=Mode.REHEARSAL, runs=[run(A, begun, begun + 140)]
        )
        assert schedule(self.small, playhead, at(begun + 150)).over == ms(40)

    def test_may_begin_anywhere(self):
        playhead = on_air(self.small, "d", 77, mode=Mode.REHEARSAL)
        told = schedule(self.small, playhead, at(80))
        assert told.over == ZERO
        assert planned_start(told, "a") == 77 - 400


class TestClocks:
    small = show(A, B, item("h", 100, 3_600_000))

    def begun(self) -> tuple[FakeClock, object]:
        clock = FakeClock(wall(0))
        playhead = on_air(self.small, "a", 0)
        return clock, replace(playhead, on_air=replace(playhead.on_air, started_at=clock.now()))

    @pytest.mark.parametrize("step", [ms(-3), ms(700), timedelta(hours=-1), timedelta(days=400)])
    def test_a_step_of_the_wall_clock_moves_no_countdown(self, step):
        clock, playhead = self.begun()
        before = of_instant(self.small, playhead, clock.advance(ms(40)))
        after = of_instant(self.small, playhead, clock.step_wall(step))
        assert (after.elapsed, after.remaining, after.duration, after.over) == (
            before.elapsed,
            before.remaining,
            before.duration,
            before.over,
        )

    @pytest.mark.parametrize("step", [ms(-3), ms(500), timedelta(hours=-1), timedelta(hours=1)])
    def test_nor_a_time_that_is_expected(self, step):
        """A row on air that ended before it began would be a lie on one line."""
        clock, playhead = self.begun()
        before = of_instant(self.small, playhead, clock.advance(ms(40)))
        after = of_instant(self.small, playhead, clock.step_wall(step))
        assert after == before
        assert (start(after, "a"), end(after, "a"), start(after, "b")) == (0, 100, 100)
        assert after.until("b") == after.remaining == ms(60)
        assert after.next_hard_start.in_ == ms(3_600_000 - 40)

    def test_the_next_take_goes_by_the_clock_as_it_is_then(self):
        clock, playhead = self.begun()
        clock.advance(ms(40))
        clock.step_wall(timedelta(hours=-1))
        ended = clock.advance(ms(20))
        first = replace(playhead.on_air, ended_at=ended)
        second = replace(run(B, 0), started_at=ended)
        taken = replace(playhead, on_air=second, runs=(first,), next_id="h")
        told = of_instant(self.small, taken, clock.advance(ms(10)))
        assert (start(told, "a"), end(told, "a")) == (0, 60)
        assert start(told, "b") == 60 - 3_600_000
        assert told.now == wall(70 - 3_600_000)
        assert told.row("a").actual == ms(60)

    def test_once_it_runs_over_it_is_expected_to_end_now(self):
        clock, playhead = self.begun()
        clock.advance(ms(40))
        clock.step_wall(timedelta(hours=-1))
        told = of_instant(self.small, playhead, clock.advance(ms(90)))
        assert (end(told, "a"), start(told, "b")) == (130, 130)
        assert told.now == wall(130)

    def test_a_count_to_end_is_not_moved_either(self):
        small = show(replace(A, count_to_end=True))
        clock, playhead = self.begun()
        clock.advance(ms(40))
        told = of_instant(small, replace(playhead, next_id=""), clock.step_wall(ms(500)))
        assert (told.remaining, told.over) == (ms(60), ZERO)

    def test_after_a_reboot_the_wall_clock_counts(self):
        clock, playhead = self.begun()
        clock.reboot(ms(30))
        told = of_instant(self.small, playhead, clock.now())
        assert (told.elapsed, told.remaining) == (ms(30), ms(70))

    def test_a_wall_clock_set_back_over_a_reboot_is_no_time_on_air(self):
        clock, playhead = self.begun()
        told = of_instant(self.small, playhead, clock.reboot(timedelta(hours=-1)))
        assert (told.elapsed, told.remaining) == (ZERO, ms(100))

    def test_sleep_is_time_on_air(self):
        clock, playhead = self.begun()
        told = of_instant(self.small, playhead, clock.sleep(ms(250)))
        assert told.remaining == ms(-150)


def test_the_plan_is_kept_for_one_show_and_not_for_another():
    """The plan is remembered by identity: an edited show is another one."""
    small = show(A, B)
    assert schedule(small, before_air(small), at(0)).planned == ms(200)
    edited = show(A, replace(B, planned=ms(50)))
    assert schedule(edited, before_air(edited), at(0)).planned == ms(150)
    assert schedule(small, before_air(small), at(0)).planned == ms(200)
