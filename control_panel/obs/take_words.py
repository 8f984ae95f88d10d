"""Pure: the words in which a switch under way is spoken of: phases, what happens, what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from control_panel.instant import Instant
from control_panel.obs.proof import Evidence
from control_panel.obs.state_scenes import Planned
from control_panel.obs.switch import Switch, SwitchOutcome

RE_READ: Final = timedelta(milliseconds=100)
"""Between two readings of inputs that do not fit yet."""
LONGEST: Final = timedelta(seconds=30)
"""No transition is waited for longer than this, whatever OBS says."""


class Phase(StrEnum):
    """Where a switch is."""

    SENT = "sent"
    RUNNING = "running"
    CHECKING = "checking"
    READING = "reading"
    DONE = "done"


class Kind(StrEnum):
    """What can happen to a switch on its way."""

    ANSWERED = "answered"
    """OBS answered the batch; not ok: the scene was not set."""
    UNANSWERED = "unanswered"
    """No answer in time, or the link was lost."""
    STARTED = "started"
    ENDED = "ended"
    PROGRAM = "program"
    INPUTS = "inputs"
    """An input became active or inactive."""
    CHANGED = "changed"
    """A hand chose another transition."""
    DUE = "due"
    """What was waited for did not come."""
    READ = "read"
    """The inputs were read; ok False: that failed. `moving`: OBS says a transition runs."""
    STOPPED = "stopped"
    """It cannot come to an end: the collection changes, or OBS is gone."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened."""

    kind: Kind
    at: Instant
    name: str = ""
    ok: bool = True
    sentence: str = ""
    moving: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """Ask: say DUE after this long (an earlier wait is forgotten)."""

    span: timedelta


@dataclass(frozen=True, slots=True)
class Read:
    """Ask: read the inputs of the scene from OBS."""


@dataclass(frozen=True, slots=True)
class SayStarted:
    """Ask: tell that the transition started."""

    at: Instant


@dataclass(frozen=True, slots=True)
class ShowName:
    """Ask: show the name that waited for the end of the mix."""


@dataclass(frozen=True, slots=True)
class Finish:
    """Ask: tell the outcome."""

    outcome: SwitchOutcome


Ask = Wait | Read | SayStarted | ShowName | Finish
Step = tuple["Take", tuple[Ask, ...]]


@dataclass(frozen=True, slots=True)
class Take:
    """A switch on its way."""

    switch: Switch
    plan: Planned
    sent_at: Instant
    before: str = ""
    """The scene in program when it was sent."""
    cuts: bool = True
    """False: text and sound only."""
    phase: Phase = Phase.SENT
    answered: bool = False
    started_at: Instant | None = None
    started_as: str = ""
    """The name of the transition that started."""
    ended_at: Instant | None = None
    program: str = ""
    """The scene that OBS named as program since."""
    by_way: bool = False
    """The first start, and every end before our own start, belong to the way there (`byway`)."""
    way_started: bool = False
    changed: Moment | None = None
    """A hand chose another transition while it ran."""
    contested: Moment | None = None
    """A hand started a transition while it ran."""
    broken_at: Instant | None = None
    """It did not come to its end: viewers saw `before` again from here on."""
    reads: int = 0
    was_read: bool = False
    """One of the readings was answered."""
    late_name: bool = False
    """The name is shown when the mix has ended."""
    remarks: tuple[str, ...] = ()

    @property
    def on_the_way(self) -> bool:
        """Whether what starts and ends is not this switch yet."""
        return self.by_way and self.started_at is None

    @property
    def evidence(self) -> Evidence:
        """What events have said so far."""
        return Evidence(
            scene=self.switch.scene,
            before=self.before,
            started=self.started_at is not None,
            ended=self.ended_at is not None,
            # Named, and changed before the end: not on air any more, if it was at all.
            program="" if self.changed and not self.ended_at else self.program,
            read=self.was_read,
        )


_KINDS: Final = {
    "SceneTransitionStarted": (Kind.STARTED, "transitionName"),
    "SceneTransitionEnded": (Kind.ENDED, "transitionName"),
    "CurrentProgramSceneChanged": (Kind.PROGRAM, "sceneName"),
    "InputActiveStateChanged": (Kind.INPUTS, "inputName"),
    "CurrentSceneTransitionChanged": (Kind.CHANGED, "transitionName"),
}
_COLLECTION: Final = "The scene collection was changed in OBS during the switch."


def moment_of(name: str, data: Mapping[str, Any], at: Instant) -> Moment | None:
    """What an event of OBS means to whoever is under way; None: nothing."""
    if name == "CurrentSceneCollectionChanging":
        return Moment(Kind.STOPPED, at, sentence=_COLLECTION)
    known = _KINDS.get(name)
    return known and Moment(known[0], at, str(data.get(known[1], "")))
