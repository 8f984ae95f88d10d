"""What the Line-up place and the wall cost beside On Air, in processor time of this process."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from control_panel.ui.view import View
from tests.ui.lineup import drawn, pictures

FEEDS = 16
ROUNDS = 60
NO_MORE_THAN = 1.25
"""Times what On Air's tiles cost: two runs of one thing differ by a tenth."""


def per_round(what: Callable[[int], None], app: QApplication) -> float:
    """Milliseconds of processor time."""
    for at in range(5):
        what(at)
        app.processEvents()
    before = time.process_time()
    for at in range(ROUNDS):
        what(at)
        app.processEvents()
    return (time.process_time() - before) * 1000 / ROUNDS


def levels(view: View, at: int) -> View:
    """The view with other levels in every feed."""
    peaks = (-20.0 - at % 7, -22.0 - at % 5)
    moved = {k: replace(s, peak_dbfs=peaks) if s.peak_dbfs else s for k, s in view.feeds.items()}
    return replace(view, feeds=moved)


@pytest.mark.bench
@pytest.mark.parametrize("count", [6, 9, FEEDS])
def test_new_pictures_in_line_up_cost_no_more_than_on_air(qapp: QApplication, count: int) -> None:
    view = drawn.many(count)
    ids = frozenset(feed.id for feed in view.show.feeds)
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    window, place = pictures.shown(view, (1600, 900))
    place.set_sources(lambda _: image, drawn.histories(view))
    window.on_air.feeds.set_pictures(lambda _: image)
    line_up = per_round(lambda _: place.pictures_moved(ids), qapp)
    shown = per_round(lambda at: place.show_view(levels(view, at)), qapp)
    from control_panel.ui.keys import Place

    window.go_to(Place.ON_AIR)
    window.show_view(view)
    qapp.processEvents()
    unseen = per_round(lambda _: place.pictures_moved(ids), qapp)
    on_air = per_round(lambda _: window.on_air.feed_pictures_moved(ids), qapp)
    window.close()
    sys.stdout.write(
        f"\n{count} feeds, a new picture in each: Line-up {line_up:.2f} ms, "
        f"On Air {on_air:.2f} ms; Line-up while it is not shown {unseen:.3f} ms; "
        f"a view of Line-up, all levels moving: {shown:.2f} ms\n"
    )
    assert unseen < 0.1
    if count == FEEDS:
        assert line_up < NO_MORE_THAN * max(on_air, 1.0)
