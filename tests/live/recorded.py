"""What is expected of a recording, read from the killed panel's file, and what it must not bear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from control_panel.demo.obs_process import RealObs
from control_panel.demo.recording import LOOKS_LIKE
from control_panel.demo.verdict import MOST_SKIPPED, Change, Sample, changes, judge
from control_panel.show.model import Show
from control_panel.show.store import Store
from control_panel.show.stored import Stored
from tests.live.desk import Recorder, stored
from tests.live.panel import Panel

FRAME = 1 / 30


@contextmanager
def recording(obs: RealObs, folder: Path, show: Show) -> Iterator[tuple[Panel, Recorder]]:
    """A panel on a real OBS that asks for no password, and who records what OBS sends."""
    file = folder / "recorded.show"
    Store.create(file, show)
    panel = Panel(file, folder / "home", obs.port)
    recorder = Recorder(obs)
    try:
        yield panel, recorder
    finally:
        recorder.close()
        panel.stop()
        if obs.running and obs.hand("GetRecordStatus")["outputActive"]:
            obs.stop_recording()


def no_difference(panel: Panel, obs: RealObs) -> None:
    """Outside a transition the panel's program is what OBS's active inputs show."""
    program = panel.wait_for(lambda s: s["obs"]["provable"], "a provable program")["obs"]["program"]
    assert f"colour {program}" in obs.active_inputs()


def follow(panel: Panel, recorder: Recorder) -> tuple[tuple[Change, ...], list[Sample], Stored]:
    """Kill the panel; what it wrote, and what was recorded."""
    panel.kill()
    samples, zero = recorder.stop()
    kept = stored(panel)
    shots = [replace(s, scene=LOOKS_LIKE.get(s.scene, s.scene)) for s in kept.shots]
    return changes(shots, zero), samples, kept


def mutations_fail(
    expected: tuple[Change, ...], found: list[Sample], skipped: int, rows: Sequence[int]
) -> None:
    """The verdict itself: a row five frames off, or two rows swapped, must fail it."""
    for row in rows:
        frames = 5 + min(skipped, MOST_SKIPPED)
        late = replace(expected[row], at=expected[row].at + frames * FRAME, settled=0.0)
        moved = (*expected[:row], late, *expected[row + 1 :])
        assert not judge(moved, found, FRAME, skipped).follows
        one, two = expected[row], expected[row + 1]
        swapped = (replace(one, scene=two.scene), replace(two, scene=one.scene))
        mixed_up = (*expected[:row], *swapped, *expected[row + 2 :])
        assert not judge(mixed_up, found, FRAME, skipped).follows
