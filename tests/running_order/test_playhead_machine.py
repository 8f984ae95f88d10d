"""Anything may be pressed, edited or happen in OBS: what always holds of the playhead."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import time, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from control_panel.errors import Refused
from control_panel.running_order import as_run
from control_panel.running_order.commands import Action, Command
from control_panel.running_order.playhead import Activity, activity
from control_panel.running_order.renames import scene_renamed
from control_panel.running_order.situation import (
    CutByHand,
    Event,
    Landed,
    ObsBack,
    Settled,
    ShowChanged,
    Started,
    Tick,
)
from control_panel.running_order.timing import schedule
from control_panel.running_order.upcoming import playable
from control_panel.show import edits
from control_panel.show.local_time import LocalTime
from control_panel.show.model import EndAction, Item, Mode, Playhead, TakingKind
from tests.running_order.air import START, Air

ITEMS = ("1", "2", "3", "4", "n", "f", "nobody")
ENDING = (Action.END, Action.CLOSE_OUT)
ACTIONS = (*(a for a in Action if a not in ENDING), *Action)
"""What ends a show is pressed half as often as the rest."""
ON = (Mode.REHEARSAL, Mode.PRE_SHOW, Mode.LIVE)
places = st.integers(0, 6)


class Show(RuleBasedStateMachine):
    """A show on air; OBS lands, refuses, disappears and comes back as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.air = Air()

    @initialize(
        mode=st.sampled_from([Action.LIVE, Action.REHEARSE, Action.PRE_SHOW]),
        to_end=st.booleans(),
        hard=st.sampled_from([None, 46, 58]),
        end=st.sampled_from(EndAction),
    )
    def begin(self, mode: Action, to_end: bool, hard: int | None, end: EndAction) -> None:
        self.air.with_item("2", count_to_end=to_end, at_end=end, end_shot_id="s2")
        self.air.with_item("4", hard_start=LocalTime(time(13, hard)) if hard else None)
        self.air.do(mode, confirmed=True)
        self.land(ok=True, mix=0.0)

    # -- what people do

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
        key=st.integers(1, 3),
        minutes=st.integers(-3, 3),
        confirmed=st.booleans(),
        wait=st.sampled_from([0.05, 0.4, 3.0, 30.0]),
    )
    def press(
        self, action: Action, item: str, key: int, minutes: int, confirmed: bool, wait: float
    ) -> None:
        self.air.later(wait)
        by = timedelta(minutes=minutes)
        self.happen(Command(action, item_id=item, shot_key=key, by=by), confirmed=confirmed)

    @rule(place=places)
    def hand(self, place: int) -> None:
        self.air.later(0.1)
        self.happen(CutByHand(self.scene(place), self.air.now, self.air.now))

    def can_take(self) -> bool:
        """Whether a TAKE would be sent, and Back after it too."""
        ph, obs = self.air.playhead, self.air.obs
        upcoming = self.air.show.item(ph.next_id)
        free = activity(ph) is Activity.STILL and obs.connected and not obs.busy
        if not free or ph.mode not in ON or upcoming is None or ph.picture is None:
            return False
        assert obs.scenes is not None
        return {ph.picture.scene, upcoming.scene} <= obs.scenes

    @precondition(can_take)
    @rule(mix=st.sampled_from([0.0, 0.5]), wait=st.sampled_from([0.5, 8.0]))
    def take_and_back(self, mix: float, wait: float) -> None:
        before = self.air.playhead
        self.air.later(1)
        self.air.do(Action.TAKE, confirmed=True)
        self.land(ok=True, mix=mix)
        self.air.later(wait)
        self.air.do(Action.BACK)
        self.land(ok=True, mix=0.0)
        self.is_as_before(before)

    def can_be_offered(self) -> bool:
        """Whether a cut by hand to next's scene would be offered."""
        ph = self.air.playhead
        upcoming, run = self.air.show.item(ph.next_id), ph.on_air
        item = self.air.show.item(run.item_id) if run else None
        own = {item.scene, *(shot.scene for shot in item.shots)} if item else set()
        runs = ph.mode in (Mode.REHEARSAL, Mode.LIVE)
        return self.can_take() and runs and upcoming is not None and upcoming.scene not in own

    @precondition(can_be_offered)
    @rule(wait=st.sampled_from([0.5, 4.0]))
    def cut_by_hand_made_on_air_and_back(self, wait: float) -> None:
        before = self.air.playhead
        upcoming = self.air.show.item(before.next_id)
        assert upcoming is not None
        self.air.later(1)
        self.air.happen(CutByHand(upcoming.scene, self.air.now, self.air.now))
        self.air.later(wait)
        self.air.do(Action.MAKE_ON_AIR)
        assert self.air.on() == upcoming.id
        self.air.later(wait)
        self.air.do(Action.BACK)
        self.land(ok=True, mix=0.0)
        self.is_as_before(before)

    def is_as_before(self, before: Playhead) -> None:
        """The very run is on air, with the very picture, and the other item is next again."""
        after = self.air.playhead
        assert after.on_air == before.on_air
        assert after.next_id == before.next_id
        assert after.picture == before.picture

    # -- what OBS does

    def in_flight(self) -> str:
        sent = self.air.playhead.taking or self.air.playhead.cutting
        return sent.id if sent and self.air.obs.connected else ""

    @rule(ok=st.booleans(), mix=st.sampled_from([0.0, 0.5]))
    def land(self, ok: bool, mix: float) -> None:
        sent, started = self.in_flight(), self.air.now
        if not sent:
            return
        ph = self.air.playhead
        self.air.happen(Started(sent, started))
        self.air.later(mix)
        said = "" if ok else "not confirmed"
        landed = Landed(sent, ok=ok, started_at=started, ended_at=self.air.now, sentence=said)
        self.air.happen(landed)
        if ok and ph.taking is not None and ph.taking.kind is TakingKind.UNDO and ph.undone:
            resumed = replace(ph.undone, ended_at=None, added=ph.undone.added + ph.taking.added)
            assert self.air.playhead.on_air == resumed
        self.happen(Settled())

    @rule(busy=st.booleans())
    def transition_by_hand(self, busy: bool) -> None:
        self.air.obs = replace(self.air.obs, busy=busy and self.air.obs.connected)
        if not busy:
            self.happen(Settled())

    @rule()
    def obs_goes(self) -> None:
        """What waited is forgotten then, as the service does."""
        self.air.obs = replace(self.air.obs, connected=False, busy=False)
        self.air.playhead = replace(self.air.playhead, waiting=None)

    @rule(shows=st.frozensets(places, max_size=2), as_known=st.booleans())
    def obs_comes_back(self, shows: frozenset[int], as_known: bool) -> None:
        self.air.obs = replace(self.air.obs, connected=True, busy=False)
        known = self.air.playhead.picture
        scenes = {self.scene(place) for place in shows}
        self.happen(ObsBack(frozenset({known.scene} if known and as_known else scenes)))

    @rule(place=places)
    def rename(self, place: int) -> None:
        old, scenes = self.scene(place), self.air.obs.scenes
        new = old.removesuffix("'") if old.endswith("'") else old + "'"
        assert scenes is not None
        self.air.obs = replace(self.air.obs, scenes=scenes - {old} | {new})
        self.edit_to(edits.rename_scene(self.air.show, old, new))
        self.air.playhead = scene_renamed(self.air.playhead, old, new)

    def scene(self, place: int) -> str:
        assert self.air.obs.scenes is not None
        return sorted(self.air.obs.scenes)[place]

    # -- what is edited

    def protected(self) -> set[str]:
        ph = self.air.playhead
        return {run.item_id for run in (ph.on_air, ph.taking) if run}

    def edit_to(self, show: object) -> None:
        self.air.show = show  # type: ignore[assignment]  # the edits' own Show
        self.happen(ShowChanged())

    def free_item(self, place: int) -> Item | None:
        """An item that may be removed, floated or moved; what is on air or taking may not."""
        free = [i for i in self.air.show.order.items if i.id not in self.protected()]
        return free[place % len(free)] if free else None

    @rule(place=places)
    def float_item(self, place: int) -> None:
        item = self.free_item(place)
        if item is not None:
            self.air.with_item(item.id, floated=not item.floated)
            self.happen(ShowChanged())

    @rule(place=places)
    def remove_item(self, place: int) -> None:
        item = self.free_item(place)
        if item is not None:
            self.air.without_item(item.id)

    @rule(place=places)
    def shelve_item(self, place: int) -> None:
        item = self.free_item(place)
        if item is not None:
            self.air.to_shelf(item.id)

    @rule(place=places, to=places)
    def move_item(self, place: int, to: int) -> None:
        items = self.air.show.order.items
        if items:
            item = items[place % len(items)]
            self.edit_to(edits.move_item(self.air.show, item.id, to % len(items)))

    @rule()
    def undo_the_edits(self) -> None:
        """Every item back where it was, under the names that the scenes have now."""
        fresh = Air()
        assert self.air.obs.scenes is not None
        for scene in self.air.obs.scenes:
            fresh.show = edits.rename_scene(fresh.show, scene.removesuffix("'"), scene)
        for run_item in self.protected():
            if fresh.show.item(run_item) is not None:
                fresh.with_item(run_item, floated=False)
        self.edit_to(fresh.show)

    # -- time

    @rule(seconds=st.sampled_from([0.2, 5.0, 400.0]))
    def wait(self, seconds: float) -> None:
        self.air.later(seconds)
        with contextlib.suppress(Refused):
            self.air.happen(Tick())

    @rule(minutes=st.sampled_from([-60, -1, 1, 60]))
    def wall_clock_steps(self, minutes: int) -> None:
        wall = self.air.now.wall + timedelta(minutes=minutes)
        self.air.now = replace(self.air.now, wall=wall)

    # -- what always holds

    @invariant()
    def one_thing_at_a_time(self) -> None:
        ph = self.air.playhead
        assert not (ph.taking and ph.cutting)
        assert not (ph.astray and ph.taking)
        assert not (ph.astray and ph.waiting and not ph.cutting)

    @invariant()
    def next_can_be_taken_and_is_another(self) -> None:
        ph = self.air.playhead
        if ph.next_id and ph.mode in ON:
            upcoming = self.air.show.item(ph.next_id)
            assert upcoming is not None
            assert playable(upcoming)
            assert upcoming in self.air.show.order.items
            assert ph.next_id not in self.protected()

    @invariant()
    def what_is_over_has_nothing_under_way(self) -> None:
        ph = self.air.playhead
        if ph.mode not in (Mode.REHEARSAL, Mode.LIVE):
            assert ph.on_air is None
            assert ph.offer is None
        if ph.mode in (Mode.OFF, Mode.ENDED):
            assert activity(ph) is Activity.STILL

    @invariant()
    def what_is_on_air_is_in_the_order(self) -> None:
        ph, run = self.air.playhead, self.air.playhead.on_air
        assert run is None or run.ended_at is None
        assert not run or run.item_id in {i.id for i in self.air.show.order.items}
        if ph.mode in ON and ph.picture is not None:
            assert ph.picture.item_id in ("", run.item_id if run else "")

    @invariant()
    def an_offer_is_what_program_shows(self) -> None:
        ph = self.air.playhead
        if ph.offer is not None:
            item = self.air.show.item(ph.offer.item_id)
            assert item is not None
            assert ph.picture is not None
            assert ph.picture.scene == item.scene

    @invariant()
    def every_scene_is_known_by_its_name(self) -> None:
        assert self.air.obs.scenes is not None
        ph = self.air.playhead
        sent = [part.picture for part in (ph.taking, ph.cutting, ph.waiting) if part]
        for picture in (ph.picture, ph.before, *sent):
            assert picture is None or picture.scene in {"", *self.air.obs.scenes}

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
        for row in times.rows:
            if row.expected_start is not None and row.expected_end is not None:
                assert row.expected_start <= row.expected_end


Show.TestCase.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
TestPlayhead = Show.TestCase
