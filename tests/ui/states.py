"""Every state of the On Air place that is worth looking at, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from control_panel.obs.state import ObsState
from control_panel.running_order.commands import Action, Question
from control_panel.running_order.timing import schedule
from control_panel.show.model import (
    Astray,
    Mode,
    Offer,
    Picture,
    Playhead,
    RunningOrder,
    Show,
    Taking,
    Waiting,
)
from control_panel.ui.view import View
from tests.running_order import drawing
from tests.running_order.drawing import at
from tests.ui import drawn


def with_playhead(view: View, **fields: object) -> View:
    """The view with another playhead, its schedule computed again."""
    known = replace(view.playhead, **fields)  # type: ignore[arg-type]
    return replace(view, playhead=known, schedule=schedule(view.show, known, view.now))


def taking() -> View:
    """A mix to item 5 runs."""
    view = drawn.well()
    sent = Taking("item-5", view.now, Picture("New Delhi", "", "item-5"), id="run-5")
    return with_playhead(view, taking=sent, next_id="item-6")


def pending() -> View:
    """TAKE was pressed again during the mix."""
    return with_playhead(taking(), waiting=Waiting("take", "item-6"))


def asks() -> View:
    """OBS is gone and TAKE asks once."""
    sentence = "OBS is not connected: run the clock only? TAKE again for yes, Esc for no"
    return replace(obs_lost(), question=Question(Action.TAKE, sentence))


def obs_lost() -> View:
    """OBS is gone."""
    view = drawn.well()
    gone = replace(view.obs, connected=False, as_of=view.now.shifted(timedelta(seconds=-12)))
    return replace(view, obs=gone)


def offer() -> View:
    """A hand cut to next's scene."""
    view = drawn.well()
    made = Offer("item-5", at("14:05:20"), at("14:05:30"))
    return with_playhead(view, offer=made)


def astray() -> View:
    """OBS came back with something else."""
    return with_playhead(drawn.well(), astray=Astray("Holding", Picture("Kinshasa")))


def close_out_asked() -> View:
    """Close-out asks once."""
    sentence = "5 · The last mile, Bihar has not been on air: close out all the same? "
    sentence += "Press again for yes, Esc for no"
    return replace(drawn.well(), question=Question(Action.CLOSE_OUT, sentence))


def _mode(mode: Mode, when: str) -> View:
    now = at(when)
    known = Playhead(mode=mode, next_id="item-1" if mode is not Mode.OFF else "")
    return replace(
        drawn.well(),
        now=now,
        playhead=known,
        schedule=schedule(drawn.SHOW, known, now),
        obs=replace(drawn.obs(now, "Holding")),
        alarms=(),
        notices=(),
    )


def off() -> View:
    """Before anything began."""
    return _mode(Mode.OFF, "13:20:00")


def pre_show() -> View:
    """Before the first TAKE."""
    return _mode(Mode.PRE_SHOW, "13:40:12")


def rehearsal() -> View:
    """A rehearsal in the middle."""
    return with_playhead(drawn.well(), mode=Mode.REHEARSAL)


def close_out() -> View:
    """Off air."""
    view = replace(drawn.well(), now=at("14:56:00"))
    ended = replace(view.playhead.on_air or drawing.run(4, "14:02:57"), ended_at=at("14:55:20"))
    runs = (*view.playhead.runs, ended)
    gone = {"mode": Mode.CLOSE_OUT, "mode_since": at("14:55:20"), "on_air": None, "runs": runs}
    return with_playhead(replace(view, obs=drawn.obs(view.now, "Closing")), **gone)


def ended() -> View:
    """After the show."""
    return with_playhead(close_out(), mode=Mode.ENDED)


def empty() -> View:
    """A new show."""
    now = drawing.WELL
    show = Show("New show", date=drawing.DAY, zone=drawing.ZONE)
    show = replace(show, running_orders=(RunningOrder(),))
    known = Playhead()
    return View(now, show, known, schedule(show, known, now), ObsState(), obs_wanted=False)


ALL: dict[str, Callable[[], View]] = {
    "well": drawn.well,
    "trouble": drawn.trouble,
    "taking": taking,
    "pending": pending,
    "asks": asks,
    "obs-lost": obs_lost,
    "offer": offer,
    "astray": astray,
    "close-out-asked": close_out_asked,
    "off": off,
    "pre-show": pre_show,
    "rehearsal": rehearsal,
    "close-out": close_out,
    "ended": ended,
    "empty": empty,
}
