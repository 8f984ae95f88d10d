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


def _time_used(runs: tuple[Run, ...], taking: Taking) -> timedelta:
    """What a new run of an item has less than its plan: what its last run used of it."""
    last = next((r for r in reversed(runs) if r.item_id == taking.item_id and not r.in_error), None)
    if last is None or last.ended_at is None:
        return ZERO
    return last.added - last.ended_at.since(last.started_at)


def _undone(s: Situation, taking: Taking, event: Landed, at: Instant) -> Move:
    """Back within ten seconds: the earlier item is on air as if it had never left."""
    wrong, earlier = s.playhead.on_air, s.playhead.undone
    if wrong is None or earlier is None:
        return Move(replace(s.playhead, taking=None))
    lasted = at.since(wrong.started_at).total_seconds()
    sentence = f"taken in error, {lasted:.1f} s"
    lines = (
        entry(
            s,
            AsRunEvent.IN_ERROR,
            at,
            wrong.id,
            wrong.item_id,
            taking.author,
            sentence=sentence,
            added=wrong.added,
        ),
        entry(
            s,
            AsRunEvent.RESUMED,
            at,
            earlier.id,
            earlier.item_id,
            taking.author,
            proof=event.proof,
            added=earlier.added,
        ),
    )
    runs = tuple(r for r in s.playhead.runs if r.id != earlier.id)
    runs = (*runs, replace(wrong, ended_at=at, in_error=True))
    shown = _with_run(_shown(s, taking, event, at), replace(earlier, ended_at=None))
    playhead = with_next(replace(shown.playhead, runs=runs, undone=None), wrong.item_id, s.now)
    return replace(shown, playhead=playhead, entries=lines)
