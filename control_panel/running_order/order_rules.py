"""The rules about next, hold, time and what an item does at its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from control_panel.running_order.commands import Command, Result
from control_panel.running_order.lines import entry
from control_panel.running_order.picture_rules import cut_to, offered
from control_panel.running_order.situation import (
    Glimpse,
    Move,
    Situation,
    after,
    done_items,
    playable,
    refuse,
    seen_item,
    shot_entry,
    with_next,
)
from control_panel.running_order.take_rules import send_take
from control_panel.running_order.timing import schedule
from control_panel.show.model import (
    ZERO,
    AsRunEvent,
    Author,
    EndAction,
    Item,
    Picture,
    Playhead,
    Proof,
    Run,
    Via,
)

_AUTO = Author(via=Via.AUTO)


def choose_next(s: Situation, command: Command) -> Move:
    """N: make an item next."""
    ph = s.playhead
    item = s.item(command.item_id)
    if item is None:
        refuse("no-item", "There is no such item in the running order")
    if not playable(item):
        refuse("not-playable", f"{s.label(item.id)} is floated or a note: it cannot be next")
    if item.id == seen_item(ph):
        refuse("on-air", f"{s.label(item.id)} is on air: choose another item")
    if item.id not in {i.id for i in s.show.order.items}:
        refuse("on-shelf", f"{s.label(item.id)} is on the shelf: move it into the order first")
    return Move(with_next(ph, item.id, s.now, by_hand=True))


def hold(s: Situation, _command: Command) -> Move:
    """H: stop automatic advance; the countdown runs on."""
    return Move(replace(s.playhead, held=True))


def resume(s: Situation, _command: Command) -> Move:
    """H again: let automatic advance go on."""
    return Move(replace(s.playhead, held=False))


def add_time(s: Situation, command: Command) -> Move:
    """[ and ]: give the item on air time, or take some that it still has."""
    run, item = _current(s)
    if run is None or item is None:
        refuse("nothing-on-air", "Nothing is on air, so there is no time to change")
    if command.by == ZERO:
        refuse("no-time", "No time was named: say how many milliseconds to add or take away")
    by = command.by
    left = _left(s)
    if by < ZERO:
        if left <= ZERO:
            refuse("no-time-left", f"{s.label(item.id)} has no time left to take away")
        by = max(by, -left)
    longer = replace(run, added=run.added + by)
    line = entry(
        s, AsRunEvent.ADDED_TIME, s.now, run.id, run.item_id, command.author, added=longer.added
    )
    return Move(replace(s.playhead, on_air=longer, end_served=""), entries=(line,))


def _left(s: Situation) -> timedelta:
    """What the item on air has left."""
    return schedule(s.show, s.playhead, s.now).remaining or ZERO


def _current(s: Situation) -> tuple[Run | None, Item | None]:
    run = s.playhead.on_air
    return run, s.item(run.item_id) if run else None


def cancel(s: Situation, _command: Command) -> Move:
    """Esc: forget what waits."""
    if s.playhead.waiting is None:
        refuse("nothing-waits", "Nothing is waiting to be taken")
    return Move(replace(s.playhead, waiting=None))


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


def show_changed(s: Situation, _event: object) -> Move:
    """The show was edited: next, what waits and what is offered may be gone."""
    ph = _with_new_plan(s)
    upcoming = s.item(ph.next_id)
    ordered = {i.id for i in s.show.order.items}
    gone = upcoming is None or not playable(upcoming) or upcoming.id not in ordered
    if gone or not ph.next_by_hand:
        upcoming_id = after(s.show, seen_item(ph) or _last_done(s), done_items(ph))
        ph = with_next(ph, upcoming_id, s.now)
    if ph.offer is not None and ph.offer.item_id != ph.next_id:
        ph = replace(ph, offer=None)
    return _without_dead_waiting(s, replace(s, playhead=ph))


def _with_new_plan(s: Situation) -> Playhead:
    """The run on air follows an edit of its item's planned duration."""
    run, row = s.playhead.on_air, None
    if run is not None:
        row = schedule(s.show, s.playhead, s.now).row(run.item_id)
    if run is None or row is None or row.planned is None or row.planned == run.planned:
        return s.playhead
    return replace(s.playhead, on_air=replace(run, planned=row.planned))


def _without_dead_waiting(before: Situation, s: Situation) -> Move:
    waits = s.playhead.waiting
    if waits is None or waits.action != "take" or waits.item_id == s.playhead.next_id:
        return Move(s.playhead)
    sentence = f"The waiting TAKE of {before.label(waits.item_id)} was left out: next has changed"
    return Move(replace(s.playhead, waiting=None), sentence=sentence)


def _last_done(s: Situation) -> str:
    """Where the order stands when nothing is on air: after the last run, else at its start."""
    runs = [r for r in s.playhead.runs if not r.in_error]
    return runs[-1].item_id if runs else ""


def make_on_air(s: Situation, command: Command) -> Move:
    """Accept the offer after a cut by hand: next is on air from the moment of the cut."""
    offer = s.playhead.offer
    if offer is None or s.now.since(offer.until) >= ZERO:
        refuse("no-offer", "The offer has run out: TAKE puts the item on air")
    item = s.item(offer.item_id)
    if item is None:
        refuse("no-item", "The item was removed")
    # What is on program already needs no switch: the item lands as of the cut.
    seen = replace(s, obs=Glimpse(connected=False, scenes=s.obs.scenes))
    at = offer.from_
    sent = send_take(replace(seen, now=at), item, command.author)
    run = sent.playhead.on_air
    if run is None:
        return sent
    known = replace(run, proof=Proof.EVENT, confirmed_at=s.now)
    entries = tuple(
        replace(e, proof=Proof.EVENT, sentence="made on air from the cut by hand")
        if e.event is AsRunEvent.ON_AIR
        else e
        for e in sent.entries
    )
    playhead = replace(sent.playhead, on_air=known, offer=None, name_up=s.playhead.name_up)
    return replace(sent, playhead=playhead, entries=entries, result=Result.DONE)


def keep_obs(s: Situation, command: Command) -> Move:
    """After a return: what OBS shows is what is on air."""
    astray = s.playhead.astray
    if astray is None:
        refuse("nothing-astray", "OBS shows what the panel expects: there is nothing to choose")
    item_id = s.playhead.on_air.item_id if s.playhead.on_air else ""
    picture = Picture(astray.shows, item_id=item_id)
    playhead = replace(s.playhead, astray=None, before=astray.picture, picture=picture)
    playhead = offered(replace(s, playhead=playhead), astray.shows, s.now)
    row = shot_entry(
        picture, s.now, playhead, reason="return", author=command.author, proof=Proof.RE_READ
    )
    return Move(playhead, shots=(row,))


def go_back_to_item(s: Situation, command: Command) -> Move:
    """After a return: cut to the picture that the panel last knew on air."""
    astray = s.playhead.astray
    if astray is None or astray.picture is None:
        refuse("nothing-astray", "There is no picture to go back to: keep what OBS shows")
    if s.playhead.cutting is not None or s.obs.busy:
        refuse("busy", "A transition runs: go back when it has ended")
    return cut_to(s, astray.picture, "return", command.author)
