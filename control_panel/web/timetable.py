"""The schedule as the command line gives it: a table for people, JSON for programs."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from control_panel.running_order.timing import Row, Schedule
from control_panel.running_order.wording import clock_text, duration_text, over_words
from control_panel.show.model import Item, Show
from control_panel.web.state import iso, ms


def as_table(show: Show, found: Schedule) -> str:
    """The schedule for a terminal, in the show's zone."""

    def clock(at: datetime | None) -> str:
        return clock_text(at, show.zone, show.date) if at else ""

    lines = [f"{show.title} · {show.date.isoformat()} · {show.zone} · {clock(found.now)}", ""]
    form = "{:<5}{:<34}{:>14}{:>14}{:>10}  {:<9}{}"
    lines.append(form.format("No", "Item", "planned", "expected", "length", "", "").rstrip())
    for item, row in _rows(show, found):
        title = item.title if len(item.title) <= 33 else item.title[:32] + "…"
        length = duration_text(item.planned) if row.planned_start else ""
        over = duration_text(row.over) if row.over else ""
        cells = (clock(row.planned_start), clock(row.expected_start), length, row.standing, over)
        lines.append(form.format(item.number, title, *cells).rstrip())
    lines.append("")
    if found.over is not None:
        lines.append("Show: " + " ".join(word for word in over_words(found.over) if word))
    ends = (("planned", found.planned_off_air), ("expected", found.expected_off_air))
    known = [f"{word} {clock(at)}" for word, at in ends if at]
    lines.append(f"Off air: {', '.join(known) or 'not known'}")
    return "\n".join(lines)


def as_json(show: Show, found: Schedule) -> str:
    """The schedule for programs: ISO-8601 UTC, milliseconds, null where there is none."""

    def row_of(item: Item, row: Row) -> dict[str, Any]:
        return {
            "item_id": item.id, "number": item.number, "title": item.title,
            "standing": row.standing.value, "planned_start": iso(row.planned_start),
            "planned_end": iso(row.planned_end), "expected_start": iso(row.expected_start),
            "expected_end": iso(row.expected_end), "planned_ms": ms(item.planned),
            "actual_ms": ms(row.actual), "over_ms": ms(row.over), "gap_ms": ms(row.gap),
        }  # fmt: skip

    whole = {
        "show": {"id": show.id, "title": show.title, "zone": show.zone},
        "at": iso(found.now),
        "planned_on_air": iso(found.planned_on_air),
        "planned_off_air": iso(found.planned_off_air),
        "expected_off_air": iso(found.expected_off_air),
        "offset_ms": ms(found.over),
        "items": [row_of(item, row) for item, row in _rows(show, found)],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False)


def _rows(show: Show, found: Schedule) -> list[tuple[Item, Row]]:
    return [(item, row) for item in show.order.items if (row := found.row(item.id))]
