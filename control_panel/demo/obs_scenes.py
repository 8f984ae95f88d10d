"""The scenes that a RealObs is given: a colour each, so that a recording can be read back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from control_panel.demo.obs_files import Canvas, write_tone
from control_panel.obs.client import Call

COLOURS: Final[Mapping[str, tuple[int, int, int]]] = {
    "A": (192, 32, 32),
    "B": (32, 160, 32),
    "C": (32, 64, 192),
    "D": (192, 192, 32),
    "shared": (160, 32, 160),
}
"""Red, green, blue of each scene's own input; E and F share one."""

SCENES: Final = ("A", "B", "C", "D", "E", "F", "G")
"""In OBS's own order, top first; G shows A inside."""
NAME_INPUT: Final = "Name"
SOUNDS: Final = ("Sound 1", "Sound 2")


def colour_of(scene: str) -> tuple[int, int, int]:
    """The colour that a scene shows."""
    return COLOURS[{"E": "shared", "F": "shared", "G": "A"}.get(scene, scene)]


def obs_colour(colour: tuple[int, int, int]) -> int:
    """A colour as OBS stores it: alpha, blue, green, red."""
    red, green, blue = colour
    return 0xFF000000 | blue << 16 | green << 8 | red


def furnishing(home: Path, canvas: Canvas, text_kind: str) -> list[Call]:
    """The requests that turn the one scene of an empty collection into the scenes above."""
    calls = [Call("SetSceneName", {"sceneName": "Scene", "newSceneName": SCENES[0]})]
    calls += [Call("CreateScene", {"sceneName": scene}) for scene in SCENES[1:]]
    for scene in "ABCD":
        calls.append(_colour(scene, f"colour {scene}", COLOURS[scene], canvas))
    calls.append(_colour("E", "colour shared", COLOURS["shared"], canvas))
    calls.append(_place("F", "colour shared"))
    calls.append(_place("G", "A"))
    for number, (scene, sound) in enumerate(zip("AB", SOUNDS, strict=True)):
        tone = write_tone(home / f"tone {number + 1}.wav", 440 * (number + 1))
        calls.append(_sound(scene, sound, tone))
    calls.append(_input("A", NAME_INPUT, text_kind, {"text": "", **_FONT}))
    # G has the name by the A inside it.
    calls += [_place(scene, NAME_INPUT) for scene in "BCDEF"]
    return calls


_FONT: Final = {"font": {"face": "DejaVu Sans", "size": 40, "flags": 0, "style": "Book"}}


def _colour(scene: str, name: str, colour: tuple[int, int, int], canvas: Canvas) -> Call:
    settings = {"color": obs_colour(colour), "width": canvas.width, "height": canvas.height}
    return _input(scene, name, "color_source_v3", settings)


def _sound(scene: str, name: str, tone: Path) -> Call:
    settings = {
        "is_local_file": True,
        "local_file": str(tone),
        "looping": True,
        "restart_on_activate": False,
        "close_when_inactive": False,
        "clear_on_media_end": False,
    }
    return _input(scene, name, "ffmpeg_source", settings)


def _input(scene: str, name: str, kind: str, settings: Mapping[str, Any]) -> Call:
    data = {"sceneName": scene, "inputName": name, "inputKind": kind, "inputSettings": settings}
    return Call("CreateInput", data)


def _place(scene: str, source: str) -> Call:
    return Call("CreateSceneItem", {"sceneName": scene, "sourceName": source})
