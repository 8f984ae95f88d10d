"""The scenes that the fake OBS has, the same as the real one's of `demo.obs_process`."""

from __future__ import annotations

from typing import Final

from tests.fakes.obs_studio import Studio

COLOURS: Final = {
    "A": 0xFF2020C0,
    "B": 0xFF20A020,
    "C": 0xFFC04020,
    "D": 0xFF20C0C0,
    "shared": 0xFFA020A0,
}
"""ABGR, as OBS's colour source has it."""


def furnish(studio: Studio) -> None:
    """Scenes A to D with a colour each, E and F that share theirs, G with A in it."""
    for name, colour in COLOURS.items():
        studio.add_input(f"colour {name}", "color_source_v3", color=colour)
    studio.add_input("Name", "text_ft2_source_v2", text="")
    studio.add_input("Sound 1", "ffmpeg_source")
    studio.add_input("Sound 2", "ffmpeg_source")
    for name in "ABCD":
        sound = {"A": ("Sound 1",), "B": ("Sound 2",)}.get(name, ())
        studio.add_scene(name, f"colour {name}", *sound, "Name")
    for name in "EF":
        studio.add_scene(name, "colour shared", "Name")
    studio.add_scene("G", "A", "Name")
    studio.active = studio.shown_by("A")
    studio.showing = set(studio.active)
