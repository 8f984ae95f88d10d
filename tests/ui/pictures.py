"""Renders the places to PNG files, to be opened and looked at beside the drawings.

xvfb-run -a .venv/bin/python -m tests.ui.pictures FOLDER [NAME...]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from control_panel.ui import theme
from control_panel.ui.view import ScenePicture, View
from control_panel.ui.window import Window
from tests.ui import drawn, states

SIZES = ((1600, 900), (1280, 720))


def pictures_of(view: View) -> Callable[[str], ScenePicture | None]:
    """Scenes whose pictures are 0.4 s old at the view's moment."""

    def found(scene: str) -> ScenePicture | None:
        picture = drawn.scene_picture(scene)
        when = view.now.shifted(timedelta(milliseconds=-400))
        return replace(picture, at=when) if picture else None

    return found


def shown(view: View, size: tuple[int, int], scale: float = 1.0) -> Window:
    """A window that shows a view."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, scale)
    window = Window()
    window.set_pictures(pictures_of(view), drawn.feed_picture)
    window.resize(*size)
    window.show()
    window.show_view(view)
    app.processEvents()
    return window


def main(folder: str, *names: str) -> None:
    """Write a picture of each state at both sizes."""
    app = QApplication(sys.argv[:1])
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    for name, view in states.ALL.items():
        if names and name not in names:
            continue
        for size in SIZES:
            window = shown(view(), size)
            window.grab().save(str(into / f"{name}-{size[0]}.png"))
            window.close()
    if not names or "big" in names:
        window = shown(drawn.well(), SIZES[0], 1.5)
        window.grab().save(str(into / "well-150.png"))
        window.close()
    app.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
