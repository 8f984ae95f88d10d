"""Pure: how a scene is taken that OBS would not switch to, for a broken transition hangs on it.

Measured (OBS 29.0.2): a transition that was broken off leaves OBS with two scenes, the one that
viewers see and the one that it names. A switch to either does nothing. With studio mode off no
event comes for the seen one, and for the named one a start and no picture, with any transition;
with studio mode on and its "Duplicate Scene" off no event comes at all. A switch to a third scene
frees it, and the switch that is wanted may follow in the same breath.

The third is one of the panel's own, made for this and removed when the transition is over: what
viewers see already stands in it, so that a cut to it changes no picture and starts no input. It
held in 107 of 107 tries, with studio mode on and off, with "Duplicate Scene" on and off, and
where OBS has two scenes only; a scene that happens to be there showed one frame of itself in 8 of
23 cuts, and in studio mode OBS drops what follows a fade.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from control_panel.obs.state import STAND_IN, KnownTransition, ObsState
from control_panel.obs.state_scenes import (
    CUT,
    Planned,
    inputs_of,
    is_read,
    resolve,
    scene_by_inputs,
    telling,
)
from control_panel.show.items import Transition

_CUT: Final = Transition(CUT)


@dataclass(frozen=True, slots=True)
class ByWay:
    """A scene of the panel's own that is cut to first."""

    shows: str
    """The scene in it: what viewers see."""
    cut: KnownTransition | None
    """None: OBS has none, and its current transition runs."""
    seen: bool = False
    """The scene that is wanted is what viewers see: it is cut to, whatever was asked for."""
    scene: str = STAND_IN

    @property
    def plan(self) -> Planned | None:
        """The transition that runs where it is not the one that was asked for."""
        if not self.seen or self.cut is None:
            return None
        return Planned(Transition(self.cut.kind, self.cut.name))


def by_way(state: ObsState, scene: str) -> ByWay | None:
    """The way to a scene; None: it can be switched to."""
    if state.provable:
        return None
    seen = _seen(state)
    if scene not in {state.program, *seen}:
        return None
    shows = scene if scene in seen else next(iter(seen), state.program)
    return ByWay(shows, resolve(state, _CUT), seen=scene in seen)


def _seen(state: ObsState) -> tuple[str, ...]:
    """The scenes that viewers may see: one, but for scenes whose inputs are the same."""
    if state.shown:
        return (state.shown,)
    active, named = telling(state), inputs_of(state, state.program)
    others = (s for s in state.scenes if s != state.program and is_read(state, s))
    return scene_by_inputs(state) or tuple(
        s for s in others if inputs_of(state, s) | named == active
    )
