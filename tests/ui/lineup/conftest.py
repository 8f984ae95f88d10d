"""A window at its Line-up place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from control_panel.ui.lineup.place import LineUp
from control_panel.ui.view import View
from control_panel.ui.window import Window
from tests.ui.conftest import Shown
from tests.ui.lineup.pictures import with_line_up

At = Callable[..., tuple[Window, LineUp]]


@pytest.fixture
def at_line_up(shown: Shown) -> At:
    """Makes a window that shows a view at the Line-up place."""

    def show(
        view: View, size: tuple[int, int] = (1600, 900), scale: float = 1.0
    ) -> tuple[Window, LineUp]:
        window = shown(view, size, scale)
        place = with_line_up(window, view)
        QApplication.processEvents()
        return window, place

    return show
