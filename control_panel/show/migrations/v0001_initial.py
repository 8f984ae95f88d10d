"""Version 1: the first show file.

A column is written as its name, `:int` or `:real` where it is not text, `?` where it may be empty.
`id` is the key; records have a sequence of their own before it and cannot be changed or deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "": sa.Text,
    "int": sa.Integer,
    "real": sa.REAL,
}
_RECORDS = (
    "as_run_entries",
    "shot_entries",
    "incidents",
    "check_results",
    "edits",
)
_TABLES = {
    "shows": (
        "title date zone id description on_air off_air? holding_scene closing_scene name_input"
    ),
    "running_orders": "title id version position:int",
    "groups": "title id notes colour order_id position:int",
    "items": (
        "title id number kind group_id planned_ms:int minimum_ms:int? may_be_dropped:int "
        "hard_start? lock delay_before_ms:int flag:int count_to_end:int at_end end_shot_id "
        "scene heard? transition? feed_ids lower_third? studio_shot ladder fallback_armed:int "
        "clip? first_words last_words language interpretation notes colour floated:int "
        "warning_ms:int danger_ms:int custom order_id shelf:int position:int"
    ),
    "shots": "scene id key:int? name heard? item_id position:int",
    "feeds": (
        "name id contributor_id role kind primary backup latency_ms:int gateway:int expected "
        "obs_input credential position:int"
    ),
    "contributors": (
        "name id role place zone languages phones thin_line:int available_from? "
        "available_until? return consent position:int"
    ),
    "custom_columns": "title id position:int",
    "message_presets": "text id position:int",
    "as_run_entries": (
        "event at_wall at_steady_us:int at_boot run_id id item_id number title scene "
        "planned_start? planned_ms:int? added_ms:int proof author mode sentence"
    ),
    "shot_entries": (
        "at_wall at_steady_us:int at_boot scene id run_id item_id shot_id ended_at_wall? "
        "ended_at_steady_us:int? ended_at_boot? transition? proof author mode reason"
    ),
    "incidents": "at_wall at_steady_us:int at_boot key sentence id event severity author",
    "check_results": (
        "at_wall at_steady_us:int at_boot feed_id check verdict id value threshold author"
    ),
    "edits": "at_wall at_steady_us:int at_boot name id kind author",
}


def _column(word: str, *, record: bool) -> sa.Column[Any]:
    name, _colon, type_ = word.removesuffix("?").partition(":")
    return sa.Column(
        name,
        _TYPES[type_](),
        primary_key=name == "id" and not record,
        unique=True if name == "id" and record else None,
        nullable=word.endswith("?"),
    )


def _make(operations: Operations, name: str, words: str) -> None:
    record = name in _RECORDS
    columns = [_column(word, record=record) for word in words.split()]
    if not record:
        operations.create_table(name, *columns)
        return
    sequence = sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=True)
    operations.create_table(name, sequence, *columns, sqlite_autoincrement=True)
    for verb in ("UPDATE", "DELETE"):
        operations.execute(
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
        )


def upgrade(operations: Operations) -> None:
    """Make all tables, and the triggers that keep records append-only."""
    for name, words in _TABLES.items():
        _make(operations, name, words)
    operations.create_table(
        "playhead",
        sa.Column("id", sa.Integer(), sa.CheckConstraint("id = 1"), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    operations.create_table(
        "meta",
        sa.Column("key", sa.Text(), primary_key=True, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
    )
