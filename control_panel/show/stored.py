"""All that a show file holds, read in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from control_panel.show.codec import NotReadable, decode
from control_panel.show.model import (
    AsRunEntry,
    CheckResult,
    EditEntry,
    Incident,
    Playhead,
    ShotEntry,
    Show,
)
from control_panel.show.rows import show_of
from control_panel.show.tables import (
    AS_RUN,
    CHECKS,
    EDITS,
    INCIDENTS,
    SHOT_ENTRIES,
    SHOW_TABLES,
    Row,
    Table,
    value_of,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine


@dataclass(frozen=True, slots=True)
class Stored:
    """All that a show file holds."""

    show: Show
    playhead: Playhead = Playhead()
    as_run: tuple[AsRunEntry, ...] = ()
    shots: tuple[ShotEntry, ...] = ()
    incidents: tuple[Incident, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    edits: tuple[EditEntry, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    """What could not be read and was left out, as sentences."""


def read(engine: Engine) -> Stored:
    """What the file holds now; raises NotReadable where the show itself cannot be understood.

    A record or a playhead that cannot be understood is left out, and `told` says so.
    """
    from control_panel.show import sql

    told: list[str] = []
    with engine.connect() as link, link.begin():
        rows = {table.name: sql.read_rows(link, table) for table in SHOW_TABLES}

        def entries(table: Table) -> tuple[Any, ...]:
            return _readable(table, sql.read_rows(link, table), told)

        return Stored(
            show=show_of(rows),
            playhead=_playhead_of(sql.read_playhead(link), told),
            as_run=entries(AS_RUN),
            shots=entries(SHOT_ENTRIES),
            incidents=entries(INCIDENTS),
            checks=entries(CHECKS),
            edits=entries(EDITS),
            meta=sql.read_meta(link),
            told=tuple(told),
        )


def _readable(table: Table, rows: Sequence[Row], told: list[str]) -> tuple[Any, ...]:
    values = []
    for row in rows:
        try:
            values.append(value_of(table, row))
        except NotReadable as error:
            told.append(f"A line of the {table.name.replace('_', ' ')} was left out: {error}.")
    return tuple(values)


def _playhead_of(text: str | None, told: list[str]) -> Playhead:
    if text is None:
        return Playhead()
    try:
        return decode(Playhead, json.loads(text), "playhead", lambda _place, _name: None)
    except ValueError as error:
        told.append(f"Where the show was could not be read, so it starts from off: {error}.")
        return Playhead()
