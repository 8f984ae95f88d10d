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
from control_panel.demo.recording import LOOKS_LIKE
from control_panel.demo.verdict import MOST_SKIPPED, Change, Sample, changes, judge
from control_panel.running_order import as_run
from control_panel.show.model import Item, RunningOrder, Show
from control_panel.show.store import Store
from control_panel.show.stored import Stored
from tests.live.desk import Recorder, begin, stored
from tests.live.panel import Panel
from tests.live.stage import CUT, SHOTS, fade, live_show

pytestmark = [pytest.mark.live, pytest.mark.timeout(240)]
FRAME = 1 / 30


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
def recorder(open_obs: RealObs) -> Iterator[Recorder]:
    made = Recorder(open_obs)
    yield made
    made.close()


@pytest.fixture
def panel(open_obs: RealObs, tmp_path: Path) -> Iterator[Panel]:
    """A panel on the real OBS, without a password in any keyring."""
    file = tmp_path / "recorded.show"
    Store.create(file, recorded_show())
    made = Panel(file, tmp_path / "home", open_obs.port)
    yield made
    made.stop()


def no_difference(panel: Panel, obs: RealObs) -> None:
    """Outside a transition the panel's program is what OBS's active inputs show."""
    program = panel.wait_for(lambda s: s["obs"]["provable"], "a provable program")["obs"]["program"]
    assert f"colour {program}" in obs.active_inputs()


def follow(panel: Panel, recorder: Recorder) -> tuple[tuple[Change, ...], list[Sample], Stored]:
    """Kill the panel; what it wrote, and what was recorded."""
    panel.kill()
    samples, zero = recorder.stop()
    kept = stored(panel)
    shots = [replace(s, scene=LOOKS_LIKE.get(s.scene, s.scene)) for s in kept.shots]
    return changes(shots, zero), samples, kept


def left(panel: Panel) -> tuple[int, datetime]:
    """What the countdown says, and at which moment by the panel's own clock."""
    state = panel.state()
    return state["on_air"]["remaining_ms"], datetime.fromisoformat(state["now"])


def test_the_recording_follows_what_a_killed_panel_had_written(
    panel: Panel,
    open_obs: RealObs,
    recorder: Recorder,
    record_property: Callable[[str, object], None],
) -> None:
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

    mutations_fail(expected, found, recorder.skipped)


def mutations_fail(expected: tuple[Change, ...], found: list[Sample], skipped: int) -> None:
    """The verdict itself: a row five frames off, or two rows swapped, must fail it."""
    for row in (5, 20, 35):
        frames = 5 + min(skipped, MOST_SKIPPED)
        late = replace(expected[row], at=expected[row].at + frames * FRAME, settled=0.0)
        moved = (*expected[:row], late, *expected[row + 1 :])
        assert not judge(moved, found, FRAME, skipped).follows
        one, two = expected[row], expected[row + 1]
        swapped = (replace(one, scene=two.scene), replace(two, scene=one.scene))
        rows = (*expected[:row], *swapped, *expected[row + 2 :])
        assert not judge(rows, found, FRAME, skipped).follows


def test_a_transition_changed_by_hand_in_a_fade_is_told_and_healed_by_the_next_take(
    panel: Panel, open_obs: RealObs, recorder: Recorder
) -> None:
    """OBS falls back to the old picture: the item is next again, says why, and can be taken."""
    desk = begin(panel)
    recorder.start()
    desk.take()
    desk.take()
    desk.apart()
    state = panel.state()
    seen = {"on_air": state["on_air"]["item_id"], "next": state["next"]["item_id"]}
    panel.request("POST", "take", seen)
    panel.wait_for(lambda s: s["obs"]["transitioning"], "the mix to run", 3.0)
    desk.apart(0.2)
    open_obs.hand("SetCurrentSceneTransition", transitionName="Cut")
    state = desk.settled()
    assert (state["on_air"]["item_id"], state["next"]["item_id"]) == ("item-2", "item-3")
    assert not state["obs"]["provable"]
    told = [a["sentence"] for a in state["alarms"] if a["key"] == "obs:take"]
    assert ["“B” is on air again" in sentence for sentence in told] == [True]
    desk.take()
    state = panel.wait_for(lambda s: s["obs"]["provable"], "a provable program", 8.0)
    assert (state["on_air"]["item_id"], state["obs"]["program"]) == ("item-3", "C")
    assert not [a for a in state["alarms"] if a["key"] == "obs:take"]
    desk.apart()

    expected, found, _ = follow(panel, recorder)
    verdict = judge(expected, found, FRAME, recorder.skipped)
    assert [change.scene for change in expected][-4:] == ["A", "B", "B", "C"]
    assert verdict.follows, (verdict.wrong, expected)
