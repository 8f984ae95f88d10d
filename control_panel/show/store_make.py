"""Show files made anew, and older ones brought up to date."""

from __future__ import annotations

import shutil
import sqlite3
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QLockFile

from control_panel.errors import StoreError
from control_panel.show import store_errors, store_file
from control_panel.show.ids import new_id
from control_panel.show.model import Show
from control_panel.show.rows import difference


def make(path: Path, show: Show, *, replace: bool) -> None:
    """Make a show file with this show in it; it appears whole or not at all."""
    if path.is_dir():
        raise store_errors.directory(path)
    if not path.parent.is_dir():
        raise store_errors.no_folder(path.parent)
    if path.exists() and not replace:
        raise StoreError(
            f"There is a file “{path.name}” already. Choose another name, or open it.",
            reason="exists",
        )
    fresh = path.with_name(f".{path.name}.{new_id()[:8]}.new")
    held = _lock_to_replace(path) if path.exists() else None
    try:
        fresh.touch(exist_ok=False)
        _fill(fresh, show)
        fresh.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise store_errors.unopened(error, path) from error
    finally:
        fresh.unlink(missing_ok=True)
        if held is not None:
            held.unlock()


def _lock_to_replace(path: Path) -> QLockFile:
    held = store_file.take_lock(path)
    if held.lock is None:
        raise StoreError(f"“{path.name}” cannot be replaced. {held.sentence}", reason="locked")
    return held.lock


def _fill(path: Path, show: Show) -> None:
    from sqlalchemy.exc import DBAPIError

    from control_panel.show import sql

    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id={store_file.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={store_file.VERSION}")
        store_file.prepare(connection)
        engine = sql.engine_of(connection)
        with engine.connect().execution_options(write=True) as link, link.begin():
            sql.make_schema(link)
            made_by = f"control-panel {metadata.version('control-panel')}"
            sql.write_meta(link, {"show_id": show.id, "made_by": made_by})
            for change in difference(None, show):
                sql.write_change(link, change)
    except DBAPIError as error:
        raise store_errors.unopened(error.orig or error, path) from error
    finally:
        connection.close()


def migrate(path: Path, connection: sqlite3.Connection, version: int) -> None:
    """Bring an older file up to date, with a copy of it as it was beside it.

    On a StoreError the connection is closed.
    """
    if version == store_file.VERSION:
        return
    try:
        shutil.copy2(path, path.with_name(f"{path.name}.version-{version}"))
        _run_steps(path, connection, version)
    except OSError as error:
        connection.close()
        raise store_errors.unopened(error, path) from error


def up_to_date(path: Path, connection: sqlite3.Connection, version: int) -> sqlite3.Connection:
    """The connection, or one to an up-to-date copy in memory of a file that stays as it is."""
    if version == store_file.VERSION:
        return connection
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.backup(copy)
    connection.close()
    _run_steps(path, copy, version)
    return copy


def _run_steps(path: Path, connection: sqlite3.Connection, version: int) -> None:
    from sqlalchemy.exc import DBAPIError

    from control_panel.show import migrations
    from control_panel.show.sql import engine_of

    try:
        migrations.upgrade(engine_of(connection), version)
    except DBAPIError as error:
        connection.close()
        raise store_errors.unopened(error.orig or error, path) from error
