"""Pure: which item is next, by itself or by hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from control_panel.instant import Instant
from control_panel.running_order.situation import seen_item
from control_panel.show.model import Item, ItemKind, Playhead, Show


def playable(item: Item) -> bool:
    """Whether an item can be taken."""
    return not item.floated and item.kind is not ItemKind.NOTE


def after(show: Show, item_id: str, done: Collection[str] = ()) -> str:
    """The id of the first playable item after this one, or of the first of all for "" .

    Items that were on air already (`done`) are not next again by themselves.
    """
    items = show.order.items
    at = next((i for i, item in enumerate(items) if item.id == item_id), -1)
    later = (item for item in items[at + 1 :] if playable(item) and item.id not in done)
    return next((item.id for item in later), "")


def done_items(playhead: Playhead) -> frozenset[str]:
    """The items that were or are on air, those taken in error left out."""
    on_air = (playhead.on_air,) if playhead.on_air else ()
    return frozenset(run.item_id for run in (*playhead.runs, *on_air) if not run.in_error)


def next_by_itself(show: Show, playhead: Playhead) -> str:
    """The id of the item that is next where nobody chose one; "" where there is none."""
    ended = [run.item_id for run in playhead.runs if not run.in_error]
    stands = seen_item(playhead) or (ended[-1] if ended else "")
    return after(show, stands, done_items(playhead))


def with_next(playhead: Playhead, item_id: str, now: Instant, *, by_hand: bool = False) -> Playhead:
    """The playhead with another item next."""
    if item_id == playhead.next_id:
        return replace(playhead, next_by_hand=by_hand)
    return replace(playhead, next_id=item_id, next_by_hand=by_hand, next_changed_at=now)


def next_again(show: Show, playhead: Playhead, item_id: str, now: Instant) -> Playhead:
    """The playhead with an item next again: by hand where it would not be so by itself."""
    by_hand = item_id != next_by_itself(show, playhead)
    return with_next(playhead, item_id, now, by_hand=by_hand)
