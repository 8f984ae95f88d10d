"""What the tests of the link stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from control_panel.clock import Clock
from control_panel.obs.client import Address, ObsClient
from control_panel.obs.faults import Limits
from tests.fakes.obs_server import FakeObs

SHORT = Limits(connect=0.6, silence=0.6, ping=0.15)
"""The real limits are five seconds; tests/live has one test with them."""


@pytest.fixture
def fake() -> Iterator[FakeObs]:
    """A fake OBS with a password."""
    with FakeObs("secret") as server:
        yield server


@pytest.fixture
def make_client(qtbot: Any) -> Iterator[Callable[..., ObsClient]]:
    """Makes clients, and stops them in the end."""
    made: list[ObsClient] = []

    def make(where: FakeObs | Address, password: str | None = "secret", **more: Any) -> ObsClient:
        address = where.address if isinstance(where, FakeObs) else where
        more.setdefault("limits", SHORT)
        client = ObsClient(address, password, Clock(), **more)
        made.append(client)
        return client

    yield make
    for client in made:
        assert client.stop(2.0), "a thread was left"


@pytest.fixture
def client(fake: FakeObs, make_client: Callable[..., ObsClient], qtbot: Any) -> ObsClient:
    """A client that is connected to the fake."""
    made = make_client(fake, limits=Limits())
    with qtbot.waitSignal(made.bridge.connected):
        made.start()
    return made
