"""Somebody at the desk of a panel process, and what is left of it: the file, the recording."""

from __future__ import annotations

import time
from typing import Any

from control_panel.clock import Clock
from control_panel.demo.obs_process import RealObs
from control_panel.demo.recording import recording_colours, scene_of
from control_panel.demo.verdict import Sample
from control_panel.instant import Instant
from control_panel.obs.client import ObsClient
from control_panel.show.store import Store
from control_panel.show.stored import Stored
from tests.live.panel import Panel


class Recorder:
    """Records what OBS sends, and knows the recording's zero (decision 4)."""

    def __init__(self, obs: RealObs) -> None:
        self._obs = obs
        self._clock = Clock()
        self._zero: Instant | None = None
        self._skipped = 0
        self.skipped = 0
        """Frames that OBS itself skipped while it recorded."""
        self._client = ObsClient(obs.address, obs.password or None, self._clock, meters=False)
        self._client.register(self._heard)
        # connect() is refused where an earlier test has made a QApplication.
        self._client.start()
        obs.wait_until(lambda: self._client.is_up, 10.0)

    def _heard(self, event: Any) -> None:
        if event.datain.get("outputState") == "OBS_WEBSOCKET_OUTPUT_STARTED":
            self._zero = self._clock.now()

    def start(self) -> None:
        self._skipped = self._obs.skipped_frames()
        self._obs.start_recording()
        self._obs.wait_until(lambda: self._zero is not None, 5.0)

    def close(self) -> None:
        self._client.stop()

    def stop(self) -> tuple[list[Sample], Instant]:
        self.skipped = self._obs.skipped_frames() - self._skipped
        path = self._obs.stop_recording()
        assert self._zero is not None
        frames = recording_colours(path)
        return [Sample(frame.at, scene_of(frame.colour)) for frame in frames], self._zero


def stored(panel: Panel) -> Stored:
    store = Store.open(panel.show)
    try:
        return store.load()
    finally:
        store.close()


class Desk:
    """Somebody at the desk, by the API."""

    def __init__(self, panel: Panel) -> None:
        self.panel = panel

    def settled(self) -> dict[str, Any]:
        return self.panel.wait_for(
            lambda s: not s["taking"] and not s["pending"] and not s["obs"]["transitioning"],
            "everything to be settled",
        )

    def apart(self, seconds: float = 0.32) -> None:
        """More than a double press after the last one, or so many seconds."""
        end = time.monotonic() + seconds
        if seconds < 0.1:
            while time.monotonic() < end:
                pass
            return
        self.panel.until(lambda: time.monotonic() > end, seconds + 1, "the hand to lift")

    def take(self) -> None:
        self.apart()
        state = self.panel.state()
        seen = {"on_air": state["on_air"]["item_id"], "next": state["next"]["item_id"]}
        status, words = self.panel.do("take", **seen)
        assert status == 200, words
        self.settled()

    def press_in_transition(self) -> None:
        """TAKE, and TAKE again while its mix runs: the second waits for its end."""
        self.apart()
        state = self.panel.state()
        first = state["next"]["item_id"]
        seen = {"on_air": state["on_air"]["item_id"], "next": first}
        status, words = self.panel.request("POST", "take", seen)
        assert status == 202, words
        self.panel.wait_for(lambda s: s["obs"]["transitioning"], "the mix to run", 3.0)
        self.apart()
        state = self.panel.state()
        seen = {"on_air": first, "next": state["next"]["item_id"]}
        status, words = self.panel.do("take", **seen)
        assert status == 200, words
        self.settled()

    def hand_in_fade(self, obs: RealObs, request: str, **data: str) -> dict[str, Any]:
        """TAKE, in the middle of its fade what a hand does in OBS, and the state that follows."""
        self.apart()
        state = self.panel.state()
        seen = {"on_air": state["on_air"]["item_id"], "next": state["next"]["item_id"]}
        status, words = self.panel.request("POST", "take", seen)
        assert status == 202, words
        self.panel.wait_for(lambda s: s["obs"]["transitioning"], "the mix to run", 3.0)
        self.apart(0.2)
        obs.hand(request, **data)
        return self.settled()

    def shot(self, key: int) -> None:
        status, words = self.panel.do("shot", key=key)
        assert status == 200, words

    def back(self) -> None:
        status, words = self.panel.do("back")
        assert status == 200, words
        self.settled()


def begin(panel: Panel) -> Desk:
    panel.start()
    panel.wait_for(lambda s: s["obs"]["connected"], "OBS", 15.0)
    desk = Desk(panel)
    panel.do("live")
    desk.apart()
    status, words = panel.do("live")
    assert status == 200, words
    return desk
