"""The show file: what goes in comes out, records stay as they are, wrong files are told apart."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from control_panel.errors import StoreError
from control_panel.show import edits, store_file
from control_panel.show.model import Author, EditEntry, Item, Mode, Playhead, Show
from control_panel.show.rows import difference
from control_panel.show.store import Store
from control_panel.show.store_writer import Work
from tests.show import strategies
from tests.show.example import SHOW
from tests.show.store_process import incident, instant

ZONES = 2
SETTINGS = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "water.show"
    Store.create(path, SHOW)
    return path


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    store = Store.open(path)
    try:
        yield store
    finally:
        store.close()


def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a show file, as another program reads them."""
    connection = sqlite3.connect(path)
    try:
        names = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
            )
        ]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}")) for name in names}
    finally:
        connection.close()


@given(show=strategies.shows(most=4))
@SETTINGS
def test_a_show_comes_back_as_it_was(show: Show) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a b%20#?.show"
        Store.create(path, show)
        with opened(path) as store:
            assert store.load().show == show


@given(
    playhead=strategies.playheads,
    as_run=st.lists(strategies.as_run_entries, max_size=2),
    shots=st.lists(strategies.shot_entries, max_size=2),
    incidents=st.lists(strategies.incidents, max_size=2),
    checks=st.lists(strategies.check_results, max_size=2),
)
@SETTINGS
def test_records_and_the_playhead_come_back_as_they_were(
    playhead: Playhead, as_run: list, shots: list, incidents: list, checks: list
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.show"
        Store.create(path, SHOW)
        with opened(path) as store:
            store.queue_playhead(Playhead(mode=Mode.LIVE))
            store.queue_playhead(playhead, as_run)
            store.append(*shots, *incidents)
            store.append(*checks)
            assert store.drain(5)
            stored = store.load()
            assert stored.playhead == playhead
            assert stored.as_run == tuple(as_run)
            assert stored.shots == tuple(shots)
            assert stored.incidents == tuple(incidents)
            assert stored.checks == tuple(checks)
            assert stored.told == ()


def test_a_new_file_has_nothing_on_air(path: Path) -> None:
    with opened(path) as store:
        stored = store.load()
        assert stored.playhead == Playhead()
        assert stored.as_run == stored.shots == stored.incidents == ()
        assert stored.meta["show_id"] == SHOW.id
        assert stored.meta["made_by"].startswith("control-panel ")
        assert (store.pending, store.trouble, store.read_only) == (0, None, "")


def test_it_is_one_file_whole_at_any_moment(path: Path) -> None:
    with opened(path) as store:
        store.queue_edit(SHOW, edits.rename_order(SHOW, "Other"))
        store.drain()
        names = {one.name for one in path.parent.iterdir() if one.name != "home"}
        assert names == {"water.show", "water.show.lock"}
        pragma = store._connection.execute
        assert pragma("PRAGMA journal_mode").fetchone() == ("delete",)
        assert pragma("PRAGMA synchronous").fetchone() == (2,)
    assert {one.name for one in path.parent.iterdir() if one.name != "home"} == {"water.show"}


def test_an_edit_writes_the_rows_that_differ_and_no_other() -> None:
    after = edits.change_item(SHOW, "k", title="Kinshasa, live")
    assert [(c.table.name, len(c.put), len(c.moved), c.drop) for c in difference(SHOW, after)] == [
        ("items", 1, 0, ())
    ]
    after = edits.change_shot(SHOW, "k", "k1", name="Close")
    assert [(c.table.name, len(c.put), len(c.moved)) for c in difference(SHOW, after)] == [
        ("shots", 1, 0)
    ]
    after = edits.move_feed(SHOW, "stu", 0)
    assert [(c.table.name, len(c.put), len(c.moved)) for c in difference(SHOW, after)] == [
        ("feeds", 0, 3)
    ]
    after = edits.remove_item(SHOW, "q")
    assert [(c.table.name, len(c.put), len(c.moved), c.drop) for c in difference(SHOW, after)] == [
        ("items", 0, 1, ("q",)),
    ]
    assert difference(SHOW, SHOW) == ()
    assert difference(SHOW, replace(SHOW, title=SHOW.title)) == ()


def test_edits_carry_who_made_them(path: Path) -> None:
    after = edits.rename_order(SHOW, "Other")
    entry = EditEntry(at=instant(1), name="Rename", author=Author(person="Noor"))
    with opened(path) as store:
        store.queue_edit(SHOW, after, entry)
        store.drain()
        assert store.load().edits == (entry,)


@pytest.mark.parametrize(
    "table", ["as_run_entries", "shot_entries", "incidents", "check_results", "edits"]
)
def test_records_cannot_be_changed_or_deleted(path: Path, table: str) -> None:
    with opened(path) as store:
        store.append(incident(1))
        store.drain()
    connection = sqlite3.connect(path)
    columns = [f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("'x'" if name != '"sequence"' else "99" for name in columns)
    connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})")
    for statement in (f"UPDATE {table} SET id='y'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError, match="is append-only"):
            connection.execute(statement)
    connection.close()


def test_a_record_that_is_queued_twice_is_stored_once(path: Path) -> None:
    with opened(path) as store:
        one = incident(1)
        store.append(one)
        store.append(one)
        store.drain()
        assert store.load().incidents == (one,)


def test_a_line_that_cannot_be_read_is_left_out_and_told(path: Path) -> None:
    with opened(path) as store:
        store.append(incident(1))
        store.append(incident(2))
        store.drain()
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER incidents_no_update")
    connection.execute("UPDATE incidents SET at_wall='yesterday' WHERE key='n:1'")
    connection.execute('INSERT INTO playhead VALUES (1, \'{"mode": "flying"}\')')
    connection.commit()
    connection.close()
    with opened(path) as store:
        stored = store.load()
        assert [one.key for one in stored.incidents] == ["n:2"]
        assert stored.playhead == Playhead()
        assert "starts from off" in stored.told[0]
        assert "incidents was left out" in stored.told[1]


def _foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.close()


def _damaged(path: Path) -> None:
    Store.create(path, SHOW)
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)


def _cut(path: Path) -> None:
    Store.create(path, SHOW)
    path.write_bytes(path.read_bytes()[:50])


def _cut_later(path: Path) -> None:
    Store.create(path, SHOW)
    path.write_bytes(path.read_bytes()[:8192])


def _nothing_in_it(path: Path) -> None:
    Store.create(path, SHOW)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM shows")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("make", "reason", "words"),
    [
        (lambda _p: None, "missing", "There is no file"),
        (Path.mkdir, "directory", "is a folder"),
        (Path.touch, "empty", "is empty"),
        (lambda p: p.write_text("hello"), "not-a-show", "is not a show file"),
        (lambda p: p.write_bytes(os.urandom(5000)), "not-a-show", "is not a show file"),
        (_foreign_database, "not-a-show", "is not a show file"),
        (_damaged, "damaged", "is damaged"),
        (_cut, "damaged", "is damaged"),
        (_cut_later, "damaged", "is damaged"),
        (_nothing_in_it, "damaged", "a show file holds one show"),
        (lambda p: p.symlink_to(p), "disk", "cannot be used"),
    ],
)
def test_a_wrong_file_is_told_apart(
    tmp_path: Path, make: Callable[[Path], None], reason: str, words: str
) -> None:
    path = tmp_path / "wrong.show"
    make(path)
    with pytest.raises(StoreError) as caught, opened(path) as store:
        store.load()
    assert caught.value.reason == reason
    assert words in caught.value.sentence
    assert not Path(f"{path}.lock").exists()


def test_a_show_is_not_made_over_another(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="already"):
        Store.create(path, SHOW)
    Store.create(path, replace(SHOW, title="Other"), replace=True)
    with opened(path) as store:
        assert store.load().show.title == "Other"
        with pytest.raises(StoreError, match="is open in another control panel"):
            Store.create(path, SHOW, replace=True)
    with pytest.raises(StoreError, match=r"There is no folder"):
        Store.create(tmp_path / "nowhere" / "a.show", SHOW)
    with pytest.raises(StoreError, match="is a folder"):
        Store.create(tmp_path, SHOW)
    left = {one.name for one in tmp_path.iterdir()} - {"home"}
    assert left == {"water.show"}


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_marked_read_only_is_shown_and_left_alone(path: Path, what: str) -> None:
    marked, mode = (path, 0o444) if what == "file" else (path.parent, 0o555)
    before = path.read_bytes()
    old = marked.stat().st_mode
    marked.chmod(mode)
    try:
        with opened(path) as store:
            assert "read-only" in store.read_only
            assert store.load().show == SHOW
            with pytest.raises(StoreError, match="read-only"):
                store.append(incident(1))
            with pytest.raises(StoreError, match="read-only"):
                store.queue_edit(SHOW, edits.rename_order(SHOW, "Other"))
            assert store.drain()
        Path(f"{path}-journal").write_bytes(b"x") if what == "file" else None
        if what == "file":
            with pytest.raises(StoreError) as caught, opened(path):
                pass
            assert caught.value.reason == "torn"
    finally:
        marked.chmod(old)
    assert path.read_bytes() == before


def test_a_newer_file_is_shown_read_only(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={store_file.VERSION + 1}")
    connection.execute("ALTER TABLE items ADD COLUMN mood TEXT")
    connection.execute("UPDATE items SET mood='calm'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with opened(path) as store:
        assert "made by a newer control panel" in store.read_only
        assert store.load().show == SHOW
    assert path.read_bytes() == before


def test_a_newer_file_that_cannot_be_read_says_so(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={store_file.VERSION + 1}")
    connection.execute("UPDATE items SET kind='hologram'")
    connection.commit()
    connection.close()
    with opened(path) as store, pytest.raises(StoreError, match="made by a newer") as caught:
        store.load()
    assert caught.value.reason == "newer"


def test_a_closed_store_takes_nothing(path: Path) -> None:
    store = Store.open(path)
    assert store.close()
    assert store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.append(incident(1))


@pytest.mark.loud
def test_what_the_file_itself_refuses_is_left_out_and_does_not_stop_the_rest(
    path: Path, qtbot: QtBot
) -> None:
    told: list[StoreError | None] = []
    store = Store.open(path, told.append)
    try:
        store.append(incident(1))
        store._writer.queue(Work(entries=(("incidents", {"id": "x", "key": None}),)))
        store.append(incident(2))
        assert store.drain(5)
        qtbot.waitUntil(lambda: bool(told))
        assert store.trouble is not None
        assert store.trouble.reason == "refused"
        assert [one.key for one in store.load().incidents] == ["n:1", "n:2"]
    finally:
        store.close()


def test_a_file_that_is_moved_away_is_trouble_until_it_is_back(path: Path, qtbot: QtBot) -> None:
    told: list[StoreError | None] = []
    store = Store.open(path, told.append)
    away = path.with_name("away.show")
    try:
        path.rename(away)
        store.append(incident(1))
        qtbot.waitUntil(lambda: bool(told))
        assert told[0] is not None
        assert "moved" in told[0].sentence
        assert store.pending == 1
        away.rename(path)
        assert store.drain(10)
        qtbot.waitUntil(lambda: told[-1] is None)
        assert len(store.load().incidents) == 1
    finally:
        store.close()


def test_importing_the_store_loads_nothing_heavy() -> None:
    code = (
        "import sys, control_panel.show.store, control_panel.show.document;"
        "heavy = {'sqlalchemy', 'alembic', 'numpy', 'aiohttp', 'vlc', 'keyring'};"
        "sys.exit(str(sorted(heavy & sys.modules.keys())) if heavy & sys.modules.keys() else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_thousand_items_are_stored_and_read(tmp_path: Path) -> None:
    show = SHOW
    for number in range(1000):
        show = replace(
            show,
            running_orders=(
                replace(show.order, items=(*show.order.items, Item(f"{number}", id=f"n{number}"))),
            ),
        )
    path = tmp_path / "long.show"
    Store.create(path, show)
    with opened(path) as store:
        moved = edits.move_item(show, "n999", 0)
        store.queue_edit(show, moved)
        assert store.drain()
        assert store.load().show == moved
