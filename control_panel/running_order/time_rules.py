"""The rules about time: hold, time given and taken, what an item does at its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from control_panel.running_order.commands import Command
from control_panel.running_order.lines import entry
from control_panel.running_order.picture_rules import cut_to
from control_panel.running_order.situation import Move, Situation, refuse, seen_item
from control_panel.running_order.take_rules import send_take
from control_panel.running_order.timing import schedule
from control_panel.show.model import (
    ZERO,
    AsRunEvent,
    Author,
    EndAction,
    Item,
    Picture,
    Run,
    Taking,
    TakingKind,
    Via,
)

_AUTO = Author(via=Via.AUTO)


def hold(s: Situation, _command: Command) -> Move:
    """H: stop automatic advance; the countdown runs on."""
    return Move(replace(s.playhead, held=True))


def resume(s: Situation, _command: Command) -> Move:
    """H again: let automatic advance go on."""
    return Move(replace(s.playhead, held=False))


def add_time(s: Situation, command: Command) -> Move:
    """[ and ]: give the item that is seen on air time, or take some that it still has.

    In a mix that is the item being taken: it is the one that TAKING names and that was sent last,
    and what the other had left ends with the mix. Its run begins with that time.
    """
    run, taking = s.playhead.on_air, s.playhead.taking
    item = s.item(seen_item(s.playhead))
    if item is None or not (taking or run):
        refuse("nothing-on-air", "Nothing is on air, so there is no time to change")
    if command.by == ZERO:
        refuse("no-time", "No time was named: say how many milliseconds to add or take away")
    by, left = command.by, _left(s)
    if by < ZERO:
        if left <= ZERO:
            refuse("no-time-left", f"{s.label(item.id)} has no time left to take away")
        by = max(by, -left)
    if taking is not None:
        return _given_before(s, taking, by, command.author)
    return _given(s, run, by, command.author) if run else Move(s.playhead)


def _given(s: Situation, run: Run, by: timedelta, author: Author) -> Move:
    longer = replace(run, added=run.added + by)
    line = entry(s, AsRunEvent.ADDED_TIME, s.now, run.id, run.item_id, author, added=longer.added)
    return Move(replace(s.playhead, on_air=longer, end_served=""), entries=(line,))


def _given_before(s: Situation, taking: Taking, by: timedelta, author: Author) -> Move:
    """Time for a run that is not on air yet; a run that Back brings back says it on its return."""
    longer = replace(taking, added=taking.added + by)
    moved = Move(replace(s.playhead, taking=longer))
    if taking.kind is TakingKind.UNDO:
        return moved
    added = AsRunEvent.ADDED_TIME
    line = entry(s, added, s.now, taking.id, taking.item_id, author, added=longer.added)
    return replace(moved, entries=(line,))


def _left(s: Situation) -> timedelta:
    """What the item that is seen on air has left."""
    times, taking = schedule(s.show, s.playhead, s.now), s.playhead.taking
    if taking is None:
        return times.remaining or ZERO
    row = times.row(taking.item_id)
    return row.expected_end - times.now if row and row.expected_end else ZERO


def _current(s: Situation) -> tuple[Run | None, Item | None]:
    run = s.playhead.on_air
    return run, s.item(run.item_id) if run else None


def tick(s: Situation, _event: object) -> Move:
    """Time went by: an offer runs out, an item reaches its end."""
    ph = s.playhead
    if ph.offer is not None and s.now.since(ph.offer.until) >= ZERO:
        ph = replace(ph, offer=None)
    return _at_end(replace(s, playhead=ph))


def tick_offer(s: Situation, _event: object) -> Move:
    """Time went by while something else is under way: only an offer can run out."""
    ph = s.playhead
    if ph.offer is not None and s.now.since(ph.offer.until) >= ZERO:
        ph = replace(ph, offer=None)
    return Move(ph)


def _at_end(s: Situation) -> Move:
    ph = s.playhead
    run, item = _current(s)
    if run is None or item is None or ph.held or ph.end_served == run.id or s.obs.busy:
        return Move(ph)
    if _left(s) > ZERO:
        return Move(ph)
    served = replace(s, playhead=replace(ph, end_served=run.id))
    if item.at_end is EndAction.TAKE_NEXT:
        return _advance(served)
    if item.at_end is EndAction.CUT_TO_SHOT:
        return _end_shot(served, item)
    return Move(ph)


def _advance(s: Situation) -> Move:
    """Automatic advance: once, and only where it can be done."""
    item = s.item(s.playhead.next_id)
    if item is None:
        return Move(s.playhead, sentence="Automatic advance: nothing is next, so nothing was taken")
    if not s.obs.connected:
        return Move(s.playhead, sentence="Automatic advance left out: OBS is not connected")
    if item.scene and s.obs.scenes is not None and item.scene not in s.obs.scenes:
        return Move(s.playhead, sentence=f"Automatic advance left out: no scene “{item.scene}”")
    return send_take(s, item, _AUTO)


def _end_shot(s: Situation, item: Item) -> Move:
    found = next((shot for shot in item.shots if shot.id == item.end_shot_id), None)
    if found is None or not s.obs.connected:
        return Move(s.playhead, sentence=f"The end shot of {s.label(item.id)} could not be taken")
    shown = s.playhead.picture
    name = shown.lower_third if shown and s.playhead.name_up else None
    return cut_to(s, Picture(found.scene, found.id, item.id, found.heard, name), "shot", _AUTO)
