"""What the panel says of a feed in few words, with a shape beside them; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP

from control_panel.feeds.status import Cause, FeedStatus, Health
from control_panel.instant import Instant
from control_panel.lineup import turns
from control_panel.show.model import Contributor, Feed, FeedKind, FeedRole, Show
from control_panel.ui import words
from control_panel.ui.view import ON_AIR_MODES, View
from control_panel.ui.words import tr


class Shape(StrEnum):
    """The shape of a feed's state, told apart without colour."""

    DOT = "dot"
    """Good."""
    HALF = "half"
    """Degraded."""
    CROSS = "cross"
    """Lost."""
    RING = "ring"
    """Not known: not watched, or opening."""


@dataclass(frozen=True, slots=True)
class FeedMark:
    """A feed in a line of the running order."""

    shape: Shape
    name: str
    words: str = ""
    """What is wrong; painted in amber."""

    @property
    def text(self) -> str:
        """The mark as a sentence."""
        return f"{self.name} {self.words}" if self.words else self.name


_SHAPES = {
    Health.GOOD: Shape.DOT,
    Health.DEGRADED: Shape.HALF,
    Health.LOST: Shape.CROSS,
    Health.OPENING: Shape.RING,
    Health.OFF: Shape.RING,
}


def feed_mark(feed: Feed, status: FeedStatus | None, *, past: bool = False) -> FeedMark:
    """The mark of a feed as it is now; of what is past only the shape says it."""
    if feed.kind is not FeedKind.ADDRESS and (status is None or status.health is Health.OFF):
        # Not ours to watch: its picture is OBS's own.
        return FeedMark(Shape.DOT, feed.name)
    known = status or FeedStatus()
    words = "" if past else trouble(feed, known)
    return FeedMark(shape_of(known), feed.name, words)


def shape_of(status: FeedStatus) -> Shape:
    """The shape of a status."""
    return _SHAPES[status.health]


_CAUSES = {
    Cause.NO_ANSWER: QT_TRANSLATE_NOOP("", "no answer"),
    Cause.NO_BYTES: QT_TRANSLATE_NOOP("", "no bytes"),
    Cause.NO_PICTURES: QT_TRANSLATE_NOOP("", "no pictures"),
    Cause.BLACK: QT_TRANSLATE_NOOP("", "black"),
    Cause.FROZEN: QT_TRANSLATE_NOOP("", "frozen"),
    Cause.SILENT: QT_TRANSLATE_NOOP("", "silent"),
    Cause.LOW: QT_TRANSLATE_NOOP("", "low"),
    Cause.NONE: QT_TRANSLATE_NOOP("", "degraded"),
}


def trouble(feed: Feed, status: FeedStatus) -> str:
    """What is wrong in two words: "LOST", "12/25 fps", "silent"; empty when all is well."""
    if status.health is Health.LOST:
        return tr("LOST") if status.cause in _NO_PICTURE else tr(_CAUSES[status.cause]).upper()
    if status.health is not Health.DEGRADED:
        return ""
    rate = feed.expected.rate
    if status.cause is Cause.LOW and rate and status.fps is not None and status.fps < 0.9 * rate:
        return tr("{is_}/{of} fps").format(is_=round(status.fps), of=round(rate))
    return tr(_CAUSES[status.cause])


_NO_PICTURE = frozenset({Cause.NO_ANSWER, Cause.NO_BYTES, Cause.NO_PICTURES, Cause.NONE})


def lost_for(status: FeedStatus, now: Instant) -> str:
    """How long a feed has been lost: 00:14, from its last byte; empty where it is not known."""
    return words.passed(now.since(status.since)) if status.since else ""


def rate_words(feed: Feed, status: FeedStatus | None) -> str:
    """The bit rate beside its limit; "studio" for a feed that does not come over a line."""
    if feed.role is FeedRole.STUDIO:
        return tr("studio")
    if feed.kind is FeedKind.PHONE:
        return tr("phone")
    if status is None or status.kbps is None:
        return words.NONE
    return words.rate(status.kbps, feed.expected.kbps)


def contributor_of(show: Show, feed: Feed) -> Contributor | None:
    """Who sends this feed."""
    return show.contributor(feed.contributor_id) if feed.contributor_id else None


def zone_of(show: Show, feed: Feed) -> str:
    """The zone a feed comes from; the show's own for a studio; empty: not known."""
    contributor = contributor_of(show, feed)
    if contributor is not None and contributor.zone:
        return contributor.zone
    return show.zone if feed.role is FeedRole.STUDIO else ""


def begins(view: View) -> dict[str, datetime]:
    """When each feed's next item begins, by feed id; none once the show is over.

    What was passed over does not begin any more.
    """
    return turns.begins(view.show, view.schedule, view.mode, view.wall)


def in_program(view: View, feed: Feed) -> bool | None:
    """Whether OBS shows the feed's input, as it said last; None where it does not say."""
    return turns.in_program(view.obs, feed)


def part_words(view: View, feed: Feed, begins_at: datetime | None) -> tuple[str, str]:
    """What part a feed plays now, and the same shorter: "On air", "Next", "On air in 12:35".

    Empty: none. "On air" is OBS's word alone; of the item that runs it is said what OBS says of
    its feed.
    """
    seen = in_program(view, feed) if view.obs.connected else None
    if seen:
        said = tr("On air") if view.mode in ON_AIR_MODES else tr("In program")
        return said, said
    on_air, upcoming = view.on_air, view.next
    if on_air is not None and feed.id in on_air.feed_ids:
        item = tr("Item {number}").format(number=on_air.number) if on_air.number else on_air.title
        if seen is None:
            return item, item
        return tr("{item}, not in program").format(item=item), tr("not in program")
    if upcoming is not None and feed.id in upcoming.feed_ids:
        return tr("Next"), tr("Next")
    if begins_at is None:
        return "", ""
    left = words.to_come(begins_at - view.wall)
    return tr("On air in {time}").format(time=left), tr("in {time}").format(time=left)
