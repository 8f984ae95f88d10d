"""The Qt application: made once, dressed by the theme, with a signal for its first picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QSessionManager
from PySide6.QtWidgets import QApplication, QWidget

from control_panel.ui import theme, translation

USUAL_SIZE = (1600, 900)


def make_application(argv: Sequence[str]) -> QApplication:
    """The application of this process, not yet dressed; the one that exists, if there is one."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    known = QApplication.instance()
    application = known if isinstance(known, QApplication) else QApplication(list(argv))
    application.setApplicationName("control-panel")
    application.setApplicationDisplayName("Control panel")
    application.setDesktopFileName("control-panel")
    translation.install(application)
    return application


def dress(scale: float) -> None:
    """Give the application its look, at this scale."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.apply(application, scale)


def when_session_ends(application: QApplication, call: Callable[[], None]) -> None:
    """Call when the desktop ends the session: it does not wait for questions."""

    def ending(_manager: QSessionManager) -> None:
        call()

    application.commitDataRequest.connect(ending, Qt.ConnectionType.DirectConnection)


def place(window: QWidget, kept: str) -> None:
    """Put a window where it stood, or in the middle, as large as the screen lets it be."""
    if kept and window.restoreGeometry(QByteArray.fromBase64(kept.encode())):
        return
    room = window.screen().availableGeometry()
    wide, high = min(USUAL_SIZE[0], room.width()), min(USUAL_SIZE[1], room.height())
    window.setGeometry(
        room.left() + (room.width() - wide) // 2,
        room.top() + (room.height() - high) // 2,
        wide,
        high,
    )


def placed(window: QWidget) -> str:
    """Where a window stands, for `place`."""
    return bytes(window.saveGeometry().toBase64().data()).decode()


class FirstPicture(QObject):
    """Calls once, after the window has been painted for the first time."""

    def __init__(self, window: QWidget, call: Callable[[], None]) -> None:
        super().__init__(window)
        self._call: Callable[[], None] | None = call
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass; the first paint starts what waited for it."""
        if event.type() is QEvent.Type.Paint and self._call is not None:
            call, self._call = self._call, None
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, call)
        return False
