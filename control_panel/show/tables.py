"""The tables of a show file, and their rows as values.

A simple field is a column; a duration is `<field>_ms`; an instant is three columns (`_wall`,
`_steady_us`, `_boot`); lists and small values are JSON text. A value that stands in a list has
its `position`, and `order_id`, `item_id` or `shelf` where it stands in more than one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from control_panel.show.codec import Codec, NotReadable, codec_of, fields_of, is_required
from control_panel.show.model import (
    AsRunEntry,
    CheckResult,
    Contributor,
    CustomColumn,
    EditEntry,
    Feed,
    Group,
    Incident,
    Item,
    MessagePreset,
    RunningOrder,
    Shot,
    ShotEntry,
    Show,
)

Row = dict[str, Any]

_PLAIN = {
    "text": "TEXT",
    "choice": "TEXT",
    "date": "TEXT",
    "time": "TEXT",
    "moment": "TEXT",
    "yes or no": "INTEGER",
    "whole number": "INTEGER",
    "duration": "INTEGER",
    "number": "REAL",
}
_INSTANT = (("wall", "TEXT"), ("steady_us", "INTEGER"), ("boot", "TEXT"))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, SQLite's type for it, and whether it may be empty."""

    name: str
    type: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the values in it, and what says where each of them stands."""

    name: str
    type: Any
    standing: tuple[Column, ...] = ()
    omitted: frozenset[str] = frozenset()
    """Fields with a table of their own."""
    append_only: bool = False


_POSITION = Column("position", "INTEGER")
_ORDER = Column("order_id", "TEXT")

SHOWS = Table(
    "shows",
    Show,
    omitted=frozenset(
        {"running_orders", "custom_columns", "message_presets", "feeds", "contributors"}
    ),
)
ORDERS = Table(
    "running_orders", RunningOrder, (_POSITION,), frozenset({"groups", "items", "shelf"})
)
GROUPS = Table("groups", Group, (_ORDER, _POSITION))
ITEMS = Table("items", Item, (_ORDER, Column("shelf", "INTEGER"), _POSITION), frozenset({"shots"}))
SHOTS = Table("shots", Shot, (Column("item_id", "TEXT"), _POSITION))
FEEDS = Table("feeds", Feed, (_POSITION,))
CONTRIBUTORS = Table("contributors", Contributor, (_POSITION,))
COLUMNS = Table("custom_columns", CustomColumn, (_POSITION,))
PRESETS = Table("message_presets", MessagePreset, (_POSITION,))
AS_RUN = Table("as_run_entries", AsRunEntry, append_only=True)
SHOT_ENTRIES = Table("shot_entries", ShotEntry, append_only=True)
INCIDENTS = Table("incidents", Incident, append_only=True)
CHECKS = Table("check_results", CheckResult, append_only=True)
EDITS = Table("edits", EditEntry, append_only=True)

SHOW_TABLES = (SHOWS, ORDERS, GROUPS, ITEMS, SHOTS, FEEDS, CONTRIBUTORS, COLUMNS, PRESETS)
RECORD_TABLES = (AS_RUN, SHOT_ENTRIES, INCIDENTS, CHECKS, EDITS)

Entry = AsRunEntry | ShotEntry | Incident | CheckResult | EditEntry


@dataclass(frozen=True, slots=True)
class _Part:
    """One field of a table's values, with its columns."""

    attribute: str
    codec: Codec
    kind: str
    columns: tuple[Column, ...]
    required: bool


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns of a table: its values' fields, then where they stand."""
    return (*(column for part in _parts(table) for column in part.columns), *table.standing)


@cache
def _parts(table: Table) -> tuple[_Part, ...]:
    made = []
    for name, field, declared in fields_of(table.type):
        if field.name in table.omitted:
            continue
        codec = codec_of(declared)
        optional = codec.kind == "optional"
        kind = codec_of(codec.of).kind if optional else codec.kind
        columns = _columns(name, kind, optional=optional)
        made.append(_Part(field.name, codec, kind, columns, is_required(field)))
    return tuple(made)


def _columns(name: str, kind: str, *, optional: bool) -> tuple[Column, ...]:
    if kind == "instant":
        return tuple(Column(f"{name}_{part}", type_, optional) for part, type_ in _INSTANT)
    if kind == "duration":
        return (Column(f"{name}_ms", "INTEGER", optional),)
    return (Column(name, _PLAIN.get(kind, "TEXT"), optional),)


def row_of(table: Table, value: Any, standing: tuple[Any, ...] = ()) -> Row:
    """A value as a row, standing where `standing` says."""
    row: Row = {}
    for part in _parts(table):
        plain = part.codec.encode(getattr(value, part.attribute))
        if part.kind == "instant":
            cells = plain or {}
            row |= {
                column.name: cells.get(name)
                for column, (name, _type) in zip(part.columns, _INSTANT, strict=True)
            }
        else:
            row[part.columns[0].name] = _cell(part.kind, plain)
    row |= {column.name: at for column, at in zip(table.standing, standing, strict=True)}
    return row


def _cell(kind: str, plain: Any) -> Any:
    if plain is None or kind in _PLAIN:
        return int(plain) if isinstance(plain, bool) else plain
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def value_of(table: Table, row: Mapping[str, Any], **children: Any) -> Any:
    """The value that a row says; `children` are the fields that have a table of their own.

    Columns that are not known are left out, and those that a file of another version lacks take
    their default. Raises NotReadable, which names the row.
    """
    place = f"{table.name} {row.get('id', '')}"
    values = dict(children)
    for part in _parts(table):
        if any(column.name not in row for column in part.columns):
            if part.required:
                raise NotReadable(place, f"“{part.attribute}” is missing")
            continue
        plain = _plain_of(part, row, place)
        values[part.attribute] = part.codec.decode(plain, f"{place} {part.attribute}", _leave_out)
    return table.type(**values)


def _leave_out(_place: str, _name: str) -> None:
    """A field of a newer version is left out."""


def _plain_of(part: _Part, row: Mapping[str, Any], place: str) -> Any:
    cells = [row[column.name] for column in part.columns]
    if part.kind == "instant":
        if cells[0] is None:
            return None
        return {name: cell for (name, _type), cell in zip(_INSTANT, cells, strict=True)}
    if cells[0] is None:
        return None
    if part.kind == "yes or no":
        return bool(cells[0])
    if part.kind in _PLAIN:
        return cells[0]
    try:
        return json.loads(cells[0])
    except ValueError:
        raise NotReadable(f"{place} {part.attribute}", "is not JSON") from None


def table_of(entry: Entry) -> Table:
    """The append-only table of a record."""
    return next(table for table in RECORD_TABLES if isinstance(entry, table.type))
