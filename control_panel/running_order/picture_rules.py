"""The rules by which the picture changes while the item stays: shots, Back, the holding scene."""

from __future__ import annotations

from dataclasses import replace

from control_panel.errors import Refused
from control_panel.instant import Instant
from control_panel.running_order.commands import Command, Result
from control_panel.running_order.landing import CLOCK_ONLY, land
from control_panel.running_order.lines import shot_entry
from control_panel.running_order.situation import (
    OFFER_LASTS,
    UNDO_WITHIN,
    ClearNameAsk,
    CutByHand,
    Landed,
    Move,
    Situation,
    SwitchAsk,
    name_text,
    refuse,
    seen_item,
    waiting_words,
)
from control_panel.running_order.take_rules import send_take
from control_panel.running_order.upcoming import next_by_itself, with_next
from control_panel.show.model import (
    Author,
    Cutting,
    Mode,
    Offer,
    Picture,
    Playhead,
    Run,
    Seat,
    Taking,
    TakingKind,
    Via,
    Waiting,
)


def shot(s: Situation, command: Command) -> Move:
    """Keys 1 to 9: another picture for the item on air; the countdown does not move."""
    picture = _shot_picture(s, command)
    return show_or_wait(s, picture, "shot", command)


def _shot_picture(s: Situation, command: Command) -> Picture:
    item_id = seen_item(s.playhead)
    item = s.item(item_id)
    if item is None:
        refuse("nothing-on-air", "Nothing is on air, so there are no shots: TAKE an item first")
    found = next((shot for shot in item.shots if shot.key == command.shot_key), None)
    if found is None:
        refuse("no-shot", f"{s.label(item_id)} has no shot on key {command.shot_key}")
    refuse_missing(s, found.scene)
    shown = s.playhead.taking.picture if s.playhead.taking else s.playhead.picture
    name = shown.lower_third if shown and s.playhead.name_up else None
    return Picture(found.scene, found.id, item_id, found.heard, name)


def refuse_missing(s: Situation, scene: str) -> None:
    """Refuse a cut to a scene that OBS does not have."""
    if s.obs.scenes is not None and scene not in s.obs.scenes:
        refuse("no-scene", f"OBS has no scene “{scene}”: choose another in Setup")


def refuse_lost(s: Situation) -> None:
    """Refuse what only OBS can do while it does not answer."""
    if not s.obs.connected:
        refuse("no-obs", "OBS is not connected: no picture can be changed until it answers")


def show_or_wait(s: Situation, picture: Picture, reason: str, command: Command) -> Move:
    """Cut to a picture now, or when the running transition ends."""
    refuse_lost(s)
    if s.playhead.taking or s.playhead.cutting or s.obs.busy:
        waiting = Waiting(reason, picture.item_id, picture, command.author, command.id)
        return Move(
            replace(s.playhead, waiting=waiting),
            result=Result.PENDING,
            sentence=f"“{picture.scene}” is cut to when the transition ends · Esc cancels",
        )
    return cut_to(s, picture, reason, command.author)


def cut_to(s: Situation, picture: Picture, reason: str, author: Author) -> Move:
    """Send a picture to program by a cut."""
    cutting = Cutting(picture, s.now, reason=reason, author=author)
    ask = SwitchAsk(cutting.id, picture, picture.scene)
    playhead = replace(s.playhead, cutting=cutting, waiting=None)
    return Move(playhead, asks=(ask,), result=Result.SENT)


def shot_behind_take(s: Situation, command: Command) -> Move:
    """A shot while something waits: a TAKE or Back goes first, another shot is replaced."""
    waits = s.playhead.waiting
    if waits is not None and waits.action in ("take", "back"):
        refuse("pending", f"{waiting_words(s.playhead)} waits already · Esc cancels it")
    return shot(s, command)


def holding(s: Situation, command: Command) -> Move:
    """Shift F8: cut to the holding scene; the item and its countdown stay."""
    scene = s.show.holding_scene
    if not scene:
        refuse("no-holding-scene", "This show has no holding scene: choose one in Setup")
    refuse_missing(s, scene)
    picture = Picture(scene, item_id=seen_item(s.playhead), lower_third=None)
    return show_or_wait(s, picture, "holding-scene", command)


def clear_graphics(s: Situation, _command: Command) -> Move:
    """G: take the name off the picture."""
    refuse_lost(s)
    return Move(replace(s.playhead, name_up=""), asks=(ClearNameAsk(),))


def back(s: Situation, command: Command) -> Move:
    """Back: undo the last thing that reached program."""
    ph = s.playhead
    if ph.taking or ph.cutting or s.obs.busy:
        refuse_lost(s)
        waiting = Waiting("back", author=command.author, command_id=command.id)
        return Move(
            replace(ph, waiting=waiting),
            result=Result.PENDING,
            sentence="Back follows when the transition ends · Esc cancels",
        )
    return send_back(s, command.author)


def send_back(s: Situation, author: Author) -> Move:
    """Cut to the picture before; where that was another item's, its run comes back too."""
    ph = s.playhead
    run, before, undone = ph.on_air, ph.before, ph.undone
    if run is not None and _take_was_last(s, run):
        back_to = undone.item_id if undone else ""
        picture = before or _opening_of(s, undone)
        if picture is not None and (not back_to or _in_order(s, back_to)):
            return _send_item(s, replace(picture, item_id=back_to), TakingKind.UNDO, author)
    if before is None:
        refuse("nothing-before", "Nothing was on program before: there is nothing to go back to")
    if run is None or before.item_id in ("", run.item_id):
        return _picture_only(s, before, author)
    if not _in_order(s, before.item_id):
        gone = f"What was on air before is not in the order any more: {s.label(run.item_id)} stays"
        return replace(_picture_only(s, before, author), sentence=gone)
    return _send_item(s, before, TakingKind.RERUN, author)


def _take_was_last(s: Situation, run: Run) -> bool:
    """Whether the last thing that reached program was a TAKE, not ten seconds ago.

    Back itself is none: after it there is no run to resume, and the picture before is an item's.
    """
    before = s.playhead.before
    if s.now.since(run.started_at) > UNDO_WITHIN:
        return False
    if s.playhead.undone is not None:
        return before is None or before.item_id != run.item_id
    return before is None or not before.item_id


def _in_order(s: Situation, item_id: str) -> bool:
    """Whether an item still stands in the running order: one that was removed cannot be on air."""
    return any(item.id == item_id for item in s.show.order.items)


def _picture_only(s: Situation, picture: Picture, author: Author) -> Move:
    """Cut to a picture; the item on air stays, and the picture is its own from here on."""
    refuse_lost(s)
    refuse_missing(s, picture.scene)
    run = s.playhead.on_air
    return cut_to(s, replace(picture, item_id=run.item_id if run else ""), "back", author)


def _opening_of(s: Situation, run: Run | None) -> Picture | None:
    item = s.item(run.item_id) if run else None
    return Picture(item.scene, item_id=item.id) if item else None


def _send_item(s: Situation, picture: Picture, kind: TakingKind, author: Author) -> Move:
    refuse_missing(s, picture.scene)
    item_id = picture.item_id
    was_next = bool(item_id) and item_id == s.playhead.next_id
    taking = Taking(item_id, s.now, picture, kind=kind, author=author, was_next=was_next)
    playhead = replace(s.playhead, taking=taking, waiting=None, offer=None)
    if was_next:
        playhead = with_next(playhead, next_by_itself(s.show, playhead), s.now)
    if not s.obs.connected:
        landed = replace(CLOCK_ONLY, id=taking.id)
        return land(replace(s, playhead=playhead), landed)
    ask = SwitchAsk(taking.id, picture, picture.scene)
    return Move(playhead, asks=(ask,), result=Result.SENT)


# ------------------------------------------------------------------------ what happened


def cut_landed(s: Situation, event: Landed) -> Move:
    """A cut of ours is finished: the picture changed, or it did not."""
    cutting = s.playhead.cutting
    if cutting is None or cutting.id != event.id:
        return land(s, event)
    playhead = replace(s.playhead, cutting=None)
    if not event.ok:
        playhead = replace(playhead, waiting=None)
        return Move(playhead, result=Result.FAILED, sentence=event.sentence)
    at = event.started_at or cutting.requested_at
    name = name_text(cutting.picture.lower_third) if s.obs.has_name else ""
    old = s.playhead.picture
    # The same picture once more, as after a return, is nothing that Back could undo.
    before = s.playhead.before if cutting.picture == old else old
    playhead = replace(
        playhead, before=before, picture=cutting.picture, name_up=name, astray=None, offer=None
    )
    row = shot_entry(
        cutting.picture, at, playhead, reason=cutting.reason, author=cutting.author, landed=event
    )
    return Move(playhead, shots=(row,))


def settled(s: Situation, _event: object) -> Move:
    """No transition runs: what waited is sent now."""
    ph = s.playhead
    waits = ph.waiting
    if waits is None or ph.taking or ph.cutting or s.obs.busy or ph.astray:
        return Move(ph)
    clear = replace(s, playhead=replace(ph, waiting=None))
    if waits.action == "back":
        return _back_after_wait(clear, waits.author)
    if waits.picture is not None:
        return cut_to(clear, waits.picture, waits.action, waits.author)
    item = s.item(waits.item_id)
    if item is None or waits.item_id != ph.next_id:
        return Move(clear.playhead, sentence="The TAKE that waited was left out: next has changed")
    return send_take(clear, item, waits.author)


def _back_after_wait(s: Situation, author: Author) -> Move:
    """Back that waited; where it cannot be done any more it is told, and waits no longer."""
    try:
        return send_back(s, author)
    except Refused as refusal:
        return Move(s.playhead, sentence=refusal.sentence)


def hand_cut(s: Situation, event: CutByHand) -> Move:
    """A cut made in OBS changes the picture only; next's own scene is offered for ten seconds."""
    ph = s.playhead
    item_id = ph.on_air.item_id if ph.on_air else ""
    name = ph.picture.lower_third if ph.picture and ph.name_up else None
    picture = Picture(event.scene, item_id=item_id, lower_third=name)
    author = Author(seat=Seat.PRODUCER, person="", via=Via.OBS)
    playhead = replace(ph, before=ph.picture, picture=picture, offer=None)
    row = shot_entry(
        picture, event.started_at, playhead, reason="by hand", author=author, landed=event
    )
    moved = replace(s, playhead=playhead)
    return Move(offered(moved, event.scene, event.started_at), shots=(row,))


def offered(s: Situation, scene: str, since: Instant) -> Playhead:
    """The playhead, with next offered for ten seconds where its own opening scene is shown.

    Not in pre-show, where only TAKE puts an item on air, nor when the show is off air.
    """
    ph = s.playhead
    if ph.mode not in (Mode.REHEARSAL, Mode.LIVE):
        return ph
    upcoming = s.item(ph.next_id)
    current = s.item(ph.on_air.item_id) if ph.on_air else None
    own = {current.scene, *(shot.scene for shot in current.shots)} if current else set()
    if ph.taking or upcoming is None or not upcoming.scene:
        return ph
    if upcoming.scene != scene or scene in own:
        return ph
    return replace(ph, offer=Offer(upcoming.id, since, since.shifted(OFFER_LASTS)))
