"""Pure questions to the state of OBS: what a scene shows, what is on air, which transition runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from control_panel.obs.state import KnownTransition, ObsState
from control_panel.show.items import Transition

CUT = "cut_transition"
MARGIN = timedelta(seconds=1)
"""How much longer than its length a transition is believed to run (decision 1)."""
UNKNOWN_LENGTH = timedelta(seconds=10)
"""Taken for a transition of fixed length, a stinger, whose length OBS does not tell."""
OBS_DEFAULT = timedelta(milliseconds=300)
"""OBS's length where nobody named one."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The transition that a cut to a scene will really run."""

    transition: Transition
    by_override: bool = False
    """The scene's own transition beats what was asked."""
    missing: bool = False
    """OBS has none of the kind that was asked; its own runs instead."""


def inputs_of(state: ObsState, scene: str) -> frozenset[str]:
    """Inputs that the scene shows: visible items, nested scenes and groups resolved."""
    return _resolved(state, scene)[0]


def is_read(state: ObsState, scene: str) -> bool:
    """Whether all items of the scene, through nesting, have been read."""
    return _resolved(state, scene)[1]


def _resolved(state: ObsState, scene: str) -> tuple[frozenset[str], bool]:
    found: set[str] = set()
    whole = True
    seen: set[str] = set()
    open_ = [scene]
    while open_:
        name = open_.pop()
        if name in seen:
            continue
        seen.add(name)
        if name not in state.items:
            whole = False
            continue
        for item in state.items[name]:
            if not item.enabled:
                continue
            if item.is_scene or item.is_group:
                open_.append(item.source)
            else:
                found.add(item.source)
    return frozenset(found), whole


def shown_somewhere(state: ObsState) -> frozenset[str]:
    """Every input that stands in a scene: only those can tell what is on air."""
    return frozenset(
        item.source
        for items in state.items.values()
        for item in items
        if not (item.is_scene or item.is_group)
    )


def tally(state: ObsState) -> frozenset[str]:
    """Inputs that are in program now, as OBS last said."""
    return frozenset(name for name, known in state.inputs.items() if known.active)


def telling(state: ObsState) -> frozenset[str]:
    """The inputs in program that some scene shows (global audio devices are always active)."""
    return tally(state) & shown_somewhere(state)


def tells_apart(state: ObsState, scene_a: str, scene_b: str) -> bool:
    """Whether active inputs can prove one scene against the other (decision 6)."""
    if not (is_read(state, scene_a) and is_read(state, scene_b)):
        return False
    return inputs_of(state, scene_a) != inputs_of(state, scene_b)


def fits(state: ObsState, scene: str) -> bool:
    """Whether the active inputs are exactly those of the scene."""
    return is_read(state, scene) and telling(state) == inputs_of(state, scene)


def scene_by_inputs(state: ObsState) -> tuple[str, ...]:
    """The scenes that the active inputs fit; several where scenes share all inputs."""
    return tuple(scene for scene in state.scenes if fits(state, scene))


def on_air(state: ObsState) -> str:
    """The scene on air: program where it can be believed, else what is known to be seen, or ""."""
    if state.provable:
        return state.program
    if state.shown:
        return state.shown
    fitting = scene_by_inputs(state)
    return fitting[0] if len(fitting) == 1 else ""


def transition_named(state: ObsState, name: str) -> KnownTransition | None:
    """The transition of this (localised) name."""
    return next((t for t in state.transitions if t.name == name), None)


def resolve(state: ObsState, wanted: Transition) -> KnownTransition | None:
    """OBS's transition for a kind and name: both, else the first of the kind (decision 7)."""
    of_kind = [t for t in state.transitions if t.kind == wanted.kind]
    return next((t for t in of_kind if t.name == wanted.name), of_kind[0] if of_kind else None)


def planned(state: ObsState, scene: str, wanted: Transition | None) -> Planned:
    """The transition that a cut to `scene` will run: its override, what is wanted, or OBS's own."""
    override = state.overrides.get(scene)
    if override is not None and override[0]:
        name, length = override
        return Planned(_concrete(state, name, length), by_override=True)
    if wanted is None:
        return Planned(_concrete(state, state.own_transition, state.own_length))
    known = resolve(state, wanted)
    if known is None:
        return Planned(_concrete(state, state.own_transition, state.own_length), missing=True)
    return Planned(_concrete(state, known.name, wanted.length))


def _concrete(state: ObsState, name: str, asked: timedelta | None) -> Transition:
    known = transition_named(state, name)
    length = OBS_DEFAULT if asked is None else asked
    if known is None:
        return Transition("", name, length)
    return Transition(known.kind, known.name, _length(known, length))


def _length(known: KnownTransition, asked: timedelta) -> timedelta:
    if known.kind == CUT:
        return timedelta(0)
    if known.fixed:
        return known.length or UNKNOWN_LENGTH
    return asked


def length_of(state: ObsState, name: str) -> timedelta:
    """How long a transition of this name runs at most, as far as is known."""
    known = transition_named(state, name)
    lengths = [length or OBS_DEFAULT for other, length in state.overrides.values() if other == name]
    if name == state.current_transition or not lengths:
        lengths.append(state.transition_length)
    longest = max(lengths)
    return longest if known is None else _length(known, longest)


def as_run(state: ObsState, name: str) -> Transition:
    """The transition of this name as the as-run keeps it."""
    return _concrete(state, name, length_of(state, name))


def judged(state: ObsState) -> ObsState:
    """The state with its word on program held against the active inputs.

    Only meaningful outside a transition, with inputs freshly read or settled.
    """
    if state.running is not None or not state.connected or not is_read(state, state.program):
        return state
    active, wanted = telling(state), inputs_of(state, state.program)
    if active == wanted:
        return replace(state, provable=True, doubt="", shown="")
    if not (state.shown in state.scenes and inputs_of(state, state.shown) <= active):
        state = replace(state, shown="")
    return replace(state, provable=False, doubt=_doubt(state, active, wanted))


def _doubt(state: ObsState, active: frozenset[str], wanted: frozenset[str]) -> str:
    if state.shown and state.shown != state.program:
        return (
            f"OBS names “{state.program}” as program, but viewers see “{state.shown}”: "
            "a transition was broken off. The next TAKE sets it right."
        )
    others = " or ".join(f"“{scene}”" for scene in scene_by_inputs(state))
    if others:
        return (
            f"OBS names “{state.program}” as program, but by its inputs {others} is on air. "
            "The next TAKE sets it right."
        )
    extra, lacking = sorted(active - wanted), sorted(wanted - active)
    said = [f"also on air: {', '.join(extra)}"] if extra else []
    said += [f"not on air: {', '.join(lacking)}"] if lacking else []
    return (
        f"OBS names “{state.program}” as program, but its inputs do not fit ({'; '.join(said)}). "
        "The next TAKE sets it right."
    )
