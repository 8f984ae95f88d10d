"""The recording test: what viewers saw, against what a panel that was killed had written.

The expected pictures come from the show file after SIGKILL, the found ones from OBS's recording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from control_panel.demo.obs_process import RealObs
from control_panel.demo.verdict import judge
from control_panel.running_order import as_run
from control_panel.show.model import Item, RunningOrder, Show
from tests.live.desk import Recorder, begin
from tests.live.panel import Panel
from tests.live.recorded import FRAME, follow, mutations_fail, no_difference, recording
from tests.live.stage import CUT, SHOTS, fade, live_show

pytestmark = [pytest.mark.live, pytest.mark.timeout(240)]


def recorded_show() -> Show:
    """Twelve items: cuts and fades over four colours; 4 and 5 share a scene; 2 has the shots."""
    scenes = ("A", "B", "C", "D", "D", "A", "B", "C", "D", "A", "B", "C")
    items = tuple(
        Item(
            title=f"On {scene}",
            id=f"item-{n}",
            number=str(n),
            scene=scene,
            planned=timedelta(minutes=5),
            transition=fade(500) if n in (3, 6, 7, 10) else CUT,
            shots=SHOTS if n == 2 else (),
        )
        for n, scene in enumerate(scenes, start=1)
    )
    return replace(live_show(), running_orders=(RunningOrder(items=items),))


@pytest.fixture
def parts(open_obs: RealObs, tmp_path: Path) -> Iterator[tuple[Panel, Recorder]]:
    with recording(open_obs, tmp_path, recorded_show()) as made:
        yield made


def left(panel: Panel) -> tuple[int, datetime]:
    """What the countdown says, and at which moment by the panel's own clock."""
    state = panel.state()
    return state["on_air"]["remaining_ms"], datetime.fromisoformat(state["now"])


def test_the_recording_follows_what_a_killed_panel_had_written(
    parts: tuple[Panel, Recorder],
    open_obs: RealObs,
    record_property: Callable[[str, object], None],
) -> None:
    panel, recorder = parts
    desk = begin(panel)
    recorder.start()
    desk.take()
    desk.take()
    no_difference(panel, open_obs)

    remaining, asked = left(panel)
    for number in range(40):
        desk.shot("ABCD".index("CDAB"[number % 4]) + 1)
        desk.apart(0.33)
    again, then = left(panel)
    passed = (then - asked).total_seconds() * 1000
    assert abs((remaining - again) - passed) <= 40, "the countdown was moved by a shot"
    assert panel.state()["on_air"]["item_id"] == "item-2"
    no_difference(panel, open_obs)

    desk.take()
    desk.take()
    desk.take()
    assert panel.state()["on_air"]["item_id"] == "item-5"
    desk.press_in_transition()
    assert panel.state()["on_air"]["item_id"] == "item-7"
    no_difference(panel, open_obs)

    open_obs.hand_cut("D")
    panel.wait_for(lambda s: s["obs"]["program"] == "D", "the cut by hand")
    desk.settled()
    desk.take()
    before = panel.state()["on_air"]
    desk.take()
    desk.apart(1.5)
    desk.back()
    assert panel.state()["on_air"]["run_id"] == before["run_id"]
    desk.take()
    no_difference(panel, open_obs)

    open_obs.hand("SetCurrentSceneTransition", transitionName="Fade")
    open_obs.hand("SetCurrentSceneTransitionDuration", transitionDuration=700)
    open_obs.hand_cut("B")
    panel.wait_for(lambda s: s["obs"]["program"] == "B", "the fade by hand")
    desk.settled()
    desk.take()
    desk.take()
    desk.apart()

    expected, found, kept = follow(panel, recorder)
    verdict = judge(expected, found, FRAME, recorder.skipped)
    record_property("recording", verdict.sentence())
    assert verdict.follows, (verdict.wrong, expected)
    assert verdict.changes >= 50
    rows = as_run.rows(kept.as_run)
    assert [r.number for r in rows if r.in_error] == ["9"]
    assert len([r for r in rows if not r.in_error and r.started_at]) == 11

    mutations_fail(expected, found, recorder.skipped, (5, 20, 35))
