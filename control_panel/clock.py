"""The one real clock, and the watch that notices steps of the wall clock and sleeps.

Only this module reads the computer's clocks (decision 15). `Clock.now()` reads the wall and the
steady clock together; steady counts through sleep: CLOCK_BOOTTIME on Linux, CLOCK_MONOTONIC_RAW on
macOS (Python's own monotonic clock stands still there while the lid is closed), the performance
counter on Windows. A second counter that stands still in sleep tells a sleep from a late timer.
"""

from __future__ import annotations

import ctypes
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from control_panel.instant import Instant

STEP_TOLD = timedelta(milliseconds=250)
"""A wall step of more than this against the steady clock is told."""
SLEEP_TOLD = timedelta(seconds=2)
"""A sleep of more than this is told."""
_LOOK_MS = 1000
_PATIENCE_NS = 1_000_000
_ZERO = timedelta(0)


def _steady_ns() -> int:
    """Nanoseconds on the clock that never steps and counts through sleep."""
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC_RAW)
    return time.perf_counter_ns()


def _awake_ns() -> int:
    """Nanoseconds on a clock that stands still while the computer sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    if sys.platform == "darwin":
        return time.clock_gettime_ns(time.CLOCK_UPTIME_RAW)
    if sys.platform == "win32":
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value * 100
    return time.perf_counter_ns()


def _derived_boot_id() -> str:
    """A boot named by when it was, to the minute: for systems that do not name their boots."""
    booted = time.time_ns() - _steady_ns()
    return f"booted-{round(booted / 60_000_000_000)}"


def _system_boot_id() -> str:
    """The system's own name for this boot; empty where it has none."""
    if sys.platform == "linux":
        return _linux_boot_id(Path("/proc/sys/kernel/random/boot_id"))
    if sys.platform == "darwin":
        return _mac_boot_id()
    if sys.platform == "win32":
        return _windows_boot_id()
    return ""


def _linux_boot_id(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _mac_boot_id() -> str:
    """`kern.bootsessionuuid`, asked through sysctl."""
    try:
        sysctl = ctypes.CDLL(None).sysctlbyname
    except (OSError, AttributeError, TypeError):
        return ""
    text = ctypes.create_string_buffer(64)
    size = ctypes.c_size_t(len(text))
    failed = sysctl(b"kern.bootsessionuuid", text, ctypes.byref(size), None, 0)
    return "" if failed else text.value.decode("ascii", "replace")


def _windows_boot_id() -> str:
    """The registry's count of boots (kept where prefetch is on)."""
    if sys.platform != "win32":
        return ""
    import winreg

    key = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
            count, _kind = winreg.QueryValueEx(opened, "BootId")
    except OSError:
        return ""
    return f"windows-boot-{count}"


class Clock:
    """The computer's clocks as one."""

    def __init__(self) -> None:
        self._boot = _system_boot_id() or _derived_boot_id()

    @property
    def boot(self) -> str:
        """The id of this boot; instants of another boot share no steady clock."""
        return self._boot

    def now(self) -> Instant:
        """Wall (aware UTC) and steady, read within a millisecond of each other where possible."""
        for _attempt in range(4):
            before = _steady_ns()
            wall = time.time_ns()
            after = _steady_ns()
            if after - before < _PATIENCE_NS:
                break
        return Instant(
            datetime.fromtimestamp(wall // 1_000_000_000, UTC)
            + timedelta(microseconds=wall % 1_000_000_000 // 1000),
            timedelta(microseconds=(before + after) // 2000),
            self._boot,
        )

    def asleep(self) -> timedelta:
        """How long the computer has slept; only differences between two answers mean something."""
        return timedelta(microseconds=(_steady_ns() - _awake_ns()) // 1000)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the watch compares: both clocks, and the time slept so far."""

    at: Instant
    asleep: timedelta


def drift(before: Instant, after: Instant) -> timedelta:
    """How far the wall clock went ahead of the steady one (positive: it jumped forward).

    Nothing can be said across two boots: zero.
    """
    if before.boot != after.boot:
        return _ZERO
    return (after.wall - before.wall) - (after.steady - before.steady)


class ClockWatch(QObject):
    """Looks at the clocks once a second and tells steps of the wall clock and sleeps.

    A slow correction (NTP slewing) is no step: each look is compared with the one before it.
    """

    stepped = Signal(object)
    """timedelta: the wall clock was moved by so much; positive: forward."""
    slept = Signal(object)
    """timedelta: the computer slept for so long."""

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = self._read()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch from now on."""
        self._last = self._read()
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Compare the clocks with the last look."""
        before, self._last = self._last, self._read()
        step = drift(before.at, self._last.at)
        if abs(step) > STEP_TOLD:
            self.stepped.emit(step)
        slept = self._last.asleep - before.asleep
        if slept > SLEEP_TOLD:
            self.slept.emit(slept)

    def _read(self) -> Reading:
        return Reading(self._clock.now(), self._clock.asleep())
