"""The show file: each edit is queued at once, records are only ever appended (decisions 21–23).

SQLAlchemy is imported when a file is opened or made, not before.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Qt, Signal

from control_panel.errors import StoreError
from control_panel.show import store_errors, store_file, store_make, stored, unsaved
from control_panel.show.codec import NotReadable, encode
from control_panel.show.model import EditEntry, Playhead, Show
from control_panel.show.rows import difference
from control_panel.show.store_writer import Work, Writer
from control_panel.show.stored import Stored
from control_panel.show.tables import Entry, Row, row_of, table_of

if TYPE_CHECKING:
    from sqlalchemy import Engine

_log = logging.getLogger(__name__)

TAKE_UP_SECONDS = 5.0
"""How long opening waits for what the disk refused the last time."""

OnTrouble = Callable[[StoreError | None], None]


class _Courier(QObject):
    """Carries trouble from the writer's thread to the thread that opened the store."""

    happened = Signal(object)

    def __init__(self, on_trouble: OnTrouble | None) -> None:
        super().__init__()
        self._on_trouble = on_trouble
        self.happened.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def _arrive(self, trouble: StoreError | None) -> None:
        if self._on_trouble is not None:
            self._on_trouble(trouble)


class Store:
    """An open show file; made by `Store.open`, ended by `close`."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: QLockFile | None,
        read_only: str,
        on_trouble: OnTrouble | None,
        *,
        newer: bool = False,
    ) -> None:
        from control_panel.show.sql import engine_of

        self.path = path
        self.read_only = read_only
        """Why nothing can be written, as a sentence; empty: it can."""
        self._newer = newer
        self._connection = connection
        self._lock = lock
        self._engine: Engine = engine_of(connection)
        self._courier = _Courier(on_trouble)
        self._using = threading.Lock()
        self._closed = False
        self._writer: Writer | None = None
        self._told: tuple[str, ...] = ()
        if not read_only:
            told = self._courier.happened.emit
            self._writer = Writer(self._engine, connection, path, self._using, told)
            self._take_up()

    def _take_up(self) -> None:
        """Write what the disk refused the last time, before anything else is read or written."""
        left = unsaved.kept(self.path)
        if left is None or self._writer is None:
            return
        if not left.fits:
            self._told = (store_errors.left_over(self.path, unsaved.put_aside(left)),)
            return
        for work in left.works:
            self._writer.queue(work)
        if self._writer.drain(TAKE_UP_SECONDS):
            unsaved.let_go(self.path)
            self._told = (store_errors.taken_up(self.path, len(left.works)),)

    @classmethod
    def create(cls, path: Path, show: Show, *, replace: bool = False) -> None:
        """Make a show file with this show in it; StoreError where one stands there already."""
        store_make.make(path, show, replace=replace)

    @classmethod
    def open(cls, path: Path, on_trouble: OnTrouble | None = None) -> Store:
        """Open a show file; read-only (`read_only` says why) where it must not be written.

        `on_trouble` is called with each trouble in writing, and with None when it is over: in the
        thread that opened the store, by its event loop.
        """
        seen = store_file.inspect(path)
        if seen.newer:
            connection = store_file.connect(path, store_file.quiet_mode(path))
            sentence = store_file.newer_sentence(path)
            return cls(path, connection, None, sentence, on_trouble, newer=True)
        if not seen.writable:
            connection = store_file.connect(path, store_file.quiet_mode(path))
            connection = store_make.up_to_date(path, connection, seen.version)
            return cls(path, connection, None, store_file.read_only_sentence(path), on_trouble)
        held = store_file.take_lock(path)
        if held.lock is None:
            connection = store_file.connect(path, "ro")
            connection = store_make.up_to_date(path, connection, seen.version)
            return cls(path, connection, None, held.sentence, on_trouble)
        try:
            connection = store_file.connect(path, "rw")
            store_make.migrate(path, connection, seen.version)
        except StoreError:
            held.lock.unlock()
            raise
        return cls(path, connection, held.lock, "", on_trouble)

    def load(self) -> Stored:
        """All that the file holds now; what is still queued is not in it yet."""
        from sqlalchemy.exc import DBAPIError

        try:
            with self._using:
                found = stored.read(self._engine)
            return replace(found, told=(*self._told, *found.told))
        except NotReadable as error:
            raise store_errors.unreadable(self.path, str(error), newer=self._newer) from error
        except DBAPIError as error:
            raise store_errors.unopened(error.orig or error, self.path) from error

    def queue_edit(self, before: Show, after: Show, entry: EditEntry | None = None) -> None:
        """Queue the rows in which two shows differ, and who made it so, in one transaction."""
        changes = difference(before, after)
        entries = (_appended(entry),) if entry is not None else ()
        if changes or entries:
            self._queue(Work(changes=changes, entries=entries))

    def queue_playhead(self, playhead: Playhead, entries: Sequence[Entry] = ()) -> None:
        """Queue the playhead, and the records that go with it, in one transaction."""
        value = json.dumps(encode(playhead), ensure_ascii=False)
        self._queue(Work(entries=tuple(_appended(one) for one in entries), playhead=value))

    def append(self, *entries: Entry) -> None:
        """Queue records; several go in one transaction."""
        self._queue(Work(entries=tuple(_appended(entry) for entry in entries)))

    def _queue(self, work: Work) -> None:
        if self._writer is None or self._closed:
            sentence = self.read_only or f"“{self.path.name}” is closed; nothing can be saved."
            raise StoreError(sentence, reason="read-only" if self.read_only else "closed")
        self._writer.queue(work)

    @property
    def pending(self) -> int:
        """How many transactions wait to be written."""
        return self._writer.pending if self._writer is not None else 0

    @property
    def trouble(self) -> StoreError | None:
        """Why nothing is being written at the moment; None: all is well."""
        return self._writer.trouble if self._writer is not None else None

    def drain(self, seconds: float = 5.0) -> bool:
        """Wait until all is written, at most so long; whether it is."""
        return self._writer is None or self._writer.drain(seconds)

    def close(self, seconds: float = 5.0) -> bool:
        """Write what waits, at most so long, and let the file go; whether all was written.

        What the disk still refuses then is kept for the next start (`unsaved`).
        """
        if self._closed:
            return True
        self._closed = True
        whole = self.drain(seconds)
        stopped = self._writer is None or self._writer.stop()
        if not whole and self._writer is not None:
            self._keep(self._writer.waiting)
        if stopped:
            self._engine.dispose()
            self._connection.close()
        if self._lock is not None:
            self._lock.unlock()
        return whole

    def _keep(self, works: Sequence[Work]) -> None:
        try:
            file = unsaved.keep(self.path, works)
        except OSError as error:
            _log.error("%d changes of “%s” are lost: %s", len(works), self.path.name, error)
        else:
            _log.warning(
                "%d changes of “%s” could not be saved: kept in %s for the next start",
                len(works), self.path.name, file,
            )  # fmt: skip


def _appended(entry: Entry) -> tuple[str, Row]:
    table = table_of(entry)
    return table.name, row_of(table, entry)
