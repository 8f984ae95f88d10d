"""Keeps a link to OBS: connects, waits longer each time, stops where only a person helps."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol

from control_panel.obs.answers import LinkLoss
from control_panel.obs.faults import FINAL
from control_panel.obs.link import Link

DELAYS: Final = (0.5, 1.0, 2.0, 4.0, 5.0)
"""Seconds before the next attempts; the last for ever."""
JITTER: Final = 0.2
"""A delay is this part longer or shorter, so that two panels do not knock in step."""
_STEADY: Final = 5.0
"""Seconds that a link must have stood before the delays begin anew."""
_TICK: Final = 0.1


def delay(failures: int, chance: float) -> float:
    """Seconds before the next attempt after so many failures; `chance` is 0 to 1."""
    base = DELAYS[min(max(failures, 1), len(DELAYS)) - 1]
    return base * (1 - JITTER + 2 * JITTER * chance)


class Watched(Protocol):
    """What the supervisor asks of the client."""

    def new_link(self, generation: int) -> Link:
        """A link for the next attempt."""

    def down(self, link: Link, loss: LinkLoss) -> None:
        """A link could not be made or was lost."""

    def ticked(self, link: Link) -> None:
        """A tenth of a second has passed."""


class _Term:
    """One stretch from start to stop."""

    def __init__(self) -> None:
        self.over = False
        self.wake = threading.Event()


class Supervisor:
    """Keeps one link after another, on a thread of its own, from start to stop."""

    def __init__(self, watched: Watched, chance: Callable[[], float]) -> None:
        self._watched = watched
        self._chance = chance
        self._turn = threading.Lock()
        self._generation = 0
        self._failures = 0
        self._link: Link | None = None
        self._term = _Term()
        self._term.over = True
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to connect; nothing where it has begun."""
        with self._turn:
            if not self._term.over:
                return
            # A term of its own: a thread that hangs from the one before cannot come back.
            self._term = _Term()
            self._failures = 0
            self._thread = threading.Thread(
                target=self._run, args=(self._term,), name="obs-supervisor", daemon=True
            )
            self._thread.start()

    def retry_now(self) -> None:
        """Do not wait for the next attempt; nothing while the link stands."""
        link = self._link
        if link is None or not link.is_up:
            self._failures = 0
            self._term.wake.set()

    def stop(self, seconds: float) -> bool:
        """End the link and the thread; True when no thread is left."""
        until = time.monotonic() + seconds
        with self._turn:
            term, thread = self._term, self._thread
            term.over = True
        term.wake.set()
        link = self._link
        gone = link.close(seconds) if link is not None else True
        if thread is not None and thread is not threading.current_thread():
            thread.join(max(0.0, until - time.monotonic()))
            gone = gone and not thread.is_alive()
        return gone

    def _run(self, term: _Term) -> None:
        while not term.over:
            term.wake.clear()
            loss = self._one_link(term)
            if loss is None or term.over:
                return
            term.wake.wait(loss.retry_in)

    def _one_link(self, term: _Term) -> LinkLoss | None:
        """From the first byte to the last of one link; why it ended, None where we wished it."""
        with self._turn:
            if term.over:
                return None
            self._generation += 1
            link = self._link = self._watched.new_link(self._generation)
            link.start()
        while not link.over.wait(_TICK):
            link.tick()
            self._watched.ticked(link)
        link.join(_TICK)
        if link.loss is None or term.over:
            return None
        loss = replace(link.loss, retry_in=self._pause(link))
        self._watched.down(link, loss)
        return loss

    def _pause(self, link: Link) -> float | None:
        """Seconds to the next attempt; None where only a person can help."""
        if link.loss is not None and link.loss.reason in FINAL:
            return None
        stood = 0.0 if link.up_at is None else time.monotonic() - link.up_at
        self._failures = 1 if stood > _STEADY else self._failures + 1
        return delay(self._failures, self._chance())
