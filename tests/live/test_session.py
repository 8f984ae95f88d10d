"""A whole session, window and all, on an OBS that fails, fake and real: what the operator sees.

What stands in the header, over the picture of program, in the alarm and on TAKE; what a press of
TAKE does then; and that all of it goes when OBS is there again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from control_panel.obs.address import Address
from control_panel.running_order.commands import Action
from control_panel.show.model import Proof
from control_panel.show.store import Store
from control_panel.ui.take_words import TakeState
from tests.app.room import Room, panels
from tests.fakes.relay import Relay
from tests.live.stage import live_show
from tests.obs_parts import AnyObs, colours, wait_active

pytestmark = [pytest.mark.timeout(90), pytest.mark.loud]


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Address], Room]]:
    file = tmp_path / "a.show"
    Store.create(file, live_show())
    with panels(qtbot, file) as make:
        yield make


@pytest.fixture
def relay(obs: AnyObs) -> Iterator[Relay]:
    """The wire between the panel and OBS."""
    with Relay((obs.address.host, obs.address.port)) as made:
        yield made


def connected(r: Room, obs: AnyObs) -> None:
    """The password is asked for, since no keyring has it; then OBS is there, and is shown so."""
    r.until(lambda: r.wanted)
    r.session.enter_password(obs.password)
    well(r)


def well(r: Room) -> None:
    r.until(lambda: r.obs_chip == "connected", 20_000)
    r.until(lambda: r.program.startswith(("ON AIR", "PROGRAM")))
    assert r.why == ""
    assert not r.alarm("obs:link")


def on_air(r: Room, item: str) -> None:
    assert r.playout.playhead.on_air.item_id == item


def runs_the_clock_only(r: Room, item: str) -> None:
    """TAKE says that OBS is lost; it asks once, and then runs the order, and says what it is."""
    r.until(lambda: r.take_face.state is TakeState.OBS_LOST)
    assert r.take_face.detail == "OBS lost: asks, then runs the clock only"
    r.click_take()
    r.until(lambda: r.take_face.state is TakeState.ASKS)
    assert "OBS is not connected: run the clock only?" in r.take_face.headline
    r.click_take()
    r.until(lambda: r.playout.playhead.on_air and r.playout.playhead.on_air.item_id == item)
    assert r.playout.playhead.on_air.proof is Proof.UNCONFIRMED


def test_a_wrong_password_is_asked_for_and_never_tried_in_a_loop(
    obs: AnyObs, relay: Relay, room: Callable[[Address], Room], qtbot: QtBot
) -> None:
    r = room(Address("127.0.0.1", relay.port))
    r.until(lambda: r.wanted)
    r.session.enter_password("not this one")
    r.until(lambda: len(r.wanted) == 2)
    assert "password" in r.wanted[1]
    r.until(lambda: r.obs_chip == "lost" and r.why == r.wanted[1])
    assert r.wanted[1] in r.window.on_air.program._frame.name
    tried = relay.accepted
    with qtbot.assertNotEmitted(r.session.password_wanted, wait=1200):
        pass
    assert relay.accepted == tried

    # A show can be run all the same, by its clock.
    r.press(Action.LIVE)
    r.until(lambda: "OBS does not answer" in r.alarm_box)
    runs_the_clock_only(r, "item-1")
    r.session.enter_password(obs.password)
    well(r)
    r.until(lambda: r.alarm_box == " | ")
    r.click_take()
    r.until(lambda: r.playout.playhead.on_air.item_id == "item-2")
    wait_active(obs, "colour B")


def test_a_server_that_accepts_and_says_nothing_is_named(
    obs: AnyObs, relay: Relay, room: Callable[[Address], Room]
) -> None:
    relay.hold()
    r = room(Address("127.0.0.1", relay.port))
    r.until(lambda: r.obs_chip == "lost" and f"127.0.0.1:{relay.port}" in r.why)
    assert not r.wanted
    assert "OBS is not connected" in r.window.on_air.program._frame.name
    r.press(Action.LIVE)
    r.until(lambda: "OBS does not answer" in r.alarm_box)
    r.until(lambda: r.take_face.state is TakeState.OBS_LOST)
    relay.release()
    connected(r, obs)
    r.click_take()
    r.until(lambda: r.playout.playhead.on_air)
    assert r.playout.playhead.on_air.proof is not Proof.UNCONFIRMED


def test_a_half_open_link_is_lost_within_seconds_and_nothing_is_switched_on_its_return(
    obs: AnyObs, relay: Relay, room: Callable[[Address], Room]
) -> None:
    r = room(Address("127.0.0.1", relay.port))
    connected(r, obs)
    r.press(Action.LIVE)
    r.take()
    r.until(lambda: r.program == "ON AIR · scene · A")

    # Nobody knows yet: a TAKE is sent, and what became of it is said to be unknown.
    relay.hold()
    frozen = r.base.clock.now()
    r.click_take()
    r.until(lambda: r.take_face.state is TakeState.TAKING)
    r.until(lambda: r.obs_chip.startswith("lost"))
    assert r.base.clock.now().since(frozen).total_seconds() < 15.0
    assert "unknown whether" in r.alarm("obs:take")
    r.until(lambda: r.program.startswith("LAST KNOWN "))
    assert r.window.on_air.program._frame.grey
    assert r.program.endswith("A")
    r.until(lambda: "OBS does not answer" in r.alarm("obs:link"))
    on_air(r, "item-1")
    r.window._refused_take("")
    runs_the_clock_only(r, "item-2")

    # It is back, and what the panel had asked for is not there: a person chooses.
    relay.cut()
    relay.release()
    r.until(lambda: r.obs_chip == "connected", 20_000)
    r.until(lambda: "OBS shows “A”; last known on air was “B”. Which is right?" in r.strip)
    assert not r.alarm("obs:link")
    r.until(lambda: r.take_face.headline == "Choose first what is on air")
    r.click_take()
    on_air(r, "item-2")
    assert colours(obs) == {"colour A"}
    r.press(Action.GO_BACK_TO_ITEM)
    r.until(lambda: r.program == "ON AIR · scene · B")
    wait_active(obs, "colour B")
    r.until(lambda: not r.alarms.standing)
    assert r.strip == ""


def test_another_scene_collection_in_the_middle_of_a_show_and_back(
    obs: AnyObs, room: Callable[[Address], Room]
) -> None:
    r = room(obs.address)
    connected(r, obs)
    r.press(Action.LIVE)
    r.take()
    to_collection(obs, "Other")
    r.until(lambda: r.alarm("scene:item-2"), 20_000)
    assert "no scene “B”" in r.alarm("scene:item-2")
    assert "no scene “A”" in r.alarm("scene:item-1")
    r.until(lambda: "last known on air was “A”. Which is right?" in r.strip)
    r.until(lambda: r.take_face.headline == "Choose first what is on air")
    assert "OBS shows" in r.alarm_box or "no scene" in r.alarm_box
    r.click_take()
    on_air(r, "item-1")
    to_collection(obs, "Show")
    r.until(lambda: not r.alarms.standing, 20_000)
    r.until(lambda: r.program == "ON AIR · scene · A")
    r.until(lambda: r.take_face.state is TakeState.READY)
    r.click_take()
    r.until(lambda: r.playout.playhead.on_air.item_id == "item-2")
    wait_active(obs, "colour B")


def to_collection(obs: AnyObs, name: str) -> None:
    known = obs.hand("GetSceneCollectionList")["sceneCollections"]
    request = "SetCurrentSceneCollection" if name in known else "CreateSceneCollection"
    obs.hand(request, sceneCollectionName=name)
