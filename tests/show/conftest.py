"""The suite of the show runs in four zones of the machine, unless a module says `ZONES = 1`."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

MACHINE_ZONES = ("UTC", "America/St_Johns", "Asia/Kathmandu", "Pacific/Chatham")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "machine_zone" in metafunc.fixturenames:
        many = getattr(metafunc.module, "ZONES", len(MACHINE_ZONES))
        metafunc.parametrize("machine_zone", MACHINE_ZONES[:many], indirect=True)


@pytest.fixture(autouse=True)
def machine_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The machine's own zone, which nothing in a show may depend on."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        if hasattr(time, "tzset"):
            time.tzset()
        yield request.param
    if hasattr(time, "tzset"):
        time.tzset()
