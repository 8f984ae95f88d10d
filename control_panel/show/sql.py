"""The show file's tables and statements in SQLAlchemy Core; imported only once a file is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects.sqlite import Insert, insert
from sqlalchemy.pool import StaticPool

from control_panel.show.rows import Change
from control_panel.show.tables import RECORD_TABLES, SHOW_TABLES, Row, Table, columns_of

_TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "TEXT": sa.Text,
    "INTEGER": sa.Integer,
    "REAL": sa.REAL,
}

METADATA = sa.MetaData()


def _made(table: Table) -> sa.Table:
    columns = [
        sa.Column(
            column.name,
            _TYPES[column.type](),
            primary_key=column.name == "id" and not table.append_only,
            unique=True if column.name == "id" and table.append_only else None,
            nullable=column.optional,
        )
        for column in columns_of(table)
    ]
    if table.append_only:
        sequence = sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True)
        return sa.Table(table.name, METADATA, sequence, *columns, sqlite_autoincrement=True)
    return sa.Table(table.name, METADATA, *columns)


TABLES = {table.name: _made(table) for table in (*SHOW_TABLES, *RECORD_TABLES)}
PLAYHEAD = sa.Table(
    "playhead",
    METADATA,
    sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1"), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
META = sa.Table(
    "meta",
    METADATA,
    sa.Column("key", sa.Text, primary_key=True, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
)


def guards(name: str) -> tuple[str, str]:
    """The triggers that keep a table append-only."""

    def trigger(verb: str) -> str:
        return (
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        )

    return trigger("UPDATE"), trigger("DELETE")


def engine_of(connection: sqlite3.Connection) -> sa.Engine:
    """An engine on one connection in autocommit; each transaction takes the write lock at once."""
    engine = sa.create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(open_connection: sa.Connection) -> None:
        immediate = open_connection.get_execution_options().get("write", False)
        open_connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def make_schema(connection: sa.Connection) -> None:
    """All tables and triggers of the newest version, in an empty file."""
    METADATA.create_all(connection)
    for table in RECORD_TABLES:
        for trigger in guards(table.name):
            connection.exec_driver_sql(trigger)


@cache
def _upsert(name: str) -> Insert:
    table = TABLES[name]
    statement = insert(table)
    changed = {c.name: statement.excluded[c.name] for c in table.columns if c.name != "id"}
    return statement.on_conflict_do_update(index_elements=["id"], set_=changed)


@cache
def _append(name: str) -> Insert:
    return insert(TABLES[name]).on_conflict_do_nothing(index_elements=["id"])


@cache
def _move(table: Table) -> sa.Update:
    made = TABLES[table.name]
    standing: dict[str, Any] = {
        column.name: sa.bindparam(f"new_{column.name}") for column in table.standing
    }
    return sa.update(made).where(made.c.id == sa.bindparam("new_id")).values(standing)


def write_change(connection: sa.Connection, change: Change) -> None:
    """Drop and write the rows of a change; doing it twice is doing it once."""
    table = TABLES[change.table.name]
    if change.drop:
        wanted = table.c.id == sa.bindparam("wanted")
        connection.execute(sa.delete(table).where(wanted), [{"wanted": i} for i in change.drop])
    if change.put:
        connection.execute(_upsert(change.table.name), list(change.put))
    if change.moved:
        rows = [{f"new_{name}": cell for name, cell in row.items()} for row in change.moved]
        connection.execute(_move(change.table), rows)


def write_entries(connection: sa.Connection, entries: Iterable[tuple[str, Row]]) -> None:
    """Append records, as (table name, row); one that is there already is left as it is."""
    for name, row in entries:
        connection.execute(_append(name), [row])


def write_playhead(connection: sa.Connection, value: str) -> None:
    """Write the one row of the playhead."""
    statement = insert(PLAYHEAD)
    statement = statement.on_conflict_do_update(
        index_elements=["id"], set_={"value": statement.excluded.value}
    )
    connection.execute(statement, [{"id": 1, "value": value}])


def write_meta(connection: sa.Connection, values: Mapping[str, str]) -> None:
    """Write what is known of the file itself."""
    connection.execute(insert(META), [{"key": k, "value": v} for k, v in values.items()])


def read_rows(connection: sa.Connection, table: Table) -> list[dict[str, Any]]:
    """All rows of a table in their order; columns of another version too."""
    order = " ORDER BY sequence" if table.append_only else ""
    result = connection.exec_driver_sql(f"SELECT * FROM {table.name}{order}")  # noqa: S608  (our own names)
    return [dict(row) for row in result.mappings()]


def read_playhead(connection: sa.Connection) -> str | None:
    """The text of the playhead's row."""
    return connection.execute(sa.select(PLAYHEAD.c.value)).scalar_one_or_none()


def read_meta(connection: sa.Connection) -> dict[str, str]:
    """What is known of the file itself."""
    rows = connection.execute(sa.select(META.c.key, META.c.value))
    return {str(key): str(value) for key, value in rows}
