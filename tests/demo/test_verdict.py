"""A verdict that trusts nothing: a row shifted by five frames or two rows swapped must fail it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from control_panel.demo.verdict import Change, Sample, judge

FRAME = 1 / 30
ROWS = (
    Change(0.0, 0.0, "A"),
    Change(2.0, 2.0, "B"),
    Change(4.0, 4.5, "C"),
    Change(5.0, 5.0, "A"),
)


def recording(rows: tuple[Change, ...] = ROWS, seconds: float = 7.0) -> list[Sample]:
    """Thirty frames a second; a mix shows no single scene."""
    samples = []
    for number in range(int(seconds * 30)):
        at = number * FRAME
        begun = [c for c in rows if c.at <= at] or [rows[0]]
        mixing = begun[-1].at <= at < begun[-1].settled
        samples.append(Sample(at, None if mixing else begun[-1].scene))
    return samples


def test_a_recording_that_follows() -> None:
    verdict = judge(ROWS, recording(), FRAME)
    assert verdict.follows
    assert verdict.changes == 4
    assert "4 changes of picture" in verdict.sentence()


@pytest.mark.parametrize("late", [-0.03, 0.03, 0.06])
def test_two_frames_are_allowed(late: float) -> None:
    moved = tuple(replace(c, at=max(0.0, c.at + late), settled=c.settled + late) for c in ROWS)
    assert judge(ROWS, recording(moved), FRAME).follows


@pytest.mark.parametrize("row", [1, 3])
@pytest.mark.parametrize("frames", [-5, 5])
def test_a_row_shifted_by_five_frames_fails(row: int, frames: int) -> None:
    by = frames * FRAME
    moved = replace(ROWS[row], at=ROWS[row].at + by, settled=ROWS[row].settled + by)
    rows = (*ROWS[:row], moved, *ROWS[row + 1 :])
    verdict = judge(rows, recording(), FRAME)
    assert not verdict.follows
    assert "does NOT follow" in verdict.sentence()


def test_a_recording_whose_zero_lies_elsewhere_is_told() -> None:
    rows = tuple(Change(float(n), float(n), "ABC"[n % 3]) for n in range(7))
    moved = tuple(replace(c, at=c.at - 3 * FRAME, settled=c.settled - 3 * FRAME) for c in rows)
    verdict = judge(moved, recording(rows), FRAME)
    assert verdict.follows
    assert "zero lies -100 ms off" in verdict.sentence()


def test_frames_that_obs_skipped_allow_two_more_and_are_told() -> None:
    late = replace(ROWS[1], at=ROWS[1].at + 4 * FRAME, settled=ROWS[1].settled + 4 * FRAME)
    rows = (ROWS[0], late, *ROWS[2:])
    assert not judge(rows, recording(), FRAME).follows
    verdict = judge(rows, recording(), FRAME, skipped=7)
    assert verdict.follows
    assert "skipped 7" in verdict.sentence()


def test_two_rows_swapped_fail() -> None:
    rows = (ROWS[0], replace(ROWS[1], scene="C"), replace(ROWS[2], scene="B"), ROWS[3])
    assert not judge(rows, recording(), FRAME).follows


def test_a_take_that_never_reached_program_fails() -> None:
    assert not judge(ROWS, recording((ROWS[0], ROWS[2], ROWS[3])), FRAME).follows


def test_a_cut_that_nobody_wrote_down_fails() -> None:
    assert not judge((ROWS[0], ROWS[2], ROWS[3]), recording(), FRAME).follows


def test_nothing_to_compare_is_not_a_pass() -> None:
    assert not judge((), recording(), FRAME).follows
    assert not judge(ROWS, [], FRAME).follows
    assert "too little" in judge(ROWS, [], FRAME).sentence()
