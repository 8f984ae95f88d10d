"""What people type for durations and times."""

from __future__ import annotations

from contextlib import suppress
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel.errors import Refused
from control_panel.running_order.entry import duration, in_words, local_time, shown, shown_time
from control_panel.show.model import LocalTime


def hms(hours: int = 0, minutes: int = 0, seconds: int = 0) -> timedelta:
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


# The cases J of research/running-order.md §2.3 that are durations, and what the panel adds. Two of
# J are read otherwise on purpose: "0:1" and "10:" are m:ss here, since a planned 04:20 is shown so
# everywhere; as times of day they are tested below.
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", hms()),
        ("1", hms(0, 1)),
        ("10", hms(0, 10)),
        ("120", hms(1, 20)),
        ("123", hms(1, 23)),
        ("1234", hms(12, 34)),
        ("12345", hms(12, 34, 5)),
        ("123456", hms(12, 34, 56)),
        ("1h2", hms(1, 2)),
        ("1m2", hms(0, 1, 2)),
        ("1h5s", hms(1, 0, 5)),
        ("90m", hms(1, 30)),
        ("-1", hms(0, 1)),
        ("4:20", hms(0, 4, 20)),
        ("04:20", hms(0, 4, 20)),
        ("1:04:20", hms(1, 4, 20)),
        ("4.20", hms(0, 4, 20)),
        ("4:", hms(0, 4)),
        (":30", hms(0, 0, 30)),
        ("90s", hms(0, 1, 30)),
        ("1h5", hms(1, 5)),
        ("1h 5m 10s", hms(1, 5, 10)),
        ("5 min", hms(0, 5)),
        ("+10m10s", hms(0, 10, 10)),
        ("90:00", hms(1, 30)),
        ("99", hms(1, 39)),
    ],
)
def test_a_duration_is_read_as_it_was_meant(typed: str, meant: timedelta) -> None:
    assert duration(typed) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("abc", "not a duration"),
        ("ten", "not a duration"),
        ("1234567", "too many digits"),
        ("190", "write 190m"),
        ("4:75", "write 75s"),
        ("1:75:00", "minutes go to 59"),
        ("1:2:3:4", "not a duration"),
        (":", "not a duration"),
        ("5s3", "no unit"),
        ("99h", "longer than two days"),
        ("٣", "not a duration"),
        ("²", "not a duration"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(typed: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        duration(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:25", LocalTime(time(14, 25))),
        ("1425", LocalTime(time(14, 25))),
        ("14", LocalTime(time(14))),
        ("9", LocalTime(time(9))),
        ("0:01", LocalTime(time(0, 1))),
        ("10:", LocalTime(time(10))),
        ("9pm", LocalTime(time(21))),
        ("12am", LocalTime(time(0))),
        ("12pm", LocalTime(time(12))),
        ("2:25 pm", LocalTime(time(14, 25))),
        ("14:25:30", LocalTime(time(14, 25, 30))),
        ("142530", LocalTime(time(14, 25, 30))),
        ("00:05 +1", LocalTime(time(0, 5), 1)),
        ("0:05+1", LocalTime(time(0, 5), 1)),
        ("14.25", LocalTime(time(14, 25))),
        ("14h25", LocalTime(time(14, 25))),
    ],
)
def test_a_time_is_read_as_it_was_meant(typed: str, meant: LocalTime) -> None:
    assert local_time(typed) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "not a time"),
        ("noon", "not a time"),
        ("25:00", "does not exist"),
        ("14:75", "does not exist"),
        ("24:00", r"00:00 \+1"),
        ("13pm", "1 to 12"),
        ("٣:٣٠", "not a time"),
    ],
)
def test_what_is_no_time_is_refused_in_words(typed: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        local_time(typed)


@given(st.integers(0, 48 * 3600))
def test_a_duration_shown_is_read_back(seconds: int) -> None:
    assert duration(shown(timedelta(seconds=seconds))) == timedelta(seconds=seconds)


@given(st.times(), st.integers(0, 9))
def test_a_time_shown_is_read_back(at: time, day: int) -> None:
    local = LocalTime(at.replace(microsecond=0), day)
    assert local_time(shown_time(local)) == local


@given(st.text(max_size=12))
def test_nothing_typed_breaks_it(text: str) -> None:
    for read in (duration, local_time):
        with suppress(Refused):
            read(text)


def test_a_duration_in_words() -> None:
    assert in_words(hms(1, 0, 20)) == "1 h 20 s"
    assert in_words(hms(0, 4, 20)) == "4 min 20 s"
    assert in_words(hms()) == "0 s"
