"""Nothing at the Line-up place is cut off, too small, too pale or without a name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from control_panel.ui import text, theme
from control_panel.ui.lineup.place import LineUp
from control_panel.ui.text import Painted
from tests.ui.lineup import drawn
from tests.ui.lineup.conftest import At
from tests.ui.lineup.pictures import wall
from tests.ui.test_fit import SIZES, SMALL_LABELS, is_number, whole


def painted(place: LineUp) -> list[Painted]:
    """What the place itself paints: the header and the transport have their own tests."""
    QApplication.processEvents()
    with text.watched() as found:
        place.grab()
    return list(found)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", drawn.ALL)
def test_nothing_is_clipped_and_numbers_are_whole(
    at_line_up: At, name: str, size: tuple[int, int]
) -> None:
    _, place = at_line_up(drawn.ALL[name](), size)
    found = painted(place)
    assert [p.words for p in found if p.clipped] == []
    assert [p.words for p in found if p.elided and is_number(p.words)] == []


@pytest.mark.parametrize("name", ["line-up", "line-up-good", "line-up-trouble", "line-up-9"])
def test_nothing_is_shortened_in_the_drawings_size(at_line_up: At, name: str) -> None:
    _, place = at_line_up(drawn.ALL[name]())
    assert [p.words for p in painted(place) if p.elided] == []


@pytest.mark.parametrize("name", ["line-up", "line-up-trouble"])
@pytest.mark.parametrize("scale", [1.2, 1.5])
def test_numbers_are_whole_at_every_scale(at_line_up: At, name: str, scale: float) -> None:
    _, place = at_line_up(drawn.ALL[name](), (1600, 900), scale)
    found = painted(place)
    assert [p.words for p in found if p.clipped] == []
    assert [p.words for p in found if p.elided and is_number(p.words)] == []


@pytest.mark.parametrize("name", drawn.ALL)
def test_small_texts_are_labels_and_every_ink_has_its_contrast(at_line_up: At, name: str) -> None:
    _, place = at_line_up(drawn.ALL[name]())
    found = painted(place)
    assert {p.face.size for p in found if p.face.size < 13} <= SMALL_LABELS
    assert {p.face.ink for p in found} <= {ink for ink, _ground in theme.READ_ON}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", drawn.ALL)
def test_lines_of_the_chosen_feed_have_room(
    at_line_up: At, name: str, size: tuple[int, int]
) -> None:
    _, place = at_line_up(drawn.ALL[name](), size)
    for label in place.chosen.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.heightForWidth(label.width()) <= label.height(), label.text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["line-up", "line-up-trouble", "line-up-9", "line-up-names"])
def test_tiles_buttons_and_graphs_are_whole(
    at_line_up: At, name: str, size: tuple[int, int]
) -> None:
    window, place = at_line_up(drawn.ALL[name](), size)
    place.show_listening("")
    QApplication.processEvents()
    chosen = place.chosen
    parts = (chosen.picture, *chosen.graphs, chosen.listen, chosen.snapshot, chosen.reconnect)
    for part in (*place.wall.tiles, *parts, place.trouble, place.full):
        assert whole(window, part), part
    for one, other in pairwise(parts):
        assert not one.geometry().intersects(other.geometry())
    assert chosen.picture.height() >= 120


@pytest.mark.parametrize("name", ["line-up", "line-up-kinds", "line-up-empty"])
def test_every_control_has_an_accessible_name(at_line_up: At, name: str) -> None:
    window, place = at_line_up(drawn.ALL[name]())
    controls = [b for b in place.findChildren(QAbstractButton) if b.isVisible()]
    assert all(control.accessibleName() for control in controls)
    for tile in place.wall.tiles:
        assert tile.accessibleName()
        assert tile.accessibleDescription()
    assert place.wall.accessibleName()
    assert window.rail.buttons


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160)])
@pytest.mark.parametrize("count", [1, 6, 9, 16])
def test_the_wall_is_whole_on_every_display(
    qapp: QApplication, count: int, size: tuple[int, int]
) -> None:
    window = wall(drawn.many(count), size)
    with text.watched() as found:
        window.grab()
    tiles = window.wall.tiles
    assert len(tiles) == count
    assert all(window.wall.rect().contains(tile.geometry()) for tile in tiles)
    assert [p.words for p in found if p.clipped] == []
    assert [p.words for p in found if p.elided and is_number(p.words)] == []
    assert min(p.face.size for p in found) >= 13
    window.close()
    window.deleteLater()
