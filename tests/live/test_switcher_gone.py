"""`kill -9` of OBS in a fade, and its return: what is known, what is said, what is not done."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from control_panel.demo.obs_process import RealObs
from control_panel.errors import LinkError
from control_panel.obs.switcher import Pauses
from control_panel.show.records import Proof
from tests.fakes.obs_server import FakeObs
from tests.obs.switcher_room import CUT, fade, room
from tests.obs_parts import wait

PAUSES = replace(Pauses(), reconcile=timedelta(seconds=1))


def die(obs: FakeObs | RealObs) -> None:
    if isinstance(obs, RealObs):
        # As one that dies by itself: `kill` only clears it away, so that it can start again.
        os.kill(obs.pid, signal.SIGKILL)
        obs.wait_until(lambda: not obs.running, 5.0)
        obs.kill()
        return
    obs.stop()
    studio = obs.studio
    studio.running = None
    studio.program = studio.on_air = "A"
    studio.transition, studio.duration = "Cut", 300
    studio.active = studio.showing = studio.shown_by("A")


def test_obs_killed_in_a_fade_and_back(own_obs: FakeObs | RealObs, qtbot: QtBot) -> None:
    with room(own_obs, qtbot, pauses=PAUSES) as desk:
        desk.take("B")
        before = desk.state
        id_ = desk.send("C", fade(1500))
        desk.begun(id_)
        die(own_obs)
        outcome = desk.outcome(id_)
        assert (outcome.ok, outcome.proof) == (False, Proof.UNCONFIRMED)
        assert "unknown whether" in outcome.sentence
        assert outcome.started_at is not None
        gone = desk.state
        assert not gone.connected
        # Last known, greyed: nothing is forgotten and nothing invented.
        assert (gone.program, gone.scenes, gone.items) == ("B", before.scenes, before.items)
        assert gone.as_of is not None
        with pytest.raises(LinkError):
            desk.send("D")
        own_obs.start()
        desk.client.retry_now()
        desk.until(lambda: desk.state.connected, 15_000)
        desk.until(lambda: set("ABCDEFG") <= set(desk.state.scenes), 15_000)
        desk.rest()
        # What it shows now is told as it is; by itself nothing was switched.
        assert len(desk.outcomes) == 2
        wait(lambda: any(n.startswith("colour") for n in own_obs.active_inputs()))
        on_air = {n for n in own_obs.active_inputs() if n.startswith("colour")}
        assert on_air == {f"colour {desk.state.program}"}
        target = "D" if desk.state.program != "D" else "A"
        assert desk.take(target, CUT).ok
        desk.assert_true()
