"""A command as one value: what, by whom, and what they saw (design §4, "Who asks")."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from control_panel.show.model import ZERO, Author, Via, new_id


class Action(StrEnum):
    """What can be asked of the show on air; the values are the control API's own words."""

    REHEARSE = "rehearse"
    PRE_SHOW = "pre-show"
    LIVE = "live"
    CLOSE_OUT = "close-out"
    END = "end"
    TAKE = "take"
    BACK = "back"
    SHOT = "shot"
    NEXT = "next"
    HOLD = "hold"
    RESUME = "resume"
    ADD_TIME = "add-time"
    HOLDING_SCENE = "holding-scene"
    CLEAR_GRAPHICS = "clear-graphics"
    CANCEL = "cancel"
    """Esc: forget the pending TAKE, or the question that is asked."""
    MAKE_ON_AIR = "make-on-air"
    """After a cut by hand to next's opening scene: on air from then (the ten-second offer)."""
    KEEP_OBS = "keep-obs"
    """After a return: keep what OBS shows."""
    GO_BACK_TO_ITEM = "go-back-to-item"
    """After a return: take the item that was on air again."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that somebody asked for."""

    action: Action
    author: Author = Author()
    id: str = field(default_factory=new_id)
    seen_on_air: str | None = None
    """The item id seen on air (taking, where there is one); "" for none; None: not said."""
    seen_next: str | None = None
    item_id: str = ""
    """For NEXT."""
    shot_key: int = 0
    """For SHOT: 1 to 9."""
    by: timedelta = ZERO
    """For ADD_TIME; negative takes time away."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is asked once: the same command again means yes, Esc means no."""

    action: Action
    sentence: str
    about: str = ""
    """The item id that the question is about."""


class Result(StrEnum):
    """What became of a command."""

    SENT = "sent"
    DONE = "done"
    PENDING = "pending"
    ASKED = "asked"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a command, for the widget or the API that sent it."""

    command_id: str
    action: Action
    result: Result
    sentence: str = ""
    reason: str = ""


def is_yes(question: Question | None, asker: Author | None, command: Command, next_id: str) -> bool:
    """Whether a command answers what was asked: the same again, by the same seat, of the same item.

    A key and a click at the desk are one hand; the API is another, and answers its own questions.
    """
    if question is None or asker is None or question.action is not command.action:
        return False
    author = command.author
    same_seat = (asker.seat, asker.person) == (author.seat, author.person)
    same_way = {asker.via, author.via} <= {Via.KEY, Via.CLICK} or asker.via is author.via
    return same_seat and same_way and question.about in ("", next_id)
