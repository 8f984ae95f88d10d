"""How long the window is busy with another text size, beside painting all of itself once."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from control_panel.demo.example import example_show
from control_panel.show.document import Document
from control_panel.ui import theme
from control_panel.ui.keys import Place
from control_panel.ui.setup.place import SetupPlace
from control_panel.ui.window import Window
from tests.running_order.air import START
from tests.ui import drawn
from tests.ui.pictures import pictures_of

SIZES = (1.1, 1.5, 1.0, 1.2, 1.5, 1.0, 1.3, 1.0)
TURNS = 6
"""Turns of the event loop until everything has its new size."""
AIM_MS, STALL_AIM_MS = 150, 100
RATIO = 6
"""With a style sheet set anew at each size it was more than 20."""


def whole_window(app: QApplication) -> Window:
    """On Air with the drawings' show, and Setup with every section looked at."""
    theme.apply(app)
    window = Window()
    setup = SetupPlace(Document(example_show(START.wall, {})))
    window.add_place(Place.SETUP, setup)
    window.set_pictures(pictures_of(drawn.well()), drawn.feed_picture)
    window.resize(1600, 900)
    window.show()
    window.show_view(drawn.well())
    window.go_to(Place.SETUP)
    for row in range(len(setup.sections)):
        setup.go(row)
        app.processEvents()
    return window


def busy(app: QApplication, do: Callable[[], object]) -> list[float]:
    """Milliseconds of processor time of a call and of each turn of the loop after it."""
    turns: list[float] = []
    for step in (do, *([app.processEvents] * TURNS)):
        began = time.process_time()
        step()
        turns.append(1000 * (time.process_time() - began))
    return turns


def repaint(window: Window) -> None:
    for part in (window, *window.findChildren(QWidget)):
        part.update()


@pytest.mark.bench
@pytest.mark.qt_log_ignore("^This plugin does not support")
def test_another_text_size_beside_one_painting(qapp: QApplication) -> None:
    window = whole_window(qapp)
    for place in (Place.ON_AIR, Place.SETUP):
        window.go_to(place)
        busy(qapp, lambda: None)
        floor = statistics.median(sum(busy(qapp, lambda: repaint(window))) for _ in SIZES)
        changes = [busy(qapp, lambda to=size: window.set_scale(to)) for size in SIZES]  # type: ignore[misc]
        whole = statistics.median(map(sum, changes))
        stall = statistics.median(map(max, changes))
        sys.stdout.write(
            f"\nAnother text size at {place.value}, {len(window.findChildren(QWidget))} widgets: "
            f"{whole:.0f} ms (aim < {AIM_MS}), of which {stall:.0f} ms in one turn "
            f"(aim < {STALL_AIM_MS}); one painting of all of it {floor:.0f} ms, "
            f"ratio {whole / floor:.1f}\n"
        )
        assert whole < RATIO * floor
    window.close()
    theme.apply(qapp)
