"""The API on the real bridge: HTTP from outside, the Qt loop inside, and the clocks between."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import aiohttp
import pytest
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.running_order.commands import Action, Command, Outcome, Result
from control_panel.show.model import Item, Mode, Playhead, Run, RunningOrder, Show
from control_panel.web.api import TOKEN as TOKEN_VARIABLE
from control_panel.web.api import Api, token_of
from control_panel.web.desk import DeskBridge, Values
from tests.web.conftest import TOKEN, Client

CLOCK = Clock()
ITEM = Item("Kinshasa", id="one", planned=timedelta(minutes=5))
SHOW = Show("Water", date(2026, 11, 22), running_orders=(RunningOrder(items=(ITEM,)),))


def _talk(func: Callable[[], object], qtbot: QtBot) -> object:
    """Call from another thread while the Qt loop runs here."""
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(func)
        qtbot.waitUntil(future.done, timeout=10_000)
        return future.result()


@pytest.fixture
def seen() -> list[Command]:
    return []


@pytest.fixture
def open_api(qtbot: QtBot, seen: list[Command]):  # type: ignore[no-untyped-def]
    """An API on a bridge whose panel takes 0.1 s to confirm."""
    run = Run("one", CLOCK.now(), planned=timedelta(minutes=5), added=timedelta(seconds=30))
    values = Values(SHOW, Playhead(mode=Mode.LIVE, on_air=run))
    timers: list[threading.Timer] = []

    def do(command: Command) -> Outcome:
        seen.append(command)
        done = Outcome(command.id, command.action, Result.DONE, "On air.")
        timers.append(threading.Timer(0.1, lambda: bridge.tell_outcome(done)))
        timers[-1].start()
        return Outcome(command.id, command.action, Result.SENT)

    bridge = DeskBridge(lambda: values, do, CLOCK.now)
    api = Api(bridge, lambda: TOKEN, 0)
    with qtbot.waitSignal(api.listening, timeout=10_000):
        api.start()
    yield api, run
    assert api.stop(5)
    for timer in timers:
        timer.join()


def test_a_take_from_http_to_its_outcome(open_api, qtbot: QtBot, seen: list[Command]) -> None:  # type: ignore[no-untyped-def]
    client = Client(open_api[0].port)
    body = {"on_air": "one", "next": None}
    status, found = _talk(lambda: client.post("/take?wait=1", body), qtbot)  # type: ignore[misc]
    assert (status, found["result"], found["sentence"]) == (200, "done", "On air.")
    assert seen[0].action is Action.TAKE
    assert seen[0].seen_next == ""
    status, found = _talk(lambda: client.post("/take", body), qtbot)  # type: ignore[misc]
    assert (status, found["result"]) == (202, "sent")
    state = _talk(lambda: client.ask("GET", "/state")[1], qtbot)
    assert state["last_command"]["id"] in {c.id for c in seen}  # type: ignore[index]


def test_the_time_left_is_right_to_a_frame_while_qt_is_blocked(open_api) -> None:  # type: ignore[no-untyped-def]
    """Decision 16, with the Qt thread in a wait of its own: this very function."""
    api, run = open_api
    client = Client(api.port)
    off: list[float] = []

    async def talk(session: aiohttp.ClientSession) -> None:
        for _ in range(30):
            before = CLOCK.now()
            async with session.get(client.root + "/state") as answer:
                left = timedelta(milliseconds=(await answer.json())["on_air"]["remaining_ms"])
            after = CLOCK.now()
            at = {left - (run.planned + run.added - now.since(run.started_at))
                  for now in (before, after)}  # fmt: skip
            # True at one moment between the two: so one is not above, the other not below.
            off.append(max(min(at) / timedelta(milliseconds=1), 0.0) +
                       max(-max(at) / timedelta(milliseconds=1), 0.0))  # fmt: skip

    client.run(talk)
    assert max(off) <= 1.0  # a millisecond for the rounding; decision 16 allows 40


def test_events_of_a_take(open_api, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    client = Client(open_api[0].port)

    async def talk(session: aiohttp.ClientSession) -> list[str]:
        async with session.ws_connect(client.root + "/events") as events:
            await events.receive_json()
            await session.post(client.root + "/hold")
            got: list[str] = []
            while "done" not in got:
                message = await asyncio.wait_for(events.receive_json(), 5)
                if message["type"] == "outcome":
                    got.append(message["outcome"]["result"])
            return got

    assert _talk(lambda: client.run(talk), qtbot) == ["sent", "done"]


def test_the_road_of_a_command_is_short(open_api, qtbot: QtBot, seen: list[Command]) -> None:  # type: ignore[no-untyped-def]
    """From a POST on an open line to `do` in the Qt thread and back: a few milliseconds."""
    client = Client(open_api[0].port)
    took: list[float] = []

    async def talk(session: aiohttp.ClientSession) -> None:
        for _ in range(40):
            began = time.perf_counter()
            async with session.post(client.root + "/hold") as answer:
                assert answer.status == 202
            took.append(time.perf_counter() - began)

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(client.run, talk)
        # An event loop as in use: woken by what arrives, not by a polling test.
        qtbot.waitUntil(lambda: len(seen) >= 40 and future.done(), timeout=20_000)
        future.result()
    assert sorted(took)[20] < 1.0


def test_the_token_is_the_variables_or_kept_or_made(monkeypatch: pytest.MonkeyPatch) -> None:
    from control_panel.secrets import Secrets

    secrets = Secrets(memory_only="In this test.")
    monkeypatch.delenv(TOKEN_VARIABLE, raising=False)
    made = token_of(secrets)
    assert len(made) >= 40
    assert token_of(secrets) == made
    assert secrets.get("api") == made
    fresh = Secrets(memory_only="No keyring.")
    with ThreadPoolExecutor(8) as pool:  # the API and Setup may ask at the same moment
        assert len(set(pool.map(lambda _: token_of(fresh), range(8)))) == 1
    monkeypatch.setenv(TOKEN_VARIABLE, "from-the-variable")
    assert token_of(secrets) == "from-the-variable"
    assert secrets.get("api") == made
