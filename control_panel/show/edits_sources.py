"""Edits of feeds, contributors and shots. All pure: Show -> Show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from control_panel.errors import Refused
from control_panel.show.addresses import place_of_address
from control_panel.show.edits_order import find_item, replace_item, with_order
from control_panel.show.model import (
    Contributor,
    EndAction,
    Feed,
    Item,
    Shot,
    Show,
    new_id,
)
from control_panel.show.places import added, exchanged, moved, named, place_of, removed
from control_panel.show.rules import faults_of_contributor, faults_of_feed, refuse


def _every_item(show: Show, change: Callable[[Item], Item]) -> Show:
    order = show.order
    items = tuple(change(item) for item in order.items)
    shelf = tuple(change(item) for item in order.shelf)
    if all(a is b for a, b in zip((*items, *shelf), (*order.items, *order.shelf), strict=True)):
        return show
    return with_order(show, items=items, shelf=shelf)


def add_shot(show: Show, item_id: str, shot: Shot, at: int | None = None) -> Show:
    """Add a shot to an item; None: as its last."""
    item = find_item(show, item_id)
    order = show.order
    if any(shot.id == s.id for i in (*order.items, *order.shelf) for s in i.shots):
        raise Refused("This shot is in the show already.", reason="twice")
    return replace_item(show, replace(item, shots=added(item.shots, shot, at, "shot")))


def change_shot(show: Show, item_id: str, shot_id: str, **changes: object) -> Show:
    """Change fields of a shot by name."""
    item = find_item(show, item_id)
    shot = item.shots[place_of(item.shots, shot_id, "shot")]
    shot = named(shot, "a shot", changes, kept=("id",))
    return replace_item(show, replace(item, shots=exchanged(item.shots, shot, "shot")))


def remove_shot(show: Show, item_id: str, shot_id: str) -> Show:
    """Remove a shot; an item that cut to it at its end waits instead."""
    item = find_item(show, item_id)
    less = replace(item, shots=removed(item.shots, shot_id, "shot"))
    if item.end_shot_id == shot_id:
        at_end = EndAction.WAIT if item.at_end is EndAction.CUT_TO_SHOT else item.at_end
        less = replace(less, end_shot_id="", at_end=at_end)
    return replace_item(show, less)


def move_shot(show: Show, item_id: str, shot_id: str, to: int) -> Show:
    """Move a shot within its item; keys stay with their shots."""
    item = find_item(show, item_id)
    return replace_item(show, replace(item, shots=moved(item.shots, shot_id, to, "shot")))


def uses(show: Show, feed_id: str) -> tuple[Item, ...]:
    """The items that use a feed, in the order and on the shelf: they lose it with its removal."""
    every = (*show.order.items, *show.order.shelf)
    return tuple(i for i in every if feed_id in i.feed_ids or _falls_back_on(i, feed_id))


def _falls_back_on(item: Item, target: str) -> bool:
    return any(step.target == target for step in item.ladder)


def _checked_feed(show: Show, feed: Feed) -> Feed:
    refuse(faults_of_feed(feed))
    if feed.contributor_id and show.contributor(feed.contributor_id) is None:
        sentence = f"“{feed.name}” belongs to a contributor that the show does not have."
        raise Refused(sentence, reason="unknown")
    return feed


def add_feed(show: Show, feed: Feed, at: int | None = None) -> Show:
    """Add a feed; None: as the last."""
    return replace(show, feeds=added(show.feeds, _checked_feed(show, feed), at, "feed"))


def change_feed(show: Show, feed_id: str, **changes: object) -> Show:
    """Change fields of a feed by name.

    An address that reaches another place has no secrets, unless `credential` says so: those of
    the old one are nobody else's business (decision 35).
    """
    feed = show.feeds[place_of(show.feeds, feed_id, "feed")]
    if place_of_address(str(changes.get("primary", feed.primary))) != place_of_address(
        feed.primary
    ):
        changes = {"credential": "", **changes}
    feed = _checked_feed(show, named(feed, "a feed", changes, kept=("id",)))
    return replace(show, feeds=exchanged(show.feeds, feed, "feed"))


def remove_feed(show: Show, feed_id: str) -> Show:
    """Remove a feed; the items that `uses` names lose it, and the fallbacks that need it."""

    def without(item: Item) -> Item:
        if feed_id not in item.feed_ids and not _falls_back_on(item, feed_id):
            return item
        feeds = tuple(i for i in item.feed_ids if i != feed_id)
        ladder = tuple(step for step in item.ladder if step.target != feed_id)
        return replace(item, feed_ids=feeds, ladder=ladder)

    less = replace(show, feeds=removed(show.feeds, feed_id, "feed"))
    return _every_item(less, without)


def duplicate_feed(show: Show, feed_id: str, copy_id: str = "") -> Show:
    """Put a copy after a feed; it has no OBS input and no secret of its own yet."""
    at = place_of(show.feeds, feed_id, "feed")
    feed = show.feeds[at]
    copy = replace(
        feed,
        id=copy_id or new_id(),
        name=f"{feed.name} (copy)",
        obs_input="",
        credential="",
    )
    return replace(show, feeds=added(show.feeds, copy, at + 1, "feed"))


def move_feed(show: Show, feed_id: str, to: int) -> Show:
    """Move a feed in the list of feeds."""
    return replace(show, feeds=moved(show.feeds, feed_id, to, "feed"))


def feeds_of(show: Show, contributor_id: str) -> tuple[Feed, ...]:
    """The feeds of a contributor: with the contributor's removal they belong to nobody."""
    return tuple(feed for feed in show.feeds if feed.contributor_id == contributor_id)


def add_contributor(show: Show, contributor: Contributor, at: int | None = None) -> Show:
    """Add a contributor; None: as the last."""
    refuse(faults_of_contributor(contributor))
    return replace(show, contributors=added(show.contributors, contributor, at, "contributor"))


def change_contributor(show: Show, contributor_id: str, **changes: object) -> Show:
    """Change fields of a contributor by name."""
    one = show.contributors[place_of(show.contributors, contributor_id, "contributor")]
    one = named(one, "a contributor", changes, kept=("id",))
    refuse(faults_of_contributor(one))
    return replace(show, contributors=exchanged(show.contributors, one, "contributor"))


def remove_contributor(show: Show, contributor_id: str) -> Show:
    """Remove a contributor; feeds of theirs stay and belong to nobody."""
    feeds = tuple(
        replace(feed, contributor_id="") if feed.contributor_id == contributor_id else feed
        for feed in show.feeds
    )
    contributors = removed(show.contributors, contributor_id, "contributor")
    return replace(show, contributors=contributors, feeds=feeds)


def duplicate_contributor(show: Show, contributor_id: str, copy_id: str = "") -> Show:
    """Put a copy after a contributor, without phones and consent: those are a person's own."""
    at = place_of(show.contributors, contributor_id, "contributor")
    one = show.contributors[at]
    copy = replace(
        Contributor(name=f"{one.name} (copy)", id=copy_id or new_id()),
        role=one.role,
        place=one.place,
        zone=one.zone,
        languages=one.languages,
        thin_line=one.thin_line,
        available_from=one.available_from,
        available_until=one.available_until,
    )
    return replace(show, contributors=added(show.contributors, copy, at + 1, "contributor"))


def move_contributor(show: Show, contributor_id: str, to: int) -> Show:
    """Move a contributor in the list of contributors."""
    contributors = moved(show.contributors, contributor_id, to, "contributor")
    return replace(show, contributors=contributors)
