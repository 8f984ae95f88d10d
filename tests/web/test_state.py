"""The state's fields: always all there, of the right kind, and right to the millisecond."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel.alarms import Alarm, Severity
from control_panel.feeds.status import Cause, FeedStatus, Health
from control_panel.instant import Instant
from control_panel.obs.state import ObsState, Output, Running
from control_panel.running_order.commands import Action, Outcome, Question, Result
from control_panel.running_order.timing import HardStart, Row, Schedule, Standing
from control_panel.show.model import (
    Author,
    Feed,
    Item,
    Mode,
    Picture,
    Playhead,
    Proof,
    Run,
    RunningOrder,
    Seat,
    Shot,
    Show,
    Taking,
    Waiting,
)
from control_panel.web.state import LastCommand, iso, ms, state_of

T0 = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
START = Instant(T0, timedelta(seconds=100), "boot")
MINUTE = timedelta(minutes=1)

WIDE = Shot("Wide", id="wide", key=2, name="Wide shot")
ONE = Item("Kinshasa speaks", id="one", number="3", planned=5 * MINUTE, scene="KIN", shots=(WIDE,))
TWO = Item("The last mile", id="two", planned=4 * MINUTE, scene="DEL")
FEED = Feed("Kinshasa", id="f1")
SHOW = Show(
    "Water", date(2026, 11, 22), id="s1", feeds=(FEED,),
    running_orders=(RunningOrder(items=(ONE, TWO)),),
)  # fmt: skip

WORD, TIME, LENGTH, YES = (str, type(None)), (str, type(None)), (int, type(None)), (bool,)
MAYBE = (bool, type(None))
NUMBER = (int, float, type(None))
ITEM = {"item_id": WORD, "number": WORD, "title": WORD, "scene": WORD}
ON_AIR = {**ITEM, "run_id": WORD, "started_at": TIME, "duration_ms": LENGTH,
          "remaining_ms": LENGTH, "added_ms": LENGTH, "proof": WORD}  # fmt: skip
NEXT = {**ITEM, "started_at": TIME, "duration_ms": LENGTH, "remaining_ms": LENGTH,
        "expected_at": TIME, "by_hand": YES}  # fmt: skip
OBS = {"connected": YES, "program": WORD, "preview": WORD, "transitioning": MAYBE,
       "streaming": MAYBE, "recording": MAYBE, "studio_mode": MAYBE, "provable": MAYBE,
       "doubt": WORD, "version": WORD}  # fmt: skip
FEED_FORM = {
    "id": (str,), "name": (str,), "status": (str,), "reason": WORD, "sentence": WORD,
    "detail": WORD, "since": TIME, "fps": NUMBER, "kbps": NUMBER, "peak_dbfs": (list, type(None)),
}  # fmt: skip
ALARM = {"key": (str,), "severity": (str,), "sentence": (str,), "detail": WORD, "since": (str,),
         "acknowledged_by": WORD}  # fmt: skip
LAST = {"id": (str,), "action": (str,), "result": (str,), "sentence": WORD, "reason": WORD,
        "at": TIME}  # fmt: skip
STATE: dict[str, Any] = {
    "now": (str,), "show": {"id": (str,), "title": (str,), "zone": (str,)}, "mode": (str,),
    "mode_since": TIME, "desk": {"seat": (str,), "person": WORD}, "held": YES, "on_air": ON_AIR,
    "next": NEXT, "taking": [{**ITEM, "requested_at": (str,), "started_at": TIME}],
    "pending": [{**ITEM, "action": (str,), "shot_id": WORD}],
    "offset_ms": LENGTH, "planned_end": TIME, "expected_end": TIME, "obs": OBS,
    "shot": {"scene": WORD, "shot_id": WORD, "key": LENGTH, "name": WORD, "item_id": WORD},
    "feeds": (list,), "alarms": (list,), "last_command": [LAST],
    "question": [{"action": (str,), "sentence": (str,)}],
}  # fmt: skip


def check(found: Any, form: Any, place: str = "state") -> None:
    """Compare with a form: a tuple of types, a dict of forms, or [form] for "or null"."""
    if isinstance(form, list):
        if found is not None:
            check(found, form[0], place)
    elif isinstance(form, dict):
        assert isinstance(found, dict), place
        assert set(found) == set(form), place
        for name, inner in form.items():
            check(found[name], inner, f"{place}.{name}")
    else:
        assert type(found) in form, f"{place} is {found!r}"


def whole(**given_: Any) -> dict[str, Any]:
    """The state of these values, checked against its form and made JSON of."""
    values: dict[str, Any] = {
        "show": SHOW, "playhead": Playhead(), "schedule": None, "obs": None, "feeds": {},
        "alarms": (), "desk": Author(), "last_command": None, "now": START,
    }  # fmt: skip
    found = state_of(**{**values, **given_})
    check(found, STATE)
    for feed in found["feeds"]:
        check(feed, FEED_FORM)
    for alarm in found["alarms"]:
        check(alarm, ALARM)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    return found


def test_before_anything_is_known_every_field_is_there() -> None:
    found = whole()
    assert found["mode"] == "off"
    assert found["obs"]["connected"] is False
    assert found["obs"]["streaming"] is None
    assert found["on_air"]["item_id"] is None
    assert found["feeds"][0]["status"] == "off"
    for name in ("taking", "pending", "last_command", "question", "offset_ms"):
        assert found[name] is None


def test_on_air_with_everything() -> None:
    now = START.shifted(MINUTE)
    run = Run("one", START, id="r1", planned=5 * MINUTE, added=MINUTE, proof=Proof.EVENT)
    playhead = Playhead(
        mode=Mode.LIVE, mode_since=START, on_air=run, next_id="two", held=True,
        taking=Taking("two", now, Picture("DEL"), started_at=now),
        waiting=Waiting("take", "two"), picture=Picture("Wide", "wide", "one"),
    )  # fmt: skip
    rows = (Row("one", Standing.ON_AIR), Row("two", Standing.NEXT, expected_start=T0 + 6 * MINUTE))
    schedule = Schedule(
        now.wall, rows, planned_off_air=T0 + 9 * MINUTE, expected_off_air=T0 + 10 * MINUTE,
        over=timedelta(milliseconds=60_000), remaining=5 * MINUTE, duration=6 * MINUTE,
        next_hard_start=HardStart("two", T0, MINUTE, MINUTE), places={"one": 0, "two": 1},
    )  # fmt: skip
    obs = ObsState(
        connected=True, program="Wide", preview="DEL", studio_mode=True, stream=Output(active=True),
        running=Running("Fade", now, MINUTE), provable=False, doubt="Two scenes share all inputs.",
    )  # fmt: skip
    status = FeedStatus(
        Health.LOST, Cause.NO_BYTES, START, "No bytes · retry in 4 s", 12.345, 25.0,
        peak_dbfs=(float("-inf"), -12.0), detail="Calling kinshasa.example",
    )  # fmt: skip
    outcome = Outcome("c1", Action.TAKE, Result.DONE)
    found = whole(
        playhead=playhead, schedule=schedule, obs=obs, feeds={"f1": status}, now=now,
        alarms=(Alarm("obs:link", Severity.ALARM, "OBS is gone.", START),),
        desk=Author(Seat.TECHNICIAN, "Zoë"), last_command=LastCommand(outcome, now),
        question=Question(Action.TAKE, "Run the clock only?"),
    )  # fmt: skip
    assert found["on_air"] == {
        "item_id": "one", "number": "3", "title": "Kinshasa speaks", "scene": "KIN",
        "run_id": "r1", "started_at": "2026-11-22T14:00:00.000Z", "duration_ms": 360_000,
        "remaining_ms": 300_000, "added_ms": 60_000, "proof": "event",
    }  # fmt: skip
    assert found["next"]["expected_at"] == "2026-11-22T14:06:00.000Z"
    assert found["shot"] == {
        "scene": "Wide", "shot_id": "wide", "key": 2, "name": "Wide shot", "item_id": "one",
    }  # fmt: skip
    assert found["taking"]["title"] == found["pending"]["title"] == "The last mile"
    assert found["offset_ms"] == 60_000
    assert found["feeds"][0] == {
        "id": "f1", "name": "Kinshasa", "status": "lost", "reason": "no bytes",
        "sentence": "No bytes · retry in 4 s", "detail": "Calling kinshasa.example",
        "since": "2026-11-22T14:00:00.000Z", "fps": 25.0,
        "kbps": 12.35, "peak_dbfs": [None, -12.0],
    }  # fmt: skip
    assert found["obs"]["transitioning"] is True
    assert found["obs"]["doubt"] == "Two scenes share all inputs."
    assert found["desk"] == {"seat": "technician", "person": "Zoë"}


WAITING = [
    (Waiting("take", "two"), ("take", "two", "DEL", None)),
    (Waiting("shot", "one", Picture("Wide", "wide", "one")), ("shot", "one", "Wide", "wide")),
    (Waiting("holding-scene", "", Picture("Holding")), ("holding-scene", None, "Holding", None)),
    (Waiting("back"), ("back", None, None, None)),
]


@pytest.mark.parametrize(("waiting", "told"), WAITING)
def test_whatever_waits_for_a_transition_is_told(
    waiting: Waiting, told: tuple[str | None, ...]
) -> None:
    found = whole(playhead=Playhead(mode=Mode.LIVE, waiting=waiting))["pending"]
    assert tuple(found[name] for name in ("action", "item_id", "scene", "shot_id")) == told


def test_what_obs_showed_before_it_was_lost_is_not_told_as_what_it_shows() -> None:
    found = whole(obs=ObsState(connected=False, program="Wide", stream=Output(active=True)))
    assert found["obs"]["program"] is None
    assert found["obs"]["streaming"] is None


def test_preview_is_told_with_studio_mode_only() -> None:
    assert whole(obs=ObsState(connected=True, preview="DEL"))["obs"]["preview"] is None


def test_an_item_that_was_deleted_is_still_on_air() -> None:
    playhead = Playhead(on_air=Run("gone", START, planned=MINUTE), next_id="gone-too")
    found = whole(playhead=playhead)
    assert found["on_air"]["item_id"] == "gone"
    assert found["on_air"]["title"] is None
    assert found["on_air"]["remaining_ms"] == 60_000
    assert found["next"]["duration_ms"] is None


@given(
    st.integers(-600_000, 600_000), st.integers(0, 3_600_000), st.integers(0, 86_400_000),
    st.integers(-5_000_000, 5_000_000),
)  # fmt: skip
def test_the_time_left_is_planned_plus_added_minus_elapsed(
    added: int, planned: int, elapsed: int, step: int
) -> None:
    """Decision 16, whatever the wall clock does meanwhile."""
    run = Run(
        "one", START, planned=timedelta(milliseconds=planned), added=timedelta(milliseconds=added)
    )
    later = START.shifted(timedelta(milliseconds=elapsed))
    later = replace(later, wall=later.wall + timedelta(milliseconds=step))
    found = whole(playhead=Playhead(mode=Mode.LIVE, on_air=run), now=later)
    assert found["on_air"]["remaining_ms"] == planned + added - elapsed


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (None, None),
        (T0, "2026-11-22T14:00:00.000Z"),
        (datetime.fromisoformat("2026-11-22T09:00:00.1239-05:00"), "2026-11-22T14:00:00.123Z"),
    ],
)
def test_times_are_utc_to_the_millisecond(at: datetime | None, text: str | None) -> None:
    assert iso(at) == text


def test_lengths_are_whole_milliseconds() -> None:
    assert ms(timedelta(microseconds=1_234_567)) == 1235
    assert ms(None) is None
