"""The ways in which a scene is taken for the benchmark: a whole panel, and clients as its floor.

Every take is OBS's own transition put aside for a cut, a text, and the scene; afterwards OBS has
its own transition back, as the panel does it in use.
"""

from __future__ import annotations

import queue
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from obswebsocket import events, obsws, requests

from control_panel.clock import Clock
from control_panel.demo.obs_process import RealObs
from control_panel.obs.client import Call, ObsClient, Priority
from control_panel.show.model import Item, LowerThird, RunningOrder, Show, Transition
from control_panel.show.store import Store
from tests.live.desk import Desk, begin
from tests.live.panel import Panel
from tests.obs_parts import put_back, wait

OWN = "Fade"
"""OBS's own transition, which each take puts aside."""
DRIVER = Path(__file__).with_name("pressed_panel.py")
POLLS = 3
"""Reads before each take of a client, a tenth of a second apart: as many as the panel asks."""


class Started:
    """When SceneTransitionStarted came, on whatever thread heard it."""

    def __init__(self) -> None:
        self._came: queue.SimpleQueue[float] = queue.SimpleQueue()

    def heard(self, _: object = None, at: float = 0.0) -> None:
        self._came.put(at or time.monotonic())

    def expect(self) -> None:
        """Whatever came before is not what is waited for."""
        while not self._came.empty():
            self._came.get()

    def wait(self) -> float:
        return self._came.get(timeout=5.0)


class Pauses:
    """The same irregular pauses for every way, so that none falls into step with OBS."""

    def __init__(self) -> None:
        self._chance = random.Random(1)
        self._never = threading.Event()

    def between(self, least: float, most: float) -> None:
        self._never.wait(self._chance.uniform(least, most))


def taken(
    obs: RealObs,
    started: Started,
    take: Callable[[str], None],
    takes: int,
    poll: Callable[[], None] = lambda: None,
    own: str = OWN,
) -> list[float]:
    """Milliseconds of so many takes by a client, to B and C by turns."""
    pauses, found = Pauses(), []
    put_back(obs)
    for number in range(takes):
        obs.wait_quiet()
        obs.hand("SetCurrentSceneTransition", transitionName=own)
        for _ in range(POLLS):
            poll()
            pauses.between(0.05, 0.15)
        obs.wait_quiet(0.1)
        poll()
        pauses.between(0.0, 0.03)
        started.expect()
        began = time.monotonic()
        take("CB"[number % 2])
        found.append(1000 * (started.wait() - began))
        # Nothing is set before OBS has told of its end (decision 1).
        pauses.between(0.1, 0.15)
    return found


# The floor: obs-websocket-py as it comes.


def bare(obs: RealObs, takes: int, *, single: bool) -> list[float]:
    """Three requests one after another, polling; or one alone, of a scene, without polling."""
    client = obsws(obs.address.host, obs.port, obs.password, legacy=False)
    started = Started()
    client.register(started.heard, events.SceneTransitionStarted)
    client.connect()

    def take(scene: str) -> None:
        if not single:
            client.call(requests.SetCurrentSceneTransition(transitionName="Cut"))
            settings = {"inputName": "Name", "inputSettings": {"text": scene}}
            client.call(requests.SetInputSettings(**settings))
        client.call(requests.SetCurrentProgramScene(sceneName=scene))

    def poll() -> None:
        client.call(requests.GetSceneList())
        client.call(requests.GetStats())
        client.call(requests.GetStreamStatus())

    try:
        if single:
            return taken(obs, started, take, takes, own="Cut")
        return taken(obs, started, take, takes, poll)
    finally:
        client.disconnect()


def batch(obs: RealObs, takes: int) -> list[float]:
    """The same three as one batch through ObsClient, which polls."""
    client, started = ObsClient(obs.address, obs.password, Clock(), meters=False), Started()
    tell = client.event

    def event(link, event, received):  # type: ignore[no-untyped-def]
        # In the reader, where the Instant of the event is taken.
        at = time.monotonic()
        tell(link, event, received)
        if event.name == "SceneTransitionStarted":
            started.heard(at=at)

    client.event = event  # type: ignore[method-assign]
    client.start()
    wait(lambda: client.is_up)

    def take(scene: str) -> None:
        calls = [
            Call("SetInputSettings", {"inputName": "Name", "inputSettings": {"text": scene}}),
            Call("SetCurrentSceneTransition", {"transitionName": "Cut"}),
            Call("SetCurrentProgramScene", {"sceneName": scene}),
        ]
        client.send_batch(calls, priority=Priority.TAKE)

    def poll() -> None:
        calls = [Call("GetSceneList"), Call("GetStats"), Call("GetStreamStatus")]
        client.send_batch(calls).result()

    try:
        return taken(obs, started, take, takes, poll)
    finally:
        client.stop()


# A whole panel.


def long_show(items: int) -> Show:
    """Items on B and C by turns, each a cut with a name."""
    made = tuple(
        Item(
            title=f"Item {number}",
            number=str(number),
            scene="CB"[number % 2],
            planned=timedelta(minutes=5),
            transition=Transition("cut_transition"),
            lower_third=LowerThird(f"Guest {number}"),
        )
        for number in range(items)
    )
    return Show(
        "Takes",
        date(2026, 11, 22),
        running_orders=(RunningOrder(items=made),),
        name_input="Name",
    )


class PressedPanel(Panel):
    """The panel of `pressed_panel.py`, and what it says."""

    def __init__(self, show: Path, home: Path, obs_port: int) -> None:
        super().__init__(show, home, obs_port)
        self.started = Started()
        self._pressed: queue.SimpleQueue[float] = queue.SimpleQueue()
        self._listener: threading.Thread | None = None

    def spawn(self, argv: Sequence[str], env: dict[str, str]) -> None:
        python, *_, show = argv
        path = os_path(env)
        with (self.home / "panel.out").open("ab") as out:
            self._process = subprocess.Popen(
                [python, str(DRIVER), show],
                env={**env, "PYTHONPATH": path},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=out,
            )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        for line in self._process.stdout:
            what, _, at = line.decode().partition(" ")
            if what == "started":
                self.started.heard(at=float(at))
            elif what == "pressed":
                self._pressed.put(float(at))

    def press(self) -> float:
        """Press TAKE's key; the instant at which it was pressed."""
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(b"press\n")
        self._process.stdin.flush()
        return self._pressed.get(timeout=5.0)

    def stop(self, seconds: float = 10.0) -> bool:
        process = self._process
        gone = super().stop(seconds)
        if process is not None:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
        if self._listener is not None:
            self._listener.join(2.0)
        return gone


def os_path(env: dict[str, str]) -> str:
    """Where the driver finds the tests' and the panel's modules."""
    return ":".join(p for p in (*sys.path, env.get("PYTHONPATH", "")) if p)


@contextmanager
def panel_on_air(obs: RealObs, folder: Path, items: int) -> Iterator[Desk]:
    """A whole panel, live, with so many items to take."""
    put_back(obs)
    obs.hand("SetCurrentSceneTransition", transitionName=OWN)
    show = folder / "takes.show"
    Store.create(show, long_show(items))
    panel = PressedPanel(show, folder / "home", obs.port)
    try:
        desk = begin(panel)
        yield desk
        desk.settled()
    finally:
        panel.stop()


def by_key(desk: Desk, takes: int) -> list[float]:
    """Milliseconds from the key, given to the whole window."""
    panel, pauses, found = desk.panel, Pauses(), []
    assert isinstance(panel, PressedPanel)
    for _ in range(takes):
        desk.settled()
        desk.apart(0.35)
        pauses.between(0.0, 0.3)
        panel.started.expect()
        pressed = panel.press()
        found.append(1000 * (panel.started.wait() - pressed))
    return found


def by_api(desk: Desk, takes: int) -> list[float]:
    """Milliseconds from the request, sent by another process over a new connection."""
    panel, pauses, found = desk.panel, Pauses(), []
    assert isinstance(panel, PressedPanel)
    for _ in range(takes):
        state = desk.settled()
        seen = {
            "on_air": (state["on_air"] or {}).get("item_id", ""),
            "next": state["next"]["item_id"],
        }
        desk.apart(0.35)
        pauses.between(0.0, 0.3)
        panel.started.expect()
        began = time.monotonic()
        status, words = panel.request("POST", "take", seen)
        assert status == 202, words
        found.append(1000 * (panel.started.wait() - began))
    return found
