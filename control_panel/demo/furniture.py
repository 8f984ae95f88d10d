"""The scenes of the example show as requests to an OBS of our own, each with a mark of its own.

A small patch of colour in the upper left corner tells the scenes apart when the recording is read
back: what the demo says of the recording comes from the picture alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from control_panel.demo.example import NAME_INPUT, SCENES, STUDIO_MIC
from control_panel.demo.example_places import input_of
from control_panel.demo.obs_files import Canvas, write_tone
from control_panel.demo.obs_scenes import obs_colour

Colour = tuple[int, int, int]
Hand = Callable[..., dict[str, Any]]

MARK: Final = (40, 24)
"""The size of the mark on a canvas of 640 by 360."""
_LEVELS: Final = (32, 128, 224)
MARKS: Final[Mapping[str, Colour]] = {
    scene: (_LEVELS[n % 3], _LEVELS[n // 3 % 3], _LEVELS[n // 9 % 3])
    for n, scene in enumerate(SCENES, start=1)
}
_GROUNDS: Final[Mapping[str, Colour]] = {
    "Holding": (18, 24, 34),
    "Closing": (18, 24, 34),
    "Titles": (24, 48, 84),
    "Moderator": (46, 58, 92),
    "Two-way": (40, 62, 70),
    "Two-up": (30, 36, 46),
    "Four-up": (26, 30, 38),
}
_WORDS: Final[Mapping[str, str]] = {
    "Holding": "We begin in a moment",
    "Closing": "Thank you for watching",
    "Titles": "One question, five rooms",
    "Moderator": "New York",
}
SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "Two-way": ("Geneva",),
    "Kinshasa": ("Kinshasa",),
    "New Delhi": ("New Delhi",),
    "Islamabad": ("Islamabad",),
    "Two-up": ("New Delhi", "Geneva"),
    "Four-up": ("Kinshasa", "New Delhi", "Islamabad", "Geneva"),
}
"""Which feeds a scene shows, side by side."""


def furnish(hand: Hand, canvas: Canvas, home: Path, urls: Mapping[str, str]) -> None:
    """Make every scene of the example show; `urls` gives the address of each place's input."""
    hand("SetSceneName", sceneName="Scene", newSceneName=SCENES[0])
    for scene in SCENES[1:]:
        hand("CreateScene", sceneName=scene)
    text = _text_kind(hand)
    made: set[str] = set()
    for scene in SCENES:
        ground = _GROUNDS.get(scene, (12, 14, 18))
        _colour(hand, scene, f"ground {scene}", ground, (canvas.width, canvas.height))
        for place, box in _boxes(scene, canvas, urls):
            item = _feed(hand, scene, place, urls[place], made)
            _place(hand, scene, item, box)
        if scene in _WORDS:
            item = _text(hand, scene, f"words {scene}", text, _WORDS[scene], 34)
            _move(hand, scene, item, canvas.width // 8, canvas.height * 2 // 5)
        _colour(hand, scene, f"mark {scene}", MARKS[scene], MARK)
    _sound(hand, home)
    _names(hand, text, canvas)


def _boxes(
    scene: str, canvas: Canvas, urls: Mapping[str, str]
) -> list[tuple[str, tuple[int, int, int, int]]]:
    places = [place for place in SHOWN.get(scene, ()) if place in urls]
    if not places:
        return []
    columns = 1 if len(places) == 1 else 2
    rows = -(-len(places) // columns)
    wide, high = canvas.width // columns, canvas.height // rows
    return [
        (place, (n % columns * wide, n // columns * high, wide, high))
        for n, place in enumerate(places)
    ]


def feed_input(url: str) -> dict[str, Any]:
    """The settings of a media source on a gateway: no take makes it reconnect (design §6.6)."""
    return {
        "is_local_file": False,
        "input": url,
        "input_format": "mpegts",
        "reconnect_delay_sec": 1,
        "buffering_mb": 1,
        "restart_on_activate": False,
        "close_when_inactive": False,
        "clear_on_media_end": False,
        "hw_decode": False,
    }


def _feed(hand: Hand, scene: str, place: str, url: str, made: set[str]) -> int:
    name = input_of(place)
    if name in made:
        return int(hand("CreateSceneItem", sceneName=scene, sourceName=name)["sceneItemId"])
    made.add(name)
    answer = hand(
        "CreateInput",
        sceneName=scene,
        inputName=name,
        inputKind="ffmpeg_source",
        inputSettings=feed_input(url),
    )
    return int(answer["sceneItemId"])


def _place(hand: Hand, scene: str, item: int, box: tuple[int, int, int, int]) -> None:
    x, y, wide, high = box
    transform = {
        "positionX": x,
        "positionY": y,
        "boundsType": "OBS_BOUNDS_SCALE_INNER",
        "boundsWidth": wide,
        "boundsHeight": high,
    }
    hand("SetSceneItemTransform", sceneName=scene, sceneItemId=item, sceneItemTransform=transform)


def _move(hand: Hand, scene: str, item: int, x: int, y: int) -> None:
    hand(
        "SetSceneItemTransform",
        sceneName=scene,
        sceneItemId=item,
        sceneItemTransform={"positionX": x, "positionY": y},
    )


def _colour(hand: Hand, scene: str, name: str, colour: Colour, size: tuple[int, int]) -> None:
    hand(
        "CreateInput",
        sceneName=scene,
        inputName=name,
        inputKind="color_source_v3",
        inputSettings={"color": obs_colour(colour), "width": size[0], "height": size[1]},
    )


def _text_kind(hand: Hand) -> str:
    kinds = hand("GetInputKindList")["inputKinds"]
    known = ("text_ft2_source_v2", "text_gdiplus_v3", "text_gdiplus_v2")
    return next(kind for kind in known if kind in kinds)


def _text(hand: Hand, scene: str, name: str, kind: str, words: str, size: int) -> int:
    font = {"face": "DejaVu Sans", "size": size, "flags": 0, "style": "Book"}
    answer = hand(
        "CreateInput",
        sceneName=scene,
        inputName=name,
        inputKind=kind,
        inputSettings={"text": words, "font": font},
    )
    return int(answer["sceneItemId"])


def _sound(hand: Hand, home: Path) -> None:
    """The studio's microphone: a quiet tone, in the scenes where headquarters speaks."""
    tone = write_tone(home / "studio.wav", 330)
    hand(
        "CreateInput",
        sceneName="Moderator",
        inputName=STUDIO_MIC,
        inputKind="ffmpeg_source",
        inputSettings={
            "is_local_file": True,
            "local_file": str(tone),
            "looping": True,
            "restart_on_activate": False,
            "close_when_inactive": False,
        },
    )
    hand("SetInputVolume", inputName=STUDIO_MIC, inputVolumeDb=-20.0)


def _names(hand: Hand, kind: str, canvas: Canvas) -> None:
    """One text source for the lower third, on every scene that shows people."""
    people = [scene for scene in SCENES if scene not in ("Holding", "Closing", "Titles")]
    first = _text(hand, people[0], NAME_INPUT, kind, "", 24)
    items = [(people[0], first)]
    for scene in people[1:]:
        answer = hand("CreateSceneItem", sceneName=scene, sourceName=NAME_INPUT)
        items.append((scene, int(answer["sceneItemId"])))
    for scene, item in items:
        _move(hand, scene, item, canvas.width // 20, canvas.height * 4 // 5)


def scene_of_mark(colour: Colour) -> str | None:
    """The scene whose mark has this colour; None in a mix."""
    for scene, mark in MARKS.items():
        if all(abs(a - b) <= 14 for a, b in zip(colour, mark, strict=True)):
            return scene
    return None
