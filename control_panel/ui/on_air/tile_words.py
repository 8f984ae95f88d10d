"""What a feed's tile says: a pure function of the view."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from control_panel.feeds.status import FeedStatus, Health
from control_panel.show.model import Feed, FeedKind, FeedRole
from control_panel.ui import words
from control_panel.ui.feed_words import (
    begins,
    lost_for,
    part_words,
    rate_words,
    trouble,
    zone_of,
)
from control_panel.ui.view import View
from control_panel.ui.words import tr

FLOOR_DB = -60.0


class Edge(StrEnum):
    """What the frame around a tile says."""

    NONE = ""
    ON_AIR = "on air"
    NEXT = "next"
    LOST = "lost"
    UNSURE = "last known on air"
    """OBS is gone: what it showed last (decision 12)."""


@dataclass(frozen=True, slots=True)
class TileFace:
    """All that a tile shows besides its picture."""

    feed_id: str
    name: str
    edge: Edge = Edge.NONE
    tally: Edge = Edge.NONE
    """ON AIR or NEXT: stands there even while the feed is lost."""
    time: str = ""
    words: str = ""
    warn: bool = False
    rate: str = ""
    lost: str = ""
    """"LOST 00:14", over the picture."""
    why: str = ""
    """"no bytes · retry in 4 s", below it."""
    levels: tuple[int, int] | None = None
    """Left and right in per cent of the meter."""
    picture: bool = True
    """False: there is no picture to wait for (a phone, a source of OBS's own)."""


def faces(view: View) -> tuple[TileFace, ...]:
    """The tiles of all feeds, in the show's order; those that come back to us are left out."""
    coming = begins(view)
    return tuple(
        _face(view, feed, part_words(view, feed, coming.get(feed.id)))
        for feed in view.show.feeds
        if feed.role is not FeedRole.OFF_AIR
    )


def _face(view: View, feed: Feed, part: str) -> TileFace:
    status = view.feeds.get(feed.id)
    lost = status is not None and status.health is Health.LOST
    tally = _tally(view, feed)
    said, warn = _said(view, feed, status, part)
    home = zone_of(view.show, feed)
    return TileFace(
        feed_id=feed.id,
        name=feed.name,
        edge=Edge.LOST if lost else tally,
        tally=tally,
        time=words.there(view.wall, home, view.show.zone) if home else "",
        words=said,
        warn=warn,
        rate=rate_words(feed, status),
        lost=_lost(view, status) if lost and status else "",
        why=status.sentence if lost and status else "",
        levels=None if lost else _levels(status),
        picture=feed.kind is FeedKind.ADDRESS,
    )


def _tally(view: View, feed: Feed) -> Edge:
    """Red while OBS has the feed's input in program, green while its item is next.

    Where the input is not known the item that is seen on air is believed.
    """
    known = view.obs.inputs.get(feed.obs_input) if view.obs.connected else None
    if known is not None and known.active is not None:
        red = known.active
    else:
        item = view.show.item(view.seen_on_air) if view.seen_on_air else None
        red = item is not None and feed.id in item.feed_ids
    if red:
        return Edge.ON_AIR if view.obs.connected else Edge.UNSURE
    return Edge.NEXT if view.next is not None and feed.id in view.next.feed_ids else Edge.NONE


def _said(view: View, feed: Feed, status: FeedStatus | None, part: str) -> tuple[str, bool]:
    """The words below the name, and whether they warn."""
    if status is None or status.health is Health.OFF:
        return part or _unwatched(feed), False
    if status.health is Health.LOST:
        on_air = view.on_air is not None and feed.id in view.on_air.feed_ids
        return (tr("lost while on air"), True) if on_air else (part or tr("not used again"), False)
    if status.health is Health.OPENING:
        return words.joined(part, tr("opening")), False
    wrong = trouble(feed, status)
    return (wrong, True) if wrong else (part or tr("Ready"), False)


def _unwatched(feed: Feed) -> str:
    if feed.kind is FeedKind.PHONE:
        return tr("by phone")
    return tr("in OBS only") if feed.kind is FeedKind.OBS_SOURCE else tr("not watched")


def _lost(view: View, status: FeedStatus) -> str:
    return f"{tr('LOST')} {lost_for(status, view.now)}".strip()


def _levels(status: FeedStatus | None) -> tuple[int, int] | None:
    if status is None or status.peak_dbfs is None:
        return None
    left, right = status.peak_dbfs
    return _per_cent(left), _per_cent(right)


def _per_cent(db: float) -> int:
    return round(100 * max(0.0, min(1.0, 1 - db / FLOOR_DB)))
