"""ObsClient against the fake OBS and the real one: one suite, so that the fake is not kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from control_panel.demo.obs_process import RealObs
from control_panel.obs.client import Address, Call, LinkLost, ObsClient, Priority
from tests.fakes.obs_server import FakeObs
from tests.fakes.relay import Relay
from tests.obs_parts import SCENES, AnyObs, client_of, colours

LONG = 1000
"""Milliseconds of a fade in which a busy computer still finds the time to do something."""
ENDS = ("SceneTransitionVideoEnded", "SceneTransitionEnded", "CurrentProgramSceneChanged")


class Heard:
    """The events that a client told, in order."""

    def __init__(self, client: ObsClient) -> None:
        self.events: list[tuple[str, dict[str, Any]]] = []
        client.bridge.happened.connect(lambda _, name, data, at: self.events.append((name, data)))

    def names(self) -> list[str]:
        return [name for name, _ in self.events]

    def of(self, name: str) -> list[dict[str, Any]]:
        return [data for one, data in self.events if one == name]


@pytest.fixture
def client(obs: AnyObs, qtbot: Any) -> Iterator[ObsClient]:
    with client_of(obs, meters=False) as made:
        with qtbot.waitSignal(made.bridge.connected):
            made.start()
        yield made


@pytest.fixture
def heard(client: ObsClient) -> Heard:
    return Heard(client)


def ask(client: ObsClient, name: str, **data: Any) -> dict[str, Any]:
    return client.send(Call(name, data)).result(5).checked()


def take(client: ObsClient, scene: str, transition: str = "Cut", length: int | None = None):
    calls = [Call("SetCurrentSceneTransition", {"transitionName": transition})]
    if length is not None:
        calls.append(Call("SetCurrentSceneTransitionDuration", {"transitionDuration": length}))
    calls.append(Call("SetCurrentProgramScene", {"sceneName": scene}))
    batch = client.send_batch(calls, priority=Priority.TAKE).result(5)
    assert batch.ok
    return batch


# The way in


def test_connects_and_knows_its_version(obs, client):
    assert client.generation == 1
    assert client.version["rpcVersion"] == 1
    assert client.version["obsWebSocketVersion"].startswith("5.")
    assert client.supports("GetSceneList")
    assert not client.supports("GetCanvasList")


def test_a_wrong_password_is_asked_for_again(obs, qtbot):
    with client_of(obs, "wrong") as client:
        with qtbot.waitSignal(client.bridge.password_wanted) as asked:
            client.start()
        assert "did not accept the password" in asked.args[0]
        with qtbot.waitSignal(client.bridge.connected):
            client.set_password(obs.password)


def test_no_password_at_all(obs, qtbot):
    with client_of(obs, None) as client:
        with qtbot.waitSignal(client.bridge.password_wanted) as asked:
            client.start()
        assert "asks for a password" in asked.args[0]


def test_the_snapshot_in_one_batch(obs, client):
    names = [
        "GetVersion",
        "GetStudioModeEnabled",
        "GetSceneList",
        "GetSceneTransitionList",
        "GetCurrentSceneTransition",
        "GetInputList",
        "GetSpecialInputs",
        "GetStreamStatus",
        "GetRecordStatus",
        "GetVirtualCamStatus",
        "GetReplayBufferStatus",
        "GetSceneCollectionList",
        "GetProfileList",
        "GetVideoSettings",
    ]
    batch = client.send_batch([Call(name) for name in names]).result(5)
    assert [one.name for one in batch.results] == names
    found = {one.name: one for one in batch.results}
    assert found["GetReplayBufferStatus"].code == 604
    listed = found["GetSceneList"].data["scenes"]
    assert [one["sceneName"] for one in reversed(listed)] == list(SCENES)
    kinds = {one["transitionKind"] for one in found["GetSceneTransitionList"].data["transitions"]}
    assert {"cut_transition", "fade_transition"} <= kinds


REFUSALS = [
    ("GetCurrentPreviewScene", {}, 506),
    ("TriggerStudioModeTransition", {}, 506),
    ("SetCurrentProgramScene", {"sceneName": "nowhere"}, 600),
    ("SetCurrentProgramScene", {}, 301),
    ("SetCurrentSceneTransition", {"transitionName": "nothing"}, 600),
    ("SetCurrentSceneTransitionDuration", {"transitionDuration": 5}, 402),
    ("GetInputMute", {"inputName": "colour A"}, 604),
    ("GetGroupSceneItemList", {"sceneName": "A"}, 602),
    ("StopStream", {}, 501),
    ("NoSuchRequest", {}, 204),
]


def test_refusals_keep_their_code(obs, client):
    calls = [Call(name, data) for name, data, _ in REFUSALS]
    found = client.send_batch(calls).result(5).results
    assert [one.code for one in found] == [code for _, _, code in REFUSALS]
    for (name, data, code), one in zip(REFUSALS[:3], found, strict=False):
        assert client.send(Call(name, data)).result(5).code == code == one.code


# What a take is


@pytest.mark.parametrize(("transition", "length"), [("Cut", None), ("Fade", 300)])
@pytest.mark.parametrize("studio", [False, True])
def test_a_take_is_told_started_and_at_its_end_done(
    transition, length, studio, obs, client, heard, qtbot
):
    ask(client, "SetStudioModeEnabled", studioModeEnabled=studio)
    take(client, "B", transition, length)
    qtbot.waitUntil(lambda: set(ENDS) <= set(heard.names()))
    qtbot.waitUntil(lambda: colours(obs) == {"colour B"})
    names = heard.names()
    assert names.index("SceneTransitionStarted") < min(names.index(end) for end in ENDS)
    assert heard.of("SceneTransitionStarted") == [{"transitionName": transition}]
    assert heard.of("CurrentProgramSceneChanged")[-1] == {"sceneName": "B"}
    if transition == "Fade":
        # Active from the start, so tally is right during the mix.
        active = heard.events.index(
            ("InputActiveStateChanged", {"inputName": "colour B", "videoActive": True})
        )
        assert active < names.index("SceneTransitionVideoEnded")


def test_the_swap_overwrites_the_preview_at_the_end(obs, client, heard, qtbot):
    ask(client, "SetStudioModeEnabled", studioModeEnabled=True)
    ask(client, "SetCurrentPreviewScene", sceneName="C")
    qtbot.waitUntil(lambda: heard.of("CurrentPreviewSceneChanged") == [{"sceneName": "C"}])
    take(client, "B", "Fade", 300)
    qtbot.waitUntil(lambda: "SceneTransitionStarted" in heard.names())
    ask(client, "SetCurrentPreviewScene", sceneName="D")
    qtbot.waitUntil(lambda: "CurrentProgramSceneChanged" in heard.names())
    told = [data["sceneName"] for data in heard.of("CurrentPreviewSceneChanged")]
    assert told == ["C", "D", "A"]


def test_the_scene_in_program_again_is_no_event_without_studio_mode(obs, client, heard, qtbot):
    ask(client, "SetCurrentProgramScene", sceneName="A")
    with qtbot.assertNotEmitted(client.bridge.happened, wait=300):
        pass
    assert heard.names() == []


def test_the_scene_in_program_again_is_a_transition_with_studio_mode(obs, client, heard, qtbot):
    ask(client, "SetStudioModeEnabled", studioModeEnabled=True)
    take(client, "A")
    qtbot.waitUntil(lambda: "CurrentProgramSceneChanged" in heard.names())


IN = ("InputActiveStateChanged", {"inputName": "colour B", "videoActive": True})


def test_a_take_in_a_fade_is_dropped_in_studio_mode_and_obs_lies(obs, client, heard, qtbot):
    ask(client, "SetStudioModeEnabled", studioModeEnabled=True)
    take(client, "B", "Fade", LONG)
    # From the fade's first picture on; before it, the take interrupts the fade.
    qtbot.waitUntil(lambda: IN in heard.events)
    ask(client, "SetCurrentProgramScene", sceneName="D")
    qtbot.waitUntil(lambda: "CurrentProgramSceneChanged" in heard.names())
    assert heard.of("CurrentProgramSceneChanged") == [{"sceneName": "D"}]
    assert ask(client, "GetCurrentProgramScene")["currentProgramSceneName"] == "D"
    qtbot.waitUntil(lambda: colours(obs) == {"colour B"})
    # Studio mode off: OBS now shows what it says, with no transition at all.
    heard.events.clear()
    ask(client, "SetStudioModeEnabled", studioModeEnabled=False)
    qtbot.waitUntil(lambda: colours(obs) == {"colour D"})
    qtbot.waitUntil(lambda: "StudioModeStateChanged" in heard.names())
    assert "SceneTransitionStarted" not in heard.names()


def test_a_take_in_a_fade_interrupts_it_without_studio_mode(obs, client, heard, qtbot):
    take(client, "B", "Fade", LONG)
    qtbot.waitUntil(lambda: "SceneTransitionStarted" in heard.names())
    ask(client, "SetCurrentProgramScene", sceneName="C")
    qtbot.waitUntil(lambda: "SceneTransitionEnded" in heard.names())
    qtbot.waitUntil(lambda: colours(obs) == {"colour C"})
    assert len(heard.of("SceneTransitionStarted")) == 2
    assert len(heard.of("SceneTransitionEnded")) == 1


@pytest.mark.parametrize("studio", [False, True])
def test_a_transition_changed_in_a_fade_loses_its_end(studio, obs, client, heard, qtbot):
    ask(client, "SetStudioModeEnabled", studioModeEnabled=studio)
    take(client, "B", "Fade", 300)
    qtbot.waitUntil(lambda: heard.of("InputActiveStateChanged") != [])
    ask(client, "SetCurrentSceneTransition", transitionName="Cut")
    with qtbot.assertNotEmitted(client.bridge.connected, wait=700):
        pass
    assert not set(ENDS) & set(heard.names())
    assert colours(obs) == {"colour A", "colour B"}
    take(client, "C")
    qtbot.waitUntil(lambda: colours(obs) == {"colour C"})


def test_two_scenes_of_the_same_inputs_give_no_input_event(obs, client, heard, qtbot):
    take(client, "E")
    qtbot.waitUntil(lambda: colours(obs) == {"colour shared"})
    gone = {"inputName": "colour A", "videoActive": False}
    qtbot.waitUntil(lambda: set(ENDS) <= set(heard.names()))
    qtbot.waitUntil(lambda: gone in heard.of("InputActiveStateChanged"))
    obs.wait_quiet()
    with qtbot.assertNotEmitted(client.bridge.lost, wait=50):
        heard.events.clear()
    heard.events.clear()
    take(client, "F")
    qtbot.waitUntil(lambda: set(ENDS) <= set(heard.names()))
    assert heard.of("InputActiveStateChanged") == []


def test_a_scene_in_a_scene_makes_its_inputs_active(obs, client, heard, qtbot):
    take(client, "B")
    qtbot.waitUntil(lambda: colours(obs) == {"colour B"})
    take(client, "G")
    qtbot.waitUntil(lambda: colours(obs) == {"colour A"})


def test_a_scenes_own_transition_beats_ours(obs, client, heard, qtbot):
    ask(
        client,
        "SetSceneSceneTransitionOverride",
        sceneName="B",
        transitionName="Fade",
        transitionDuration=100,
    )
    take(client, "B", "Cut")
    qtbot.waitUntil(lambda: set(ENDS) <= set(heard.names()))
    assert heard.of("SceneTransitionStarted") == [{"transitionName": "Fade"}]


def test_preview_and_trigger_in_one_breath_take_the_old_preview(obs, client, heard, qtbot):
    """[M] 7 of 8: why the panel never does it."""
    ask(client, "SetStudioModeEnabled", studioModeEnabled=True)
    wrong = 0
    for _ in range(4):
        heard.events.clear()
        ask(client, "SetCurrentPreviewScene", sceneName="D")
        qtbot.waitUntil(
            lambda: ask(client, "GetCurrentPreviewScene")["currentPreviewSceneName"] == "D"
        )
        heard.events.clear()
        calls = [
            Call("SetCurrentPreviewScene", {"sceneName": "C"}),
            Call("TriggerStudioModeTransition"),
        ]
        assert client.send_batch(calls).result(5).ok
        qtbot.waitUntil(lambda: "SceneTransitionEnded" in heard.names())
        qtbot.waitUntil(lambda: "CurrentProgramSceneChanged" in heard.names())
        wrong += heard.of("CurrentProgramSceneChanged")[-1] == {"sceneName": "D"}
        take(client, "A")
        qtbot.waitUntil(lambda: colours(obs) == {"colour A"})
    assert wrong >= 1


def test_transition_text_and_sound_go_in_one_batch(obs, client, heard, qtbot):
    calls = [
        Call("SetCurrentSceneTransition", {"transitionName": "Cut"}),
        Call("SetInputSettings", {"inputName": "Name", "inputSettings": {"text": "Amina Okoro"}}),
        Call("SetInputMute", {"inputName": "Sound 1", "inputMuted": True}),
        Call("SetCurrentProgramScene", {"sceneName": "C"}),
    ]
    assert client.send_batch(calls, priority=Priority.TAKE).result(5).ok
    qtbot.waitUntil(lambda: colours(obs) == {"colour C"})
    text = ask(client, "GetInputSettings", inputName="Name")["inputSettings"]["text"]
    assert text == "Amina Okoro"
    assert {"inputName": "Sound 1", "inputMuted": True} in heard.of("InputMuteStateChanged")


# What hands do in OBS


def test_hands_are_heard(obs, client, heard, qtbot):
    obs.hand_cut("D")
    obs.hand("SetInputMute", inputName="Sound 2", inputMuted=True)
    obs.hand("SetSceneName", sceneName="C", newSceneName="C by hand")
    obs.hand("SetSceneName", sceneName="C by hand", newSceneName="C")
    qtbot.waitUntil(lambda: len(heard.of("SceneNameChanged")) == 2)
    qtbot.waitUntil(lambda: {"sceneName": "D"} in heard.of("CurrentProgramSceneChanged"))
    assert {"inputName": "Sound 2", "inputMuted": True} in heard.of("InputMuteStateChanged")


def test_studio_mode_by_hand(obs, client, heard, qtbot):
    obs.hand("SetStudioModeEnabled", studioModeEnabled=True)
    qtbot.waitUntil(lambda: "StudioModeStateChanged" in heard.names())
    obs.hand("SetCurrentPreviewScene", sceneName="C")
    qtbot.waitUntil(lambda: heard.of("CurrentPreviewSceneChanged") == [{"sceneName": "C"}])
    heard.events.clear()
    obs.hand("SetStudioModeEnabled", studioModeEnabled=False)
    qtbot.waitUntil(lambda: "StudioModeStateChanged" in heard.names())
    told = [data["sceneName"] for data in heard.of("CurrentProgramSceneChanged")]
    assert told == ["C", "A"], "first the preview, then program"


def test_another_scene_collection_is_a_flood_between_two_events(obs, client, heard, qtbot):
    listed = obs.hand("GetSceneCollectionList")["sceneCollections"]
    if "Other" not in listed:
        obs.hand("CreateSceneCollection", sceneCollectionName="Other")
    else:
        obs.hand("SetCurrentSceneCollection", sceneCollectionName="Other")
    qtbot.waitUntil(lambda: "CurrentSceneCollectionChanged" in heard.names())
    obs.hand("SetCurrentSceneCollection", sceneCollectionName="Show")
    qtbot.waitUntil(lambda: len(heard.of("CurrentSceneCollectionChanged")) == 2)
    names = heard.names()
    assert names[0] == "CurrentSceneCollectionChanging"
    between = names[1 : names.index("CurrentSceneCollectionChanged")]
    assert {"SceneRemoved", "InputRemoved"} <= set(between)
    listed = ask(client, "GetSceneList")["scenes"]
    assert [one["sceneName"] for one in reversed(listed)] == list(SCENES)


# What goes wrong


def test_it_returns_after_kill_9(own_obs: FakeObs | RealObs, qtbot):
    with client_of(own_obs, chance=lambda: 0.0) as client:
        with qtbot.waitSignal(client.bridge.connected):
            client.start()
        ask(client, "GetSceneList")
        with qtbot.waitSignal(client.bridge.lost, timeout=5000) as lost:
            own_obs.kill()
        assert lost.args[1].was_up
        with pytest.raises(LinkLost):
            ask(client, "GetSceneList")
        with qtbot.waitSignal(client.bridge.connected, timeout=15000):
            own_obs.start()
        assert ask(client, "GetVersion")["rpcVersion"] == 1


class _Behind:
    """An OBS behind a relay."""

    def __init__(self, obs: AnyObs, relay: Relay) -> None:
        self.password = obs.password
        self.address = Address("127.0.0.1", relay.port)


@contextmanager
def behind(obs: AnyObs) -> Iterator[tuple[Relay, ObsClient]]:
    """A relay in front of this OBS, and a client that goes through it."""
    where = (obs.address.host, obs.address.port)
    with Relay(where) as relay, client_of(_Behind(obs, relay)) as client:
        yield relay, client


@pytest.mark.live
def test_a_half_open_link_is_lost_in_five_seconds(real_obs, qtbot):
    """With the house's own limits; tests/obs has the short ones."""
    with behind(real_obs) as (relay, client):
        with qtbot.waitSignal(client.bridge.connected):
            client.start()
        began = client._clock.now()
        with qtbot.waitSignal(client.bridge.lost, timeout=7000) as lost:
            relay.hold()
        took = client._clock.now().since(began).total_seconds()
        assert 2.5 < took <= 5.3
        assert lost.args[1].reason == "silent"
        with qtbot.waitSignal(client.bridge.connected, timeout=9000):
            relay.release()


def test_a_reset_is_noticed_at_once(obs, qtbot):
    with behind(obs) as (relay, client):
        with qtbot.waitSignal(client.bridge.connected):
            client.start()
        with qtbot.waitSignal(client.bridge.lost, timeout=1000) as lost:
            relay.cut()
        assert lost.args[1].reason in {"cut", "gone"}
        with qtbot.waitSignal(client.bridge.connected, timeout=3000):
            pass


def test_stop_on_a_half_open_link_takes_less_than_a_second(obs, qtbot):
    with behind(obs) as (relay, client):
        with qtbot.waitSignal(client.bridge.connected):
            client.start()
        relay.hold()
        for _ in range(20):
            client.send(Call("SetInputSettings", {"inputSettings": {"text": "x" * 300_000}}))
        began = client._clock.now()
        assert client.stop(1.0)
        assert client._clock.now().since(began).total_seconds() < 6.0
