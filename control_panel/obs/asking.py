"""How OBS is asked in batches, what is heard of it, and how long is waited before asking."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from control_panel.errors import LinkError
from control_panel.instant import Instant
from control_panel.obs.answers import BatchResult, ObsResult
from control_panel.obs.client import ObsClient
from control_panel.obs.protocol import Priority, Status
from control_panel.obs.state import ObsState
from control_panel.obs.wire import Call

_log = logging.getLogger(__name__)

_DEADLINE: Final = 5.0
"""Seconds for a batch of reads: it may hold hundreds."""


@dataclass(frozen=True, slots=True)
class Pauses:
    """How long the listening waits before it asks."""

    after_event: timedelta = timedelta(milliseconds=30)
    after_removal: timedelta = timedelta(milliseconds=300)
    """OBS that quits removes everything first; it is not asked in its last moment."""
    after_collection: timedelta = timedelta(milliseconds=400)
    after_return: timedelta = timedelta(seconds=1)
    """OBS 29 answers before it is ready, and may crash when it is asked then."""
    retry: timedelta = timedelta(seconds=1)
    reconcile: timedelta = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Heard:
    """One event of OBS, with the state before and after it."""

    name: str
    data: dict[str, Any]
    at: Instant
    before: ObsState
    after: ObsState
    ours: bool


class Asking:
    """Asks OBS in batches, for as long as one connection lasts."""

    def __init__(self, client: ObsClient) -> None:
        self._client = client
        self.generation = 0
        """The connection that is listened to; 0: none."""

    def ask(self, calls: Sequence[Call], then: Callable[[BatchResult | None], None]) -> None:
        """Send reads as one batch; `then` gets the answers, or None where there are none."""
        generation = self.generation
        future = self._client.send_batch(calls, priority=Priority.READ, deadline=_DEADLINE)

        def done(answered: Future[BatchResult]) -> None:
            if generation == self.generation:
                then(result_of(answered))

        self._client.on_done(future, done)


def result_of(answered: Future[BatchResult]) -> BatchResult | None:
    """The answers, or None where OBS gave none; anything but a LinkError is a bug and raised."""
    error = answered.exception()
    if error is None:
        return answered.result()
    if not isinstance(error, LinkError):
        raise error
    _log.info("OBS was not read: %s", error)
    return None


def not_ready(results: Sequence[ObsResult]) -> bool:
    """Whether OBS said that it is still loading."""
    return any(result.code == Status.NOT_READY for result in results)


def one_shot(parent: QObject, due: Callable[[], None]) -> QTimer:
    """A timer that fires once each time it is started."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.timeout.connect(due)
    return timer


def start(timer: QTimer, span: timedelta) -> None:
    """Start it; an earlier start is forgotten."""
    timer.start(math.ceil(span / timedelta(milliseconds=1)))
