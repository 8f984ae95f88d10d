"""Pure: a transition in OBS that is not ours, from its start until it is known what it shows.

RUNNING   from `SceneTransitionStarted` to its end, at most its length + 1 s.
SETTLING  it is over, or program changed without one: inputs and program event settle.
READING   the inputs are asked for.
DONE      known: a cut by hand, or no change of picture at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from control_panel.instant import Instant
from control_panel.obs.proof import Evidence, judge
from control_panel.obs.state import ObsState
from control_panel.obs.state_scenes import (
    MARGIN,
    as_run,
    fits,
    inputs_of,
    length_of,
    scene_by_inputs,
    telling,
)
from control_panel.obs.switch import HandCut
from control_panel.obs.take_words import LONGEST, RE_READ, Kind, Moment, Phase, Read, Wait
from control_panel.show.records import Proof

UNANNOUNCED: Final = timedelta(milliseconds=200)
"""OBS names other scenes for a moment when studio mode is switched off (OW #1150)."""


@dataclass(frozen=True, slots=True)
class Conclude:
    """Ask: tell the cut, or None where the picture is the one from before."""

    cut: HandCut | None


Ask = Wait | Read | Conclude
Step = tuple["Hand", tuple[Ask, ...]]


@dataclass(frozen=True, slots=True)
class Hand:
    """A transition by hand on its way."""

    before: str
    """The scene in program before it."""
    started_at: Instant
    name: str = ""
    """The transition; empty: program changed without one that was seen."""
    ended_at: Instant | None = None
    program: str = ""
    phase: Phase = Phase.RUNNING
    reads: int = 0
    changed_at: Instant | None = None
    """Another transition was chosen while this one ran."""


def begin(before: str, moment: Moment, state: ObsState) -> Step:
    """A transition started that is not ours."""
    hand = Hand(before, moment.at, moment.name)
    if state.running is None:
        # Its end overtook its start.
        return _settle(replace(hand, ended_at=moment.at), moment, state)
    return hand, (Wait(length_of(state, moment.name) + MARGIN),)


def begin_unannounced(before: str, moment: Moment, *, reads: int = 0) -> Step:
    """Program changed, and no transition was seen; `reads`: nor an event, it was read."""
    hand = Hand(before, moment.at, "", moment.at, moment.name, Phase.CHECKING, reads)
    return hand, (Wait(UNANNOUNCED),)


def step(hand: Hand, moment: Moment, state: ObsState) -> Step:
    """What becomes of it when something happens; `state` has it applied already."""
    if moment.kind is Kind.STOPPED:
        return replace(hand, phase=Phase.DONE), (Conclude(None),)
    if moment.kind is Kind.STARTED:
        # The picture in between was never whole: one cut, from the first start.
        moved, asks = begin(hand.before, moment, state)
        return replace(moved, started_at=hand.started_at), asks
    handler = _TABLE.get((hand.phase, moment.kind))
    return handler(hand, moment, state) if handler else (hand, ())


def _ended(hand: Hand, moment: Moment, state: ObsState) -> Step:
    if state.running is not None:
        return hand, ()
    return _settle(replace(hand, ended_at=moment.at), moment, state)


def _settle(hand: Hand, moment: Moment, state: ObsState) -> Step:
    settled, asks = _settling(replace(hand, phase=Phase.CHECKING), moment, state)
    return settled, asks or (Wait(4 * state.frame),)


def _named(hand: Hand, moment: Moment, state: ObsState) -> Step:
    return _settling(replace(hand, program=moment.name), moment, state)


def _settling(hand: Hand, moment: Moment, state: ObsState) -> Step:
    announced = bool(hand.name and hand.program)
    if announced and hand.phase is Phase.CHECKING and judge(state, _evidence(hand)).ok:
        return _conclude(hand, moment, state)
    return hand, ()


def _due(hand: Hand, moment: Moment, state: ObsState) -> Step:
    if hand.program and fits(state, hand.program) and hand.program == state.program:
        return _conclude(hand, moment, state)
    return replace(hand, phase=Phase.READING), (Read(),)


def _was_read(hand: Hand, moment: Moment, state: ObsState) -> Step:
    if moment.moving and moment.at.since(hand.started_at) < LONGEST:
        return replace(hand, phase=Phase.RUNNING), (Wait(RE_READ),)
    hand = replace(hand, reads=hand.reads + 1, program=state.program)
    if _broken_off(hand, state):
        if hand.reads == 1:
            # Its end may be on its way.
            return replace(hand, phase=Phase.CHECKING), (Wait(RE_READ),)
        return _conclude_broken(hand, moment, state)
    return _conclude(hand, moment, state)


def _broken_off(hand: Hand, state: ObsState) -> bool:
    """OBS shows the scene from before, and both scenes' inputs are active (`take_outcome`)."""
    if hand.changed_at is None or hand.ended_at is not None or hand.before == state.program:
        return False
    both = inputs_of(state, hand.before) | inputs_of(state, state.program)
    return telling(state) == both


def _conclude_broken(hand: Hand, moment: Moment, state: ObsState) -> Step:
    cut = HandCut(
        scene=hand.before,
        started_at=hand.started_at,
        ended_at=hand.changed_at or moment.at,
        transition=as_run(state, hand.name),
        proof=Proof.EVENT_ONLY,
        broken=state.program,
    )
    return replace(hand, phase=Phase.DONE), (Conclude(cut),)


def _changed(hand: Hand, moment: Moment, _state: ObsState) -> Step:
    if moment.name == hand.name:
        return hand, ()
    hand = replace(hand, changed_at=hand.changed_at or moment.at, phase=Phase.READING)
    return hand, (Read(),)


def _late_end(hand: Hand, moment: Moment, state: ObsState) -> Step:
    ended = hand if state.running is not None else replace(hand, ended_at=moment.at)
    return ended, ()


def _evidence(hand: Hand) -> Evidence:
    return Evidence(
        scene=hand.program,
        before=hand.before,
        started=bool(hand.name),
        ended=hand.ended_at is not None,
        program=hand.program,
        read=hand.reads > 0,
    )


def _conclude(hand: Hand, moment: Moment, state: ObsState) -> Step:
    return replace(hand, phase=Phase.DONE), (Conclude(_cut(hand, state, moment.at)),)


def _cut(hand: Hand, state: ObsState, at: Instant) -> HandCut | None:
    scene, proof = _shown(hand, state)
    if scene == hand.before:
        return None
    return HandCut(
        scene=scene,
        started_at=hand.started_at,
        ended_at=hand.ended_at or at,
        transition=as_run(state, hand.name) if hand.name else None,
        proof=proof,
    )


def _shown(hand: Hand, state: ObsState) -> tuple[str, Proof]:
    named = hand.program or state.program
    verdict = judge(state, _evidence(hand))
    if verdict.ok:
        return named, verdict.proof
    by_inputs = scene_by_inputs(state)
    if len(by_inputs) == 1:
        return by_inputs[0], Proof.INPUTS
    return named, Proof.UNCONFIRMED


def state_after(state: ObsState, conclude: Conclude) -> ObsState:
    """The state with what became of the transition, to be held against the inputs."""
    state, cut = replace(state, running=None), conclude.cut
    if cut is None or cut.proof is Proof.UNCONFIRMED:
        return state
    return replace(state, shown=cut.scene) if cut.broken else replace(state, program=cut.scene)


def after_failure(state: ObsState, before: str, started_at: Instant, at: Instant) -> HandCut | None:
    """What inputs prove to be on air after a switch that failed; None where nothing changed."""
    shown = scene_by_inputs(state)
    if len(shown) != 1 or shown[0] == before:
        return None
    return HandCut(shown[0], started_at, at, None, Proof.INPUTS, found=True)


def after_contest(
    before: str, start: Moment, ended_at: Instant | None, state: ObsState, at: Instant
) -> HandCut | None:
    """What a hand put on air while a switch of ours ran; None where that is the scene before."""
    contest = Hand(before, start.at, start.name, ended_at, state.program, reads=1)
    return _cut(contest, state, at)


Handler = Callable[[Hand, Moment, ObsState], Step]

_TABLE: Final[Mapping[tuple[Phase, Kind], Handler]] = {
    (Phase.RUNNING, Kind.ENDED): _ended,
    (Phase.RUNNING, Kind.PROGRAM): _named,
    (Phase.RUNNING, Kind.DUE): _due,
    (Phase.RUNNING, Kind.CHANGED): _changed,
    (Phase.CHECKING, Kind.PROGRAM): _named,
    (Phase.CHECKING, Kind.INPUTS): _settling,
    (Phase.CHECKING, Kind.DUE): _due,
    (Phase.CHECKING, Kind.ENDED): _late_end,
    (Phase.READING, Kind.ENDED): _late_end,
    (Phase.READING, Kind.PROGRAM): _named,
    (Phase.READING, Kind.READ): _was_read,
}
