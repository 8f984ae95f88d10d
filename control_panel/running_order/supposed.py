"""Pure: where a show would be, supposing that an item were on air."""

from __future__ import annotations

from datetime import timedelta

from control_panel.errors import Refused
from control_panel.instant import Instant
from control_panel.running_order.upcoming import after
from control_panel.show.model import Item, Mode, Playhead, Run, Show


def as_if_on_air(show: Show, name: str, since: Instant, added: timedelta) -> Playhead:
    """The playhead as if the item of that id, number or title had been on air since then.

    Raises Refused (reason "use") where no item, or more than one, is called so.
    """
    item = _item_of(show, name)
    run = Run(item.id, since, planned=item.planned, added=added)
    return Playhead(mode=Mode.LIVE, on_air=run, next_id=after(show, item.id))


def _item_of(show: Show, name: str) -> Item:
    for field in ("id", "number", "title"):
        found = [item for item in show.order.items if getattr(item, field) == name]
        if len(found) == 1:
            return found[0]
    raise Refused(f"There is no one item “{name}” in “{show.title}”.", reason="use")
