"""The one thread that writes to the show file: an ordered queue that nobody waits for.

1. Work is written in the order it was queued, one transaction each.
2. A write that the disk refuses is trouble: it stays first in the queue and is tried again, with
   growing pauses, until it is written. Then the trouble is over.
3. A write that the file's own rules refuse would be refused for ever: it is logged with what it
   was and left out, and the trouble stands for the rest of the session.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from control_panel.errors import StoreError
from control_panel.show.rows import Change
from control_panel.show.store_errors import trouble_of
from control_panel.show.tables import Row

if TYPE_CHECKING:
    from sqlalchemy import Engine

_log = logging.getLogger(__name__)

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0
"""Seconds between two attempts."""
BUSY_WAIT_MS = 250
"""Milliseconds that one attempt waits for another program's lock."""


@dataclass(frozen=True, slots=True)
class Work:
    """What goes to the file in one transaction."""

    changes: tuple[Change, ...] = ()
    entries: tuple[tuple[str, Row], ...] = ()
    """(table name, row) of records to append."""
    playhead: str | None = None


class Writer:
    """The queue and its thread.

    `told` is called on that thread with each trouble, then None; `using` is held while the
    connection is in use, which the reader shares.
    """

    def __init__(
        self,
        engine: Engine,
        connection: sqlite3.Connection,
        path: Path,
        using: threading.Lock,
        told: Callable[[StoreError | None], None],
    ) -> None:
        self._engine = engine
        self._path = path
        self._using = using
        self._told = told
        self._queue: deque[Work] = deque()
        self._turn = threading.Condition()
        self._stopping = False
        self._hurry = False
        self._trouble: StoreError | None = None
        self._left_out: StoreError | None = None
        connection.execute(f"PRAGMA busy_timeout={BUSY_WAIT_MS}")
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def pending(self) -> int:
        """How much waits to be written."""
        return len(self._queue)

    @property
    def waiting(self) -> tuple[Work, ...]:
        """What waits to be written, oldest first."""
        with self._turn:
            return tuple(self._queue)

    @property
    def trouble(self) -> StoreError | None:
        """Why nothing is being written, or what was left out; None: all is well."""
        return self._trouble or self._left_out

    def queue(self, work: Work) -> None:
        """Queue work; never waits for the disk."""
        with self._turn:
            self._queue.append(work)
            self._turn.notify_all()

    def drain(self, seconds: float) -> bool:
        """Wait until all is written, at most so long; whether it is."""
        with self._turn:
            self._hurry = True
            self._turn.notify_all()
            return self._turn.wait_for(lambda: not self._queue, seconds)

    def stop(self) -> bool:
        """End the thread; what is still in the queue stays unwritten. False: the disk hangs."""
        with self._turn:
            self._stopping = True
            self._turn.notify_all()
        self._thread.join(2 * BUSY_WAIT_MS / 1000)
        return not self._thread.is_alive()

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while (work := self._next()) is not None:
            if self._attempt(work):
                pause = FIRST_PAUSE
                with self._turn:
                    self._queue.popleft()
                    self._turn.notify_all()
            else:
                self._wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _next(self) -> Work | None:
        with self._turn:
            self._turn.wait_for(lambda: self._stopping or bool(self._queue))
            return None if self._stopping else self._queue[0]

    def _wait(self, pause: float) -> None:
        with self._turn:
            self._turn.wait_for(lambda: self._stopping or self._hurry, pause)
            if self._hurry:
                self._hurry = False
                self._turn.wait_for(lambda: self._stopping, FIRST_PAUSE)

    def _attempt(self, work: Work) -> bool:
        """Write once; whether the work is done with."""
        from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

        try:
            self._write(work)
        except OperationalError as error:
            self._in_trouble(error.orig or error)
            return False
        except (SQLAlchemyError, ValueError, OverflowError) as error:
            if isinstance(error, DatabaseError) and type(error.orig) is sqlite3.DatabaseError:
                self._in_trouble(error.orig)
                return False
            self._leave_out(work, error)
            return True
        self._well_again()
        return True

    def _write(self, work: Work) -> None:
        from control_panel.show import sql

        with (
            self._using,
            self._engine.connect().execution_options(write=True) as link,
            link.begin(),
        ):
            for change in work.changes:
                sql.write_change(link, change)
            sql.write_entries(link, work.entries)
            if work.playhead is not None:
                sql.write_playhead(link, work.playhead)

    def _in_trouble(self, cause: BaseException) -> None:
        trouble = trouble_of(cause, self._path)
        known, self._trouble = self._trouble, trouble
        if known is None or known.reason != trouble.reason:
            self._told(trouble)

    def _well_again(self) -> None:
        if self._trouble is not None:
            self._trouble = None
            self._told(self._left_out)

    def _leave_out(self, work: Work, error: Exception) -> None:
        _log.error("the show file refused %s", work, exc_info=error)
        self._trouble = None
        self._left_out = StoreError(
            f"A change could not be saved in “{self._path.name}”, because the file's own rules "
            "refuse it; later ones are saved. Export the show as JSON now, and send the log.",
            reason="refused",
        )
        self._told(self._left_out)
