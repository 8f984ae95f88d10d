"""The acceptance cases of research/running-order.md §2.3, each by its number.

Their times of day become instants: an unlinked start is a hard one, a linked start a soft one, and
absolute over/under is the only kind. Where we decided otherwise the case says what and why.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from control_panel.running_order.timing import Standing
from control_panel.show.model import Mode
from tests.running_order.small import (
    DAY_MS,
    H,
    M,
    at,
    before_air,
    end,
    item,
    ms,
    on_air,
    planned_start,
    run,
    schedule,
    show,
    start,
    wall,
)

# ------------------------------------------------------------------ A: expected start


@pytest.mark.parametrize(
    ("before", "offset", "hard", "expected"),
    [
        pytest.param(100, 0, True, 100, id="A1-hard"),
        pytest.param(100, 0, False, 100, id="A1-soft"),
        pytest.param(100, 20, True, 120, id="A2-hard"),
        pytest.param(100, 20, False, 120, id="A2-soft"),
        pytest.param(100, -10, True, 100, id="A3-hard"),
        pytest.param(100, -10, False, 90, id="A4-soft"),
        pytest.param(80, 20, True, 100, id="A5-hard"),
    ],
)
def test_expected_start(before, offset, hard, expected):
    """What is on air runs `before` ms from 0 as planned and is `offset` behind its plan."""
    small = show(item("x", before), item("y", 50, 100 if hard else None))
    now = at(offset + 1)
    assert start(schedule(small, on_air(small, "x", offset), now), "y") == expected


@pytest.mark.parametrize(
    ("offset", "to_end", "expected"),
    [
        pytest.param(0, False, 150, id="B1-on-time"),
        pytest.param(20, False, 170, id="B1-behind"),
        pytest.param(20, True, 150, id="B2-count-to-end"),
    ],
)
def test_expected_end(offset, to_end, expected):
    small = show(item("x", 100), item("y", 50, count_to_end=to_end))
    assert end(schedule(small, on_air(small, "x", offset), at(offset)), "y") == expected


# ------------------------------------------------------- C: the item on air and its countdown


@pytest.mark.parametrize(
    ("planned", "started", "added", "expected"),
    [
        pytest.param(10, 1, 0, 11, id="C1"),
        pytest.param(10, 1, 20, 31, id="C2"),
        pytest.param(10, 1, -100, 1, id="C3-never-before-its-start"),
        # Theirs: 10, since a time of day comes round again. Ours are instants: a day later.
        pytest.param(DAY_MS, 10, 0, DAY_MS + 10, id="C4-a-day-is-a-day"),
    ],
)
def test_expected_end_on_air(planned, started, added, expected):
    small = show(item("x", planned))
    playhead = on_air(small, "x", started, added=added)
    assert end(schedule(small, playhead, at(started)), "x") == expected


def test_count_to_end_with_added_time_c5():
    """C5: its end is 30, started at 10 with 10 added: 40."""
    small = show(item("x", 30, 0, count_to_end=True))
    told = schedule(small, on_air(small, "x", 10, added=10), at(10))
    assert end(told, "x") == 40


def test_not_started_c6():
    """C6: nothing is on air, so nothing counts down; what theirs shows is our row's duration."""
    small = show(item("x", 111))
    told = schedule(small, before_air(small, Mode.OFF), at(0))
    assert (told.remaining, told.elapsed, told.duration) == (None, None, None)
    row = told.row("x")
    assert row is not None
    assert (row.planned, row.expected_end) == (ms(111), None)


@pytest.mark.parametrize(
    ("planned", "started", "added", "now", "expected"),
    [
        pytest.param(10, 0, 0, 1, 9, id="C7"),
        pytest.param(10, 0, 10, 1, 19, id="C7-added"),
        pytest.param(DAY_MS + 10, 10, 0, 10, DAY_MS + 10, id="C8"),
    ],
)
def test_remaining(planned, started, added, now, expected):
    small = show(item("x", planned))
    told = schedule(small, on_air(small, "x", started, added=added), at(now))
    assert told.remaining == ms(expected)


def test_count_to_end_c10():
    """C10: end 100, now 30. Not started: ours has no countdown, but its expected end is 70 off."""
    small = show(item("x", 100, 0, count_to_end=True))
    waiting = schedule(small, before_air(small), at(30))
    assert waiting.remaining is None
    assert end(waiting, "x") - 30 == 70
    started = schedule(small, on_air(small, "x", 10, added=7), at(30))
    assert started.remaining == ms(77)


def test_count_to_end_run_over_c12():
    """C12: 21:30 to 22:30, now 22:46:40."""
    begin = 12 * H + 30 * M
    small = show(item("x", H, begin, count_to_end=True))
    now = at(begin + H + 1_000_000)
    assert schedule(small, on_air(small, "x", begin), now).remaining == ms(-1_000_000)


# ------------------------------------------------------------------------ D: over and under


@pytest.mark.parametrize(
    ("plan", "started", "added", "now", "expected"),
    [
        pytest.param(100, 150, 0, 200, 50, id="D1"),
        pytest.param(100, 150, 10, 150, 60, id="D2"),
        pytest.param(100, 100, 0, 160, 10, id="D3"),
        pytest.param(150, 100, 0, 100, -50, id="D6"),
    ],
)
def test_over(plan, started, added, now, expected):
    """One item of 50; D1's countdown stands at nothing, D3's at −10."""
    small = show(item("x", 50), on_air=plan)
    told = schedule(small, on_air(small, "x", started, added=added), at(now))
    assert told.over == ms(expected)


@pytest.mark.parametrize("mode", [Mode.OFF, Mode.PRE_SHOW, Mode.LIVE, Mode.REHEARSAL])
def test_not_started_is_not_over_d5(mode):
    """D5: theirs says 0; ours says nothing, so that nobody reads "on time" before the show."""
    small = show(item("x", 50))
    assert schedule(small, before_air(small, mode), at(500)).over is None


def test_count_to_end_is_not_over_by_its_start_d7():
    """D7: 21:30 to 22:30, started at 21:40."""
    small = show(item("x", H, 0, count_to_end=True))
    now = at(H - 1_600_000)
    assert schedule(small, on_air(small, "x", 10 * M), now).over == ms(0)


# --------------------------------------------------------------------- G: the plan's length


def hours(*spans: tuple[float, float]) -> list:
    return [item(f"i{n}", b - a, a) for n, (a, b) in enumerate(spans)]


SECONDS = 1000
LENGTHS = {
    "G2": ([(9000, 10000), (9250, 9500), (9500, 10500)], 1500),
    "G2-and-later": ([(9000, 10000), (9250, 9500), (9500, 10500), (15000, 20000)], 11000),
    "G10": ([(n * 24 * H, n * 24 * H + 14 * H) for n in range(3)], 14 * H + 48 * H),
    "G11": ([(0, 10 * H), (10 * H, 20 * H)], 20 * H),
    "G13": ([(100, 100), (100, 300), (300, 400), (400, 500)], 400),
}


@pytest.mark.parametrize("case", LENGTHS)
def test_length_of_the_plan(case):
    spans, expected = LENGTHS[case]
    small = show(*hours(*spans), on_air=spans[0][0])
    told = schedule(small, before_air(small, Mode.OFF), at(0))
    assert told.planned == ms(expected)
    assert told.planned_off_air == wall(spans[0][0] + expected)


def test_a_gap_is_after_the_latest_end_g2():
    """The third item starts after the second, and still into the first."""
    small = show(*hours((9000, 10000), (9250, 9500), (9500, 10500)), on_air=9000)
    told = schedule(small, before_air(small, Mode.OFF), at(0))
    assert [row.gap for row in told.rows] == [ms(0), ms(-750), ms(-500)]


def test_a_floated_item_takes_no_time_g12():
    a, b, c, d = hours((100, 200), (200, 300), (300, 400), (400, 500))
    small = show(a, b, replace(c, floated=True), d, on_air=100)
    assert schedule(small, before_air(small, Mode.OFF), at(0)).planned == ms(400)
    soft = show(*(replace(i, hard_start=None) for i in (a, b, replace(c, floated=True), d)))
    told = schedule(soft, before_air(soft, Mode.OFF), at(0))
    # With hard starts its place stays a gap; with soft ones those after it come earlier.
    assert told.planned == ms(300)


def test_times_of_a_group_g14():
    a, b, c = hours((100, 200), (200, 300), (300, 400))
    small = show(*(replace(i, group_id="g") for i in (a, b, c)), on_air=100, groups=["g"])
    (group,) = schedule(small, before_air(small, Mode.OFF), at(0)).groups
    assert (group.planned_start, group.planned_end, group.planned) == (
        wall(100),
        wall(400),
        ms(300),
    )


# ------------------------------------------------------------------------------- L: Sofie

PARTS = ("p1", "p2", "p3", "p4")


def test_nothing_played_l1():
    small = show(*(item(p, 1000) for p in PARTS))
    told = schedule(small, before_air(small), at(0))
    assert told.planned == ms(4000)
    assert told.expected_off_air == wall(4000)
    assert [told.until(p) for p in PARTS] == [ms(0), ms(1000), ms(2000), ms(3000)]


def test_planned_by_groups_l3():
    """L3: two rundowns of a playlist are two groups of ours."""
    in_group = [item(p, 1000, group_id="ab"[n // 2]) for n, p in enumerate(PARTS)]
    told = schedule(small := show(*in_group, groups="ab"), before_air(small), at(0))
    assert [group.planned for group in told.groups] == [ms(2000), ms(2000)]


def test_to_the_next_hard_start_l7():
    """L7: theirs adds what remains of the whole show and says +2000 before an anchor at 2000.

    Ours compares like with like (decision 18): the expected end of what is *before* the anchored
    item, which is 2000, with its instant: nothing to fill, nothing too long.
    """
    p1, p2, p4 = (item(p, 1000) for p in ("p1", "p2", "p4"))
    small = show(p1, p2, item("p3", 1000, 2000), p4)
    told = schedule(small, on_air(small, "p2", 1000, runs=[run(p1, 0, 1000)]), at(1500))
    assert told.remaining == ms(500)
    assert told.expected_off_air == wall(1500 + 2500)
    assert told.until("p4") == ms(1500)
    hard = told.next_hard_start
    assert hard is not None
    assert (hard.item_id, hard.at) == ("p3", wall(2000))
    assert (hard.balance, hard.in_) == (ms(0), ms(500))


# -------------------------------------------------------------------- M: Rundown Studio


def test_a_long_first_item_m1():
    a, b, c = item("a", 5 * M), item("b", 10 * M), item("c", 15 * M)
    small = show(a, b, c)
    told = schedule(small, on_air(small, "b", 10 * M, runs=[run(a, 0, 10 * M)]), at(10 * M))
    assert [planned_start(told, i) / M for i in "bc"] == [5, 15]
    assert [start(told, i) / M for i in "bc"] == [10, 20]
    assert told.planned == ms(30 * M)
    assert told.expected_off_air == wall(35 * M)
    assert told.over == ms(5 * M)


def test_a_hard_start_holds_m2():
    a, b, c = item("a", 5 * M), item("b", 10 * M), item("c", 15 * M)
    small = show(a, b, c, item("d", 30 * M, H))
    told = schedule(small, on_air(small, "a", 3 * M), at(3 * M))
    assert [start(told, i) / M for i in "bcd"] == [8, 18, 60]
    assert told.planned == ms(90 * M)
    assert told.expected_off_air is not None
    assert told.on_air_since is not None
    assert told.expected_off_air - told.on_air_since == ms(87 * M)
    assert told.row("d").standing is Standing.TO_COME


def test_a_shortened_item_m6():
    a, b, c = item("a", 5 * M), item("b", 7 * M), item("c", 15 * M)
    small = show(a, b, c)
    told = schedule(small, on_air(small, "a", 3 * M), at(3 * M))
    assert [start(told, i) / M for i in "bc"] == [8, 15]
