"""Between the web's thread and the Qt thread: commands go in, values and outcomes come out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from control_panel.alarms import Alarm
from control_panel.errors import LinkError, PanelError, Refused
from control_panel.feeds.status import FeedStatus
from control_panel.instant import Instant
from control_panel.obs.state import ObsState
from control_panel.running_order.commands import Command, Outcome, Question, Result
from control_panel.running_order.timing import schedule
from control_panel.show.model import Author, Playhead, Show
from control_panel.web.state import LastCommand, state_of

Told = Callable[[Outcome | None], None]
"""Called with an outcome, or with None when the state changed. Must not block."""


class Desk(Protocol):
    """What the control API needs of the panel. Every method may be called from any thread."""

    def state(self) -> dict[str, Any]:
        """The state now, as `state_of` gives it."""

    def submit(self, command: Command) -> Future[Outcome]:
        """Ask for a command. The future holds its first outcome or a PanelError."""

    def subscribe(self, told: Told) -> Callable[[], None]:
        """Be told of outcomes and changes until the callable given back is called."""


@dataclass(frozen=True, slots=True)
class Values:
    """The values that the state is made of: frozen, so any thread may read them."""

    show: Show
    playhead: Playhead
    obs: ObsState | None = None
    feeds: Mapping[str, FeedStatus] = field(default_factory=dict)
    """By feed id. Must not change once it is here: hand in a copy."""
    alarms: tuple[Alarm, ...] = ()
    desk: Author = Author()
    """Who has the desk."""
    question: Question | None = None


class DeskBridge(QObject):
    """The Desk of the running panel. Lives in the Qt thread.

    `values` and `do` are called in the Qt thread only. Connect every signal that means "something
    changed" to `tell_changed`, and Playout's `outcome` to `tell_outcome`.
    """

    _asked = Signal(object, object)

    def __init__(
        self,
        values: Callable[[], Values],
        do: Callable[[Command], Outcome],
        now: Callable[[], Instant],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = values
        self._do = do
        self._now = now
        self._values = values()
        self._last: LastCommand | None = None
        self._told: tuple[Told, ...] = ()
        self._lock = threading.Lock()
        self._closed = False
        self._asked.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def state(self) -> dict[str, Any]:
        """The state now: its clocks are computed here, so they are right however busy Qt is."""
        values, last, now = self._values, self._last, self._now()
        return state_of(
            values.show,
            values.playhead,
            schedule(values.show, values.playhead, now),
            values.obs,
            values.feeds,
            values.alarms,
            values.desk,
            last,
            now,
            question=values.question,
        )

    def submit(self, command: Command) -> Future[Outcome]:
        """Run a command in the Qt thread; a future that is cancelled before is never run."""
        future: Future[Outcome] = Future()
        if self._closed:
            future.set_exception(Refused("The panel is closing.", reason="closing"))
        else:
            self._asked.emit(command, future)
        return future

    def subscribe(self, told: Told) -> Callable[[], None]:
        """Call `told` in the Qt thread at every outcome and change."""
        with self._lock:
            self._told = (*self._told, told)

        def end() -> None:
            with self._lock:
                self._told = tuple(t for t in self._told if t is not told)

        return end

    def tell_changed(self, *_: object) -> None:
        """Something changed: read the values again, and say so. Takes any signal's arguments."""
        self._values = self._read()
        self._tell(None)

    def tell_outcome(self, outcome: Outcome) -> None:
        """A command, from whomever, came to this. What was told already is not told again."""
        if self._last is not None and _is_old(outcome, self._last.outcome):
            return
        self._last = LastCommand(outcome, self._now())
        self._values = self._read()
        self._tell(outcome)

    def close(self) -> None:
        """Refuse commands from now on, those that wait too."""
        self._closed = True

    def _tell(self, outcome: Outcome | None) -> None:
        for told in self._told:
            told(outcome)

    def _run(self, command: Command, future: Future[Outcome]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        if self._closed:
            future.set_exception(Refused("The panel is closing.", reason="closing"))
            return
        try:
            outcome = self._do(command)
        except PanelError as error:
            self.tell_outcome(refusal(command, error))
            future.set_exception(error)
        else:
            self.tell_outcome(outcome)
            future.set_result(outcome)
        finally:
            if not future.done():
                # A bug: the exception hook has it; whoever asked must not wait for nothing.
                future.set_exception(PanelError(BUG, reason="bug"))


FINAL = frozenset({Result.DONE, Result.REFUSED, Result.FAILED, Result.ASKED})
"""Results after which a command comes to nothing more."""

BUG = "The panel made a mistake with this command: look at what is on air before you repeat it."


def refusal(command: Command, error: PanelError) -> Outcome:
    """A command that raised, as an outcome."""
    result = Result.FAILED if isinstance(error, LinkError) else Result.REFUSED
    return Outcome(command.id, command.action, result, error.sentence, error.reason)


def _is_old(outcome: Outcome, last: Outcome) -> bool:
    """Whether an outcome says the same as the last one, or "sent" of what is done already."""
    same = outcome.command_id == last.command_id
    return outcome == last or (same and last.result in FINAL and outcome.result not in FINAL)
