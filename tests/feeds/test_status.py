"""Statuses by table and by property: one cause, held off, cleared after two good seconds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_panel.feeds import status
from control_panel.feeds.counters import wrapped
from control_panel.feeds.holdoff import HOLD_OFFS
from control_panel.feeds.report import PlayerState, Report, Track
from control_panel.feeds.status import Cause, FeedStatus, Health
from control_panel.instant import Instant
from control_panel.show.sources import Expected

START = Instant(datetime(2026, 11, 19, 19, tzinfo=UTC), timedelta(hours=1), "b")
STEP_S = 0.2
LOOKED = START.shifted(timedelta(seconds=STEP_S))
"""When the first report came."""
TRACKS = (Track("video", "h264", 640, 360, 25.0), Track("audio", "mp4a", channels=2))


@dataclass
class Line:
    """A feed that a test plays: what comes in each fifth of a second."""

    expected: Expected = field(default_factory=Expected)
    now: Instant = START
    report: Report = field(
        default_factory=lambda: Report(
            run=1, state=PlayerState.PLAYING, luma=100.0, black=0.0, change=0.1,
            peak_dbfs=(-20.0, -20.0), rms_dbfs=(-23.0, -23.0), tracks=TRACKS,
        )
    )  # fmt: skip

    def __post_init__(self) -> None:
        self.memory = status.start(self.now, self.expected)
        self.status = FeedStatus()

    def run(
        self,
        seconds: float,
        *,
        kbps: float = 300,
        fps: float = 25,
        sound: bool = True,
        retry: float | None = None,
        awaits: str = "",
        **looks: object,
    ) -> FeedStatus:
        """Let time pass with this coming in."""
        for _ in range(round(seconds / STEP_S)):
            self.now = self.now.shifted(timedelta(seconds=STEP_S))
            r = self.report
            self.report = replace(
                r,
                at=r.at + STEP_S,
                read_bytes=_int32(r.read_bytes + round(kbps * 125 * STEP_S)),
                displayed=r.displayed + round(fps * STEP_S),
                sound_frames=r.sound_frames + (9600 if sound else 0),
            )
            told = replace(self.report, **looks)
            wait = None if retry is None else timedelta(seconds=retry)
            self.memory, self.status = status.step(self.memory, told, self.now, wait, awaits)
        return self.status

    def dead(self, seconds: float, **more: object) -> FeedStatus:
        return self.run(seconds, kbps=0, fps=0, sound=False, change=0.0, **more)

    def unheard(self, seconds: float) -> FeedStatus:
        """Let time pass without a report."""
        for _ in range(round(seconds / STEP_S)):
            self.now = self.now.shifted(timedelta(seconds=STEP_S))
            self.memory, self.status = status.step(self.memory, None, self.now)
        return self.status

    def anew(self) -> None:
        """The counters start at zero, as after a restart of the monitor."""
        self.report = replace(
            self.report, run=self.report.run + 1, read_bytes=0, displayed=0, sound_frames=0
        )


def _int32(value: int) -> int:
    return (value + 2**31) % 2**32 - 2**31


def test_a_feed_opens_and_is_good() -> None:
    line = Line()
    assert line.dead(1).health is Health.OPENING
    found = line.run(3)
    assert found.health is Health.GOOD
    assert found.cause is Cause.NONE
    assert found.kbps == pytest.approx(300, rel=0.02)
    assert found.fps == pytest.approx(25, rel=0.02)
    assert (found.width, found.height) == (640, 360)
    assert found.peak_dbfs == (-20.0, -20.0)


WORSE = [
    # what comes in, the cause, its warning and alarm time, the words
    ({"kbps": 0, "fps": 0, "sound": False, "change": 0.0}, Cause.NO_BYTES, 2, 5, "No bytes"),
    ({"fps": 0}, Cause.NO_PICTURES, 3, 10, "Data but no pictures"),
    ({"black": 1.0, "change": 0.0}, Cause.BLACK, 3, 10, "Black"),
    ({"change": 0.0}, Cause.FROZEN, 3, 10, "Frozen"),
    ({"peak_dbfs": (-70.0, -61.0)}, Cause.SILENT, 3, 10, "Silent"),
    ({"sound": False, "peak_dbfs": None}, Cause.SILENT, 3, 10, "Silent"),
]


@pytest.mark.parametrize(("comes", "cause", "warning", "alarm", "words"), WORSE)
def test_hold_off_of_each_cause(
    comes: dict[str, object], cause: Cause, warning: int, alarm: int, words: str
) -> None:
    line = Line()
    line.run(5)
    last_good = line.now
    assert line.run(warning - 0.4, **comes).health is Health.GOOD
    named = line.run(0.8, **comes)
    assert (named.health, named.cause) == (Health.DEGRADED, cause)
    assert line.run(alarm - warning - 0.8, **comes).health is Health.DEGRADED
    lost = line.run(0.8, **comes)
    assert (lost.health, lost.cause) == (Health.LOST, cause)
    assert lost.since is not None
    assert abs(lost.since.since(last_good)) <= timedelta(seconds=STEP_S)
    held = int(line.now.since(lost.since).total_seconds())
    assert lost.sentence == f"{words} for 00:{held:02}"
    assert line.run(1.8).health is Health.LOST
    assert line.run(2.0).health is Health.GOOD


def test_never_answered_is_no_answer_since_its_monitor_looked() -> None:
    line = Line()
    found = line.dead(4.4, retry=4.4)
    assert (found.health, found.cause, found.since) == (Health.DEGRADED, Cause.NO_ANSWER, LOOKED)
    assert found.sentence == "No answer for 00:04 · retry in 4 s"
    assert found.retry_in == timedelta(seconds=4.4)
    assert line.dead(7).health is Health.LOST


def test_a_listener_that_nobody_has_called_is_opening_until_it_is_needed() -> None:
    line = Line()
    waits = "a call on port 9301"
    found = line.dead(60, awaits=waits)
    assert (found.health, found.sentence) == (Health.OPENING, f"Waiting for {waits}")
    needed = line.dead(0.4)
    assert (needed.health, needed.cause, needed.since) == (Health.LOST, Cause.NO_ANSWER, LOOKED)
    assert line.dead(2.4, awaits=waits).health is Health.OPENING
    assert line.run(3, awaits=waits).health is Health.GOOD
    assert line.dead(8, awaits=waits).cause is Cause.NO_BYTES


def test_from_a_new_address_nothing_came_yet() -> None:
    line = Line()
    line.run(5)
    line.memory = status.anew(line.memory, line.now, Expected())
    assert line.dead(1).health is Health.OPENING
    found = line.dead(4)
    assert found.cause is Cause.NO_ANSWER
    assert line.run(4).health is Health.GOOD


def test_fewer_pictures_than_booked_are_low_and_never_lost() -> None:
    line = Line(Expected(rate=25))
    line.run(5)
    found = line.run(30, fps=10)
    assert (found.health, found.cause) == (Health.DEGRADED, Cause.LOW)
    assert found.sentence == "10/25 fps"
    assert line.run(8).health is Health.GOOD


def test_a_thin_bit_rate_is_low() -> None:
    line = Line(Expected(kbps=1000, rate=25))
    found = line.run(10, kbps=500)
    assert (found.cause, found.sentence) == (Cause.LOW, "500 of 1000 kb/s")


def test_nothing_booked_nothing_low() -> None:
    assert Line().run(10, fps=5, kbps=20).health is Health.GOOD


def test_only_the_gravest_is_said() -> None:
    line = Line()
    line.run(5)
    silent_and_black = {"peak_dbfs": (-90.0, -90.0), "black": 1.0, "change": 0.0}
    assert line.run(5, **silent_and_black).cause is Cause.BLACK
    assert line.dead(6).cause is Cause.NO_BYTES


def test_no_sound_track_is_silence_and_says_so() -> None:
    line = Line()
    found = line.run(6, sound=False, peak_dbfs=None, tracks=TRACKS[:1])
    assert (found.cause, found.detail) == (Cause.SILENT, "no sound track")


def test_a_flicker_shorter_than_the_hold_off_says_nothing() -> None:
    line = Line()
    line.run(3)
    for _ in range(10):
        assert line.run(2, black=1.0, change=0.0).health is Health.GOOD
        assert line.run(0.4).health is Health.GOOD


def test_stray_bytes_do_not_clear_a_dead_feed() -> None:
    line = Line()
    line.run(3)
    line.dead(6)
    began = line.status.since
    for _ in range(5):
        line.run(0.4)
        assert line.dead(1.6).health is Health.LOST
    assert line.status.since == began


def test_a_hung_monitor_is_not_the_feed_s_fault() -> None:
    line = Line()
    line.run(5)
    found = line.unheard(4)
    assert (found.health, found.cause) == (Health.OPENING, Cause.NONE)
    assert found.kbps is None
    line.anew()
    assert line.dead(0.8).health is not Health.DEGRADED
    assert line.run(2).health is Health.GOOD


def test_a_new_monitor_has_time_to_find_pictures_and_sound() -> None:
    line = Line()
    line.run(5)
    line.unheard(4)
    line.anew()
    found = line.run(2.5, fps=0, sound=False, peak_dbfs=None)
    assert (found.health, found.cause) == (Health.GOOD, Cause.NONE)
    assert line.run(1, fps=0, sound=False, peak_dbfs=None).cause is Cause.NO_PICTURES


def test_a_dead_feed_stays_dead_through_a_restart_of_its_monitor() -> None:
    line = Line()
    line.run(5)
    last_byte = line.now
    line.dead(6)
    line.unheard(4)
    line.anew()
    found = line.dead(3)
    assert (found.health, found.cause, found.since) == (Health.LOST, Cause.NO_BYTES, last_byte)


@pytest.mark.parametrize("start", [2**31 - 40_000, 2**31 - 1, -40_000, -1, 0])
def test_the_byte_counter_wraps_at_two_gigabytes(start: int) -> None:
    """57 minutes at 5 Mb/s: the rate does not jump and no byte is missed."""
    line = Line()
    line.report = replace(line.report, read_bytes=start)
    line.run(1)
    for _ in range(20):
        found = line.run(0.2)
        assert found.kbps is None or found.kbps == pytest.approx(300, rel=0.02)
    assert found.health is Health.GOOD


def test_counters_that_are_brought_up_to_date_now_and_then_read_true() -> None:
    """libVLC refreshes every 0.25 to 0.4 s, whatever we ask."""
    line = Line(Expected(rate=25))
    line.run(4)
    for n in range(60):
        found = line.run(0.2, fps=0, kbps=0) if n % 2 else line.run(0.2, fps=50, kbps=600)
        assert found.health is Health.GOOD
        assert found.fps == pytest.approx(25, rel=0.12)


MOMENTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["good", "dead", "black", "frozen", "silent", "low", "no pictures", "unheard"]
        ),
        st.integers(1, 30),
        st.booleans(),
    ),
    max_size=25,
)
COMES: dict[str, dict[str, object]] = {
    "good": {},
    "black": {"black": 1.0, "change": 0.0},
    "frozen": {"change": 0.0},
    "silent": {"peak_dbfs": (-80.0, -80.0)},
    "low": {"fps": 10},
    "no pictures": {"fps": 0},
}


@settings(max_examples=60, deadline=None)
@given(MOMENTS)
def test_never_lost_without_hold_off_and_always_one_cause(
    moments: list[tuple[str, int, bool]],
) -> None:
    line = Line(Expected(rate=25))
    for what, steps, anew in moments:
        if anew:
            line.anew()
        for _ in range(steps):
            if what == "dead":
                line.dead(STEP_S)
            elif what == "unheard":
                line.unheard(STEP_S)
            else:
                line.run(STEP_S, **COMES[what])
            _holds(line.status, line.now)


def _holds(found: FeedStatus, now: Instant) -> None:
    named = found.health in {Health.DEGRADED, Health.LOST}
    assert named == (found.cause is not Cause.NONE)
    if not named:
        assert found.since is None
        return
    assert found.since is not None
    hold_off = HOLD_OFFS[found.cause]
    held = now.since(found.since)
    assert held >= hold_off.warning
    assert found.sentence
    if found.health is Health.LOST:
        assert hold_off.alarm is not None
        assert held >= hold_off.alarm


def test_no_answer_is_not_counted_before_a_monitor_has_looked() -> None:
    """A busy computer starts monitors late: on return after a crash nothing is lost by that."""
    line = Line()
    assert line.unheard(15).health is not Health.LOST
    assert line.dead(1).health is Health.OPENING
    assert line.dead(8).cause is Cause.NO_ANSWER


def test_bytes_that_come_in_pieces_are_a_good_feed_while_its_pictures_move() -> None:
    line = Line()
    line.run(5)
    for _ in range(6):
        assert line.run(5.6, kbps=0).health is Health.GOOD
        line.run(0.4, kbps=4000)
    assert line.dead(7).cause is Cause.NO_BYTES


def test_a_counter_that_was_set_back_is_no_wrap() -> None:
    assert wrapped(10, 1000) == 10
    assert wrapped(-(1 << 31) + 5, (1 << 31) - 10) == 15
    assert wrapped(0, 5) == 0
