"""Pure: one switch on its way through OBS: (phase, what happened) -> new state and asks.

SENT      the batch is on its way; OBS answers and says `SceneTransitionStarted`, in either order.
          No start within a second: read the inputs. What they prove is true, else it was dropped.
RUNNING   from the start to `SceneTransitionEnded`, at most the transition's length + 1 s.
CHECKING  the transition is over; the active inputs settle within two frames.
READING   the inputs are asked for, because their events did not say enough.
DONE      the outcome is known.

An end, or a program event, may arrive before the start, or never. Nothing here guesses: what
neither events nor inputs prove ends as failed, and unknown is said to be unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from control_panel.obs.proof import Verdict, judge
from control_panel.obs.state import ObsState
from control_panel.obs.state_scenes import MARGIN, length_of
from control_panel.obs.take_outcome import UNKNOWN, break_off, done, fail, settles
from control_panel.obs.take_words import (
    LONGEST,
    RE_READ,
    Ask,
    Kind,
    Moment,
    Phase,
    Read,
    SayStarted,
    ShowName,
    Step,
    Take,
    Wait,
)
from control_panel.show.records import Proof

START_DEADLINE: Final = timedelta(seconds=1)
"""OBS starts a transition within this after it was asked, or dropped it."""
READS: Final = 4
"""So often are the inputs read before a picture counts as not proved."""


def begin(take: Take) -> Step:
    """The switch was sent."""
    return take, ((Wait(START_DEADLINE),) if take.cuts else ())


def step(take: Take, moment: Moment, state: ObsState) -> Step:
    """What becomes of a switch when something happens; `state` has it applied already."""
    handler = _TABLE.get((take.phase, moment.kind))
    return handler(take, moment, state) if handler else (take, ())


# SENT


def _answered(take: Take, moment: Moment, state: ObsState) -> Step:
    take = replace(take, answered=True)
    if moment.sentence:
        take = replace(take, remarks=(*take.remarks, moment.sentence))
    if not moment.ok:
        return fail(take, moment.at, state, "")
    if not take.cuts:
        return done(take, moment.at, state, Verdict(ok=True, proof=Proof.NO_CUT))
    return take, ()


def _answered_first(take: Take, moment: Moment, state: ObsState) -> Step:
    take, asks = _answered(take, moment, state)
    # However late the answer was, the start has its whole second after it.
    return take, asks or (Wait(START_DEADLINE),)


def _unanswered(take: Take, moment: Moment, state: ObsState) -> Step:
    if take.started_at is not None and moment.ok:
        return take, ()
    return fail(take, moment.at, state, moment.sentence or UNKNOWN)


def _started(take: Take, moment: Moment, state: ObsState) -> Step:
    if take.by_way and not take.way_started:
        return replace(take, way_started=True), ()
    if take.started_at is not None:
        return _contested(take, moment, state)
    take = replace(take, started_at=moment.at, started_as=moment.name, phase=Phase.RUNNING)
    length = _length(take, state)
    asks = (SayStarted(moment.at), Wait(length + MARGIN))
    if take.ended_at is None:
        return take, asks
    checked, more = _check(take, moment, state)
    return checked, (*asks, *more)


def _length(take: Take, state: ObsState) -> timedelta:
    expected = take.plan.transition
    return (
        expected.length if take.started_as == expected.name else length_of(state, take.started_as)
    )


def _ended_unstarted(take: Take, moment: Moment, state: ObsState) -> Step:
    if take.on_the_way:
        return take, ()
    return _check(replace(take, ended_at=moment.at), moment, state)


def _program_unstarted(take: Take, moment: Moment, _state: ObsState) -> Step:
    # Not the end: the sound may still be mixed, and what is sent then breaks the picture off.
    return replace(take, program=moment.name), ()


def _no_start(take: Take, _moment: Moment, _state: ObsState) -> Step:
    # Not answered either: the link's own deadline tells.
    return _read(take) if take.answered else (take, ())


# RUNNING


def _ended(take: Take, moment: Moment, state: ObsState) -> Step:
    expected = take.started_as or take.plan.transition.name
    if take.contested is not None:
        # The hand's, from here on; `state` knows an end of ours that comes late.
        expected = moment.name if state.running is None else ""
    if moment.name and moment.name != expected:
        return take, ()
    return _check(replace(take, ended_at=moment.at), moment, state)


def _program(take: Take, moment: Moment, _state: ObsState) -> Step:
    return replace(take, program=moment.name), ()


def _contested(take: Take, moment: Moment, state: ObsState) -> Step:
    """A hand switched: to another scene, or to this very one; the end tells."""
    take = replace(take, contested=take.contested or moment, ended_at=None, phase=Phase.RUNNING)
    return take, (Wait(length_of(state, moment.name) + MARGIN),)


def _changed(take: Take, moment: Moment, _state: ObsState) -> Step:
    """A hand chose another transition; the one that runs may be chosen again, and runs on."""
    if moment.name == (take.contested.name if take.contested else take.started_as):
        return take, ()
    return _read(replace(take, changed=take.changed or moment))


def _overdue(take: Take, _moment: Moment, _state: ObsState) -> Step:
    return _read(take)


# CHECKING


def _check(take: Take, moment: Moment, state: ObsState) -> Step:
    name_due = take.late_name
    take = replace(take, phase=Phase.CHECKING, late_name=False)
    asks: tuple[Ask, ...] = (ShowName(),) if name_due else ()
    verdict = judge(state, take.evidence)
    if verdict.ok and verdict.proof is not Proof.INPUTS:
        over, more = done(take, moment.at, state, verdict)
        return over, (*asks, *more)
    return take, (*asks, Wait(2 * state.frame))


def _settling(take: Take, moment: Moment, state: ObsState) -> Step:
    if moment.kind is Kind.PROGRAM:
        take = replace(take, program=moment.name)
    verdict = judge(state, take.evidence)
    # Without a start seen, the two frames are waited for: it may still be on its way.
    if verdict.ok and verdict.proof is not Proof.INPUTS:
        return done(take, moment.at, state, verdict)
    return take, ()


def _late_start(take: Take, moment: Moment, state: ObsState) -> Step:
    if take.started_at is not None or (take.by_way and not take.way_started):
        return _started(take, moment, state)
    take = replace(take, started_at=moment.at, started_as=moment.name)
    settled, asks = _settling(take, moment, state)
    return settled, (SayStarted(moment.at), *asks)


def _settled(take: Take, moment: Moment, state: ObsState) -> Step:
    verdict = judge(state, take.evidence)
    return done(take, moment.at, state, verdict) if verdict.ok else _read(take)


def _late_end(take: Take, moment: Moment, _state: ObsState) -> Step:
    if take.on_the_way:
        return take, ()
    return replace(take, ended_at=take.ended_at or moment.at), ()


# READING


def _read(take: Take) -> Step:
    return replace(take, phase=Phase.READING), (Read(),)


def _was_read(take: Take, moment: Moment, state: ObsState) -> Step:
    take = replace(take, reads=take.reads + 1, was_read=take.was_read or moment.ok)
    verdict = judge(state, take.evidence)
    over = settles(take, moment, verdict, state)
    if over is not None:
        late: tuple[Ask, ...] = (ShowName(),) if take.late_name and verdict.ok else ()
        return replace(over[0], late_name=False), (*late, *over[1])
    if _still_runs(take, moment):
        return replace(take, phase=Phase.RUNNING, reads=0), (Wait(RE_READ),)
    if take.started_at is None and moment.at.since(take.sent_at) < START_DEADLINE:
        return replace(take, phase=Phase.SENT), (Wait(START_DEADLINE),)
    if take.reads < READS:
        return replace(take, phase=Phase.CHECKING), (Wait(RE_READ),)
    if take.changed is not None and take.ended_at is None and take.before:
        return break_off(take, moment.at, state)
    return fail(take, moment.at, state, verdict.sentence)


def _still_runs(take: Take, moment: Moment) -> bool:
    """OBS runs it longer than it was said to."""
    start = take.started_at or take.sent_at
    return moment.moving and moment.at.since(start) < LONGEST


# The end


def _stopped(take: Take, moment: Moment, state: ObsState) -> Step:
    return fail(take, moment.at, state, moment.sentence)


Handler = Callable[[Take, Moment, ObsState], Step]

_TABLE: Final[Mapping[tuple[Phase, Kind], Handler]] = {
    (Phase.SENT, Kind.ANSWERED): _answered_first,
    (Phase.SENT, Kind.UNANSWERED): _unanswered,
    (Phase.SENT, Kind.STARTED): _started,
    (Phase.SENT, Kind.ENDED): _ended_unstarted,
    (Phase.SENT, Kind.PROGRAM): _program_unstarted,
    (Phase.SENT, Kind.DUE): _no_start,
    (Phase.SENT, Kind.STOPPED): _stopped,
    (Phase.RUNNING, Kind.ANSWERED): _answered,
    (Phase.RUNNING, Kind.UNANSWERED): _unanswered,
    (Phase.RUNNING, Kind.STARTED): _contested,
    (Phase.RUNNING, Kind.ENDED): _ended,
    (Phase.RUNNING, Kind.PROGRAM): _program,
    (Phase.RUNNING, Kind.CHANGED): _changed,
    (Phase.RUNNING, Kind.DUE): _overdue,
    (Phase.RUNNING, Kind.STOPPED): _stopped,
    (Phase.CHECKING, Kind.ANSWERED): _answered,
    (Phase.CHECKING, Kind.UNANSWERED): _unanswered,
    (Phase.CHECKING, Kind.STARTED): _late_start,
    (Phase.CHECKING, Kind.ENDED): _late_end,
    (Phase.CHECKING, Kind.PROGRAM): _settling,
    (Phase.CHECKING, Kind.INPUTS): _settling,
    (Phase.CHECKING, Kind.DUE): _settled,
    (Phase.CHECKING, Kind.STOPPED): _stopped,
    (Phase.READING, Kind.ANSWERED): _answered,
    (Phase.READING, Kind.UNANSWERED): _unanswered,
    (Phase.READING, Kind.STARTED): _started,
    (Phase.READING, Kind.ENDED): _late_end,
    (Phase.READING, Kind.PROGRAM): _program,
    (Phase.READING, Kind.READ): _was_read,
    (Phase.READING, Kind.STOPPED): _stopped,
}
