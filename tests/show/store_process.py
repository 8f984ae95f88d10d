"""Other processes that the store's tests need: `python store_process.py WHAT FILE …`.

`hold FILE SECONDS`   locks the file as a foreign program does, says "held", lets go
`open FILE`           opens the show as a second panel does, says "open", waits for its stdin
`write FILE`          appends incident after incident and edits, and says each one that is stored
`full FILE`           writes with no room on the disk, then with room; says what happened as JSON
"""

from __future__ import annotations

import json
import sqlite3
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from control_panel.instant import Instant
from control_panel.show import edits
from control_panel.show.model import Incident
from control_panel.show.store import Store

START = datetime(2026, 5, 4, 14, tzinfo=UTC)


def instant(number: int) -> Instant:
    """An instant that tells its number."""
    return Instant(START + timedelta(seconds=number), timedelta(seconds=number), "boot")


def incident(number: int, text: str = "") -> Incident:
    """An incident that tells its number."""
    return Incident(at=instant(number), key=f"n:{number}", sentence=text or f"Incident {number}.")


def say(word: str) -> None:
    """One line to whoever started us."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def hold(path: Path, seconds: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    say("held")
    threading.Event().wait(float(seconds))
    connection.execute("ROLLBACK")
    say("free")
    connection.close()


def open_(path: Path) -> None:
    store = Store.open(path)
    say(f"open {store.read_only}")
    sys.stdin.readline()
    store.close()


def write(path: Path) -> None:
    store = Store.open(path)
    show = store.load().show
    for number in range(100_000):
        first = show.order.items[number % len(show.order.items)]
        after = edits.change_item(show, first.id, notes=str(number) * 50)
        store.queue_edit(show, after)
        store.append(incident(number, "x" * 2000))
        show = after
        if number % 3 == 0:
            store.drain(5)
            say(str(number))


def full(path: Path) -> None:
    import resource

    store = Store.open(path)
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, hard))
    for number in range(40):
        store.append(incident(number, "x" * 4000))
    drained = store.drain(1.0)
    trouble = store.trouble
    told = {
        "drained": drained,
        "pending": store.pending,
        "reason": trouble.reason if trouble else "",
        "sentence": trouble.sentence if trouble else "",
    }
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    told["later"] = store.drain(10.0)
    told["well"] = store.trouble is None
    told["stored"] = [int(one.key[2:]) for one in store.load().incidents]
    store.close()
    say(json.dumps(told))


WHAT: dict[str, Callable[..., None]] = {"hold": hold, "open": open_, "write": write, "full": full}

if __name__ == "__main__":
    WHAT[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
