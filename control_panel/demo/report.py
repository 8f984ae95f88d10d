"""What the demo ends with: recording against as-run, monitors' counters, and one last line."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from control_panel.demo.furniture import MARK, scene_of_mark
from control_panel.demo.parts import CANVAS, FIELD
from control_panel.demo.recording import recording_colours
from control_panel.demo.script import Seen
from control_panel.demo.verdict import Sample, Verdict, changes, judge
from control_panel.running_order import as_run
from control_panel.show.model import Mode, ShotEntry
from control_panel.show.store import Store

LEAST_RATE = 0.8
"""Of the pictures a second that a field feed sends, so many must have been seen."""


@dataclass(frozen=True, slots=True)
class Report:
    """The demo's findings; `ok` is what its exit code says."""

    verdict: Verdict
    troubles: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether everything was as it should be."""
        return self.verdict.follows and not self.troubles

    def last_line(self) -> str:
        """The demo's last line."""
        if self.ok:
            return f"DEMO PASSED: {self.verdict.sentence()}"
        return "DEMO FAILED: " + "; ".join((self.verdict.sentence(), *self.troubles))


def make_report(
    show_file: Path, recording: Path, seen: Seen, output: Path, *, sabotage: bool
) -> Report:
    """Compare what was recorded with what was written; leave both in `output`."""
    store = Store.open(show_file)
    try:
        stored = store.load()
    finally:
        store.close()
    shots = list(stored.shots)
    if sabotage:
        shots = _without_one_take(shots)
    rows = [r for r in as_run.rows(stored.as_run) if r.mode is not Mode.REHEARSAL]
    troubles = [*seen.troubles, *_feeds(seen)]
    on_air = [r for r in rows if r.started_at and not r.in_error and not r.failed]
    if len(on_air) != seen.takes:
        troubles.append(f"{seen.takes} takes were meant, the as-run has {len(on_air)} items")
    if not any(r.in_error for r in rows):
        troubles.append("the wrong TAKE and its Back are not in the as-run")
    verdict = _verdict(shots, recording, seen)
    shutil.copy2(recording, output / f"recording{recording.suffix}")
    shutil.copy2(show_file, output / show_file.name)
    (output / "as-run.json").write_text(json.dumps(_table(rows), indent=1), "utf-8")
    return Report(verdict, tuple(troubles))


def _without_one_take(shots: list[ShotEntry]) -> list[ShotEntry]:
    taken = [shot.id for shot in shots if shot.reason == "take"]
    dropped = taken[len(taken) // 2]
    return [shot for shot in shots if shot.id != dropped]


def _verdict(shots: list[ShotEntry], recording: Path, seen: Seen) -> Verdict:
    if seen.zero is None:
        return Verdict(0, 0, ())
    crop = f"{MARK[0] // 2}:{MARK[1] // 2}:{MARK[0] // 4}:{MARK[1] // 4}"
    frames = recording_colours(recording, CANVAS.fps, crop=crop)
    samples = [Sample(frame.at, scene_of_mark(frame.colour)) for frame in frames]
    return judge(changes(shots, seen.zero), samples, 1 / CANVAS.fps, seen.skipped)


def _feeds(seen: Seen) -> list[str]:
    troubles = [
        f"{name} was seen with {seen.pictures.get(name, 0.0):.1f} of {field.rate} pictures a second"
        for name, field in FIELD.items()
        if seen.pictures.get(name, 0.0) < LEAST_RATE * field.rate
    ]
    if not seen.lost:
        troubles.append("the feed that was cut was never told to be lost")
    elif not seen.returned:
        troubles.append("the feed that came back was never told to be good")
    return troubles


def _table(rows: list[as_run.ItemRow]) -> list[dict[str, object]]:
    return [
        {
            "number": row.number,
            "title": row.title,
            "started_at": row.started_at.wall.isoformat() if row.started_at else None,
            "ended_at": row.ended_at.wall.isoformat() if row.ended_at else None,
            "scene": row.scene,
            "proof": row.proof.value,
            "by": row.author.via.value,
            "said": row.sentence,
        }
        for row in rows
    ]
