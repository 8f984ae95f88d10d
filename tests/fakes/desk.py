"""A desk for the control API: it answers as it is told to, and keeps what was asked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from control_panel.errors import PanelError
from control_panel.running_order.commands import Command, Outcome, Result
from control_panel.web.desk import Told


class FakeDesk:
    """Answers every command with `answers` (an outcome's result, or an error to raise)."""

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.futures: list[Future[Outcome]] = []
        self.answer: Result | PanelError | None = Result.DONE
        """None: say nothing, as a panel that is busy."""
        self.told: list[Told] = []
        self.fields: dict[str, Any] = {"mode": "live"}

    def state(self) -> dict[str, Any]:
        """The fields as they are."""
        return dict(self.fields)

    def submit(self, command: Command) -> Future[Outcome]:
        """Answer at once."""
        future: Future[Outcome] = Future()
        self.commands.append(command)
        self.futures.append(future)
        if isinstance(self.answer, PanelError):
            future.set_exception(self.answer)
        elif self.answer is not None:
            future.set_result(self.outcome(command, self.answer))
        return future

    def subscribe(self, told: Told) -> Callable[[], None]:
        """Keep whom to tell."""
        self.told.append(told)
        return lambda: self.told.remove(told)

    def tell(self, outcome: Outcome | None) -> None:
        """Tell everybody."""
        for told in tuple(self.told):
            told(outcome)

    @staticmethod
    def outcome(command: Command, result: Result, sentence: str = "") -> Outcome:
        """An outcome of a command."""
        return Outcome(command.id, command.action, result, sentence)
