"""A field feed on air through a panel that is killed and comes back: its picture goes on moving."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from control_panel.demo.furniture import feed_input
from control_panel.demo.obs_process import RealObs
from control_panel.demo.senders import FieldFeed, Line, Sender, prepare
from control_panel.feeds.ports import Ports
from control_panel.show.model import Feed, Item, RunningOrder, Show
from control_panel.show.store import Store
from tests.live.desk import Desk, begin
from tests.live.panel import Panel
from tests.live.stage import CUT, live_show

pytestmark = [pytest.mark.live, pytest.mark.timeout(200)]
FEED = "f" * 32


def feed_show(address: str) -> Show:
    items = tuple(
        Item(f"Item {n}", id=f"item-{n}", number=str(n), scene=scene, transition=CUT)
        for n, scene in enumerate(("Studio", "Field", "Studio"), start=1)
    )
    feed = Feed("Kinshasa", id=FEED, primary=address, latency_ms=200, obs_input="Feed")
    orders = (RunningOrder(items=items),)
    return replace(live_show(), running_orders=orders, feeds=(feed,), name_input="")


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Sender]:
    field = FieldFeed("Kinshasa", Line.SRT_CALLER, kbps=300)
    made = Sender(field, prepare(field, tmp_path / "pictures"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def panel(tmp_path: Path, sender: Sender) -> Iterator[tuple[Panel, RealObs]]:
    home = tmp_path / "home"
    with RealObs(tmp_path / "obs", password="", furnish=False) as obs:
        url = f"udp://127.0.0.1:{Ports(home / 'state' / 'ports.json').of(FEED)[0]}"
        obs.hand("SetSceneName", sceneName="Scene", newSceneName="Studio")
        obs.hand("CreateScene", sceneName="Field")
        settings = feed_input(f"{url}?fifo_size=50000&overrun_nonfatal=1")
        obs.hand(
            "CreateInput",
            sceneName="Field",
            inputName="Feed",
            inputKind="ffmpeg_source",
            inputSettings=settings,
        )
        file = tmp_path / "field.show"
        Store.create(file, feed_show(sender.address))
        made = Panel(file, home, obs.port, grace_s=60)
        yield made, obs
        made.stop()


def gateway_pid(panel: Panel) -> int:
    runtime = json.loads((panel.home / "state" / "runtime.json").read_text())
    return int(runtime["gateways"][FEED]["pid"])


def good(panel: Panel) -> None:
    panel.wait_for(lambda s: s["feeds"][0]["status"] == "good", "the feed to be good", 30.0)


def freezes(recording: Path) -> list[str]:
    """Where the picture stood still for 0.6 s, by ffmpeg's own detector."""
    argv = ["ffmpeg", "-nostdin", "-hide_banner", "-i", str(recording)]
    argv += ["-vf", "freezedetect=n=0.001:d=0.6", "-an", "-f", "null", "-"]
    said = subprocess.run(argv, capture_output=True, text=True, timeout=60, check=True).stderr
    return [line for line in said.splitlines() if "freeze_start" in line]


def test_a_gateways_picture_on_air_moves_through_a_killed_panel_and_its_return(
    panel: tuple[Panel, RealObs], sender: Sender
) -> None:
    made, obs = panel
    desk = begin(made)
    good(made)
    desk.take()
    desk.take()
    assert made.state()["obs"]["program"] == "Field"
    obs.wait_until(
        lambda: obs.hand("GetMediaInputStatus", inputName="Feed")["mediaState"].endswith("PLAYING"),
        15.0,
    )
    desk.apart(3.0)
    obs.start_recording()
    desk.apart(2.0)
    pid, calls = gateway_pid(made), sender.starts
    monitors = [p for p in made.children() if "spawn_main" in " ".join(p.cmdline())]
    assert monitors
    made.kill()
    _, alive = psutil.wait_procs(monitors, timeout=2.0)
    assert not alive
    assert psutil.pid_exists(pid)
    Desk(made).apart(2.0)
    made.start()
    good(made)
    state = made.wait_for(lambda s: s["obs"]["connected"], "OBS", 15.0)
    assert state["on_air"]["item_id"] == "item-2"
    assert gateway_pid(made) == pid
    assert sender.starts == calls, "the contributor had to call again"
    desk.apart(2.0)
    recording = obs.stop_recording()
    assert freezes(recording) == []
    made.do("end")
    desk.apart()
    made.do("end")
