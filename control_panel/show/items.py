"""Items, shots, groups and running orders.

Durations are `timedelta` (stored as whole milliseconds). An empty string or tuple means "none";
`None` means "not known" or "leave as it is".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from control_panel.show.ids import new_id
from control_panel.show.local_time import LocalTime

ZERO = timedelta(0)


class ItemKind(StrEnum):
    """What an item is."""

    LIVE = "live"
    VIDEO = "video"
    STUDIO = "studio"
    QUESTIONS = "questions"
    BREAK = "break"
    NOTE = "note"


class Lock(StrEnum):
    """What stays when an item's start moves."""

    DURATION = "duration"
    END = "end"


class EndAction(StrEnum):
    """What happens when an item's time is up."""

    WAIT = "wait"
    TAKE_NEXT = "take-next"
    CUT_TO_SHOT = "cut-to-shot"
    HOLD_LAST_FRAME = "hold-last-frame"


class Rung(StrEnum):
    """A fallback on an item's ladder, for the day its feed fails."""

    BACKUP = "backup"
    SOUND_OVER_STILL = "sound-over-still"
    PHONE_OVER_STILL = "phone-over-still"
    RECORDED_ANSWER = "recorded-answer"
    STUDIO_SHOT = "studio-shot"
    SWAP = "swap"
    FLOAT = "float"


@dataclass(frozen=True, slots=True)
class Transition:
    """A transition as OBS knows it: kind (`cut_transition` …), localised name, length.

    The kind decides; the name tells two of one kind apart (decision 7).
    """

    kind: str
    name: str = ""
    length: timedelta = ZERO


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture used while an item is on air."""

    scene: str
    id: str = field(default_factory=new_id)
    key: int | None = None
    """1 to 9, or none."""
    name: str = ""
    heard: tuple[str, ...] | None = None
    """OBS inputs heard with this shot; None leaves the sound as it is."""


@dataclass(frozen=True, slots=True)
class LowerThird:
    """The name that goes with an item."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One fallback, with what it needs: a scene, a feed or an item id."""

    rung: Rung
    target: str = ""


@dataclass(frozen=True, slots=True)
class Clip:
    """A file to play; its real length is measured, the editorial duration is the item's own."""

    file: str
    length: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the running order."""

    title: str
    id: str = field(default_factory=new_id)
    number: str = ""
    kind: ItemKind = ItemKind.LIVE
    group_id: str = ""
    planned: timedelta = ZERO
    minimum: timedelta | None = None
    may_be_dropped: bool = False
    hard_start: LocalTime | None = None
    """A wall time this item must start at; without one it follows its predecessor (soft)."""
    lock: Lock = Lock.DURATION
    delay_before: timedelta = ZERO
    flag: bool = False
    count_to_end: bool = False
    at_end: EndAction = EndAction.WAIT
    end_shot_id: str = ""
    """The shot that CUT_TO_SHOT names."""
    scene: str = ""
    """The opening scene; empty: the item has no picture of its own."""
    heard: tuple[str, ...] | None = None
    """OBS inputs heard when the item opens; None leaves the sound as it is."""
    shots: tuple[Shot, ...] = ()
    transition: Transition | None = None
    """None: OBS's own."""
    feed_ids: tuple[str, ...] = ()
    lower_third: LowerThird | None = None
    studio_shot: str = ""
    """The scene to fall back to while this item's feed is lost."""
    ladder: tuple[LadderStep, ...] = ()
    fallback_armed: bool = False
    clip: Clip | None = None
    first_words: str = ""
    last_words: str = ""
    language: str = ""
    interpretation: str = ""
    notes: str = ""
    colour: str = ""
    floated: bool = False
    warning: timedelta = timedelta(minutes=2)
    danger: timedelta = timedelta(minutes=1)
    custom: tuple[tuple[str, str], ...] = ()
    """(custom column id, text) pairs."""


@dataclass(frozen=True, slots=True)
class Group:
    """A named stretch of the running order."""

    title: str
    id: str = field(default_factory=new_id)
    notes: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """Items in order, each perhaps in a group, and a shelf of items outside the order.

    A group's items stand together; the order of groups is that of their first items, and groups
    without items come last.
    """

    title: str = "Running order"
    id: str = field(default_factory=new_id)
    groups: tuple[Group, ...] = ()
    items: tuple[Item, ...] = ()
    shelf: tuple[Item, ...] = ()
    version: str = "A"
    """The order version that people name when they talk about a change: A, B … Z, AA …"""


@dataclass(frozen=True, slots=True)
class CustomColumn:
    """A column that this show adds to its items."""

    title: str
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class MessagePreset:
    """A message to the floor that is sent with one press."""

    text: str
    id: str = field(default_factory=new_id)
