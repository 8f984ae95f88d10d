"""Anything may be pressed, anything may happen: what always holds of the playhead."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from control_panel.errors import Refused
from control_panel.running_order import as_run
from control_panel.running_order.commands import Action, Command
from control_panel.running_order.situation import CutByHand, Event, ObsBack, ShowChanged, Tick
from control_panel.running_order.timing import schedule
from control_panel.show.model import Mode
from tests.running_order.air import START, Air

SCENES = ("A", "B", "C", "D", "E", "Holding")
ITEMS = ("1", "2", "3", "4", "n", "f", "nobody")
ACTIONS = tuple(a for a in Action if a not in (Action.END, Action.CLOSE_OUT))


class Show(RuleBasedStateMachine):
    """A show on air; OBS lands, refuses, disappears and comes back as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.air = Air()

    @initialize(mode=st.sampled_from([Action.LIVE, Action.REHEARSE, Action.PRE_SHOW]))
    def begin(self, mode: Action) -> None:
        self.air.do(mode, confirmed=True)
        if self.in_flight():
            self.air.land()

    def in_flight(self) -> bool:
        return bool(self.air.playhead.taking or self.air.playhead.cutting)

    def happen(self, event: Event, *, confirmed: bool = False) -> None:
        before, refusal = self.air.playhead, None
        try:
            self.air.happen(event, confirmed=confirmed)
        except Refused as refused:
            refusal = refused
        if refusal is not None:
            assert refusal.sentence
            assert refusal.reason
            assert self.air.playhead is before

    @rule(
        action=st.sampled_from(ACTIONS),
        item=st.sampled_from(ITEMS),
        key=st.integers(1, 9),
        minutes=st.integers(-3, 3),
        confirmed=st.booleans(),
        wait=st.sampled_from([0.05, 0.4, 3.0, 30.0]),
    )
    def press(
        self, action: Action, item: str, key: int, minutes: int, confirmed: bool, wait: float
    ) -> None:
        self.air.later(wait)
        by = timedelta(minutes=minutes)
        command = Command(action, item_id=item, shot_key=key, by=by)
        self.happen(command, confirmed=confirmed)

    @rule(ok=st.booleans(), mix=st.sampled_from([0.0, 0.5]))
    def land(self, ok: bool, mix: float) -> None:
        if self.in_flight() and self.air.obs.connected:
            sent = self.air.playhead.taking or self.air.playhead.cutting
            assert sent is not None
            if self.air.sent().id == sent.id:
                self.air.land(ok=ok, mix=mix, sentence="" if ok else "not confirmed")

    @rule(scene=st.sampled_from(SCENES))
    def hand(self, scene: str) -> None:
        self.air.later(0.1)
        self.happen(CutByHand(scene, self.air.now, self.air.now))

    @rule(busy=st.booleans())
    def transition_by_hand(self, busy: bool) -> None:
        self.air.obs = replace(self.air.obs, busy=busy)

    @rule()
    def obs_goes(self) -> None:
        self.air.obs = replace(self.air.obs, connected=False, busy=False)

    @rule(shows=st.frozensets(st.sampled_from(SCENES), max_size=2))
    def obs_comes_back(self, shows: frozenset[str]) -> None:
        self.air.obs = replace(self.air.obs, connected=True, busy=False)
        self.happen(ObsBack(shows))

    @rule(item=st.sampled_from(["2", "3", "4"]), floated=st.booleans())
    def float_item(self, item: str, floated: bool) -> None:
        if item not in (self.air.on(), self.taking()):
            self.air.with_item(item, floated=floated)
            self.happen(ShowChanged())

    @rule(seconds=st.sampled_from([0.2, 5.0, 400.0]))
    def wait(self, seconds: float) -> None:
        self.air.later(seconds)
        with contextlib.suppress(Refused):
            self.air.happen(Tick())

    def taking(self) -> str:
        taking = self.air.playhead.taking
        return taking.item_id if taking else ""

    @invariant()
    def one_thing_at_a_time(self) -> None:
        assert not (self.air.playhead.taking and self.air.playhead.cutting)

    @invariant()
    def next_can_be_taken(self) -> None:
        upcoming = self.air.show.item(self.air.playhead.next_id)
        if self.air.playhead.next_id and self.air.mode() is not Mode.OFF:
            assert upcoming is not None
            assert not upcoming.floated

    @invariant()
    def the_as_run_has_no_overlap_and_agrees_with_the_playhead(self) -> None:
        rows = as_run.rows([e for move in self.air.moves for e in move.entries])
        on_air = [r for r in rows if r.open and r.started_at is not None]
        run = self.air.playhead.on_air
        assert [r.run_id for r in on_air] == ([run.id] if run else [])
        last = START
        for row in sorted(
            (r for r in rows if r.started_at and not r.in_error),
            key=lambda r: r.started_at.steady if r.started_at else START.steady,
        ):
            assert row.started_at is not None
            end = row.ended_at or self.air.now
            assert end.since(row.started_at) >= timedelta(0)
            assert row.started_at.since(last) >= timedelta(0) or self.undone(row.run_id)
            last = end

    def undone(self, run_id: str) -> bool:
        """A run that Back resumed covers the one taken in error between."""
        run = self.air.playhead.on_air
        return run is not None and run.id == run_id

    @invariant()
    def a_schedule_can_be_made(self) -> None:
        times = schedule(self.air.show, self.air.playhead, self.air.now)
        assert len(times.rows) == len(self.air.show.order.items)


Show.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestPlayhead = Show.TestCase
