"""What a hand does in OBS in the middle of our fades, on a whole panel: told as viewers saw it.

OBS falls back to the picture from before: the item is next again, it is said why, and the next
TAKE puts it on air. The recording shows nothing that the file does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from control_panel.demo.obs_process import RealObs
from control_panel.demo.verdict import judge
from control_panel.show.model import Item, RunningOrder, Show
from tests.live.desk import Desk, begin
from tests.live.panel import Panel
from tests.live.recorded import FRAME, follow, recording
from tests.live.stage import CUT, fade, live_show
from tests.obs_parts import wait_active

pytestmark = [pytest.mark.live, pytest.mark.timeout(240)]
CHOOSE, SWITCH = "SetCurrentSceneTransition", "SetCurrentProgramScene"


def faded_show(scenes: Sequence[str]) -> Show:
    """The first two items by cut, the others by a fade of half a second."""
    items = tuple(
        Item(f"On {scene}", id=f"item-{n}", number=str(n), scene=scene, transition=transition)
        for n, scene in enumerate(scenes, start=1)
        for transition in [CUT if n < 3 else fade(500)]
    )
    return replace(live_show(), running_orders=(RunningOrder(items=items),))


def test_hands_in_our_fades(open_obs: RealObs, tmp_path: Path) -> None:
    with recording(open_obs, tmp_path, faded_show("ABCABC")) as (panel, recorder):
        desk = begin(panel)
        recorder.start()
        desk.take()
        desk.take()
        broken_off_and_taken(desk, open_obs, "item-3")

        # To a third scene: viewers see it, and the item is next again.
        state = desk.hand_in_fade(open_obs, SWITCH, sceneName="D")
        assert standing(state) == ("item-3", "item-4", "D")
        assert "Somebody switched in OBS itself" in said(state)
        taken(desk, "item-4")

        # Back to where it came from.
        state = desk.hand_in_fade(open_obs, SWITCH, sceneName="A")
        assert standing(state) == ("item-4", "item-5", "A")
        assert "Somebody switched in OBS itself" in said(state)
        taken(desk, "item-5")

        # To the very scene: no harm.
        state = desk.hand_in_fade(open_obs, SWITCH, sceneName="C")
        assert (standing(state), said(state)) == (("item-6", None, "C"), "")
        desk.apart()

        expected, found, _ = follow(panel, recorder)
        verdict = judge(expected, found, FRAME, recorder.skipped)
        assert [change.scene for change in expected][-10:] == list("ABBCCDAABC")
        assert verdict.follows, (verdict.wrong, expected)
        # Without the row of the mix that fell back to C, and the hand's of D, it fails.
        for row in (-6, -5):
            without = [*expected[:row], *expected[row + 1 :]]
            assert not judge(without, found, FRAME, recorder.skipped).follows


@pytest.mark.soak
@pytest.mark.parametrize("shared_narrow", ["real"], indirect=True, scope="session")
def test_hands_in_our_fades_where_obs_has_no_third_scene(
    narrow_obs: RealObs, tmp_path: Path
) -> None:
    """Two scenes, "Duplicate Scene" off: studio mode on, then off (short: `test_broken_off`)."""
    narrow_obs.hand("SetStudioModeEnabled", studioModeEnabled=True)
    with recording(narrow_obs, tmp_path, faded_show("ABABAB")) as (panel, recorder):
        desk = begin(panel)
        recorder.start()
        desk.take()
        desk.take()
        broken_off_and_taken(desk, narrow_obs, "item-3")
        preview_is_next(panel, narrow_obs)

        # In studio mode OBS drops the hand's switch, names its scene, and shows ours.
        state = desk.hand_in_fade(narrow_obs, SWITCH, sceneName="A")
        assert standing(state)[:2] == ("item-4", "item-5")
        wait_active(narrow_obs, "colour B")
        panel.wait_for(lambda s: not s["obs"]["provable"], "the doubt", 12.0)
        taken(desk, "item-5")
        preview_is_next(panel, narrow_obs)

        narrow_obs.hand("SetStudioModeEnabled", studioModeEnabled=False)
        panel.wait_for(lambda s: not s["obs"]["studio_mode"], "studio mode to be off")
        broken_off_and_taken(desk, narrow_obs, "item-6")
        desk.apart()

        expected, found, _ = follow(panel, recorder)
        verdict = judge(expected, found, FRAME, recorder.skipped)
        assert [change.scene for change in expected][-8:] == list("ABBABAAB")
        assert verdict.follows, (verdict.wrong, expected)
    scenes = {one["sceneName"] for one in narrow_obs.hand("GetSceneList")["scenes"]}
    assert scenes == {"A", "B"}


def broken_off_and_taken(desk: Desk, obs: RealObs, item: str) -> None:
    """Another transition is chosen in the fade to the next item; the next TAKE heals it."""
    before = desk.panel.state()
    state = desk.hand_in_fade(obs, CHOOSE, transitionName="Cut")
    assert state["on_air"]["item_id"] == before["on_air"]["item_id"]
    assert state["next"]["item_id"] == item
    assert not state["obs"]["provable"]
    assert f"“{before['on_air']['scene']}” is on air again" in said(state)
    taken(desk, item)


def taken(desk: Desk, item: str) -> None:
    """TAKE puts the next item on air, and the alarm goes."""
    desk.take()
    state = desk.panel.wait_for(lambda s: s["obs"]["provable"], "a provable program", 8.0)
    assert standing(state)[0] == item
    assert state["obs"]["program"] == state["on_air"]["scene"]
    assert said(state) == ""


def standing(state: dict[str, Any]) -> tuple[str, str, str]:
    return state["on_air"]["item_id"], state["next"]["item_id"], state["obs"]["program"]


def said(state: dict[str, Any]) -> str:
    """The alarm of a TAKE that failed; empty: none stands."""
    return next((a["sentence"] for a in state["alarms"] if a["key"] == "obs:take"), "")


def preview_is_next(panel: Panel, obs: RealObs) -> None:
    """With studio mode on, next's opening scene stands in preview (decision 10)."""
    scene = panel.state()["next"]["scene"]
    panel.wait_for(lambda s: s["obs"]["preview"] == scene, f"“{scene}” in preview")
    obs.wait_until(
        lambda: obs.hand("GetCurrentPreviewScene")["currentPreviewSceneName"] == scene, 2.0
    )
