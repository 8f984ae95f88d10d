"""The look is set for every test of the window, and put back to 100 % after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from control_panel.ui import layout, theme
from control_panel.ui.key_layer import KeyLayer
from control_panel.ui.view import View
from control_panel.ui.window import Window
from tests.ui import drawn
from tests.ui.pictures import pictures_of


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """The theme at 100 %."""
    theme.apply(qapp)
    yield
    if theme.scale() != 1.0:
        theme.apply(qapp)


class Ticks:
    """A clock in milliseconds that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    """The clock of the key layer."""
    return Ticks()


Shown = Callable[..., Window]


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication, ticks: Ticks) -> Iterator[Shown]:
    """Makes a window that shows a view, with settled keys."""
    made: list[Window] = []

    def show(view: View, size: tuple[int, int] = (1600, 900), scale: float = 1.0) -> Window:
        theme.apply(qapp, scale)
        window = Window(keys=KeyLayer(qapp, milliseconds=ticks))
        made.append(window)
        layout.rescale(window)
        window.set_pictures(pictures_of(view), drawn.feed_picture)
        window.resize(*size)
        with qtbot.waitExposed(window):
            window.show()
        window.show_view(view)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        ticks.now += 10_000
        return window

    yield show
    for window in made:
        window.close()
        window.deleteLater()
