"""Takes on a whole panel while another process holds the show file locked, as a disk that blocks.

No TAKE waits for it, an alarm stands meanwhile and goes, and every row is on disk afterwards.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from control_panel.demo.obs_process import RealObs
from control_panel.running_order import as_run
from control_panel.show.model import AsRunEvent, Item, RunningOrder, Show
from control_panel.show.store import Store
from tests.live.desk import Desk, begin, stored
from tests.live.panel import Panel
from tests.live.stage import CUT, live_show
from tests.show.others import line, other

pytestmark = [pytest.mark.live, pytest.mark.timeout(120)]
BEFORE = 2
"""Takes on a free file, to compare with."""


def long_show(count: int) -> Show:
    items = tuple(
        Item(f"Item {n}", id=f"item-{n}", number=str(n), scene="ABCD"[n % 4], transition=CUT)
        for n in range(1, count + 1)
    )
    return replace(live_show(), running_orders=(RunningOrder(items=items),))


@pytest.mark.parametrize(
    ("takes", "seconds"), [(3, 3.0), pytest.param(10, 10.0, marks=pytest.mark.soak)]
)
def test_takes_through_a_locked_file(
    open_obs: RealObs, tmp_path: Path, takes: int, seconds: float
) -> None:
    file = tmp_path / "locked.show"
    Store.create(file, long_show(BEFORE + takes + 1))
    panel = Panel(file, tmp_path / "home", open_obs.port)
    try:
        desk = begin(panel)
        free = [timed_take(desk) for _ in range(BEFORE)]
        with other("hold", file, str(seconds)) as holder:
            assert line(holder) == "held"
            waited = [timed_take(desk) for _ in range(takes)]
            state = panel.wait_for(trouble, "the alarm", 3.0)
            assert state["on_air"]["item_id"] == f"item-{BEFORE + takes}"
            assert "Another program holds the show file locked" in trouble(state)
            assert "Nothing is lost while the panel runs" in trouble(state)
            assert holder.poll() is None, "the lock was gone before the last take"
            assert line(holder) == "free"
        # Once the alarm has gone all is on disk, whatever becomes of the panel.
        panel.wait_for(lambda s: not trouble(s), "the alarm to go", 10.0)
        panel.kill()
    finally:
        panel.stop()
    print(f"TAKE answered: free {figures(free)}, locked {figures(waited)}")  # noqa: T201
    assert median(waited) <= median(free) + 0.1
    assert max(waited) < seconds / 2

    kept = stored(panel)
    rows = as_run.rows(kept.as_run)
    assert [row.number for row in rows] == [str(n) for n in range(1, BEFORE + takes + 1)]
    assert [row.open for row in rows] == [*[False] * (BEFORE + takes - 1), True]
    assert len([s for s in kept.shots if s.reason == "take"]) == BEFORE + takes
    assert "raised" in {i.event for i in kept.incidents if i.key == "store"}
    for started in requested_to_started(kept.as_run):
        assert started < timedelta(seconds=seconds / 2)


def timed_take(desk: Desk) -> float:
    """TAKE, and how long its answer took, in seconds."""
    desk.apart()
    state = desk.panel.state()
    seen = {"on_air": state["on_air"]["item_id"], "next": state["next"]["item_id"]}
    began = time.monotonic()
    status, words = desk.panel.do("take", **seen)
    took = time.monotonic() - began
    assert status == 200, words
    desk.settled()
    return took


def trouble(state: dict[str, Any]) -> str:
    return next((a["sentence"] for a in state["alarms"] if a["key"] == "store"), "")


def requested_to_started(entries: Any) -> list[timedelta]:
    asked = {e.run_id: e.at for e in entries if e.event is AsRunEvent.TAKING}
    return [e.at.since(asked[e.run_id]) for e in entries if e.event is AsRunEvent.ON_AIR]


def figures(seconds: list[float]) -> str:
    return f"median {median(seconds) * 1000:.0f} ms, longest {max(seconds) * 1000:.0f} ms"
