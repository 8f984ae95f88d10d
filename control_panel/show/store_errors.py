"""What a person is told when the disk, the show file or its version fails."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from control_panel.errors import StoreError

_CODES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "busy",
        "Another program holds the show file locked (a backup or a sync tool, perhaps). "
        "End it or wait until it is done.",
    ),
    sqlite3.SQLITE_LOCKED: ("busy", "The show file is locked. Wait until it is free."),
    sqlite3.SQLITE_FULL: ("full", "The disk is full. Make room on it."),
    sqlite3.SQLITE_IOERR: (
        "disk",
        "The disk does not take what is written to it: it may be full, unplugged or broken. "
        "Make room, or plug it in again.",
    ),
    sqlite3.SQLITE_READONLY: (
        "read-only",
        "The show file cannot be written any more: it, or its folder, was made read-only, moved "
        "or deleted. Put it back as it was.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "disk",
        "The show file's folder cannot be reached. Plug the disk in or connect to the network.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "damaged",
        "The show file is damaged. Export the show now, and go on with a copy.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "damaged",
        "The show file was overwritten by something else. Export the show now.",
    ),
}


def trouble_of(error: BaseException, path: Path) -> StoreError:
    """The trouble of a write that failed; what waits is kept and tried again."""
    code = getattr(error, "sqlite_errorcode", None)
    word, sentence = _CODES.get((code or 0) & 0xFF, ("disk", f"The disk says: {error}."))
    return StoreError(
        f"“{path.name}” cannot be saved at the moment. {sentence} "
        "Nothing is lost while the panel runs: it keeps what is to be saved and tries again.",
        reason=word,
    )


def unopened(error: BaseException, path: Path) -> StoreError:
    """Why a show file could not be opened or made."""
    if isinstance(error, OSError):
        return _of_os(error, path)
    code = getattr(error, "sqlite_errorcode", None) or 0
    if code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return damaged(path)
    word, sentence = _CODES.get(code & 0xFF, ("disk", f"The disk says: {error}."))
    return StoreError(f"“{path.name}” cannot be opened. {sentence}", reason=word)


def _of_os(error: OSError, path: Path) -> StoreError:
    if isinstance(error, FileNotFoundError):
        return missing(path)
    if isinstance(error, PermissionError):
        return StoreError(
            f"“{path}” may not be opened by you. Ask its owner for leave to read and write it, or "
            "open a copy in a folder of your own.",
            reason="permission",
        )
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return directory(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        sentence = "The disk is full. Make room on it and try again."
        return StoreError(f"“{path.name}” cannot be written. {sentence}", reason="full")
    reason = error.strerror or type(error).__name__
    return StoreError(
        f"“{path}” cannot be used: the system says “{reason}”. Look at the disk, or use another "
        "folder.",
        reason="disk",
    )


def no_folder(path: Path) -> StoreError:
    """A show file was to be made in a folder that is not there."""
    return StoreError(
        f"There is no folder “{path}”. Make it first, or choose another place for the show.",
        reason="missing",
    )


def missing(path: Path) -> StoreError:
    """There is no such file."""
    return StoreError(
        f"There is no file “{path}”. It may have been moved or renamed; choose it again.",
        reason="missing",
    )


def directory(path: Path) -> StoreError:
    """A folder was named where a file was wanted."""
    return StoreError(f"“{path}” is a folder. Choose the show file in it.", reason="directory")


def empty(path: Path) -> StoreError:
    """A file of no bytes."""
    return StoreError(
        f"“{path.name}” is empty: there is no show in it. A copy may have been cut short; get it "
        "again, or open a backup.",
        reason="empty",
    )


def foreign(path: Path) -> StoreError:
    """Not a show file at all."""
    return StoreError(
        f"“{path.name}” is not a show file. Choose another; a show exported as JSON is opened with "
        "Import.",
        reason="not-a-show",
    )


def damaged(path: Path) -> StoreError:
    """A show file that does not hold together."""
    return StoreError(
        f"“{path.name}” is damaged: a part of it cannot be read. Nothing was changed in it. Open a "
        "backup or import the last JSON export.",
        reason="damaged",
    )


def unreadable(path: Path, why: str, *, newer: bool) -> StoreError:
    """A show file whose rows say what this panel cannot understand."""
    if newer:
        return StoreError(
            f"“{path.name}” was made by a newer control panel and cannot be read by this one "
            f"({why}). Install the newer panel.",
            reason="newer",
        )
    return StoreError(
        f"“{path.name}” is damaged: {why}. Nothing was changed in it. Open a backup or import the "
        "last JSON export.",
        reason="damaged",
    )


def torn(path: Path) -> StoreError:
    """A write was under way when the computer stopped, and its journal cannot be played back."""
    return StoreError(
        f"“{path.name}” was being written when its computer stopped, and cannot be put right "
        f"where it is, since nothing can be written there. Copy it together with "
        f"“{path.name}-journal” into a folder of your own and open it there.",
        reason="torn",
    )


def taken_up(path: Path, count: int) -> str:
    """What the disk refused the last time is written now."""
    what = "A change" if count == 1 else f"{count} changes"
    return f"{what} of “{path.name}” that the disk had refused when the panel ended: now saved."


def left_over(path: Path, aside: Path) -> str:
    """What the disk refused the last time does not fit onto the file that is there now."""
    return (
        f"When the panel ended, the disk had refused changes of “{path.name}”. The file has "
        f"changed since, so they were not written over it: they are kept in {aside}."
    )
