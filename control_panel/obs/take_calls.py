"""Pure: the requests that a switch is made of, and what their answers mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final, Protocol

from control_panel.obs.byway import ByWay
from control_panel.obs.protocol import Status
from control_panel.obs.state import STAND_IN, ObsState
from control_panel.obs.state_reading import Reply
from control_panel.obs.state_scenes import Planned, transition_named
from control_panel.obs.switch import Switch
from control_panel.obs.wire import Call
from control_panel.show.items import Transition

MILLISECOND: Final = timedelta(milliseconds=1)
SHORTEST: Final = 50
LONGEST: Final = 20_000
"""Milliseconds that OBS takes as a transition's length."""


class Part(StrEnum):
    """What a request of the batch is for."""

    NAME = "the name"
    TRANSITION = "the transition"
    LENGTH = "the transition's length"
    OWN_LENGTH = "OBS's own length"
    SCENE = "the scene"
    SOUND = "the sound"
    WAY = "the scene on the way"


class Refusal(Reply, Protocol):
    """An answer with its code and OBS's words."""

    @property
    def code(self) -> int:
        """OBS's status code."""

    @property
    def comment(self) -> str:
        """OBS's words."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The requests of a switch, each with what it is for; `remarks`: what was left out, and why."""

    parts: tuple[tuple[Part, Call], ...]
    remarks: tuple[str, ...] = ()
    late_name: bool = False
    """The name is to be shown when the mix has ended (decision 8)."""

    @property
    def calls(self) -> tuple[Call, ...]:
        """The requests in their order."""
        return tuple(call for _, call in self.parts)


@dataclass(frozen=True, slots=True)
class Answered:
    """What the answers to a batch mean."""

    ok: bool
    """The scene was set, or none was to be."""
    sentence: str = ""
    own_length: timedelta | None = None
    """OBS's length as it was before ours, where that was not known."""


def batch_of(
    state: ObsState, switch: Switch, plan: Planned, *, cuts: bool, way: ByWay | None = None
) -> Batch:
    """Everything of a switch that goes at once."""
    mixes = cuts and plan.transition.length > timedelta(0)
    name, missing = _name(state, switch, mixes=mixes)
    remarks = [missing] if missing else []
    if plan.missing and switch.transition is not None:
        remarks.append(
            f"OBS has no transition of the kind {switch.transition.kind}: "
            f"“{plan.transition.name}” ran instead."
        )
    picture = _picture(state, switch.scene, plan, way) if cuts else []
    parts = [*name, *picture, *_sound(state, switch)]
    return Batch(tuple(parts), tuple(remarks), mixes and bool(switch.name_text) and not missing)


def name_call(name_input: str, text: str) -> Call:
    """Write a text input of OBS."""
    settings = {"text": text}
    data = {"inputName": name_input, "inputSettings": settings, "overlay": True}
    return Call("SetInputSettings", data)


def _name(state: ObsState, switch: Switch, *, mixes: bool) -> tuple[list[tuple[Part, Call]], str]:
    if not switch.name_input or switch.name_text is None:
        return [], ""
    if switch.name_input not in state.inputs:
        return [], f"OBS has no text input “{switch.name_input}”: no name is shown."
    text = "" if mixes else switch.name_text
    return [(Part.NAME, name_call(switch.name_input, text))], ""


def _picture(
    state: ObsState, scene: str, plan: Planned, way: ByWay | None
) -> list[tuple[Part, Call]]:
    switch = (Part.SCENE, _set_scene(scene))
    if way is None:
        return [*_transition(state, plan), switch]
    there = [(Part.WAY, call) for call in (*_stand_in(way), _set_scene(way.scene))]
    if way.cut is None:
        return [*there, *_transition(state, plan), switch]
    cut = Planned(Transition(way.cut.kind, way.cut.name))
    first = [*_transition(state, cut), *there]
    if way.seen:
        return [*first, switch]
    after = replace(state, current_transition=way.cut.name)
    return [*first, *_transition(after, plan), switch]


def _stand_in(way: ByWay) -> tuple[Call, ...]:
    """The panel's own scene, with what viewers see in it."""
    shows = {"sceneName": way.scene, "sourceName": way.shows}
    return Call("CreateScene", {"sceneName": way.scene}), Call("CreateSceneItem", shows)


def _set_scene(name: str) -> Call:
    return Call("SetCurrentProgramScene", {"sceneName": name})


def _transition(state: ObsState, plan: Planned) -> list[tuple[Part, Call]]:
    if plan.by_override:
        # The scene's own beats whatever is set: nothing is set, nothing is put back.
        return []
    parts: list[tuple[Part, Call]] = []
    wanted = plan.transition
    if wanted.name != state.current_transition:
        parts.append((Part.TRANSITION, _set_transition(wanted.name)))
    known = transition_named(state, wanted.name)
    if known is None or known.fixed:
        return parts
    if state.own_length is None:
        parts.append((Part.OWN_LENGTH, Call("GetCurrentSceneTransition")))
    if wanted.length != state.transition_length or state.own_length is None:
        parts.append((Part.LENGTH, _set_length(wanted.length)))
    return parts


def _set_transition(name: str) -> Call:
    return Call("SetCurrentSceneTransition", {"transitionName": name})


def _set_length(length: timedelta) -> Call:
    whole = min(max(round(length / MILLISECOND), SHORTEST), LONGEST)
    return Call("SetCurrentSceneTransitionDuration", {"transitionDuration": whole})


def _sound(state: ObsState, switch: Switch) -> list[tuple[Part, Call]]:
    if switch.heard is None:
        return []
    heard = set(switch.heard)
    return [
        (Part.SOUND, mute_call(name, muted=name not in heard))
        for name in sorted(heard | switch.managed)
        if _has_sound(state, name)
    ]


def _has_sound(state: ObsState, name: str) -> bool:
    known = state.inputs.get(name)
    return known is not None and known.muted is not None


def mute_call(name: str, *, muted: bool) -> Call:
    """Mute or open an input."""
    return Call("SetInputMute", {"inputName": name, "inputMuted": muted})


def answered(batch: Batch, replies: Sequence[Refusal]) -> Answered:
    """What OBS's answers to the batch mean for the switch."""
    said: list[str] = []
    scene_set = True
    own_length: timedelta | None = None
    for (part, call), reply in zip(batch.parts, replies, strict=False):
        if part is Part.OWN_LENGTH and reply.ok:
            length = reply.data.get("transitionDuration")
            own_length = None if length is None else timedelta(milliseconds=length)
        elif part is Part.WAY and reply.code == Status.RESOURCE_EXISTS:
            continue  # Left from another time: what viewers see lies on top in it now.
        elif not reply.ok:
            said.append(_refused(part, call, reply))
            scene_set = scene_set and part is not Part.SCENE
    if len(replies) < len(batch.parts):
        scene_set = False
        said.append("OBS did not answer the whole request.")
    return Answered(scene_set, " ".join(said), own_length)


def _refused(part: Part, call: Call, reply: Refusal) -> str:
    named = next((str(v) for k, v in call.data.items() if k.endswith("Name")), "")
    why = reply.comment or f"code {reply.code}"
    if reply.code == 600:
        return f"OBS has no “{named}” any more: {part.value} was not set."
    return f"OBS refused {part.value} “{named}”: {why}"


def undo_calls(state: ObsState, switch: Switch, batch: Batch) -> tuple[Call, ...]:
    """What puts name and sound back after the scene of the same batch could not be set.

    `state` is the one from before; a name is cleared, for the earlier one is not known.
    """
    calls: list[Call] = []
    for part, call in batch.parts:
        if part is Part.NAME and call.data["inputSettings"]["text"]:
            calls.append(name_call(switch.name_input, ""))
        elif part is Part.SOUND:
            name = str(call.data["inputName"])
            known = state.inputs.get(name)
            if known is not None and known.muted is not None:
                calls.append(mute_call(name, muted=known.muted))
    return tuple(calls)


def restore_calls(state: ObsState) -> tuple[Call, ...]:
    """What puts OBS's own transition back (decision 7), and takes our own scene away."""
    calls: list[Call] = []
    if state.own_length is not None and state.own_length != state.transition_length:
        calls.append(_set_length(state.own_length))
    if state.own_transition and state.own_transition != state.current_transition:
        calls.append(_set_transition(state.own_transition))
    return (*calls, *_away(state))


def _away(state: ObsState) -> tuple[Call, ...]:
    if not state.stand_in or state.program == STAND_IN:
        return ()
    remove = Call("RemoveScene", {"sceneName": STAND_IN})
    if not state.studio_mode:
        return (remove,)
    # OBS has swapped it into preview, and would choose another scene in its place.
    preview = state.preview if state.preview in state.scenes else state.program
    return Call("SetCurrentPreviewScene", {"sceneName": preview}), remove
