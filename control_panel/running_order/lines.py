"""The as-run's lines about items, modes and pictures."""

from __future__ import annotations

from datetime import timedelta

from control_panel.instant import Instant
from control_panel.running_order.situation import CutByHand, Landed, Situation
from control_panel.show.model import (
    ZERO,
    AsRunEntry,
    AsRunEvent,
    Author,
    Picture,
    Playhead,
    Proof,
    ShotEntry,
)


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


def shot_entry(
    picture: Picture,
    at: Instant,
    playhead: Playhead,
    *,
    reason: str,
    author: Author,
    landed: Landed | CutByHand | None = None,
    proof: Proof = Proof.NONE,
) -> ShotEntry:
    """The as-run's line for one change of the program picture."""
    return ShotEntry(
        at=at,
        scene=picture.scene,
        run_id=playhead.on_air.id if playhead.on_air else "",
        item_id=playhead.on_air.item_id if playhead.on_air else "",
        shot_id=picture.shot_id,
        ended_at=landed.ended_at if landed else None,
        transition=landed.transition if landed else None,
        proof=landed.proof if landed else proof,
        author=author,
        mode=playhead.mode,
        reason=reason,
    )
