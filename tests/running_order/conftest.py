"""The pure suites of this room run with the computer in each of four time zones (decision 20)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.running_order.zones import FOUR, computer_in

_PURE = ("test_timing", "test_as_run", "test_wording", "test_entry", "test_playhead")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the pure suites once in each zone; other tests once, where the computer is."""
    name = metafunc.module.__name__.rsplit(".", 1)[-1]
    if name.startswith(_PURE):
        metafunc.parametrize("_computer_zone", FOUR, indirect=True)


@pytest.fixture(autouse=True)
def _computer_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    zone = getattr(request, "param", "")
    if not zone:
        yield zone
        return
    with computer_in(zone):
        yield zone
