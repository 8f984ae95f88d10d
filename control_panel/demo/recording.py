"""A recording read back: the colour of each frame, and which scene has that colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from control_panel.demo.obs_scenes import SCENES, colour_of
from control_panel.errors import LinkError
from control_panel.feeds.warden import start_program

Colour = tuple[int, int, int]
READ_SECONDS: Final = 120.0
"""How long ffmpeg may take over one recording."""
NEAR: Final = 10
"""How far each of red, green and blue may be off: x264 moves them a little."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: seconds from the recording's start, and its colour."""

    at: float
    colour: Colour


def recording_colours(path: Path, fps: float = 30.0, crop: str = "iw:ih/2:0:0") -> list[Frame]:
    """The mean colour of a part of every frame: the upper half, where no name is written.

    `crop` is ffmpeg's width:height:x:y. Raises LinkError.

    OBS records at a constant rate: a frame's time is its number by the rate.
    """
    with TemporaryDirectory() as place:
        raw = Path(place) / "colours.rgb"
        argv = [
            "ffmpeg", "-nostdin", "-v", "error", "-i", str(path),
            "-vf", f"crop={crop},scale=in_color_matrix=bt709,format=rgb24,scale=1:1:flags=area",
            "-fps_mode", "passthrough", "-f", "rawvideo", str(raw),
        ]  # fmt: skip
        said: list[str] = []
        program = start_program(argv, name="ffmpeg", on_line=said.append)
        code = program.wait(READ_SECONDS)
        program.stop(0.5)
        if code != 0 or not raw.exists():
            raise LinkError(f"{path.name} cannot be read back: {' '.join(said[-2:])}")
        data = raw.read_bytes()
    return [
        Frame(index / fps, (data[3 * index], data[3 * index + 1], data[3 * index + 2]))
        for index in range(len(data) // 3)
    ]


def scene_of(colour: Colour, scenes: Iterable[str] = SCENES) -> str | None:
    """The first scene that shows this colour; None for a mix or a colour that none shows.

    E stands for F too, and A for G: their pictures are the same.
    """
    for scene in scenes:
        if all(abs(a - b) <= NEAR for a, b in zip(colour, colour_of(scene), strict=True)):
            return scene
    return None


LOOKS_LIKE: Final[Mapping[str, str]] = {"F": "E", "G": "A"}
"""Scenes with another's picture: what `scene_of` calls them."""


def changes(frames: Iterable[Frame]) -> list[tuple[float, str]]:
    """When each single scene first stood alone, in order; mixes are left out."""
    found: list[tuple[float, str]] = []
    for frame in frames:
        scene = scene_of(frame.colour)
        if scene is not None and (not found or found[-1][1] != scene):
            found.append((frame.at, scene))
    return found
