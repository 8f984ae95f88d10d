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


def test_a_text_source_that_obs_lacks_is_an_alarm_before_its_item_is_on_air(
    room: Callable[..., Room],
) -> None:
    with FakeObs() as obs:
        r = room(obs.address)
        r.until(r.connected)
        obs.hand("RemoveInput", inputName="Name")
        r.until(lambda: "Name" not in r.session.gallery.switcher.state.inputs)
        r.press(Action.LIVE)
        assert not r.alarm("name:item-1")  # it has no name
        r.take()
        r.until(lambda: r.alarm("name:item-2"))  # next
        assert "no text source “Name”" in r.alarm("name:item-2")
        r.take()
        r.until(lambda: r.alarm("name:item-3"))
        on_air = r.alarms.get("name:item-2")
        assert on_air is not None
        assert on_air.detail.startswith("It is on air without its name.")
        obs.hand("CreateInput", sceneName="A", inputName="Name", inputKind="text_ft2_source_v2")
        r.until(lambda: not r.alarm("name:item-2") and not r.alarm("name:item-3"))
