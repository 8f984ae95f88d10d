"""A control API on a free port, and a client that speaks to it from the test's own loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import aiohttp
import pytest
from pytestqt.qtbot import QtBot

from control_panel.web.api import Api
from tests.fakes.desk import FakeDesk

TOKEN = "planted-api-token-1234"


class Client:
    """Speaks to the API; every call runs in a loop of its own and returns plain values."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.root = f"http://127.0.0.1:{port}/api/v1"
        self.headers = {"Authorization": f"Bearer {TOKEN}"}

    def run(self, talk: Callable[[aiohttp.ClientSession], Coroutine[Any, Any, Any]]) -> Any:
        async def main() -> Any:
            timeout = aiohttp.ClientTimeout(total=20)
            async with aiohttp.ClientSession(headers=self.headers, timeout=timeout) as session:
                return await talk(session)

        return asyncio.run(main())

    def ask(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> tuple[int, Any, dict[str, str]]:
        async def talk(session: aiohttp.ClientSession) -> tuple[int, Any, dict[str, str]]:
            url = self.root + path
            async with session.request(method, url, headers=headers, **more) as answer:
                return answer.status, await answer.json(), dict(answer.headers)

        found: tuple[int, Any, dict[str, str]] = self.run(talk)
        return found

    def post(self, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        status, found, _ = self.ask("POST", path, json=body if body is not None else {}, **more)
        return status, found


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def api(desk: FakeDesk, qtbot: QtBot) -> Iterator[Api]:
    made = Api(desk, lambda: TOKEN, 0, first=0.4, wait=0.4, slow=0.5)
    with qtbot.waitSignal(made.listening, timeout=10_000):
        made.start()
    yield made
    assert made.stop(5.0)


@pytest.fixture
def client(api: Api) -> Client:
    assert api.port is not None
    return Client(api.port)
