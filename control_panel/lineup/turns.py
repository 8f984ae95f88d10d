"""When each feed is on air: now, next, later, no more or never; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from control_panel.obs.state import ObsState
from control_panel.running_order.timing import Row, Schedule, Standing
from control_panel.show.model import Feed, Item, Mode, Playhead, Show

OVER = frozenset({Mode.CLOSE_OUT, Mode.ENDED})
"""Modes in which nothing is to come."""
TRANSPORT = frozenset({Mode.REHEARSAL, Mode.PRE_SHOW, Mode.LIVE})
"""Modes in which there is a next item."""


class Part(StrEnum):
    """The part that a feed plays at a moment; the order is from now to never."""

    ON_AIR = "on air"
    """OBS shows its input: OBS's word alone."""
    IN_ITEM = "in the item on air"
    """Its item runs, or is being taken; OBS does not show it, or does not say."""
    NEXT = "next"
    TO_COME = "to come"
    PAST = "not used again"
    UNUSED = "not in the running order"


@dataclass(frozen=True, slots=True)
class Turn:
    """The nearest part of one feed; `at`: when its next item begins, aware UTC."""

    part: Part = Part.UNUSED
    at: datetime | None = None


def items_of(show: Show, schedule: Schedule) -> Iterator[tuple[Row, Item]]:
    """Every row of the schedule with its item, in order."""
    items = {item.id: item for item in show.order.items}
    for row in schedule.rows:
        item = items.get(row.item_id)
        if item is not None:
            yield row, item


def begins(show: Show, schedule: Schedule, mode: Mode, now: datetime) -> dict[str, datetime]:
    """When each feed's next item begins, by feed id; none once the show is over.

    What was passed over does not begin any more.
    """
    found: dict[str, datetime] = {}
    if mode in OVER:
        return found
    for row, item in items_of(show, schedule):
        at = row.expected_start or row.planned_start
        if row.standing is Standing.SKIPPED or item.floated or row.actual is not None:
            continue
        if at is not None and at > now:
            for feed_id in item.feed_ids:
                found.setdefault(feed_id, at)
    return found


def in_program(obs: ObsState, feed: Feed) -> bool | None:
    """Whether OBS shows the feed's input, as it said last; None where it does not say."""
    known = obs.inputs.get(feed.obs_input) if feed.obs_input else None
    return known.active if known is not None else None


def turns(
    show: Show, playhead: Playhead, schedule: Schedule, obs: ObsState, now: datetime
) -> Mapping[str, Turn]:
    """The turn of every feed, by feed id."""
    coming = begins(show, schedule, playhead.mode, now)
    running = _feeds_of(show, *(run.item_id for run in (playhead.on_air, playhead.taking) if run))
    upcoming = _feeds_of(show, playhead.next_id) if playhead.mode in TRANSPORT else frozenset()
    used = frozenset(f for item in show.order.items if not item.floated for f in item.feed_ids)

    def part(feed: Feed) -> Part:
        if obs.connected and in_program(obs, feed):
            return Part.ON_AIR
        if feed.id in running:
            return Part.IN_ITEM
        if feed.id in upcoming:
            return Part.NEXT
        if feed.id in coming:
            return Part.TO_COME
        return Part.PAST if feed.id in used else Part.UNUSED

    return {feed.id: Turn(part(feed), coming.get(feed.id)) for feed in show.feeds}


def _feeds_of(show: Show, *item_ids: str) -> frozenset[str]:
    items = (show.item(item_id) for item_id in item_ids if item_id)
    return frozenset(feed_id for item in items if item for feed_id in item.feed_ids)
