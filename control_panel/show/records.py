"""Where the show is on air: the playhead and what it holds. Its rules live in their own room."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from control_panel.instant import Instant
from control_panel.show.ids import new_id
from control_panel.show.items import ZERO, LowerThird


class Mode(StrEnum):
    """The modes of a show."""

    OFF = "off"
    REHEARSAL = "rehearsal"
    PRE_SHOW = "pre-show"
    LIVE = "live"
    CLOSE_OUT = "close-out"
    ENDED = "ended"


class Seat(StrEnum):
    """Where somebody sits."""

    PRODUCER = "producer"
    TECHNICIAN = "technician"
    MODERATOR = "moderator"
    CREW = "crew"


class Via(StrEnum):
    """By what a command came."""

    KEY = "key"
    CLICK = "click"
    API = "api"
    AUTO = "auto"
    OBS = "obs"
    """A hand in OBS itself."""
    FALLBACK = "fallback"
    PANEL = "panel"
    """The panel by itself, for example on its return after a crash."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who did something: seat, person, and by what."""

    seat: Seat = Seat.PRODUCER
    person: str = ""
    via: Via = Via.KEY


class Proof(StrEnum):
    """How it is known that a picture is on air (decisions 3 to 6)."""

    NONE = ""
    EVENT = "event"
    """OBS's events, and the active inputs agreed."""
    EVENT_ONLY = "confirmed by OBS, not provable by inputs"
    INPUTS = "inputs"
    """No event was seen; the active inputs are those of the scene."""
    RE_READ = "re-read"
    NO_CUT = "no cut"
    """Nothing had to be switched."""
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch of an item on air."""

    item_id: str
    started_at: Instant
    id: str = field(default_factory=new_id)
    planned: timedelta = ZERO
    """The item's planned duration when it was taken."""
    planned_start: datetime | None = None
    confirmed_at: Instant | None = None
    proof: Proof = Proof.NONE
    author: Author = Author()
    added: timedelta = ZERO
    ended_at: Instant | None = None
    in_error: bool = False
    """Taken in error and undone by Back."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What program shows because of us or of a hand: a scene and who is heard."""

    scene: str
    shot_id: str = ""
    item_id: str = ""
    heard: tuple[str, ...] | None = None
    lower_third: LowerThird | None = None


class TakingKind(StrEnum):
    """By which road an item is on its way to program."""

    TAKE = "take"
    UNDO = "undo"
    """Back within ten seconds: the earlier item is on air as if it had never left."""
    RERUN = "rerun"
    """Back later on: a new run of the earlier item with the time it had left."""


@dataclass(frozen=True, slots=True)
class Taking:
    """An item that was sent to program and is not confirmed yet."""

    item_id: str
    requested_at: Instant
    picture: Picture
    id: str = field(default_factory=new_id)
    kind: TakingKind = TakingKind.TAKE
    planned_start: datetime | None = None
    started_at: Instant | None = None
    """When OBS said that the transition started."""
    author: Author = Author()
    added: timedelta = ZERO
    """Given to its run before that is on air; negative: taken from it."""
    was_next: bool = False
    """It was next when it was sent, and is again where it is not taken."""


@dataclass(frozen=True, slots=True)
class Cutting:
    """A picture that was sent to program and is not confirmed yet; the item on air stays."""

    picture: Picture
    requested_at: Instant
    id: str = field(default_factory=new_id)
    reason: str = "shot"
    author: Author = Author()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A press during a transition, sent when the transition ends; Esc forgets it."""

    action: str
    """`take`, `back`, `shot` or `holding-scene`."""
    item_id: str = ""
    picture: Picture | None = None
    author: Author = Author()
    command_id: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A cut by hand showed next's opening scene: for ten seconds it can be on air from then."""

    item_id: str
    from_: Instant
    until: Instant


@dataclass(frozen=True, slots=True)
class Astray:
    """OBS came back showing something else: nothing is sent until somebody chooses."""

    shows: str
    """The scene that OBS shows, or a sentence where it cannot be told."""
    picture: Picture | None
    """What the panel last knew on air."""


@dataclass(frozen=True, slots=True)
class Playhead:
    """Where the show is: what is on air, being taken, waiting to be taken, and next."""

    mode: Mode = Mode.OFF
    mode_since: Instant | None = None
    on_air: Run | None = None
    taking: Taking | None = None
    cutting: Cutting | None = None
    waiting: Waiting | None = None
    next_id: str = ""
    """Item id; empty: nothing is next. While an item is being taken: the one after it."""
    next_by_hand: bool = False
    next_changed_at: Instant | None = None
    held: bool = False
    picture: Picture | None = None
    """What program shows now, as far as it is proved."""
    before: Picture | None = None
    """What program showed before; Back cuts to it."""
    undone: Run | None = None
    """The run that the last TAKE ended, kept so that Back can take the TAKE back."""
    name_up: str = ""
    """The name of the lower third that is on the picture; empty: none."""
    on_air_at: datetime | None = None
    """The planned on-air instant as moved in pre-show; None: as the show says."""
    last_take_at: Instant | None = None
    end_served: str = ""
    """The run whose end action was done, so that it is done once."""
    offer: Offer | None = None
    astray: Astray | None = None
    runs: tuple[Run, ...] = ()
    """Ended runs, oldest first; those of an earlier rehearsal are not among them."""

    @property
    def pending(self) -> str:
        """The item id of a TAKE that waits for a transition to end; empty: none."""
        waits = self.waiting is not None and self.waiting.action == "take"
        return self.waiting.item_id if waits and self.waiting else ""
