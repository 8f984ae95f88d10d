"""A question that was asked and not answered yet: who may answer it, how soon, and until when."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from control_panel.clock import Clock
from control_panel.errors import Refused
from control_panel.instant import Instant
from control_panel.running_order.commands import Command, Question, is_yes
from control_panel.running_order.situation import DOUBLE_PRESS
from control_panel.show.model import Author

STANDS_MS = 8000


class StandingQuestion(QObject):
    """At most one question stands; after eight seconds it is forgotten."""

    changed = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._question: Question | None = None
        self._asker: Author | None = None
        self._asked_at: Instant | None = None
        self._timer = QTimer(self, singleShot=True, interval=STANDS_MS)
        self._timer.timeout.connect(self.forget)

    @property
    def question(self) -> Question | None:
        """What was asked and not answered yet."""
        return self._question

    def ask(self, question: Question | None, asker: Author | None) -> None:
        """Let this question stand in the place of any other; None: no question."""
        self._asker = asker
        self._timer.stop()
        if question is not None:
            self._timer.start()
            self._asked_at = self._clock.now()
        if question != self._question:
            self._question = question
            self.changed.emit()

    def forget(self) -> None:
        """Nobody answered, or somebody said no."""
        self.ask(None, None)

    def is_answered_by(self, command: Command, next_id: str) -> bool:
        """Whether a command says yes; Refused where it is the second half of a double press."""
        yes = is_yes(self._question, self._asker, command, next_id)
        asked_at = self._asked_at
        if yes and asked_at and self._clock.now().since(asked_at) < DOUBLE_PRESS:
            raise Refused("Pressed twice within 0.3 s: read the question first", reason="double")
        return yes

    def stop(self) -> None:
        """Forget nothing by time any more."""
        self._timer.stop()
