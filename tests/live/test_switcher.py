"""The switcher on any OBS: the fake and the real one pass the same tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from control_panel.errors import Refused
from control_panel.obs.state_scenes import scene_by_inputs, telling
from control_panel.obs.switch import OutputName, Renamed, SwitchOutcome
from control_panel.show.items import Transition
from control_panel.show.records import Proof
from tests.obs.switcher_room import CUT, Room, fade, room
from tests.obs_parts import AnyObs

MS = timedelta(milliseconds=1)


@pytest.fixture
def desk(obs: AnyObs, qtbot: QtBot) -> Iterator[Room]:
    with room(obs, qtbot) as made:
        yield made


@pytest.fixture(params=[False, True], ids=["studio mode off", "studio mode on"])
def studio(desk: Room, request: pytest.FixtureRequest) -> bool:
    if request.param:
        desk.hand("SetStudioModeEnabled", studioModeEnabled=True)
        desk.until(lambda: desk.state.studio_mode)
    return bool(request.param)


def test_a_cut_is_proved_by_events_and_inputs(desk: Room, studio: bool) -> None:
    outcome = desk.take("B")
    assert (outcome.ok, outcome.proof, outcome.sentence) == (True, Proof.EVENT, "")
    assert outcome.transition is not None
    assert outcome.transition.kind == "cut_transition"
    assert outcome.started_at == desk.started[-1][1]
    assert desk.state.program == "B"
    assert scene_by_inputs(desk.state) == ("B",)
    assert desk.words == ["started", "finished", "idle"]
    assert desk.cuts == []
    assert not desk.says("“B”")
    desk.assert_true()


def test_a_fade_begins_at_its_start_and_ends_with_its_mix(desk: Room, studio: bool) -> None:
    id_ = desk.send("B", fade(400))
    desk.begun(id_)
    desk.until(lambda: {"colour A", "colour B"} <= telling(desk.state))
    outcome = desk.outcome(id_)
    assert (outcome.ok, outcome.proof) == (True, Proof.EVENT)
    assert outcome.started_at is not None
    assert outcome.ended_at is not None
    assert 300 * MS < outcome.ended_at.since(outcome.started_at) < 5000 * MS
    desk.assert_true()


def test_obs_own_transition_is_put_back(desk: Room, studio: bool) -> None:
    before = desk.own()
    desk.take("B", fade(200))
    desk.until(lambda: desk.own() == before)
    desk.take("C", CUT)
    desk.until(lambda: desk.own() == before)
    outcome = desk.take("D", None)
    assert outcome.transition is not None
    assert outcome.transition.name == before[0]
    assert desk.state.own_transition == before[0]
    assert not desk.says("transition")


def test_a_take_at_once_after_another_runs_its_own_transition(desk: Room) -> None:
    for scene in "BCDABCDA":
        id_ = desk.send(scene, fade(60))
        outcome = desk.outcome(id_)
        assert outcome.ok
        assert outcome.transition is not None
        assert (outcome.transition.kind, outcome.transition.length) == (
            "fade_transition",
            60 * MS,
        )
    desk.assert_true()


def test_nothing_is_sent_while_a_transition_runs(desk: Room, studio: bool) -> None:
    id_ = desk.send("B", fade(200))
    with pytest.raises(Refused) as refused:
        desk.send("C")
    assert refused.value.reason == "busy"
    desk.begun(id_)
    with pytest.raises(Refused):
        desk.send("C")
    assert desk.outcome(id_).ok
    assert desk.take("C").ok
    desk.assert_true()


def test_nothing_is_sent_while_a_hand_fades(desk: Room) -> None:
    desk.hand("SetCurrentSceneTransition", transitionName="Fade")
    desk.hand("SetCurrentProgramScene", sceneName="B")
    desk.until(lambda: desk.state.running)
    with pytest.raises(Refused) as refused:
        desk.send("C")
    assert refused.value.reason == "busy"
    desk.rest()
    assert desk.take("C").ok


def test_the_scene_on_air_is_taken_without_a_cut(desk: Room, studio: bool) -> None:
    outcome = desk.take("A", fade(), name_input="Name", name_text="Amina")
    assert (outcome.ok, outcome.proof) == (True, Proof.NO_CUT)
    assert outcome.transition is None
    assert desk.text() == "Amina"
    nothing = desk.take("A")
    assert (nothing.ok, nothing.proof) == (True, Proof.NO_CUT)
    assert nothing.started_at is not None


def test_scenes_that_share_all_inputs_are_proved_by_events_alone(desk: Room, studio: bool) -> None:
    assert desk.take("E").proof is Proof.EVENT
    assert desk.take("F").proof is Proof.EVENT_ONLY
    assert desk.state.program == "F"
    assert desk.take("E", fade()).proof is Proof.EVENT_ONLY
    assert desk.state.program == "E"
    assert set(scene_by_inputs(desk.state)) == {"E", "F"}
    desk.assert_true()


def test_a_scene_in_a_scene_is_proved_by_its_inputs(desk: Room) -> None:
    assert desk.take("B").ok
    outcome = desk.take("G")
    assert (outcome.ok, outcome.proof) == (True, Proof.EVENT)
    assert "colour A" in telling(desk.state)


def test_a_scenes_own_transition_beats_ours(desk: Room) -> None:
    own = {"transitionName": "Fade", "transitionDuration": 200}
    desk.hand("SetSceneSceneTransitionOverride", sceneName="C", **own)
    desk.until(lambda: "C" in desk.state.overrides, 12_000)
    outcome = desk.take("C", CUT)
    assert outcome.ok
    assert outcome.transition is not None
    assert (outcome.transition.name, outcome.transition.length) == ("Fade", 200 * MS)
    none = {"transitionName": None, "transitionDuration": None}
    desk.hand("SetSceneSceneTransitionOverride", sceneName="C", **none)


def broken_off(desk: Room, scene: str) -> SwitchOutcome:
    """A take of the scene in whose fade a hand chooses another transition."""
    id_ = desk.send(scene, fade(400))
    desk.begun(id_)
    desk.until(lambda: {"colour A", f"colour {scene}"} <= telling(desk.state))
    desk.hand("SetCurrentSceneTransition", transitionName="Cut")
    outcome = desk.outcome(id_)
    desk.rest()
    return outcome


def test_a_transition_changed_by_hand_in_a_fade_breaks_it_off(desk: Room, studio: bool) -> None:
    outcome = broken_off(desk, "B")
    assert not outcome.ok
    assert "“Cut” was chosen" in outcome.sentence
    assert "“A” is on air again" in outcome.sentence
    assert not desk.state.provable
    assert "viewers see “A”" in desk.state.doubt
    assert [cut.scene for cut in desk.cuts] == ["A"]
    assert desk.cuts[0].started_at == outcome.started_at
    assert desk.take("C").ok
    desk.assert_true()
    assert desk.state.own_transition == "Cut"
    assert len(desk.cuts) == 1


@pytest.mark.parametrize("transition", [CUT, fade(200)], ids=["cut", "fade"])
def test_the_scene_of_a_fade_that_was_broken_off_is_taken_again(
    desk: Room, studio: bool, transition: Transition
) -> None:
    before = broken_off(desk, "B").started_at
    again = desk.take("B", transition)
    assert again.proof in {Proof.EVENT, Proof.RE_READ}, again
    assert again.transition is not None
    assert again.transition.kind == transition.kind
    assert again.started_at is not None
    assert before is not None
    assert again.started_at.since(before) > timedelta(0)
    desk.assert_true()
    assert len(desk.cuts) == 1
    # Answered before it is done: OBS's window sets it a moment later.
    desk.until(lambda: desk.own()[0] == "Cut")


def test_the_scene_before_a_fade_that_was_broken_off_is_taken_again(
    desk: Room, studio: bool
) -> None:
    broken_off(desk, "B")
    assert desk.take("A").ok
    desk.assert_true()
    assert desk.state.program == "A"
    assert desk.take("B").proof is Proof.EVENT


def test_a_hands_fade_that_is_broken_off_is_told_as_what_is_seen(desk: Room, studio: bool) -> None:
    desk.hand("SetCurrentSceneTransition", transitionName="Fade")
    desk.hand("SetCurrentSceneTransitionDuration", transitionDuration=400)
    desk.hand("SetCurrentProgramScene", sceneName="B")
    desk.until(lambda: {"colour A", "colour B"} <= telling(desk.state))
    desk.hand("SetCurrentSceneTransition", transitionName="Cut")
    desk.until(lambda: desk.cuts)
    desk.rest()
    assert [(cut.scene, cut.proof) for cut in desk.cuts] == [("A", Proof.EVENT_ONLY)]
    assert desk.state.shown == "A"
    assert not desk.state.provable
    assert desk.take("B").ok
    desk.assert_true()


def test_a_cut_by_hand_is_told_with_its_instants(desk: Room, studio: bool) -> None:
    desk.hand("SetCurrentProgramScene", sceneName="C")
    desk.until(lambda: desk.cuts)
    cut = desk.cuts[0]
    assert (cut.scene, cut.proof) == ("C", Proof.EVENT)
    assert cut.transition is not None
    assert cut.transition.kind == "cut_transition"
    assert timedelta(0) <= cut.ended_at.since(cut.started_at) < 3000 * MS
    desk.rest()
    assert desk.state.program == "C"
    assert desk.outcomes == []
    desk.assert_true()


def test_a_fade_by_hand_is_one_cut_with_its_length(desk: Room, studio: bool) -> None:
    desk.hand("SetCurrentSceneTransition", transitionName="Fade")
    desk.until(lambda: desk.state.own_transition == "Fade")
    assert desk.says("changed to “Fade”")
    desk.hand("SetCurrentProgramScene", sceneName="B")
    desk.until(lambda: desk.cuts)
    cut = desk.cuts[0]
    assert (cut.scene, cut.proof) == ("B", Proof.EVENT)
    assert 200 * MS < cut.ended_at.since(cut.started_at) < 5000 * MS
    desk.rest()
    assert len(desk.cuts) == 1
    desk.assert_true()


def test_a_hand_that_switches_within_our_fade_is_told(desk: Room) -> None:
    id_ = desk.send("B", fade(400))
    desk.begun(id_)
    desk.hand("SetCurrentProgramScene", sceneName="C")
    outcome = desk.outcome(id_)
    assert not outcome.ok
    assert "Somebody switched" in outcome.sentence
    desk.rest()
    # The mix to B fell back to A, from which the hand's began.
    back, cut = desk.cuts
    assert (back.scene, back.started_at) == ("A", outcome.started_at)
    assert (cut.scene, cut.started_at) == ("C", back.ended_at)
    assert cut.ended_at.since(cut.started_at) > 200 * MS
    assert desk.take("D").ok
    desk.assert_true()


def test_a_hand_that_goes_back_within_our_fade_is_told(desk: Room) -> None:
    id_ = desk.send("B", fade(400))
    desk.begun(id_)
    desk.hand("SetCurrentProgramScene", sceneName="A")
    assert not desk.outcome(id_).ok
    desk.rest()
    assert [cut.scene for cut in desk.cuts] == ["A"]
    desk.assert_true()
    assert desk.take("B").proof is Proof.EVENT


def test_a_hand_that_takes_the_same_scene_within_our_fade_is_no_harm(desk: Room) -> None:
    id_ = desk.send("B", fade(400))
    desk.begun(id_)
    desk.hand("SetCurrentProgramScene", sceneName="B")
    outcome = desk.outcome(id_)
    assert (outcome.ok, outcome.proof) == (True, Proof.EVENT)
    assert desk.cuts == []
    desk.assert_true()


def test_a_hand_whose_switch_obs_drops_in_our_fade_changes_nothing(desk: Room) -> None:
    desk.hand("SetStudioModeEnabled", studioModeEnabled=True)
    desk.until(lambda: desk.state.studio_mode)
    id_ = desk.send("B", fade(400))
    desk.until(lambda: {"colour A", "colour B"} <= telling(desk.state))
    desk.hand("SetCurrentProgramScene", sceneName="C")
    outcome = desk.outcome(id_)
    assert outcome.ok
    # OBS names C for what shows B: the reconciliation finds it.
    desk.until(lambda: not desk.state.provable)
    assert "“B” is on air" in desk.state.doubt
    assert desk.cuts == []
    assert desk.take("C").ok
    desk.assert_true()


def test_a_scene_renamed_is_followed(desk: Room) -> None:
    desk.hand("SetSceneName", sceneName="C", newSceneName="Nairobi")
    desk.until(lambda: "Nairobi" in desk.state.scenes)
    assert desk.renamed == [Renamed("scene", "C", "Nairobi")]
    assert desk.says("“C”", "“Nairobi”")
    assert desk.take("Nairobi").ok
    desk.hand("SetSceneName", sceneName="Nairobi", newSceneName="C")
    desk.until(lambda: desk.state.program == "C")
    assert desk.take("A").proof is Proof.EVENT


def test_an_input_renamed_is_followed(desk: Room) -> None:
    desk.hand("SetInputName", inputName="colour B", newInputName="green")
    desk.until(lambda: "green" in desk.state.inputs)
    assert desk.take("B").proof is Proof.EVENT
    assert "green" in telling(desk.state)
    desk.hand("SetInputName", inputName="green", newInputName="colour B")
    desk.until(lambda: "colour B" in desk.state.inputs)


def test_a_scene_made_and_removed_by_hand(desk: Room) -> None:
    desk.hand("CreateScene", sceneName="Extra")
    desk.until(lambda: "Extra" in desk.state.scenes)
    desk.hand("CreateSceneItem", sceneName="Extra", sourceName="colour D")
    desk.until(lambda: desk.state.items.get("Extra"))
    assert desk.take("Extra").ok
    desk.take("A")
    desk.hand("RemoveScene", sceneName="Extra")
    desk.until(lambda: "Extra" not in desk.state.scenes)
    desk.until(lambda: desk.says("“Extra”", "removed"))
    with pytest.raises(Refused) as refused:
        desk.send("Extra")
    assert refused.value.reason == "no-scene"


def test_an_item_hidden_by_hand_changes_what_proves_a_scene(desk: Room) -> None:
    items = desk.hand("GetSceneItemList", sceneName="B")["sceneItems"]
    number = next(i["sceneItemId"] for i in items if i["sourceName"] == "colour B")
    where = {"sceneName": "B", "sceneItemId": number}
    desk.hand("SetSceneItemEnabled", **where, sceneItemEnabled=False)
    desk.until(lambda: any(not i.enabled for i in desk.state.items["B"]))
    assert desk.take("B").ok
    assert "colour B" not in telling(desk.state)
    desk.hand("SetSceneItemEnabled", **where, sceneItemEnabled=True)
    desk.until(lambda: "colour B" in telling(desk.state))
    desk.assert_true()


def test_the_sound_goes_with_the_picture(desk: Room) -> None:
    managed = frozenset({"Sound 1", "Sound 2"})
    assert desk.take("B", heard=("Sound 2",), managed=managed).ok
    desk.until(lambda: desk.state.inputs["Sound 1"].muted)
    assert desk.state.inputs["Sound 2"].muted is False
    assert not desk.says("muted")
    desk.hand("SetInputMute", inputName="Sound 2", inputMuted=True)
    desk.until(lambda: desk.says("“Sound 2”", "was muted"))
    silent = desk.take("", heard=("Sound 1", "Sound 2"), managed=managed)
    assert silent.proof is Proof.NO_CUT
    desk.until(lambda: not desk.state.inputs["Sound 1"].muted)
    assert not desk.says("unmuted")


def test_the_name_goes_with_a_cut_and_waits_for_the_end_of_a_mix(desk: Room) -> None:
    name = {"name_input": "Name"}
    desk.take("B", CUT, **name, name_text="Amina")
    assert desk.text() == "Amina"
    id_ = desk.send("C", fade(250), **name, name_text="Joseph")
    desk.begun(id_)
    assert desk.text() == ""
    desk.outcome(id_)
    assert desk.text() == "Joseph"
    id_ = desk.send("D", fade(250), **name, name_text="Laila")
    desk.begun(id_)
    desk.switcher.clear_name("Name")
    desk.outcome(id_)
    assert desk.text() == ""


def test_what_obs_lacks_is_said_and_the_picture_goes_on_air(desk: Room) -> None:
    outcome = desk.take("B", CUT, name_input="No such text", name_text="Amina")
    assert outcome.ok
    assert "No such text" in outcome.sentence


def test_next_stands_in_preview_and_a_hand_may_choose_another(desk: Room) -> None:
    desk.switcher.set_preview("C")
    desk.hand("SetStudioModeEnabled", studioModeEnabled=True)
    desk.until(lambda: desk.state.preview == "C")
    assert desk.says("Studio mode was switched on")
    seen: list[str] = []
    desk.switcher.state_changed.connect(lambda _, after: seen.append(after.preview))
    desk.take("B")
    # OBS put A there by its swap; next is put back.
    desk.until(lambda: "A" in seen and desk.state.preview == "C")
    desk.hand("SetCurrentPreviewScene", sceneName="D")
    desk.until(lambda: desk.state.preview == "D")
    desk.switcher.set_preview("E")
    desk.until(lambda: desk.state.preview == "E")
    desk.assert_true()


def test_studio_mode_switched_off_is_no_cut(desk: Room) -> None:
    desk.hand("SetStudioModeEnabled", studioModeEnabled=True)
    desk.hand("SetCurrentPreviewScene", sceneName="D")
    desk.until(lambda: desk.state.preview == "D")
    desk.hand("SetStudioModeEnabled", studioModeEnabled=False)
    desk.until(lambda: not desk.state.studio_mode)
    desk.rest()
    assert desk.take("B").ok
    assert desk.cuts == []
    desk.assert_true()


def test_the_recording_is_confirmed_and_its_end_by_hand_told(desk: Room) -> None:
    desk.switcher.start_record()
    desk.until(lambda: desk.outputs, 12_000)
    assert (desk.outputs[0].output, desk.outputs[0].ok) == (OutputName.RECORD, True)
    assert desk.state.record.active
    assert desk.state.record.since is not None
    with pytest.raises(Refused):
        desk.switcher.start_record()
    assert not desk.says("recording")
    desk.hand("StopRecord")
    desk.until(lambda: desk.says("recording", "stopped"), 12_000)
    assert not desk.state.record.active


def test_another_collection_and_back(desk: Room) -> None:
    first = desk.state.collection
    scenes = desk.state.scenes
    known = desk.hand("GetSceneCollectionList")["sceneCollections"]
    other = next((n for n in known if n != first), "")
    request = "SetCurrentSceneCollection" if other else "CreateSceneCollection"
    other = other or "Other"
    desk.hand(request, sceneCollectionName=other)
    desk.until(lambda: "collection" in desk.words and desk.state.collection == other, 15_000)
    assert desk.state.scenes != scenes
    assert not desk.state.frozen
    desk.words.clear()
    desk.hand("SetCurrentSceneCollection", sceneCollectionName=first)
    desk.until(lambda: "collection" in desk.words and desk.state.collection == first, 15_000)
    assert desk.state.scenes == scenes
    assert desk.take("B").ok
    assert not desk.says("removed")
    desk.assert_true()
