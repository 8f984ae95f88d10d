"""The rules by which a show goes from off to ended."""

from __future__ import annotations

from dataclasses import replace

from control_panel.running_order.commands import Action, Command, Question, Result
from control_panel.running_order.lines import entry, mode_entry, shot_entry
from control_panel.running_order.picture_rules import show_or_wait
from control_panel.running_order.situation import Move, Situation, refuse
from control_panel.running_order.upcoming import after
from control_panel.show.model import AsRunEvent, Author, Mode, Picture, Playhead, Proof


def rehearse(s: Situation, command: Command) -> Move:
    """Off to rehearsal: OBS is driven as in live, nothing is streamed or recorded by us."""
    return _begin(s, Mode.REHEARSAL, command)


def pre_show(s: Situation, command: Command) -> Move:
    """To pre-show: the holding scene, and the countdown to the on-air instant."""
    begun = _begin(s, Mode.PRE_SHOW, command)
    return begun.then(
        _cut_if_set(replace(s, playhead=begun.playhead), s.show.holding_scene, command)
    )


def live(s: Situation, command: Command) -> Move:
    """To live with nothing taken yet; the first TAKE of a pre-show does the same."""
    ph = s.playhead
    if ph.mode is not Mode.PRE_SHOW and not s.confirmed:
        return _asked(s, Action.LIVE, f"Go live straight from {ph.mode.value}, without pre-show?")
    if ph.mode is Mode.PRE_SHOW:
        return _into(s, replace(ph, mode=Mode.LIVE, mode_since=s.now), command.author)
    return _begin(s, Mode.LIVE, command)


def close_out(s: Situation, command: Command) -> Move:
    """Off air: the item on air ends, the closing scene is cut to."""
    if s.playhead.next_id and not s.confirmed:
        label = s.label(s.playhead.next_id)
        return _asked(s, Action.CLOSE_OUT, f"{label} has not been on air: close out all the same?")
    ended = _end_run(s, command.author)
    moved = replace(ended.playhead, mode=Mode.CLOSE_OUT, mode_since=s.now, waiting=None, offer=None)
    into = ended.then(_into(replace(s, playhead=moved), moved, command.author))
    return into.then(_cut_if_set(replace(s, playhead=into.playhead), s.show.closing_scene, command))


def end(s: Situation, command: Command) -> Move:
    """Close-out to ended; a rehearsal or a pre-show goes back to off; live asks first."""
    mode = s.playhead.mode
    if mode is Mode.LIVE and not s.confirmed:
        return _asked(s, Action.END, "The show is live: end it at once, without a close-out?")
    ended = _end_run(s, command.author)
    over = Mode.ENDED if mode in (Mode.LIVE, Mode.CLOSE_OUT) else Mode.OFF
    moved = replace(
        ended.playhead,
        mode=over,
        mode_since=s.now,
        waiting=None,
        offer=None,
        astray=None,
        next_id=ended.playhead.next_id if over is Mode.ENDED else "",
        runs=ended.playhead.runs if over is Mode.ENDED else (),
    )
    return ended.then(_into(replace(s, playhead=moved), moved, command.author))


def _begin(s: Situation, mode: Mode, command: Command) -> Move:
    """A fresh start: no runs, the first item next, the picture as it is."""
    first = after(s.show, "")
    if not first:
        refuse("empty-order", "The running order has no item to take: add one in Setup")
    ended = _end_run(s, command.author)
    fresh = Playhead(
        mode=mode,
        mode_since=s.now,
        next_id=first,
        picture=_found(s),
        name_up=s.playhead.name_up,
        on_air_at=s.playhead.on_air_at if mode is Mode.LIVE else None,
    )
    into = ended.then(_into(replace(s, playhead=fresh), fresh, command.author))
    if fresh.picture is None:
        return into
    row = shot_entry(
        fresh.picture, s.now, fresh, reason="found", author=command.author, proof=Proof.RE_READ
    )
    return replace(into, shots=(row,))


def _found(s: Situation) -> Picture | None:
    """What is on program as a show begins: no item's, for no item of this show was on air yet."""
    known, program = s.playhead.picture, s.obs.program
    if known is None or program not in ("", known.scene):
        return Picture(program) if program else None
    return replace(known, item_id="", shot_id="")


def _into(s: Situation, playhead: Playhead, author: Author) -> Move:
    line = mode_entry(replace(s, playhead=playhead), s.now, author)
    return Move(playhead, entries=(line,))


def _end_run(s: Situation, author: Author) -> Move:
    run = s.playhead.on_air
    if run is None:
        return Move(s.playhead)
    line = entry(s, AsRunEvent.ENDED, s.now, run.id, run.item_id, author, added=run.added)
    runs = (*s.playhead.runs, replace(run, ended_at=s.now))
    return Move(replace(s.playhead, on_air=None, undone=None, runs=runs), entries=(line,))


def _cut_if_set(s: Situation, scene: str, command: Command) -> Move:
    """Cut to a scene of the show's, where there is one; why not is told."""
    if not scene:
        return Move(s.playhead)
    if not s.obs.connected:
        return Move(s.playhead, sentence=f"OBS is not connected: “{scene}” was not cut to")
    if s.obs.scenes is not None and scene not in s.obs.scenes:
        return Move(s.playhead, sentence=f"OBS has no scene “{scene}”: it was not cut to")
    return show_or_wait(s, Picture(scene), "holding-scene", command)


def _asked(s: Situation, action: Action, sentence: str) -> Move:
    whole = f"{sentence} Press again for yes, Esc for no"
    return Move(s.playhead, result=Result.ASKED, sentence=whole, question=Question(action, whole))
