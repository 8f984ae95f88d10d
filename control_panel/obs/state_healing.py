"""Pure: how missed events are found: what is read again, what a newer event has overtaken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, Final

from control_panel.instant import Instant
from control_panel.obs.state import ObsState, Reading, What
from control_panel.obs.state_events import items_reading
from control_panel.obs.state_reading import CALLS, GLOBAL, Reply, read_into
from control_panel.obs.state_scenes import shown_somewhere, transition_named


def reconcile_readings(state: ObsState) -> tuple[Reading, ...]:
    """What is read every few seconds to find events that were missed."""
    shown = sorted(shown_somewhere(state) & set(state.inputs))
    groups = sorted({i.source for items in state.items.values() for i in items if i.is_group})
    return (
        *GLOBAL,
        # All scenes: no event tells that a scene's own transition was changed.
        *(Reading(What.ITEMS, scene) for scene in state.scenes),
        *(Reading(What.GROUP, group) for group in groups),
        *(Reading(What.INPUT, name) for name in shown),
    )


def input_readings(names: Iterable[str]) -> tuple[Reading, ...]:
    """Readings of single inputs, in a fixed order."""
    return tuple(Reading(What.INPUT, name) for name in sorted(names))


def proof_readings(state: ObsState, *scenes: str) -> tuple[Reading, ...]:
    """What must be read to prove one of these scenes: their items, nested too, and all inputs."""
    open_ = [scene for scene in scenes if scene]
    trees: dict[Reading, None] = {}
    while open_:
        reading = items_reading(state, open_.pop())
        if reading in trees:
            continue
        trees[reading] = None
        standing = state.items.get(reading.name, ())
        open_ += [item.source for item in standing if item.is_scene or item.is_group]
    inputs = shown_somewhere(state) & set(state.inputs)
    return (Reading(What.SCENES), *trees, *input_readings(inputs))


def not_touched(
    readings: Sequence[Reading], replies: Sequence[Reply], fresh: frozenset[Reading]
) -> tuple[tuple[Reading, ...], tuple[Reply, ...]]:
    """The readings that are still fresh, with their answers."""
    kept: list[Reading] = []
    answers: list[Reply] = []
    start = 0
    for reading in readings:
        end = start + len(CALLS[reading.what])
        if reading in fresh and end <= len(replies):
            kept.append(reading)
            answers += replies[start:end]
        start = end
    return tuple(kept), tuple(answers)


def read_over(
    state: ObsState,
    asked: Sequence[Reading],
    replies: Sequence[Reply],
    touched: Set[Reading],
    at: Instant,
) -> ObsState:
    """The state with what was read, but for what events have told anew meanwhile: it is unread."""
    readings, answers = not_touched(asked, replies, frozenset(asked) - touched)
    state = read_into(state, readings, answers, at)
    return replace(state, unread=state.unread | (touched & frozenset(asked)))


def own_is_current(state: ObsState) -> ObsState:
    """With nothing of ours under way, the transition that OBS has is its own."""
    own = transition_named(state, state.current_transition)
    length = state.own_length if own is None or own.fixed else state.transition_length
    return replace(state, own_transition=state.current_transition, own_length=length)


def subjects(name: str, data: Mapping[str, Any]) -> frozenset[Reading]:
    """The readings that an event makes old: what it tells is newer."""
    known = _SUBJECTS.get(name)
    if known is None:
        return frozenset()
    what, key = known
    named = str(data.get(key, "")) if key else ""
    both = {Reading(what, named)}
    if what is What.ITEMS:
        both.add(Reading(What.GROUP, named))
    return frozenset(both)


_SUBJECTS: Final[Mapping[str, tuple[What, str]]] = {
    "CurrentProgramSceneChanged": (What.SCENES, ""),
    "CurrentPreviewSceneChanged": (What.SCENES, ""),
    "StudioModeStateChanged": (What.SCENES, ""),
    "SceneCreated": (What.SCENES, ""),
    "SceneRemoved": (What.SCENES, ""),
    "SceneNameChanged": (What.SCENES, ""),
    "CurrentSceneTransitionChanged": (What.TRANSITIONS, ""),
    "CurrentSceneTransitionDurationChanged": (What.TRANSITIONS, ""),
    "InputCreated": (What.INPUTS, ""),
    "InputRemoved": (What.INPUTS, ""),
    "InputNameChanged": (What.INPUTS, ""),
    "InputActiveStateChanged": (What.INPUT, "inputName"),
    "InputShowStateChanged": (What.INPUT, "inputName"),
    "InputMuteStateChanged": (What.INPUT, "inputName"),
    "SceneItemCreated": (What.ITEMS, "sceneName"),
    "SceneItemRemoved": (What.ITEMS, "sceneName"),
    "SceneItemEnableStateChanged": (What.ITEMS, "sceneName"),
    "StreamStateChanged": (What.OUTPUTS, ""),
    "RecordStateChanged": (What.OUTPUTS, ""),
}


def differences(before: ObsState, after: ObsState) -> tuple[str, ...]:
    """What a reading found otherwise than it was known: each a missed event."""
    found = [
        f"{field}: {getattr(before, field)!r} is {getattr(after, field)!r}"
        for field in ("scenes", "program", "preview", "studio_mode", "current_transition")
        if getattr(before, field) != getattr(after, field)
    ]
    found += [
        f"{field}: {getattr(before, field).active} is {getattr(after, field).active}"
        for field in ("stream", "record")
        if getattr(before, field).active != getattr(after, field).active
    ]
    found += [f"own transition of {n}" for n in _unlike(before.overrides, after.overrides)]
    found += [f"items of {n}" for n in _unlike(before.items, after.items)]
    found += [f"input {n}" for n in _unlike(before.inputs, after.inputs)]
    return tuple(found)


def _unlike(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    return [n for n in sorted({*before, *after}) if before.get(n) != after.get(n)]
