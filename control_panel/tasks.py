"""Blocking work away from the Qt thread: results come back to it, one queued signal each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

T = TypeVar("T")

_log = logging.getLogger(__name__)

_left_running: list[object] = []
"""Pools and calls that did not end in time: deleting a pool would wait for it for ever."""


class _Job(QRunnable):
    """One call, and what became of it."""

    def __init__(
        self,
        func: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        tell: Callable[[_Job], None],
    ) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._func = func
        self._done = done
        self._failed = failed
        self._tell = tell
        self._result: Any = None
        self._error: Exception | None = None

    def run(self) -> None:
        try:
            self._result = self._func()
        except Exception as error:  # noqa: BLE001 - whatever it is, it goes to `failed` or the log
            self._error = error
        self._tell(self)

    def hand_over(self) -> None:
        """Call `done` or `failed`; runs in the Qt thread."""
        if self._error is None:
            if self._done is not None:
                self._done(self._result)
        elif self._failed is not None:
            self._failed(self._error)
        else:
            _log.error("a task failed and nobody asked for its error", exc_info=self._error)


class Tasks(QObject):
    """A pool of threads of its own. Make it, call it and stop it in the Qt thread."""

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 4) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(threads)
        self._jobs: set[_Job] = set()
        self._stopped = False
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> int:
        """Calls that were asked for and have not been handed back."""
        return len(self._jobs)

    def run(
        self,
        func: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Call `func` in a thread, then `done(result)` or `failed(error)` in the Qt thread.

        An error that nobody asked for is logged with its traceback. After `stop` nothing runs and
        nothing is handed back.
        """
        if self._stopped:
            _log.info("not run, since the panel stops: %r", func)
            return
        job = _Job(func, done, failed, self._ended.emit)
        self._jobs.add(job)
        self._pool.start(job)

    def stop(self, seconds: float = 1.0) -> bool:
        """Take no more work, forget what has not begun, wait for the rest; False if it hangs.

        What hangs is left to the end of the process: end it with `os._exit` then.
        """
        self._stopped = True
        self._pool.clear()
        ended = self._pool.waitForDone(max(0, round(seconds * 1000)))
        if not ended:
            _left_running.append((self._pool, self._jobs))
        self._jobs = set()
        return ended

    def _on_ended(self, job: _Job) -> None:
        self._jobs.discard(job)
        if not self._stopped:
            job.hand_over()
