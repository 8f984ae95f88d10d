"""Keeping the computer awake while the show is live (decision 15)."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, QProcess, Signal


class KeptAwake(QObject):
    """Keeps the computer from sleeping until it is released; failing is told, never raised.

    Linux: the desktop's ScreenSaver inhibition over D-Bus and, for systems without one,
    `systemd-inhibit`; macOS: `caffeinate`; Windows: the thread's execution state. All of them end
    by themselves if the panel dies. Make and release it in the main thread.
    """

    told = Signal(str)
    """A sentence: the computer may sleep, and why."""

    def __init__(self, reason: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reason = reason
        self.sentence = ""
        """Why the computer may sleep after all; empty while all is well."""
        self._bus_name = ""
        self._waiting: Any = None
        self._child: QProcess | None = None
        self._windows = False
        self._begin()

    def __enter__(self) -> KeptAwake:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def release(self) -> None:
        """Let the computer sleep again; doing it twice does no harm."""
        self._waiting = None
        if self._bus_name:
            self._leave_bus()
        if self._child is not None:
            child, self._child = self._child, None
            child.closeWriteChannel()
            child.terminate()
            if not child.waitForFinished(500):
                child.kill()
                child.waitForFinished(500)
            child.deleteLater()
        if self._windows:
            self._windows = not _set_windows_state(awake=False)

    def _begin(self) -> None:
        if sys.platform == "win32":
            self._windows = _set_windows_state(awake=True)
            if not self._windows:
                self._tell("Windows did not accept the request to stay awake")
        elif sys.platform == "darwin":
            self._run("caffeinate", ["-dims", "-w", str(os.getpid())])
        elif not self._ask_desktop():
            self._run_systemd_inhibit()

    def _ask_desktop(self) -> bool:
        """Ask the desktop over the session bus; False where there is no bus to ask."""
        if not _has_session_bus():
            return False
        try:
            from PySide6 import QtDBus
        except ImportError:
            return False
        self._bus_name = f"control-panel-awake-{id(self)}"
        bus = QtDBus.QDBusConnection.connectToBus(
            QtDBus.QDBusConnection.BusType.SessionBus, self._bus_name
        )
        if not bus.isConnected():
            self._leave_bus()
            return False
        call = QtDBus.QDBusMessage.createMethodCall(
            "org.freedesktop.ScreenSaver",
            "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver",
            "Inhibit",
        )
        call.setArguments(["Control Panel", self.reason])
        self._waiting = QtDBus.QDBusPendingCallWatcher(bus.asyncCall(call, 3000), self)
        self._waiting.finished.connect(self._desktop_answered)
        return True

    def _desktop_answered(self, watcher: Any) -> None:
        if self._waiting is None:
            return
        self._waiting = None
        if watcher.isError():
            self._leave_bus()
            self._run_systemd_inhibit()

    def _leave_bus(self) -> None:
        """Close our own connection to the bus: the desktop drops the inhibition with it."""
        from PySide6 import QtDBus

        QtDBus.QDBusConnection.disconnectFromBus(self._bus_name)
        self._bus_name = ""

    def _run_systemd_inhibit(self) -> None:
        """`cat` waits on our pipe, so the inhibition ends with us however we end."""
        options = ["--what=idle:sleep", "--who=Control Panel", f"--why={self.reason}", "cat"]
        self._run("systemd-inhibit", options)

    def _run(self, program: str, arguments: list[str]) -> None:
        self._child = QProcess(self)
        self._child.errorOccurred.connect(lambda _error: self._child_ended(program))
        self._child.finished.connect(lambda _code, _status: self._child_ended(program))
        self._child.start(program, arguments)

    def _child_ended(self, program: str) -> None:
        if self._child is not None:
            self._child.deleteLater()
            self._child = None
            self._tell(f"{program} is not there or does not work here")

    def _tell(self, why: str) -> None:
        self.sentence = f"This computer may go to sleep during the show: {why}. Turn sleep off."
        self.told.emit(self.sentence)


def keep_awake(reason: str, parent: QObject | None = None) -> KeptAwake:
    """Keep the computer awake until the answer is released (or its `with` block is left)."""
    return KeptAwake(reason, parent)


def _has_session_bus() -> bool:
    """Whether there is a bus to ask; asking without one would start one that nobody ends."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return bool(folder) and Path(folder or "", "bus").exists()


def _set_windows_state(*, awake: bool) -> bool:
    """Tell Windows to stay awake with its screen on, or that it may sleep; whether it agreed."""
    if sys.platform != "win32":
        return False
    continuous, system_required, display_required = 0x80000000, 0x1, 0x2
    flags = continuous | (system_required | display_required if awake else 0)
    return bool(ctypes.windll.kernel32.SetThreadExecutionState(flags))
