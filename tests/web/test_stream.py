"""The events: what readers get, how often, and what becomes of slow ones."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from typing import Any

import aiohttp
import psutil
import pytest
from pytestqt.qtbot import QtBot

from control_panel.running_order.commands import Action, Command, Result
from control_panel.web import stream
from control_panel.web.api import Api
from tests.fakes.desk import FakeDesk
from tests.web.conftest import TOKEN, Client


def test_the_state_first_then_changes_and_outcomes(client: Client, desk: FakeDesk) -> None:
    async def talk(session: aiohttp.ClientSession) -> list[dict[str, Any]]:
        async with session.ws_connect(client.root + "/events") as events:
            got = [await events.receive_json()]
            desk.fields = {"mode": "close-out"}
            desk.tell(desk.outcome(Command(Action.HOLD, id="c1"), Result.DONE))
            got += [await events.receive_json(), await events.receive_json()]
            return got

    first, second, third = client.run(talk)
    assert first == {"type": "state", "state": {"mode": "live"}}
    outcome = {"id": "c1", "action": "hold", "result": "done", "sentence": None, "reason": None}
    assert second == {"type": "outcome", "outcome": outcome}
    assert third == {"type": "state", "state": {"mode": "close-out"}}


def test_changes_in_a_storm_are_told_ten_times_a_second(client: Client, desk: FakeDesk) -> None:
    async def talk(session: aiohttp.ClientSession) -> int:
        async with session.ws_connect(client.root + "/events") as events:
            await events.receive_json()
            began = time.monotonic()
            got, last = 0, -1
            while last < 600:
                if last < 0 or time.monotonic() - began < 0.5:
                    for _ in range(100):
                        desk.fields["n"] = desk.fields.get("n", 0) + 1
                        desk.tell(None)
                last = (await events.receive_json())["state"]["n"]
                got += 1
            assert last == desk.fields["n"]
            return got

    assert client.run(talk) <= 12


def test_a_reader_that_speaks_is_told_where_to(client: Client) -> None:
    async def talk(session: aiohttp.ClientSession) -> tuple[int | None, str | None]:
        async with session.ws_connect(client.root + "/events") as events:
            await events.receive_json()
            await events.send_str("take")
            message = await events.receive()
            return events.close_code, message.extra

    code, sentence = client.run(talk)
    assert code == 1008
    assert "POST" in (sentence or "")


def test_a_plain_get_is_no_reader(client: Client) -> None:
    status, found, _ = client.ask("GET", "/events")
    assert (status, "sentence" in found) == (400, True)


def _connect(client: Client) -> socket.socket:
    """A reader of the events that reads nothing but the answer's head, through a narrow door."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(10)
    line.connect(("127.0.0.1", client.port))
    line.sendall(
        b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer "
        + TOKEN.encode()
        + b"\r\n\r\n"
    )
    assert line.recv(12) == b"HTTP/1.1 101"
    return line


def _read_all(line: socket.socket) -> bytes:
    got = bytearray()
    try:
        while chunk := line.recv(1 << 20):
            got += chunk
    except ConnectionResetError:
        pass
    return bytes(got)


def test_a_reader_that_reads_nothing_is_cut_and_nobody_waits_for_it(
    client: Client, desk: FakeDesk, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "control_panel.web.stream")
    desk.fields["much"] = "x" * 8_000_000
    slow = _connect(client)
    began = time.monotonic()
    longest = 0.0
    while "read too slowly" not in caplog.text:
        asked = time.monotonic()
        assert client.post("/hold")[0] == 202
        longest = max(longest, time.monotonic() - asked)
        assert time.monotonic() - began < 10
    assert longest < 3.0
    # It is aborted when it does not take its close frame either.
    port = slow.getsockname()[1]
    qtbot.waitUntil(lambda: port not in _peers(), timeout=5000)
    slow.close()


def _peers() -> set[int]:
    """The ports of those whose connection this process still holds open."""
    known = psutil.Process().net_connections("tcp4")
    return {c.raddr.port for c in known if c.raddr and c.status == psutil.CONN_ESTABLISHED}


def test_a_slow_reader_that_wakes_in_time_reads_why(
    client: Client, desk: FakeDesk, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "control_panel.web.stream")
    desk.fields["much"] = "x" * 8_000_000
    slow = _connect(client)
    qtbot.waitUntil(lambda: "read too slowly" in caplog.text, timeout=10_000)
    with slow:
        assert stream.TOO_SLOW.encode() in _read_all(slow)


def test_a_reader_too_many_outcomes_behind_is_cut(
    client: Client, desk: FakeDesk, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "control_panel.web.stream")
    desk.fields["much"] = "x" * 8_000_000
    slow = _connect(client)
    for n in range(stream.BEHIND * 2):
        desk.tell(desk.outcome(Command(Action.HOLD, id=str(n)), Result.DONE))
    qtbot.waitUntil(lambda: "read too slowly" in caplog.text, timeout=10_000)
    slow.close()


def test_more_readers_than_the_panel_serves(client: Client) -> None:
    async def talk(session: aiohttp.ClientSession) -> int:
        open_ = [await session.ws_connect(client.root + "/events") for _ in range(stream.MOST)]
        async with session.get(client.root + "/events") as answer:
            status = answer.status
        await asyncio.gather(*(events.close() for events in open_))
        return status

    assert client.run(talk) == 503


def test_at_the_end_readers_are_told(client: Client, api: Api, desk: FakeDesk) -> None:
    async def talk(session: aiohttp.ClientSession) -> tuple[int | None, str | None]:
        async with session.ws_connect(client.root + "/events") as events:
            await events.receive_json()
            ending = asyncio.get_running_loop().run_in_executor(None, api.stop, 3.0)
            message = await events.receive()
            assert await ending
            return events.close_code, message.extra

    assert client.run(talk) == (1001, stream.CLOSING)
    assert desk.told == []


def test_sentences_fit_into_a_close_frame() -> None:
    for sentence in (stream.TOO_SLOW, stream.CLOSING):
        assert len(sentence.encode()) <= 123
    assert json.dumps(stream.TOO_SLOW)
