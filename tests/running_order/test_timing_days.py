"""Midnight, several days, and clocks that go forward and back: instants know none of it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_panel.instant import Instant
from control_panel.running_order.timing import schedule
from control_panel.running_order.wording import clock_text
from control_panel.show.local_time import instant_of, local_of
from control_panel.show.model import Item, LocalTime, Mode, Playhead, Run, RunningOrder, Show

NEW_YORK, LORD_HOWE = "America/New_York", "Australia/Lord_Howe"
KINSHASA, KOLKATA = "Africa/Kinshasa", "Asia/Kolkata"
ZONES = (NEW_YORK, KINSHASA, KOLKATA, LORD_HOWE)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

FORWARD_NY, BACK_NY = date(2026, 3, 8), date(2026, 11, 1)
# Lord Howe moves its clocks by half an hour.
FORWARD_LH, BACK_LH = date(2026, 10, 4), date(2026, 4, 5)


@pytest.fixture(params=["system", "tzdata"])
def _zones(request: pytest.FixtureRequest) -> Iterator[None]:
    """Zones from the system, and from the tzdata package alone, as on Windows (decision 20)."""
    if request.param == "system":
        yield
        return
    zoneinfo.reset_tzpath([])
    ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath()
    ZoneInfo.clear_cache()


pytestmark = pytest.mark.usefixtures("_zones")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


# ------------------------------------------------------------------------ local times


@pytest.mark.parametrize(
    ("zone", "day", "at", "fold", "expected"),
    [
        (NEW_YORK, FORWARD_NY, time(1, 59), 0, utc(2026, 3, 8, 6, 59)),
        (NEW_YORK, FORWARD_NY, time(3, 0), 0, utc(2026, 3, 8, 7, 0)),
        (NEW_YORK, BACK_NY, time(1, 30), 0, utc(2026, 11, 1, 5, 30)),
        (NEW_YORK, BACK_NY, time(1, 30), 1, utc(2026, 11, 1, 6, 30)),
        (NEW_YORK, BACK_NY, time(2, 0), 0, utc(2026, 11, 1, 7, 0)),
        (LORD_HOWE, FORWARD_LH, time(2, 30), 0, utc(2026, 10, 3, 15, 30)),
        (LORD_HOWE, BACK_LH, time(1, 45), 0, utc(2026, 4, 4, 14, 45)),
        (LORD_HOWE, BACK_LH, time(1, 45), 1, utc(2026, 4, 4, 15, 15)),
        (KINSHASA, FORWARD_NY, time(2, 30), 0, utc(2026, 3, 8, 1, 30)),
        (KOLKATA, FORWARD_NY, time(0, 10), 0, utc(2026, 3, 7, 18, 40)),
    ],
)
def test_local_time_to_instant_and_back(zone, day, at, fold, expected):
    local = LocalTime(at, 0, fold)
    assert instant_of(local, day, zone) == expected
    assert local_of(expected, day, zone) == local


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        (NEW_YORK, FORWARD_NY, time(2, 30), utc(2026, 3, 8, 7, 30)),
        (LORD_HOWE, FORWARD_LH, time(2, 10), utc(2026, 10, 3, 15, 40)),
    ],
)
def test_a_time_that_clocks_skip(zone, day, at, fold, expected):
    """2:30 on that night is read as 3:30; a fold that it has from elsewhere changes nothing."""
    assert instant_of(LocalTime(at, 0, fold), day, zone) == expected


@pytest.mark.parametrize("zone", ZONES)
def test_fold_means_nothing_on_other_nights(zone):
    noon = LocalTime(time(12, 0))
    assert instant_of(noon, FORWARD_NY, zone) == instant_of(replace(noon, fold=1), FORWARD_NY, zone)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(int(utc(2024, 1, 1).timestamp()), int(utc(2030, 1, 1).timestamp())),
    st.sampled_from(ZONES),
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
)
def test_every_instant_has_one_local_time(seconds, zone, day_zero):
    instant = datetime.fromtimestamp(seconds, UTC)
    assert instant_of(local_of(instant, day_zero, zone), day_zero, zone) == instant


def test_moving_the_date_moves_the_show_along():
    order = RunningOrder(items=(Item("h", id="h", hard_start=LocalTime(time(14, 25))),))
    summer = Show(
        "s", date(2026, 7, 1), NEW_YORK, on_air=LocalTime(time(13, 45)), running_orders=(order,)
    )
    winter = replace(summer, date=date(2026, 12, 1))
    for show in (summer, winter):
        told = schedule(show, Playhead(), Instant(utc(2026, 1, 1), timedelta(0), "b"))
        assert clock_text(told.row("h").planned_start, NEW_YORK) == "14:25:00"


# -------------------------------------------------------------------- shows over nights


def over_night(zone: str, day: date, begin: time, *hard: LocalTime) -> Show:
    """A soft hour, then hard starts of an hour each."""
    items = [Item("soft", id="soft", planned=HOUR)]
    items += [Item(f"h{n}", id=f"h{n}", planned=HOUR, hard_start=h) for n, h in enumerate(hard)]
    order = RunningOrder(items=tuple(items))
    return Show("night", day, zone, on_air=LocalTime(begin), running_orders=(order,))


def taken(show: Show, late: timedelta = timedelta(0)) -> tuple[Playhead, Instant]:
    """The first item on air, taken `late`."""
    began = instant_of(show.on_air, show.date, show.zone) + late
    at = Instant(began, timedelta(days=9), "boot")
    run = Run("soft", at, planned=HOUR)
    return Playhead(mode=Mode.LIVE, on_air=run, next_id="h0"), at


@pytest.mark.parametrize(
    ("zone", "day", "begin", "hard", "hours"),
    [
        # Clocks go forward at 2:00: from 1:30 to 4:00 it is an hour and a half.
        (NEW_YORK, FORWARD_NY, time(1, 30), LocalTime(time(4, 0)), 1.5),
        # Clocks go back at 2:00: from 0:30 to 3:00 it is three hours and a half.
        (NEW_YORK, BACK_NY, time(0, 30), LocalTime(time(3, 0)), 3.5),
        (NEW_YORK, BACK_NY, time(0, 30), LocalTime(time(1, 30), 0, 1), 2),
        (NEW_YORK, BACK_NY, time(0, 30), LocalTime(time(1, 30), 0, 0), 1),
        (LORD_HOWE, FORWARD_LH, time(1, 30), LocalTime(time(3, 30)), 1.5),
        (LORD_HOWE, BACK_LH, time(0, 30), LocalTime(time(3, 0)), 3),
        (KINSHASA, date(2026, 11, 19), time(23, 30), LocalTime(time(1, 0), 1), 1.5),
        (KOLKATA, date(2026, 12, 31), time(23, 30), LocalTime(time(1, 0), 1), 1.5),
        (NEW_YORK, date(2026, 11, 19), time(23, 30), LocalTime(time(0, 30), 2), 25),
        (NEW_YORK, date(2026, 3, 7), time(23, 30), LocalTime(time(23, 30), 1), 23),
    ],
)
@pytest.mark.parametrize("late", [timedelta(0), 3 * MINUTE])
def test_a_night(zone, day, begin, hard, hours, late):
    show = over_night(zone, day, begin, hard)
    playhead, began = taken(show, late)
    whole = timedelta(hours=hours)
    told = schedule(show, playhead, began.shifted(MINUTE))
    assert told.remaining == HOUR - MINUTE
    assert told.over == late
    assert told.next_hard_start.in_ == whole - late - MINUTE
    assert told.next_hard_start.balance == HOUR + late - whole
    assert told.planned == whole + HOUR
    late_end = max(whole, HOUR + late) + HOUR
    assert told.expected_off_air - told.planned_on_air == late_end


@pytest.mark.parametrize("zone", ZONES)
def test_a_countdown_through_the_night_falls_second_by_second(zone):
    for day in (FORWARD_NY, BACK_NY, FORWARD_LH, BACK_LH, date(2026, 12, 31)):
        show = over_night(zone, day, time(1, 15), LocalTime(time(6, 0)))
        playhead, began = taken(show)
        for minutes in range(0, 120, 7):
            told = schedule(show, playhead, began.shifted(minutes * MINUTE))
            assert told.remaining == HOUR - minutes * MINUTE


def test_three_days():
    hard = [LocalTime(time(9, 0), day) for day in range(3)]
    show = over_night(NEW_YORK, date(2026, 10, 31), time(8, 0), *hard)
    told = schedule(show, *taken(show))
    # Clocks go back in the first of the two nights.
    assert [row.gap for row in told.rows[1:]] == [timedelta(0), 24 * HOUR, 23 * HOUR]
    assert told.planned == 51 * HOUR
