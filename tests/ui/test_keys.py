"""The table of keys, as a table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from control_panel.show.model import Mode
from control_panel.ui.keys import TABLE, Place, Press, Stroke, press_of

K = Qt.Key
ACTING = (Mode.REHEARSAL, Mode.PRE_SHOW, Mode.LIVE)
RESTING = (Mode.OFF, Mode.CLOSE_OUT, Mode.ENDED)

TRANSPORT = [
    (Stroke(K.Key_Space), Press.TAKE),
    (Stroke(K.Key_Backspace), Press.BACK),
    *((Stroke(int(K.Key_0) + n), Press(f"shot {n}")) for n in range(1, 10)),
    (Stroke(K.Key_BracketLeft), Press.LESS),
    (Stroke(K.Key_BracketRight), Press.MORE),
    (Stroke(K.Key_F8, shift=True), Press.HOLDING_SCENE),
]
LETTERS = [
    (Stroke(K.Key_N), Press.NEXT),
    (Stroke(K.Key_H), Press.HOLD),
    (Stroke(K.Key_G), Press.CLEAR_GRAPHICS),
    (Stroke(K.Key_A), Press.ACKNOWLEDGE),
    (Stroke(K.Key_O), Press.OFFER),
    (Stroke(K.Key_K), Press.KEEP_OBS),
    (Stroke(K.Key_I), Press.GO_BACK),
    (Stroke(K.Key_Y), Press.YES),
]


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("mode", ACTING)
@pytest.mark.parametrize(("stroke", "press"), TRANSPORT)
def test_transport_keys_act_in_every_place(
    stroke: Stroke, press: Press, mode: Mode, place: Place
) -> None:
    assert press_of(stroke, place, mode, typing=False) is press


@pytest.mark.parametrize("mode", RESTING)
@pytest.mark.parametrize(("stroke", "press"), TRANSPORT)
def test_transport_keys_rest_when_nothing_runs(stroke: Stroke, press: Press, mode: Mode) -> None:
    assert press_of(stroke, Place.ON_AIR, mode, typing=False) is None


@pytest.mark.parametrize(("stroke", "press"), TRANSPORT)
def test_transport_keys_are_off_while_typing(stroke: Stroke, press: Press) -> None:
    assert press_of(stroke, Place.SETUP, Mode.LIVE, typing=True) is None


def test_ctrl_g_clears_graphics_while_typing_too() -> None:
    stroke = Stroke(K.Key_G, ctrl=True)
    assert press_of(stroke, Place.SETUP, Mode.LIVE, typing=True) is Press.CLEAR_GRAPHICS


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter])
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("place", list(Place))
def test_enter_never_acts(key: Qt.Key, mode: Mode, place: Place) -> None:
    held = ({}, {"ctrl": True}, {"shift": True}, {"alt": True})
    assert not any(press_of(Stroke(key, **h), place, mode, typing=False) for h in held)
    assert all(rule.key not in (K.Key_Return, K.Key_Enter) for rule in TABLE)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("key", range(int(K.Key_A), int(K.Key_Z) + 1))
def test_letters_begin_a_word_in_setup_and_act_at_on_air_alone(key: int, mode: Mode) -> None:
    for shift in (False, True):
        assert press_of(Stroke(key, shift=shift), Place.SETUP, mode, typing=False) is None


@pytest.mark.parametrize("mode", ACTING)
@pytest.mark.parametrize(("stroke", "press"), LETTERS)
def test_letters_act_at_on_air_and_at_line_up(stroke: Stroke, press: Press, mode: Mode) -> None:
    assert press_of(stroke, Place.ON_AIR, mode, typing=False) is press
    there = press_of(stroke, Place.LINE_UP, mode, typing=False)
    # N makes the selected item next, and items are selected at On Air alone.
    assert there is (None if press is Press.NEXT else press)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize(
    ("key", "press"),
    [
        (K.Key_S, Press.SNAPSHOT),
        (K.Key_R, Press.RECONNECT),
        (K.Key_L, Press.LISTEN),
        (K.Key_T, Press.TROUBLE),
    ],
)
def test_line_up_has_letters_of_its_own(key: Qt.Key, press: Press, mode: Mode) -> None:
    assert press_of(Stroke(key), Place.LINE_UP, mode, typing=False) is press
    assert press_of(Stroke(key), Place.LINE_UP, mode, typing=True) is None
    assert press_of(Stroke(key), Place.ON_AIR, mode, typing=False) is None


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("place", list(Place))
def test_the_key_of_a_place_is_its_position_in_the_finished_rail(place: Place, mode: Mode) -> None:
    ways = {K.Key_1: Press.TO_ON_AIR, K.Key_3: Press.TO_LINE_UP, K.Key_7: Press.TO_SETUP}
    for typing in (False, True):
        for number in range(1, 10):
            key = int(K.Key_0) + number
            found = press_of(Stroke(key, ctrl=True), place, mode, typing=typing)
            assert found is ways.get(K(key))


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("place", list(Place))
def test_the_wall_is_opened_from_everywhere(place: Place, mode: Mode) -> None:
    assert press_of(Stroke(K.Key_F11), place, mode, typing=True) is Press.WALL


@pytest.mark.parametrize("mode", RESTING)
def test_a_table_of_setup_loses_nothing_that_is_typed_while_nothing_runs(mode: Mode) -> None:
    typed = (*range(int(K.Key_Space), int(K.Key_AsciiTilde)), int(K.Key_Backspace))
    assert all(press_of(Stroke(k), Place.SETUP, mode, typing=False) is None for k in typed)


@pytest.mark.parametrize("mode", [*ACTING, Mode.CLOSE_OUT])
def test_what_is_asked_after_a_return_is_answered_in_close_out_too(mode: Mode) -> None:
    for key, press in ((K.Key_K, Press.KEEP_OBS), (K.Key_I, Press.GO_BACK)):
        assert press_of(Stroke(key), Place.ON_AIR, mode, typing=False) is press


@pytest.mark.parametrize(
    "stroke",
    [
        Stroke(K.Key_BracketLeft, alt_gr=True),
        Stroke(K.Key_BracketLeft, ctrl=True, alt=True),
        Stroke(K.Key_BracketLeft, shift=True),
    ],
)
def test_brackets_come_with_what_the_keyboard_needs(stroke: Stroke) -> None:
    assert press_of(stroke, Place.ON_AIR, Mode.LIVE, typing=False) is Press.LESS


@pytest.mark.parametrize(
    "stroke",
    [
        Stroke(K.Key_Space, ctrl=True),
        Stroke(K.Key_Space, alt=True),
        Stroke(K.Key_Space, meta=True),
        Stroke(K.Key_Space, shift=True),
        Stroke(K.Key_1, alt=True),
        Stroke(K.Key_1, meta=True),
        Stroke(K.Key_H, ctrl=True),
        Stroke(K.Key_F8),
    ],
)
def test_other_modifiers_are_not_meant(stroke: Stroke) -> None:
    press = press_of(stroke, Place.ON_AIR, Mode.LIVE, typing=False)
    assert press is None


def test_ctrl_1_is_a_place_and_no_shot() -> None:
    stroke = Stroke(K.Key_1, ctrl=True)
    assert press_of(stroke, Place.SETUP, Mode.LIVE, typing=False) is Press.TO_ON_AIR


def test_every_press_has_a_key_and_no_two_rules_fight() -> None:
    assert {rule.press for rule in TABLE} == set(Press)
    said = [(r.key, r.held) for r in TABLE]
    assert len(said) == len(set(said))
