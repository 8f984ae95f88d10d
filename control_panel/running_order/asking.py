"""What the playhead asks, as the switcher takes it; what OBS shows, as the playhead reads it."""

from __future__ import annotations

from control_panel.obs.state import ObsState
from control_panel.obs.state_scenes import scene_by_inputs
from control_panel.obs.switch import HandCut, Switch, SwitchOutcome
from control_panel.obs.switcher import Switcher
from control_panel.running_order.situation import (
    Ask,
    ClearNameAsk,
    CutByHand,
    Glimpse,
    Landed,
    PreviewAsk,
    SwitchAsk,
    name_text,
)
from control_panel.show.model import Playhead, Show, Transition

_CUT = Transition("cut_transition")


def send(ask: Ask, switcher: Switcher, show: Show, playhead: Playhead) -> None:
    """Send one ask to OBS; raises Refused or LinkError where it cannot be sent."""
    if isinstance(ask, SwitchAsk):
        switcher.switch(_switch(ask, show, playhead))
    elif isinstance(ask, PreviewAsk):
        switcher.set_preview(ask.scene)
    elif isinstance(ask, ClearNameAsk) and show.name_input:
        switcher.clear_name(show.name_input)


def _switch(ask: SwitchAsk, show: Show, playhead: Playhead) -> Switch:
    """The switch for one picture; a name that stays as it is is not sent again."""
    taking = playhead.taking is not None and playhead.taking.id == ask.id
    text = name_text(ask.picture.lower_third)
    unchanged = not taking and text == playhead.name_up
    return Switch(
        id=ask.id,
        scene=ask.scene,
        transition=_CUT if ask.cut else ask.transition,
        name_input=show.name_input,
        name_text=None if unchanged or not show.name_input else text,
        heard=ask.picture.heard,
        managed=managed_inputs(show),
    )


def managed_inputs(show: Show) -> frozenset[str]:
    """The inputs whose mute is the show's: every one that some item or shot names as heard."""
    items = (*show.order.items, *show.order.shelf)
    heard = [item.heard for item in items]
    heard += [shot.heard for item in items for shot in item.shots]
    return frozenset(name for names in heard if names for name in names)


def shown(obs: ObsState) -> frozenset[str]:
    """The scenes that may be on air: OBS's word where it can be believed, else by the inputs."""
    by_inputs = frozenset(scene_by_inputs(obs))
    if obs.program and (not by_inputs or obs.program in by_inputs):
        return by_inputs | {obs.program}
    return by_inputs


def glimpse(switcher: Switcher, show: Show) -> Glimpse:
    """As much of OBS as the rules need, now."""
    obs = switcher.state
    known = obs.connected and not obs.frozen
    return Glimpse(
        connected=obs.connected,
        busy=obs.connected and switcher.busy,
        scenes=frozenset(obs.scenes) if known else None,
        program=obs.program if known and obs.provable else "",
        has_name=not known or show.name_input in obs.inputs,
    )


def landed_of(outcome: SwitchOutcome) -> Landed:
    """A switch's outcome as the playhead takes it."""
    return Landed(
        outcome.id,
        ok=outcome.ok,
        proof=outcome.proof,
        started_at=outcome.started_at,
        ended_at=outcome.ended_at,
        transition=outcome.transition,
        sentence=outcome.sentence,
    )


def cut_of(cut: HandCut) -> CutByHand:
    """A cut by hand as the playhead takes it."""
    return CutByHand(cut.scene, cut.started_at, cut.ended_at, cut.transition, cut.proof)
