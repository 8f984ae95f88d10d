"""The recording test in studio mode: what viewers saw, and next in preview after each change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from control_panel.demo.obs_process import RealObs
from control_panel.demo.verdict import judge
from control_panel.running_order import as_run
from control_panel.show.model import Item, RunningOrder, Show, Via
from tests.live.desk import Desk, begin
from tests.live.recorded import FRAME, follow, mutations_fail, no_difference, recording
from tests.live.stage import CUT, SHOTS, fade, live_show

pytestmark = [pytest.mark.live, pytest.mark.timeout(240)]


def studio_show() -> Show:
    """Eleven items by cut and fade; 2 has the shots, 4 and 5 are on one scene."""
    scenes = ("A", "B", "C", "D", "D", "A", "B", "C", "A", "B", "D")
    items = tuple(
        Item(
            title=f"On {scene}",
            id=f"item-{n}",
            number=str(n),
            scene=scene,
            planned=timedelta(minutes=5),
            transition=fade(400) if n in (3, 6, 7, 10) else CUT,
            shots=SHOTS if n == 2 else (),
        )
        for n, scene in enumerate(scenes, start=1)
    )
    return replace(live_show(), running_orders=(RunningOrder(items=items),))


def test_the_recording_follows_in_studio_mode(open_obs: RealObs, tmp_path: Path) -> None:
    open_obs.hand("SetStudioModeEnabled", studioModeEnabled=True)
    with recording(open_obs, tmp_path, studio_show()) as (panel, recorder):
        desk = begin(panel)
        recorder.start()

        def take(item: int) -> None:
            desk.take()
            stands(desk, open_obs, item)

        for item in (1, 2):
            take(item)
        no_difference(panel, open_obs)
        for key in (3, 1, 4, 2, 3, 1):
            desk.shot(key)
            desk.apart(0.2)
        stands(desk, open_obs, 2)
        for item in (3, 4, 5):
            take(item)
        desk.press_in_transition()
        stands(desk, open_obs, 7)

        # A hand puts another scene in preview: it is left alone, and triggered.
        preview_by_hand(desk, open_obs, "D")
        open_obs.hand("TriggerStudioModeTransition")
        panel.wait_for(lambda s: s["obs"]["program"] == "D", "the cut by hand")
        assert desk.settled()["on_air"]["item_id"] == "item-7"
        no_difference(panel, open_obs)
        take(8)

        # The same by a fade, then a TAKE in error, and Back.
        open_obs.hand("SetCurrentSceneTransition", transitionName="Fade")
        open_obs.hand("SetCurrentSceneTransitionDuration", transitionDuration=400)
        preview_by_hand(desk, open_obs, "B")
        open_obs.hand("TriggerStudioModeTransition")
        panel.wait_for(lambda s: s["obs"]["program"] == "B", "the fade by hand")
        desk.settled()
        take(9)
        desk.apart(0.5)
        desk.back()
        stands(desk, open_obs, 8)
        take(9)

        # A hand breaks our fade off: the next TAKE heals it.
        state = desk.hand_in_fade(open_obs, "SetCurrentSceneTransition", transitionName="Cut")
        assert not state["obs"]["provable"]
        take(10)
        take(11)
        no_difference(panel, open_obs)
        desk.apart()

        expected, found, kept = follow(panel, recorder)
        verdict = judge(expected, found, FRAME, recorder.skipped)
        assert verdict.follows, (verdict.wrong, expected)
        assert verdict.changes >= 19
        assert [s.scene for s in kept.shots if s.author.via is Via.OBS] == ["D", "B", "A"]
        assert [r.number for r in as_run.rows(kept.as_run) if r.in_error] == ["9"]
        mutations_fail(expected, found, recorder.skipped, (9, 12, 15))


def stands(desk: Desk, obs: RealObs, item: int) -> dict[str, Any]:
    """This item is on air, and next's opening scene in preview: by the panel, and in OBS."""
    state = desk.settled()
    assert state["on_air"]["item_id"] == f"item-{item}"
    scene = state["next"]["scene"]
    if scene is not None:
        state = desk.panel.wait_for(lambda s: s["obs"]["preview"] == scene, f"“{scene}” in preview")
        shown = obs.hand("GetCurrentPreviewScene")["currentPreviewSceneName"]
        assert shown == scene
    return state


def preview_by_hand(desk: Desk, obs: RealObs, scene: str) -> None:
    """Somebody chooses another preview in OBS; the panel shows it and leaves it alone."""
    obs.hand("SetCurrentPreviewScene", sceneName=scene)
    desk.panel.wait_for(lambda s: s["obs"]["preview"] == scene, f"“{scene}” in preview")
    desk.apart(0.3)
    assert obs.hand("GetCurrentPreviewScene")["currentPreviewSceneName"] == scene
