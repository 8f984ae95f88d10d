"""The requests about inputs, collections and the rest that the fake OBS answers."""

from __future__ import annotations

from typing import Any

from tests.fakes.obs_requests import Data, answers
from tests.fakes.obs_studio import Studio
from tests.fakes.obs_values import INPUTS, Failed

KINDS = [
    "image_source",
    "color_source_v3",
    "ffmpeg_source",
    "text_ft2_source_v2",
    "pulse_input_capture",
]
DEFAULTS: dict[str, Data] = {
    "ffmpeg_source": {
        "is_local_file": True,
        "restart_on_activate": True,
        "close_when_inactive": False,
        "clear_on_media_end": True,
        "reconnect_delay_sec": 10,
        "buffering_mb": 2,
    },
    "text_ft2_source_v2": {"text": ""},
}


@answers("GetInputKindList")
def kinds(studio: Studio, data: Data) -> Data:
    return {"inputKinds": KINDS}


@answers("GetInputDefaultSettings")
def defaults(studio: Studio, data: Data) -> Data:
    kind = data.get("inputKind")
    if kind not in KINDS:
        raise Failed(605, "Your specified input kind is not supported by OBS.")
    return {"defaultInputSettings": DEFAULTS.get(str(kind), {})}


@answers("GetInputList")
def inputs(studio: Studio, data: Data) -> Data:
    wanted = data.get("inputKind")
    return {
        "inputs": [
            {"inputName": one.name, "inputKind": one.kind, "unversionedInputKind": one.kind}
            for one in studio.inputs.values()
            if wanted in {None, one.kind}
        ]
    }


@answers("GetSpecialInputs")
def special(studio: Studio, data: Data) -> Data:
    return dict.fromkeys(("desktop1", "desktop2", "mic1", "mic2", "mic3", "mic4"))


@answers("CreateInput")
def create_input(studio: Studio, data: Data) -> Data:
    name, kind = str(data["inputName"]), str(data["inputKind"])
    studio.scene(data.get("sceneName"))
    if name in studio.inputs:
        raise Failed(601, "A source already exists by that input name.")
    if kind not in KINDS:
        raise Failed(605, "Your specified input kind is not supported by OBS.")
    settings: dict[str, Any] = dict(data.get("inputSettings") or {})
    studio.add_input(name, kind, **settings)
    told = {"inputName": name, "inputKind": kind, "inputSettings": settings}
    studio.say("InputCreated", INPUTS, told)
    return {"sceneItemId": studio.place(str(data["sceneName"]), name)}


@answers("RemoveInput")
def remove_input(studio: Studio, data: Data) -> None:
    name = studio.input(data.get("inputName")).name
    del studio.inputs[name]
    for scene in studio.scenes:
        scene.items = [item for item in scene.items if item.source != name]
    studio.say("InputRemoved", INPUTS, {"inputName": name})
    studio.refresh()


@answers("SetInputName")
def set_input_name(studio: Studio, data: Data) -> None:
    studio.rename_input(str(data["inputName"]), str(data["newInputName"]))


@answers("GetInputSettings")
def settings(studio: Studio, data: Data) -> Data:
    known = studio.input(data.get("inputName"))
    return {"inputSettings": dict(known.settings), "inputKind": known.kind}


@answers("SetInputSettings")
def set_settings(studio: Studio, data: Data) -> None:
    known = studio.input(data.get("inputName"))
    new = data.get("inputSettings")
    if not isinstance(new, dict):
        raise Failed(300, "Your request is missing the `inputSettings` field.")
    # No event: InputSettingsChanged came with 5.4.
    known.settings = {**known.settings, **new} if data.get("overlay", True) else dict(new)


@answers("GetInputMute")
def mute(studio: Studio, data: Data) -> Data:
    known = studio.input(data.get("inputName"))
    if known.muted is None:
        raise Failed(604, "The specified input does not support audio.")
    return {"inputMuted": known.muted}


@answers("SetInputMute")
def set_mute(studio: Studio, data: Data) -> None:
    studio.mute(str(data.get("inputName")), muted=bool(data["inputMuted"]))


@answers("ToggleInputMute")
def toggle_mute(studio: Studio, data: Data) -> Data:
    known = studio.input(data.get("inputName"))
    studio.mute(known.name, muted=not known.muted)
    return {"inputMuted": bool(known.muted)}


@answers("GetInputVolume")
def volume(studio: Studio, data: Data) -> Data:
    mute(studio, data)
    return {"inputVolumeMul": 1.0, "inputVolumeDb": 0.0}


@answers("GetMediaInputStatus")
def media(studio: Studio, data: Data) -> Data:
    known = studio.input(data.get("inputName"))
    if known.kind != "ffmpeg_source":
        return {"mediaState": "OBS_MEDIA_STATE_NONE", "mediaDuration": None, "mediaCursor": None}
    return {"mediaState": "OBS_MEDIA_STATE_PLAYING", "mediaDuration": 2000, "mediaCursor": 10}


@answers("GetSceneCollectionList")
def collections(studio: Studio, data: Data) -> Data:
    return {
        "currentSceneCollectionName": studio.collection,
        "sceneCollections": list(studio.collections),
    }


@answers("SetCurrentSceneCollection")
def set_collection(studio: Studio, data: Data) -> None:
    studio.change_collection(str(data.get("sceneCollectionName")))


@answers("GetProfileList")
def profiles(studio: Studio, data: Data) -> Data:
    return {"currentProfileName": "Show", "profiles": ["Show"]}
