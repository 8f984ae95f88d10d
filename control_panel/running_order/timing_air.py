"""What was and is on air, in figures: ended runs, the run on air, the run that a TAKE will be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from control_panel.instant import Instant
from control_panel.running_order.timing_plan import Plan, Slot
from control_panel.show.model import ZERO, Playhead, Run, Taking, TakingKind

Runs = dict[str, list[Run]]


def done_runs(playhead: Playhead) -> Runs:
    """The ended runs that count, by item; those taken in error do not."""
    done: Runs = {}
    for run in playhead.runs:
        if not run.in_error and run.ended_at is not None:
            done.setdefault(run.item_id, []).append(run)
    return done


def first_start(playhead: Playhead, done: Runs) -> tuple[str, Instant] | None:
    """The item with which this show (or rehearsal) began, and when."""
    runs = [run for of_item in done.values() for run in of_item]
    if runs:
        return runs[0].item_id, runs[0].started_at
    if playhead.on_air:
        return playhead.on_air.item_id, playhead.on_air.started_at
    taking = playhead.taking
    return (taking.item_id, taking.started_at or taking.requested_at) if taking else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run as it stands now: the one on air, or the one being taken."""

    run: Run
    slot: Slot | None
    elapsed: timedelta
    remaining: timedelta
    """Negative once it runs over, which a further run may do from its start."""
    duration: timedelta
    """Planned plus added, or to the planned end where it counts to its end; never negative."""
    end: datetime
    """The expected end by the clock as it stood at the start: now, once it runs over."""

    @property
    def over(self) -> timedelta:
        """The show against the plan while this is on air (decision 18)."""
        run, slot = self.run, self.slot
        if slot is not None and slot.count_to_end:
            late = run.started_at.wall + self.elapsed - slot.end - run.added
            return run.added + max(ZERO, late)
        planned_start = slot.start if slot else run.planned_start
        late = run.started_at.wall - planned_start if planned_start else ZERO
        return late + run.added + max(ZERO, self.elapsed - run.planned - run.added)


def stretch(run: Run, laid: Plan, now: Instant) -> Stretch:
    """How a run stands at `now`."""
    slot = laid.slot_of(run.item_id)
    elapsed = max(ZERO, now.since(run.started_at))
    planned = run.planned
    if slot is not None and slot.count_to_end:
        planned = slot.end - run.started_at.wall
    length = planned + run.added
    remaining = length - elapsed
    end = run.started_at.wall + max(elapsed, length)
    return Stretch(run, slot, elapsed, remaining, max(ZERO, length), end)


def placed(instant: Instant, begun: Instant) -> datetime:
    """The wall time of an instant by the clock as it stood at `begun`, some time before it."""
    return begun.wall + max(ZERO, instant.since(begun))


def coming_run(taking: Taking, playhead: Playhead, laid: Plan, done: Runs) -> Run:
    """The run that a TAKE on its way will be."""
    at = taking.started_at or taking.requested_at
    if taking.kind is TakingKind.UNDO and playhead.undone is not None:
        undone = playhead.undone
        return replace(undone, ended_at=None, added=undone.added + taking.added)
    slot = laid.slot_of(taking.item_id)
    planned = slot.planned if slot else ZERO
    earlier = done.get(taking.item_id, [])
    used = length_of(earlier[-1]) - earlier[-1].added if earlier else ZERO
    left = -used if taking.kind is TakingKind.RERUN else ZERO
    return Run(taking.item_id, at, id=taking.id, planned=planned, added=left + taking.added)


def length_of(run: Run) -> timedelta:
    """How long an ended run was on air."""
    return run.ended_at.since(run.started_at) if run.ended_at else ZERO
