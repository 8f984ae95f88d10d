"""Ten minutes of a feed: samples, gaps, and a bound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from control_panel.feeds.history import KEPT, History, noted
from control_panel.feeds.report import Report
from control_panel.feeds.status import FeedStatus
from control_panel.instant import Instant

START = Instant(datetime(2026, 3, 4, 14, 0, tzinfo=UTC), timedelta(hours=5), "boot")


def at(seconds: float) -> Instant:
    return START.shifted(timedelta(seconds=seconds))


def status(kbps: float = 2000.0, peak: float | None = -20.0) -> FeedStatus:
    return FeedStatus(kbps=kbps, fps=25.0, peak_dbfs=None if peak is None else (peak, peak - 3))


def test_one_sample_a_second_with_its_highest_level_and_last_rates() -> None:
    history = History()
    for step, (kbps, peak) in enumerate([(100.0, -30.0), (200.0, -12.0), (300.0, -40.0)]):
        history = noted(history, status(kbps, peak), at(step * 0.2))
    assert len(history.samples) == 1
    assert (history.last.kbps, history.last.fps, history.last.peak_dbfs) == (300.0, 25.0, -12.0)
    history = noted(history, status(400.0, -50.0), at(1.0))
    assert [s.peak_dbfs for s in history.samples] == [-12.0, -50.0]
    assert history.samples[1].second - history.samples[0].second == 1


def test_what_is_not_known_is_a_gap() -> None:
    history = noted(History(), FeedStatus(), at(0))
    last = history.last
    assert (last.kbps, last.fps, last.lost, last.peak_dbfs) == (None, None, None, None)
    history = noted(history, status(), at(9))
    first, second = history.samples
    assert second.second - first.second == 9


def test_loss_is_what_was_lost_since_the_report_before() -> None:
    history = History()
    for step, corrupted in enumerate((3, 3, 5, 5, 9)):
        report = Report(run=1, corrupted=corrupted)
        history = noted(history, status(), at(step * 0.5), report)
    assert [s.lost for s in history.samples] == [3, 2, 4]
    assert history.lost_within(60) == 9
    assert history.lost_within(2) == 6


def test_counters_that_start_anew_lose_nothing_and_invent_nothing() -> None:
    history = noted(History(), status(), at(0), Report(run=1, corrupted=100))
    history = noted(history, status(), at(1), Report(run=2, corrupted=1))
    assert history.last.lost == 1


def test_after_another_boot_it_begins_anew() -> None:
    history = noted(History(), status(), at(0))
    other = Instant(START.wall, timedelta(seconds=3), "another boot")
    assert len(noted(history, status(), other).samples) == 1


def test_nothing_is_known_before_anything_was_measured() -> None:
    assert History().last is None
    assert History().lost_within(60) is None


steps = st.lists(
    st.tuples(
        st.floats(0.0, 400.0),
        st.one_of(st.none(), st.floats(0, 1e5)),
        st.one_of(st.none(), st.integers(0, 50)),
    ),
    max_size=60,
)


@given(steps)
def test_samples_are_in_order_bounded_and_whole(found: list) -> None:
    history, now, counter, told = History(), 0.0, 0, 0
    for step, kbps, lost in found:
        now += step
        report = None
        if lost is not None:
            counter += lost
            told += lost
            report = Report(run=1, corrupted=counter)
        history = noted(history, FeedStatus(kbps=kbps), at(now), report)
        seconds = [s.second for s in history.samples]
        assert seconds == sorted(set(seconds))
        assert len(seconds) <= KEPT
        assert seconds[-1] - seconds[0] < KEPT
        assert history.last.kbps == kbps
    if now < KEPT:
        assert sum(s.lost or 0 for s in history.samples) == told


def test_ten_minutes_at_five_reports_a_second_keep_six_hundred_samples() -> None:
    history = History()
    for step in range(5 * 700):
        history = noted(history, status(), at(step / 5), Report(run=1))
    assert len(history.samples) == KEPT
