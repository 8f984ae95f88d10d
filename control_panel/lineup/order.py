"""The order of the wall: trouble first, then by time to air; and what is counted of it; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from control_panel.feeds.status import FeedStatus, Health
from control_panel.lineup.turns import Part, Turn
from control_panel.show.model import Feed, FeedKind

_PARTS = {part: at for at, part in enumerate(Part)}
_LATER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One feed of the wall."""

    feed: Feed
    status: FeedStatus
    turn: Turn
    trouble: bool


def in_trouble(feed: Feed, status: FeedStatus) -> bool:
    """Whether somebody has to look: degraded, lost, or an address that cannot be watched."""
    if status.health in (Health.DEGRADED, Health.LOST):
        return True
    broken = status.health is Health.OFF and bool(status.sentence)
    return broken and feed.kind is FeedKind.ADDRESS


def wall_order(
    feeds: Iterable[Feed], statuses: Mapping[str, FeedStatus], turns: Mapping[str, Turn]
) -> tuple[Entry, ...]:
    """All feeds: those in trouble first, among them and after them the nearest to air first.

    Where nothing tells two apart they stand as in the show.
    """
    entries = [_entry(feed, statuses, turns) for feed in feeds]
    return tuple(sorted(entries, key=_key))


def only_trouble(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Those in trouble, in their order."""
    return tuple(entry for entry in entries if entry.trouble)


def _entry(feed: Feed, statuses: Mapping[str, FeedStatus], turns: Mapping[str, Turn]) -> Entry:
    status = statuses.get(feed.id, FeedStatus())
    return Entry(feed, status, turns.get(feed.id, Turn()), in_trouble(feed, status))


def _key(entry: Entry) -> tuple[bool, int, datetime]:
    # A feed on air that comes again is no nearer to air than another one on air.
    waits = entry.turn.part in (Part.NEXT, Part.TO_COME)
    at = entry.turn.at if waits and entry.turn.at is not None else _LATER
    return not entry.trouble, _PARTS[entry.turn.part], at


@dataclass(frozen=True, slots=True)
class Counts:
    """How many feeds there are, and how many of them are so."""

    feeds: int = 0
    on_air: int = 0
    next: int = 0
    lost: int = 0
    degraded: int = 0
    opening: int = 0
    unwatched: int = 0
    """Addresses that are not watched; sources of OBS's own and phones do not count."""
    good: int = 0


def counts(entries: Iterable[Entry]) -> Counts:
    """What is said of the wall in one line."""
    all_ = tuple(entries)
    parts = Counter(entry.turn.part for entry in all_)
    healths = Counter(entry.status.health for entry in all_)
    off = sum(e.status.health is Health.OFF and e.feed.kind is FeedKind.ADDRESS for e in all_)
    return Counts(
        feeds=len(all_),
        on_air=parts[Part.ON_AIR],
        next=parts[Part.NEXT],
        lost=healths[Health.LOST],
        degraded=healths[Health.DEGRADED],
        opening=healths[Health.OPENING],
        unwatched=off,
        good=healths[Health.GOOD],
    )
