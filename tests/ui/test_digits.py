"""Clocks do not jump, whatever the font."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from control_panel.ui import digits, text, theme
from control_panel.ui.text import Face


@pytest.mark.parametrize("face", [Face(110, 600, spacing=-0.035), Face(26, 600), Face(13)])
@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans", "DejaVu Serif"])
def test_every_digit_has_its_cell(face: Face, family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "family", lambda: family)
    for cache in (text._font, text._metrics, text._width, digits._digit_cell, digits._mark_cell):
        cache.cache_clear()
    try:
        shapes = {
            tuple((left, wide) for _mark, left, wide in digits.cells(shown, face))
            for shown in ("00:00", "11:11", "08:47", "59:59", "17:17")
        }
        assert len(shapes) == 1
    finally:
        monkeypatch.undo()
        for cache in (text._font, text._metrics, text._width):
            cache.cache_clear()
        digits._digit_cell.cache_clear()
        digits._mark_cell.cache_clear()


def _ink_columns(shown: str, at: int) -> set[int]:
    """The pixel columns with ink of one mark, painted in its clock."""
    face = Face(60, 600)
    image = QImage(400, 90, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    digits.draw(painter, QRectF(0, 0, 400, 90), shown, face)
    painter.end()
    _mark, left, wide = digits.cells(shown, face)[at]
    columns = range(int(left), int(left + wide))
    return {x for x in columns if any(image.pixelColor(x, y).red() > 128 for y in range(90))}


def test_the_colon_does_not_move_when_a_number_changes(qapp: object) -> None:
    assert _ink_columns("11:11", 2) == _ink_columns("00:00", 2) != set()
    assert _ink_columns("10:00", 1) == _ink_columns("20:59", 1) != set()


def test_a_clock_that_is_too_wide_is_noticed(qapp: object) -> None:
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    with text.watched() as found:
        digits.draw(painter, QRectF(0, 0, 20, 40), "14:05:22", Face(26))
    painter.end()
    assert [p.clipped for p in found] == [True]
