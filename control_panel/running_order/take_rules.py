"""The rules of TAKE: what it means, what it asks once, what it sends."""

from __future__ import annotations

from dataclasses import replace

from control_panel.running_order.commands import Action, Command, Question, Result
from control_panel.running_order.landing import CLOCK_ONLY, land
from control_panel.running_order.lines import entry
from control_panel.running_order.situation import (
    DOUBLE_PRESS,
    ON_TIME_WITHIN,
    Landed,
    Move,
    Situation,
    SwitchAsk,
    opening,
    refuse,
    seen_item,
)
from control_panel.running_order.upcoming import after, done_items, playable, with_next
from control_panel.show.local_time import instant_of
from control_panel.show.model import (
    ZERO,
    AsRunEntry,
    AsRunEvent,
    Author,
    Item,
    Mode,
    Taking,
    Via,
    Waiting,
)


def take(s: Situation, command: Command) -> Move:
    """TAKE: put the next item on air, or let it wait for the running transition."""
    _refuse_unseen(s, command)
    if not s.obs.connected and s.playhead.taking is not None and not s.playhead.next_id:
        return _given_back(s)
    item = _wanted(s)
    question = _question(s, item)
    if question is not None and not s.confirmed:
        asked = Question(Action.TAKE, question, item.id)
        return Move(s.playhead, result=Result.ASKED, sentence=question, question=asked)
    pressed = replace(s, playhead=replace(s.playhead, last_take_at=s.now))
    if _in_flight(s):
        waiting = Waiting("take", item.id, None, command.author, command.id)
        return Move(
            replace(pressed.playhead, waiting=waiting),
            result=Result.PENDING,
            sentence=f"{s.label(item.id)} is taken when the transition ends · Esc cancels",
        )
    return send_take(pressed, item, command.author)


def _given_back(s: Situation) -> Move:
    """TAKE with nothing after a TAKE that OBS, gone since, never answered: it is next again."""
    open_ = s.playhead.taking
    if open_ is None:
        return Move(s.playhead)
    failed = Landed(open_.id, ok=False, sentence=_unknown(s))
    pressed = replace(s, playhead=replace(s.playhead, last_take_at=s.now))
    return replace(land(pressed, failed), result=Result.DONE)


def take_twice(s: Situation, _command: Command) -> Move:
    """TAKE while a TAKE waits."""
    _refuse_double(s)
    if s.playhead.waiting is not None and s.playhead.waiting.action == "take":
        label = s.label(s.playhead.waiting.item_id)
        refuse("pending", f"{label} is waiting to be taken already · Esc cancels it")
    return take(s, _command)


def _in_flight(s: Situation) -> bool:
    """Whether something of ours or a hand's runs; without OBS nothing can be waited for."""
    under_way = s.playhead.taking or s.playhead.cutting or s.obs.busy
    return s.obs.connected and bool(under_way)


def _refuse_double(s: Situation) -> None:
    last = s.playhead.last_take_at
    if last is not None and ZERO <= s.now.since(last) < DOUBLE_PRESS:
        refuse("double", "Pressed twice within 0.3 s: the second press was left out")


def _wanted(s: Situation) -> Item:
    """The item that this TAKE means, or a refusal by name."""
    item = s.item(s.playhead.next_id)
    if item is None:
        refuse("nothing-next", "Nothing is next: choose an item and press N")
    if not playable(item):
        refuse("not-playable", f"{s.label(item.id)} is floated or a note and cannot be taken")
    if item.scene and s.obs.scenes is not None and item.scene not in s.obs.scenes:
        refuse(
            "no-scene",
            f"OBS has no scene “{item.scene}” for {s.label(item.id)}: choose another in Setup",
        )
    return item


def _refuse_unseen(s: Situation, command: Command) -> None:
    """Refuse what was pressed twice, or with something else in view than there is."""
    if command.author.via is Via.AUTO:
        return
    _refuse_double(s)
    ph = s.playhead
    if command.seen_on_air is not None and command.seen_on_air != seen_item(ph):
        refuse("stale", f"{s.label(seen_item(ph)) if seen_item(ph) else 'Nothing'} is on air now")
    if command.seen_next is not None and command.seen_next != ph.next_id:
        refuse("stale", f"Next is now {s.label(ph.next_id) if ph.next_id else 'nothing'}")
    changed = ph.next_changed_at
    if changed is not None and ZERO <= s.now.since(changed) < DOUBLE_PRESS:
        refuse("next-changed", f"Next has just become {s.label(ph.next_id)}: look, then TAKE")


def _question(s: Situation, item: Item) -> str | None:
    """What is asked once before this TAKE, if anything."""
    asked = [part for part in (_obs_away(s), _far_from_plan(s, item)) if part]
    return f"{' '.join(asked)} TAKE again for yes, Esc for no" if asked else None


def _obs_away(s: Situation) -> str:
    return "" if s.obs.connected else "OBS is not connected: run the clock only?"


def _far_from_plan(s: Situation, item: Item) -> str:
    if s.playhead.mode is Mode.PRE_SHOW:
        plan = s.playhead.on_air_at or instant_of(s.show.on_air, s.show.date, s.show.zone)
        late = s.now.wall - plan
        if abs(late) > ON_TIME_WITHIN:
            minutes, seconds = divmod(int(abs(late).total_seconds()), 60)
            word = "after" if late > ZERO else "before"
            return (
                f"It is {minutes}:{seconds:02d} {word} the planned on air: "
                f"go live with {s.label(item.id)}?"
            )
    return ""


def send_take(s: Situation, item: Item, author: Author) -> Move:
    """Send an item to program; without OBS it is on air at once, unconfirmed."""
    picture = opening(item, s.playhead.picture)
    taking = Taking(item.id, s.now, picture, author=author, was_next=True)
    # A choice stands open here only without OBS, and what OBS shows is compared anew on its return.
    cleared = replace(
        s.playhead, taking=taking, cutting=None, waiting=None, offer=None, astray=None
    )
    upcoming = after(s.show, item.id, done_items(s.playhead))
    playhead = with_next(cleared, upcoming, s.now)
    line = entry(s, AsRunEvent.TAKING, s.now, taking.id, item.id, author)
    sent = Move(playhead, entries=(*_given_up(s), line), result=Result.SENT)
    if not s.obs.connected:
        return sent.then(land(replace(s, playhead=playhead), replace(CLOCK_ONLY, id=taking.id)))
    ask = SwitchAsk(taking.id, taking.picture, item.scene, cut=False, transition=item.transition)
    return replace(sent, asks=(ask,))


def give_up(s: Situation) -> Move:
    """What OBS, gone since, never answered is under way no more; its outcome is not known."""
    playhead = replace(s.playhead, taking=None, cutting=None, waiting=None)
    return Move(playhead, entries=_given_up(s), sentence=_unknown(s))


def _given_up(s: Situation) -> tuple[AsRunEntry, ...]:
    """A TAKE that OBS never answered ends in the as-run when the order goes on without OBS."""
    open_ = s.playhead.taking
    if open_ is None:
        return ()
    failed = AsRunEvent.FAILED
    line = entry(s, failed, s.now, open_.id, open_.item_id, open_.author, sentence=_unknown(s))
    return (line,)


def _unknown(s: Situation) -> str:
    open_ = s.playhead.taking
    what = s.label(open_.item_id) if open_ and open_.item_id else "the last cut"
    return f"OBS went away: not known whether {what} reached program"
