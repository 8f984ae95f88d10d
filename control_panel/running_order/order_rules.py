"""The rules about next: chosen by hand, followed through edits, on air from a cut by hand."""

from __future__ import annotations

from dataclasses import replace

from control_panel.running_order.commands import Command, Result
from control_panel.running_order.situation import Glimpse, Move, Situation, refuse, seen_item
from control_panel.running_order.take_rules import send_take
from control_panel.running_order.timing import schedule
from control_panel.running_order.upcoming import next_by_itself, playable, with_next
from control_panel.show.model import ZERO, AsRunEvent, Playhead, Proof


def choose_next(s: Situation, command: Command) -> Move:
    """N: make an item next."""
    ph = s.playhead
    item = s.item(command.item_id)
    if item is None:
        refuse("no-item", "There is no such item in the running order")
    if not playable(item):
        refuse("not-playable", f"{s.label(item.id)} is floated or a note: it cannot be next")
    if item.id == seen_item(ph) or (ph.on_air is not None and item.id == ph.on_air.item_id):
        refuse("on-air", f"{s.label(item.id)} is on air: choose another item")
    if item.id not in {i.id for i in s.show.order.items}:
        refuse("on-shelf", f"{s.label(item.id)} is on the shelf: move it into the order first")
    return Move(with_next(ph, item.id, s.now, by_hand=True))


def cancel(s: Situation, _command: Command) -> Move:
    """Esc: forget what waits."""
    if s.playhead.waiting is None:
        refuse("nothing-waits", "Nothing is waiting to be taken")
    return Move(replace(s.playhead, waiting=None))


def show_changed(s: Situation, _event: object) -> Move:
    """The show was edited: next, what waits and what is offered may be gone."""
    ph = _with_new_plan(s)
    upcoming = s.item(ph.next_id)
    ordered = {i.id for i in s.show.order.items}
    gone = upcoming is None or not playable(upcoming) or upcoming.id not in ordered
    if gone or not ph.next_by_hand:
        ph = with_next(ph, next_by_itself(s.show, ph), s.now)
    if not _offer_stands(s, ph):
        ph = replace(ph, offer=None)
    return _without_dead_waiting(s, replace(s, playhead=ph))


def _offer_stands(s: Situation, ph: Playhead) -> bool:
    """Whether what is offered is still next, and its opening scene still what program shows."""
    item = s.item(ph.next_id)
    if ph.offer is None or item is None or ph.picture is None:
        return False
    return ph.offer.item_id == item.id and ph.picture.scene == item.scene


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


def make_on_air(s: Situation, command: Command) -> Move:
    """Accept the offer after a cut by hand: next is on air from the moment of the cut."""
    offer = s.playhead.offer
    if offer is None or s.now.since(offer.until) >= ZERO:
        refuse("no-offer", "The offer has run out: TAKE puts the item on air")
    item = s.item(offer.item_id)
    if item is None:
        refuse("no-item", "The item was removed")
    # What is on program already needs no switch: the item lands as of the cut, when the picture
    # before it was still there, which is what Back goes back to.
    as_of_cut = replace(
        s,
        playhead=replace(s.playhead, picture=s.playhead.before),
        obs=Glimpse(connected=False, scenes=s.obs.scenes),
        now=offer.from_,
    )
    sent = send_take(as_of_cut, item, command.author)
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
    playhead = replace(
        sent.playhead,
        on_air=known,
        name_up=s.playhead.name_up,
        # The press is of now: one that follows within 0.3 s is a double, as after a TAKE.
        last_take_at=s.now,
        next_changed_at=s.now,
    )
    return replace(sent, playhead=playhead, entries=entries, result=Result.DONE)
