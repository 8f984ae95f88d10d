"""The state of OBS: events applied, snapshots read, questions answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_panel.obs import state_events
from control_panel.obs.state import STAND_IN, ObsState, Reading, What
from control_panel.obs.state_events import apply
from control_panel.obs.state_healing import (
    differences,
    not_touched,
    proof_readings,
    reconcile_readings,
    subjects,
)
from control_panel.obs.state_reading import calls_of, from_snapshot, read_into, snapshot_calls
from control_panel.obs.state_scenes import (
    UNKNOWN_LENGTH,
    as_run,
    fits,
    inputs_of,
    is_read,
    judged,
    length_of,
    planned,
    scene_by_inputs,
    tally,
    telling,
    tells_apart,
)
from control_panel.show.items import Transition
from tests.obs.parts import MS, NOW, Answer, active, an_obs, at, item

# What scenes show


def test_the_inputs_of_a_scene_go_through_scenes_and_groups_and_leave_hidden_ones_out():
    obs = an_obs()
    assert inputs_of(obs, "A") == {"colour A", "Name"}
    assert inputs_of(obs, "G") == {"colour A", "Name"}
    assert inputs_of(obs, "H") == {"colour C", "colour D"}
    assert inputs_of(obs, "no such scene") == frozenset()


def test_a_scene_in_itself_ends():
    obs = an_obs()
    obs = replace(obs, items={**obs.items, "A": (item(1, "G", is_scene=True),)})
    assert inputs_of(obs, "G") == frozenset()


def test_a_scene_that_is_not_read_through_proves_nothing():
    obs = an_obs()
    obs = replace(obs, items={n: i for n, i in obs.items.items() if n != "Pair"})
    assert not is_read(obs, "H")
    assert not tells_apart(obs, "A", "H")
    assert not fits(active(obs), "H")


@pytest.mark.parametrize(
    ("scenes", "apart"), [("AB", True), ("EF", False), ("AG", False), ("BG", True), ("AA", False)]
)
def test_which_scenes_inputs_can_tell_apart(scenes: str, apart: bool):
    assert tells_apart(an_obs(), *scenes) is apart


def test_the_scenes_that_active_inputs_fit():
    obs = an_obs()
    assert scene_by_inputs(obs) == ("A", "G")
    assert scene_by_inputs(active(obs, "colour shared", "Name")) == ("E", "F")
    assert scene_by_inputs(active(obs, "colour A", "colour B", "Name")) == ()


def test_an_audio_device_is_tally_and_tells_nothing():
    assert "Mic" in tally(an_obs())
    assert "Mic" not in telling(an_obs())


def test_program_is_held_against_the_inputs():
    obs = an_obs()
    assert judged(obs).provable
    wrong = judged(replace(obs, program="B"))
    assert not wrong.provable
    assert "“A” or “G”" in wrong.doubt
    both = judged(active(obs, "colour A", "colour B", "Name"))
    assert "also on air: colour B" in both.doubt
    assert judged(replace(both, program="A", inputs=obs.inputs)).provable


# Transitions


def test_a_transition_is_found_by_kind_and_name():
    obs = an_obs()
    cut = planned(obs, "B", Transition("cut_transition", "Cut", 500 * MS))
    assert cut.transition == Transition("cut_transition", "Schnitt", 0 * MS)
    second = planned(obs, "B", Transition("fade_transition", "Zweite Blende", 500 * MS))
    assert second.transition.name == "Zweite Blende"
    assert planned(obs, "B", Transition("fade_transition", "Fade", 500 * MS)).transition == (
        Transition("fade_transition", "Überblenden", 500 * MS)
    )
    missing = planned(obs, "B", Transition("wipe_transition", "Wipe", 500 * MS))
    assert (missing.missing, missing.transition.name) == (True, "Überblenden")
    assert planned(obs, "B", None).transition.length == 300 * MS
    stinger = planned(obs, "B", Transition("obs_stinger_transition"))
    assert stinger.transition.length == UNKNOWN_LENGTH


def test_an_override_beats_what_is_asked():
    obs = replace(an_obs(), overrides={"B": ("Zweite Blende", 700 * MS), "C": ("Schnitt", None)})
    plan = planned(obs, "B", Transition("cut_transition"))
    assert plan.by_override
    assert (plan.transition.name, plan.transition.length) == ("Zweite Blende", 700 * MS)
    assert planned(obs, "C", None).transition.length == 0 * MS
    assert length_of(obs, "Zweite Blende") == 700 * MS
    assert as_run(obs, "Schnitt").length == 0 * MS


# Events


def ev(state: ObsState, name: str, ms: float = 0, *, ours: bool = False, **data: Any) -> ObsState:
    return apply(state, name, data, at(ms), ours=ours)


def test_a_transition_runs_from_its_start_to_its_end():
    obs = ev(an_obs(), "SceneTransitionStarted", transitionName="Überblenden")
    assert obs.running is not None
    assert obs.running.deadline == 1300 * MS
    other = ev(obs, "SceneTransitionEnded", 300, transitionName="Stinger")
    assert other.running == obs.running
    ended = ev(obs, "SceneTransitionEnded", 300, transitionName="Überblenden")
    assert ended.running is None
    assert ended.ended is not None
    assert not ended.ended.orphan


def test_a_cut_whose_end_overtakes_its_start_does_not_run():
    obs = ev(an_obs(), "SceneTransitionEnded", transitionName="Schnitt")
    obs = ev(obs, "SceneTransitionStarted", 3, transitionName="Schnitt")
    assert obs.running is None
    later = ev(obs, "SceneTransitionStarted", 5000, transitionName="Schnitt")
    assert later.running is not None


def test_the_end_of_an_interrupted_fade_is_not_that_of_the_one_that_runs():
    obs = replace(an_obs(), transition_length=900 * MS)
    obs = ev(obs, "SceneTransitionStarted", transitionName="Überblenden")
    obs = ev(obs, "SceneTransitionStarted", 100, transitionName="Überblenden")
    obs = ev(obs, "SceneTransitionEnded", 110, transitionName="Überblenden")
    assert obs.running is not None
    assert ev(obs, "SceneTransitionEnded", 1000, transitionName="Überblenden").running is None


def test_a_transition_changed_by_hand_in_another_is_a_doubt_and_ours_is_not():
    obs = ev(an_obs(), "SceneTransitionStarted", transitionName="Überblenden")
    ours = ev(obs, "CurrentSceneTransitionChanged", 1, ours=True, transitionName="Schnitt")
    assert ours.provable
    assert ours.own_transition == "Überblenden"
    hand = ev(obs, "CurrentSceneTransitionChanged", 1, transitionName="Schnitt")
    assert not hand.provable
    assert hand.own_transition == "Schnitt"
    assert "while another ran" in hand.doubt


def test_a_length_changed_by_hand_is_obs_own():
    hand = ev(an_obs(), "CurrentSceneTransitionDurationChanged", transitionDuration=700)
    assert (hand.transition_length, hand.own_length) == (700 * MS, 700 * MS)
    ours = ev(an_obs(), "CurrentSceneTransitionDurationChanged", ours=True, transitionDuration=700)
    assert (ours.transition_length, ours.own_length) == (700 * MS, 300 * MS)


def test_a_rename_is_followed_everywhere():
    obs = replace(an_obs(), overrides={"A": ("Schnitt", None)}, preview="A")
    obs = ev(obs, "SceneNameChanged", oldSceneName="A", sceneName="Studio")
    assert (obs.program, obs.preview, obs.scenes[0]) == ("Studio", "Studio", "Studio")
    assert "Studio" in obs.items
    assert "Studio" in obs.overrides
    assert inputs_of(obs, "G") == {"colour A", "Name"}
    obs = ev(obs, "InputNameChanged", oldInputName="colour A", inputName="Amina")
    assert inputs_of(obs, "G") == {"Amina", "Name"}
    assert obs.inputs["Amina"].active
    assert obs.inputs["Amina"].name == "Amina"


@pytest.mark.parametrize(
    ("name", "data", "reading"),
    [
        ("CurrentProgramSceneChanged", {"sceneName": "new"}, Reading(What.SCENES)),
        ("CurrentPreviewSceneChanged", {"sceneName": "new"}, Reading(What.SCENES)),
        ("SceneCreated", {"sceneName": "new"}, Reading(What.SCENES)),
        ("SceneRemoved", {"sceneName": "A"}, Reading(What.SCENES)),
        ("SceneNameChanged", {"oldSceneName": "?", "sceneName": "!"}, Reading(What.SCENES)),
        ("InputCreated", {"inputName": "new"}, Reading(What.INPUTS)),
        ("InputNameChanged", {"oldInputName": "?", "inputName": "!"}, Reading(What.INPUTS)),
        ("InputActiveStateChanged", {"inputName": "?"}, Reading(What.INPUTS)),
        ("SceneItemCreated", {"sceneName": "A"}, Reading(What.ITEMS, "A")),
        ("SceneItemRemoved", {"sceneName": "Pair"}, Reading(What.GROUP, "Pair")),
        (
            "SceneItemEnableStateChanged",
            {"sceneName": "A", "sceneItemId": 99},
            Reading(What.ITEMS, "A"),
        ),
        ("CurrentSceneTransitionChanged", {"transitionName": "?"}, Reading(What.TRANSITIONS)),
        ("SceneTransitionStarted", {"transitionName": "?"}, Reading(What.TRANSITIONS)),
    ],
)
def test_what_an_event_cannot_settle_is_read(name: str, data: dict[str, Any], reading: Reading):
    obs = apply(an_obs(), name, data, NOW)
    assert reading in obs.unread
    assert obs.scenes == an_obs().scenes


def test_an_item_is_hidden_and_shown():
    where = {"sceneName": "A", "sceneItemId": 1}
    obs = ev(an_obs(), "SceneItemEnableStateChanged", **where, sceneItemEnabled=False)
    assert inputs_of(obs, "A") == {"Name"}
    obs = ev(obs, "SceneItemEnableStateChanged", **where, sceneItemEnabled=True)
    assert inputs_of(obs, "A") == {"colour A", "Name"}


def test_an_output_that_reconnects_still_runs():
    obs = an_obs()
    spans = []
    for ms, word in ((0, "STARTED"), (5, "RECONNECTING"), (9, "RECONNECTED"), (12, "STOPPED")):
        state = f"OBS_WEBSOCKET_OUTPUT_{word}"
        # What OBS says of `outputActive` is wrong while it reconnects.
        obs = ev(obs, "StreamStateChanged", ms, outputActive=False, outputState=state)
        spans.append((obs.stream.active, obs.stream.since))
    assert spans == [(True, at(0)), (True, at(0)), (True, at(0)), (False, at(12))]


def test_while_the_collection_changes_everything_is_noise():
    obs = ev(an_obs(), "CurrentSceneCollectionChanging", sceneCollectionName="Show")
    assert obs.frozen
    assert ev(obs, "SceneRemoved", sceneName="A").unread == frozenset()
    assert ev(obs, "CurrentProgramSceneChanged", sceneName="B").program == "A"
    assert ev(obs, "CurrentSceneCollectionChanged", sceneCollectionName="B").collection == "B"


_TEXTS = st.sampled_from([*"ABEG", "Pair", "colour A", "Schnitt", "Überblenden", "?", ""])
_DATA = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(
            [
                "sceneName",
                "oldSceneName",
                "inputName",
                "oldInputName",
                "transitionName",
                "sceneCollectionName",
                "outputState",
            ],
            _TEXTS | st.none() | st.integers(),
        ),
        **dict.fromkeys(
            ["sceneItemEnabled", "videoActive", "inputMuted", "studioModeEnabled", "outputActive"],
            st.booleans() | st.none(),
        ),
        "sceneItemId": st.integers(0, 3) | st.none(),
        "transitionDuration": st.integers(0, 5000) | st.none() | st.text(),
    },
)
_NAMES = st.sampled_from([*state_events._HANDLERS, "CurrentSceneTransitionChanged", "Unheard"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_NAMES, _DATA, st.booleans()), max_size=12))
def test_no_event_raises_and_twice_is_once(events: list[tuple[str, dict[str, Any], bool]]):
    obs = an_obs()
    for number, (name, data, ours) in enumerate(events):
        obs = apply(obs, name, data, at(number * 400), ours=ours)
        twice = apply(obs, name, data, at(number * 400), ours=ours)
        if name not in {"SceneTransitionStarted", "SceneTransitionEnded"}:
            assert replace(twice, unread=obs.unread) == obs
        judged(twice)
        scene_by_inputs(twice)


# Readings


def _snapshot(program: str = "B", **more: Any) -> list[Answer]:
    return [
        Answer({"obsVersion": "29.0.2"}),
        Answer({"currentSceneCollectionName": "Show", "sceneCollections": ["Show"]}),
        Answer({"fpsNumerator": 25, "fpsDenominator": 1}),
        Answer(
            {
                "currentProgramSceneName": program,
                "currentPreviewSceneName": None,
                "scenes": [
                    {"sceneIndex": 0, "sceneName": "bottom"},
                    {"sceneIndex": 1, "sceneName": "B"},
                ],
            }
        ),
        Answer({"studioModeEnabled": False}),
        Answer(
            {
                "transitions": [
                    {
                        "transitionName": "Fade",
                        "transitionKind": "fade_transition",
                        "transitionFixed": False,
                    }
                ]
            }
        ),
        Answer({"transitionName": "Fade", "transitionDuration": more.get("length", 300)}),
        Answer({"inputs": [{"inputName": "colour B", "inputKind": "color_source_v3"}]}),
        Answer({"outputActive": True}),
        Answer({}, ok=False, code=604),
        Answer({"transitionCursor": more.get("cursor", 1.0)}),
    ]


def test_the_panels_own_scene_is_none_of_the_shows():
    listed = [{"sceneIndex": n, "sceneName": name} for n, name in enumerate(("A", STAND_IN, "B"))]
    replies = [Answer({"currentProgramSceneName": "B", "scenes": listed}), Answer()]
    obs = read_into(an_obs(), [Reading(What.SCENES)], replies, NOW)
    assert (obs.scenes, obs.stand_in) == (("B", "A"), True)
    assert STAND_IN not in {reading.name for reading in obs.unread}
    without = [Answer({"currentProgramSceneName": "B", "scenes": listed[:1]}), Answer()]
    assert not read_into(obs, [Reading(What.SCENES)], without, NOW).stand_in


def test_a_snapshot_names_what_must_be_read_next():
    answers = _snapshot()
    assert len(answers) == len(snapshot_calls())
    obs = from_snapshot(an_obs(), 7, answers, NOW)
    assert (obs.generation, obs.version, obs.scenes) == (7, "29.0.2", ("B", "bottom"))
    assert obs.frame == 40 * MS
    assert (obs.own_transition, obs.own_length) == ("Fade", 300 * MS)
    assert obs.stream.active
    assert obs.unread == {
        Reading(What.ITEMS, "B"),
        Reading(What.ITEMS, "bottom"),
        Reading(What.INPUT, "colour B"),
    }
    assert obs.running is None
    assert from_snapshot(an_obs(), 7, _snapshot(cursor=0.4), NOW).running is not None


def test_obs_own_transition_survives_a_link_lost_before_it_was_put_back():
    before = replace(an_obs(), own_transition="Cut", own_length=None, current_transition="Fade")
    assert from_snapshot(before, 8, _snapshot(), NOW).own_transition == "Cut"
    assert from_snapshot(ObsState(), 8, _snapshot(), NOW).own_transition == "Fade"


def test_items_are_read_with_groups_and_overrides():
    rows = [
        {"sceneItemId": 4, "sourceName": "Pair", "sourceType": "OBS_SOURCE_TYPE_SCENE"},
        {"sceneItemId": 5, "sourceName": "A", "sourceType": "OBS_SOURCE_TYPE_SCENE"},
        {"sceneItemId": 6, "sourceName": "colour A", "sceneItemEnabled": False},
    ]
    rows[0]["isGroup"] = True
    obs = replace(an_obs(), items={})
    answers = [
        Answer({"sceneItems": rows}),
        Answer({"transitionName": "Schnitt", "transitionDuration": None}),
    ]
    obs = read_into(obs, (Reading(What.ITEMS, "B"),), answers, NOW)
    pair, inner, hidden = obs.items["B"]
    assert (pair.is_group, pair.is_scene) == (True, False)
    assert inner.is_scene
    assert not hidden.enabled
    assert obs.overrides == {"B": ("Schnitt", None)}
    assert Reading(What.GROUP, "Pair") in obs.unread


def test_a_scene_that_is_gone_is_dropped_and_asked_about():
    obs = read_into(an_obs(), (Reading(What.ITEMS, "B"),), [Answer(ok=False, code=600)] * 2, NOW)
    assert "B" not in obs.scenes
    assert obs.unread == {Reading(What.SCENES)}


def test_a_batch_cut_short_changes_only_what_it_answers():
    readings = (Reading(What.SCENES), Reading(What.INPUT, "colour B"))
    assert read_into(an_obs(), readings, [], NOW).scenes == an_obs().scenes


def test_an_input_without_sound_has_no_mute():
    obs = read_into(
        an_obs(),
        (Reading(What.INPUT, "colour B"),),
        [Answer(ok=False, code=604), Answer({"videoActive": True, "videoShowing": True})],
        NOW,
    )
    assert obs.inputs["colour B"].muted is None
    assert obs.inputs["colour B"].active


def test_an_event_is_newer_than_the_reading_it_overtakes():
    asked = (Reading(What.SCENES), Reading(What.INPUT, "colour B"))
    touched = subjects("InputActiveStateChanged", {"inputName": "colour B"})
    answers = [Answer({"n": n}) for n in range(4)]
    kept, replies = not_touched(asked, answers, frozenset(asked) - touched)
    assert kept == (Reading(What.SCENES),)
    assert [r.data["n"] for r in replies] == [0, 1]


def test_a_proof_reads_all_that_could_speak_against_it():
    readings = proof_readings(an_obs(), "H", "A")
    assert {Reading(What.ITEMS, "H"), Reading(What.GROUP, "Pair")} <= set(readings)
    assert Reading(What.INPUT, "colour B") in readings
    assert Reading(What.INPUT, "Mic") not in readings
    assert len(calls_of(reconcile_readings(an_obs()))) < 60


def test_differences_are_named():
    before = an_obs()
    assert differences(before, before) == ()
    after = replace(active(before, "colour B"), program="B")
    found = differences(before, after)
    assert "program: 'A' is 'B'" in found
    assert "input colour B" in found
