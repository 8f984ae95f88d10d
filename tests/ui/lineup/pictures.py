"""Renders the Line-up place and the wall to PNG files, to be looked at beside the drawing.

xvfb-run -a .venv/bin/python -m tests.ui.lineup.pictures FOLDER [NAME...]
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from control_panel.ui import theme
from control_panel.ui.keys import Place
from control_panel.ui.lineup.place import LineUp
from control_panel.ui.view import View
from control_panel.ui.wall_window import WallWindow
from control_panel.ui.window import Window
from tests.ui import drawn as on_air
from tests.ui.lineup import drawn
from tests.ui.people import person
from tests.ui.pictures import SIZES, pictures_of

_IMAGES: dict[str, QImage] = {}


def feed_picture(feed_id: str) -> QImage:
    """The newest picture of a feed, as large as monitors make them."""
    if feed_id not in _IMAGES:
        names = {feed.id: feed.name for feed in on_air.FEEDS}
        _IMAGES[feed_id] = person(names.get(feed_id, feed_id), 320, 180)
    return _IMAGES[feed_id]


def with_line_up(window: Window, view: View) -> LineUp:
    """The window at its Line-up place."""
    place = LineUp()
    place.set_sources(feed_picture, drawn.histories(view))
    window.add_place(Place.LINE_UP, place, place.escape, notices_in=place.notice_area)
    window.place_changed.connect(lambda _: place.show_view(view))
    window.go_to(Place.LINE_UP)
    return place


def shown(view: View, size: tuple[int, int], scale: float = 1.0) -> tuple[Window, LineUp]:
    """A window that shows a view at the Line-up place."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, scale)
    window = Window()
    window.set_pictures(pictures_of(view), on_air.feed_picture)
    window.resize(*size)
    window.show()
    window.show_view(view)
    place = with_line_up(window, view)
    app.processEvents()
    return window, place


def wall(view: View, size: tuple[int, int]) -> WallWindow:
    """The wall as a window of this size."""
    window = WallWindow()
    window.set_pictures(feed_picture)
    window.resize(*size)
    window.show()
    window.show_view(view)
    QApplication.processEvents()
    return window


def main(folder: str, *names: str) -> None:
    """Write a picture of each state at both sizes, and of the wall."""
    app = QApplication(sys.argv[:1])
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    for name, view in drawn.ALL.items():
        if names and name not in names:
            continue
        for size in SIZES:
            window, _ = shown(view(), size)
            window.grab().save(str(into / f"{name}-{size[0]}.png"))
            window.close()
    for name, view in (("wall", drawn.well()), ("wall-16", drawn.many(16))):
        if not names or name in names:
            window = wall(view, (1920, 1080))
            window.grab().save(str(into / f"{name}.png"))
            window.close()
    if not names or "line-up-150" in names:
        window, _ = shown(drawn.well(), SIZES[0], 1.5)
        window.grab().save(str(into / "line-up-150.png"))
        window.close()
    app.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
