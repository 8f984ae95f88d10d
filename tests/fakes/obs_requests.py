"""The requests that the fake OBS answers, as obs-websocket 5.1.0 does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tests.fakes.obs_studio import Studio
from tests.fakes.obs_values import SCENES, Failed, Scene

Data = dict[str, Any]
Request = Callable[[Studio, Data], Data | None]
REQUESTS: Final[dict[str, Request]] = {}


def answers(name: str) -> Callable[[Request], Request]:
    """Say which request a function answers."""

    def note(function: Request) -> Request:
        REQUESTS[name] = function
        return function

    return note


@answers("GetVersion")
def version(studio: Studio, data: Data) -> Data:
    return {
        "obsVersion": "29.0.2",
        "obsWebSocketVersion": "5.1.0",
        "rpcVersion": 1,
        "availableRequests": sorted(REQUESTS),
        "supportedImageFormats": ["jpeg", "jpg", "png"],
        "platform": "fake",
        "platformDescription": "a fake",
    }


@answers("GetStats")
def stats(studio: Studio, data: Data) -> Data:
    return {
        "cpuUsage": 3.0,
        "memoryUsage": 200.0,
        "availableDiskSpace": 100000.0,
        "activeFps": 30.0,
        "averageFrameRenderTime": 1.0,
        "renderSkippedFrames": 0,
        "renderTotalFrames": 1000,
        "outputSkippedFrames": 0,
        "outputTotalFrames": 1000,
        "webSocketSessionIncomingMessages": 1,
        "webSocketSessionOutgoingMessages": 1,
    }


@answers("GetVideoSettings")
def video(studio: Studio, data: Data) -> Data:
    return {
        "baseWidth": 640,
        "baseHeight": 360,
        "outputWidth": 640,
        "outputHeight": 360,
        "fpsNumerator": 30,
        "fpsDenominator": 1,
    }


# Scenes


@answers("GetSceneList")
def scene_list(studio: Studio, data: Data) -> Data:
    return {
        "currentProgramSceneName": studio.program,
        "currentPreviewSceneName": studio.preview if studio.studio_mode else None,
        "scenes": studio.scene_list(),
    }


@answers("GetGroupList")
def groups(studio: Studio, data: Data) -> Data:
    return {"groups": [scene.name for scene in studio.scenes if scene.is_group]}


@answers("GetCurrentProgramScene")
def program(studio: Studio, data: Data) -> Data:
    return {"currentProgramSceneName": studio.program}


@answers("SetCurrentProgramScene")
def take(studio: Studio, data: Data) -> None:
    studio.take(studio.scene(data.get("sceneName")).name)


@answers("GetCurrentPreviewScene")
def preview(studio: Studio, data: Data) -> Data:
    if not studio.studio_mode:
        raise Failed(506)
    return {"currentPreviewSceneName": studio.preview}


@answers("SetCurrentPreviewScene")
def set_preview(studio: Studio, data: Data) -> None:
    studio.set_preview(studio.scene(data.get("sceneName")).name)


@answers("CreateScene")
def create_scene(studio: Studio, data: Data) -> None:
    name = str(data["sceneName"])
    if studio.is_scene(name):
        raise Failed(601, "A source already exists by that scene name.")
    studio.add_scene(name)
    studio.say("SceneCreated", SCENES, {"sceneName": name, "isGroup": False})
    studio.say("SceneListChanged", SCENES, {"scenes": studio.scene_list()})


@answers("RemoveScene")
def remove_scene(studio: Studio, data: Data) -> None:
    studio.remove_scene(studio.scene(data.get("sceneName")).name)


@answers("SetSceneName")
def set_scene_name(studio: Studio, data: Data) -> None:
    studio.rename_scene(str(data["sceneName"]), str(data["newSceneName"]))


@answers("GetSceneSceneTransitionOverride")
def override(studio: Studio, data: Data) -> Data:
    name, length = studio.scene(data.get("sceneName")).override
    return {"transitionName": name, "transitionDuration": length}


@answers("SetSceneSceneTransitionOverride")
def set_override(studio: Studio, data: Data) -> None:
    scene = studio.scene(data.get("sceneName"))
    name, length = scene.override
    scene.override = (data.get("transitionName", name), data.get("transitionDuration", length))


# Items


def _items(studio: Studio, scene: Scene) -> list[Data]:
    """Bottom first."""
    found: list[Data] = []
    for index, item in enumerate(scene.items):
        nested = next((one for one in studio.scenes if one.name == item.source), None)
        known = studio.inputs.get(item.source)
        found.append(
            {
                "sceneItemId": item.id,
                "sceneItemIndex": index,
                "sourceName": item.source,
                "sourceType": f"OBS_SOURCE_TYPE_{'SCENE' if nested else 'INPUT'}",
                "inputKind": known.kind if known else None,
                "isGroup": nested.is_group if nested else None,
                "sceneItemEnabled": item.enabled,
                "sceneItemLocked": False,
                "sceneItemBlendMode": "OBS_BLEND_NORMAL",
                "sceneItemTransform": {},
            }
        )
    return found


@answers("GetSceneItemList")
def scene_items(studio: Studio, data: Data) -> Data:
    scene = studio.scene(data.get("sceneName"))
    if scene.is_group:
        raise Failed(602, "The specified source is not a scene. (Is group)")
    return {"sceneItems": _items(studio, scene)}


@answers("GetGroupSceneItemList")
def group_items(studio: Studio, data: Data) -> Data:
    scene = studio.scene(data.get("sceneName"))
    if not scene.is_group:
        raise Failed(602, "The specified source is not a group. (Is scene)")
    return {"sceneItems": _items(studio, scene)}


@answers("GetSceneItemId")
def scene_item_id(studio: Studio, data: Data) -> Data:
    for item in studio.scene(data.get("sceneName")).items:
        if item.source == data.get("sourceName"):
            return {"sceneItemId": item.id}
    raise Failed(600, "No scene items were found in the specified scene by that name or offset.")


@answers("GetSceneItemEnabled")
def item_enabled(studio: Studio, data: Data) -> Data:
    for item in studio.scene(data.get("sceneName")).items:
        if item.id == data.get("sceneItemId"):
            return {"sceneItemEnabled": item.enabled}
    raise Failed(600, "No scene items were found in the specified scene by that ID.")


@answers("SetSceneItemEnabled")
def enable_item(studio: Studio, data: Data) -> None:
    enabled = bool(data["sceneItemEnabled"])
    studio.enable_item(str(data["sceneName"]), data.get("sceneItemId"), enabled=enabled)


@answers("CreateSceneItem")
def create_item(studio: Studio, data: Data) -> Data:
    source = str(data["sourceName"])
    if not studio.is_scene(source):
        studio.input(source)
    return {"sceneItemId": studio.place(str(data["sceneName"]), source)}


@answers("RemoveSceneItem")
def remove_item(studio: Studio, data: Data) -> None:
    studio.unplace(str(data["sceneName"]), data.get("sceneItemId"))


@answers("SetSceneItemTransform")
def transform(studio: Studio, data: Data) -> None:
    studio.scene(data.get("sceneName"))


# Transitions


@answers("GetSceneTransitionList")
def transitions(studio: Studio, data: Data) -> Data:
    current = next(t for t in studio.transitions if t.name == studio.transition)
    return {
        "currentSceneTransitionName": current.name,
        "currentSceneTransitionKind": current.kind,
        "transitions": [
            {
                "transitionName": t.name,
                "transitionKind": t.kind,
                "transitionFixed": t.fixed,
                "transitionConfigurable": False,
            }
            for t in studio.transitions
        ],
    }


@answers("GetCurrentSceneTransition")
def transition(studio: Studio, data: Data) -> Data:
    current = next(t for t in studio.transitions if t.name == studio.transition)
    return {
        "transitionName": current.name,
        "transitionKind": current.kind,
        "transitionFixed": current.fixed,
        "transitionDuration": None if current.fixed else studio.duration,
        "transitionConfigurable": False,
        "transitionSettings": None,
    }


@answers("SetCurrentSceneTransition")
def set_transition(studio: Studio, data: Data) -> None:
    studio.set_transition(data.get("transitionName"))


@answers("SetCurrentSceneTransitionDuration")
def set_duration(studio: Studio, data: Data) -> None:
    studio.set_duration(data.get("transitionDuration"))


@answers("GetCurrentSceneTransitionCursor")
def cursor(studio: Studio, data: Data) -> Data:
    gone = studio.let_go
    lingers = gone is not None and not gone.over and gone.transition == studio.transition
    return {"transitionCursor": 0.5 if studio.running or lingers else 1.0}


@answers("TriggerStudioModeTransition")
def trigger(studio: Studio, data: Data) -> None:
    studio.trigger()


@answers("GetStudioModeEnabled")
def studio_mode(studio: Studio, data: Data) -> Data:
    return {"studioModeEnabled": studio.studio_mode}


@answers("SetStudioModeEnabled")
def set_studio_mode(studio: Studio, data: Data) -> None:
    studio.set_studio_mode(on=bool(data["studioModeEnabled"]))


@answers("GetSourceActive")
def source_active(studio: Studio, data: Data) -> Data:
    name = str(data.get("sourceName"))
    if studio.is_scene(name):
        active = not studio.copies and name in (studio.on_air, studio.hanging)
        shown = active or (studio.studio_mode and name == studio.preview)
        return {"videoActive": active, "videoShowing": shown}
    studio.input(name)
    return {"videoActive": name in studio.active, "videoShowing": name in studio.showing}
