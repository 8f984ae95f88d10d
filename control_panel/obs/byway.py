"""Pure: how a scene is taken that OBS would not switch to, for a broken transition hangs on it.

Measured (OBS 29.0.2): a transition that was broken off leaves OBS with two scenes, the one that
viewers see and the one that it names. With studio mode off a switch to either does nothing: to
the seen one no event comes, to the named one a start and no picture, with any transition. A
switch to a third scene frees it, and the switch that is wanted may follow in the same breath.
A cut to the third showed one frame of it in 8 of 23 tries; a fade of half a second, let go of
in its first milliseconds, in none of 52.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from control_panel.obs.state import KnownTransition, ObsState
from control_panel.obs.state_scenes import (
    Planned,
    inputs_of,
    is_read,
    resolve,
    telling,
)
from control_panel.show.items import Transition

FADE: Final = Transition("fade_transition")
LENGTH: Final = timedelta(milliseconds=500)
"""Long enough that the third scene is not seen in its first milliseconds."""


@dataclass(frozen=True, slots=True)
class ByWay:
    """A third scene that is switched to first."""

    scene: str
    fade: KnownTransition | None
    """None: OBS has none, and one frame of the third scene may be seen."""
    seen: bool = False
    """The scene that is wanted is what viewers see: the fade itself leads back to it."""

    @property
    def plan(self) -> Planned | None:
        """The transition that runs where it is not the one that was asked for."""
        if not self.seen or self.fade is None:
            return None
        return Planned(Transition(self.fade.kind, self.fade.name, LENGTH))


def by_way(state: ObsState, scene: str) -> ByWay | None:
    """The way to a scene; None: it can be switched to."""
    if state.provable or state.studio_mode:
        return None
    seen = _seen(state)
    if scene not in {state.program, seen}:
        return None
    third = _third(state)
    return ByWay(third, resolve(state, FADE), seen=scene == seen) if third else None


def _seen(state: ObsState) -> str:
    if state.shown:
        return state.shown
    active, named = telling(state), inputs_of(state, state.program)
    others = (s for s in state.scenes if s != state.program and is_read(state, s))
    fitting = [s for s in others if inputs_of(state, s) | named == active]
    return fitting[0] if len(fitting) == 1 else ""


def _third(state: ObsState) -> str:
    """A scene that is certainly neither of the two, and starts as few inputs as can be."""
    active = telling(state)
    new = {
        scene: inputs_of(state, scene) - active
        for scene in state.scenes
        if is_read(state, scene) and not state.overrides.get(scene, ("", None))[0]
    }
    return min((scene for scene in new if new[scene]), key=lambda s: len(new[s]), default="")
