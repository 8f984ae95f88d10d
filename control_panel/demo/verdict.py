"""Whether a recording follows the as-run: what it shows, frame by frame, against what was written.

The expected pictures come from the shot rows in the show file alone, the found ones from the
recording alone. A frame counts as wrong when it shows another scene than the rows say, outside
two frames around each cut and outside each mix (decision 4: the picture lay 24 ms before to 31 ms
after `SceneTransitionStarted` over sixteen cuts).

Two things belong to OBS and not to the panel, and are told: where the recording's zero really
lies (its event can be late on a busy computer: one shift for the whole recording, three frames at
most), and frames that OBS itself skipped (one frame more is allowed for each of up to two).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import median

from control_panel.instant import Instant
from control_panel.show.model import ShotEntry

TOLERANCE_FRAMES = 2
MOST_SKIPPED = 2
MOST_SHIFT = 3
ENOUGH_CUTS = 5


@dataclass(frozen=True, slots=True)
class Change:
    """From `at` on the picture is `scene`, until `settled` perhaps a mix. Seconds of recording."""

    at: float
    settled: float
    scene: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame: when it stands in the recording, and the scene it shows (None: no single one)."""

    at: float
    scene: str | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A run of frames that show something else than the as-run says."""

    at: float
    until: float
    frames: int
    expected: str
    found: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a recording says of an as-run."""

    changes: int
    judged: int
    """Frames that were compared; those inside a transition's window were not."""
    wrong: tuple[Wrong, ...]
    shift: float = 0.0
    """Seconds by which the recording's zero was later than its event said."""
    skipped: int = 0
    """Frames that OBS itself skipped."""

    @property
    def follows(self) -> bool:
        """Whether enough was compared and nothing was wrong."""
        return self.changes > 0 and self.judged > 0 and not self.wrong

    def sentence(self) -> str:
        """The verdict for people."""
        if self.follows:
            return (
                f"the recording follows the as-run: {self.changes} changes of picture, "
                f"{self.judged} frames compared, none wrong{self._of_obs()}"
            )
        if not self.wrong:
            return "the recording could not be compared with the as-run: too little to compare"
        first = self.wrong[0]
        return (
            f"the recording does NOT follow the as-run: {sum(w.frames for w in self.wrong)} of "
            f"{self.judged} frames wrong, first at {first.at:.2f} s, where it shows "
            f"“{first.found or 'no scene of ours'}” and the as-run says “{first.expected}”"
        )

    def _of_obs(self) -> str:
        parts = []
        if self.shift:
            parts.append(f"the recording's zero lies {self.shift * 1000:+.0f} ms off its event")
        if self.skipped:
            parts.append(f"OBS itself skipped {self.skipped} frames")
        return f" ({', '.join(parts)})" if parts else ""


def changes(shots: Sequence[ShotEntry], zero: Instant) -> tuple[Change, ...]:
    """The expected changes on the recording's own clock, whose zero is `zero`."""
    return tuple(
        Change(_seconds(s.at, zero), _seconds(s.ended_at or s.at, zero), s.scene)
        for s in sorted(shots, key=lambda s: s.at.since(zero))
    )


def _seconds(at: Instant, zero: Instant) -> float:
    return at.since(zero) / timedelta(seconds=1)


def judge(
    expected: Sequence[Change], found: Sequence[Sample], frame: float, skipped: int = 0
) -> Verdict:
    """Compare every frame; `frame` is the length of one in seconds."""
    return _judged(expected, found, frame, _shift(expected, found, frame), skipped)


def _shift(expected: Sequence[Change], found: Sequence[Sample], frame: float) -> float:
    """Where the recording's zero lies: what the cuts are off by in the median.

    A row that is wrong by itself does not move it.
    """
    seen = [b for a, b in pairwise(found) if a.scene != b.scene]
    cuts = [change for change in expected if change.settled - change.at < 2 * frame]
    near = 6 * frame
    off = []
    for change in cuts:
        offs = [change.at - s.at for s in seen if s.scene == change.scene]
        off += sorted((o for o in offs if abs(o) < near), key=abs)[:1]
    whole = round(median(off) / frame) if len(off) >= ENOUGH_CUTS else 0
    return max(-MOST_SHIFT, min(MOST_SHIFT, whole)) * frame


def _judged(
    expected: Sequence[Change],
    found: Sequence[Sample],
    frame: float,
    shift: float,
    skipped: int,
) -> Verdict:
    """Compare with the recording's zero at one place."""
    window = (TOLERANCE_FRAMES + min(skipped, MOST_SKIPPED)) * frame
    wrong: list[Wrong] = []
    judged = place = 0
    for sample in (Sample(s.at + shift, s.scene) for s in found):
        while place < len(expected) and expected[place].at <= sample.at:
            place += 1
        if place == 0 or _in_transition(expected, place, sample.at, window):
            continue
        judged += 1
        said = expected[place - 1].scene
        if sample.scene != said:
            _add(wrong, sample, said, frame)
    seen = len([c for c in expected if c.at >= 0])
    return Verdict(seen, judged, tuple(wrong), shift, skipped)


def _in_transition(expected: Sequence[Change], place: int, at: float, window: float) -> bool:
    """Whether a frame lies within a transition or a tolerance; `place` counts those begun."""
    for change in expected[max(0, place - 3) : place + 1]:
        if change.at - window <= at <= max(change.at, change.settled) + window:
            return True
    return False


def _add(wrong: list[Wrong], sample: Sample, expected: str, frame: float) -> None:
    if wrong:
        last = wrong[-1]
        same = (last.expected, last.found) == (expected, sample.scene)
        if same and sample.at - last.until <= 1.5 * frame:
            wrong[-1] = Wrong(last.at, sample.at, last.frames + 1, expected, sample.scene)
            return
    wrong.append(Wrong(sample.at, sample.at, 1, expected, sample.scene))
