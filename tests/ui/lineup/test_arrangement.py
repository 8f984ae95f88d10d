"""Tiles stand inside their room, all of one size, as large as they can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel.ui.lineup.arrangement import ASPECT, AT_ONCE, Room, arranged

rooms = st.builds(
    Room,
    wide=st.floats(300, 4000),
    high=st.floats(300, 2200),
    gap=st.just(12.0),
    words=st.just(70.0),
    most=st.sampled_from((640.0, 1280.0)),
)


@given(st.integers(1, 40), rooms, st.booleans())
def test_all_tiles_stand_inside_their_room(count: int, room: Room, scrolls: bool) -> None:
    found = arranged(count, room, scrolls=scrolls)
    assert 1 <= found.columns <= count
    assert found.rows(count) * found.columns >= count
    assert found.columns * found.wide + (found.columns - 1) * room.gap <= room.wide + 0.01
    assert found.wide <= room.most
    assert found.high - room.words <= found.wide / ASPECT + 1
    if (count <= AT_ONCE or not scrolls) and found.high > room.words + 1:
        assert found.height(count, room.gap) <= room.high + 0.01


@given(st.integers(AT_ONCE, 40), rooms)
def test_more_than_nine_are_as_large_as_nine_and_scroll(count: int, room: Room) -> None:
    assert arranged(count, room, scrolls=True) == arranged(AT_ONCE, room, scrolls=True)


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (2, 2), (4, 2), (6, 3), (9, 3), (16, 3)])
def test_the_columns_of_the_drawing(count: int, columns: int) -> None:
    room = Room(wide=996, high=704, gap=12, words=70, most=640)
    assert arranged(count, room, scrolls=True).columns == columns


def test_six_pictures_are_as_large_as_monitors_make_them() -> None:
    room = Room(wide=996, high=704, gap=12, words=70, most=640)
    found = arranged(6, room, scrolls=True)
    assert found.wide == 324
    assert (found.high - 70) * ASPECT >= 320
