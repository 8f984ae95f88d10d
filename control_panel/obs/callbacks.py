"""Plain callbacks of the library's public face, run on a thread of their own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from obswebsocket import Baseevents, events

_log = logging.getLogger(__name__)

Callback = Callable[[Any], object]


class Callbacks:
    """Who is called at which event; one that raises or hangs harms neither link nor panel."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._known: tuple[tuple[Callback, type[Baseevents] | None], ...] = ()
        self._runner: ThreadPoolExecutor | None = None

    def register(self, func: Callback, event: type[Baseevents] | None = None) -> None:
        """Call `func` at an event, or at all."""
        with self._turn:
            # A new tuple: whoever goes through the old one is not disturbed.
            self._known = (*self._known, (func, event))

    def unregister(self, func: Callback, event: type[Baseevents] | None = None) -> None:
        """Call it no more; without an event, at none."""
        with self._turn:
            self._known = tuple(
                (known, at)
                for known, at in self._known
                if known != func or (event is not None and at is not event)
            )

    def run(self, name: str, data: dict[str, Any]) -> None:
        """Have the callbacks of this event called, in order; never blocks."""
        if not self._known:
            return
        made = getattr(events, name)()
        made.input(data)
        for func, at in self._known:
            if at is None or isinstance(made, at):
                self._executor().submit(func, made).add_done_callback(_tell)

    def stop(self) -> None:
        """Call nobody any more."""
        with self._turn:
            runner, self._runner = self._runner, None
        if runner is not None:
            runner.shutdown(wait=False, cancel_futures=True)

    def _executor(self) -> ThreadPoolExecutor:
        with self._turn:
            if self._runner is None:
                self._runner = ThreadPoolExecutor(1, thread_name_prefix="obs-callbacks")
            return self._runner


def _tell(done: Future[object]) -> None:
    error = None if done.cancelled() else done.exception()
    if error is not None:
        _log.error("a callback for an event of OBS raised", exc_info=error)
