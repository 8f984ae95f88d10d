"""What an OBS in memory is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

FRAME = 1 / 30
"""Seconds of one picture."""
PREVIEW_LAG = 0.005
"""Seconds until OBS's window has done what SetCurrentPreviewScene asked."""

# Event bits (obs.md 2.2)
GENERAL, CONFIG, SCENES, INPUTS, TRANSITIONS = 1, 2, 4, 8, 16
OUTPUTS, SCENE_ITEMS, MEDIA, UI = 64, 128, 256, 1024
ACTIVE, SHOWING = 1 << 17, 1 << 18


class Timer(Protocol):
    """Something that can be called off."""

    def cancel(self) -> None: ...


class Failed(Exception):
    """A request that OBS refuses."""

    def __init__(self, code: int, comment: str = "") -> None:
        super().__init__(comment)
        self.code = code
        self.comment = comment


@dataclass
class Item:
    id: int
    source: str
    enabled: bool = True


@dataclass
class Scene:
    name: str
    items: list[Item] = field(default_factory=list)
    is_group: bool = False
    override: tuple[str | None, int | None] = (None, None)


@dataclass
class Source:
    name: str
    kind: str
    settings: dict[str, Any] = field(default_factory=dict)
    muted: bool | None = None
    """None: not an audio input."""


@dataclass
class Transition:
    name: str
    kind: str
    fixed: bool = False


@dataclass
class Running:
    transition: str
    source: str
    target: str
    timer: Timer | None = None
    over: bool = False
    """Its length has passed."""
    moving: bool = False
    """Its first picture was drawn: only from then on does OBS drop a take, and never in a cut."""
    cut: bool = False


@dataclass
class Output:
    active: bool = False
    state: str = "OBS_WEBSOCKET_OUTPUT_STOPPED"
