"""Every figure of `onair.png` and `onair-trouble.png` comes from one schedule."""

from __future__ import annotations

import pytest

from control_panel.running_order.timing import Row, Schedule, Standing, schedule
from control_panel.running_order.wording import (
    balance_words,
    brief_clock_text,
    clock_text,
    countdown_text,
    duration_text,
    elapsed_text,
    gap_sentence,
    over_words,
    signed_text,
)
from tests.running_order.drawing import PLAYHEAD, SHOW, TROUBLE, WELL, ZONE

NOT_YET = ""


def line(row: Row) -> tuple[str, str, str, str, str]:
    """A row of the table as it is drawn: standing, start, planned, actual, + / −."""
    actual = NOT_YET
    if row.actual is not None:
        done = row.standing is Standing.DONE
        actual = duration_text(row.actual) if done else elapsed_text(row.actual)
    return (
        row.standing.value,
        clock_text(row.start, ZONE) if row.start else "",
        duration_text(row.planned),
        actual,
        signed_text(row.over) if row.over is not None else "",
    )


DONE = [
    ("done", "13:45:00", "00:40", "00:40", "+00:00"),
    ("done", "13:45:40", "04:20", "04:51", "+00:31"),
    ("done", "13:50:31", "12:00", "12:26", "+00:26"),
]

WELL_ROWS = [
    *DONE,
    ("on air", "14:02:57", "05:00", "02:25", ""),
    ("next", "14:07:57", "04:00", "", ""),
    ("to come", "14:11:57", "06:00", "", ""),
    ("floated", "", "01:30", "", ""),
    ("to come", "14:17:57", "05:00", "", ""),
    ("to come", "14:25:00", "20:00", "", ""),
    ("to come", "14:45:00", "10:00", "", ""),
    ("to come", "14:55:00", "00:30", "", ""),
]

TROUBLE_ROWS = [
    *DONE,
    ("on air", "14:02:57", "05:00", "11:11", ""),
    ("next", "14:14:08", "04:00", "", ""),
    ("to come", "14:18:08", "06:00", "", ""),
    ("floated", "", "01:30", "", ""),
    ("to come", "14:24:08", "05:00", "", ""),
    ("to come", "14:29:08", "20:00", "", ""),
    ("to come", "14:49:08", "10:00", "", ""),
    ("to come", "14:59:08", "00:30", "", ""),
]

PANELS = {
    "well": (
        WELL,
        {
            "clock": "14:05:22",
            "countdown": "02:35",
            "over": ("00:57", "over"),
            "off air": "14:55:30",
            "to Islamabad": "12:35",
            "to the hard start": ("14:25", "02:03", "to fill", "19:38"),
            "gap row": "02:03 to fill before 14:25",
        },
    ),
    "trouble": (
        TROUBLE,
        {
            "clock": "14:14:08",
            "countdown": "+06:11",
            "over": ("07:08", "over"),
            "off air": "14:59:38",
            "to Islamabad": "10:00",
            "to the hard start": ("14:25", "04:08", "long", "10:52"),
            "gap row": "04:08 too long for 14:25",
        },
    ),
}


def panel(drawn: Schedule) -> dict[str, object]:
    """The panel beside the table and the header, in words."""
    assert drawn.remaining is not None
    assert drawn.over is not None
    assert drawn.expected_off_air is not None
    to_islamabad, hard = drawn.until("item-8"), drawn.next_hard_start
    round_table = drawn.row("item-9")
    assert to_islamabad is not None
    assert hard is not None
    assert round_table is not None
    return {
        "clock": clock_text(drawn.now, ZONE),
        "countdown": countdown_text(drawn.remaining),
        "over": over_words(drawn.over),
        "off air": clock_text(drawn.expected_off_air, ZONE),
        "to Islamabad": countdown_text(to_islamabad),
        "to the hard start": (
            brief_clock_text(hard.at, ZONE),
            *balance_words(hard.balance),
            countdown_text(hard.in_),
        ),
        "gap row": gap_sentence(round_table.gap, hard.at, ZONE),
    }


@pytest.mark.parametrize(
    ("now", "rows"), [(WELL, WELL_ROWS), (TROUBLE, TROUBLE_ROWS)], ids=["well", "trouble"]
)
def test_every_row(now, rows):
    assert [line(row) for row in schedule(SHOW, PLAYHEAD, now).rows] == rows


@pytest.mark.parametrize("name", PANELS)
def test_the_panel_and_the_header(name):
    now, figures = PANELS[name]
    assert panel(schedule(SHOW, PLAYHEAD, now)) == figures


@pytest.mark.parametrize("now", [WELL, TROUBLE])
def test_the_plan(now):
    drawn = schedule(SHOW, PLAYHEAD, now)
    assert drawn.counted == 10
    assert duration_text(drawn.planned) == "1:10:30"
    assert drawn.planned_off_air is not None
    assert clock_text(drawn.planned_off_air, ZONE) == "14:55:30"
    assert duration_text(drawn.duration) == "05:00"


def test_the_trouble_is_said_on_the_item_before():
    drawn = schedule(SHOW, PLAYHEAD, TROUBLE)
    assert {row.item_id: duration_text(row.overlap) for row in drawn.rows if row.overlap} == {
        "item-8": "04:08"
    }


def test_groups():
    drawn = schedule(SHOW, PLAYHEAD, WELL)
    told = [
        (
            group.group_id,
            clock_text(group.planned_start, ZONE),
            clock_text(group.planned_end, ZONE),
            duration_text(group.planned),
            clock_text(group.expected_start, ZONE),
            clock_text(group.expected_end, ZONE),
        )
        for group in drawn.groups
    ]
    assert told == [
        ("opening", "13:45:00", "13:50:00", "05:00", "13:45:00", "13:50:31"),
        ("ward", "13:50:00", "14:22:00", "32:00", "13:50:31", "14:22:57"),
        ("closing", "14:25:00", "14:55:30", "30:30", "14:25:00", "14:55:30"),
    ]
