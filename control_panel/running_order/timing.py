"""When every item is planned, expected and was on air: (Show, Playhead, now) -> Schedule.

**What is expected** (decision 17). A soft item is expected when the one before it is expected to
end, plus its own delay: early and late. A hard item is expected at the later of its instant and
that end; the overlap stands on the item before it, the gap on the hard item. An item that counts
to its end is expected to end at its planned end, however late it starts. Added time is added.

**Who is expected.** The chain starts with what is on air (or being taken), goes on with next, and
then with the items that stand after next. Items before next that were not on air are skipped: they
take no time, whether they were passed over long ago or just now by choosing next further down;
choosing one of them as next brings it back, and those after it with it. Items that were on air
(not in error) are done and are not expected again, except the one that is next. Where nothing is
next, the chain goes on after what is on air, or after what was last.

**Before the first TAKE** nothing is over: the chain starts at the on-air instant, or now where that
has passed. In mode off there is the plan alone; in close-out and ended nothing is to come.

**Rehearsal** is measured against the plan moved to where the rehearsal began, hard starts too: the
first item taken is on time by definition.

**Clocks.** What is on air runs by the steady clock: a step of the wall clock moves neither elapsed
nor remaining nor over (decision 15). What is to come is placed by the clock as it stood when what
is on air began, so that times follow one another and agree with the countdown; the next TAKE goes
by the clock as it stands then. A run that is done keeps the clock of its start.
"""

from __future__ import annotations

from datetime import timedelta

from control_panel.instant import Instant
from control_panel.running_order.timing_air import (
    Runs,
    coming_run,
    done_runs,
    first_start,
    stretch,
)
from control_panel.running_order.timing_chain import Chain, Scene
from control_panel.running_order.timing_plan import Plan, plan
from control_panel.running_order.timing_values import (
    GroupTimes,
    HardStart,
    Row,
    Schedule,
    Standing,
)
from control_panel.show.model import Mode, Playhead, Show

__all__ = ["GroupTimes", "HardStart", "Row", "Schedule", "Standing", "schedule"]


def schedule(show: Show, playhead: Playhead, now: Instant) -> Schedule:
    """The schedule of the show's running order at `now`."""
    done = done_runs(playhead)
    laid = _laid(show, playhead, done)
    if playhead.mode is Mode.OFF:
        return _of_plan(laid, now)
    air = stretch(playhead.on_air, laid, now) if playhead.on_air else None
    taking = None
    if playhead.taking is not None:
        taking = stretch(coming_run(playhead.taking, playhead, laid, done), laid, now)
    scene = Scene(laid, playhead, now, done, air, taking)
    rows = scene.rows_so_far()
    chain = Chain(scene, rows)
    if playhead.mode not in (Mode.CLOSE_OUT, Mode.ENDED):
        chain.run()
    return Schedule(
        now=scene.wall,
        rows=tuple(rows),
        groups=_groups(laid, rows),
        planned_on_air=laid.on_air,
        planned_off_air=laid.off_air,
        expected_off_air=chain.end,
        planned=laid.length,
        over=_over(scene, chain),
        remaining=air.remaining if air else None,
        elapsed=air.elapsed if air else None,
        duration=air.duration if air else None,
        next_hard_start=chain.hard_start,
        on_air_since=scene.since,
        counted=len(laid.slots),
        places=laid.places,
    )


def _laid(show: Show, playhead: Playhead, done: Runs) -> Plan:
    """The plan that this playhead is measured against."""
    laid = plan(show, playhead.on_air_at)
    if playhead.mode is not Mode.REHEARSAL:
        return laid
    begun = first_start(playhead, done)
    slot = laid.slot_of(begun[0]) if begun else None
    if begun is None or slot is None:
        return laid
    return plan(show, playhead.on_air_at, begun[1].wall - slot.start)


def _of_plan(laid: Plan, now: Instant) -> Schedule:
    return Schedule(
        now=now.wall,
        rows=laid.plain,
        groups=laid.groups,
        planned_on_air=laid.on_air,
        planned_off_air=laid.off_air,
        planned=laid.length,
        counted=len(laid.slots),
        places=laid.places,
    )


def _over(scene: Scene, chain: Chain) -> timedelta | None:
    """The show against the plan; None before the first TAKE."""
    if scene.air is not None:
        return scene.air.over
    if scene.last is None:
        return None
    first = chain.first
    if first is not None and first.expected_start and first.planned_start:
        return first.expected_start - first.planned_start
    return chain.end - scene.laid.off_air if chain.end else None


def _groups(laid: Plan, rows: list[Row]) -> tuple[GroupTimes, ...]:
    return tuple(_group(times, laid.bounds.get(times.group_id), rows) for times in laid.groups)


def _group(times: GroupTimes, bounds: tuple[int, int] | None, rows: list[Row]) -> GroupTimes:
    if bounds is None:
        return times
    inside = rows[bounds[0] : bounds[1] + 1]
    return GroupTimes(
        times.group_id,
        times.planned_start,
        times.planned_end,
        times.planned,
        next((row.expected_start for row in inside if row.expected_start), None),
        next((row.expected_end for row in reversed(inside) if row.expected_end), None),
    )
