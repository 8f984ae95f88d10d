"""The log: a file a run, without secrets; Qt's messages, crashes and bugs go there too."""

from __future__ import annotations

import faulthandler
import logging
import os
import re
import sys
import threading
import time
import traceback
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote, unquote

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)

from control_panel.confidential import NAMES

KEPT = 10
"""Log files that are kept, this run's included."""

_CUT = "…"
_NAMED = rf"\b(?:\w*[_-])?(?:{NAMES})"


def _rule(pattern: str, instead: str) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern, re.IGNORECASE), instead


_RULES = (
    # scheme://user:password@host
    _rule(r"(\b[a-z][a-z0-9+.-]{0,20}://)[^\s/?#'\"<>]*@", rf"\1{_CUT}@"),
    # user:password@host, without a scheme
    _rule(r"[^\s/@:'\"<>]{1,64}:[^\s/@'\"<>]{1,128}@", f"{_CUT}@"),
    # rtmp://host/app/streamkey
    _rule(r"(\brtmp[a-z]{0,2}://[^\s/'\"]+/[^\s/'\"]+/)[^\s'\"<>]+", rf"\1{_CUT}"),
    _rule(r"(authorization\W{1,4}\w+\s+)[^\s'\"]+", rf"\1{_CUT}"),
    _rule(r"\b(bearer|basic)\s+[\w.~+/=-]{8,}", rf"\1 {_CUT}"),
    # "key": "value", 'key': 'value', key="value", and the same inside an escaped JSON text
    _rule(
        rf"({_NAMED}\\?[\"']?\s{{0,3}}[=:]\s{{0,3}}\\?)([\"'])(?:\\.|(?!\2)[^\\])*\2?",
        rf"\1\2{_CUT}\2",
    ),
    # key=value, key: value
    _rule(
        rf"({_NAMED}\s{{0,3}}[=:]\s{{0,3}})(?![\"'\\\s{_CUT}])[^\s&'\"]+",
        rf"\1{_CUT}",
    ),
)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)
_qt = logging.getLogger("qt")
_hidden: set[str] = set()


def hide(secret: str) -> None:
    """Cut this very text from every line from now on (texts under four signs are left).

    So are its forms in an address, and the password of a `user:password`.
    """
    for each in (secret, secret.partition(":")[2]):
        _hidden.update(form for form in (each, quote(each, ""), unquote(each)) if len(form) >= 4)


def redact(text: str) -> str:
    """The text without userinfo, passphrases, stream ids, keys, tokens and hidden secrets."""
    for secret in sorted(_hidden, key=len, reverse=True):
        text = text.replace(secret, _CUT)
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


class _Lines(logging.Formatter):
    """One line an event, UTC to the millisecond; redacted last, so tracebacks are too."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _LogFile(logging.FileHandler):
    """A log file whose trouble never stops the show."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """A full disk: say nothing, there is nowhere to say it (the store raises its alarm)."""


def open_log(folder: Path, *, level: int = logging.INFO, kept: int = KEPT) -> Path:
    """Open this run's log file and send the log, Qt's messages and crashes there.

    Older files beyond `kept` are deleted. OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime())
    path = folder / f"panel-{stamp}-{os.getpid()}.log"
    path.touch(mode=0o600)
    handler = _LogFile(path, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(_Lines("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    close_log()
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    crashes = crash_file()
    if crashes is not None:
        faulthandler.enable(file=crashes, all_threads=True)
    qInstallMessageHandler(_on_qt_message)
    _prune(folder, kept)
    _log.info("log opened by pid %d on %s, Python %s", os.getpid(), sys.platform, sys.version)
    return path


def close_log() -> None:
    """Close the log file; what comes after is lost."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, _LogFile)]:
        qInstallMessageHandler(None)
        faulthandler.disable()
        root.removeHandler(handler)
        handler.close()


def crash_file() -> TextIO | None:
    """The open log file, for a child's standard error or for faulthandler; None if not open."""
    found = [h for h in logging.getLogger().handlers if isinstance(h, _LogFile)]
    return found[0].stream if found else None


def _prune(folder: Path, kept: int) -> None:
    files = sorted(folder.glob("panel-*.log"), key=lambda p: p.name)
    for old in files[: max(0, len(files) - kept)]:
        try:
            old.unlink()
        except OSError as error:
            # On Windows another panel may have it open: the next run tries again.
            _log.info("an old log stays: %s", error.strerror)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = context.category if context is not None else ""
    _qt.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category or "default", message)


class Bugs(QObject):
    """Errors that nobody caught: logged with their traceback and told; the show goes on.

    `found(sentence)` is emitted in the Qt thread, whichever thread the bug was in. A bug that
    comes again is logged in full three times, then once each time its count is a power of ten.
    """

    found = Signal(str)
    _seen = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts: Counter[str] = Counter()
        self._before: tuple[Any, Any, Any] | None = None
        self._seen.connect(self.found, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """Take the places of Python's exception hooks: main, threads, and unraisable."""
        if self._before is None:
            self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
            sys.excepthook = self._on_error
            threading.excepthook = lambda a: self._on_error(
                a.exc_type, a.exc_value, a.exc_traceback
            )
            sys.unraisablehook = lambda a: self._on_error(a.exc_type, a.exc_value, a.exc_traceback)

    def unwatch(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None

    def _on_error(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        try:
            self._note(kind, error, trace)
        except Exception:  # noqa: BLE001 - the hook itself must never be what ends the show
            sys.__excepthook__(kind, error or kind(), trace)

    def _note(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        frames = traceback.extract_tb(trace)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "nowhere"
        key = f"{kind.__name__} {place}"
        self._counts[key] += 1
        count = self._counts[key]
        if count <= 3 or (set(str(count)[1:]) <= {"0"} and str(count)[0] == "1"):
            _log.critical("a bug, for the %d. time", count, exc_info=(kind, error or kind(), trace))
        self._seen.emit(f"The panel made a mistake ({kind.__name__}); the show goes on.")
