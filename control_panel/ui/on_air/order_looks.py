"""How the lines of the running order look: grounds, colours and faces by tone, and room."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from control_panel.ui import theme
from control_panel.ui.on_air.lines import Tone
from control_panel.ui.text import Face


class Room(IntEnum):
    """How much there is for the table."""

    WIDE = 0
    NARROW = 1
    """HARD stands behind the title, and "+ / −" gives way."""
    SLIM = 2
    """Feeds stand with the title; "Actual" gives way too: the countdown says it."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours and faces of one line."""

    ground: str
    title: Face
    rest: Face
    small: str = theme.TEXT3
    hair: str = theme.HAIR
    bar: str = ""
    tag: str = ""


_PLAIN = Look(theme.BG0, Face(13, 500), Face(13, 400, theme.TEXT2))
LOOKS: dict[Tone, Look] = {
    Tone.PLAIN: _PLAIN,
    Tone.NOTE: Look(theme.BG0, Face(13, 400, theme.TEXT2), Face(13, 400, theme.TEXT2)),
    Tone.DONE: Look(theme.BG0, Face(13, 500, theme.DONE_TITLE), Face(13, 400, theme.DONE_TEXT)),
    Tone.FLOATED: Look(
        theme.BG0,
        Face(13, 500, theme.DONE_TEXT, struck=True),
        Face(13, 400, theme.DONE_TEXT, struck=True),
        theme.DONE_TEXT,
    ),
    Tone.ON_AIR: Look(
        theme.AIR_GROUND,
        Face(14, 600, theme.WHITE),
        Face(13, 400, theme.AIR_TEXT),
        theme.AIR_TEXT,
        theme.AIR_GROUND,
        theme.AIR,
        theme.AIR,
    ),
    Tone.NEXT: Look(
        theme.PREVIEW_GROUND,
        Face(13, 600, theme.WHITE),
        Face(13, 400, theme.PREVIEW_TEXT),
        theme.PREVIEW_TEXT,
        theme.PREVIEW_GROUND,
        theme.PREVIEW,
        theme.PREVIEW,
    ),
}
LOOKS[Tone.TAKING] = LOOKS[Tone.ON_AIR]
GROUP = Face(13, 600, theme.TEXT2)
GAP_SENTENCE = Face(13, 500, theme.WARN_TEXT)
