"""What a feed's tile says: a pure function of the view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from control_panel.feeds.status import FeedStatus, Health
from control_panel.show.model import Feed, FeedKind, FeedRole
from control_panel.ui import words
from control_panel.ui.feed_words import (
    Shape,
    begins,
    in_program,
    lost_for,
    part_words,
    rate_words,
    trouble,
    zone_of,
)
from control_panel.ui.view import ON_AIR_MODES, View
from control_panel.ui.words import tr

FLOOR_DB = -60.0


class Edge(StrEnum):
    """What the frame around a tile says."""

    NONE = ""
    ON_AIR = "on air"
    PROGRAM = "in program"
    """OBS shows it while no show runs."""
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
    short: str = ""
    """The words where there is little room."""
    warn: bool = False
    rate: str = ""
    lost: str = ""
    """"LOST 00:14", over the picture."""
    why: str = ""
    """What is known of it: "no bytes · retry in 4 s", "Listening on port 9301".

    Stands below `lost`, in the place of a picture that has not come yet, and in the tool tip.
    """
    levels: tuple[int, int] | None = None
    """Left and right in per cent of the meter."""
    picture: bool = True
    """False: there is no picture to wait for (a phone, a source of OBS's own)."""
    place: str = ""
    """Who and where, on tiles with a line for it."""
    air: str = ""
    """When it is on air, on the same line."""
    shape: Shape | None = None
    """How it is, before the words; None: the words alone."""

    @property
    def sentence(self) -> str:
        """All that is said of it, for those who do not see the tile."""
        tally = tally_words(self.tally)
        return words.joined(
            self.lost, tally, self.place, self.air, self.words, self.rate, self.time
        )


TALLY_EDGES = frozenset({Edge.ON_AIR, Edge.PROGRAM, Edge.NEXT, Edge.UNSURE})
"""What tally says: each has a word on the tile."""


def tally_words(tally: Edge) -> str:
    """Tally's word; empty: none."""
    said = {
        Edge.ON_AIR: tr("ON AIR"),
        Edge.PROGRAM: tr("PROGRAM"),
        Edge.NEXT: tr("NEXT"),
        Edge.UNSURE: tr("LAST KNOWN"),
    }
    return said.get(tally, "")


def faces(view: View) -> tuple[TileFace, ...]:
    """The tiles of all feeds, in the show's order; those that come back to us are left out."""
    coming = begins(view)
    return tuple(
        _face(view, feed, coming.get(feed.id))
        for feed in view.show.feeds
        if feed.role is not FeedRole.OFF_AIR
    )


def _face(view: View, feed: Feed, begins_at: datetime | None) -> TileFace:
    status = view.feeds.get(feed.id)
    lost = status is not None and status.health is Health.LOST
    tally = tally_of(view, feed)
    part, less = part_words(view, feed, begins_at)
    said, warn = _said(view, feed, status, part)
    home = zone_of(view.show, feed)
    return TileFace(
        feed_id=feed.id,
        name=feed.name,
        edge=Edge.LOST if lost else tally,
        tally=tally,
        time=words.there(view.wall, home, view.show.zone) if home else "",
        words=said,
        short=_said(view, feed, status, less)[0],
        warn=warn,
        rate=rate_words(feed, status),
        lost=lost_words(view, status) if lost and status else "",
        why=why_words(status) if feed.kind is FeedKind.ADDRESS else "",
        levels=None if lost else levels_of(status),
        picture=feed.kind is FeedKind.ADDRESS,
    )


def why_words(status: FeedStatus | None) -> str:
    """What is wrong or waited for: what the gateway says first, for the time lost stands above."""
    if status is None or status.health is Health.GOOD:
        return ""
    if status.health is Health.OPENING and status.detail:
        return status.detail
    return words.joined(status.detail, status.sentence)


def tally_of(view: View, feed: Feed) -> Edge:
    """Red while OBS has the feed's input in program, green while its item is next.

    Nothing but OBS says red: where its input is not known there is none.
    """
    if in_program(view, feed):
        shown = Edge.ON_AIR if view.mode in ON_AIR_MODES else Edge.PROGRAM
        return shown if view.obs.connected else Edge.UNSURE
    return Edge.NEXT if view.next is not None and feed.id in view.next.feed_ids else Edge.NONE


def _said(view: View, feed: Feed, status: FeedStatus | None, part: str) -> tuple[str, bool]:
    """The words below the name, and whether they warn."""
    if status is None or status.health is Health.OFF:
        broken = feed.kind is FeedKind.ADDRESS and status is not None and bool(status.sentence)
        why = unwatched_words(feed)
        return words.joined(part, why) if broken else part or why, broken
    if status.health is Health.LOST:
        if view.obs.connected and in_program(view, feed):
            return tr("lost while on air"), True
        on_air = view.on_air is not None and feed.id in view.on_air.feed_ids
        return part or tr("not used again"), on_air
    if status.health is Health.OPENING:
        return words.joined(part, tr("opening")), False
    wrong = trouble(feed, status)
    return (wrong, True) if wrong else (part or tr("Ready"), False)


def unwatched_words(feed: Feed) -> str:
    """Why nothing is measured of a feed that is not watched."""
    if feed.kind is FeedKind.PHONE:
        return tr("by phone")
    return tr("in OBS only") if feed.kind is FeedKind.OBS_SOURCE else tr("not watched")


def lost_words(view: View, status: FeedStatus) -> str:
    """Over the picture: "LOST 00:14"."""
    return f"{tr('LOST')} {lost_for(status, view.now)}".strip()


def levels_of(status: FeedStatus | None) -> tuple[int, int] | None:
    """Left and right in per cent of the meter; None where they are not known."""
    if status is None or status.peak_dbfs is None:
        return None
    left, right = status.peak_dbfs
    return _per_cent(left), _per_cent(right)


def _per_cent(db: float) -> int:
    return round(100 * max(0.0, min(1.0, 1 - db / FLOOR_DB)))
