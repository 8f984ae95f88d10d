"""Pure: what is asked of OBS to know it, as a whole or in parts, and its answers in the state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any, Final, Protocol

from control_panel.instant import Instant
from control_panel.obs.state import (
    STAND_IN,
    Input,
    KnownTransition,
    ObsState,
    Output,
    Reading,
    Running,
    SceneItem,
    What,
)
from control_panel.obs.state_scenes import MARGIN, transition_named
from control_panel.obs.wire import Call


class Reply(Protocol):
    """What is needed of an answer (an `ObsResult` is one)."""

    @property
    def ok(self) -> bool:
        """Whether OBS did it."""

    @property
    def data(self) -> Mapping[str, Any]:
        """The answer's data."""


GLOBAL: Final = (
    Reading(What.SCENES),
    Reading(What.TRANSITIONS),
    Reading(What.INPUTS),
    Reading(What.OUTPUTS),
)
"""What is read of OBS as a whole."""
_ONCE: Final = (Call("GetVersion"), Call("GetSceneCollectionList"), Call("GetVideoSettings"))
_CURSOR: Final = Call("GetCurrentSceneTransitionCursor")


def snapshot_calls() -> tuple[Call, ...]:
    """The batch that a snapshot is made of."""
    return (*_ONCE, *calls_of(GLOBAL), _CURSOR)


def from_snapshot(
    before: ObsState, generation: int, replies: Sequence[Reply], at: Instant
) -> ObsState:
    """A new state from the answers to `snapshot_calls`; what they name is `unread`."""
    version, collections, video = (r.data if r.ok else {} for r in replies[: len(_ONCE)])
    fresh = ObsState(
        generation=generation,
        as_of=at,
        version=str(version.get("obsVersion", "")),
        collection=str(collections.get("currentSceneCollectionName", "")),
        frame=_frame(video),
        healed=before.healed,
        shown=before.shown,
    )
    state = read_into(fresh, GLOBAL, replies[len(_ONCE) : -1], at)
    if _is_not_put_back(before, state):
        state = replace(state, own_transition=before.own_transition, own_length=before.own_length)
    else:
        own = state.current_transition
        state = replace(state, own_transition=own, own_length=_own_length(state))
    return _already_running(state, replies[-1], at)


def _is_not_put_back(before: ObsState, now: ObsState) -> bool:
    """The link was lost between a switch with a transition of ours and OBS's own put back."""
    return (
        before.own_transition not in {"", before.current_transition}
        and before.current_transition == now.current_transition
        and before.collection == now.collection
    )


def _own_length(state: ObsState) -> timedelta | None:
    known = transition_named(state, state.current_transition)
    return None if known is None or known.fixed else state.transition_length


def _frame(video: Mapping[str, Any]) -> timedelta:
    rate, part = video.get("fpsNumerator"), video.get("fpsDenominator")
    return timedelta(seconds=part / rate) if rate and part else timedelta(seconds=1 / 30)


def _already_running(state: ObsState, reply: Reply, at: Instant) -> ObsState:
    if not is_moving(reply):
        return state
    name, length = state.current_transition, state.transition_length
    return replace(state, running=Running(name, at, length + MARGIN, length))


def is_moving(cursor: Reply) -> bool:
    """Whether `GetCurrentSceneTransitionCursor` says that the current transition runs."""
    return cursor.ok and 0.0 <= float(cursor.data.get("transitionCursor", 1.0)) < 1.0


def calls_of(readings: Iterable[Reading]) -> tuple[Call, ...]:
    """The requests that a list of readings is made of."""
    return tuple(
        Call(name, {key: reading.name} if key else {})
        for reading in readings
        for name, key in CALLS[reading.what]
    )


def read_into(
    state: ObsState, readings: Sequence[Reading], replies: Sequence[Reply], at: Instant
) -> ObsState:
    """The state with the answers to `calls_of(readings)`; what they put in doubt is `unread`."""
    state = replace(state, as_of=at, unread=state.unread - set(readings))
    ends = [0]
    for reading in readings:
        ends.append(ends[-1] + len(CALLS[reading.what]))
    for reading, (start, end) in zip(readings, pairwise(ends), strict=True):
        found = replies[start:end]
        if len(found) == end - start:
            state = _READERS[reading.what](state, reading.name, found)
    return state


Reader = Callable[[ObsState, str, Sequence[Reply]], ObsState]


def _scenes(state: ObsState, _name: str, replies: Sequence[Reply]) -> ObsState:
    listed, studio = replies
    if not listed.ok:
        return state
    data = listed.data
    rows = sorted(data.get("scenes") or (), key=lambda row: -int(row.get("sceneIndex", 0)))
    names = tuple(str(row["sceneName"]) for row in rows)
    scenes = tuple(name for name in names if name != STAND_IN)
    kept = {i.source for items in state.items.values() for i in items if i.is_group} | set(scenes)
    state = replace(
        state,
        scenes=scenes,
        stand_in=STAND_IN in names,
        program=str(data.get("currentProgramSceneName") or ""),
        preview=str(data.get("currentPreviewSceneName") or ""),
        studio_mode=bool(studio.data.get("studioModeEnabled")) if studio.ok else state.studio_mode,
        items={name: items for name, items in state.items.items() if name in kept},
        overrides={name: own for name, own in state.overrides.items() if name in kept},
    )
    return _ask(state, (Reading(What.ITEMS, s) for s in scenes if s not in state.items))


def _ask(state: ObsState, readings: Iterable[Reading]) -> ObsState:
    return replace(state, unread=state.unread | frozenset(readings))


def _items(state: ObsState, name: str, replies: Sequence[Reply]) -> ObsState:
    listed, override = replies
    if not listed.ok:
        return _gone(state, name)
    state = _with_items(state, name, listed)
    own = override.data.get("transitionName") if override.ok else None
    overrides = {scene: value for scene, value in state.overrides.items() if scene != name}
    if own:
        length = override.data.get("transitionDuration")
        overrides[name] = (str(own), timedelta(milliseconds=length) if length else None)
    return replace(state, overrides=overrides)


def _group(state: ObsState, name: str, replies: Sequence[Reply]) -> ObsState:
    return _with_items(state, name, replies[0]) if replies[0].ok else _gone(state, name)


def _gone(state: ObsState, name: str) -> ObsState:
    if name not in state.scenes and name not in state.items:
        return state
    state = replace(state, items={n: items for n, items in state.items.items() if n != name})
    scenes = tuple(scene for scene in state.scenes if scene != name)
    return _ask(replace(state, scenes=scenes), [Reading(What.SCENES)])


def _with_items(state: ObsState, name: str, listed: Reply) -> ObsState:
    items = tuple(_item(row) for row in listed.data.get("sceneItems") or ())
    state = replace(state, items={**state.items, name: items})
    known = state.items
    return _ask(
        state,
        (Reading(What.GROUP, i.source) for i in items if i.is_group and i.source not in known),
    )


def _item(row: Mapping[str, Any]) -> SceneItem:
    group = bool(row.get("isGroup"))
    return SceneItem(
        item_id=int(row.get("sceneItemId", 0)),
        source=str(row.get("sourceName", "")),
        enabled=bool(row.get("sceneItemEnabled", True)),
        is_group=group,
        is_scene=row.get("sourceType") == "OBS_SOURCE_TYPE_SCENE" and not group,
        kind=str(row.get("inputKind") or ""),
    )


def _inputs(state: ObsState, _name: str, replies: Sequence[Reply]) -> ObsState:
    if not replies[0].ok:
        return state
    kinds = {
        str(row["inputName"]): str(row.get("inputKind") or "")
        for row in replies[0].data.get("inputs") or ()
    }
    inputs = {name: state.inputs.get(name) or Input(name, kind) for name, kind in kinds.items()}
    new = [name for name in kinds if name not in state.inputs]
    return _ask(replace(state, inputs=inputs), (Reading(What.INPUT, name) for name in new))


def _input(state: ObsState, name: str, replies: Sequence[Reply]) -> ObsState:
    muted, active = replies
    known = state.inputs.get(name)
    if known is None:
        return state
    if not active.ok:
        return _ask(state, [Reading(What.INPUTS)])
    read = replace(
        known,
        muted=bool(muted.data.get("inputMuted")) if muted.ok else None,
        active=bool(active.data.get("videoActive")),
        showing=bool(active.data.get("videoShowing")),
    )
    return replace(state, inputs={**state.inputs, name: read})


def _transitions(state: ObsState, _name: str, replies: Sequence[Reply]) -> ObsState:
    listed, current = replies
    if listed.ok:
        known = tuple(
            KnownTransition(
                name=str(row["transitionName"]),
                kind=str(row.get("transitionKind", "")),
                fixed=bool(row.get("transitionFixed")),
            )
            for row in listed.data.get("transitions") or ()
        )
        state = replace(state, transitions=known)
    if not current.ok:
        return state
    length = current.data.get("transitionDuration")
    state = replace(state, current_transition=str(current.data.get("transitionName") or ""))
    if length is None:
        return state
    span = timedelta(milliseconds=length)
    return replace(state, transition_length=span, own_length=state.own_length or span)


def _outputs(state: ObsState, _name: str, replies: Sequence[Reply]) -> ObsState:
    stream, record = replies
    return replace(
        state,
        stream=_output(state.stream, stream),
        record=_output(state.record, record),
    )


def _output(before: Output, reply: Reply) -> Output:
    if not reply.ok:
        return before
    active = bool(reply.data.get("outputActive"))
    if active == before.active and before.state:
        return before
    lost = bool(reply.data.get("outputReconnecting"))
    word = "RECONNECTING" if lost else "STARTED" if active else "STOPPED"
    return Output(active or lost, f"OBS_WEBSOCKET_OUTPUT_{word}")


CALLS: Final[Mapping[What, tuple[tuple[str, str], ...]]] = {
    What.SCENES: (("GetSceneList", ""), ("GetStudioModeEnabled", "")),
    What.TRANSITIONS: (("GetSceneTransitionList", ""), ("GetCurrentSceneTransition", "")),
    What.INPUTS: (("GetInputList", ""),),
    What.OUTPUTS: (("GetStreamStatus", ""), ("GetRecordStatus", "")),
    What.ITEMS: (
        ("GetSceneItemList", "sceneName"),
        ("GetSceneSceneTransitionOverride", "sceneName"),
    ),
    What.GROUP: (("GetGroupSceneItemList", "sceneName"),),
    What.INPUT: (("GetInputMute", "inputName"), ("GetSourceActive", "sourceName")),
}

_READERS: Final[Mapping[What, Reader]] = {
    What.SCENES: _scenes,
    What.TRANSITIONS: _transitions,
    What.INPUTS: _inputs,
    What.OUTPUTS: _outputs,
    What.ITEMS: _items,
    What.GROUP: _group,
    What.INPUT: _input,
}
