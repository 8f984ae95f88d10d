"""How times are worded, to the second."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_panel.running_order.wording import (
    balance_words,
    brief_clock_text,
    clock_text,
    countdown_text,
    duration_text,
    elapsed_text,
    gap_sentence,
    minute_text,
    over_words,
    signed_text,
)

H, M, S = 3_600_000, 60_000, 1000


def ms(n: float) -> timedelta:
    return timedelta(milliseconds=n)


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "00:00"),
        (499, "00:00"),
        (500, "00:01"),
        (4 * M + 20 * S, "04:20"),
        (H - 1, "1:00:00"),
        (H + 10 * M + 30 * S, "1:10:30"),
        (25 * H, "25:00:00"),
        (-30 * S, "−00:30"),
        (-400, "00:00"),
    ],
)
def test_duration(n, text):
    assert duration_text(ms(n)) == text


@pytest.mark.parametrize(
    ("n", "down", "up"),
    [
        (300, "00:01", "00:00"),
        (1500, "00:02", "00:01"),
        (155 * S, "02:35", "02:35"),
        (25 * H, "25:00:00", "25:00:00"),
        (0, "00:00", "00:00"),
        (-1, "00:00", "00:00"),
        (-999, "00:00", "00:00"),
        (-1000, "+00:01", "00:00"),
        (-1999, "+00:01", "00:00"),
        (-(6 * M + 11 * S + 500), "+06:11", "00:00"),
        (-(H + 1), "+1:00:00", "00:00"),
    ],
)
def test_countdown_rounds_up_and_elapsed_down(n, down, up):
    assert countdown_text(ms(n)) == down
    assert elapsed_text(ms(n)) == up


@pytest.mark.parametrize(
    ("n", "text"),
    [
        (0, "+00:00"),
        (-400, "+00:00"),
        (31 * S, "+00:31"),
        (-12 * S, "−00:12"),
        (-(H + 5 * M), "−1:05:00"),
    ],
)
def test_signed(n, text):
    assert signed_text(ms(n)) == text


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (57 * S + 900, ("00:57", "over")),
        (-57 * S - 900, ("00:57", "under")),
        (999, ("00:00", "on time")),
        (-999, ("00:00", "on time")),
        (0, ("00:00", "on time")),
    ],
)
def test_over(n, words):
    assert over_words(ms(n)) == words


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (-123 * S, ("02:03", "to fill")),
        (-122_400, ("02:03", "to fill")),
        (-1, ("00:01", "to fill")),
        (0, ("00:00", "fits")),
        (999, ("00:00", "fits")),
        (248_999, ("04:08", "long")),
    ],
)
def test_balance(n, words):
    assert balance_words(ms(n)) == words


AT = datetime(2026, 11, 19, 19, 25, tzinfo=UTC)
HOME = "America/New_York"
DAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        (123 * S, "02:03 to fill before 14:25"),
        (-248 * S, "04:08 too long for 14:25"),
        (0, ""),
    ],
)
def test_gap_sentence(gap, sentence):
    assert gap_sentence(ms(gap), AT, HOME) == sentence


def test_clocks():
    assert clock_text(AT, HOME) == "14:25:00"
    assert clock_text(AT + ms(999), HOME) == "14:25:00"
    assert minute_text(AT, HOME) == "14:25"
    assert brief_clock_text(AT, HOME) == "14:25"
    assert brief_clock_text(AT + ms(7000), HOME) == "14:25:07"


@pytest.mark.parametrize(
    ("hours", "text"),
    [(0, "14:25:00"), (9, "23:25:00"), (10, "00:25:00 +1"), (34, "00:25:00 +2")],
)
def test_the_next_day_is_told(hours, text):
    assert clock_text(AT + timedelta(hours=hours), HOME, DAY) == text
    assert clock_text(AT - timedelta(hours=15), HOME, DAY) == "23:25:00 −1"


def figures(text: str) -> int:
    total = 0
    for part in text.lstrip("+").split(":"):
        total = total * 60 + int(part)
    return total


@settings(deadline=None)
@given(st.integers(0, 40_000), st.integers(0, 90_000_000))
def test_a_countdown_and_its_elapsed_time_add_up(planned, elapsed):
    whole = timedelta(seconds=planned)
    passed = timedelta(milliseconds=elapsed)
    shown = countdown_text(whole - passed)
    down = -figures(shown) if shown.startswith("+") else figures(shown)
    assert down + figures(elapsed_text(passed)) == planned


@settings(deadline=None)
@given(st.integers(1, 10**8), st.integers(0, 10**6))
def test_to_fill_agrees_with_the_clocks_beside_it(missing, second):
    """14:25:00 less the clock shown for the end of what is before it is the figure shown."""
    at = datetime(2026, 11, 19, tzinfo=UTC) + timedelta(seconds=second)
    before = at - timedelta(milliseconds=missing)
    shown = (at - before.replace(microsecond=0)) // timedelta(seconds=1)
    assert figures(balance_words(before - at)[0]) == shown
