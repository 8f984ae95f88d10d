"""What holds of every schedule, whatever the order and wherever the show is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from control_panel.instant import Instant
from control_panel.running_order.timing import Schedule, Standing, schedule
from control_panel.running_order.timing_plan import takes_time
from control_panel.show.local_time import instant_of
from control_panel.show.model import (
    ZERO,
    Item,
    ItemKind,
    LocalTime,
    Lock,
    Mode,
    Playhead,
    Run,
    RunningOrder,
    Show,
)

ZONES = ("America/New_York", "Africa/Kinshasa", "Asia/Kolkata", "Australia/Lord_Howe")
# A day of each kind: clocks forward and back in New York and Lord Howe, a new year, any day.
DAYS = [
    date(2026, 3, 8),
    date(2026, 11, 1),
    date(2026, 4, 5),
    date(2026, 10, 4),
    date(2026, 12, 31),
    date(2026, 6, 1),
]
COMING = (Standing.NEXT, Standing.TO_COME)
SOME = settings(max_examples=25, deadline=None)
"""In each of the four zones of the computer: a hundred in all."""

durations = st.integers(0, 3 * 3600 * 1000).map(lambda n: timedelta(milliseconds=n))
steps = st.integers(-86_400_000, 86_400_000).map(lambda n: timedelta(milliseconds=n))
locals_ = st.builds(
    LocalTime,
    at=st.times(time(0), time(23, 59)),
    day=st.integers(0, 3),
    fold=st.integers(0, 1),
)


@st.composite
def items(draw, hard: bool = True) -> Item:
    return Item(
        "item",
        kind=draw(st.sampled_from([ItemKind.LIVE] * 5 + [ItemKind.NOTE])),
        planned=draw(durations),
        hard_start=draw(st.none() | locals_) if hard else None,
        delay_before=draw(st.just(ZERO) | durations),
        lock=draw(st.sampled_from([Lock.DURATION, Lock.DURATION, Lock.END])),
        floated=draw(st.sampled_from([False] * 5 + [True])),
        count_to_end=draw(st.sampled_from([False] * 5 + [True])),
    )


@st.composite
def shows(draw, hard: bool = True) -> Show:
    order = RunningOrder(items=tuple(draw(st.lists(items(hard), min_size=1, max_size=12))))
    return Show(
        "show",
        date=draw(st.sampled_from(DAYS)),
        zone=draw(st.sampled_from(ZONES)),
        on_air=draw(locals_),
        running_orders=(order,),
    )


@st.composite
def situations(draw, hard: bool = True) -> tuple[Show, Playhead, Instant]:
    """A show on air: one item running, some before it done, next anywhere."""
    show = draw(shows(hard))
    able = [item for item in show.order.items if takes_time(item)]
    begun = instant_of(show.on_air, show.date, show.zone) + draw(steps)
    clock = Instant(begun, timedelta(days=30), "boot")
    if not able:
        return show, Playhead(mode=Mode.LIVE), clock
    place = draw(st.integers(0, len(able) - 1))
    runs = []
    for item in able[:place]:
        if draw(st.booleans()):
            started, clock = clock, clock.shifted(draw(durations))
            wrong = draw(st.sampled_from([False, False, False, True]))
            runs.append(Run(item.id, started, planned=item.planned, ended_at=clock, in_error=wrong))
    added = draw(st.just(ZERO) | steps)
    run = Run(able[place].id, clock, planned=able[place].planned, added=added)
    next_id = draw(st.sampled_from(["", *(item.id for item in able if item != able[place])]))
    playhead = Playhead(mode=Mode.LIVE, on_air=run, next_id=next_id, runs=tuple(runs))
    return show, playhead, clock.shifted(draw(durations))


def chain(told: Schedule) -> list:
    return [row for row in told.rows if row.standing in COMING]


def soft(told: Schedule) -> list:
    return [row for row in chain(told) if row.hard is None]


@SOME
@given(situations(), durations)
def test_the_countdown_falls_one_for_one(situation, passed):
    show, playhead, now = situation
    before, after = schedule(show, playhead, now), schedule(show, playhead, now.shifted(passed))
    if playhead.on_air is None:
        assert before.remaining is None
        return
    assert before.remaining - after.remaining == passed
    assert after.elapsed - before.elapsed == passed
    assert before.duration == after.duration


@SOME
@given(situations(), durations, steps)
def test_no_step_of_the_wall_clock_moves_a_time_on_air(situation, passed, step):
    show, playhead, now = situation
    straight = now.shifted(passed)
    stepped = replace(straight, wall=straight.wall + step)
    a, b = schedule(show, playhead, straight), schedule(show, playhead, stepped)
    if playhead.on_air:
        assert a == b
    rows = [row for row in b.rows if row.expected_start and row.expected_end]
    assert all(row.expected_start <= row.expected_end for row in rows)


@SOME
@given(situations())
def test_over_is_the_move_of_the_end_on_air(situation):
    show, playhead, now = situation
    told = schedule(show, playhead, now)
    if playhead.on_air is None:
        return
    row = told.row(playhead.on_air.item_id)
    item = show.item(row.item_id)
    whole = playhead.on_air.planned + playhead.on_air.added >= ZERO
    began_in_time = playhead.on_air.started_at.wall <= row.planned_end
    if whole and row.planned == item.planned and (began_in_time or not item.count_to_end):
        assert told.over == row.expected_end - row.planned_end


@SOME
@given(situations())
def test_the_chain_is_whole(situation):
    """Each item to come starts where the one before it ends, plus what its gap says."""
    told = schedule(*situation)
    _show, playhead, now = situation
    on_air = playhead.on_air
    before = told.row(on_air.item_id).expected_end if on_air else None
    for row in chain(told):
        if before is not None:
            assert row.expected_start == before + max(ZERO, row.gap)
            assert row.gap >= ZERO or row.hard is not None
        assert row.expected_end >= row.expected_start >= now.wall
        before = row.expected_end
    assert before == told.expected_off_air


@SOME
@given(situations())
def test_no_hard_start_before_its_instant(situation):
    told = schedule(*situation)
    for row in chain(told):
        if row.hard is not None:
            assert row.expected_start >= row.hard
            assert row.gap == row.hard - row.expected_start or row.expected_start == row.hard


@SOME
@given(situations())
def test_an_overlap_stands_on_the_item_before(situation):
    told = schedule(*situation)
    rows = chain(told)
    on_air = situation[1].on_air
    first = [told.row(on_air.item_id)] if on_air else []
    for before, row in zip([*first, *rows], rows[0 if first else 1 :], strict=False):
        assert before.overlap == max(ZERO, -row.gap)


@SOME
@given(situations())
def test_to_the_next_hard_start_is_like_with_like(situation):
    told = schedule(*situation)
    first = next((row for row in chain(told) if row.hard is not None), None)
    if first is None:
        assert told.next_hard_start is None
        return
    hard = told.next_hard_start
    assert (hard.item_id, hard.at, hard.balance) == (first.item_id, first.hard, -first.gap)
    assert hard.in_ == first.hard - told.now


@SOME
@given(situations(hard=False))
def test_the_parts_make_the_whole(situation):
    """Without hard starts: off air is now, what remains, and all that is to come."""
    show, playhead, now = situation
    told = schedule(show, playhead, now)
    if playhead.on_air is None or any(item.count_to_end for item in show.order.items):
        return
    coming = sum((row.planned + row.gap for row in soft(told)), ZERO)
    assert told.expected_off_air == now.wall + max(ZERO, told.remaining) + coming


@SOME
@given(situations(), st.data())
def test_floating_an_item_takes_out_its_time_and_no_more(situation, data):
    show, playhead, now = situation
    told = schedule(show, playhead, now)
    rows = chain(told)
    if not rows or any(i.count_to_end or i.lock is Lock.END for i in show.order.items):
        return
    chosen = data.draw(st.sampled_from(rows)).item_id
    playhead = replace(playhead, next_id="") if playhead.next_id == chosen else playhead
    floated = tuple(
        replace(item, floated=True) if item.id == chosen else item for item in show.order.items
    )
    order = replace(show.order, items=floated)
    without = schedule(replace(show, running_orders=(order,)), playhead, now)
    left = [row for row in rows if row.item_id != chosen]
    if [row.item_id for row in chain(without)] != [row.item_id for row in left]:
        return
    whole = next(row for row in rows if row.item_id == chosen)
    took = whole.expected_end - whole.expected_start + max(ZERO, whole.gap)
    index = rows.index(whole)
    for row in rows[index + 1 :]:
        # A gap before a hard start takes part of it; a hard start that waited takes the rest.
        now_at = without.row(row.item_id).expected_start
        earlier = row.expected_start - now_at
        assert ZERO <= earlier <= took
        if row.hard is None and took == earlier:
            assert row.expected_start - took == now_at
        if row.hard is not None:
            assert now_at == max(row.hard, row.expected_start - took)
        took = earlier


@SOME
@given(shows(), durations)
def test_before_the_first_take_nothing_is_over(show, passed):
    on_air = instant_of(show.on_air, show.date, show.zone)
    able = [item.id for item in show.order.items if takes_time(item)]
    playhead = Playhead(mode=Mode.PRE_SHOW, next_id=able[0] if able else "")
    early = schedule(show, playhead, Instant(on_air - passed, ZERO, "boot"))
    assert early.over is None
    late = schedule(show, playhead, Instant(on_air + passed, ZERO, "boot"))
    assert late.over is None
    for row in chain(late):
        assert row.expected_start >= max(on_air, late.now)
    if able and early.row(able[0]).hard is None:
        assert early.row(able[0]).expected_start == early.row(able[0]).planned_start


@SOME
@given(situations())
def test_every_item_has_one_row(situation):
    show, playhead, now = situation
    told = schedule(show, playhead, now)
    assert [row.item_id for row in told.rows] == [item.id for item in show.order.items]
    assert all(told.row(item.id).item_id == item.id for item in show.order.items)
    on_air = [row for row in told.rows if row.standing is Standing.ON_AIR]
    assert len(on_air) == (playhead.on_air is not None)
    assert sum(row.standing is Standing.NEXT for row in told.rows) <= 1


@SOME
@given(situations())
def test_off_air_day_and_zone_do_not_matter(situation):
    """A show is the same a year later in UTC terms when nothing is tied to a wall time."""
    show, playhead, now = situation
    if any(item.hard_start for item in show.order.items):
        return
    on_air_at = instant_of(show.on_air, show.date, show.zone)
    there = schedule(show, replace(playhead, on_air_at=on_air_at), now)
    moved = replace(show, date=date(2031, 7, 7), zone="UTC")
    assert schedule(moved, replace(playhead, on_air_at=on_air_at), now) == there


def test_a_thousand_items_are_told_in_linear_time():
    order = RunningOrder(items=tuple(Item("i", planned=timedelta(minutes=1)) for _ in range(1000)))
    show = Show("long", date(2026, 6, 1), "UTC", running_orders=(order,))
    begun = Instant(datetime(2026, 6, 1, 12, tzinfo=UTC), ZERO, "boot")
    first = order.items[0]
    playhead = Playhead(
        mode=Mode.LIVE,
        on_air=Run(first.id, begun, planned=first.planned),
        next_id=order.items[1].id,
    )
    told = schedule(show, playhead, begun)
    assert told.expected_off_air - begun.wall == timedelta(minutes=1000)
