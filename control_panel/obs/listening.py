"""Service: keeps the state of OBS true, by a snapshot, events, and a reconciliation that heals."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from control_panel.instant import Instant
from control_panel.obs.answers import BatchResult, Clock, LinkLoss
from control_panel.obs.asking import Asking, Heard, Pauses, not_ready, one_shot, start
from control_panel.obs.client import ObsClient
from control_panel.obs.notices import Echoes
from control_panel.obs.state import STAND_IN, ObsState, Reading, What
from control_panel.obs.state_events import REMOVALS, apply
from control_panel.obs.state_healing import (
    differences,
    own_is_current,
    read_over,
    reconcile_readings,
    subjects,
)
from control_panel.obs.state_reading import (
    calls_of,
    from_snapshot,
    is_moving,
    read_into,
    snapshot_calls,
)
from control_panel.obs.state_scenes import judged
from control_panel.obs.wire import Call

_log = logging.getLogger(__name__)

_IGNORED: Final = frozenset({"InputVolumeMeters", "SceneItemTransformChanged"})
_TRANSITIONS: Final = Reading(What.TRANSITIONS)
_ROUNDS: Final = 6
"""Groups in groups: so many rounds of reading make a snapshot whole."""
_CURSOR: Final = Call("GetCurrentSceneTransitionCursor")


class Listening(QObject):
    """Holds one `ObsState`; everything that OBS says goes through here."""

    changed = Signal(object, object)
    """The state before and after."""
    heard = Signal(object)
    """Heard: after `changed`."""
    settled = Signal()
    """A snapshot is whole: at connect, and after a change of collection."""
    lost = Signal(object)
    """LinkLoss, where a link that stood was lost."""
    collection_changed = Signal()
    read_up = Signal(object, object)
    """The state before and after something was read: what no event told."""

    def __init__(
        self,
        client: ObsClient,
        clock: Clock,
        *,
        quiet: Callable[[], bool] = lambda: True,
        pauses: Pauses | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._asking = Asking(client)
        self._clock = clock
        self._quiet = quiet
        self._pauses = pauses or Pauses()
        self.state = ObsState()
        self.echoes = Echoes()
        self._buffer: list[tuple[str, dict[str, Any], Instant]] | None = None
        self._collection = False
        self._been_up = False
        self._rounds = 0
        self._under_way: list[set[Reading]] = []
        """For each reading under way: what events have told anew since it was asked."""
        self._misfits = 0
        self._snapshot_timer = one_shot(self, self._take_snapshot)
        self._unread_timer = one_shot(self, self._read_unread)
        self._reconcile_timer = one_shot(self, self._reconcile)
        client.bridge.connected.connect(self._connected)
        client.bridge.lost.connect(self._lost)
        client.bridge.happened.connect(self._event)
        if client.is_up:
            self._connected(client.generation, client.version)

    def stop(self) -> None:
        """Hear and ask nothing any more."""
        self._stop_asking()
        self._asking.generation = -1

    def read_again(self) -> None:
        """Hold everything against OBS now, not at the next reconciliation."""
        if self.state.connected and self._buffer is None:
            start(self._reconcile_timer, timedelta(0))

    # What others may do to the state

    def put(self, state: ObsState) -> None:
        """Replace the state, and tell."""
        before, self.state = self.state, state
        if before != state:
            self.changed.emit(before, state)

    def expect(self, calls: Sequence[Call]) -> int:
        """Echoes of these requests are ours; the token ends that (`answered`)."""
        self.echoes = self.echoes.sent(calls)
        return self.echoes.token

    def answered(self, token: int) -> None:
        """The requests of the token were answered, or never will be."""
        self.echoes = self.echoes.answered(token, self._clock.now())

    def read(self, readings: Sequence[Reading], then: Callable[[bool, bool], None]) -> None:
        """Read parts of OBS into the state; `then(ok, a transition runs)` in this thread."""
        asked = tuple(readings)
        calls = (*calls_of(asked), _CURSOR)
        quiet = self._quiet()
        touched: set[Reading] = set()
        self._under_way.append(touched)

        def done(result: BatchResult | None) -> None:
            moving = False
            self._under_way = [known for known in self._under_way if known is not touched]
            if result is not None:
                before = self.state
                state = read_over(before, asked, result.results, touched, result.received)
                if _TRANSITIONS in set(asked) - touched and quiet and self._quiet():
                    # Events of changes that followed each other closely may come in disorder.
                    state = own_is_current(state)
                self.put(state)
                self.read_up.emit(before, state)
                moving = len(result.results) == len(calls) and is_moving(result.results[-1])
            then(result is not None, moving)
            self._look_up()

        self._asking.ask(calls, done)

    # Connection

    def _connected(self, generation: int, _version: object) -> None:
        self._asking.generation = generation
        self._buffer = []
        self._collection = False
        start(self._snapshot_timer, self._pauses.after_return if self._been_up else timedelta(0))
        self._been_up = True

    def _lost(self, generation: int, loss: LinkLoss) -> None:
        if generation != self._asking.generation:
            return
        self._stop_asking()
        self._asking.generation = 0
        self._buffer = None
        state = replace(self.state, connected=False, frozen=False, running=None)
        self.put(replace(state, unread=frozenset()))
        self.lost.emit(loss)

    def _stop_asking(self) -> None:
        for timer in (self._snapshot_timer, self._unread_timer, self._reconcile_timer):
            timer.stop()
        self._under_way.clear()

    # Snapshot

    def _take_snapshot(self) -> None:
        self._rounds = 0

        def done(result: BatchResult | None) -> None:
            if result is None or not_ready(result.results):
                start(self._snapshot_timer, self._pauses.retry)
                return
            at = result.received
            self._complete(from_snapshot(self.state, self._asking.generation, result.results, at))

        self._asking.ask(snapshot_calls(), done)

    def _complete(self, state: ObsState) -> None:
        """Read what the snapshot named, round by round, then let the buffered events in."""
        if not state.unread or self._rounds >= _ROUNDS:
            self._settle(state)
            return
        self._rounds += 1
        readings = tuple(sorted(state.unread, key=lambda r: (r.what, r.name)))

        def done(result: BatchResult | None) -> None:
            if result is None:
                start(self._snapshot_timer, self._pauses.retry)
                return
            self._complete(read_into(state, readings, result.results, result.received))

        self._asking.ask(calls_of(readings), done)

    def _settle(self, state: ObsState) -> None:
        buffered, self._buffer = self._buffer or [], None
        state = replace(state, connected=True)
        for name, data, at in buffered:
            state = apply(state, name, data, at, ours=self.echoes.is_ours(name, data, at))
        self._misfits = 0
        self.put(judged(state))
        self.settled.emit()
        if self._collection:
            self._collection = False
            self.collection_changed.emit()
        start(self._reconcile_timer, self._pauses.reconcile)
        self._look_up()

    # Events

    def _event(self, generation: int, name: str, data: dict[str, Any], at: Instant) -> None:
        if generation != self._asking.generation or name in _IGNORED:
            return
        if self._buffer is not None and name not in _COLLECTION:
            self._buffer.append((name, data, at))
            return
        ours = self.echoes.is_ours(name, data, at)
        before = self.state
        for touched in self._under_way:
            touched |= subjects(name, data)
        if data.get("sceneName") == STAND_IN:
            return  # Our own, for a moment: no scene of the show's.
        self.put(apply(before, name, data, at, ours=ours))
        if name in _COLLECTION:
            self._collection_moves(done=name == "CurrentSceneCollectionChanged")
        self.heard.emit(Heard(name, data, at, before, self.state, ours))
        self._look_up(gently=name in REMOVALS)

    def _collection_moves(self, *, done: bool) -> None:
        self._stop_asking()
        self._collection = True
        self._buffer = []
        if done:
            start(self._snapshot_timer, self._pauses.after_collection)

    # Reading up

    def _look_up(self, *, gently: bool = False) -> None:
        if not self.state.unread or self.state.frozen or self._buffer is not None:
            return
        pauses = self._pauses
        if gently:
            start(self._unread_timer, pauses.after_removal)
        elif not self._unread_timer.isActive():
            start(self._unread_timer, pauses.after_event)

    def _read_unread(self) -> None:
        if not self.state.connected or not self.state.unread:
            return
        if self._under_way:
            start(self._unread_timer, self._pauses.after_event)
            return
        readings = sorted(self.state.unread, key=lambda r: (r.what, r.name))

        def then(ok: bool, _moving: bool) -> None:  # noqa: FBT001  read()'s own signature
            if not ok:
                start(self._unread_timer, self._pauses.retry)

        self.read(readings, then)

    # Reconciliation

    def _reconcile(self) -> None:
        state = self.state
        if not state.connected:
            return
        if state.frozen or state.running or self._under_way or not self._quiet():
            start(self._reconcile_timer, self._pauses.retry)
            return
        before = state

        def then(ok: bool, moving: bool) -> None:  # noqa: FBT001  read()'s own signature
            start(self._reconcile_timer, self._pauses.reconcile)
            # What an event has told meanwhile was not missed.
            if ok and not moving and not self.state.unread and self._quiet():
                self._heal(before)

        self.read(reconcile_readings(state), then)

    def _heal(self, before: ObsState) -> None:
        found = differences(before, self.state)
        if found:
            _log.info("OBS differed from what was known: %s", "; ".join(found))
        state = replace(self.state, healed=self.state.healed + len(found))
        fresh = judged(state)
        self._misfits = 0 if fresh.provable else self._misfits + 1
        # One misfit may be a moment between two events.
        if fresh.provable or self._misfits > 1:
            state = fresh
        else:
            start(self._reconcile_timer, self._pauses.retry)
        self.put(state)
        self._look_up()


_COLLECTION: Final = frozenset({"CurrentSceneCollectionChanging", "CurrentSceneCollectionChanged"})
