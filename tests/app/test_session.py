"""A whole session, window and all, on an OBS that misbehaves: what the operator sees."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from control_panel.alarms import Alarms
from control_panel.app.base import Base
from control_panel.app.build import StoreTrouble
from control_panel.app.opening import open_show
from control_panel.app.session import Session
from control_panel.clock import Clock
from control_panel.log import Bugs
from control_panel.obs.address import Address
from control_panel.running_order import as_run
from control_panel.running_order.commands import Action, Command
from control_panel.secrets import Secrets
from control_panel.settings import Settings
from control_panel.show.store import Store
from control_panel.tasks import Tasks
from control_panel.ui.window import Window
from tests.fakes.obs_server import FakeObs
from tests.fakes.raw_server import RawServer, silent
from tests.fakes.relay import Relay
from tests.live.stage import live_show

pytestmark = pytest.mark.timeout(90)


class Room:
    """A session with a window that nobody has to look at."""

    def __init__(self, qtbot: QtBot, file: Path, address: Address) -> None:
        self.qtbot = qtbot
        settings = Settings(obs_host=address.host, obs_port=address.port, api_on=False)
        secrets = Secrets(memory_only="A test keeps nothing.")
        self.base = Base(settings, secrets, Tasks(), Clock(), Bugs())
        self.owner = QObject()
        self.alarms = Alarms(self.owner)
        self.window = Window()
        qtbot.addWidget(self.window)
        self.window.resize(1600, 900)
        self.window.show()
        trouble = StoreTrouble(self.alarms, self.base.clock)
        opened = open_show(file, self.base.clock.now(), trouble)
        self.session = Session(opened, self.base, self.alarms, self.window, self.owner)
        self.wanted: list[str] = []
        self.session.password_wanted.connect(self.wanted.append)

    @property
    def playout(self) -> Any:
        return self.session.gallery.playout

    def until(self, true: Callable[[], object], ms: int = 12000) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=ms)

    def connected(self) -> bool:
        return self.session.gallery.switcher.state.connected

    def do(self, action: Action) -> Any:
        return self.playout.do(Command(action))

    def press(self, action: Action) -> None:
        """A command; where it asks, once more after a moment."""
        self.do(action)
        if self.playout.question is not None:
            asked = self.base.clock.now()
            self.until(lambda: self.base.clock.now().since(asked).total_seconds() > 0.35)
            self.do(action)
        self.until(lambda: not self.playout.playhead.taking and not self.playout.playhead.cutting)

    def take(self) -> None:
        last = self.playout.playhead.last_take_at
        self.until(lambda: not last or self.base.clock.now().since(last).total_seconds() > 0.35)
        self.press(Action.TAKE)

    def alarm(self, key: str) -> str:
        found = self.alarms.get(key)
        return found.sentence if found else ""

    def words(self) -> str:
        """Every word that stands in a label of the window or is said of OBS."""
        labels = [label.text() for label in self.window.findChildren(QLabel)]
        return " | ".join([*labels, self.session.obs_sentence])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "a.show"
    Store.create(made, live_show())
    return made


@pytest.fixture
def room(qtbot: QtBot, file: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Room]]:
    made: list[Room] = []

    def make(address: Address) -> Room:
        room = Room(qtbot, file, address)
        made.append(room)
        room.session.start()
        return room

    yield make
    for one in made:
        assert one.session.stop(hand_over=False)
        one.window.close()
        QApplication.processEvents()


@pytest.mark.loud
def test_a_wrong_password_is_asked_for_once_and_never_tried_in_a_loop(
    room: Callable[..., Room], qtbot: QtBot
) -> None:
    with FakeObs("the right one") as obs, Relay((obs.address.host, obs.address.port)) as relay:
        r = room(Address("127.0.0.1", relay.port))
        r.until(lambda: r.wanted)
        assert "password" in r.wanted[0].lower()
        assert "password" in r.words().lower()
        tried = relay.accepted
        with qtbot.assertNotEmitted(r.session.password_wanted, wait=1500):
            pass
        assert relay.accepted == tried
        r.session.enter_password("the right one")
        r.until(r.connected)


def test_a_mute_server_is_named(room: Callable[..., Room]) -> None:
    with RawServer(silent) as server:
        r = room(Address("127.0.0.1", server.port))
        r.until(lambda: r.session.obs_sentence)
        assert not r.connected()
        assert str(server.port) in r.session.obs_sentence


@pytest.mark.loud
def test_a_half_open_link_is_lost_within_seconds_and_take_asks(room: Callable[..., Room]) -> None:
    with FakeObs() as obs, Relay((obs.address.host, obs.address.port)) as relay:
        r = room(Address("127.0.0.1", relay.port))
        r.until(r.connected)
        r.press(Action.LIVE)
        r.take()
        relay.hold()
        frozen = r.base.clock.now()
        r.until(lambda: not r.connected())
        assert r.base.clock.now().since(frozen).total_seconds() < 15.0
        assert "OBS does not answer" in r.alarm("obs:link")
        r.take()
        assert r.playout.playhead.on_air.item_id == "item-2"
        assert r.playout.playhead.on_air.proof.value == "unconfirmed"
        relay.release()
        relay.cut()
        r.until(r.connected)
        r.until(lambda: r.alarm("obs:astray"))
        assert not r.alarm("obs:link")


def test_a_collection_change_names_the_scene_that_next_lacks(room: Callable[..., Room]) -> None:
    with FakeObs() as obs:
        r = room(obs.address)
        r.until(r.connected)
        r.press(Action.LIVE)
        r.take()
        obs.hand("SetCurrentSceneCollection", sceneCollectionName="Other")
        r.until(lambda: r.alarm("scene:item-2"))
        assert "no scene “B”" in r.alarm("scene:item-2")
        obs.hand("SetCurrentSceneCollection", sceneCollectionName="Show")
        r.until(lambda: not r.alarm("scene:item-2"))


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


def hold_locked(file: str, held: Any, release: Any) -> None:
    """Another process that holds the show file, as a disk that blocks."""
    connection = sqlite3.connect(file, isolation_level=None, timeout=10)
    connection.execute("BEGIN EXCLUSIVE")
    held.set()
    release.wait(30)
    connection.execute("ROLLBACK")
    connection.close()


@pytest.mark.loud
def test_a_show_file_that_is_locked_costs_no_take_and_loses_nothing(
    room: Callable[..., Room], file: Path
) -> None:
    context = multiprocessing.get_context("spawn")
    held, release = context.Event(), context.Event()
    with FakeObs() as obs:
        r = room(obs.address)
        r.until(r.connected)
        r.press(Action.LIVE)
        store = r.session.gallery.store
        assert store.drain(5)
        other = context.Process(target=hold_locked, args=(str(file), held, release))
        other.start()
        try:
            r.until(held.is_set)
            for number in range(1, 5):
                r.take()
                assert r.playout.playhead.on_air.item_id == f"item-{number}"
            r.until(lambda: r.alarm("store"))
            assert store.pending
        finally:
            release.set()
            other.join(10)
        r.until(lambda: not store.pending)
        r.until(lambda: not r.alarm("store"))
    rows = as_run.rows(store.load().as_run)
    assert [row.number for row in rows] == ["1", "2", "3", "4"]


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
