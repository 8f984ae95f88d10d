"""Four zones of the computer itself: no test of the running order may care which one it is."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

FOUR = ("UTC", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe")


@contextmanager
def computer_in(zone: str) -> Iterator[None]:
    """Put the computer's own time zone elsewhere for a while (where the system can)."""
    if not hasattr(time, "tzset"):
        yield
        return
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()
