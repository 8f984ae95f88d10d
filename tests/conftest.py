"""What every test stands on: no screen, a home of its own, and nothing left behind."""

from __future__ import annotations

import gc
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own: no test reads or writes the user's settings, state or log."""
    place = tmp_path / "home"
    monkeypatch.setenv("CONTROL_PANEL_HOME", str(place))
    return place


def _threads() -> set[threading.Thread]:
    return {t for t in threading.enumerate() if t.is_alive()}


def _children() -> set[int]:
    return {
        p.pid
        for p in psutil.Process().children(recursive=True)
        if p.status() != psutil.STATUS_ZOMBIE and "resource_tracker" not in " ".join(_argv(p))
    }


def _argv(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread or a child process alive."""
    threads, children = _threads(), _children()
    yield
    if _threads() - threads or _children() - children:
        gc.collect()
    left = [t for t in _threads() - threads if not _ends(t)]
    born = [pid for pid in _children() - children if not _gone(pid)]
    if left or born:
        pytest.fail(f"left behind: threads {[t.name for t in left]}, processes {born}")


def _ends(thread: threading.Thread) -> bool:
    """Whether a thread ends within two seconds (Qt's pool threads and dummies do not count)."""
    if isinstance(thread, threading._DummyThread):
        return True
    thread.join(2.0)
    return not thread.is_alive()


def _gone(pid: int) -> bool:
    try:
        psutil.Process(pid).wait(2.0)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True


@pytest.fixture(autouse=True)
def no_loud_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a log of WARNING or above, unless the test says `@pytest.mark.loud`."""
    yield
    if request.node.get_closest_marker("loud"):
        return
    loud = [
        r
        for when in ("setup", "call")
        for r in caplog.get_records(when)
        if r.levelno >= logging.WARNING
        and r.name.split(".")[0] in {"control_panel", "root", "asyncio"}
    ]
    if loud:
        pytest.fail("logged: " + "; ".join(f"{r.name}: {r.getMessage()}" for r in loud))
