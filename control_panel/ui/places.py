"""The places of work, one of them shown; what each answers to Esc, and where notices may stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QStackedWidget, QWidget

from control_panel.ui.keys import Place

Escape = Callable[[], bool]
"""Leaves what can be left at Esc; whether there was something."""


class Places(QStackedWidget):
    """Widgets by place."""

    def __init__(self) -> None:
        super().__init__()
        self._widgets: dict[Place, QWidget] = {}
        self._escapes: dict[Place, Escape] = {}
        self._first_escapes: list[Escape] = []
        self._notices_in: dict[Place, Callable[[], QRect]] = {}

    def add(
        self,
        place: Place,
        widget: QWidget,
        escape: Escape | None = None,
        notices_in: Callable[[], QRect] | None = None,
    ) -> None:
        """Add a place of work.

        `escape` is its own answer to Esc. `notices_in`: the part of it that a notice may cover;
        without it the whole.
        """
        self._widgets[place] = widget
        if escape is not None:
            self._escapes[place] = escape
        if notices_in is not None:
            self._notices_in[place] = notices_in
        self.addWidget(widget)

    def add_escape(self, escape: Escape) -> None:
        """Ask this first at Esc, in every place."""
        self._first_escapes.append(escape)

    @property
    def shown(self) -> Place:
        """The place that is shown."""
        seen = self.currentWidget()
        return next((p for p, widget in self._widgets.items() if widget is seen), Place.ON_AIR)

    def of(self, place: Place) -> QWidget | None:
        """The widget of a place; None: it is not there."""
        return self._widgets.get(place)

    def escape(self) -> bool:
        """Esc: whether the shown place, or what is asked before it, had something to leave."""
        own = self._escapes.get(self.shown)
        return any(escape() for escape in (*self._first_escapes, *((own,) if own else ())))

    def notice_area(self) -> QRect:
        """Where a notice may stand, in the coordinates of the widget around the places."""
        area, part = self.geometry(), self._notices_in.get(self.shown)
        return part().translated(area.topLeft()) if part is not None else area
