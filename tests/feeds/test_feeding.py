"""What the feeds of a show need: started once, with secrets for that address only, or told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from control_panel import settings
from control_panel.app.base import Base
from control_panel.app.feeding import ELSEWHERE, Feeding, FeedSecrets
from control_panel.clock import Clock
from control_panel.feeds.gateway_words import MISSING
from control_panel.instant import Instant
from control_panel.log import Bugs
from control_panel.secrets import Secrets
from control_panel.show import edits
from control_panel.show.document import Document
from control_panel.show.model import Feed, Item, Mode, Playhead, Run, RunningOrder, Show
from control_panel.tasks import Tasks

A, B = "srt://a.example:9000", "srt://b.example:9000"
CREDENTIAL = "feed:s1:f1"
NOW = Instant(datetime(2026, 11, 22, 14, tzinfo=UTC), timedelta(0), "boot")


@dataclass
class Gateways:
    """Writes down what is started."""

    started: list[tuple[str, dict[str, str], bool]] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    tidied: int = 0

    def start(self, feed: Feed, secrets: Mapping[str, str], *, missing: bool = False) -> None:
        self.started.append((feed.primary, dict(secrets), missing))

    def stop_feed(self, feed_id: str) -> None:
        self.stopped.append(feed_id)

    def tidy(self) -> None:
        self.tidied += 1


@dataclass
class Wall:
    """Writes down what is watched."""

    watched: list[dict[str, str]] = field(default_factory=list)
    awaited: frozenset[str] = frozenset()

    def watch(self, feeds: tuple[Feed, ...], unwatched: Mapping[str, str] | None = None) -> None:
        self.watched.append({f.id: (unwatched or {}).get(f.id, "watched") for f in feeds})

    def set_awaited(self, feed_ids: frozenset[str]) -> None:
        self.awaited = feed_ids


class Room:
    """A Feeding on recorders; the keyring is a memory."""

    def __init__(self, qtbot: QtBot, *feeds: Feed, read_only: str = "", **kept: str) -> None:
        self.tasks = Tasks()
        self.secrets = Secrets(memory_only="In this test.")
        for name, value in kept.items():
            self.secrets.set(f"{CREDENTIAL}:{name}", value)
        base = Base(settings.Settings(), self.secrets, self.tasks, Clock(), Bugs())
        item = Item("Kinshasa", id="i1", feed_ids=("f1",))
        order = (RunningOrder(items=(item, Item("Studio", id="i2"))),)
        show = Show("Water", date(2026, 11, 22), id="s1", feeds=feeds, running_orders=order)
        self.document = Document(show, read_only=read_only)
        self.gateways, self.wall, self.known = Gateways(), Wall(), FeedSecrets()
        self.feeding = Feeding(base, self.document, self.gateways, self.wall, self.known)
        self.told: list[str] = []
        self.feeding.secret_missing.connect(self.told.append)
        self._qtbot = qtbot

    def start(self) -> None:
        self.feeding.start()
        self.rest()

    def rest(self) -> None:
        """Until nothing is on its way any more."""
        seen = len(self.wall.watched)
        self._qtbot.waitUntil(
            lambda: not self.tasks.running and len(self.wall.watched) > seen - 1, timeout=2000
        )
        with self._qtbot.waitSignal(self.feeding._soon.timeout, timeout=50, raising=False):
            pass
        self._qtbot.waitUntil(lambda: not self.tasks.running, timeout=2000)

    def paste(self, address: str, **secrets: str) -> None:
        """As Setup does: the address first, its secrets one by one after it."""
        show = self.document.show
        feed = replace(show.feeds[0], primary=address, credential=CREDENTIAL if secrets else "")
        self.document.apply(replace(show, feeds=(feed,)), "Address")
        for name, value in secrets.items():
            self.feeding.set_secret("f1", name, value)
        self.rest()

    def kept(self) -> dict[str, str]:
        return {k: v for k, v in self.secrets._memory.items() if k.startswith("feed:")}


FEED = Feed("Kinshasa", id="f1", primary=A, credential=CREDENTIAL)


@pytest.fixture
def end() -> object:
    rooms: list[Room] = []
    yield rooms
    for room in rooms:
        assert room.tasks.stop(2.0)


@pytest.fixture
def make(qtbot: QtBot, end: list[Room]) -> object:
    def made(*feeds: Feed, **more: str) -> Room:
        end.append(Room(qtbot, *feeds, **more))
        return end[-1]

    return made


def test_the_keyrings_secrets_are_used_for_the_place_they_were_entered_for(make) -> None:
    room = make(FEED, passphrase=f"{A} old-secret-1")
    room.start()
    assert room.gateways.started == [(A, {"passphrase": "old-secret-1"}, False)]
    assert room.told == []


@pytest.mark.parametrize(
    "kept", [{}, {"passphrase": f"{A}0 old-secret-1"}, {"passphrase": "old-secret-1"}]
)
def test_secrets_that_are_missing_or_for_another_place_are_told(make, kept: dict[str, str]) -> None:
    room = make(FEED, **kept)
    room.start()
    assert room.gateways.started == [(A, {}, True)]
    assert room.told == [
        "Kinshasa: its password is not on this computer: enter the address again in Setup"
    ]
    direct = make(replace(FEED, gateway=False), **kept)
    direct.start()
    assert direct.wall.watched[-1] == {"f1": MISSING}
    assert not direct.gateways.started


def test_a_feed_without_secrets_does_not_wait_for_the_keyring(make) -> None:
    room = make(FEED, Feed("Delhi", id="f2", primary=B))
    room.feeding.start()
    assert room.gateways.started == [(B, {}, False)]
    room.rest()


def test_another_place_gets_none_of_the_old_secrets(make) -> None:
    room = make(FEED, passphrase=f"{A} old-secret-1", user=f"{A} u")
    room.start()
    room.paste(f"{B}?pbkeylen=16", streamid="new")
    assert room.gateways.started[-1] == (f"{B}?pbkeylen=16", {"streamid": "new"}, False)
    assert room.kept() == {f"{CREDENTIAL}:streamid": f"{B} new"}
    assert room.told == []
    room.document.undo()
    room.rest()
    assert room.gateways.started[-1] == (A, {}, True)
    assert "old-secret-1" not in repr(room.kept())
    assert len(room.told) == 1


def test_another_place_without_secrets_has_none(make) -> None:
    room = make(FEED, passphrase=f"{A} old-secret-1")
    room.start()
    room.paste(B)
    assert room.gateways.started[-1] == (B, {}, False)
    assert room.kept() == {}


def test_even_a_credential_that_was_left_gives_another_place_nothing(make) -> None:
    room = make(FEED, passphrase=f"{A} old-secret-1")
    room.start()
    moved = replace(FEED, primary=B)
    room.document.apply(replace(room.document.show, feeds=(moved,)), "Moved by something else")
    room.rest()
    assert room.gateways.started[-1] == (B, {}, True)


def test_an_address_its_latency_and_its_secrets_are_one_change(make) -> None:
    room = make(FEED, passphrase=f"{A} old-secret-1")
    room.start()
    room.paste(B, passphrase="new-secret-2", streamid="s", user="me")
    assert len(room.gateways.started) == 2


def test_the_same_place_keeps_its_secrets(make) -> None:
    room = make(FEED, passphrase=f"{A} old-secret-1")
    room.start()
    room.paste(f"{A}?pbkeylen=16", streamid="s")
    assert room.gateways.started[-1][1] == {"passphrase": "old-secret-1", "streamid": "s"}


def test_a_show_that_is_open_elsewhere_is_received_there(make) -> None:
    other = "“water” is open in another control panel (process 7 on desk)."
    room = make(FEED, read_only=other, passphrase=f"{A} old-secret-1")
    room.start()
    room.feeding.set_secret("f1", "passphrase", "x")
    assert not room.gateways.started
    assert not room.gateways.tidied
    assert room.wall.watched == [{"f1": ELSEWHERE}]
    assert room.told == []


def test_feeds_are_awaited_on_air_and_next_while_a_show_runs(make) -> None:
    room = make(FEED)
    run = Run("i1", NOW)
    for playhead, awaited in (
        (Playhead(mode=Mode.OFF, next_id="i1"), set()),
        (Playhead(mode=Mode.PRE_SHOW, next_id="i1"), {"f1"}),
        (Playhead(mode=Mode.LIVE, on_air=run, next_id="i2"), {"f1"}),
        (Playhead(mode=Mode.LIVE, next_id="i2"), set()),
    ):
        room.feeding.follow(Playhead(), playhead)
        assert room.wall.awaited == awaited


def test_a_feed_that_the_next_item_gets_in_the_show_is_awaited_at_once(make) -> None:
    room = make(FEED)
    room.feeding.follow(Playhead(), Playhead(mode=Mode.LIVE, next_id="i2"))
    assert room.wall.awaited == frozenset()
    room.document.apply(edits.change_item(room.document.show, "i2", feed_ids=("f1",)), "Feeds")
    assert room.wall.awaited == {"f1"}
