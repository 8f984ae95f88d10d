"""A fade that a hand broke off, in an OBS with two scenes only and "Duplicate Scene" off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from control_panel.obs.state import STAND_IN
from control_panel.obs.state_scenes import telling
from control_panel.show.items import Transition
from control_panel.show.records import Proof
from tests.obs.switcher_room import CUT, Room, fade, room
from tests.obs_parts import AnyObs

PROVED = {Proof.EVENT, Proof.RE_READ}
"""Two cuts follow each other at once: the inputs may settle a frame after the last end is told."""


@pytest.fixture
def desk(narrow_obs: AnyObs, qtbot: QtBot) -> Iterator[Room]:
    with room(narrow_obs, qtbot) as made:
        yield made


def broken_off(desk: Room) -> None:
    """A take of B in whose fade a hand chooses another transition: viewers see A again."""
    id_ = desk.send("B", fade(300))
    desk.begun(id_)
    desk.until(lambda: {"colour A", "colour B"} <= telling(desk.state))
    desk.hand("SetCurrentSceneTransition", transitionName="Cut")
    assert not desk.outcome(id_).ok
    desk.rest()
    assert not desk.state.provable


def nothing_is_left(desk: Room) -> None:
    """OBS has its own scenes, and nobody was told of another."""

    def listed() -> set[str]:
        return {one["sceneName"] for one in desk.hand("GetSceneList")["scenes"]}

    # Answered before OBS's window has done it.
    desk.until(lambda: listed() == {"A", "B"})
    assert not desk.says(STAND_IN)
    desk.assert_true()


@pytest.mark.parametrize(
    ("studio", "transition"),
    [(False, fade(200)), (True, CUT)],
    ids=["studio mode off, fade", "studio mode on, cut"],
)
def test_either_scene_of_a_broken_fade_is_taken(
    desk: Room, studio: bool, transition: Transition
) -> None:
    desk.hand("SetStudioModeEnabled", studioModeEnabled=studio)
    desk.until(lambda: desk.state.studio_mode is studio)
    desk.switcher.set_preview("A")
    broken_off(desk)
    taken = desk.take("B", transition)
    assert taken.proof in PROVED, taken
    assert taken.transition is not None
    assert taken.transition.kind == transition.kind
    nothing_is_left(desk)
    if studio:
        desk.until(lambda: desk.hand("GetSceneList")["currentPreviewSceneName"] == "A")
    assert desk.take("A").ok
    broken_off(desk)
    assert desk.take("A", transition).ok
    nothing_is_left(desk)
    assert desk.take("B", transition).proof in PROVED
    assert [cut.scene for cut in desk.cuts] == ["A", "A"]


def test_a_hands_switch_that_obs_drops_in_our_fade_is_healed(desk: Room) -> None:
    desk.hand("SetStudioModeEnabled", studioModeEnabled=True)
    desk.until(lambda: desk.state.studio_mode)
    id_ = desk.send("B", fade(400))
    desk.until(lambda: {"colour A", "colour B"} <= telling(desk.state))
    desk.hand("SetCurrentProgramScene", sceneName="A")
    assert desk.outcome(id_).ok
    # OBS names A for what shows B, and believes that it is there.
    desk.until(lambda: not desk.state.provable)
    assert desk.take("A").ok
    nothing_is_left(desk)


def test_a_scene_that_a_killed_panel_left_is_taken_away(narrow_obs: AnyObs, qtbot: QtBot) -> None:
    narrow_obs.hand("CreateScene", sceneName=STAND_IN)
    with room(narrow_obs, qtbot) as desk:
        desk.until(lambda: not desk.state.stand_in)
        desk.rest()
        nothing_is_left(desk)
        assert desk.take("B").ok
