"""A return, of OBS or of the panel: what is compared, and the choice where the two differ."""

from __future__ import annotations

from dataclasses import replace

from control_panel.running_order.commands import Command
from control_panel.running_order.landing import land
from control_panel.running_order.lines import shot_entry
from control_panel.running_order.picture_rules import (
    cut_landed,
    cut_to,
    offered,
    refuse_lost,
    refuse_missing,
)
from control_panel.running_order.situation import Landed, Move, ObsBack, Situation, refuse
from control_panel.show.model import Astray, Picture, Proof


def obs_back(s: Situation, event: ObsBack) -> Move:
    """OBS answers: an open TAKE is settled by what OBS shows; a difference asks to be chosen.

    Nothing is switched here (decision 12). `event.shows` holds every scene that fits the active
    inputs; the panel's own picture is believed when it is among them.
    """
    moved = _settle_taking(s, event)
    return moved.then(_compare(replace(s, playhead=moved.playhead), event))


def _settle_taking(s: Situation, event: ObsBack) -> Move:
    taking, cutting, old = s.playhead.taking, s.playhead.cutting, s.playhead.picture
    if taking is not None:
        arrived = _arrived(taking.picture, old, event)
        return land(s, _landed(taking.id, arrived, s.label(taking.item_id)))
    if cutting is not None:
        arrived = _arrived(cutting.picture, old, event)
        return cut_landed(s, _landed(cutting.id, arrived, f"the cut to “{cutting.picture.scene}”"))
    return Move(s.playhead)


def _arrived(wanted: Picture, old: Picture | None, event: ObsBack) -> bool:
    """Whether OBS shows the new picture; where both fit, the older one is not believed again."""
    return wanted.scene in event.shows or (old is not None and wanted.scene == old.scene)


def _landed(id_: str, arrived: bool, what: str) -> Landed:  # noqa: FBT001 - read at its callers
    if arrived:
        return Landed(id_, ok=True, proof=Proof.RE_READ, sentence="re-read when OBS answered again")
    return Landed(id_, ok=False, sentence=f"OBS does not show {what}: it was not taken")


def _compare(s: Situation, event: ObsBack) -> Move:
    ph = s.playhead
    if not event.shows:
        return Move(ph)
    if ph.picture is None or not ph.picture.scene:
        item_id = ph.on_air.item_id if ph.on_air else ""
        return Move(replace(ph, picture=Picture(_one(event), item_id=item_id), astray=None))
    if ph.picture.scene in event.shows:
        return Move(replace(ph, astray=None))
    return Move(
        replace(ph, astray=Astray(_one(event), ph.picture), waiting=None, offer=None),
        sentence=f"OBS shows “{_one(event)}”, the panel last knew “{ph.picture.scene}”: choose",
    )


def _one(event: ObsBack) -> str:
    return sorted(event.shows)[0]


def keep_obs(s: Situation, command: Command) -> Move:
    """After a return: what OBS shows is what is on air."""
    astray = s.playhead.astray
    if astray is None:
        refuse("nothing-astray", "OBS shows what the panel expects: there is nothing to choose")
    if s.playhead.cutting is not None and s.obs.connected:
        refuse("busy", "The cut back to the item is under way: wait for it, then press Back")
    item_id = s.playhead.on_air.item_id if s.playhead.on_air else ""
    picture = Picture(astray.shows, item_id=item_id)
    playhead = replace(
        s.playhead, astray=None, cutting=None, offer=None, before=astray.picture, picture=picture
    )
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
    refuse_lost(s)
    if s.playhead.cutting is not None or s.obs.busy:
        refuse("busy", "A transition runs: go back when it has ended")
    refuse_missing(s, astray.picture.scene)
    return cut_to(s, astray.picture, "return", command.author)
