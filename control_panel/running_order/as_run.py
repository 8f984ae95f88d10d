"""The as-run read back: entries folded into item rows, shot rows into what the viewers saw.

An entry is never changed once written; what became of a run follows from all its entries. `taking`
opens a row, `on air` starts it, `ended` or `taken in error` closes it, `resumed` opens it again as
if it had never been closed, `failed` says that it never was on air. The `added` of an entry is the
run's total at that moment. A further run of an item starts with what was left of it: its `on air`
says by how much that differs from the plan, and its row's `planned` is what was left. What was
added in the mix, before `on air`, was added to that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from control_panel.instant import Instant
from control_panel.show.model import (
    ZERO,
    AsRunEntry,
    AsRunEvent,
    Author,
    Mode,
    Proof,
    ShotEntry,
    Transition,
)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One run of an item, as it really was."""

    run_id: str
    item_id: str
    number: str = ""
    title: str = ""
    scene: str = ""
    planned_start: datetime | None = None
    planned: timedelta | None = None
    """Of this run: of a further run what was left of the item."""
    started_at: Instant | None = None
    """None: it was sent and never on air (or it is not known yet)."""
    ended_at: Instant | None = None
    added: timedelta = ZERO
    proof: Proof = Proof.NONE
    author: Author = Author()
    mode: Mode = Mode.LIVE
    sentence: str = ""
    open: bool = False
    """Still being taken, or on air."""
    in_error: bool = False
    failed: bool = False

    @property
    def actual(self) -> timedelta | None:
        """How long it was on air; None while it still is, or where it never was."""
        if self.started_at is None or self.ended_at is None:
            return None
        return self.ended_at.since(self.started_at)

    @property
    def over(self) -> timedelta | None:
        """Actual minus planned; positive: longer than planned. None for one taken in error."""
        if self.actual is None or self.planned is None or self.in_error:
            return None
        return self.actual - self.planned


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One picture in program: what the viewers saw, from when to when."""

    shot_entry_id: str
    scene: str
    run_id: str
    item_id: str
    shot_id: str
    reason: str
    started_at: Instant
    """It begins to be seen."""
    whole_from: Instant | None
    """It alone is seen, since its transition ended; None: that end was not seen."""
    whole_until: Instant | None
    """The transition to the next picture starts; None: it is still in program."""
    ended_at: Instant | None
    """Nothing of it is seen any more; None: not known, or it is still in program."""
    transition: Transition | None
    proof: Proof
    author: Author
    mode: Mode


def rows(entries: Iterable[AsRunEntry]) -> tuple[ItemRow, ...]:
    """One row a run, in the order in which they were first heard of. Entries as written."""
    found: dict[str, ItemRow] = {}
    carried: dict[str, timedelta] = {}
    for entry in entries:
        if entry.event is AsRunEvent.MODE or not entry.run_id:
            continue
        if entry.event is AsRunEvent.ON_AIR:
            carried[entry.run_id] = entry.added
        row = found.get(entry.run_id) or _opened(entry)
        found[entry.run_id] = _with(row, entry, carried.get(entry.run_id, ZERO))
    return tuple(found.values())


def _opened(entry: AsRunEntry) -> ItemRow:
    return ItemRow(
        run_id=entry.run_id,
        item_id=entry.item_id,
        number=entry.number,
        title=entry.title,
        scene=entry.scene,
        planned_start=entry.planned_start,
        planned=entry.planned,
        author=entry.author,
        mode=entry.mode,
        open=True,
    )


def _with(row: ItemRow, entry: AsRunEntry, carried: timedelta) -> ItemRow:
    """The row with one more entry; `carried` is what it was `added` as it began."""
    row = replace(row, sentence=_sentence(row.sentence, entry.sentence))
    match entry.event:
        case AsRunEvent.TAKING:
            return row
        case AsRunEvent.ON_AIR:
            return _started(row, entry, carried)
        case AsRunEvent.FAILED:
            return replace(row, ended_at=entry.at, open=False, failed=True)
        case AsRunEvent.RESUMED:
            resumed = replace(row, ended_at=None, open=True, in_error=False)
            return replace(resumed, added=entry.added - carried)
        case AsRunEvent.ADDED_TIME:
            return replace(row, added=entry.added - carried)
    wrong = entry.event is AsRunEvent.IN_ERROR
    added = entry.added - carried
    return replace(row, ended_at=entry.at, open=False, in_error=wrong, added=added)


def _started(row: ItemRow, entry: AsRunEntry, carried: timedelta) -> ItemRow:
    planned = entry.planned if entry.planned is not None else row.planned
    return replace(
        row,
        started_at=entry.at,
        planned_start=entry.planned_start or row.planned_start,
        planned=None if planned is None else max(ZERO, planned + carried),
        proof=entry.proof,
        author=entry.author,
        mode=entry.mode,
        open=True,
    )


def _sentence(told: str, more: str) -> str:
    """What was told so far and one more sentence, each once."""
    if not more or more in told:
        return told
    return f"{told} · {more}" if told else more


def pictures(shots: Iterable[ShotEntry]) -> tuple[PictureRow, ...]:
    """What the viewers saw. In a fade two pictures are seen: their rows overlap by its length."""
    ordered = _in_time(shots)
    timeline = [_picture(shot, after) for shot, after in pairwise(ordered)]
    if ordered:
        timeline.append(_picture(ordered[-1], None))
    return tuple(timeline)


def _picture(shot: ShotEntry, after: ShotEntry | None) -> PictureRow:
    return PictureRow(
        shot_entry_id=shot.id,
        scene=shot.scene,
        run_id=shot.run_id,
        item_id=shot.item_id,
        shot_id=shot.shot_id,
        reason=shot.reason,
        started_at=shot.at,
        whole_from=shot.ended_at,
        whole_until=after.at if after else None,
        ended_at=after.ended_at if after else None,
        transition=shot.transition,
        proof=shot.proof,
        author=shot.author,
        mode=shot.mode,
    )


def _in_time(shots: Iterable[ShotEntry]) -> list[ShotEntry]:
    """Shots in the order in which they were seen: boots as written, within one by its steady clock.

    OBS's events may arrive out of order, and a step of the wall clock may not reorder a show.
    """
    boots: dict[str, int] = {}
    kept = list(shots)
    for shot in kept:
        boots.setdefault(shot.at.boot, len(boots))
    return sorted(kept, key=lambda shot: (boots[shot.at.boot], shot.at.steady))
