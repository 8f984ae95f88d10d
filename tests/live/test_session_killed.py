"""A whole session, window and all, whose parts are stopped and killed mid-show: what is seen."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from control_panel.demo.senders import FieldFeed, Line
from control_panel.errors import Refused
from control_panel.feeds.gateway import Phase
from control_panel.feeds.status import FeedStatus, Health
from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Proof
from control_panel.show.store import Store
from control_panel.ui.feed_tile import FeedTile
from control_panel.ui.take_words import TakeState
from control_panel.ui.tile_words import Edge, TileFace
from tests.app.room import Room, panels
from tests.fakes.obs_server import FakeObs
from tests.fakes.sender import feed_of, in_the_field
from tests.live.stage import live_show
from tests.obs_parts import AnyObs, colours, wait_active

pytestmark = [pytest.mark.timeout(120), pytest.mark.loud]
PATIENCE_MS = 40_000


def tile(r: Room) -> TileFace:
    face = r.window.on_air.feeds.findChildren(FeedTile)[0].face
    assert face is not None
    return face


@pytest.mark.live
@pytest.mark.skipif(sys.platform == "win32", reason="stops processes by POSIX signals")
def test_a_feed_on_air_whose_monitor_hangs_and_whose_gateway_is_killed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """The tile says what is not seen, and never that the feed is lost; OBS's picture is its own."""
    show = live_show()
    with in_the_field(tmp_path / "field") as field, FakeObs() as obs:
        sender = field.sender(FieldFeed("Kinshasa", Line.UDP, "0x2f5d50"))
        feed = replace(feed_of(sender), obs_input="colour B")
        items = tuple(
            replace(i, feed_ids=(feed.id,)) if i.number == "2" else i for i in show.order.items
        )
        order = replace(show.order, items=items)
        Store.create(tmp_path / "a.show", replace(show, feeds=(feed,), running_orders=(order,)))
        with panels(qtbot, tmp_path / "a.show") as make:
            r = make(obs.address)
            wall, gateways = r.session.gallery.wall, r.session.gallery.gateways
            said: list[FeedStatus] = []
            r.until(r.connected)
            r.press(Action.LIVE)
            r.take()
            r.take()
            r.until(lambda: wall.statuses[feed.id].health is Health.GOOD, PATIENCE_MS)
            r.until(lambda: (tile(r).words, tile(r).tally) == ("On air", Edge.ON_AIR))
            wall.status_changed.connect(lambda _, status: said.append(status))

            os.kill(pid := wall.pids[feed.id], signal.SIGSTOP)
            r.until(lambda: tile(r).why == "Not seen: its monitor restarts")
            assert (tile(r).words, tile(r).tally) == ("On air · opening", Edge.ON_AIR)
            r.until(lambda: wall.pids[feed.id] not in {0, pid}, PATIENCE_MS)
            r.until(lambda: wall.sequence(feed.id) > 0, PATIENCE_MS)
            r.until(lambda: tile(r).words == "On air")

            url = gateways.obs_url(feed.id)
            os.kill(pid := gateways.pid(feed.id), signal.SIGKILL)
            r.until(lambda: gateways.state(feed.id).phase is not Phase.RECEIVING)
            r.until(lambda: gateways.pid(feed.id) not in {0, pid}, PATIENCE_MS)
            r.until(lambda: gateways.state(feed.id).phase is Phase.RECEIVING, PATIENCE_MS)
            picture = wall.sequence(feed.id)
            r.until(lambda: wall.sequence(feed.id) > picture, PATIENCE_MS)
            assert gateways.obs_url(feed.id) == url
            r.until(lambda: wall.statuses[feed.id].health is Health.GOOD, PATIENCE_MS)
            assert not {Health.LOST, Health.OFF} & {status.health for status in said}
            r.until(lambda: r.alarm_box == " | " and tile(r).words == "On air")


def test_obs_killed_on_air_and_back(own_obs: AnyObs, qtbot: QtBot, tmp_path: Path) -> None:
    """`kill -9`: last known and greyed, the clock runs on; back, it is asked what is right."""
    Store.create(tmp_path / "a.show", live_show())
    with panels(qtbot, tmp_path / "a.show") as make:
        r = make(own_obs.address)
        r.until(lambda: r.wanted)
        r.session.enter_password(own_obs.password)
        r.until(lambda: r.obs_chip == "connected")
        r.press(Action.LIVE)
        r.take()
        r.take()
        r.until(lambda: r.program == "ON AIR · scene · B")
        left = r.window.on_air.countdown.accessibleDescription()
        own_obs.kill()
        r.until(lambda: r.obs_chip.startswith("lost"))
        r.until(lambda: r.program.startswith("LAST KNOWN ") and r.program.endswith("B"))
        assert r.window.on_air.program._frame.grey
        r.until(lambda: "OBS does not answer" in r.alarm_box)
        assert "The clock runs on" in r.alarm_box
        r.until(lambda: r.window.on_air.countdown.accessibleDescription() != left)
        r.until(lambda: r.take_face.state is TakeState.OBS_LOST)
        r.click_take()
        r.until(lambda: r.take_face.state is TakeState.ASKS)
        r.click_take()
        r.until(lambda: r.playout.playhead.on_air.item_id == "item-3")
        assert r.playout.playhead.on_air.proof is Proof.UNCONFIRMED

        own_obs.start()
        r.session.gallery.client.retry_now()
        r.until(lambda: r.obs_chip == "connected", 20_000)
        r.until(lambda: "last known on air was “C”. Which is right?" in r.strip)
        assert not r.alarm("obs:link")
        with pytest.raises(Refused):
            r.playout.do(Command(Action.SHOT, shot_key=1))
        shown = colours(own_obs)
        r.press(Action.KEEP_OBS)
        r.until(lambda: not r.alarms.standing and r.strip == "")
        assert colours(own_obs) == shown
        r.until(lambda: r.take_face.state is TakeState.READY)
        r.click_take()
        r.until(lambda: r.program == "ON AIR · scene · D")
        wait_active(own_obs, "colour D")
