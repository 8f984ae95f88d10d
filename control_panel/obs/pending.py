"""The calls that wait for OBS's answer, each with its deadline."""

from __future__ import annotations

import itertools
import logging
import threading
import time
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from control_panel.errors import LinkError
from control_panel.instant import Instant
from control_panel.obs.answers import BatchResult, NoAnswer, ObsResult, Reply
from control_panel.obs.protocol import Priority, Status, is_read
from control_panel.obs.wire import Answer, BatchAnswer

_log = logging.getLogger(__name__)

LOADING_LIMIT: Final = 20.0
"""Seconds for which OBS may say that it is still loading (207) before we believe it."""
LOADING_PAUSE: Final = 0.25
"""Seconds between two asks of an OBS that is loading."""


@dataclass(slots=True)
class Waiting:
    """A call on its way."""

    id: str
    text: str
    names: tuple[str, ...]
    priority: Priority
    deadline: float
    """Seconds that an answer may take."""
    reply: Reply[Any]
    asked: float = field(default_factory=time.monotonic)
    first_asked: float = field(default_factory=time.monotonic)
    repeated: bool = False
    """OBS said that it is still loading (207), and it was or will be asked again."""

    @property
    def due(self) -> float:
        """The monotonic second after which no answer is waited for."""
        return self.asked + self.deadline

    @property
    def repeatable(self) -> bool:
        """Whether it may be asked again: it reads only, and OBS has not been loading for long."""
        young = time.monotonic() - self.first_asked < LOADING_LIMIT
        return young and all(is_read(name) for name in self.names)


class Pending:
    """The registry of one connection's calls; safe from every thread."""

    def __init__(self, generation: int) -> None:
        self._generation = generation
        self._numbers = itertools.count(1)
        self._turn = threading.Lock()
        self._waiting: dict[str, Waiting] = {}
        self._later: list[Waiting] = []
        self._closed: LinkError | None = None
        self.unsupported: set[str] = set()
        """Requests that this OBS answered with 204."""

    def new_id(self) -> str:
        """An id that no other call of any connection has."""
        with self._turn:
            return f"g{self._generation}-{next(self._numbers)}"

    def add(self, waiting: Waiting) -> bool:
        """Wait for an answer; False where the connection is over (the reply has failed then)."""
        with self._turn:
            closed = self._closed
            if closed is None:
                self._waiting[waiting.id] = waiting
        if closed is not None:
            fail(waiting.reply, closed)
        return closed is None

    def wanted(self, id_: str) -> bool:
        """Whether an answer is still waited for: what nobody waits for is not sent late."""
        with self._turn:
            waiting = self._waiting.get(id_)
            return waiting is not None and not waiting.reply.cancelled()

    def answer(self, answer: Answer, received: Instant) -> None:
        """Give an answer to its call; one that nobody waits for is dropped."""
        waiting = self._take(answer.id)
        if waiting is None:
            return
        if answer.code == Status.NOT_READY and waiting.repeatable:
            self._repeat(waiting)
            return
        settle(waiting.reply, self._result(answer, waiting.names[0], received))

    def answer_batch(self, batch: BatchAnswer, received: Instant) -> None:
        """Give a batch's answers to its call, paired by place."""
        waiting = self._take(batch.id)
        if waiting is None:
            return
        if any(one.code == Status.NOT_READY for one in batch.answers) and waiting.repeatable:
            self._repeat(waiting)
            return
        pairs = zip(batch.answers, waiting.names, strict=False)
        results = tuple(self._result(one, name, received) for one, name in pairs)
        settle(waiting.reply, BatchResult(results, received))

    def overdue(self) -> tuple[Waiting, ...]:
        """Fail the calls whose deadline has passed; the ones to be asked again now."""
        now = time.monotonic()
        with self._turn:
            late = [one for one in self._waiting.values() if one.due < now]
            again = [one for one in self._later if one.asked + LOADING_PAUSE <= now]
            for one in late:
                del self._waiting[one.id]
            for one in again:
                self._later.remove(one)
        for one in late:
            names = ", ".join(one.names)
            sentence = f"OBS did not answer {names} in {one.deadline:g} s."
            fail(one.reply, NoAnswer(sentence, reason="no-answer"))
        return tuple(again)

    def close(self, error: LinkError) -> None:
        """The connection is over: every call fails, now and later."""
        with self._turn:
            self._closed = self._closed or error
            left = [*self._waiting.values(), *self._later]
            self._waiting.clear()
            self._later.clear()
        for one in left:
            fail(one.reply, error)

    @property
    def loading(self) -> bool:
        """Whether OBS said that it is still loading, and is being asked again."""
        with self._turn:
            return bool(self._later) or any(one.repeated for one in self._waiting.values())

    def __len__(self) -> int:
        with self._turn:
            return len(self._waiting) + len(self._later)

    def _take(self, id_: str) -> Waiting | None:
        with self._turn:
            return self._waiting.pop(id_, None)

    def _repeat(self, waiting: Waiting) -> None:
        waiting.asked = time.monotonic()
        waiting.repeated = True
        with self._turn:
            if self._closed is None:
                self._later.append(waiting)
                return
            closed = self._closed
        fail(waiting.reply, closed)

    def _result(self, answer: Answer, name: str, received: Instant) -> ObsResult:
        if answer.code == Status.UNKNOWN_REQUEST_TYPE:
            self.unsupported.add(name)
        return ObsResult(answer.ok, answer.code, answer.comment, answer.data, received, name)


def settle(reply: Future[Any], value: Any) -> None:
    """Fulfil a reply that may have been cancelled or failed a moment ago."""
    with suppress(InvalidStateError):
        reply.set_result(value)


def fail(reply: Future[Any], error: LinkError) -> None:
    """Fail a reply that may have been cancelled or fulfilled a moment ago."""
    with suppress(InvalidStateError):
        reply.set_exception(error)
