"""A whole playout on an OBS, fake or real: document, switcher, playhead, and what was recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from pytestqt.qtbot import QtBot

from control_panel.alarms import Alarms
from control_panel.clock import Clock
from control_panel.obs.client import ObsClient
from control_panel.obs.switcher import Notice, Switcher
from control_panel.running_order.commands import Action, Command, Outcome
from control_panel.running_order.playout import Playout
from control_panel.running_order.recorder import Line
from control_panel.show.document import Document
from control_panel.show.local_time import LocalTime
from control_panel.show.model import (
    AsRunEntry,
    Item,
    LowerThird,
    Playhead,
    RunningOrder,
    Shot,
    ShotEntry,
    Show,
    Transition,
)
from tests.obs.switcher_room import QUICK

CUT = Transition("cut_transition")
SHOTS = tuple(Shot(s, id=f"shot-{s}", key=k) for k, s in enumerate("ABCD", start=1))


def fade(ms: int) -> Transition:
    return Transition("fade_transition", length=timedelta(milliseconds=ms))


def live_show(transition: Transition = CUT) -> Show:
    """Items on the scenes that both OBSes have; 4 and 5 share a scene, 6 has none."""
    scenes = ("A", "B", "C", "D", "D", "", "E", "F", "A", "G")
    items = tuple(
        Item(
            title=f"On {scene or 'nothing'}",
            id=f"item-{n}",
            number=str(n),
            scene=scene,
            planned=timedelta(minutes=5),
            transition=transition,
            shots=SHOTS if n == 2 else (),
            lower_third=LowerThird(f"Guest {n}") if n in (2, 3) else None,
            heard=("Sound 1",) if n == 2 else ("Sound 2",) if n == 3 else None,
        )
        for n, scene in enumerate(scenes, start=1)
    )
    return Show(
        "Live test",
        date(2026, 11, 22),
        on_air=LocalTime(time(13, 45)),
        running_orders=(RunningOrder(items=items),),
        name_input="Name",
    )


class Written:
    """A recorder that keeps what it is given, in memory."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.playhead = Playhead()

    def append(self, *lines: Line) -> None:
        self.lines += lines

    def queue_playhead(self, playhead: Playhead, entries: Sequence[Line] = ()) -> None:
        self.playhead = playhead
        self.lines += entries

    @property
    def shots(self) -> list[ShotEntry]:
        return [line for line in self.lines if isinstance(line, ShotEntry)]

    @property
    def as_run(self) -> list[AsRunEntry]:
        return [line for line in self.lines if isinstance(line, AsRunEntry)]


class Stage:
    """One show on one OBS."""

    def __init__(self, obs: Any, qtbot: QtBot, show: Show, playhead: Playhead | None) -> None:
        self.obs = obs
        self.qtbot = qtbot
        self.clock = Clock()
        self.client = ObsClient(obs.address, obs.password or None, self.clock)
        self.switcher = Switcher(self.client, self.clock, pauses=QUICK)
        self.document = Document(show)
        self.written = Written()
        self.alarms = Alarms()
        self.playout = Playout(
            self.document, self.switcher, self.written, self.clock, self.alarms, playhead
        )
        self.outcomes: list[Outcome] = []
        self.notices: list[Notice] = []
        self.playout.outcome.connect(self.outcomes.append)
        self.playout.noticed.connect(self.notices.append)

    def until(self, true: Callable[[], object], ms: int = 8000) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=ms)

    def do(self, action: Action, **more: Any) -> Outcome:
        return self.playout.do(Command(action, **more))

    def press(self, action: Action, **more: Any) -> Outcome:
        """A command, twice where it asks, and everything that follows from it."""
        answer = self.do(action, **more)
        if self.playout.question is not None:
            asked = self.clock.now()
            self.until(lambda: self.clock.now().since(asked) > timedelta(milliseconds=320))
            answer = self.do(action, **more)
        self.rest()
        return answer

    def rest(self) -> None:
        """Until nothing is under way or waiting."""
        self.until(lambda: not self.switcher.busy and not self.in_flight())

    def in_flight(self) -> bool:
        ph = self.playout.playhead
        return bool(ph.taking or ph.cutting or ph.waiting)

    def take(self) -> None:
        """TAKE, well after the last one, landed."""
        last = self.playout.playhead.last_take_at
        changed = self.playout.playhead.next_changed_at
        apart = timedelta(milliseconds=320)
        self.until(lambda: last is None or self.clock.now().since(last) > apart)
        self.until(lambda: changed is None or self.clock.now().since(changed) > apart)
        self.press(Action.TAKE)

    @property
    def on_air(self) -> str:
        run = self.playout.playhead.on_air
        return run.item_id if run else ""

    @property
    def scene(self) -> str:
        return self.switcher.state.program

    def lose_nothing(self) -> None:
        """The panel and OBS's active inputs agree."""
        self.until(lambda: self.switcher.state.provable)


@contextmanager
def stage(
    obs: Any, qtbot: QtBot, show: Show | None = None, playhead: Playhead | None = None
) -> Iterator[Stage]:
    """A show, connected, at rest."""
    made = Stage(obs, qtbot, show or live_show(), playhead)
    made.client.start()
    made.playout.start()
    try:
        made.until(lambda: made.switcher.state.connected)
        made.until(lambda: not made.switcher.busy)
        yield made
    finally:
        made.playout.stop()
        made.switcher.stop()
        assert made.client.stop(2.0)


def with_transition(show: Show, number: int, transition: Transition) -> Show:
    """The show with one item's transition changed."""
    order = show.order
    items = tuple(
        replace(i, transition=transition) if i.number == str(number) else i for i in order.items
    )
    return replace(show, running_orders=(replace(order, items=items),))


NOW = datetime(2026, 11, 22, 13, 45, tzinfo=UTC)
