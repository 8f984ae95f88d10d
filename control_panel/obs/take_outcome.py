"""Pure: how a switch ends: its outcome, and what viewers saw of one that failed."""

from __future__ import annotations

from dataclasses import replace

from control_panel.instant import Instant
from control_panel.obs import hand
from control_panel.obs.proof import Verdict
from control_panel.obs.state import ObsState
from control_panel.obs.state_scenes import as_run, inputs_of, telling
from control_panel.obs.switch import HandCut, SwitchOutcome
from control_panel.obs.take_words import Finish, Moment, Phase, Step, Take
from control_panel.show.items import Transition
from control_panel.show.records import Proof

HURRIED = "Somebody switched in OBS itself before the transition had ended."
UNKNOWN = "OBS did not answer: it is unknown whether the switch was made."


def done(take: Take, at: Instant, state: ObsState, verdict: Verdict) -> Step:
    """The scene is on air."""
    said = tuple(s for s in (*take.remarks, verdict.sentence) if s)
    outcome = SwitchOutcome(
        id=take.switch.id,
        scene=take.switch.scene,
        ok=True,
        proof=verdict.proof,
        started_at=take.started_at or (take.sent_at if take.cuts else at),
        ended_at=take.ended_at or at,
        transition=_ran(take, state),
        sentence=" ".join(said),
        confirmed_at=at,
    )
    return replace(take, phase=Phase.DONE), (Finish(outcome),)


def _ran(take: Take, state: ObsState) -> Transition | None:
    if not take.cuts:
        return None
    if not take.started_as or take.started_as == take.plan.transition.name:
        return take.plan.transition
    return as_run(state, take.started_as)


def fail(take: Take, at: Instant, state: ObsState, sentence: str) -> Step:
    """The scene is not on air, or that is unknown."""
    said = " ".join(s for s in (*take.remarks, sentence) if s)
    outcome = SwitchOutcome(
        id=take.switch.id,
        scene=take.switch.scene,
        ok=False,
        proof=Proof.UNCONFIRMED,
        started_at=take.started_at,
        ended_at=take.broken_at or take.ended_at or at,
        transition=_ran(take, state) if take.started_at else None,
        sentence=said,
    )
    return replace(take, phase=Phase.DONE), (Finish(outcome),)


def is_broken_off(take: Take, state: ObsState) -> bool:
    """Whether OBS let go of the transition and shows the scene from before again.

    Measured: another transition chosen while one runs shows the old scene alone from the next
    frame on, tells no end, and keeps the new scene's inputs active beside the old one's.
    """
    if take.started_at is None or take.ended_at is not None or not take.before:
        return False
    both = inputs_of(state, take.before) | inputs_of(state, take.switch.scene)
    return telling(state) == both


def break_off(take: Take, at: Instant, state: ObsState) -> Step:
    """Viewers see the scene from before again."""
    broken_at = take.changed.at if take.changed else at
    chosen = f"“{take.changed.name}” was chosen" if take.changed else "it was changed"
    sentence = (
        f"The transition to “{take.switch.scene}” was broken off: {chosen} in OBS while it ran. "
        f"“{take.before}” is on air again."
    )
    return fail(replace(take, broken_at=broken_at), at, state, sentence)


def lost_to_a_hand(take: Take, at: Instant, state: ObsState) -> Step:
    """A hand put something else on air."""
    hurried = take.contested.at if take.contested else at
    return fail(replace(take, broken_at=hurried), at, state, HURRIED)


def seen_of(take: Take, state: ObsState, at: Instant) -> tuple[HandCut, ...]:
    """The changes of picture that a failed switch leaves behind, by a hand, in their order."""
    cuts: list[HandCut] = []
    if take.started_at is not None and take.broken_at is not None and take.before:
        # A mix that began, and fell back to the picture from before.
        ran = as_run(state, take.started_as)
        back = HandCut(take.before, take.started_at, take.broken_at, ran, Proof.EVENT_ONLY)
        cuts.append(replace(back, broken=take.switch.scene))
    cut = _put_on(take, state, at)
    return (*cuts, cut) if cut is not None else tuple(cuts)


def _put_on(take: Take, state: ObsState, at: Instant) -> HandCut | None:
    if take.contested is not None:
        return hand.after_contest(take.before, take.contested, take.ended_at, state, at)
    if take.broken_at is not None:
        return None
    return hand.after_failure(state, take.before, take.started_at or at, at)


def settles(take: Take, moment: Moment, verdict: Verdict, state: ObsState) -> Step | None:
    """The end of a switch by what was read, where another look would tell nothing more."""
    if verdict.ok:
        return done(take, moment.at, state, verdict)
    if moment.moving or take.reads <= 1:
        return None
    if take.contested is not None:
        return lost_to_a_hand(take, moment.at, state)
    return break_off(take, moment.at, state) if is_broken_off(take, state) else None
