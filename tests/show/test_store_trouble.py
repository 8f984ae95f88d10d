"""The show file when the disk blocks, is full, or the power goes: nothing is lost, nobody waits."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from control_panel.errors import StoreError
from control_panel.show import edits
from control_panel.show.model import (
    AsRunEntry,
    AsRunEvent,
    Mode,
    Picture,
    Playhead,
    Run,
    Taking,
)
from control_panel.show.store import Store
from tests.show import store_process
from tests.show.example import SHOW
from tests.show.others import NAME, line, other
from tests.show.store_process import incident, instant

ZONES = 1


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "water.show"
    Store.create(path, SHOW)
    return path


def _ten_takes(store: Store) -> tuple[list[AsRunEntry], float]:
    """What ten takes queue, and the longest that one of them had to wait (seconds)."""
    entries: list[AsRunEntry] = []
    longest = 0.0
    for number in range(10):
        at = instant(number)
        run = Run(f"item {number}", at)
        taking = AsRunEntry(AsRunEvent.TAKING, at, run.id, item_id=run.item_id)
        on_air = AsRunEntry(AsRunEvent.ON_AIR, at, run.id, item_id=run.item_id)
        before = time.perf_counter()
        wanted = Taking(run.item_id, at, Picture("Studio"))
        store.queue_playhead(Playhead(mode=Mode.LIVE, taking=wanted), [taking])
        store.queue_playhead(Playhead(mode=Mode.LIVE, on_air=run), [on_air])
        longest = max(longest, time.perf_counter() - before)
        entries += [taking, on_air]
    return entries, longest


@pytest.mark.parametrize("seconds", ["2.5", pytest.param("10", marks=pytest.mark.soak)])
def test_a_file_that_another_process_holds_locked(path: Path, qtbot: QtBot, seconds: str) -> None:
    told: list[StoreError | None] = []
    store = Store.open(path, told.append)
    try:
        with other("hold", path, seconds) as holder:
            assert line(holder) == "held"
            entries, longest = _ten_takes(store)
            assert longest < 1.5, "a take waited for the disk"
            qtbot.waitUntil(lambda: bool(told), timeout=2000)
            assert told[0] is not None
            assert told[0].reason == "busy"
            assert "Another program holds the show file locked" in told[0].sentence
            assert store.trouble is not None
            assert store.pending == 20
            assert line(holder) == "free"
            assert store.drain(6.0)
        qtbot.waitUntil(lambda: told[-1] is None, timeout=2000)
        assert len(told) == 2, "one trouble is told once, and its end once"
        assert store.trouble is None
        stored = store.load()
        assert stored.as_run == tuple(entries)
        assert stored.playhead.on_air is not None
        assert stored.playhead.on_air.item_id == "item 9"
    finally:
        store.close()


@pytest.mark.loud
def test_closing_waits_no_longer_than_it_was_told_to(path: Path) -> None:
    store = Store.open(path)
    with other("hold", path, "30") as holder:
        assert line(holder) == "held"
        store.append(incident(1))
        before = time.perf_counter()
        assert not store.close(0.3)
        assert time.perf_counter() - before < 8.0
    with_all = Store.open(path)
    assert with_all.read_only == ""
    with_all.close()


def test_opening_a_locked_file_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("control_panel.show.store_file.OPEN_WAIT", 0.2)
    with other("hold", path, "30") as holder:
        assert line(holder) == "held"
        with pytest.raises(StoreError) as caught:
            Store.open(path)
    assert caught.value.reason == "busy"
    assert not Path(f"{path}.lock").exists()


def test_a_second_panel_sees_the_show_read_only_and_who_has_it(path: Path) -> None:
    with other("open", path) as first:
        assert line(first) == "open"
        store = Store.open(path)
        try:
            assert f"process {first.pid} on {os.uname().nodename}" in store.read_only
            assert store.load().show == SHOW
            with pytest.raises(StoreError, match="is open in another control panel"):
                store.append(incident(1))
        finally:
            store.close()
        assert Path(f"{path}.lock").exists(), "the first one's lock is not ours to remove"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_the_lock_of_a_killed_panel_is_broken_by_itself(path: Path) -> None:
    with other("open", path) as first:
        assert line(first) == "open"
        first.send_signal(signal.SIGKILL)
        first.wait(5)
        assert Path(f"{path}.lock").exists()
        store = Store.open(path)
        assert store.read_only == ""
        store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("rounds", [4, pytest.param(30, marks=pytest.mark.soak)])
def test_a_writer_killed_at_any_moment_leaves_a_whole_file(path: Path, rounds: int) -> None:
    chance = random.Random(20260504)
    for _ in range(rounds):
        path.unlink()
        Store.create(path, SHOW)
        with other("write", path) as writer:
            committed = int(line(writer))
            deadline = time.monotonic() + chance.uniform(0.0, 0.4)
            while time.monotonic() < deadline:
                committed = int(line(writer))
            writer.send_signal(signal.SIGKILL)
            rest, _none = writer.communicate()
        said = [int(word) for word in rest.split("\n")[:-1]]
        committed = max([committed, *said])
        store = Store.open(path)
        try:
            stored = store.load()
            numbers = [int(one.key[2:]) for one in stored.incidents]
            assert numbers == list(range(len(numbers)))
            assert len(numbers) > committed
            assert len(stored.show.order.items) == len(SHOW.order.items)
            store.append(incident(10**6))
            assert store.drain(5)
        finally:
            store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is POSIX's")
def test_a_full_disk_keeps_the_queue_until_there_is_room(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", NAME, "full", str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        timeout=60,
    )
    told = json.loads(done.stdout)
    assert told["drained"] is False
    assert told["pending"] > 0
    assert told["reason"] in ("full", "disk")
    assert "full" in told["sentence"]
    assert told["later"] is True
    assert told["well"] is True
    assert told["stored"] == list(range(40))


def test_no_room_for_a_new_file(path: Path) -> None:
    """The limit holds for a process of its own; here the file's own page limit stands for it."""
    store = Store.open(path)
    try:
        pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
        store._connection.execute(f"PRAGMA max_page_count={pages}")
        for number in range(20):
            store.append(incident(number, "x" * 3000))
        assert not store.drain(0.5)
        assert store.trouble is not None
        assert store.trouble.reason == "full"
        assert "The disk is full" in store.trouble.sentence
        store.queue_edit(SHOW, edits.rename_order(SHOW, "Other"))
        store._connection.execute(f"PRAGMA max_page_count={pages * 100}")
        assert store.drain(10)
        stored = store.load()
        assert [int(one.key[2:]) for one in stored.incidents] == list(range(20))
        assert stored.show.order.title == "Other"
    finally:
        store.close()


def test_the_other_process_has_every_role_that_is_asked_of_it() -> None:
    assert set(store_process.WHAT) == {"hold", "open", "write", "full"}
