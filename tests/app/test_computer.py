"""What Setup sets for this computer reaches the settings, the window and the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from control_panel import settings
from control_panel.obs.address import Address
from control_panel.show.store import Store
from control_panel.web.api import TOKEN
from tests.app.room import Room
from tests.live.stage import live_show


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setenv("CONTROL_PANEL_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(TOKEN, raising=False)
    file = tmp_path / "a.show"
    Store.create(file, live_show())
    made = Room(qtbot, file, Address("127.0.0.1", 1))
    yield made
    assert made.session.stop(hand_over=False)
    made.window.close()
    QApplication.processEvents()


def test_who_sits_here_counts_at_once_and_is_kept(room: Room) -> None:
    room.session._setup.settings_wanted.emit({"person": "Helen Marsh"})
    room.session._setup.settings_wanted.emit({"api_port": 8700})
    assert room.window._author.person == "Helen Marsh"
    assert room.session._views.values().desk.person == "Helen Marsh"
    kept = settings.load().settings
    assert (kept.person, kept.api_port) == ("Helen Marsh", 8700)


def test_the_token_that_is_copied_is_the_one_that_the_api_takes(room: Room) -> None:
    room.session._setup.computer.token.click()
    room.until(lambda: "Copied" in room.session._setup.computer.token.text())
    assert QApplication.clipboard().text() == room.base.secrets.get("api")
    QApplication.clipboard().clear()
