"""Pure: what events and active inputs together prove about the picture on air (decision 6)."""

from __future__ import annotations

from dataclasses import dataclass

from control_panel.obs.state import ObsState
from control_panel.obs.state_scenes import fits, inputs_of, is_read, telling, tells_apart
from control_panel.show.records import Proof


@dataclass(frozen=True, slots=True)
class Evidence:
    """What OBS's events said about one switch."""

    scene: str
    before: str
    """The scene on air when it was asked for; empty: not known for certain."""
    started: bool = False
    ended: bool = False
    program: str = ""
    """The scene that `CurrentProgramSceneChanged` named since."""
    read: bool = False
    """The inputs were asked for, not only heard of."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the scene is on air, how that is known, and if not, what is wrong."""

    ok: bool
    proof: Proof = Proof.UNCONFIRMED
    sentence: str = ""


def judge(state: ObsState, evidence: Evidence) -> Verdict:
    """Hold the events against the active inputs."""
    over = evidence.ended or evidence.program == evidence.scene
    by_events = over and (evidence.started or evidence.program == evidence.scene)
    if not _can_tell(state, evidence):
        return _by_events_alone(state, evidence, by_events=by_events)
    if fits(state, evidence.scene):
        return Verdict(ok=True, proof=_how(evidence, by_events=by_events))
    if by_events and evidence.read and _blind(state, evidence):
        return Verdict(
            ok=True,
            proof=Proof.EVENT_ONLY,
            sentence="OBS duplicates sources for program, so inputs cannot prove the picture.",
        )
    return Verdict(ok=False, sentence=_contradiction(state, evidence))


def _can_tell(state: ObsState, evidence: Evidence) -> bool:
    if not evidence.before:
        return is_read(state, evidence.scene)
    return tells_apart(state, evidence.before, evidence.scene)


def _how(evidence: Evidence, *, by_events: bool) -> Proof:
    if not by_events:
        # The inputs say so; the events were not all seen.
        return Proof.RE_READ if evidence.started and evidence.read else Proof.INPUTS
    return Proof.RE_READ if evidence.read else Proof.EVENT


def _by_events_alone(state: ObsState, evidence: Evidence, *, by_events: bool) -> Verdict:
    named = evidence.program == evidence.scene or (
        evidence.read and evidence.started and state.program == evidence.scene
    )
    strange = is_read(state, evidence.scene) and not fits(state, evidence.scene)
    if strange and evidence.read and not _blind(state, evidence):
        return Verdict(ok=False, sentence=_contradiction(state, evidence))
    if by_events and named and (not strange or evidence.read):
        return Verdict(ok=True, proof=Proof.EVENT_ONLY)
    return Verdict(ok=False, sentence=_silence(evidence))


def _blind(state: ObsState, evidence: Evidence) -> bool:
    """No input is active although the scene shows some: program runs on private copies."""
    return (
        bool(inputs_of(state, evidence.scene))
        and not telling(state)
        and evidence.program == evidence.scene
    )


def _contradiction(state: ObsState, evidence: Evidence) -> str:
    if evidence.before and not evidence.started and fits(state, evidence.before):
        return (
            f"OBS accepted the switch to “{evidence.scene}” and did not make it: "
            f"“{evidence.before}” is still on air."
        )
    active = ", ".join(sorted(telling(state))) or "none"
    return f"OBS does not show “{evidence.scene}”: the inputs on air are {active}."


def _silence(evidence: Evidence) -> str:
    return (
        f"OBS did not say that it switched to “{evidence.scene}”, and its inputs cannot tell it "
        f"from “{evidence.before}”."
    )
