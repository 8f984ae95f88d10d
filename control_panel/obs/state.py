"""OBS as we know it: a snapshot, kept true by events and a reconciliation every five seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Final

from control_panel.instant import Instant

STAND_IN: Final = "Control panel: on the way"
"""A scene of the panel's own that a switch may go by (`byway`); it is never among `scenes`."""


@dataclass(frozen=True, slots=True)
class SceneItem:
    """A source's place in a scene or group."""

    item_id: int
    source: str
    enabled: bool
    is_group: bool = False
    is_scene: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """An OBS input; `active`: its picture or sound is in program now."""

    name: str
    kind: str
    active: bool | None = None
    showing: bool | None = None
    muted: bool | None = None
    """None: not an audio input."""


@dataclass(frozen=True, slots=True)
class KnownTransition:
    """A transition in OBS's list; `length` None: it has a fixed length."""

    name: str
    kind: str
    fixed: bool = False
    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A transition that runs now, ours or a hand's."""

    name: str
    started_at: Instant
    deadline: timedelta
    """After so long without an end it is no longer believed (its length + 1 s)."""
    length: timedelta = timedelta(0)
    interrupts: bool = False
    """It began while another one ran, whose end may still arrive."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The last transition that ended."""

    name: str
    at: Instant
    orphan: bool = False
    """No start of it had been seen: a start that arrives now is older than its end."""


class What(StrEnum):
    """A part of OBS that can be read again by itself."""

    SCENES = "scenes"
    INPUTS = "inputs"
    ITEMS = "items"
    """Of one scene."""
    GROUP = "group"
    """The items of one group."""
    INPUT = "input"
    """One input: muted, active."""
    TRANSITIONS = "transitions"
    OUTPUTS = "outputs"


@dataclass(frozen=True, slots=True)
class Reading:
    """Something that is not known for certain and has to be read from OBS."""

    what: What
    name: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """The stream or the recording."""

    active: bool = False
    state: str = ""
    """OBS_WEBSOCKET_OUTPUT_…, the truth where `active` is not (research/obs.md 2.6)."""
    since: Instant | None = None
    """When it began to run or stopped, where that was seen (pauses do not move it)."""


@dataclass(frozen=True, slots=True)
class ObsState:
    """OBS as we know it. Names are OBS's only keys before 5.4; renames are followed by events."""

    connected: bool = False
    generation: int = 0
    as_of: Instant | None = None
    """When anything was last heard from OBS."""
    version: str = ""
    frozen: bool = False
    """The scene collection is changing: ask nothing."""
    collection: str = ""
    studio_mode: bool = False
    program: str = ""
    """The scene that OBS names; `provable` says whether it can be believed."""
    preview: str = ""
    provable: bool = True
    doubt: str = ""
    """Why program is not provable, as a sentence."""
    shown: str = ""
    """The scene that viewers see where a transition was broken off; empty: not known to differ."""
    running: Running | None = None
    current_transition: str = ""
    transition_length: timedelta = timedelta(0)
    own_transition: str = ""
    """OBS's own: the transition current at connect or last chosen by hand."""
    own_length: timedelta | None = None
    """None: not known (OBS tells no length while one of fixed length is current)."""
    ended: Ended | None = None
    """The last transition that ended."""
    scenes: tuple[str, ...] = ()
    """In OBS's own order, top first."""
    stand_in: bool = False
    """OBS has `STAND_IN`, which is to be removed."""
    items: Mapping[str, tuple[SceneItem, ...]] = field(default_factory=dict)
    """By scene or group name."""
    inputs: Mapping[str, Input] = field(default_factory=dict)
    transitions: tuple[KnownTransition, ...] = ()
    overrides: Mapping[str, tuple[str, timedelta | None]] = field(default_factory=dict)
    """A scene's own transition and length, which beat ours."""
    stream: Output = Output()
    record: Output = Output()
    frame: timedelta = timedelta(seconds=1 / 30)
    """The length of one video frame."""
    unread: frozenset[Reading] = frozenset()
    """What events have named and a reading must settle."""
    healed: int = 0
    """Differences that the reconciliation has found and mended: events that were missed."""

    def is_active(self, name: str) -> bool:
        """Whether an input is in program (False where it is not known)."""
        known = self.inputs.get(name)
        return bool(known and known.active)
