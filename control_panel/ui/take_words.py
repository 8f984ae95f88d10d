"""What TAKE says: what it takes, how, and what comes with it; a pure function of the view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from control_panel.obs.state import ObsState
from control_panel.running_order.commands import Action
from control_panel.show.model import Item, Mode, Transition
from control_panel.ui import words
from control_panel.ui.view import View, named
from control_panel.ui.words import tr


class TakeState(StrEnum):
    """How TAKE looks."""

    READY = "ready"
    TAKING = "taking"
    PENDING = "pending"
    ASKS = "asks"
    REFUSED = "refused"
    OBS_LOST = "OBS lost"
    KEYS_OFF = "keys off"
    NOTHING = "nothing"
    """There is nothing to take, or TAKE does not act in this mode."""


@dataclass(frozen=True, slots=True)
class TakeFace:
    """All that TAKE shows."""

    state: TakeState
    word: str
    headline: str
    detail: str = ""
    key: str = ""
    short: str = ""
    """The detail where there is little room."""


def take_face(view: View, *, typing: bool = False, refused: str = "") -> TakeFace:
    """TAKE as it is now; `refused` is why the last press was not taken, while that is shown."""
    if not view.transport_on:
        return TakeFace(TakeState.NOTHING, tr("TAKE"), _off(view.mode))
    if view.read_only:
        return TakeFace(TakeState.NOTHING, tr("TAKE"), tr("Read-only"), view.read_only)
    for rule in (_asks, _pending, _astray):
        face = rule(view)
        if face is not None:
            return face
    if refused:
        return TakeFace(TakeState.REFUSED, tr("TAKE"), refused, key=_space(typing=typing))
    if typing:
        return _typing(view)
    return _plain(view)


def _off(mode: Mode) -> str:
    if mode is Mode.CLOSE_OUT:
        return tr("Closing: nothing more is taken")
    return tr("Acts from rehearsal or pre-show on")


def _space(*, typing: bool) -> str:
    return tr("Esc") if typing else tr("Space")


def _asks(view: View) -> TakeFace | None:
    question = view.question
    if question is None or question.action is not Action.TAKE:
        return None
    return TakeFace(TakeState.ASKS, tr("TAKE?"), question.sentence, key=tr("Space · Esc"))


def _pending(view: View) -> TakeFace | None:
    waits = view.playhead.waiting
    if waits is None:
        return None
    item = view.show.item(waits.item_id) if waits.item_id else None
    what = {
        "take": named(item) if item else "",
        "back": tr("Back"),
        "holding-scene": tr("The holding scene"),
    }.get(waits.action, tr("The shot"))
    return TakeFace(
        TakeState.PENDING, tr("WAITS"), what, tr("goes when the transition ends"), tr("Esc")
    )


def _astray(view: View) -> TakeFace | None:
    if view.playhead.astray is None:
        return None
    return TakeFace(
        TakeState.NOTHING,
        tr("TAKE"),
        tr("Choose first what is on air"),
        tr("K keeps OBS's picture · I goes back"),
    )


def _typing(view: View) -> TakeFace:
    upcoming = view.next
    return TakeFace(
        TakeState.KEYS_OFF,
        tr("TAKE"),
        named(upcoming) if upcoming else tr("Nothing is next"),
        tr("keys off: typing · Esc"),
        tr("Esc"),
    )


def _plain(view: View) -> TakeFace:
    upcoming, taking = view.next, view.taking
    if taking is not None:
        after = tr("then {item}").format(item=named(upcoming)) if upcoming else ""
        return TakeFace(TakeState.TAKING, tr("TAKING"), named(taking), after, tr("Space"))
    if upcoming is None:
        why = tr("select an item and press N")
        return TakeFace(TakeState.NOTHING, tr("TAKE"), tr("Nothing is next"), why)
    if not view.obs.connected:
        said, short = tr("OBS lost: asks, then runs the clock only"), tr("OBS lost: clock only")
        return TakeFace(TakeState.OBS_LOST, tr("TAKE"), named(upcoming), said, tr("Space"), short)
    return TakeFace(
        TakeState.READY,
        tr("TAKE"),
        named(upcoming),
        how(view, upcoming),
        tr("Space"),
        how(view, upcoming, short=True),
    )


def how(view: View, item: Item, *, short: bool = False) -> str:
    """How an item is taken, and what comes with it: "MIX 0.5 s · name Asha Devi · mic …"."""
    name = item.lower_third.name if item.lower_third else ""
    return words.joined(
        cut_words(view.obs, item),
        _with(tr("name {name}"), name, short=short),
        _heard(view, item, short=short),
    )


def cut_words(obs: ObsState, item: Item) -> str:
    """The cut or mix: "CUT", "MIX 0.5 s"; "no cut" where the picture stays."""
    if not item.scene:
        return tr("no cut")
    if item.scene == obs.program:
        return tr("no cut: on program already")
    override = obs.overrides.get(item.scene)
    if override is not None:
        return _with_length(tr("scene's own {name}").format(name=override[0]), override[1])
    if item.transition is None:
        kinds = {t.name: t.kind for t in obs.transitions}
        name = obs.own_transition or obs.current_transition
        own = Transition(kinds.get(name, ""), name, obs.own_length or obs.transition_length)
        return _transition_words(own)
    return _transition_words(item.transition)


def _transition_words(transition: Transition) -> str:
    if transition.kind == "cut_transition":
        return tr("CUT")
    if transition.kind == "fade_transition":
        return _with_length(tr("MIX"), transition.length)
    return _with_length(transition.name or tr("OBS's own"), transition.length)


def _with_length(name: str, length: timedelta | None) -> str:
    if not length:
        return name
    return tr("{name} {s} s").format(name=name, s=f"{length.total_seconds():.1f}")


def _with(sentence: str, name: str, *, short: bool) -> str:
    if not name or short:
        return name
    return sentence.format(name=name)


def _heard(view: View, item: Item, *, short: bool) -> str:
    """Who is heard, by the feeds' names where the inputs are theirs."""
    if item.heard is None:
        return ""
    if not item.heard:
        return tr("no mic")
    by_input = {feed.obs_input: feed.name for feed in view.show.feeds if feed.obs_input}
    names = ", ".join(by_input.get(i, i) for i in item.heard)
    return _with(tr("mic {name}"), names, short=short)
