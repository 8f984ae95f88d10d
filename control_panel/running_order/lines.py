"""The as-run's lines about items and modes."""

from __future__ import annotations

from datetime import timedelta

from control_panel.instant import Instant
from control_panel.running_order.situation import Situation
from control_panel.show.model import ZERO, AsRunEntry, AsRunEvent, Author, Proof


def entry(
    s: Situation,
    event: AsRunEvent,
    at: Instant,
    run_id: str,
    item_id: str,
    author: Author,
    *,
    proof: Proof = Proof.NONE,
    sentence: str = "",
    added: timedelta = ZERO,
) -> AsRunEntry:
    """One line of the as-run about an item."""
    item = s.item(item_id)
    return AsRunEntry(
        event=event,
        at=at,
        run_id=run_id,
        item_id=item_id,
        number=item.number if item else "",
        title=item.title if item else "",
        scene=item.scene if item else "",
        planned=item.planned if item else None,
        added=added,
        proof=proof,
        author=author,
        mode=s.playhead.mode,
        sentence=sentence,
    )


def mode_entry(s: Situation, at: Instant, author: Author) -> AsRunEntry:
    """The as-run's line about a new mode."""
    return entry(s, AsRunEvent.MODE, at, "", "", author, sentence=s.playhead.mode.value)
