"""Settings that change while a show runs are kept without waiting for the disk."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from control_panel import settings as settings_file
from control_panel.app import base as base_module
from control_panel.app.base import Base
from control_panel.clock import Clock
from control_panel.log import Bugs
from control_panel.secrets import Secrets
from control_panel.settings import Settings
from control_panel.tasks import Tasks


def test_a_change_on_air_waits_for_nothing_and_the_last_one_is_kept(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, wrote = threading.Event(), []

    class SlowDisk:
        @staticmethod
        def save(wanted: Settings) -> None:
            assert free.wait(10)
            settings_file.save(wanted)
            wrote.append(threading.current_thread() is threading.main_thread())

    monkeypatch.setattr(base_module, "settings_file", SlowDisk)
    base = Base(Settings(), Secrets(memory_only="A test."), Tasks(), Clock(), Bugs())
    for scale in (1.1, 1.2, 1.3):
        base.change_on_air(window_scale=scale)
    assert base.settings.window_scale == 1.3
    assert wrote == []
    free.set()
    qtbot.waitUntil(lambda: base.tasks.running == 0, timeout=10_000)
    assert wrote == [False] * 3
    assert settings_file.load().settings.window_scale == 1.3
    base.change_on_air(window_scale=1.3)
    assert base.tasks.running == 0
    assert base.tasks.stop(2.0)
