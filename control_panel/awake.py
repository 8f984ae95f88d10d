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

    @property
    def waiting(self) -> bool:
        """Whether the desktop was asked and has not answered yet."""
        return self._waiting is not None

    def release(self) -> None:
        """Let the computer sleep again; doing it twice does no harm."""
        self._waiting = None
        if self._bus_name:
            self._leave_bus()
        self._end_child()
        if self._windows:
            self._windows = not _set_windows_state(awake=False)

    def _end_child(self) -> None:
        """End the child and wait for it; nothing of it is left to the event loop."""
        child, self._child = self._child, None
        if child is None or child.state() == QProcess.ProcessState.NotRunning:
            return
        child.closeWriteChannel()
        child.terminate()
        if not child.waitForFinished(500):
            child.kill()
            child.waitForFinished(500)

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
        address = _session_bus()
        if not address:
            return False
        try:
            from PySide6 import QtDBus
        except ImportError:
            return False
        self._bus_name = f"control-panel-awake-{id(self)}"
        bus = QtDBus.QDBusConnection.connectToBus(address, self._bus_name)
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
        # Without a parent, so that only Python ends its life; not in one of its own signals.
        self._child = QProcess()
        self._child.errorOccurred.connect(self._child_ended)
        self._child.finished.connect(self._child_ended)
        self._child.start(program, arguments)

    def _child_ended(self) -> None:
        if self._child is not None and not self.sentence:
            program = self._child.program()
            self._tell(f"{program} is not there or does not work here")

    def _tell(self, why: str) -> None:
        self.sentence = f"This computer may go to sleep during the show: {why}. Turn sleep off."
        self.told.emit(self.sentence)


def keep_awake(reason: str, parent: QObject | None = None) -> KeptAwake:
    """Keep the computer awake until the answer is released (or its `with` block is left)."""
    return KeptAwake(reason, parent)


def _session_bus() -> str:
    """The address of the session bus, empty where there is none.

    It is given to Qt by name: asked for "the session bus" without one running, libdbus starts one
    that nobody ends; and it remembers the first address it ever saw.
    """
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    if not named and folder and Path(folder, "bus").exists():
        return f"unix:path={folder}/bus"
    return named


def _set_windows_state(*, awake: bool) -> bool:
    """Tell Windows to stay awake with its screen on, or that it may sleep; whether it agreed."""
    if sys.platform != "win32":
        return False
    continuous, system_required, display_required = 0x80000000, 0x1, 0x2
    flags = continuous | (system_required | display_required if awake else 0)
    return bool(ctypes.windll.kernel32.SetThreadExecutionState(flags))
