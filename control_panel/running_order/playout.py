"""The service that runs the show: it holds the playhead, asks OBS, writes down what happened."""

from __future__ import annotations

import logging
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from control_panel.alarms import Alarm, Alarms, Severity
from control_panel.clock import Clock
from control_panel.errors import LinkError, PanelError, Refused
from control_panel.instant import Instant
from control_panel.obs.state import ObsState
from control_panel.obs.switch import HandCut, Notice, Renamed, SwitchOutcome
from control_panel.obs.switcher import Switcher
from control_panel.running_order.asking import cut_of, glimpse, landed_of, send, shown
from control_panel.running_order.commands import Action, Command, Outcome, Question, Result
from control_panel.running_order.playhead import step
from control_panel.running_order.recorder import Line, Recorder
from control_panel.running_order.renames import input_renamed, scene_renamed
from control_panel.running_order.situation import (
    Ask,
    Event,
    Landed,
    Move,
    ObsBack,
    Settled,
    ShowChanged,
    Situation,
    Started,
    SwitchAsk,
    Tick,
)
from control_panel.running_order.standing_question import StandingQuestion
from control_panel.running_order.timing import Schedule, schedule
from control_panel.show import edits
from control_panel.show.document import Document
from control_panel.show.model import Playhead, Show, TakingKind

log = logging.getLogger(__name__)

_TICK_MS = 200


class Playout(QObject):
    """The show on air. Commands raise `Refused`; what became of one that was sent is `outcome`."""

    playhead_changed = Signal(object, object)
    question_changed = Signal()
    outcome = Signal(object)
    noticed = Signal(object)

    def __init__(
        self,
        document: Document,
        switcher: Switcher,
        recorder: Recorder,
        clock: Clock,
        alarms: Alarms,
        playhead: Playhead | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._switcher = switcher
        self._recorder = recorder
        self._clock = clock
        self._alarms = alarms
        self._playhead = replace(playhead or Playhead(), waiting=None, offer=None)
        self._standing = StandingQuestion(clock, self)
        self._standing.changed.connect(self.question_changed)
        self._asked_by: dict[str, Command] = {}
        self._accepting = True
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._time_passed)
        document.changed.connect(self._show_changed)
        switcher.started.connect(self._switch_started)
        switcher.finished.connect(self._switch_finished)
        switcher.hand_cut.connect(self._cut_by_hand)
        switcher.idle.connect(self._settled)
        switcher.state_changed.connect(self._obs_changed)
        switcher.renamed.connect(self._renamed)
        switcher.collection_changed.connect(self._compare)
        switcher.notice.connect(self.noticed)
        self._protect()

    @property
    def playhead(self) -> Playhead:
        """Where the show is."""
        return self._playhead

    @property
    def question(self) -> Question | None:
        """What was asked and not answered yet."""
        return self._standing.question

    @property
    def show(self) -> Show:
        """The show that is run."""
        return self._document.show

    def schedule(self, now: Instant) -> Schedule:
        """Every time of the running order at `now`."""
        return schedule(self.show, self._playhead, now)

    def start(self) -> None:
        """Begin to watch the time; a show that was on air goes on where it was."""
        self._tick.start()
        run, now = self._playhead.on_air, self._clock.now()
        if run is not None and run.started_at.boot != now.boot:
            self._tell("The computer was started anew: elapsed time is by its clock, check it")

    def stop(self) -> None:
        """Take no more commands; OBS is left as it is, the playhead stays in the file."""
        self._accepting = False
        self._tick.stop()
        self._standing.stop()
        self._recorder.queue_playhead(self._playhead)

    # -- commands

    def do(self, command: Command) -> Outcome:
        """Do what somebody asked; raises Refused, with a reason, where a rule says no."""
        if command.action is Action.CANCEL and self._standing.question is not None:
            self._standing.forget()
            return self._answer(command, Move(self._playhead))
        try:
            self._refuse_closed()
            confirmed = self._standing.is_answered_by(command, self._playhead.next_id)
            move = step(self._situation(confirmed=confirmed), command)
        except Refused as refusal:
            self.outcome.emit(
                Outcome(
                    command.id,
                    command.action,
                    Result.REFUSED,
                    refusal.sentence,
                    refusal.reason or "refused",
                )
            )
            raise
        self._standing.ask(move.question, command.author)
        return self._answer(command, move)

    def _refuse_closed(self) -> None:
        if not self._accepting:
            raise Refused("The panel is closing", reason="closing")
        if self._document.read_only:
            raise Refused(self._document.read_only, reason="read-only")

    def _answer(self, command: Command, move: Move) -> Outcome:
        answer = Outcome(command.id, command.action, move.result, move.sentence)
        self._apply(move, command)
        if move.result is not Result.SENT:
            self.outcome.emit(answer)
        if move.sentence and move.result in (Result.DONE, Result.SENT):
            self._tell(move.sentence)
        return answer

    def _situation(self, *, confirmed: bool = False) -> Situation:
        seen = glimpse(self._switcher, self.show)
        return Situation(self.show, self._playhead, seen, self._clock.now(), confirmed)

    # -- one move

    def _happen(self, event: Event) -> None:
        """Let the playhead answer something that happened."""
        try:
            move = step(self._situation(), event)
        except Refused as refusal:
            # For example a Back that waited and has nothing to go back to any more.
            self._tell(refusal.sentence)
            return
        self._apply(move, None)

    def _apply(self, move: Move, command: Command | None) -> None:
        before, self._playhead = self._playhead, move.playhead
        self._remember_asker(before, command)
        lines: tuple[Line, ...] = (*move.entries, *move.shots)
        if lines or before != move.playhead:
            self._recorder.queue_playhead(move.playhead, lines)
        for ask in move.asks:
            self._ask(ask)
        if before != move.playhead:
            self._protect()
            self.playhead_changed.emit(before, move.playhead)
        if move.sentence and command is None:
            self._tell(move.sentence)

    def _remember_asker(self, before: Playhead, command: Command | None) -> None:
        """Keep whose command a new switch answers, so that its outcome finds them."""
        ph = self._playhead
        sent = ph.taking or ph.cutting
        old = before.taking or before.cutting
        if sent is None or (old is not None and old.id == sent.id):
            return
        if command is not None:
            self._asked_by[sent.id] = command
        elif before.waiting is not None and before.waiting.command_id:
            action = Action(before.waiting.action)
            waited = Command(action, before.waiting.author, before.waiting.command_id)
            self._asked_by[sent.id] = waited

    def _ask(self, ask: Ask) -> None:
        try:
            send(ask, self._switcher, self.show, self._playhead)
        except PanelError as error:
            log.info("a request to OBS was not sent: %s", error.sentence)
            if isinstance(ask, SwitchAsk):
                # Through the event loop: this move has to be told before its failure is.
                failed = Landed(ask.id, ok=False, sentence=error.sentence)
                QTimer.singleShot(0, self, lambda: self._landed(failed))
            elif isinstance(error, LinkError) and self._switcher.state.connected:
                self._tell(error.sentence)

    # -- what OBS says

    def _switch_started(self, switch_id: str, at: Instant) -> None:
        self._happen(Started(switch_id, at))

    def _switch_finished(self, outcome: SwitchOutcome) -> None:
        self._landed(landed_of(outcome))

    def _landed(self, landed: Landed) -> None:
        now = self._clock.now()
        taking = self._playhead.taking
        taken = taking is not None and taking.id == landed.id and taking.kind is TakingKind.TAKE
        self._happen(landed)
        command = self._asked_by.pop(landed.id, None)
        if landed.ok:
            self._alarms.clear("obs:take")
        else:
            left = "the item is next again" if taken else "nothing else changed"
            detail = f"What OBS shows is read again; {left}."
            self._alarms.raise_(
                Alarm("obs:take", Severity.ALARM, landed.sentence, now, detail=detail)
            )
        if command is not None:
            result = Result.DONE if landed.ok else Result.FAILED
            reason = "" if landed.ok else "not-confirmed"
            self.outcome.emit(Outcome(command.id, command.action, result, landed.sentence, reason))
        # What waited for this switch and not for a transition (a switch without a cut) goes now.
        self._happen(Settled())

    def _cut_by_hand(self, cut: HandCut) -> None:
        self._happen(cut_of(cut))

    def _settled(self) -> None:
        self._happen(Settled())

    def _obs_changed(self, before: ObsState, after: ObsState) -> None:
        ph = self._playhead
        moved = ph.astray and not ph.cutting and shown(before) != shown(after)
        if before.connected and not after.connected:
            self._link_lost()
        elif after.connected and (not before.connected or moved):
            self._happen(ObsBack(shown(after)))

    def _compare(self) -> None:
        """Other scenes, other inputs: what the panel knows is held against what OBS shows."""
        self._happen(ObsBack(shown(self._switcher.state)))

    def _link_lost(self) -> None:
        if self._playhead.waiting is not None:
            self._apply(Move(replace(self._playhead, waiting=None)), None)
            self._tell("The press that waited was left out: OBS does not answer")

    def _renamed(self, change: Renamed) -> None:
        scene = change.what == "scene"
        rename = edits.rename_scene if scene else edits.rename_input
        name = f"OBS renamed “{change.old}” to “{change.new}”"
        try:
            self._document.follow(lambda show: rename(show, change.old, change.new), name)
        except Refused as refusal:
            self._tell(refusal.sentence)
        follow = scene_renamed if scene else input_renamed
        self._apply(Move(follow(self._playhead, change.old, change.new)), None)

    # -- what else happens

    def _show_changed(self, _before: Show, _after: Show) -> None:
        self._happen(ShowChanged())

    def _time_passed(self) -> None:
        self._happen(Tick())

    def _tell(self, sentence: str) -> None:
        self.noticed.emit(Notice(sentence, self._clock.now()))

    def _protect(self) -> None:
        """The item on air and the one being taken cannot be removed or floated."""
        ph = self._playhead
        ids = {ph.on_air.item_id if ph.on_air else "", ph.taking.item_id if ph.taking else ""}
        self._document.set_protected(frozenset(ids - {""}))
