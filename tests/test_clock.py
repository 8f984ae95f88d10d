"""The clock, the watch over it, and keeping awake."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel import awake as awake_module
from control_panel import clock as clock_module
from control_panel.awake import keep_awake
from control_panel.clock import Clock, ClockWatch, drift
from control_panel.instant import Instant
from tests.fakes.clock import FakeClock


def ms(n: float) -> timedelta:
    return timedelta(milliseconds=n)


class TestClock:
    def test_wall_is_aware_utc_and_near_the_computers(self):
        now = Clock().now()
        assert now.wall.utcoffset() == timedelta(0)
        assert abs(now.wall - datetime.now(UTC)) < timedelta(seconds=2)

    def test_steady_and_wall_go_together(self):
        clock = Clock()
        before = clock.now()
        after = clock.now()
        assert after.steady >= before.steady
        assert abs(drift(before, after)) < ms(50)

    def test_two_clocks_of_one_boot_agree(self):
        one, other = Clock(), Clock()
        assert one.boot == other.boot != ""
        assert abs(other.now().since(one.now())) < timedelta(seconds=1)

    @pytest.mark.skipif(sys.platform != "linux", reason="CLOCK_BOOTTIME is Linux's")
    def test_steady_on_linux_counts_sleep(self):
        told = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000
        assert abs(Clock().now().steady - timedelta(microseconds=told)) < timedelta(seconds=1)

    def test_asleep_is_steady(self):
        clock = Clock()
        assert abs(clock.asleep() - clock.asleep()) < ms(5)

    def test_a_system_that_does_not_name_its_boot_gets_a_derived_name(self, monkeypatch):
        monkeypatch.setattr(clock_module, "_system_boot_id", lambda: "")
        assert Clock().boot.startswith("booted-")

    def test_no_boot_id_file(self, tmp_path: Path):
        assert clock_module._linux_boot_id(tmp_path / "none") == ""

    @pytest.mark.parametrize("platform", ["win32", "darwin"])
    def test_imports_anywhere(self, platform, monkeypatch):
        monkeypatch.setattr(sys, "platform", platform)
        for name in ("control_panel.clock", "control_panel.awake"):
            spec = importlib.util.find_spec(name)
            assert spec is not None
            module = importlib.util.module_from_spec(spec)
            assert spec.loader is not None
            monkeypatch.setitem(sys.modules, name, module)
            spec.loader.exec_module(module)


class TestDrift:
    def test_nothing_happened(self):
        clock = FakeClock()
        before = clock.now()
        assert drift(before, clock.advance(timedelta(hours=3))) == timedelta(0)

    @pytest.mark.parametrize("step", [ms(300), -ms(300), timedelta(hours=-1)])
    def test_a_step(self, step):
        clock = FakeClock()
        before = clock.now()
        clock.advance(ms(1000))
        assert drift(before, clock.step_wall(step)) == step

    def test_another_boot_says_nothing(self):
        clock = FakeClock()
        before = clock.now()
        clock.reboot()
        assert drift(before, clock.step_wall(timedelta(days=1))) == timedelta(0)

    @given(
        st.timedeltas(timedelta(0), timedelta(days=9)),
        st.timedeltas(-timedelta(days=9), timedelta(days=9)),
    )
    def test_is_the_step_whatever_passed(self, passed, step):
        clock = FakeClock()
        before = clock.now()
        clock.advance(passed)
        assert drift(before, clock.step_wall(step)) == step


@pytest.fixture
def watched(qapp):
    clock = FakeClock()
    watch = ClockWatch(clock)
    told: list[tuple[str, timedelta]] = []
    watch.stepped.connect(lambda by: told.append(("stepped", by)))
    watch.slept.connect(lambda by: told.append(("slept", by)))
    return clock, watch, told


class TestClockWatch:
    def test_time_passing_is_nothing(self, watched):
        clock, watch, told = watched
        for _ in range(100):
            clock.advance(timedelta(seconds=1))
            watch.look()
        assert told == []

    def test_a_late_look_is_no_sleep(self, watched):
        clock, watch, told = watched
        clock.advance(timedelta(minutes=5))
        watch.look()
        assert told == []

    @pytest.mark.parametrize("step", [ms(251), -ms(251), timedelta(hours=1)])
    def test_a_step_is_told_once(self, watched, step):
        clock, watch, told = watched
        clock.step_wall(step)
        watch.look()
        watch.look()
        assert told == [("stepped", step)]

    @pytest.mark.parametrize("step", [ms(250), -ms(250), ms(1)])
    def test_a_small_step_is_not_told(self, watched, step):
        clock, watch, told = watched
        clock.step_wall(step)
        watch.look()
        assert told == []

    def test_slewing_is_no_step(self, watched):
        clock, watch, told = watched
        for _ in range(3600):
            clock.advance(timedelta(seconds=1))
            clock.step_wall(timedelta(microseconds=500))
            watch.look()
        assert told == []

    def test_a_sleep_is_told_with_its_length(self, watched):
        clock, watch, told = watched
        clock.sleep(timedelta(minutes=7))
        watch.look()
        assert told == [("slept", timedelta(minutes=7))]

    def test_a_nap_is_not_told(self, watched):
        clock, watch, told = watched
        clock.sleep(timedelta(seconds=2))
        watch.look()
        assert told == []

    def test_a_sleep_with_a_step_tells_both(self, watched):
        clock, watch, told = watched
        clock.sleep(timedelta(minutes=7))
        clock.step_wall(timedelta(seconds=3))
        watch.look()
        assert told == [("stepped", timedelta(seconds=3)), ("slept", timedelta(minutes=7))]

    def test_what_was_before_the_start_is_not_told(self, watched):
        clock, watch, told = watched
        clock.step_wall(timedelta(hours=1))
        watch.start()
        watch.look()
        watch.stop()
        assert told == []

    def test_looks_by_itself(self, watched, qtbot):
        clock, watch, _told = watched
        watch.start()
        clock.step_wall(timedelta(seconds=1))
        with qtbot.waitSignal(watch.stepped, timeout=3000):
            pass
        watch.stop()


class TestFakeClock:
    def test_advance_moves_both(self):
        clock = FakeClock()
        before = clock.now()
        after = clock.advance(ms(40))
        assert after == clock.now() == before.shifted(ms(40))

    def test_set_goes_to_a_wall_time(self):
        clock = FakeClock()
        before = clock.now()
        after = clock.set(before.wall + timedelta(hours=1))
        assert after.since(before) == timedelta(hours=1)

    def test_set_takes_an_instant(self):
        clock = FakeClock()
        instant = Instant(datetime(2030, 1, 1, tzinfo=UTC), timedelta(5), "boot-9")
        assert clock.set(instant) == clock.now() == instant
        assert clock.boot == "boot-9"

    def test_reboot_is_another_boot(self):
        clock = FakeClock()
        before = clock.now()
        after = clock.reboot(timedelta(minutes=1))
        assert after.boot != before.boot
        assert after.since(before) == timedelta(minutes=1)


class TestKeepAwake:
    """What can be said without a desktop: it never raises, it tells, and it leaves nothing."""

    def test_nobody_to_ask_is_told(self, qtbot, monkeypatch, tmp_path):
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        monkeypatch.setenv("PATH", str(tmp_path))
        kept = keep_awake("On air")
        qtbot.waitUntil(lambda: kept.sentence != "", timeout=3000)
        assert "may go to sleep" in kept.sentence
        kept.release()
        kept.release()

    def test_a_bus_that_does_not_answer_is_told(self, qtbot, monkeypatch, tmp_path):
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/nobody")
        monkeypatch.setenv("PATH", str(tmp_path))
        kept = keep_awake("On air")
        qtbot.waitUntil(lambda: kept.sentence != "", timeout=3000)
        kept.release()

    @pytest.mark.skipif(os.name != "posix", reason="a shell script stands for the program")
    @pytest.mark.parametrize(
        ("platform", "program"), [("linux", "systemd-inhibit"), ("darwin", "caffeinate")]
    )
    def test_the_child_lives_until_the_release(
        self, platform, program, qtbot, monkeypatch, tmp_path
    ):
        script = tmp_path / program
        script.write_text('#!/bin/sh\necho "$$ $*" > "$0.out"\nexec /bin/cat\n')
        script.chmod(0o755)
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
        out = tmp_path / f"{program}.out"
        with keep_awake("On air") as kept:
            qtbot.waitUntil(lambda: out.exists() and out.read_text().endswith("\n"), timeout=3000)
            pid = int(out.read_text().split()[0])
            assert kept.sentence == ""
            os.kill(pid, 0)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    def test_windows_refusing_is_told(self, qtbot, monkeypatch):
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(awake_module, "_set_windows_state", lambda *, awake: False)
        kept = keep_awake("On air")
        assert "Windows" in kept.sentence
        kept.release()

    def test_windows_is_told_to_stay_and_to_go(self, qtbot, monkeypatch):
        said: list[bool] = []
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(
            awake_module, "_set_windows_state", lambda *, awake: said.append(awake) or True
        )
        with keep_awake("On air") as kept:
            assert kept.sentence == ""
        assert said == [True, False]


@pytest.fixture
def session_bus(tmp_path, monkeypatch, qtbot):
    """A session bus of our own with a desktop on it that notes who asks it to stay awake."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("no dbus-daemon here")
    from PySide6 import QtDBus

    asked: list[tuple[str, str, list[str]]] = []

    class Desktop(QtDBus.QDBusVirtualObject):
        def introspect(self, _path):
            return ""

        def handleMessage(self, message, connection):  # noqa: N802 - Qt's name
            asked.append((message.service(), message.member(), message.arguments()))
            connection.send(message.createReply([7]))
            return True

    address = f"unix:path={tmp_path}/bus"
    daemon = subprocess.Popen(
        [program, "--session", "--nofork", "--nopidfile", f"--address={address}"],
        stderr=subprocess.DEVNULL,
    )
    try:
        qtbot.waitUntil(lambda: (tmp_path / "bus").exists(), timeout=5000)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setattr(sys, "platform", "linux")
        bus = QtDBus.QDBusConnection.connectToBus(address, "the desktop")
        desktop = Desktop()
        bus.registerVirtualObject("/org/freedesktop/ScreenSaver", desktop)
        assert bus.registerService("org.freedesktop.ScreenSaver")

        def present(name: str) -> bool:
            bus_itself = "org.freedesktop.DBus"
            call = QtDBus.QDBusMessage.createMethodCall(
                bus_itself, "/org/freedesktop/DBus", bus_itself, "NameHasOwner"
            )
            call.setArguments([name])
            (there,) = bus.call(call).arguments()
            return there

        yield present, asked
        QtDBus.QDBusConnection.disconnectFromBus("the desktop")
    finally:
        daemon.terminate()
        daemon.wait(5)


@pytest.mark.live
def test_the_desktop_is_asked_and_let_go(session_bus, qtbot):
    present, asked = session_bus
    with keep_awake("On air") as kept:
        qtbot.waitUntil(lambda: bool(asked), timeout=3000)
        ((caller, member, arguments),) = asked
        assert (member, arguments) == ("Inhibit", ["Control Panel", "On air"])
        assert present(caller)
        qtbot.waitUntil(lambda: not kept.waiting, timeout=3000)
        assert kept.sentence == ""
    # The desktop drops an inhibition when its caller leaves the bus.
    qtbot.waitUntil(lambda: not present(caller), timeout=3000)
