"""The keys of the panel as one pure table: key × place × mode -> what was asked for.

Rules (design §9, decision 41)
- Transport keys act in every place while rehearsal, pre-show or live.
- Letters act at On Air and Line-up: in Setup they begin a word, in a table's cell or a list of
  choices. There a click does the same, and Ctrl G clears graphics.
- Ctrl and a number go to a place: its number is its position in the rail, also of those to come.
- What the strip asks after a return can be answered in close-out too.
- While a text field has the cursor only the keys marked so act.
- Enter is not in the table: it never acts on air.
- A key that the table knows is kept from Qt's focus, so that Space presses nothing but TAKE.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from control_panel.show.model import Mode
from control_panel.ui.view import TRANSPORT_MODES


class Place(StrEnum):
    """A place of work."""

    ON_AIR = "on-air"
    LINE_UP = "line-up"
    SETUP = "setup"


class Press(StrEnum):
    """What a key asks for."""

    TAKE = "take"
    BACK = "back"
    SHOT_1 = "shot 1"
    SHOT_2 = "shot 2"
    SHOT_3 = "shot 3"
    SHOT_4 = "shot 4"
    SHOT_5 = "shot 5"
    SHOT_6 = "shot 6"
    SHOT_7 = "shot 7"
    SHOT_8 = "shot 8"
    SHOT_9 = "shot 9"
    NEXT = "make the selected item next"
    HOLD = "hold"
    LESS = "30 s less"
    MORE = "30 s more"
    HOLDING_SCENE = "holding scene"
    CLEAR_GRAPHICS = "clear graphics"
    ACKNOWLEDGE = "acknowledge"
    OFFER = "take the offer"
    KEEP_OBS = "keep what OBS shows"
    GO_BACK = "go back to the item"
    YES = "yes"
    """To what the strip asks."""
    SNAPSHOT = "snapshot of the chosen feed"
    RECONNECT = "reconnect the chosen feed"
    LISTEN = "listen to the chosen feed"
    TROUBLE = "only feeds in trouble"
    WALL = "wall full screen"
    ESCAPE = "escape"
    BIGGER = "bigger"
    SMALLER = "smaller"
    SIZE_100 = "100 %"
    TO_ON_AIR = "to On Air"
    TO_LINE_UP = "to Line-up"
    TO_SETUP = "to Setup"

    @property
    def shot(self) -> int:
        """The shot key 1 to 9; 0 for anything else."""
        return int(self.value[-1]) if self.value.startswith("shot ") else 0


class Held(StrEnum):
    """Which modifiers a rule asks for."""

    NONE = "none"
    SHIFT = "shift"
    CTRL = "ctrl"
    ANY_LAYOUT = "whatever the layout needs"
    """Shift and AltGr are allowed: brackets and digits need them on many keyboards."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key with its modifiers, as Qt names them."""

    key: int
    ctrl: bool = False
    shift: bool = False
    alt: bool = False
    alt_gr: bool = False
    meta: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table."""

    key: int
    held: Held
    press: Press
    modes: frozenset[Mode] = TRANSPORT_MODES
    places: frozenset[Place] = frozenset(Place)
    while_typing: bool = False

    def fits(self, stroke: Stroke) -> bool:
        """Whether the stroke is this rule's."""
        if stroke.key != self.key:
            return False
        plain = not stroke.meta and not stroke.alt_gr
        match self.held:
            case Held.NONE:
                return plain and not (stroke.ctrl or stroke.shift or stroke.alt)
            case Held.SHIFT:
                return plain and stroke.shift and not (stroke.ctrl or stroke.alt)
            case Held.CTRL:
                return plain and stroke.ctrl and not stroke.alt
        # Windows tells AltGr as Ctrl and Alt together.
        return not stroke.meta and stroke.ctrl == stroke.alt


_ALL = frozenset(Mode)
_ON_AIR = frozenset({Place.ON_AIR})
_LINE_UP = frozenset({Place.LINE_UP})
LETTER_PLACES = _ON_AIR | _LINE_UP
"""Places without texts to type: letters act there."""
_SHOWING = TRANSPORT_MODES | {Mode.CLOSE_OUT}
"""The modes in which OBS may come back with something else than was known."""
_K = Qt.Key


def _shots() -> Iterable[Rule]:
    for number in range(1, 10):
        key = int(_K.Key_0) + number
        yield Rule(key, Held.ANY_LAYOUT, Press(f"shot {number}"))


TABLE: tuple[Rule, ...] = (
    Rule(int(_K.Key_Space), Held.NONE, Press.TAKE),
    Rule(int(_K.Key_Backspace), Held.NONE, Press.BACK),
    *_shots(),
    Rule(int(_K.Key_N), Held.NONE, Press.NEXT, places=_ON_AIR),
    Rule(int(_K.Key_H), Held.NONE, Press.HOLD, places=LETTER_PLACES),
    Rule(int(_K.Key_BracketLeft), Held.ANY_LAYOUT, Press.LESS),
    Rule(int(_K.Key_BracketRight), Held.ANY_LAYOUT, Press.MORE),
    Rule(int(_K.Key_F8), Held.SHIFT, Press.HOLDING_SCENE),
    Rule(int(_K.Key_G), Held.NONE, Press.CLEAR_GRAPHICS, places=LETTER_PLACES),
    Rule(int(_K.Key_G), Held.CTRL, Press.CLEAR_GRAPHICS, while_typing=True),
    Rule(int(_K.Key_A), Held.NONE, Press.ACKNOWLEDGE, modes=_ALL, places=LETTER_PLACES),
    Rule(int(_K.Key_O), Held.NONE, Press.OFFER, places=LETTER_PLACES),
    Rule(int(_K.Key_K), Held.NONE, Press.KEEP_OBS, modes=_SHOWING, places=LETTER_PLACES),
    Rule(int(_K.Key_I), Held.NONE, Press.GO_BACK, modes=_SHOWING, places=LETTER_PLACES),
    Rule(int(_K.Key_Y), Held.NONE, Press.YES, modes=_ALL, places=LETTER_PLACES),
    Rule(int(_K.Key_S), Held.NONE, Press.SNAPSHOT, modes=_ALL, places=_LINE_UP),
    Rule(int(_K.Key_R), Held.NONE, Press.RECONNECT, modes=_ALL, places=_LINE_UP),
    Rule(int(_K.Key_L), Held.NONE, Press.LISTEN, modes=_ALL, places=_LINE_UP),
    Rule(int(_K.Key_T), Held.NONE, Press.TROUBLE, modes=_ALL, places=_LINE_UP),
    Rule(int(_K.Key_F11), Held.NONE, Press.WALL, modes=_ALL, while_typing=True),
    Rule(int(_K.Key_Escape), Held.NONE, Press.ESCAPE, modes=_ALL, while_typing=True),
    *(
        Rule(int(key), Held.CTRL, Press.BIGGER, modes=_ALL, while_typing=True)
        for key in (_K.Key_Plus, _K.Key_Equal)
    ),
    Rule(int(_K.Key_Minus), Held.CTRL, Press.SMALLER, modes=_ALL, while_typing=True),
    Rule(int(_K.Key_0), Held.CTRL, Press.SIZE_100, modes=_ALL, while_typing=True),
    Rule(int(_K.Key_1), Held.CTRL, Press.TO_ON_AIR, modes=_ALL, while_typing=True),
    Rule(int(_K.Key_3), Held.CTRL, Press.TO_LINE_UP, modes=_ALL, while_typing=True),
    Rule(int(_K.Key_7), Held.CTRL, Press.TO_SETUP, modes=_ALL, while_typing=True),
)


def press_of(stroke: Stroke, place: Place, mode: Mode, *, typing: bool) -> Press | None:
    """What a stroke asks for in this place and mode; None: it is Qt's."""
    return next(
        (
            rule.press
            for rule in TABLE
            if rule.fits(stroke)
            and place in rule.places
            and mode in rule.modes
            and (rule.while_typing or not typing)
        ),
        None,
    )
