"""The key layer: stands before Qt's focus and turns key events into what the table says.

Rules
- Auto-repeat asks for nothing. A key asks again only after it was released.
- X11 repeats a held key as a release and a press of the same millisecond, and Qt marks only those
  pairs that it finds together in its queue (measured: 2 of 35 while idle). No hand does that: a
  press of the very time of its key's last release is a repeat.
- A key that was down when the window became active asks for nothing until it was released: what
  comes within `SETTLE_MS` of the activation is taken for such a key, because a held key's first
  repeat looks like a press.
- What the table knows never reaches the widget that has the focus.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from control_panel.show.model import Mode
from control_panel.ui.keys import Place, Press, Stroke, press_of
from control_panel.ui.words import tr

SETTLE_MS = 700
"""The longest usual wait before a held key repeats (X11's own default is 660 ms)."""

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


class KeyLayer(QObject):
    """Filters the application's key events; says what was asked for."""

    pressed = Signal(Press)
    left_out = Signal(str)
    """A press that was not believed, as a sentence."""
    typing_changed = Signal(bool)

    def __init__(
        self,
        app: QApplication,
        *,
        milliseconds: Callable[[], int] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._timer = QElapsedTimer()
        self._timer.start()
        self._milliseconds = milliseconds or self._timer.elapsed
        self._place = Place.ON_AIR
        self._mode = Mode.OFF
        self._down: set[int] = set()
        self._released_at: dict[int, int] = {}
        self._active_since = self._milliseconds() - SETTLE_MS
        self._typing = False
        self._app = app
        app.installEventFilter(self)
        app.focusChanged.connect(self._focus_changed)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let pass what is sent meanwhile; for work that sends many events and reads none."""
        self._app.removeEventFilter(self)
        try:
            yield
        finally:
            self._app.installEventFilter(self)

    @property
    def typing(self) -> bool:
        """Whether a text field has the cursor."""
        return self._typing

    def set_place(self, place: Place) -> None:
        """Say which place is shown."""
        self._place = place

    def set_mode(self, mode: Mode) -> None:
        """Say which mode the show is in."""
        self._mode = mode

    def stop(self) -> None:
        """Stand aside."""
        self._app.removeEventFilter(self)
        self._app.focusChanged.disconnect(self._focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at a key before anything else does."""
        kind = event.type()
        if kind in _KEYS and isinstance(event, QKeyEvent):
            return isinstance(watched, QWidget | QWindow) and self._key(event)
        if kind == QEvent.Type.WindowActivate:
            self._active_since = self._milliseconds()
        elif kind == QEvent.Type.WindowDeactivate:
            self._down.clear()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        """Whether the event is ours; asks for what it means."""
        if event.type() == QEvent.Type.KeyRelease:
            return self._released(event)
        press = press_of(_stroke(event), self._place, self._mode, typing=self._typing)
        if press is None or (press is Press.ESCAPE and self._escape_is_qts()):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Accepted: no shortcut of Qt's takes the key, it comes as a key press.
            event.accept()
            return True
        place = _place_of(event)
        if event.isAutoRepeat() or place in self._down:
            return True
        self._down.add(place)
        if not self._repeats(place, event.timestamp()):
            self._ask(press)
        return True

    def _repeats(self, place: int, timestamp: int) -> bool:
        """Whether a press is the second half of a repeat; events that were made up have no time."""
        return timestamp > 0 and self._released_at.get(place) == timestamp

    def _released(self, event: QKeyEvent) -> bool:
        place = _place_of(event)
        if event.isAutoRepeat():
            return place in self._down
        self._released_at[place] = event.timestamp()
        if place in self._down:
            self._down.discard(place)
            return True
        return False

    def _ask(self, press: Press) -> None:
        if self._milliseconds() - self._active_since < SETTLE_MS and press is not Press.ESCAPE:
            self.left_out.emit(
                tr("Keys count from 0.7 s after the window became active: press again")
            )
            return
        if press is Press.ESCAPE and self._typing:
            self._leave_field()
            return
        self.pressed.emit(press)

    def _escape_is_qts(self) -> bool:
        """Whether Esc closes something of Qt's first: a popup, a dialog, a cell's editor."""
        if QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return True
        return self._typing and _in_item_view(QApplication.focusWidget())

    def _leave_field(self) -> None:
        field = QApplication.focusWidget()
        if field is not None:
            field.clearFocus()

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        typing = _takes_text(now)
        if typing != self._typing:
            self._typing = typing
            self.typing_changed.emit(typing)


def _place_of(event: QKeyEvent) -> int:
    """Which key of the keyboard it is, whatever modifiers make of it.

    Where a modifier is lifted first, a release carries another key than its press did (AltGr 8 is
    "[" on a German keyboard): by its meaning that key would stay down for ever. macOS tells the
    place as the virtual key; an event that was made up tells none, and is known by its key.
    """
    native = event.nativeVirtualKey() if sys.platform == "darwin" else event.nativeScanCode()
    return -int(native) if native else int(event.key())


def _stroke(event: QKeyEvent) -> Stroke:
    held = event.modifiers()
    modifier = Qt.KeyboardModifier
    return Stroke(
        key=event.key(),
        ctrl=bool(held & modifier.ControlModifier),
        shift=bool(held & modifier.ShiftModifier),
        alt=bool(held & modifier.AltModifier),
        alt_gr=bool(held & modifier.GroupSwitchModifier),
        meta=bool(held & modifier.MetaModifier),
    )


def _takes_text(widget: QWidget | None) -> bool:
    """Whether typing into this widget enters text."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return widget.isEnabled() and not widget.isReadOnly()
    if isinstance(widget, QAbstractSpinBox):
        return not widget.isReadOnly()
    return isinstance(widget, QComboBox) and widget.isEditable()


def _in_item_view(widget: QWidget | None) -> bool:
    """Whether a widget edits a cell of a table or list."""
    viewport = widget.parentWidget() if widget else None
    view = viewport.parentWidget() if viewport else None
    return isinstance(view, QAbstractItemView) and viewport is view.viewport()
