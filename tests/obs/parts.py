"""An OBS as a value, for the tests of the pure part."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from control_panel.instant import Instant
from control_panel.obs.state import Input, KnownTransition, ObsState, SceneItem

MS = timedelta(milliseconds=1)
NOW = Instant(datetime(2026, 11, 22, 18, 45, tzinfo=UTC), timedelta(hours=1), "boot")


def at(ms: float) -> Instant:
    return NOW.shifted(ms * MS)


@dataclass(frozen=True)
class Answer:
    """What OBS answers, without a link."""

    data: dict[str, Any] = field(default_factory=dict)
    ok: bool = True
    code: int = 100
    comment: str = ""


def item(number: int, source: str, **more: bool) -> SceneItem:
    return SceneItem(number, source, more.pop("enabled", True), **more)


def an_obs(program: str = "A") -> ObsState:
    """A to D with an input each, E and F that share one, G with A in it, H with a group."""
    items = {s: (item(1, f"colour {s}"), item(2, "Name")) for s in "ABCD"}
    items |= {s: (item(1, "colour shared"), item(2, "Name")) for s in "EF"}
    items["G"] = (item(1, "A", is_scene=True), item(2, "colour B", enabled=False))
    items["H"] = (item(1, "Pair", is_group=True),)
    items["Pair"] = (item(1, "colour C"), item(2, "colour D"))
    names = [f"colour {c}" for c in "ABCD"] + ["colour shared", "Name", "Mic"]
    state = ObsState(
        connected=True,
        generation=1,
        collection="Show",
        program=program,
        scenes=tuple("ABCDEFGH"),
        items=items,
        inputs={n: Input(n, "color_source_v3", active=False, showing=False) for n in names},
        transitions=(
            KnownTransition("Schnitt", "cut_transition", fixed=True),
            KnownTransition("Überblenden", "fade_transition"),
            KnownTransition("Zweite Blende", "fade_transition"),
            KnownTransition("Stinger", "obs_stinger_transition", fixed=True),
        ),
        current_transition="Überblenden",
        transition_length=300 * MS,
        own_transition="Überblenden",
        own_length=300 * MS,
    )
    return active(state, f"colour {program}", "Name", "Mic")


def active(state: ObsState, *names: str) -> ObsState:
    """The state with exactly these inputs in program."""
    inputs = {n: replace(known, active=n in names) for n, known in state.inputs.items()}
    return replace(state, inputs=inputs)
