"""What lands: an item on air, an item taken in error and undone, or a TAKE that failed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from control_panel.instant import Instant
from control_panel.running_order.commands import Result
from control_panel.running_order.lines import entry, mode_entry, shot_entry
from control_panel.running_order.situation import Landed, Move, Situation, Started, name_text
from control_panel.running_order.timing import schedule
from control_panel.running_order.upcoming import after, done_items, next_again, with_next
from control_panel.show.model import (
    ZERO,
    AsRunEntry,
    AsRunEvent,
    Author,
    Mode,
    Playhead,
    Proof,
    Run,
    Taking,
    TakingKind,
)

CLOCK_ONLY = Landed(id="", ok=True, proof=Proof.UNCONFIRMED)


def started(s: Situation, event: Started) -> Move:
    """The transition of our TAKE runs: both are red from here on."""
    taking = s.playhead.taking
    if taking is None or taking.id != event.id:
        return Move(s.playhead)
    return Move(replace(s.playhead, taking=replace(taking, started_at=event.at)))


def land(s: Situation, event: Landed) -> Move:
    """A switch of ours is finished: the item is on air, or it is not and is next again."""
    taking = s.playhead.taking
    if taking is None or taking.id != event.id:
        return Move(s.playhead)
    if not event.ok:
        return _not_taken(s, taking, event)
    at = event.started_at or taking.started_at or taking.requested_at
    if taking.kind is TakingKind.UNDO:
        return _undone(s, taking, event, at)
    return _on_air(s, taking, event, at)


def _not_taken(s: Situation, taking: Taking, event: Landed) -> Move:
    line = entry(
        s,
        AsRunEvent.FAILED,
        s.now,
        taking.id,
        taking.item_id,
        taking.author,
        sentence=event.sentence,
    )
    playhead = replace(s.playhead, taking=None, waiting=None)
    if taking.was_next or taking.kind is TakingKind.TAKE:
        playhead = next_again(s.show, playhead, taking.item_id, s.now)
    return Move(playhead, entries=(line,), result=Result.FAILED, sentence=event.sentence)


def _shown(s: Situation, taking: Taking, event: Landed, at: Instant) -> Move:
    """The picture of a taking has landed: who is before, what name is up, the shot row."""
    picture = taking.picture
    playhead = replace(
        s.playhead,
        taking=None,
        before=s.playhead.picture,
        picture=picture,
        name_up=_name_up(s, taking, event),
        end_served="",
    )
    if event.proof in (Proof.NO_CUT, Proof.UNCONFIRMED):
        return Move(playhead)
    reason = "take" if taking.kind is TakingKind.TAKE else "back"
    row = shot_entry(picture, at, playhead, reason=reason, author=taking.author, landed=event)
    return Move(playhead, shots=(row,))


def _name_up(s: Situation, taking: Taking, event: Landed) -> str:
    """The name that is on the picture now: never one that was not sent to an input OBS has."""
    if event.proof is Proof.UNCONFIRMED:
        return s.playhead.name_up
    if not s.show.name_input or not s.obs.has_name:
        return ""
    return name_text(taking.picture.lower_third)


def _with_run(move: Move, run: Run) -> Move:
    """The move with its shot rows under the run that they opened."""
    shots = tuple(replace(row, run_id=run.id, item_id=run.item_id) for row in move.shots)
    return replace(move, playhead=replace(move.playhead, on_air=run), shots=shots)


def _ended(s: Situation, at: Instant, author: Author) -> tuple[tuple[Run, ...], list[AsRunEntry]]:
    """The runs with the one on air closed, and the as-run's line about it."""
    run = s.playhead.on_air
    if run is None:
        return s.playhead.runs, []
    line = entry(s, AsRunEvent.ENDED, at, run.id, run.item_id, author, added=run.added)
    return (*s.playhead.runs, replace(run, ended_at=at)), [line]


def _on_air(s: Situation, taking: Taking, event: Landed, at: Instant) -> Move:
    """A TAKE, or Back later than ten seconds: a new run of the item."""
    s, opened = _live(s, at, taking)
    item = s.item(taking.item_id)
    runs, lines = _ended(s, at, taking.author)
    row = schedule(s.show, s.playhead, s.now).row(taking.item_id)
    left = _time_used(runs, taking) if taking.kind is TakingKind.RERUN else ZERO
    run = Run(
        item_id=taking.item_id,
        started_at=at,
        id=taking.id,
        planned=row.planned if row else item.planned if item else ZERO,
        planned_start=row.planned_start if row else None,
        confirmed_at=s.now,
        proof=event.proof,
        author=taking.author,
        added=left + taking.added,
    )
    line = replace(
        entry(
            s,
            AsRunEvent.ON_AIR,
            at,
            run.id,
            run.item_id,
            taking.author,
            proof=event.proof,
            sentence=event.sentence,
            added=left,
        ),
        planned_start=run.planned_start,
    )
    shown = _with_run(_shown(s, taking, event, at), run)
    playhead = replace(shown.playhead, runs=runs, undone=s.playhead.on_air)
    if taking.kind is TakingKind.RERUN:
        playhead = _next_after_rerun(s, playhead, taking.item_id)
    return replace(shown, playhead=playhead, entries=(*opened, *lines, line))


def _next_after_rerun(s: Situation, playhead: Playhead, item_id: str) -> Playhead:
    """Next after Back to an item: what follows it, even what Back has just left; else as chosen."""
    if playhead.next_by_hand and playhead.next_id != item_id:
        return playhead
    left = {s.playhead.on_air.item_id} if s.playhead.on_air else set()
    return with_next(playhead, after(s.show, item_id, done_items(s.playhead) - left), s.now)


def _live(s: Situation, at: Instant, taking: Taking) -> tuple[Situation, tuple[AsRunEntry, ...]]:
    """The first TAKE of a pre-show is what makes the show live."""
    if s.playhead.mode is not Mode.PRE_SHOW:
        return s, ()
    live = replace(s, playhead=replace(s.playhead, mode=Mode.LIVE, mode_since=at))
    return live, (mode_entry(live, at, taking.author),)


def _time_used(runs: tuple[Run, ...], taking: Taking) -> timedelta:
    """What a new run of an item has less than its plan: what its last run used of it."""
    last = next((r for r in reversed(runs) if r.item_id == taking.item_id and not r.in_error), None)
    if last is None or last.ended_at is None:
        return ZERO
    return last.added - last.ended_at.since(last.started_at)


def _undone(s: Situation, taking: Taking, event: Landed, at: Instant) -> Move:
    """Back within ten seconds: the earlier item is on air as if it had never left."""
    wrong, earlier = s.playhead.on_air, s.playhead.undone
    if wrong is None:
        return Move(replace(s.playhead, taking=None))
    lasted = at.since(wrong.started_at).total_seconds()
    sentence = f"taken in error, {lasted:.1f} s"
    line = entry(
        s,
        AsRunEvent.IN_ERROR,
        at,
        wrong.id,
        wrong.item_id,
        taking.author,
        sentence=sentence,
        added=wrong.added,
    )
    runs = (*s.playhead.runs, replace(wrong, ended_at=at, in_error=True))
    shown = _shown(s, taking, event, at)
    playhead = replace(shown.playhead, runs=runs, undone=None, on_air=None)
    moved = replace(shown, playhead=playhead, entries=(line,))
    if earlier is not None:
        moved = _resumed(s, moved, earlier, taking, event, at)
    playhead = next_again(s.show, moved.playhead, wrong.item_id, s.now)
    return replace(moved, playhead=playhead)


def _resumed(
    s: Situation, moved: Move, earlier: Run, taking: Taking, event: Landed, at: Instant
) -> Move:
    """The earlier run goes on under its own id; its end, where it had come, is not done twice.

    Automatic advance would take away at once what Back has just brought back.
    """
    earlier = replace(earlier, ended_at=None, added=earlier.added + taking.added)
    line = entry(
        s,
        AsRunEvent.RESUMED,
        at,
        earlier.id,
        earlier.item_id,
        taking.author,
        proof=event.proof,
        added=earlier.added,
    )
    runs = tuple(r for r in moved.playhead.runs if r.id != earlier.id)
    moved = replace(moved, playhead=replace(moved.playhead, runs=runs))
    resumed = _with_run(moved, earlier)
    remaining = schedule(s.show, resumed.playhead, s.now).remaining
    served = earlier.id if remaining is not None and remaining <= ZERO else ""
    resumed = replace(resumed, playhead=replace(resumed.playhead, end_served=served))
    return replace(resumed, entries=(*resumed.entries, line))
