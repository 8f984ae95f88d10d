"""The switcher when OBS drops, loses, disorders, denies, hangs and dies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from control_panel.errors import LinkError, Refused
from control_panel.obs.state_scenes import telling
from control_panel.show.items import Transition
from control_panel.show.records import Proof
from tests.fakes.obs_server import FakeObs
from tests.fakes.obs_studio import Studio
from tests.fakes.obs_values import SCENES, TRANSITIONS
from tests.obs.switcher_room import CUT, Room, fade, room

MS = timedelta(milliseconds=1)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Room]:
    with FakeObs() as obs, room(obs, qtbot) as made:
        yield made


def losing(obs: FakeObs, *names: str) -> None:
    """From now on these events never arrive."""
    say = obs.studio.say

    def deaf(name: str, bit: int, data: dict[str, Any]) -> None:
        if name not in names:
            say(name, bit, data)

    def set_(studio: Studio) -> None:
        studio.say = deaf

    obs.do(set_)


@pytest.mark.parametrize("studio", [False, True])
def test_a_dropped_take_is_found_out(desk: Room, studio: bool) -> None:
    if studio:
        desk.hand("SetStudioModeEnabled", studioModeEnabled=True)
        desk.until(lambda: desk.state.studio_mode)

    def drop(known: Studio) -> None:
        known.drop_next_take = True

    desk.obs.do(drop)
    outcome = desk.take("B")
    assert (outcome.ok, outcome.proof) == (False, Proof.UNCONFIRMED)
    assert "did not make it" in outcome.sentence
    assert "“A” is still on air" in outcome.sentence
    assert desk.cuts == []
    if studio:
        # OBS now names B; its inputs say otherwise, and the panel believes these.
        assert not desk.state.provable
        assert "“A”" in desk.state.doubt
        # OBS believes to be there already; asked again, it goes.
        assert desk.take("B").proof is Proof.EVENT
        assert desk.state.provable
    assert desk.take("C").ok
    desk.assert_true()


def test_a_lost_start_is_proved_by_inputs(desk: Room) -> None:
    losing(desk.obs, "SceneTransitionStarted", "SceneTransitionEnded", "CurrentProgramSceneChanged")
    outcome = desk.take("B")
    assert (outcome.ok, outcome.proof) == (True, Proof.INPUTS)
    assert outcome.started_at is not None
    assert desk.cuts == []
    desk.assert_true()


def test_a_lost_end_is_read(desk: Room) -> None:
    losing(desk.obs, "SceneTransitionEnded", "CurrentProgramSceneChanged")
    outcome = desk.take("B", fade(200))
    assert (outcome.ok, outcome.proof) == (True, Proof.RE_READ)
    assert desk.take("C").ok
    desk.assert_true()


def test_inputs_that_said_nothing_are_read(desk: Room) -> None:
    losing(desk.obs, "InputActiveStateChanged")
    outcome = desk.take("B")
    assert (outcome.ok, outcome.proof) == (True, Proof.RE_READ)
    assert "colour B" in telling(desk.state)


def test_a_shared_scene_whose_events_are_lost_is_not_believed(desk: Room) -> None:
    assert desk.take("E").ok
    losing(desk.obs, "SceneTransitionStarted", "SceneTransitionEnded", "CurrentProgramSceneChanged")
    outcome = desk.take("F")
    assert not outcome.ok
    assert "cannot tell" in outcome.sentence


def test_a_transition_that_runs_longer_than_said_is_waited_for(desk: Room) -> None:
    def lie(studio: Studio) -> None:
        studio.duration = 1500

    desk.hand("SetCurrentSceneTransition", transitionName="Fade")
    desk.until(lambda: desk.state.current_transition == "Fade")
    losing(desk.obs, "SceneTransitionEnded")
    desk.obs.do(lie)
    outcome = desk.take("B", fade(300))
    assert outcome.ok
    assert outcome.started_at is not None
    assert outcome.confirmed_at is not None
    assert outcome.confirmed_at.since(outcome.started_at) > 1400 * MS
    desk.assert_true()


@pytest.mark.parametrize("seed", range(6))
def test_events_and_answers_in_any_order(qtbot: QtBot, seed: int) -> None:
    with FakeObs(seed=seed) as obs, room(obs, qtbot) as desk:
        obs.disorder = 0.04
        for scene in ("B", "E", "F", "A"):
            outcome = desk.take(scene)
            assert outcome.ok, outcome
        assert desk.take("C", fade(150)).ok
        assert desk.cuts == []
        desk.assert_true()


def test_a_scene_that_is_gone_at_that_moment_fails_and_takes_its_name_back(desk: Room) -> None:
    desk.obs.status["SetCurrentProgramScene"] = (600, "No source was found.")
    words = {"name_input": "Name", "name_text": "Amina", "heard": ("Sound 2",)}
    outcome = desk.take("B", CUT, **words, managed=frozenset({"Sound 1"}))
    assert not outcome.ok
    assert "“B”" in outcome.sentence
    assert desk.text() == ""
    desk.until(lambda: desk.state.inputs["Sound 1"].muted is False)
    desk.assert_true()


def test_no_answer_is_said_to_be_unknown(desk: Room) -> None:
    desk.obs.never.add("SetCurrentProgramScene")
    outcome = desk.take("B")
    assert not outcome.ok
    assert "unknown whether" in outcome.sentence
    desk.obs.never.clear()
    assert desk.take("C").ok


def test_obs_gone_in_a_fade_and_back(desk: Room) -> None:
    id_ = desk.send("B", fade(250))
    desk.begun(id_)
    desk.obs.stop()
    outcome = desk.outcome(id_)
    assert not outcome.ok
    assert "unknown whether" in outcome.sentence
    assert not desk.state.connected
    assert desk.state.scenes
    assert desk.state.as_of is not None
    with pytest.raises(LinkError):
        desk.send("C")
    asked = len(desk.obs.asked)
    desk.obs.studio.running = None
    desk.obs.start()
    desk.until(lambda: desk.state.connected)
    desk.rest()
    changed = {name for name, _ in desk.obs.asked[asked:] if not name.startswith("Get")}
    assert changed <= {"SetCurrentSceneTransition", "SetCurrentSceneTransitionDuration"}
    assert desk.take("C").ok
    desk.assert_true()


def test_a_removal_storm_before_the_end_is_not_believed(desk: Room) -> None:
    before = desk.state
    for scene in ("A", "B", "C"):
        desk.obs.say("SceneRemoved", SCENES, sceneName=scene, isGroup=False)
    desk.obs.stop()
    desk.until(lambda: not desk.state.connected)
    assert desk.state.scenes == before.scenes
    assert desk.notices == []


def test_missed_events_are_healed_and_counted(desk: Room) -> None:
    losing(desk.obs, "InputMuteStateChanged", "SceneNameChanged")
    desk.hand("SetInputMute", inputName="Sound 1", inputMuted=True)
    desk.until(lambda: desk.state.inputs["Sound 1"].muted)
    assert desk.state.healed == 1
    desk.hand("SetSceneName", sceneName="D", newSceneName="Geneva")
    desk.until(lambda: "Geneva" in desk.state.scenes)
    assert desk.take("Geneva").ok


def test_a_cut_by_hand_without_any_event_is_found(desk: Room) -> None:
    names = ("SceneTransitionStarted", "SceneTransitionEnded", "CurrentProgramSceneChanged")
    losing(desk.obs, *names, "InputActiveStateChanged")
    desk.hand("SetCurrentProgramScene", sceneName="C")
    desk.until(lambda: desk.cuts)
    assert (desk.cuts[0].scene, desk.cuts[0].proof) == ("C", Proof.RE_READ)
    desk.assert_true()


def test_a_collection_that_changes_within_a_fade(desk: Room) -> None:
    id_ = desk.send("B", fade(250))
    desk.begun(id_)
    desk.obs.do(lambda studio: studio.change_collection("Other"))
    desk.until(lambda: desk.outcomes)
    assert desk.outcomes[0].id == id_
    assert not desk.outcomes[0].ok
    assert "collection" in desk.outcomes[0].sentence
    with pytest.raises(Refused) as refused:
        desk.send("C")
    assert refused.value.reason == "frozen"
    desk.until(lambda: "collection" in desk.words)
    assert desk.state.scenes == ("Scene",)
    assert not any("removed" in n.sentence for n in desk.notices)


def test_a_take_touches_nothing_while_a_transition_runs(desk: Room) -> None:
    """What the wire saw: between start and end no request that changes a transition."""
    during: list[str] = []

    class Noted(list[Any]):
        def append(self, asked: Any) -> None:
            if desk.obs.studio.running is not None:
                during.append(asked[0])

    desk.obs.asked = Noted()
    id_ = desk.send("B", fade(250))
    desk.begun(id_)
    for scene in "CDA":
        with pytest.raises(Refused):
            desk.send(scene)
    desk.switcher.set_preview("D")
    desk.switcher.clear_name("Name")
    desk.outcome(id_)
    assert [n for n in during if not n.startswith("Get")] == ["SetInputSettings"]


def test_a_name_of_the_first_kind_where_the_name_is_unknown(desk: Room) -> None:
    german = Transition("fade_transition", "Überblenden", 150 * MS)
    outcome = desk.take("B", german)
    assert outcome.ok
    assert outcome.transition is not None
    assert outcome.transition.name == "Fade"
    missing = desk.take("C", Transition("wipe_transition", "Wischen", 150 * MS))
    assert missing.ok
    assert "wipe_transition" in missing.sentence


def test_stop_leaves_nothing_running(desk: Room) -> None:
    desk.send("B", fade(200))
    desk.switcher.stop()
    assert not any(timer.isActive() for timer in desk.switcher.findChildren(QTimer))


def test_changes_of_transition_told_in_disorder_are_set_right(desk: Room) -> None:
    desk.hand("SetCurrentSceneTransition", transitionName="Cut")
    desk.until(lambda: desk.state.own_transition == "Cut")
    desk.obs.say("CurrentSceneTransitionChanged", TRANSITIONS, transitionName="Fade")
    desk.until(lambda: desk.says("“Fade”"))
    desk.until(lambda: desk.state.own_transition == "Cut")
    desk.take("B", fade(150))
    assert desk.own()[0] == "Cut"
