"""A switcher at work on an OBS, fake or real, with everything it said kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.instant import Instant
from control_panel.obs.client import Call, ObsClient
from control_panel.obs.state import ObsState
from control_panel.obs.state_scenes import inputs_of, telling
from control_panel.obs.switcher import (
    HandCut,
    Notice,
    OutputOutcome,
    Pauses,
    Renamed,
    Switch,
    Switcher,
    SwitchOutcome,
)
from control_panel.show.items import Transition

CUT = Transition("cut_transition")
QUICK = Pauses(
    after_collection=timedelta(milliseconds=50),
    after_return=timedelta(milliseconds=50),
    retry=timedelta(milliseconds=150),
    reconcile=timedelta(milliseconds=300),
)
"""Pauses for a test on the fake: the panel looks more often."""


def fade(ms: int = 200) -> Transition:
    return Transition("fade_transition", length=timedelta(milliseconds=ms))


class Room:
    """One OBS, one switcher; `outcomes`, `cuts`, `notices` … in the order they were said.

    `hand` is a second client: what somebody at OBS itself does.
    """

    def __init__(self, obs: Any, qtbot: QtBot, switcher: Switcher, client: ObsClient) -> None:
        self.obs = obs
        self.qtbot = qtbot
        self.switcher = switcher
        self.client = client
        self.other = ObsClient(obs.address, obs.password or None, Clock(), meters=False)
        self.outcomes: list[SwitchOutcome] = []
        self.cuts: list[HandCut] = []
        self.notices: list[Notice] = []
        self.renamed: list[Renamed] = []
        self.outputs: list[OutputOutcome] = []
        self.started: list[tuple[str, Instant]] = []
        self.words: list[str] = []
        switcher.finished.connect(self.outcomes.append)
        switcher.hand_cut.connect(self.cuts.append)
        switcher.notice.connect(self.notices.append)
        switcher.renamed.connect(self.renamed.append)
        switcher.output_finished.connect(self.outputs.append)
        switcher.started.connect(lambda id_, at: self.started.append((id_, at)))
        switcher.started.connect(lambda *_: self.words.append("started"))
        switcher.finished.connect(lambda _: self.words.append("finished"))
        switcher.collection_changed.connect(lambda: self.words.append("collection"))
        switcher.idle.connect(lambda: self.words.append("idle"))

    @property
    def state(self) -> ObsState:
        return self.switcher.state

    def until(self, true: Callable[[], object], ms: int = 8000) -> None:
        try:
            self.qtbot.waitUntil(lambda: bool(true()), timeout=ms)
        except QtTimeoutError:
            self._tell_all()
            raise

    def _tell_all(self) -> None:
        """Everything that was said, for whoever reads why a test failed."""
        state = self.state
        print(f"{self.words=}\n{self.outcomes=}\n{self.cuts=}")  # noqa: T201  pytest shows it
        print(*self.notices, sep="\n")  # noqa: T201
        print(  # noqa: T201
            f"{state.program=} {state.preview=} {state.shown=} {state.provable=} {state.doubt=} "
            f"{state.running=} {sorted(telling(state))=}"
        )

    def hand(self, name: str, **data: Any) -> dict[str, Any]:
        """Have something done in OBS by somebody else, and wait for OBS's answer."""
        future = self.other.send(Call(name, data))
        self.until(future.done)
        return future.result().checked()

    def send(self, scene: str = "", transition: Transition | None = CUT, **words: Any) -> str:
        """Send a switch, and do not wait."""
        id_ = uuid4().hex
        self.switcher.switch(Switch(id_, scene, transition, **words))
        return id_

    def outcome(self, id_: str) -> SwitchOutcome:
        """What became of a switch, once it is over and the next may go."""
        self.until(lambda: any(o.id == id_ for o in self.outcomes) and not self.switcher.busy)
        return next(o for o in self.outcomes if o.id == id_)

    def take(
        self, scene: str = "", transition: Transition | None = CUT, **words: Any
    ) -> SwitchOutcome:
        """Send a switch and wait until it is over and the next may go."""
        return self.outcome(self.send(scene, transition, **words))

    def begun(self, id_: str) -> None:
        """Wait until OBS has said that it started."""
        self.until(lambda: any(known == id_ for known, _ in self.started))

    def rest(self) -> None:
        """Wait until nothing is under way."""
        self.until(lambda: not self.switcher.busy)

    def says(self, *words: str) -> bool:
        """Whether one notice has all these words."""
        return any(all(w in n.sentence for w in words) for n in self.notices)

    def text(self) -> str:
        """The lower third as OBS has it."""
        return str(self.hand("GetInputSettings", inputName="Name")["inputSettings"].get("text"))

    def own(self) -> tuple[str, int | None]:
        """OBS's current transition and its length in ms."""
        found = self.hand("GetCurrentSceneTransition")
        return found["transitionName"], found["transitionDuration"]

    def assert_true(self) -> None:
        """No difference between what the panel says and the inputs."""
        self.until(lambda: telling(self.state) == inputs_of(self.state, self.state.program))
        assert self.state.provable, self.state.doubt


@contextmanager
def room(obs: Any, qtbot: QtBot, *, pauses: Pauses = QUICK) -> Iterator[Room]:
    """A switcher connected to this OBS, and somebody else who is too."""
    client = ObsClient(obs.address, obs.password or None, Clock())
    switcher = Switcher(client, Clock(), pauses=pauses)
    made = Room(obs, qtbot, switcher, client)
    try:
        client.start()
        made.other.start()
        made.until(lambda: switcher.state.connected and made.other.is_up)
        made.rest()
        made.words.clear()
        yield made
    finally:
        switcher.stop()
        gone = [client.stop(2.0), made.other.stop(2.0)]
        assert all(gone)
