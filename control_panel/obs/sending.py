"""How requests that change OBS are sent, so that their echoes are known as ours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtCore import QObject, Signal

from control_panel.errors import LinkError
from control_panel.obs.answers import BatchResult
from control_panel.obs.client import ObsClient
from control_panel.obs.listening import Listening
from control_panel.obs.protocol import Priority
from control_panel.obs.wire import Call


class Sending(QObject):
    """Sends requests with the priority of a take; one batch is one message."""

    refused = Signal(str)
    """A sentence: something that nothing waits for was not done."""

    def __init__(
        self, client: ObsClient, listening: Listening, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._listening = listening

    def quick(self, *, on: bool) -> None:
        """While a take is under way OBS's words are wanted at once (decision 9)."""
        self._client.quick(on)

    def batch(self, calls: Sequence[Call], then: Callable[[Future[BatchResult]], None]) -> None:
        """Send several requests as one; `then` is called in this thread with what came of it."""
        token = self._listening.expect(calls)
        future = self._client.send_batch(calls, priority=Priority.TAKE)

        def done(answered: Future[BatchResult]) -> None:
            self._listening.answered(token)
            then(answered)

        self._client.on_done(future, done)

    def send(self, call: Call) -> None:
        """Send one request that nothing waits for; where it fails, `refused` tells."""
        self.batch((call,), lambda answered: self._tell(call, answered))

    def _tell(self, call: Call, answered: Future[BatchResult]) -> None:
        error = answered.exception()
        if isinstance(error, LinkError):
            self.refused.emit(error.sentence)
            return
        for result in answered.result().results:
            if not result.ok:
                self.refused.emit(f"OBS refused {call.name}: {result.comment or result.code}.")
