"""Service: follows what is under way in OBS, a switch of ours or a hand's, by the pure tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from control_panel.errors import LinkError
from control_panel.obs import hand, take, take_calls, take_outcome
from control_panel.obs.answers import BatchResult, Clock
from control_panel.obs.asking import Heard, one_shot, start
from control_panel.obs.byway import by_way
from control_panel.obs.hand import Conclude, Hand
from control_panel.obs.listening import Listening
from control_panel.obs.sending import Sending
from control_panel.obs.state import ObsState
from control_panel.obs.state_healing import proof_readings
from control_panel.obs.state_scenes import judged, on_air, planned
from control_panel.obs.switch import Switch, SwitchOutcome
from control_panel.obs.take_words import (
    Ask,
    Finish,
    Kind,
    Moment,
    Read,
    SayStarted,
    ShowName,
    Take,
    Wait,
    moment_of,
)
from control_panel.obs.winding import WindDown

_OF_ANY_TAKE: Final = frozenset({Kind.ANSWERED, Kind.UNANSWERED, Kind.STOPPED})


class Course(QObject):
    """One switch at a time, ours or a hand's, from its start to its proof."""

    started = Signal(str, object)
    finished = Signal(object)
    hand_cut = Signal(object)
    idle = Signal()

    def __init__(
        self,
        listening: Listening,
        sending: Sending,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._listening = listening
        self._sending = sending
        self._clock = clock
        self._take: Take | None = None
        self._hand: Hand | None = None
        self._winding = WindDown(listening, sending, clock, self._rest, self)
        self._late_name: tuple[str, str] | None = None
        self._take_timer = one_shot(self, lambda: self._say_to_take(self._due()))
        self._hand_timer = one_shot(self, lambda: self._say_to_hand(self._due()))

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        running = self._listening.state.running
        return bool(self._take or self._hand or self._winding.active or running)

    # A switch of ours

    def begin(self, switch: Switch) -> None:
        """Send it, and follow it."""
        state, now = self._listening.state, self._clock.now()
        cuts = bool(switch.scene) and not (switch.scene == state.program and state.provable)
        way = by_way(state, switch.scene) if cuts else None
        plan = (way and way.plan) or planned(state, switch.scene, switch.transition)
        batch = take_calls.batch_of(state, switch, plan, cuts=cuts, way=way)
        self._late_name = (switch.name_input, switch.name_text or "") if batch.late_name else None
        self._sending.quick(on=True)
        self._listening.put(replace(state, stand_in=state.stand_in or way is not None))
        self._take, asks = take.begin(
            Take(
                switch=switch,
                plan=plan,
                sent_at=now,
                before="" if way and way.seen else on_air(state),
                cuts=cuts,
                by_way=way is not None,
                late_name=batch.late_name,
                remarks=batch.remarks,
            )
        )
        if batch.calls:
            self._sending.batch(batch.calls, partial(self._answered, switch.id, batch, state))
        else:
            QTimer.singleShot(0, self, partial(self._say, Moment(Kind.ANSWERED, now)))
        self._do(asks)

    def _answered(
        self, id_: str, batch: take_calls.Batch, before: ObsState, done: Future[BatchResult]
    ) -> None:
        if self._take is None or self._take.switch.id != id_:
            return
        error = done.exception()
        if isinstance(error, LinkError):
            # Without a link nothing more is heard; with one the start may have been heard.
            ok = self._listening.state.connected and error.reason == "no-answer"
            self._say(
                Moment(Kind.UNANSWERED, self._clock.now(), ok=ok, sentence=take_outcome.UNKNOWN)
            )
            return
        result = done.result()
        answered = take_calls.answered(batch, result.results)
        if answered.own_length is not None:
            self._listening.put(replace(self._listening.state, own_length=answered.own_length))
        if not answered.ok:
            self._late_name = None
            for call in take_calls.undo_calls(before, self._take.switch, batch):
                self._sending.send(call)
        self._say(Moment(Kind.ANSWERED, result.received, "", answered.ok, answered.sentence))

    def forget_name(self, name_input: str) -> None:
        """The name that waits for the end of the mix is overtaken by another word."""
        if self._late_name is not None and self._late_name[0] == name_input:
            self._late_name = None

    # What happens

    def heard(self, heard: Heard) -> None:
        """An event of OBS, applied to the state already."""
        moment = None if heard.ours else moment_of(heard.name, heard.data, heard.at)
        if moment is not None and (moment.kind is Kind.STOPPED or not heard.after.frozen):
            self._say(moment, heard.before)

    def settled(self) -> None:
        """OBS was read as a whole: a transition may run, or wait to be put back."""
        state = self._listening.state
        running = state.running
        if running is None:
            if not self._take and not self._hand:
                self._winding.begin()
            return
        if self._hand is None and self._take is None:
            moment = Moment(Kind.STARTED, running.started_at, running.name)
            self._hand, asks = hand.begin(state.program, moment, state)
            self._do_of_hand(asks)

    def found(self, before: str, program: str) -> None:
        """A reading, and no event, told that another scene is program."""
        moment = Moment(Kind.PROGRAM, self._clock.now(), program)
        self._hand, asks = hand.begin_unannounced(before, moment, reads=1)
        self._do_of_hand(asks)

    def lost(self) -> None:
        """The link is gone: what was under way is unknown."""
        self._say(Moment(Kind.STOPPED, self._clock.now(), sentence=take_outcome.UNKNOWN))
        self._winding.stop()

    def stop(self) -> None:
        """Follow nothing any more."""
        self._take_timer.stop()
        self._hand_timer.stop()
        self._winding.stop()
        self._take = self._hand = None

    def _say(self, moment: Moment, before: ObsState | None = None) -> None:
        """Tell whoever is under way what happened, and do what it asks."""
        if self._take is not None and (self._take.cuts or moment.kind in _OF_ANY_TAKE):
            self._say_to_take(moment)
            if self._take is not None or moment.kind not in {Kind.STARTED, Kind.STOPPED}:
                return
        self._say_to_hand(moment, before)

    def _say_to_take(self, moment: Moment) -> None:
        if self._take is not None:
            self._take, asks = take.step(self._take, moment, self._listening.state)
            self._do(asks)

    def _due(self) -> Moment:
        return Moment(Kind.DUE, self._clock.now())

    def _say_to_hand(self, moment: Moment, before: ObsState | None = None) -> None:
        state = self._listening.state
        asks: Sequence[hand.Ask] = ()
        if self._hand is not None:
            self._hand, asks = hand.step(self._hand, moment, state)
        elif before is not None and moment.kind is Kind.STARTED:
            self._hand, asks = hand.begin(before.program, moment, state)
        elif before is not None and moment.kind is Kind.PROGRAM and before.program != moment.name:
            self._hand, asks = hand.begin_unannounced(before.program, moment)
        self._do_of_hand(asks)

    # What the tables ask

    def _do(self, asks: Sequence[Ask]) -> None:
        for ask in asks:
            match ask:
                case Wait(span):
                    start(self._take_timer, span)
                case Read():
                    self._read_for_take()
                case SayStarted(at):
                    if self._take is not None:
                        self.started.emit(self._take.switch.id, at)
                case ShowName():
                    self._show_late_name()
                case Finish(outcome):
                    self._finish(outcome)

    def _do_of_hand(self, asks: Sequence[hand.Ask]) -> None:
        for ask in asks:
            match ask:
                case Wait(span):
                    start(self._hand_timer, span)
                case Read():
                    self._read(self._listening.state.scenes, self._say_to_hand)
                case Conclude():
                    self._conclude(ask)

    def _read_for_take(self) -> None:
        asking = self._take
        if asking is None:
            return

        def tell(moment: Moment) -> None:
            if self._take is not None and self._take.switch.id == asking.switch.id:
                self._say_to_take(moment)

        self._read((asking.switch.scene, asking.before), tell)

    def _read(self, scenes: Sequence[str], tell: Callable[[Moment], None]) -> None:
        def then(ok: bool, moving: bool) -> None:  # noqa: FBT001  Listening.read's signature
            tell(Moment(Kind.READ, self._clock.now(), ok=ok, moving=moving))

        self._listening.read(proof_readings(self._listening.state, *scenes), then)

    def _show_late_name(self) -> None:
        waiting, self._late_name = self._late_name, None
        if waiting is not None:
            self._sending.send(take_calls.name_call(*waiting))

    # The end

    def _finish(self, outcome: SwitchOutcome) -> None:
        done, self._take = self._take, None
        self._take_timer.stop()
        self._late_name = None
        if done is None:
            return
        self._winding.active = True
        state = self._listening.state
        if done.cuts and outcome.ok:
            proved = replace(state, program=outcome.scene, provable=True, doubt="", shown="")
            self._listening.put(replace(proved, running=None))
        elif done.cuts:
            shown = done.before if done.broken_at and not done.contested else state.shown
            self._listening.put(replace(state, running=None, shown=shown))
        self.finished.emit(outcome)
        if outcome.ok or not state.connected or state.frozen:
            self._winding.begin()
        else:
            self._read_truth(done)

    def _read_truth(self, failed: Take) -> None:
        """A switch was not proved: what is on air is read at input level, and told."""

        def tell(moment: Moment) -> None:
            if moment.ok:
                state = judged(self._listening.state)
                self._listening.put(state)
                for cut in take_outcome.seen_of(failed, state, moment.at):
                    self.hand_cut.emit(cut)
            if failed.broken_at is not None and failed.started_at is not None:
                self._winding.begin_after(failed.started_at, failed.plan.transition)
            else:
                self._winding.begin()

        self._read(self._listening.state.scenes, tell)

    def _conclude(self, conclude: Conclude) -> None:
        self._hand = None
        self._hand_timer.stop()
        self._winding.active = True
        self._listening.put(judged(hand.state_after(self._listening.state, conclude)))
        if conclude.cut is not None:
            self.hand_cut.emit(conclude.cut)
        if conclude.cut is not None and conclude.cut.broken:
            self._winding.begin_after(conclude.cut.started_at, conclude.cut.transition)
        else:
            self._winding.begin()

    def _rest(self) -> None:
        if not self.busy:
            self._sending.quick(on=False)
            self.idle.emit()
