"""The Line-up place and the wall window, connected with the services they show and ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from control_panel.app.snapshots import save_snapshot, snapshots_folder
from control_panel.errors import PanelError
from control_panel.gallery import Gallery
from control_panel.lineup.snapshot import snapshot_name
from control_panel.ui import layout
from control_panel.ui.keys import Place, Press
from control_panel.ui.lineup.place import LineUp
from control_panel.ui.view import View
from control_panel.ui.wall_window import WallWindow, open_full_screen
from control_panel.ui.window import Window


class LineUpDoor(QObject):
    """Shows views while somebody sees them; carries out what the technician asks for."""

    def __init__(
        self,
        gallery: Gallery,
        window: Window,
        tell: Callable[[str], None],
        parent: QObject | None = None,
        *,
        folder: Callable[[], Path] = snapshots_folder,
    ) -> None:
        """`tell` takes a sentence that the producer should read too."""
        super().__init__(parent)
        self._gallery = gallery
        self._window = window
        self._tell = tell
        self._folder = folder
        self._view: View | None = None
        self.wall: WallWindow | None = None
        self.place = LineUp()
        self.place.set_sources(gallery.wall.image, gallery.wall.history)
        window.add_place(
            Place.LINE_UP, self.place, self.place.escape, notices_in=self.place.notice_area
        )
        window.places.add_escape(self._escape)
        self._connect()

    def _connect(self) -> None:
        window, place = self._window, self.place
        window.place_changed.connect(self._show_place)
        window.place_pressed.connect(self._pressed)
        window.scale_changed.connect(self._rescale)
        window.closed.connect(self.close)
        self._gallery.wall.pictures_moved.connect(self._pictures_moved)
        place.said.connect(window.show_notice)
        place.snapshot_wanted.connect(self._snapshot)
        place.reconnect_wanted.connect(self._reconnect)
        place.wall_wanted.connect(self.toggle_wall)

    def show_view(self, view: View) -> None:
        """Show this moment, where it is seen."""
        self._view = view
        if self.place.isVisible() and not self._window.isMinimized():
            self.place.show_view(view)
        if self.wall is not None:
            self.wall.show_view(view)

    def close(self) -> None:
        """Close the wall."""
        if self.wall is not None:
            self.wall.close()

    def toggle_wall(self) -> None:
        """Open the wall full screen, or close it."""
        if self.wall is not None:
            self.wall.close()
            return
        self.wall = wall = WallWindow()
        wall.set_pictures(self._gallery.wall.image)
        wall.closed.connect(self._wall_closed)
        if self._view is not None:
            wall.show_view(self._view)
        open_full_screen(wall, "wall")
        self.place.show_wall_open(is_open=True)

    def _wall_closed(self) -> None:
        wall, self.wall = self.wall, None
        if wall is not None:
            wall.deleteLater()
        self.place.show_wall_open(is_open=False)

    def _escape(self) -> bool:
        return self.wall is not None and self.wall.escape()

    def _show_place(self, place: Place) -> None:
        if place is Place.LINE_UP and self._view is not None:
            self.place.show_view(self._view)
        elif place is not Place.LINE_UP:
            self.place.forget_question()

    def _rescale(self, _scale: float) -> None:
        if self.wall is not None:
            layout.rescale(self.wall)

    def _pictures_moved(self, feed_ids: frozenset[str]) -> None:
        self.place.pictures_moved(feed_ids)
        if self.wall is not None:
            self.wall.pictures_moved(feed_ids)

    def _pressed(self, press: Press) -> None:
        ways: dict[Press, Callable[[], None]] = {
            Press.SNAPSHOT: self.place.snapshot,
            Press.RECONNECT: self.place.reconnect,
            Press.LISTEN: self.place.listen,
            Press.TROUBLE: self.place.toggle_trouble,
            Press.WALL: self.toggle_wall,
        }
        way = ways.get(press)
        if way is not None:
            way()

    def _snapshot(self, feed_id: str) -> None:
        g = self._gallery
        feed, image = g.document.show.feed(feed_id), g.wall.image(feed_id)
        if feed is None:
            return
        if image is None or image.isNull():
            self._window.show_notice(f"{feed.name} has no picture yet: nothing was saved")
            return
        name = snapshot_name(feed.name, g.clock.now().wall)
        # A copy: the wall writes the next picture but one into the same memory.
        save = partial(save_snapshot, image.copy(), self._folder(), name)
        g.tasks.run(save, self._saved, self._not_saved)

    def _saved(self, path: Path) -> None:
        self._window.show_notice(f"Saved {path.name} in {path.parent}")

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, PanelError):
            raise error
        self._window.show_notice(error.sentence)

    def _reconnect(self, feed_id: str) -> None:
        feed = self._gallery.document.show.feed(feed_id)
        if feed is None:
            return
        if self._gallery.wall.reconnect(feed_id):
            said = f"{feed.name} is being reconnected"
            self._tell(said)
        else:
            why = self._gallery.wall.statuses[feed_id].sentence or "it is not received here"
            said = f"{feed.name} cannot be reconnected: {why}"
        self._window.show_notice(said)
