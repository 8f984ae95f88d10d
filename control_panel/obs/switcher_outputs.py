"""Service: starts and stops OBS's stream and recording, and believes it only when OBS says so."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from control_panel.errors import LinkError, Refused
from control_panel.obs.answers import Clock, ObsResult
from control_panel.obs.asking import Heard
from control_panel.obs.client import ObsClient
from control_panel.obs.listening import Listening
from control_panel.obs.protocol import Priority, Status
from control_panel.obs.state import Output, Reading, What
from control_panel.obs.switch import OutputName, OutputOutcome
from control_panel.obs.wire import Call

_REQUESTS: Final = {
    (OutputName.STREAM, True): "StartStream",
    (OutputName.STREAM, False): "StopStream",
    (OutputName.RECORD, True): "StartRecord",
    (OutputName.RECORD, False): "StopRecord",
}
_EVENTS: Final = {"StreamStateChanged": OutputName.STREAM, "RecordStateChanged": OutputName.RECORD}
_WORDS: Final = {OutputName.STREAM: "the stream", OutputName.RECORD: "the recording"}
_PATIENCE_MS: Final = {OutputName.STREAM: 15_000, OutputName.RECORD: 10_000}
"""How long OBS may take: a stream has to reach its server."""


@dataclass(slots=True)
class _Asked:
    wanted: bool
    timer: QTimer


class Outputs(QObject):
    """The stream and the recording: asked for, then confirmed by `outputState`."""

    finished = Signal(object)
    """OutputOutcome."""

    def __init__(
        self, client: ObsClient, clock: Clock, listening: Listening, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._clock = clock
        self._listening = listening
        self._asked: dict[OutputName, _Asked] = {}

    def set_running(self, output: OutputName, *, on: bool) -> None:
        """Start or stop; the outcome comes by `finished`. Raises LinkError, Refused."""
        if not self._listening.state.connected:
            raise LinkError("OBS is not connected.", reason="not-connected")
        if output in self._asked:
            raise Refused(f"OBS is still starting or stopping {_WORDS[output]}.", reason="busy")
        if self._now(output).active is on:
            word = "runs already" if on else "does not run"
            raise Refused(f"{_WORDS[output].capitalize()} {word}.", reason="as-is")
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(lambda: self._overdue(output))
        timer.start(_PATIENCE_MS[output])
        self._asked[output] = _Asked(on, timer)
        future = self._client.send(Call(_REQUESTS[output, on]), priority=Priority.TAKE)
        self._client.on_done(future, lambda done: self._answered(output, done))

    def is_ours(self, heard: Heard) -> bool:
        """Whether an event belongs to something that was asked for here."""
        output = _EVENTS.get(heard.name)
        return output is not None and output in self._asked

    def heard(self, heard: Heard) -> None:
        """OBS told of an output."""
        output = _EVENTS.get(heard.name)
        asked = self._asked.get(output) if output else None
        if output is None or asked is None:
            return
        word = str(heard.data.get("outputState", ""))
        if word.endswith("_STARTED"):
            self._end(output, ok=asked.wanted)
        elif word.endswith("_STOPPED"):
            sentence = f"OBS could not start {_WORDS[output]}." if asked.wanted else ""
            self._end(output, ok=not asked.wanted, sentence=sentence)

    def stop(self) -> None:
        """Wait for nothing any more."""
        for asked in self._asked.values():
            asked.timer.stop()
        self._asked.clear()

    def lost(self) -> None:
        """The link is gone: what was asked for is not known."""
        for output in tuple(self._asked):
            sentence = f"OBS did not answer: it is unknown what {_WORDS[output]} does."
            self._end(output, ok=False, sentence=sentence)

    def _now(self, output: OutputName) -> Output:
        state = self._listening.state
        return state.stream if output is OutputName.STREAM else state.record

    def _answered(self, output: OutputName, done: Future[ObsResult]) -> None:
        if output not in self._asked:
            return
        error = done.exception()
        if isinstance(error, LinkError):
            self._end(output, ok=False, sentence=error.sentence)
            return
        result = done.result()
        as_is = {int(Status.OUTPUT_RUNNING), int(Status.OUTPUT_NOT_RUNNING)}
        if result.code in as_is:
            self._overdue(output)
        elif not result.ok:
            why = result.comment or f"code {result.code}"
            self._end(output, ok=False, sentence=f"OBS refused {_WORDS[output]}: {why}")

    def _overdue(self, output: OutputName) -> None:
        def read(ok: bool, _moving: bool) -> None:  # noqa: FBT001  Listening.read's signature
            asked = self._asked.get(output)
            if asked is None:
                return
            done = ok and self._now(output).active is asked.wanted
            sentence = "" if done else f"OBS did not do it with {_WORDS[output]} in time."
            self._end(output, ok=done, sentence=sentence)

        self._listening.read((Reading(What.OUTPUTS),), read)

    def _end(self, output: OutputName, *, ok: bool, sentence: str = "") -> None:
        asked = self._asked.pop(output)
        asked.timer.stop()
        asked.timer.deleteLater()
        at = self._clock.now()
        self.finished.emit(OutputOutcome(output, asked.wanted, ok, at, sentence))
