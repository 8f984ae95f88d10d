"""One face for the fake OBS and the real one, so that one suite judges both."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from control_panel.clock import Clock
from control_panel.demo.obs_files import COLLECTION
from control_panel.demo.obs_process import RealObs
from control_panel.obs.client import Address, ObsClient
from tests.fakes.obs_server import FakeObs

SCENES = ("A", "B", "C", "D", "E", "F", "G")


class AnyObs(Protocol):
    """An OBS that a test may ask for things as a hand would."""

    password: str

    @property
    def address(self) -> Address: ...

    def hand(self, name: str, **data: Any) -> dict[str, Any]:
        """Do what a hand does in OBS's window."""

    def hand_cut(self, scene: str) -> None: ...

    def active_inputs(self) -> frozenset[str]:
        """The inputs in program, by OBS's own word."""

    def wait_quiet(self) -> None:
        """Wait until OBS has told all that it has to tell."""


def make_fake(password: str = "secret") -> FakeObs:
    return FakeObs(password).start()


def make_real(home: Path) -> RealObs:
    return RealObs(home).start()


def put_back(obs: AnyObs, scenes: Sequence[str] = SCENES) -> None:
    """As it was at first: its collection, A, Cut, 300 ms, no studio mode, override or mute."""
    if obs.hand("GetSceneCollectionList")["currentSceneCollectionName"] != COLLECTION:
        # A test that failed in the middle of another one must not cost those after it.
        obs.hand("SetCurrentSceneCollection", sceneCollectionName=COLLECTION)
        wait(lambda: "A" in _scenes(obs))
        obs.wait_quiet()
    obs.hand("SetStudioModeEnabled", studioModeEnabled=False)
    obs.hand("SetCurrentSceneTransition", transitionName="Fade")
    obs.hand("SetCurrentSceneTransitionDuration", transitionDuration=300)
    for scene in scenes:
        none = {"transitionName": None, "transitionDuration": None}
        obs.hand("SetSceneSceneTransitionOverride", sceneName=scene, **none)
    for sound in ("Sound 1", "Sound 2"):
        obs.hand("SetInputMute", inputName=sound, inputMuted=False)
    # One that was broken off counts as running until its length is over.
    wait(lambda: obs.hand("GetCurrentSceneTransitionCursor")["transitionCursor"] >= 1.0)
    obs.hand("SetCurrentSceneTransition", transitionName="Cut")
    obs.hand("SetInputSettings", inputName="Name", inputSettings={"text": ""})
    said = obs.hand("GetCurrentProgramScene")["currentProgramSceneName"]
    if said != "A" or colours(obs) != {"colour A"}:
        # Two scenes may hang on a transition that was broken off: studio mode frees them.
        for on in (True, False):
            obs.hand("SetStudioModeEnabled", studioModeEnabled=on)
        obs.hand_cut("B")
        wait_active(obs, "colour B")
        obs.hand_cut("A")
        wait_active(obs, "colour A")
    obs.wait_quiet()


def _scenes(obs: AnyObs) -> set[str]:
    return {scene["sceneName"] for scene in obs.hand("GetSceneList")["scenes"]}


def colours(obs: AnyObs) -> set[str]:
    """The colours in program."""
    return {name for name in obs.active_inputs() if name.startswith("colour")}


def wait_active(obs: AnyObs, only: str, seconds: float = 5.0) -> None:
    """Wait until this is the only colour in program."""
    wait(lambda: colours(obs) == {only}, seconds)


def wait(true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Ask until it is true, without Qt."""
    until, pause = time.monotonic() + seconds, threading.Event()
    while not true():
        assert time.monotonic() < until, "it did not come true"
        pause.wait(0.01)


@contextmanager
def client_of(obs: AnyObs, password: str | None = "", **more: Any) -> Iterator[ObsClient]:
    """A client for this OBS, stopped in the end; an empty password means the right one."""
    right = obs.password if password == "" else password
    client = ObsClient(obs.address, right, Clock(), **more)
    try:
        yield client
    finally:
        assert client.stop(2.0)
