"""A whole session, window and all, whose show file misbehaves: what the operator sees."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from control_panel.running_order import as_run
from control_panel.running_order.commands import Action, Command
from control_panel.show.store import Store
from tests.app.room import Room, panels
from tests.fakes.obs_server import FakeObs
from tests.live.stage import live_show

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a.show"
    Store.create(made, live_show())
    return made


@pytest.fixture
def room(qtbot: QtBot, file: Path) -> Iterator[Callable[..., Room]]:
    with panels(qtbot, file) as make:
        yield make


def hold_locked(file: str, held: Any, release: Any) -> None:
    """Another process that holds the show file, as a disk that blocks."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=10)
    connection.execute("BEGIN EXCLUSIVE")
    held.set()
    release.wait(30)
    connection.execute("ROLLBACK")
    connection.close()


@pytest.mark.loud
def test_a_show_file_that_is_locked_costs_no_take_and_loses_nothing(
    room: Callable[..., Room], file: Path
) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    with FakeObs() as obs:
        r = room(obs.address)
        r.until(r.connected)
        r.press(Action.LIVE)
        store = r.session.gallery.store
        assert store.drain(5)
        other = context.Process(target=hold_locked, args=(str(file), held, release))
        other.start()
        try:
            r.until(held.is_set)
            for number in range(1, 5):
                r.take()
                assert r.playout.playhead.on_air.item_id == f"item-{number}"
            r.until(lambda: r.alarm("store"))
            assert store.pending
        finally:
            release.set()
            other.join(10)
        r.until(lambda: not store.pending)
        r.until(lambda: not r.alarm("store"))
    rows = as_run.rows(store.load().as_run)
    assert [row.number for row in rows] == ["1", "2", "3", "4"]


def test_a_read_only_show_refuses_by_name(room: Callable[..., Room], file: Path) -> None:
    with FakeObs() as obs:
        owner = room(obs.address)
        owner.until(owner.connected)
        second = room(obs.address)
        said: list[Any] = []
        second.playout.outcome.connect(said.append)
        second.window.commanded.emit(Command(Action.REHEARSE))
        second.until(lambda: said)
        assert said[0].reason == "read-only"
        assert said[0].sentence
