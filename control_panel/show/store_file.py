"""The show file on disk: what it is, who has it open, and a connection to it.

1. The first bytes say whether it is a show file at all, and of which version.
2. A lock beside the file (pid, host) makes one panel its writer. A lock whose process is gone is
   broken by itself.
3. What cannot be written, or is newer, is opened read-only and untouched; a file that a living
   panel writes is read with SQLite's own locks, so that no half-written page is seen.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile

from control_panel.errors import StoreError
from control_panel.show import store_errors

APPLICATION_ID = 0x43504E4C
"""“CPNL” in the file's header: a show file."""
VERSION = 1
"""The newest version of the file's tables (`user_version` in its header)."""
OPEN_WAIT = 2.0
"""Seconds that opening waits for another program's lock."""

_HEADER = 100
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a file's header says."""

    version: int
    newer: bool
    writable: bool


def inspect(path: Path) -> Inspected:
    """Read a file's header; StoreError where it is no show file."""
    try:
        if path.is_dir():
            raise store_errors.directory(path)
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError as error:
        raise store_errors.unopened(error, path) from error
    if not head:
        raise store_errors.empty(path)
    if not head.startswith(_MAGIC):
        raise store_errors.foreign(path)
    if len(head) < _HEADER:
        raise store_errors.damaged(path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise store_errors.foreign(path)
    version = int.from_bytes(head[60:64], "big")
    if version < 1:
        raise store_errors.damaged(path)
    return Inspected(version, version > VERSION, _writable(path) and _writable(path.parent))


def _writable(path: Path) -> bool:
    """Whether we may write; what is marked read-only for all is left alone, even by root."""
    if sys.platform == "win32" and path.is_dir():
        return True  # There the mark on a folder says nothing about writing in it.
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


@dataclass(frozen=True, slots=True)
class Held:
    """The lock beside a show file: ours, or the sentence that says why not."""

    lock: QLockFile | None
    sentence: str = ""


def take_lock(path: Path) -> Held:
    """Become the file's one writer, or say who is."""
    lock = QLockFile(f"{path}.lock")
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        return Held(lock)
    if lock.error() is QLockFile.LockError.LockFailedError:
        pid, host, _name = lock.getLockInfo()
        where = f"process {pid} on {host}" if host else "another computer, perhaps"
        return Held(
            None,
            f"“{path.name}” is open in another control panel ({where}), so it is shown here "
            "read-only. Close it there and open it again here to change it.",
        )
    return Held(None, read_only_sentence(path))


def read_only_sentence(path: Path) -> str:
    """Why a file that cannot be written is opened all the same."""
    return (
        f"“{path.name}” or its folder is read-only, so the show can be looked at and not changed. "
        "Copy it to a folder of your own to work on it."
    )


def newer_sentence(path: Path) -> str:
    """Why a file of a newer version is opened read-only."""
    return (
        f"“{path.name}” was made by a newer control panel, so it is shown read-only and may lack "
        "what only the newer one knows. Install the newer panel to change it."
    )


def quiet_mode(path: Path) -> str:
    """How to read a file that we must not touch: by SQLite's locks where a panel may write it."""
    return "ro" if Path(f"{path}.lock").exists() else "immutable"


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in autocommit: mode `rw`, `ro`, or `immutable` for what nobody writes."""
    if mode == "immutable":
        _whole(path)
    query = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    uri = f"{path.resolve().as_uri()}?{query}"
    try:
        connection = sqlite3.connect(
            uri, uri=True, timeout=OPEN_WAIT, isolation_level=None, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise store_errors.unopened(error, path) from error
    try:
        _examine(connection, path, write=mode == "rw")
    except (sqlite3.Error, StoreError) as error:
        connection.close()
        if isinstance(error, StoreError):
            raise
        raise store_errors.unopened(error, path) from error
    return connection


def _whole(path: Path) -> None:
    journal = Path(f"{path}-journal")
    if journal.exists() and journal.stat().st_size > 0:
        raise store_errors.torn(path)


def _examine(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise store_errors.damaged(path)
    if write:
        prepare(connection)


def prepare(connection: sqlite3.Connection) -> None:
    """One file, whole at any moment: no side files, and every commit on the disk."""
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=FULL")
