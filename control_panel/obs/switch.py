"""What is asked of the switcher, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from control_panel.instant import Instant
from control_panel.show.items import Transition
from control_panel.show.records import Proof


@dataclass(frozen=True, slots=True)
class Switch:
    """One change of picture, name and sound, sent to OBS as one batch."""

    id: str
    scene: str = ""
    """Empty: no cut, text and sound only."""
    transition: Transition | None = None
    """None: OBS's own."""
    name_input: str = ""
    """The text input that shows the lower third; empty: there is none."""
    name_text: str | None = None
    """None leaves the text as it is, "" clears it."""
    heard: tuple[str, ...] | None = None
    """Inputs that are heard; None leaves the sound as it is."""
    managed: frozenset[str] = frozenset()
    """Inputs whose mute is ours to set: those not heard are muted."""


@dataclass(frozen=True, slots=True)
class SwitchOutcome:
    """What became of a switch."""

    id: str
    scene: str
    ok: bool
    proof: Proof
    started_at: Instant | None = None
    """When `SceneTransitionStarted` was received; where it was not, when the switch was sent."""
    ended_at: Instant | None = None
    transition: Transition | None = None
    """What really ran, which may be the scene's own override."""
    sentence: str = ""
    """Why it failed, or what a person should know although it did not."""
    confirmed_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class HandCut:
    """A change of picture that was not ours: somebody switched in OBS itself."""

    scene: str
    started_at: Instant
    ended_at: Instant
    transition: Transition | None
    proof: Proof
    broken: str = ""
    """The scene whose transition a hand broke off, so that `scene` is seen again; empty: none."""
    found: bool = False
    """By its inputs alone, after a switch of ours that was not proved: it may be that one."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A scene or an input has another name now."""

    what: str
    """`scene` or `input`."""
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a hand did in OBS, or what the switcher did about it, as one sentence."""

    sentence: str
    at: Instant


class OutputName(StrEnum):
    """An output of OBS that the panel starts and stops."""

    STREAM = "stream"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class OutputOutcome:
    """What became of a request to start or stop the stream or the recording."""

    output: OutputName
    wanted: bool
    """True: it was to run."""
    ok: bool
    at: Instant
    sentence: str = ""
