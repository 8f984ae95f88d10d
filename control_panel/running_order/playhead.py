"""The state machine of a show on air: one table, every event in every state.

A state is a mode and an activity. Rules, in the words of the table below:

* Only TAKE, automatic advance, Back and an accepted offer move the playhead; shots and cuts by
  hand change the picture and nothing else.
* Nothing is sent while a transition runs, ours or a hand's: what is pressed then waits, shown,
  and Esc forgets it. Back displaces whatever waits; a waiting TAKE is not displaced by a shot.
* A press that does not name what is really on air and next is refused, by name.
* An item is on air when its switch has landed, as of the instant at which the picture started.
* When OBS came back showing something else, nothing is sent until somebody chose.
* What OBS, gone since, never answered ends a show no later than anything else: it is given up.
* What a state does not allow is refused with a reason; no cell of the table is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from control_panel.errors import Refused
from control_panel.running_order import (
    landing,
    mode_rules,
    order_rules,
    picture_rules,
    return_rules,
    take_rules,
    time_rules,
)
from control_panel.running_order.commands import Action, Command, Result
from control_panel.running_order.situation import (
    Event,
    Happening,
    Move,
    PreviewAsk,
    Situation,
    refuse,
    refuse_stale,
    waiting_words,
)
from control_panel.show.model import Mode, Playhead, TakingKind


class Activity(StrEnum):
    """What is under way."""

    STILL = "still"
    TAKING = "taking"
    CUTTING = "cutting"
    WAITING = "waiting"
    ASTRAY = "astray"


Rule = Callable[[Situation, Any], Move]
Kind = Action | Happening
State = tuple[Mode, Activity]

_OFF, _END = (Mode.OFF,), (Mode.ENDED,)
_ORDER = (Mode.REHEARSAL, Mode.PRE_SHOW, Mode.LIVE)
_RUNNING = (Mode.REHEARSAL, Mode.LIVE)
_SHOWING = (*_ORDER, Mode.CLOSE_OUT)
_ALL = tuple(Mode)
_STILL, _ASTRAY = (Activity.STILL,), (Activity.ASTRAY,)
_ANY = tuple(Activity)
_FREE = (Activity.STILL, Activity.TAKING, Activity.CUTTING)
_SENDING = (Activity.TAKING, Activity.CUTTING, Activity.WAITING)
_SETTLED = (Activity.STILL, Activity.ASTRAY)
_WAITS = (Activity.WAITING,)
_BUSY_OR_STILL = (*_FREE, Activity.WAITING)


def _no(reason: str, sentence: str) -> Rule:
    def refuse(_s: Situation, _event: object) -> Move:
        raise Refused(sentence, reason=reason)

    return refuse


def _ignore(s: Situation, _event: object) -> Move:
    return Move(s.playhead)


_IS_OFF = _no("off", "The show is off: start a rehearsal or the pre-show first")
_IS_OVER = _no("ended", "The show has ended: start a rehearsal or a new pre-show first")
_CLOSING = _no("close-out", "The show is off air and closing out: no item can be taken any more")
_NO_ITEM_YET = _no("pre-show", "The show is in pre-show: TAKE puts the first item on air")
_CHOOSE = _no("astray", "OBS shows something else than the panel knows: choose which is right")


def _has_waiting(s: Situation, _event: object) -> Move:
    refuse("pending", f"{waiting_words(s.playhead)} waits for the transition to end · Esc cancels")


def _under_way(s: Situation, event: object) -> Move:
    taking = s.playhead.taking
    if taking is None and s.playhead.cutting is None:
        _has_waiting(s, event)
    what = "A cut"
    if taking is not None:
        what = "A TAKE" if taking.kind is TakingKind.TAKE else "Back"
    refuse("taking", f"{what} is under way: wait until OBS has confirmed it")


def _once_settled(rule: Rule) -> Rule:
    """The rule, but nothing of ours may be under way; without OBS that is given up first."""

    def settled(s: Situation, event: object) -> Move:
        if s.obs.connected:
            return _under_way(s, event)
        given_up = take_rules.give_up(s)
        moved = rule(replace(s, playhead=given_up.playhead), event)
        if moved.result is Result.ASKED:
            return replace(moved, playhead=s.playhead)
        return given_up.then(moved)

    return settled


_IS_LIVE = _no("live", "The show is live: close it out before anything else is started")
_NOT_LIVE = _no("not-live", "The show is not live")
_RUNS = _no("running", "That is running already")
_AFTER_LIVE = _no("close-out", "The show is closing out: end it first")

_Row = tuple[Kind, Iterable[Mode], Iterable[Activity], Rule]

_ROWS: tuple[_Row, ...] = (
    # -- TAKE and Back
    (Action.TAKE, _ORDER, _FREE, take_rules.take),
    (Action.TAKE, _ORDER, _WAITS, take_rules.take_twice),
    (Action.BACK, _RUNNING, _BUSY_OR_STILL, picture_rules.back),
    (Action.BACK, (Mode.PRE_SHOW,), _BUSY_OR_STILL, _NO_ITEM_YET),
    # -- pictures
    (Action.SHOT, _RUNNING, _FREE, picture_rules.shot),
    (Action.SHOT, _RUNNING, _WAITS, picture_rules.shot_behind_take),
    (Action.SHOT, (Mode.PRE_SHOW,), _BUSY_OR_STILL, _NO_ITEM_YET),
    (Action.HOLDING_SCENE, _SHOWING, _FREE, picture_rules.holding),
    (Action.HOLDING_SCENE, _SHOWING, _WAITS, _has_waiting),
    (Action.CLEAR_GRAPHICS, _SHOWING, _ANY, picture_rules.clear_graphics),
    # -- the order
    (Action.NEXT, _ORDER, (*_FREE, Activity.ASTRAY), order_rules.choose_next),
    (Action.NEXT, _ORDER, _WAITS, _has_waiting),
    (Action.HOLD, _RUNNING, _ANY, time_rules.hold),
    (Action.RESUME, _RUNNING, _ANY, time_rules.resume),
    (Action.ADD_TIME, _RUNNING, _ANY, time_rules.add_time),
    *(
        (action, (Mode.PRE_SHOW,), _ANY, _NO_ITEM_YET)
        for action in (Action.HOLD, Action.RESUME, Action.ADD_TIME)
    ),
    (Action.CANCEL, _SHOWING, _ANY, order_rules.cancel),
    (Action.MAKE_ON_AIR, _RUNNING, _STILL, order_rules.make_on_air),
    (Action.MAKE_ON_AIR, _RUNNING, _SENDING, _under_way),
    (Action.MAKE_ON_AIR, (Mode.PRE_SHOW,), _BUSY_OR_STILL, _NO_ITEM_YET),
    (Action.KEEP_OBS, _SHOWING, _ANY, return_rules.keep_obs),
    (Action.GO_BACK_TO_ITEM, _SHOWING, _ANY, return_rules.go_back_to_item),
    # -- modes
    (Action.REHEARSE, (Mode.OFF, Mode.ENDED), _ANY, mode_rules.rehearse),
    (Action.REHEARSE, (Mode.REHEARSAL,), _ANY, _RUNS),
    (Action.REHEARSE, (Mode.PRE_SHOW, Mode.LIVE), _ANY, _IS_LIVE),
    (Action.REHEARSE, (Mode.CLOSE_OUT,), _ANY, _AFTER_LIVE),
    (Action.PRE_SHOW, (Mode.OFF, Mode.ENDED), _ANY, mode_rules.pre_show),
    (Action.PRE_SHOW, (Mode.REHEARSAL,), _STILL, mode_rules.pre_show),
    (Action.PRE_SHOW, (Mode.REHEARSAL,), _ASTRAY, _CHOOSE),
    (Action.PRE_SHOW, (Mode.REHEARSAL,), _SENDING, _once_settled(mode_rules.pre_show)),
    (Action.PRE_SHOW, (Mode.PRE_SHOW,), _ANY, _RUNS),
    (Action.PRE_SHOW, (Mode.LIVE,), _ANY, _IS_LIVE),
    (Action.PRE_SHOW, (Mode.CLOSE_OUT,), _ANY, _AFTER_LIVE),
    (Action.LIVE, (Mode.OFF, Mode.ENDED), _ANY, mode_rules.live),
    (Action.LIVE, (Mode.REHEARSAL, Mode.PRE_SHOW), _SETTLED, mode_rules.live),
    (Action.LIVE, (Mode.REHEARSAL, Mode.PRE_SHOW), _SENDING, _once_settled(mode_rules.live)),
    (Action.LIVE, (Mode.LIVE,), _ANY, _RUNS),
    (Action.LIVE, (Mode.CLOSE_OUT,), _ANY, _AFTER_LIVE),
    (Action.CLOSE_OUT, (Mode.LIVE,), _STILL, mode_rules.close_out),
    (Action.CLOSE_OUT, (Mode.LIVE,), _ASTRAY, _CHOOSE),
    (Action.CLOSE_OUT, (Mode.LIVE,), _SENDING, _once_settled(mode_rules.close_out)),
    (Action.CLOSE_OUT, (Mode.OFF, Mode.REHEARSAL, Mode.PRE_SHOW), _ANY, _NOT_LIVE),
    (Action.CLOSE_OUT, (Mode.CLOSE_OUT,), _ANY, _RUNS),
    (Action.CLOSE_OUT, _END, _ANY, _IS_OVER),
    (Action.END, _SHOWING, _SETTLED, mode_rules.end),
    (Action.END, _SHOWING, _SENDING, _once_settled(mode_rules.end)),
    # -- what a show that does not run refuses
    *(
        (action, modes, _ANY, refusal)
        for modes, refusal in ((_OFF, _IS_OFF), (_END, _IS_OVER))
        for action in Action
        if action not in (Action.REHEARSE, Action.PRE_SHOW, Action.LIVE, Action.CLOSE_OUT)
    ),
    *(
        (action, (Mode.CLOSE_OUT,), _ANY, _CLOSING)
        for action in (
            Action.TAKE,
            Action.BACK,
            Action.SHOT,
            Action.NEXT,
            Action.HOLD,
            Action.RESUME,
            Action.ADD_TIME,
            Action.MAKE_ON_AIR,
        )
    ),
    # -- nothing is sent until somebody chose
    *(
        (action, modes, _ASTRAY, _CHOOSE)
        for action, modes in (
            (Action.TAKE, _ORDER),
            (Action.BACK, _ORDER),
            (Action.SHOT, _ORDER),
            (Action.HOLDING_SCENE, _SHOWING),
            (Action.MAKE_ON_AIR, _ORDER),
        )
    ),
    # -- what happens
    (Happening.STARTED, _ALL, _ANY, landing.started),
    (Happening.LANDED, _ALL, _ANY, picture_rules.cut_landed),
    (Happening.SETTLED, _ALL, _ANY, picture_rules.settled),
    (Happening.HAND_CUT, _SHOWING, _ANY, picture_rules.hand_cut),
    (Happening.HAND_CUT, (Mode.OFF, Mode.ENDED), _ANY, _ignore),
    (Happening.OBS_BACK, _SHOWING, _ANY, return_rules.obs_back),
    (Happening.OBS_BACK, (Mode.OFF, Mode.ENDED), _ANY, _ignore),
    (Happening.SHOW_CHANGED, _ORDER, _ANY, order_rules.show_changed),
    (Happening.SHOW_CHANGED, (Mode.OFF, Mode.CLOSE_OUT, Mode.ENDED), _ANY, _ignore),
    (Happening.TICK, _RUNNING, _STILL, time_rules.tick),
    (Happening.TICK, _RUNNING, (*_SENDING, Activity.ASTRAY), time_rules.tick_offer),
    (Happening.TICK, (Mode.OFF, Mode.PRE_SHOW, Mode.CLOSE_OUT, Mode.ENDED), _ANY, _ignore),
)


_OF_THE_ITEM_ON_AIR = frozenset({Action.SHOT, Action.BACK, Action.ADD_TIME})
"""Besides TAKE, which names next too: these mean the item that was seen on air."""


def _table(rows: Iterable[_Row]) -> Mapping[tuple[Kind, Mode, Activity], Rule]:
    table: dict[tuple[Kind, Mode, Activity], Rule] = {}
    for kind, modes, activities, rule in rows:
        for cell in ((kind, mode, activity) for mode in modes for activity in activities):
            if cell in table:
                raise AssertionError(f"two rules for {cell}")
            table[cell] = rule
    return table


TABLE = _table(_ROWS)


def activity(playhead: Playhead) -> Activity:
    """What is under way; while the cut back to an item is, that was chosen."""
    if playhead.waiting is not None:
        return Activity.WAITING
    if playhead.taking is not None:
        return Activity.TAKING
    if playhead.cutting is not None:
        return Activity.CUTTING
    return Activity.ASTRAY if playhead.astray is not None else Activity.STILL


def step(situation: Situation, event: Event) -> Move:
    """The move that an event makes in a situation; raises Refused where a rule says no."""
    kind = event.action if isinstance(event, Command) else event.kind
    playhead = situation.playhead
    if isinstance(event, Command) and event.action in _OF_THE_ITEM_ON_AIR:
        refuse_stale(situation, event)
    move = TABLE[kind, playhead.mode, activity(playhead)](situation, event)
    if move.playhead.next_id == playhead.next_id:
        return move
    upcoming = situation.item(move.playhead.next_id)
    if upcoming is None or not upcoming.scene:
        return move
    return replace(move, asks=(*move.asks, PreviewAsk(upcoming.scene)))
