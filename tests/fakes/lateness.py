"""How late a timer of Qt's fires: what waits in the window's thread is seen here."""

from __future__ import annotations

import time
from types import TracebackType

from PySide6.QtCore import Qt, QTimer

EVERY_S = 0.01


class Lateness:
    """A timer of 10 ms and the longest time by which it was late, in seconds.

    What the computer takes away from this thread in favour of others is late too: a limit on it
    has to leave room for that.
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self.fired = 0
        self._timer = QTimer(interval=round(EVERY_S * 1000))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._fire)

    def __enter__(self) -> Lateness:
        self._last = time.monotonic()
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._fire()
        self._timer.stop()

    def _fire(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last - EVERY_S)
        self._last = now
        self.fired += 1
