"""What is written down and never changed: as-run, shots, incidents, checks, edits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from control_panel.instant import Instant
from control_panel.show.ids import new_id
from control_panel.show.items import ZERO, Transition
from control_panel.show.records import Author, Mode, Proof


class AsRunEvent(StrEnum):
    """What an as-run entry says of a run."""

    TAKING = "taking"
    ON_AIR = "on air"
    ENDED = "ended"
    FAILED = "failed"
    IN_ERROR = "taken in error"
    RESUMED = "resumed"
    MODE = "mode"
    ADDED_TIME = "added time"


@dataclass(frozen=True, slots=True)
class AsRunEntry:
    """One line of the as-run, never changed once written; `as_run` folds them into item rows."""

    event: AsRunEvent
    at: Instant
    run_id: str
    id: str = field(default_factory=new_id)
    item_id: str = ""
    number: str = ""
    title: str = ""
    scene: str = ""
    planned_start: datetime | None = None
    planned: timedelta | None = None
    added: timedelta = ZERO
    proof: Proof = Proof.NONE
    author: Author = Author()
    mode: Mode = Mode.LIVE
    sentence: str = ""
    """What a person should know: a reason, "taken in error, 3.2 s", the new mode."""


@dataclass(frozen=True, slots=True)
class ShotEntry:
    """One change of the program picture, by whomever: the list of them is what viewers saw."""

    at: Instant
    """When the change started (SceneTransitionStarted, where it was seen)."""
    scene: str
    id: str = field(default_factory=new_id)
    run_id: str = ""
    item_id: str = ""
    shot_id: str = ""
    ended_at: Instant | None = None
    """When the transition had ended; equal to `at` for a cut."""
    transition: Transition | None = None
    proof: Proof = Proof.NONE
    author: Author = Author()
    mode: Mode = Mode.LIVE
    reason: str = ""
    """`found`, `take`, `shot`, `back`, `by hand`, `holding-scene`, `fallback` or `return`."""


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that went wrong or was acknowledged, with its time."""

    at: Instant
    key: str
    sentence: str
    id: str = field(default_factory=new_id)
    event: str = "raised"
    """`raised`, `acknowledged` or `cleared`."""
    severity: str = "alarm"
    author: Author = Author()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One line-up check of one feed (its rules come with the Line-up place)."""

    at: Instant
    feed_id: str
    check: str
    verdict: str
    """`pass`, `warn`, `fail` or `not tried`."""
    id: str = field(default_factory=new_id)
    value: str = ""
    threshold: str = ""
    author: Author = Author()


@dataclass(frozen=True, slots=True)
class EditEntry:
    """One edit of the show: what was done, by whom, when."""

    at: Instant
    name: str
    id: str = field(default_factory=new_id)
    kind: str = "edit"
    """`edit`, `undo`, `redo` or `system`."""
    author: Author = Author()
