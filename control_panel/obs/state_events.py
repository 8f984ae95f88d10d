"""Pure: one event of OBS applied to the state. Twice is once; an unknown name is no error.

What an event cannot settle by itself (something created, removed, or unknown to us) is noted in
`state.unread`; whoever owns the link reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from control_panel.instant import Instant
from control_panel.obs.state import (
    Ended,
    Input,
    ObsState,
    Output,
    Reading,
    Running,
    What,
)
from control_panel.obs.state_scenes import MARGIN, length_of, transition_named

DISORDER: Final = timedelta(milliseconds=250)
"""Events of one moment may arrive in any order within this (OBS sends each from its own thread)."""

Data = Mapping[str, Any]

REMOVALS: Final = frozenset({"SceneRemoved", "InputRemoved", "SceneItemRemoved"})
"""When OBS quits it removes everything first: these are read up on later, if it is still there."""

_OUTPUT: Final = "OBS_WEBSOCKET_OUTPUT_"
_RUNNING_STATES: Final = frozenset(
    {"STARTED", "STOPPING", "RECONNECTING", "RECONNECTED", "PAUSED", "RESUMED"}
)


def apply(
    state: ObsState, name: str, data: Data, received: Instant, *, ours: bool = False
) -> ObsState:
    """The state after an event; `ours`: it echoes what the panel itself asked for."""
    heard = replace(state, as_of=received)
    if state.frozen and name not in _WHILE_FROZEN:
        return heard
    if name == "CurrentSceneTransitionChanged":
        return _transition_changed(heard, _text(data, "transitionName"), ours=ours)
    if name == "CurrentSceneTransitionDurationChanged":
        return _length_changed(heard, data, ours=ours)
    handler = _HANDLERS.get(name)
    return handler(heard, data, received) if handler else heard


def asking(state: ObsState, *readings: Reading) -> ObsState:
    """The state with something more to be read."""
    return replace(state, unread=state.unread | set(readings))


def _text(data: Data, key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""


# Transitions


def _started(state: ObsState, data: Data, at: Instant) -> ObsState:
    name = _text(data, "transitionName")
    length = length_of(state, name)
    before = state.ended
    if (
        before is not None
        and before.orphan
        and before.name == name
        and length < DISORDER
        and at.since(before.at) < DISORDER
    ):
        # A cut whose end overtook its start on the way to us.
        return replace(state, ended=replace(before, orphan=False), running=None)
    running = Running(name, at, length + MARGIN, length, interrupts=state.running is not None)
    known = state if transition_named(state, name) else asking(state, Reading(What.TRANSITIONS))
    return replace(known, running=running)


def _ended(state: ObsState, data: Data, at: Instant) -> ObsState:
    name = _text(data, "transitionName")
    running = state.running
    if running is None:
        return replace(state, ended=Ended(name, at, orphan=True))
    if running.name != name:
        return state
    if running.interrupts and at.since(running.started_at) < running.length - DISORDER:
        # The end of the transition that this one interrupted.
        return replace(state, running=replace(running, interrupts=False))
    return replace(state, running=None, ended=Ended(name, at))


def _transition_changed(state: ObsState, name: str, *, ours: bool) -> ObsState:
    changed = replace(state, current_transition=name)
    if transition_named(state, name) is None:
        changed = asking(changed, Reading(What.TRANSITIONS))
    if ours:
        return changed
    changed = replace(asking(changed, Reading(What.TRANSITIONS)), own_transition=name)
    if state.running is None or state.running.name == name:
        # The one that runs, chosen again, runs on.
        return changed
    return replace(
        changed,
        provable=False,
        doubt=(
            f"The transition was changed to “{name}” in OBS while another ran: OBS breaks "
            "such a transition off. The next TAKE sets it right."
        ),
    )


def _length_changed(state: ObsState, data: Data, *, ours: bool) -> ObsState:
    value = data.get("transitionDuration")
    if not isinstance(value, int | float):
        return state
    length = timedelta(milliseconds=value)
    changed = replace(state, transition_length=length)
    return changed if ours else replace(changed, own_length=length)


# Scenes and their items


def _program(state: ObsState, data: Data, _at: Instant) -> ObsState:
    scene = _text(data, "sceneName")
    return _with_scene(replace(state, program=scene), scene)


def _preview(state: ObsState, data: Data, _at: Instant) -> ObsState:
    scene = _text(data, "sceneName")
    return _with_scene(replace(state, preview=scene), scene)


def _with_scene(state: ObsState, scene: str) -> ObsState:
    return state if scene in state.scenes else asking(state, Reading(What.SCENES))


def _studio_mode(state: ObsState, data: Data, _at: Instant) -> ObsState:
    on = bool(data.get("studioModeEnabled"))
    if on == state.studio_mode:
        return state
    return replace(state, studio_mode=on, preview=state.program if on else "")


def _scenes_moved(state: ObsState, _data: Data, _at: Instant) -> ObsState:
    return asking(state, Reading(What.SCENES))


def _scene_renamed(state: ObsState, data: Data, _at: Instant) -> ObsState:
    old, new = _text(data, "oldSceneName"), _text(data, "sceneName")
    if old not in state.scenes and old not in state.items:
        return asking(state, Reading(What.SCENES))

    def now(name: str) -> str:
        return new if name == old else name

    return replace(
        _source_renamed(state, old, new),
        scenes=tuple(now(scene) for scene in state.scenes),
        overrides={now(scene): value for scene, value in state.overrides.items()},
        program=now(state.program),
        preview=now(state.preview),
        unread=frozenset(replace(r, name=now(r.name)) for r in state.unread),
    )


def _source_renamed(state: ObsState, old: str, new: str) -> ObsState:
    items = {
        new if name == old else name: tuple(
            replace(item, source=new) if item.source == old else item for item in standing
        )
        for name, standing in state.items.items()
    }
    return replace(state, items=items)


def _items_moved(state: ObsState, data: Data, _at: Instant) -> ObsState:
    return asking(state, items_reading(state, _text(data, "sceneName")))


def items_reading(state: ObsState, name: str) -> Reading:
    """How the items of a scene or group are read: OBS has a request for each."""
    group = any(i.source == name and i.is_group for items in state.items.values() for i in items)
    return Reading(What.GROUP if group else What.ITEMS, name)


def _item_enabled(state: ObsState, data: Data, at: Instant) -> ObsState:
    scene, number = _text(data, "sceneName"), data.get("sceneItemId")
    standing = state.items.get(scene)
    if standing is None or all(item.item_id != number for item in standing):
        return _items_moved(state, data, at)
    enabled = bool(data.get("sceneItemEnabled"))
    changed = tuple(
        replace(item, enabled=enabled) if item.item_id == number else item for item in standing
    )
    return replace(state, items={**state.items, scene: changed})


# Inputs


def _inputs_moved(state: ObsState, _data: Data, _at: Instant) -> ObsState:
    return asking(state, Reading(What.INPUTS))


def _input_renamed(state: ObsState, data: Data, _at: Instant) -> ObsState:
    old, new = _text(data, "oldInputName"), _text(data, "inputName")
    if old not in state.inputs:
        return asking(state, Reading(What.INPUTS))
    inputs = {
        new if name == old else name: replace(known, name=new) if name == old else known
        for name, known in state.inputs.items()
    }
    return replace(_source_renamed(state, old, new), inputs=inputs)


def _input_set(
    field: Callable[[Input, bool], Input], key: str
) -> Callable[[ObsState, Data, Instant], ObsState]:
    def handler(state: ObsState, data: Data, _at: Instant) -> ObsState:
        name, value = _text(data, "inputName"), bool(data.get(key))
        known = state.inputs.get(name)
        if known is None:
            return asking(state, Reading(What.INPUTS))
        return replace(state, inputs={**state.inputs, name: field(known, value)})

    return handler


# Outputs and collections


def _stream(state: ObsState, data: Data, at: Instant) -> ObsState:
    return replace(state, stream=_output(state.stream, data, at))


def _record(state: ObsState, data: Data, at: Instant) -> ObsState:
    return replace(state, record=_output(state.record, data, at))


def _output(before: Output, data: Data, at: Instant) -> Output:
    name = _text(data, "outputState")
    active = name.removeprefix(_OUTPUT) in _RUNNING_STATES
    return Output(active, name, before.since if active == before.active else at)


def _freeze(state: ObsState, _data: Data, _at: Instant) -> ObsState:
    return replace(state, frozen=True, running=None, unread=frozenset())


def _collection(state: ObsState, data: Data, _at: Instant) -> ObsState:
    return replace(state, collection=_text(data, "sceneCollectionName"))


Handler = Callable[[ObsState, Data, Instant], ObsState]

_WHILE_FROZEN: Final = frozenset({"CurrentSceneCollectionChanged", "ExitStarted"})

_HANDLERS: Final[Mapping[str, Handler]] = {
    "SceneTransitionStarted": _started,
    "SceneTransitionEnded": _ended,
    "CurrentProgramSceneChanged": _program,
    "CurrentPreviewSceneChanged": _preview,
    "StudioModeStateChanged": _studio_mode,
    "SceneCreated": _scenes_moved,
    "SceneRemoved": _scenes_moved,
    "SceneListChanged": _scenes_moved,
    "SceneNameChanged": _scene_renamed,
    "SceneItemCreated": _items_moved,
    "SceneItemRemoved": _items_moved,
    "SceneItemEnableStateChanged": _item_enabled,
    "InputCreated": _inputs_moved,
    "InputRemoved": _inputs_moved,
    "InputNameChanged": _input_renamed,
    "InputMuteStateChanged": _input_set(lambda i, on: replace(i, muted=on), "inputMuted"),
    "InputActiveStateChanged": _input_set(lambda i, on: replace(i, active=on), "videoActive"),
    "InputShowStateChanged": _input_set(lambda i, on: replace(i, showing=on), "videoShowing"),
    "StreamStateChanged": _stream,
    "RecordStateChanged": _record,
    "CurrentSceneCollectionChanging": _freeze,
    "CurrentSceneCollectionChanged": _collection,
    "ExitStarted": _freeze,
}
