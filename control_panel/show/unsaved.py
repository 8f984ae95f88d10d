"""What the disk refused until the panel ended: kept in a file of its own until the next start.

Rules
- The file lies in the panel's state folder: the show's own disk is the one in trouble.
- It is written into the show file only where that is as it was left, by the
  change counter in its header: nobody's later work is written over.
- It is removed once all of it is in the show file; what does not fit any more is kept aside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from control_panel.paths import user_state_dir, write_whole
from control_panel.show.rows import Change
from control_panel.show.store_writer import Work
from control_panel.show.tables import SHOW_TABLES

_COUNTER = slice(24, 28)
"""SQLite's file change counter (file format, 1.3.7): raised by every transaction."""
_TABLES = {table.name: table for table in SHOW_TABLES}


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What was kept for a show file, and whether it still belongs onto it."""

    file: Path
    works: tuple[Work, ...] = ()
    fits: bool = False


def keep(show_file: Path, works: Sequence[Work]) -> Path:
    """Keep what was not written, for the next start; the file. OSError where that fails too."""
    file = _file_of(show_file)
    value = {
        "show_file": str(show_file.resolve()),
        "counter": _counter(show_file),
        "works": [_as_json(work) for work in works],
    }
    write_whole(file, json.dumps(value, ensure_ascii=False) + "\n")
    return file


def kept(show_file: Path) -> Unsaved | None:
    """What was kept for a show file; None: nothing."""
    file = _file_of(show_file)
    try:
        value = json.loads(file.read_text("utf-8"))
        works = tuple(_work_of(each) for each in value["works"])
        counter = value["counter"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return Unsaved(file)
    return Unsaved(file, works, fits=counter is not None and counter == _counter(show_file))


def let_go(show_file: Path) -> None:
    """All of it is in the show file: nothing is kept any more."""
    _file_of(show_file).unlink(missing_ok=True)


def put_aside(unsaved: Unsaved) -> Path:
    """Keep what does not fit under a name of its own, so that nothing writes over it."""
    number, aside = 1, unsaved.file
    while aside.exists():
        aside = unsaved.file.with_name(f"{unsaved.file.stem}.{number}.json")
        number += 1
    return unsaved.file.replace(aside)


def _file_of(show_file: Path) -> Path:
    name = hashlib.sha256(str(show_file.resolve()).encode()).hexdigest()[:12]
    return user_state_dir() / "unsaved" / f"{show_file.stem}-{name}.json"


def _counter(show_file: Path) -> int | None:
    try:
        with show_file.open("rb") as file:
            return int.from_bytes(file.read(_COUNTER.stop)[_COUNTER], "big")
    except OSError:
        return None


def _as_json(work: Work) -> dict[str, Any]:
    return {
        "changes": [
            {"table": c.table.name, "put": c.put, "moved": c.moved, "drop": c.drop}
            for c in work.changes
        ],
        "entries": work.entries,
        "playhead": work.playhead,
    }


def _work_of(value: dict[str, Any]) -> Work:
    changes = tuple(
        Change(_TABLES[c["table"]], tuple(c["put"]), tuple(c["moved"]), tuple(c["drop"]))
        for c in value["changes"]
    )
    entries = tuple((str(name), dict(row)) for name, row in value["entries"])
    return Work(changes, entries, value["playhead"])
