"""The words of Setup for the values of a show: kinds, roles, transitions."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP

from control_panel.errors import Refused
from control_panel.obs.state import KnownTransition
from control_panel.show.model import (
    EndAction,
    FeedKind,
    FeedRole,
    ItemKind,
    ReturnKind,
    Transition,
)
from control_panel.ui.words import tr

T = TypeVar("T")


def one_line(text: str) -> str:
    """The text without line breaks of any kind (U+2028 too), and without spaces around it."""
    return " ".join(text.splitlines()).strip()


KINDS = (
    (ItemKind.LIVE, QT_TRANSLATE_NOOP("", "Live")),
    (ItemKind.VIDEO, QT_TRANSLATE_NOOP("", "Video")),
    (ItemKind.STUDIO, QT_TRANSLATE_NOOP("", "Studio")),
    (ItemKind.QUESTIONS, QT_TRANSLATE_NOOP("", "Questions")),
    (ItemKind.BREAK, QT_TRANSLATE_NOOP("", "Break")),
    (ItemKind.NOTE, QT_TRANSLATE_NOOP("", "Note")),
)
AT_END = (
    (EndAction.WAIT, QT_TRANSLATE_NOOP("", "Wait for TAKE")),
    (EndAction.TAKE_NEXT, QT_TRANSLATE_NOOP("", "Take the next item")),
    (EndAction.CUT_TO_SHOT, QT_TRANSLATE_NOOP("", "Cut to a shot")),
)
ROLES = (
    (FeedRole.CONTRIBUTION, QT_TRANSLATE_NOOP("", "Contribution")),
    (FeedRole.STUDIO, QT_TRANSLATE_NOOP("", "Studio")),
    (FeedRole.OFF_AIR, QT_TRANSLATE_NOOP("", "Off-air check")),
)
FEED_KINDS = (
    (FeedKind.ADDRESS, QT_TRANSLATE_NOOP("", "Address")),
    (FeedKind.OBS_SOURCE, QT_TRANSLATE_NOOP("", "OBS source")),
    (FeedKind.PHONE, QT_TRANSLATE_NOOP("", "Phone")),
)
RETURNS = (
    (ReturnKind.NONE, QT_TRANSLATE_NOOP("", "None")),
    (ReturnKind.PHONE, QT_TRANSLATE_NOOP("", "Phone")),
    (ReturnKind.ADDRESS, QT_TRANSLATE_NOOP("", "Address")),
)
TRANSITIONS = (
    ("cut_transition", QT_TRANSLATE_NOOP("", "Cut")),
    ("fade_transition", QT_TRANSLATE_NOOP("", "Fade")),
    ("fade_to_color_transition", QT_TRANSLATE_NOOP("", "Fade to colour")),
    ("swipe_transition", QT_TRANSLATE_NOOP("", "Swipe")),
    ("slide_transition", QT_TRANSLATE_NOOP("", "Slide")),
    ("wipe_transition", QT_TRANSLATE_NOOP("", "Luma wipe")),
    ("obs_stinger_transition", QT_TRANSLATE_NOOP("", "Stinger")),
)
SHOW = QT_TRANSLATE_NOOP("", "Show")
ITEMS = QT_TRANSLATE_NOOP("", "Items")
FEEDS = QT_TRANSLATE_NOOP("", "Feeds")
CONTRIBUTORS = QT_TRANSLATE_NOOP("", "Contributors")
OBS = QT_TRANSLATE_NOOP("", "OBS")
COMPUTER = QT_TRANSLATE_NOOP("", "This computer")
OWN = QT_TRANSLATE_NOOP("", "OBS's own")
FIXED = ("cut_transition", "obs_stinger_transition")
"""Kinds whose length is their own."""
USUAL = timedelta(milliseconds=500)
_SHORTEST, _LONGEST = timedelta(milliseconds=50), timedelta(seconds=20)  # OBS's own limits


def choices(pairs: tuple[tuple[T, object], ...]) -> list[tuple[T, str]]:
    """Values with their words."""
    return [(value, tr(text)) for value, text in pairs]


def word(pairs: tuple[tuple[T, object], ...], value: T) -> str:
    """The word for a value."""
    return next((tr(text) for known, text in pairs if known == value), str(value))


def find(pairs: tuple[tuple[T, object], ...], text: str) -> T:
    """The value that a word, or its beginning, means; raises Refused with the words there are."""
    typed = text.strip().casefold()
    for value, _ in pairs:
        if word(pairs, value).casefold() == typed:
            return value
    for value, _ in pairs:
        if typed and word(pairs, value).casefold().startswith(typed):
            return value
    words = ", ".join(word(pairs, value) for value, _ in pairs)
    raise Refused(tr("“{}” is none of: {}.").format(text.strip(), words), reason="unknown")


def standing(stands: str) -> str:
    """The tag of an item that is on air, being taken or next."""
    tags = {"on air": tr("ON AIR"), "being taken": tr("TAKING"), "next": tr("NEXT")}
    return tags[stands]


def seconds(length: timedelta) -> str:
    """A short length: `0.5 s`."""
    return f"{length.total_seconds():g} s"


def transition_text(transition: Transition | None) -> str:
    """A transition in a word or two: `Cut`, `Fade 0.5 s`, `OBS's own`."""
    if transition is None:
        return tr(OWN)
    known = dict(TRANSITIONS)
    name = transition.name if transition.kind not in known else word(TRANSITIONS, transition.kind)
    if transition.kind in FIXED or not transition.length:
        return name or transition.kind
    return f"{name} {seconds(transition.length)}"


def transition_kinds(known: tuple[KnownTransition, ...]) -> list[tuple[tuple[str, str], str]]:
    """((kind, name), word) of OBS's transitions; the common ones while OBS is away."""
    if not known:
        return [((kind, ""), tr(text)) for kind, text in TRANSITIONS[:2]]
    alone = [one.kind for one in known]
    return [
        (
            (one.kind, "" if alone.count(one.kind) == 1 else one.name),
            one.name,
        )
        for one in known
    ]


def read_transition(text: str, known: tuple[KnownTransition, ...] = ()) -> Transition | None:
    """A transition as typed: `cut`, `fade`, `fade 0.7`, empty or `OBS's own` for OBS's own."""
    typed = text.strip()
    if not typed or typed.casefold() in (tr(OWN).casefold(), "obs", "own", "obs’s own"):
        return None
    number, unit = None, None
    if found := re.fullmatch(r"(.*?)\s*([\d.,]+)\s*(ms|s)?", typed):
        typed, number, unit = found.groups()
    kind, name = _kind(typed, known)
    if kind in FIXED:
        return Transition(kind, name)
    return Transition(kind, name, _length(number, unit))


def _kind(text: str, known: tuple[KnownTransition, ...]) -> tuple[str, str]:
    every: tuple[tuple[tuple[str, str], object], ...] = tuple(transition_kinds(known))
    if known and text.casefold() not in (str(w).casefold() for _, w in every):
        there = {one.kind for one in known}
        every += tuple(((kind, ""), name) for kind, name in TRANSITIONS if kind in there)
    return find(every, text)


def _length(number: str | None, unit: str | None) -> timedelta:
    if number is None:
        return USUAL
    try:
        value = float(number.replace(",", "."))
    except ValueError:
        raise Refused(tr("“{}” is not a number of seconds.").format(number)) from None
    return checked_length(timedelta(seconds=value / 1000 if unit == "ms" else value))


def checked_length(length: timedelta) -> timedelta:
    """A transition's length within OBS's limits, in whole milliseconds; raises Refused."""
    if not _SHORTEST <= length <= _LONGEST:
        raise Refused(tr("A transition lasts 0.05 to 20 seconds."), reason="length")
    return timedelta(milliseconds=round(length.total_seconds() * 1000))
