"""Blocking work away from the Qt thread."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from control_panel.tasks import Tasks


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.stop(2.0)


def test_the_work_is_elsewhere_and_the_result_comes_home(tasks: Tasks, qtbot: QtBot) -> None:
    home = threading.get_ident()
    got: list[tuple[int, int]] = []
    tasks.run(threading.get_ident, lambda there: got.append((there, threading.get_ident())))
    assert tasks.running == 1
    qtbot.waitUntil(lambda: bool(got))
    there, back = got[0]
    assert there != home
    assert back == home
    assert tasks.running == 0


def test_an_error_goes_to_failed(tasks: Tasks, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    tasks.run(lambda: 1 / 0, lambda _: pytest.fail("done"), errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)


@pytest.mark.loud
def test_an_error_that_nobody_asked_for_is_logged(
    tasks: Tasks, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    tasks.run(lambda: 1 / 0)
    qtbot.waitUntil(lambda: "ZeroDivisionError" in caplog.text)


def test_a_hundred_results_each_once(tasks: Tasks, qtbot: QtBot) -> None:
    got: list[int] = []
    for n in range(100):
        tasks.run(lambda n=n: n, got.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(got) == 100)
    assert sorted(got) == list(range(100))


def test_after_stop_nothing_runs_and_nothing_is_handed_back(qapp: object, qtbot: QtBot) -> None:
    tasks = Tasks(threads=1)
    began, go, ran = threading.Event(), threading.Event(), []
    tasks.run(lambda: (began.set(), go.wait(5)), lambda _: ran.append("done"))
    tasks.run(lambda: ran.append("queued"))
    assert began.wait(5)
    timer = threading.Timer(0.05, go.set)
    timer.start()
    assert tasks.stop(5)
    timer.join()
    tasks.run(lambda: ran.append("late"))
    qapp.processEvents()  # type: ignore[attr-defined]
    assert ran == []


def test_stop_says_what_hangs_and_does_not_wait_for_it(qapp: object) -> None:
    tasks = Tasks(threads=1)
    began, go = threading.Event(), threading.Event()
    tasks.run(lambda: (began.set(), go.wait(30)))
    assert began.wait(5)
    assert not tasks.stop(0.05)
    go.set()
    assert tasks.stop(5)


def test_a_process_with_work_that_hangs_still_ends() -> None:
    code = """
import os, sys, threading
from PySide6.QtCore import QCoreApplication
from control_panel.tasks import Tasks
app = QCoreApplication([])
tasks = Tasks()
began = threading.Event()
tasks.run(lambda: (began.set(), threading.Event().wait()))
began.wait()
stopped = tasks.stop(0.1)
del tasks
print("stopped", stopped, flush=True)
os._exit(3)
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False
    )
    assert ended.stdout.strip() == "stopped False"
    assert ended.returncode == 3


def test_the_calling_thread_is_the_qt_thread(tasks: Tasks, qtbot: QtBot, qapp: object) -> None:
    threads: list[bool] = []
    tasks.run(lambda: None, lambda _: threads.append(QThread.currentThread() is qapp.thread()))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: threads == [True])
