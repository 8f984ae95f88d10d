"""The pure suites of this room run with the computer in each of four time zones (decision 20)."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import nullcontext
from types import ModuleType

import pytest

from tests.running_order.air import Air
from tests.running_order.zones import FOUR, computer_in

_CALLED_FOUR_TIMES = ("test_timing", "test_as_run", "test_wording", "test_entry")
_SET_UP_FOUR_TIMES = ("test_playhead",)
"""Suites whose fixtures change in the test: the whole test runs in each zone."""


def _name(module: ModuleType) -> str:
    return module.__name__.rsplit(".", 1)[-1]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make four tests of each test whose fixtures it changes."""
    if _name(metafunc.module).startswith(_SET_UP_FOUR_TIMES):
        metafunc.parametrize("_computer_zone", FOUR, indirect=True)


@pytest.fixture(autouse=True)
def _computer_zone(request: pytest.FixtureRequest) -> Iterator[None]:
    zone = getattr(request, "param", None)
    with computer_in(zone) if zone else nullcontext():
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Call a pure test once in each zone, within one test: setting up costs more than the test."""
    if not _name(pyfuncitem.module).startswith(_CALLED_FOUR_TIMES):
        return None
    wanted = inspect.signature(pyfuncitem.obj).parameters
    arguments = {name: pyfuncitem.funcargs[name] for name in wanted if name in pyfuncitem.funcargs}
    for zone in FOUR:
        with computer_in(zone):
            try:
                pyfuncitem.obj(**arguments)
            except Exception as error:
                error.add_note(f"with the computer in TZ={zone}")
                raise
    return True


@pytest.fixture
def air() -> Air:
    """A live show with nothing taken yet."""
    return Air().live()
