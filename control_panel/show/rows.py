"""A show as rows, the rows in which two shows differ, and the show that rows say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from control_panel.show.codec import NotReadable
from control_panel.show.model import Show
from control_panel.show.tables import (
    COLUMNS,
    CONTRIBUTORS,
    FEEDS,
    GROUPS,
    ITEMS,
    ORDERS,
    PRESETS,
    SHOTS,
    SHOW_TABLES,
    SHOWS,
    Row,
    Table,
    row_of,
    value_of,
)


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of one table to write (by id), rows that only stand elsewhere, ids of rows to drop."""

    table: Table
    put: tuple[Row, ...] = ()
    moved: tuple[Row, ...] = ()
    """The id and where it stands now."""
    drop: tuple[str, ...] = ()


_Placed = dict[str, tuple[Any, tuple[Any, ...]]]


def _in_list(values: Iterable[Any], *before: Any) -> _Placed:
    return {value.id: (value, (*before, at)) for at, value in enumerate(values)}


def _placed(show: Show) -> dict[str, _Placed]:
    """Every value of a show by table and id, with where it stands."""
    groups: _Placed = {}
    items: _Placed = {}
    shots: _Placed = {}
    for order in show.running_orders:
        groups |= _in_list(order.groups, order.id)
        items |= _in_list(order.items, order.id, 0)
        items |= _in_list(order.shelf, order.id, 1)
        for item in (*order.items, *order.shelf):
            if item.shots:
                shots |= _in_list(item.shots, item.id)
    return {
        SHOWS.name: {show.id: (show, ())},
        ORDERS.name: _in_list(show.running_orders),
        GROUPS.name: groups,
        ITEMS.name: items,
        SHOTS.name: shots,
        FEEDS.name: _in_list(show.feeds),
        CONTRIBUTORS.name: _in_list(show.contributors),
        COLUMNS.name: _in_list(show.custom_columns),
        PRESETS.name: _in_list(show.message_presets),
    }


def difference(before: Show | None, after: Show) -> tuple[Change, ...]:
    """The rows in which two shows differ; with nothing before, every row."""
    was = _placed(before) if before is not None else {}
    new = _placed(after)
    found = (_change(table, was.get(table.name, {}), new[table.name]) for table in SHOW_TABLES)
    return tuple(change for change in found if change.put or change.moved or change.drop)


def _change(table: Table, was: _Placed, new: _Placed) -> Change:
    put: list[Row] = []
    moved: list[Row] = []
    for id_, (value, standing) in new.items():
        known = was.get(id_)
        if known is None:
            put.append(row_of(table, value, standing))
        elif known[0] is value or known[0] == value:
            if known[1] != standing:
                moved.append(_standing_row(table, id_, standing))
        else:
            row = row_of(table, value, standing)
            if row != row_of(table, *known):
                put.append(row)
    dropped = tuple(id_ for id_ in was if id_ not in new)
    return Change(table, tuple(put), tuple(moved), dropped)


def _standing_row(table: Table, id_: str, standing: tuple[Any, ...]) -> Row:
    cells = zip(table.standing, standing, strict=True)
    return {"id": id_, **{column.name: cell for column, cell in cells}}


def show_of(rows: Mapping[str, Iterable[Mapping[str, Any]]]) -> Show:
    """The show that the rows of all tables say; raises NotReadable."""
    listed = {
        table.name: sorted(rows.get(table.name, ()), key=lambda row: row.get("position", 0))
        for table in SHOW_TABLES
    }
    if len(listed[SHOWS.name]) != 1:
        raise NotReadable("shows", "a show file holds one show")
    shots = _by(listed[SHOTS.name], "item_id")

    def item(row: Mapping[str, Any]) -> Any:
        own = tuple(value_of(SHOTS, shot) for shot in shots.get(row["id"], ()))
        return value_of(ITEMS, row, shots=own)

    def order(row: Mapping[str, Any]) -> Any:
        mine = [one for one in listed[ITEMS.name] if one["order_id"] == row["id"]]
        groups = (one for one in listed[GROUPS.name] if one["order_id"] == row["id"])
        return value_of(
            ORDERS,
            row,
            groups=tuple(value_of(GROUPS, one) for one in groups),
            items=tuple(item(one) for one in mine if not one["shelf"]),
            shelf=tuple(item(one) for one in mine if one["shelf"]),
        )

    def every(table: Table) -> tuple[Any, ...]:
        return tuple(value_of(table, row) for row in listed[table.name])

    show: Show = value_of(
        SHOWS,
        listed[SHOWS.name][0],
        running_orders=tuple(order(row) for row in listed[ORDERS.name]),
        custom_columns=every(COLUMNS),
        message_presets=every(PRESETS),
        feeds=every(FEEDS),
        contributors=every(CONTRIBUTORS),
    )
    return show


def _by(rows: Iterable[Mapping[str, Any]], name: str) -> dict[Any, list[Mapping[str, Any]]]:
    found: dict[Any, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[name], []).append(row)
    return found
