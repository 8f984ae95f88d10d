"""The four zones are real: a test of this suite is called in each of them."""

from __future__ import annotations

import time

import pytest

from tests.running_order.zones import FOUR, computer_in

SEEN: list[int] = []


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system's zone cannot be moved")
def test_called_in_each_zone():
    SEEN.append(time.localtime(0).tm_gmtoff)
    offsets = []
    for zone in FOUR:
        with computer_in(zone):
            offsets.append(time.localtime(0).tm_gmtoff)
    assert len(set(offsets)) == 4
    assert offsets[: len(SEEN)] == SEEN


def test_in_all_of_them():
    """The test above was called four times, where it was called at all."""
    assert len(SEEN) in (0, 4)
