"""How the header shares its width: what is said shorter, and at last left out, where it is narrow.

The mode, the clock and whether OBS, stream and recording run are always there. Before that the
local times elsewhere give way, then words that a mark says too, then the show's title.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from control_panel.ui import digits, text, words
from control_panel.ui.header_words import Chip, HeaderFace, Mark
from control_panel.ui.text import Face
from control_panel.ui.theme import px

PILL = Face(14, 800, spacing=0.05)
TITLE = Face(14, 600)
CLOCK = Face(26, 600, spacing=-0.01)
SMALL = Face(12, 400)
CHIP, CHIP_VALUE = Face(13, 400), Face(13, 600)
EDGE = 16
"""Before the first and behind the last part."""
GAP = 16
CLOCK_PAD = 17
"""Between the clock and the hairlines at its sides."""
CHIP_GAP = 8
_TITLE_LEAST = 150
"""A title that fits nowhere is cut off, but no shorter than this."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is shown, and where the title and the steps stand; logical pixels."""

    chips: tuple[Chip, ...]
    lines: tuple[str, ...]
    """The title, and below it the order, or the rest of a long title; empty: left out."""
    title_left: float
    title_width: float
    steps_left: float


def plan(face: HeaderFace, wide: float, steps: float) -> Plan:
    """The fullest plan that fits a width; `steps`: what the steps of the mode need."""
    left = px(EDGE) + pill_width(face) + px(GAP)

    def room(chips: tuple[Chip, ...]) -> float:
        return wide - left - _beside(face, chips, steps) - px(GAP)

    def made(chips: tuple[Chip, ...], lines: tuple[str, ...]) -> Plan:
        need = _lines_width(lines)
        return Plan(chips, lines, left, need, left + need + (px(GAP) if lines else 0))

    for chips, lines in _ways(face):
        if _lines_width(lines) <= room(chips):
            return made(chips, lines)
    halves, shortest = _halves(face.title), _shorter(face.chips)[-1]
    for chips in _shorter(face.chips):
        if room(chips) >= px(_TITLE_LEAST):
            return made(chips, tuple(_cut(line, room(chips)) for line in halves))
    return made(shortest, ())


def _ways(face: HeaderFace) -> Iterator[tuple[tuple[Chip, ...], tuple[str, ...]]]:
    """Chips and title, shorter and shorter."""
    whole = tuple(line for line in (face.title, face.order) if line)
    all_of_it, *shorter = _shorter(face.chips)
    yield all_of_it, whole
    yield shorter[0], whole
    for chips in shorter:
        yield chips, _halves(face.title)


def _shorter(chips: tuple[Chip, ...]) -> list[tuple[Chip, ...]]:
    """The chips, then without "connected", without the times of what runs, without what is well."""
    marks = _but_value(chips, Mark.GOOD)
    names = _but_value(marks, Mark.RUNS)
    # What runs is known from OBS alone: its own chip is needed where nothing is known.
    wrong = tuple(c for c in names if c.mark is not Mark.GOOD and c.value != words.NONE)
    return [chips, marks, names, wrong]


def _but_value(chips: tuple[Chip, ...], mark: Mark) -> tuple[Chip, ...]:
    return tuple(replace(c, value="") if c.mark is mark else c for c in chips)


def _halves(title: str) -> tuple[str, ...]:
    """A title over two lines as equal as its words let them be."""
    parts = title.split()
    if len(parts) < 2:
        return (title,) if title else ()
    ways = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    return min(ways, key=lambda pair: max(text.width(line, TITLE) for line in pair))


def _cut(line: str, room: float) -> str:
    return text.metrics_of(TITLE).elidedText(line, text.ELIDE, room)


def _lines_width(lines: tuple[str, ...]) -> float:
    faces = (TITLE, CHIP)
    return max((text.width(line, faces[at]) for at, line in enumerate(lines)), default=0.0)


def _beside(face: HeaderFace, chips: tuple[Chip, ...], steps: float) -> float:
    """What steps, clock and chips need."""
    own = sum(chip_width(chip) + px(CHIP_GAP) for chip in chips)
    mode = steps + px(GAP) if steps else 0.0
    return px(EDGE) + own + clock_width(face) + 2 * px(CLOCK_PAD) + mode


def pill_width(face: HeaderFace) -> float:
    """The mode's word on its ground."""
    return text.width(face.pill, PILL) + 2 * px(12)


def clock_width(face: HeaderFace) -> float:
    """The clock and its zone."""
    return max(digits.width("00:00:00", CLOCK), text.width(face.zone, SMALL))


def chip_width(chip: Chip) -> float:
    """A chip with room for its widest value, so that it does not breathe."""
    value = digits.width(widest(chip.value), CHIP_VALUE) + px(6) if chip.value else 0.0
    return px(10) * 2 + px(8) + px(6) + text.width(chip.label, CHIP) + value


def widest(value: str) -> str:
    """The widest text with the same digits."""
    return "".join("0" if mark.isdigit() else mark for mark in value)
