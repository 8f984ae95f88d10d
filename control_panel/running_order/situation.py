"""What the playhead's rules look at, and what they answer with."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import NoReturn

from control_panel.errors import Refused
from control_panel.instant import Instant
from control_panel.running_order.commands import Command, Question, Result
from control_panel.show.model import (
    AsRunEntry,
    Item,
    LowerThird,
    Picture,
    Playhead,
    Proof,
    ShotEntry,
    Show,
    Transition,
)

OFFER_LASTS = timedelta(seconds=10)
DOUBLE_PRESS = timedelta(milliseconds=300)
UNDO_WITHIN = timedelta(seconds=10)
ON_TIME_WITHIN = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Glimpse:
    """As much of OBS as the rules need."""

    connected: bool = False
    busy: bool = False
    """A transition runs, ours or a hand's, or a switch of ours is not finished."""
    scenes: frozenset[str] | None = None
    """The scenes OBS has; None: not known."""
    program: str = ""
    """The scene that OBS shows, where that can be told."""
    has_name: bool = True
    """OBS has the text input of the show's lower third."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a rule may look at."""

    show: Show
    playhead: Playhead
    obs: Glimpse
    now: Instant
    confirmed: bool = False
    """The question that this command asks was answered with yes."""

    def item(self, item_id: str) -> Item | None:
        """The item with this id."""
        return self.show.item(item_id)

    def label(self, item_id: str) -> str:
        """How people name an item: "5 · The last mile, Bihar"."""
        item = self.item(item_id)
        if item is None:
            return "an item that was removed"
        return f"{item.number} · {item.title}" if item.number else item.title


class Happening(StrEnum):
    """What happens without a command."""

    STARTED = "started"
    LANDED = "landed"
    SETTLED = "settled"
    HAND_CUT = "hand cut"
    OBS_BACK = "obs back"
    SHOW_CHANGED = "show changed"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Started:
    """OBS says that the transition of our switch started."""

    id: str
    at: Instant
    kind: Happening = field(default=Happening.STARTED, init=False)


@dataclass(frozen=True, slots=True)
class Landed:
    """A switch of ours is finished: proved, or not."""

    id: str
    ok: bool
    proof: Proof = Proof.EVENT
    started_at: Instant | None = None
    ended_at: Instant | None = None
    transition: Transition | None = None
    sentence: str = ""
    kind: Happening = field(default=Happening.LANDED, init=False)


@dataclass(frozen=True, slots=True)
class Settled:
    """No transition runs any more."""

    kind: Happening = field(default=Happening.SETTLED, init=False)


@dataclass(frozen=True, slots=True)
class CutByHand:
    """Somebody switched program in OBS itself."""

    scene: str
    started_at: Instant
    ended_at: Instant | None = None
    transition: Transition | None = None
    proof: Proof = Proof.EVENT
    kind: Happening = field(default=Happening.HAND_CUT, init=False)


@dataclass(frozen=True, slots=True)
class ObsBack:
    """OBS answers (again): the scenes that fit what it shows."""

    shows: frozenset[str]
    kind: Happening = field(default=Happening.OBS_BACK, init=False)


@dataclass(frozen=True, slots=True)
class ShowChanged:
    """The show was edited."""

    kind: Happening = field(default=Happening.SHOW_CHANGED, init=False)


@dataclass(frozen=True, slots=True)
class Tick:
    """Time went by."""

    kind: Happening = field(default=Happening.TICK, init=False)


Event = Command | Started | Landed | Settled | CutByHand | ObsBack | ShowChanged | Tick


@dataclass(frozen=True, slots=True)
class SwitchAsk:
    """Show this picture; `cut` False: with the item's transition."""

    id: str
    picture: Picture
    scene: str
    """Empty: no scene is switched, only name and sound go out."""
    cut: bool = True
    transition: Transition | None = None


@dataclass(frozen=True, slots=True)
class ClearNameAsk:
    """Take the name off the picture."""


@dataclass(frozen=True, slots=True)
class PreviewAsk:
    """Put this scene in preview (where studio mode is on)."""

    scene: str


Ask = SwitchAsk | ClearNameAsk | PreviewAsk


@dataclass(frozen=True, slots=True)
class Move:
    """What a rule answers: the new playhead, what is asked of OBS, what is written down."""

    playhead: Playhead
    asks: tuple[Ask, ...] = ()
    entries: tuple[AsRunEntry, ...] = ()
    shots: tuple[ShotEntry, ...] = ()
    result: Result = Result.DONE
    sentence: str = ""
    question: Question | None = None

    def then(self, later: Move) -> Move:
        """Both moves as one; `later` starts from this one's playhead."""
        return replace(
            later,
            asks=self.asks + later.asks,
            entries=self.entries + later.entries,
            shots=self.shots + later.shots,
            sentence=" ".join(s for s in (self.sentence, later.sentence) if s),
        )


def refuse(reason: str, sentence: str) -> NoReturn:
    """Say no, by name."""
    raise Refused(sentence, reason=reason)


def name_text(lower_third: LowerThird | None) -> str:
    """The words of a lower third as they stand in one text source."""
    if lower_third is None:
        return ""
    return " · ".join(part for part in (lower_third.name, lower_third.role) if part)


def opening(item: Item, now_shown: Picture | None) -> Picture:
    """The picture an item opens with; one without a scene keeps what is shown."""
    kept = now_shown.scene if now_shown else ""
    return Picture(
        scene=item.scene or kept,
        item_id=item.id,
        heard=item.heard,
        lower_third=item.lower_third,
    )


def seen_item(playhead: Playhead) -> str:
    """The item that a person sees on air: the one being taken, else the one on air."""
    if playhead.taking is not None:
        return playhead.taking.item_id
    return playhead.on_air.item_id if playhead.on_air else ""


def waiting_words(playhead: Playhead) -> str:
    """What waits for the transition to end, as people say it."""
    waits = playhead.waiting
    names = {"take": "A TAKE", "back": "Back", "shot": "A shot"}
    return names.get(waits.action, "The holding scene") if waits else "Nothing"


def refuse_stale(s: Situation, command: Command) -> None:
    """Refuse what was asked of another item than the one that is on air."""
    seen, now = command.seen_on_air, seen_item(s.playhead)
    if seen is not None and seen != now:
        refuse(
            "stale", f"{s.label(now) if now else 'Nothing'} is on air now: look, and press again"
        )
