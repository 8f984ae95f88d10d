"""A whole session, window and all, on a show that another panel holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from control_panel.running_order.commands import Action, Command
from control_panel.show.store import Store
from tests.app.room import Room, panels
from tests.fakes.obs_server import FakeObs
from tests.live.stage import live_show

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a.show"
    Store.create(made, live_show())
    return made


@pytest.fixture
def room(qtbot: QtBot, file: Path) -> Iterator[Callable[..., Room]]:
    with panels(qtbot, file) as make:
        yield make


def test_a_read_only_show_refuses_by_name(room: Callable[..., Room], file: Path) -> None:
    with FakeObs() as obs:
        owner = room(obs.address)
        owner.until(owner.connected)
        second = room(obs.address)
        said: list[Any] = []
        second.playout.outcome.connect(said.append)
        second.window.commanded.emit(Command(Action.REHEARSE))
        second.until(lambda: said)
        assert said[0].reason == "read-only"
        assert said[0].sentence
