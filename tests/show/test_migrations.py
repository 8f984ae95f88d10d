"""Older show files are brought up to date, and the first version's steps never change."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from control_panel.errors import StoreError
from control_panel.show import migrations, store_file
from control_panel.show.model import Mode
from control_panel.show.sql import engine_of, make_schema
from control_panel.show.store import Store
from tests.show.example import SHOW

if TYPE_CHECKING:
    from alembic.operations import Operations

ZONES = 1
FIRST = Path(__file__).with_name("version_1.sql")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A show file of version 1, as it was written when that was the newest."""
    path = tmp_path / "first.show"
    connection = sqlite3.connect(path)
    connection.executescript(FIRST.read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA application_id={store_file.APPLICATION_ID}")
    connection.execute("PRAGMA user_version=1")
    connection.close()
    return path


def _schema(connection: sqlite3.Connection) -> dict[str, object]:
    found: dict[str, object] = {}
    statement = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    for kind, name, sql in connection.execute(statement).fetchall():
        columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
        found[f"{kind} {name}"] = sorted(c[1:] for c in columns) if kind == "table" else sql
        if kind == "table":
            indexes = connection.execute(f"PRAGMA index_list({name})").fetchall()
            found[f"indexes of {name}"] = sorted(one[2:] for one in indexes)
    return found


def test_all_steps_together_make_what_a_new_file_has() -> None:
    new = sqlite3.connect(":memory:", isolation_level=None)
    stepped = sqlite3.connect(":memory:", isolation_level=None)
    with engine_of(new).begin() as link:
        make_schema(link)
    migrations.upgrade(engine_of(stepped), 0)
    assert _schema(stepped) == _schema(new), (
        "The model's fields have changed. Before the first release change v0001_initial (and "
        "version_1.sql); after it add a step, and raise store_file.VERSION."
    )
    version = stepped.execute("PRAGMA user_version").fetchone()[0]
    assert version == store_file.VERSION == len(migrations.STEPS)
    new.close()
    stepped.close()


def test_a_file_of_the_first_version_still_opens(first: Path) -> None:
    store = Store.open(first)
    try:
        stored = store.load()
        assert store.read_only == ""
        assert stored.show == SHOW
        assert stored.playhead.mode is Mode.LIVE
        assert [one.key for one in stored.incidents] == ["n:7"]
        assert stored.told == ()
    finally:
        store.close()


def _second(operations: Operations) -> None:
    """A step such as a second version might need: a column, and another's name."""
    operations.add_column("items", sa.Column("mood", sa.Text(), nullable=True))
    with operations.batch_alter_table("feeds") as batch:
        batch.add_column(sa.Column("note", sa.Text(), nullable=True))
    operations.execute("UPDATE items SET mood = 'calm'")


def _breaks(operations: Operations) -> None:
    operations.execute("UPDATE items SET title = 'half done'")
    operations.execute("UPDATE nowhere SET x = 1")


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_file, "VERSION", 2)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, _second))


@pytest.mark.usefixtures("second")
def test_an_older_file_is_brought_up_to_date_with_a_copy_beside_it(first: Path) -> None:
    before = first.read_bytes()
    store = Store.open(first)
    try:
        assert store.load().show == SHOW
        assert store._connection.execute("SELECT DISTINCT mood FROM items").fetchall() == [
            ("calm",)
        ]
        assert store._connection.execute("PRAGMA user_version").fetchone() == (2,)
    finally:
        store.close()
    assert first.with_name("first.show.version-1").read_bytes() == before
    again = Store.open(first)
    assert again.load().show == SHOW
    again.close()


@pytest.mark.usefixtures("second")
@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")
def test_an_older_file_that_cannot_be_written_is_shown_all_the_same(first: Path) -> None:
    first.chmod(0o444)
    before = first.read_bytes()
    store = Store.open(first)
    try:
        assert "read-only" in store.read_only
        assert store.load().show == SHOW
    finally:
        store.close()
    assert first.read_bytes() == before
    assert not first.with_name("first.show.version-1").exists()


def test_a_step_that_fails_leaves_the_file_as_it_was(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store_file, "VERSION", 2)
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, _breaks))
        with pytest.raises(StoreError, match="cannot be opened"):
            Store.open(first)
    store = Store.open(first)
    assert store.read_only == ""
    assert store.load().show == SHOW
    store.close()


def test_alembic_is_loaded_only_for_an_older_file(first: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from control_panel.show.store import Store;"
        f"s = Store.open(Path({str(first)!r})); s.load(); s.close();"
        "sys.exit('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
