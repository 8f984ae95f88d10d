"""What the wall says: its tiles in order, and the line above them; pure."""

from __future__ import annotations

from dataclasses import dataclass

from control_panel.feeds.status import FeedStatus, Health
from control_panel.lineup.order import Counts, Entry, counts, only_trouble, wall_order
from control_panel.lineup.turns import Part, Turn, turns
from control_panel.show.model import Feed, FeedKind, FeedRole
from control_panel.ui import words
from control_panel.ui.feed_words import (
    Shape,
    contributor_of,
    part_words,
    rate_words,
    shape_of,
    zone_of,
)
from control_panel.ui.tile_words import (
    Edge,
    TileFace,
    levels_of,
    lost_words,
    tally_of,
    unwatched_words,
    why_words,
)
from control_panel.ui.view import View
from control_panel.ui.words import tr


@dataclass(frozen=True, slots=True)
class WallFace:
    """All that the wall shows besides its pictures."""

    tiles: tuple[TileFace, ...] = ()
    counts: Counts = Counts()
    """Of all feeds, also of those that are not shown."""
    empty: str = ""
    """What stands in the place of tiles where there is none."""


def entries_of(view: View) -> tuple[Entry, ...]:
    """Every feed of the show in the order of the wall."""
    where = turns(view.show, view.playhead, view.schedule, view.obs, view.wall)
    return wall_order(view.show.feeds, view.feeds, where)


def wall_face(view: View, entries: tuple[Entry, ...], *, trouble_only: bool = False) -> WallFace:
    """The wall of this moment, of the feeds in their order."""
    shown = only_trouble(entries) if trouble_only else entries
    empty = ""
    if not entries:
        empty = tr("No feeds yet: add them in Setup (Ctrl 7)")
    elif not shown:
        empty = tr("No feed is in trouble")
    return WallFace(tuple(tile_face(view, entry) for entry in shown), counts(entries), empty)


def tile_face(view: View, entry: Entry) -> TileFace:
    """One tile of the wall."""
    feed, status = entry.feed, entry.status
    lost = status.health is Health.LOST
    tally = tally_of(view, feed)
    home = zone_of(view.show, feed)
    watched = status.health is not Health.OFF
    return TileFace(
        feed_id=feed.id,
        name=feed.name,
        edge=Edge.LOST if lost and tally is Edge.NONE else tally,
        tally=tally,
        time=words.there(view.wall, home, view.show.zone) if home else "",
        words=status_words(feed, status),
        warn=entry.trouble,
        rate=rate_words(feed, status),
        lost=lost_words(view, status) if lost else "",
        why=why_words(status) if feed.kind is FeedKind.ADDRESS or watched else _no_picture(feed),
        levels=None if lost else levels_of(status),
        picture=feed.kind is FeedKind.ADDRESS or (feed.kind is FeedKind.OBS_SOURCE and watched),
        place=who_words(view, feed),
        air=air_words(view, feed, entry.turn),
        shape=shape_of(status) if feed.kind is FeedKind.ADDRESS or watched else Shape.RING,
    )


def _no_picture(feed: Feed) -> str:
    """What stands in the place of a picture that never comes."""
    if feed.kind is FeedKind.PHONE:
        return tr("By phone: no picture")
    return tr("Its picture is in OBS")


def who_words(view: View, feed: Feed) -> str:
    """Who sends it, and from where unless the feed is called so."""
    who = contributor_of(view.show, feed)
    if who is None:
        return ""
    place = "" if who.place.casefold() == feed.name.casefold() else who.place
    name = "" if who.name.casefold() == feed.name.casefold() else who.name
    return words.joined(place, name)


def air_words(view: View, feed: Feed, turn: Turn) -> str:
    """When a feed is on air: "On air", "Next", "On air in 12:35", "Not in the running order"."""
    if feed.role is FeedRole.OFF_AIR:
        return tr("Off-air check")
    said, _less = part_words(view, feed, turn.at)
    if said:
        return said
    return tr("Not used again") if turn.part is Part.PAST else tr("Not in the running order")


def status_words(feed: Feed, status: FeedStatus) -> str:
    """How a feed is: "Good", "12/25 fps", "No bytes for 00:14 · retry in 4 s"."""
    if status.health is Health.GOOD:
        return tr("Good")
    if status.health is Health.OFF and feed.kind is not FeedKind.ADDRESS:
        said = unwatched_words(feed)
        return said[:1].upper() + said[1:]
    if status.sentence:
        return status.sentence[:1].upper() + status.sentence[1:]
    return tr("Not watched") if status.health is Health.OFF else tr("Opening")


def counts_words(found: Counts) -> tuple[str, str]:
    """How many, and how they are: "6 feeds", "1 on air · 1 next · 1 lost · 4 good"."""
    feeds = tr("1 feed") if found.feeds == 1 else tr("{n} feeds").format(n=found.feeds)
    parts = (
        (found.on_air, tr("{n} on air")),
        (found.next, tr("{n} next")),
        (found.lost, tr("{n} lost")),
        (found.degraded, tr("{n} degraded")),
        (found.opening, tr("{n} opening")),
        (found.unwatched, tr("{n} not watched")),
        (found.good, tr("{n} good")),
    )
    return feeds, words.joined(*(said.format(n=n) for n, said in parts if n))
