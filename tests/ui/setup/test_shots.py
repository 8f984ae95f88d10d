"""Shots are added and removed, and every row can be read at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from control_panel.ui.setup.shots_field import ShotLine
from tests.ui.setup.conftest import OBS, Hands, hands_on, small_show
from tests.ui.setup.test_fit import SIZES, clipped, outside


def squeezed(hands: Hands) -> list[str]:
    """The fields of the shots that have less room than they need, without another turn."""
    lines = hands.place.items.form.shots.lines
    fields = [f for n in lines for f in (n.key, n.scene, n.name, n.heard)]
    need = [(f, f.minimumSizeHint().height()) for f in fields]
    need += [(f.editor, f.editor.minimumSizeHint().height()) for f in fields]
    return [f"{w}: {w.height()} of {least}" for w, least in need if w.height() < least]


def overlaps(lines: list[ShotLine]) -> bool:
    bottoms = [line.mapTo(line.window(), QPoint(0, line.height())).y() for line in lines]
    tops = [line.mapTo(line.window(), QPoint(0, 0)).y() for line in lines]
    return any(top < bottom for bottom, top in zip(bottoms, tops[1:], strict=False))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("connected", [True, False])
def test_a_shot_that_is_added_or_removed_squeezes_no_row(
    qtbot: QtBot, look: None, size: tuple[int, int], connected: bool
) -> None:
    hands = hands_on(qtbot, small_show())
    if connected:
        hands.place.show_obs(OBS)
    hands.place.resize(*size)
    hands.place.items.table.choose(hands.show.order.items[1].id)
    shots = hands.place.items.form.shots
    for count, scene in enumerate("CDE", 1):
        QTest.keyClicks(shots.new_scene.line, scene)
        shots.new_scene.try_commit()  # as Enter, and nothing of the event loop after it
        assert len(shots.lines) == count
        assert all(line.isVisible() for line in shots.lines)
        assert squeezed(hands) == []
        assert not overlaps(shots.lines)
    shots.lines[0].remove.click()
    assert len(shots.lines) == 2
    assert squeezed(hands) == []
    for _ in range(3):
        QApplication.processEvents()
    assert squeezed(hands) == []
    assert list(clipped(hands.place)) == []
    assert list(outside(hands.place)) == []
