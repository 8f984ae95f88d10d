"""What is to come, one item after the other, from what is on air now (rules: see `timing`)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import datetime

from control_panel.instant import Instant
from control_panel.running_order.timing_air import (
    Runs,
    Stretch,
    first_start,
    length_of,
    placed,
)
from control_panel.running_order.timing_plan import Plan, Slot
from control_panel.running_order.timing_values import HardStart, Row, Standing
from control_panel.show.model import ZERO, Playhead, Run


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that the expected times follow from."""

    laid: Plan
    playhead: Playhead
    now: Instant
    done: Runs
    air: Stretch | None
    taking: Stretch | None

    @property
    def current(self) -> Stretch | None:
        """What the chain starts from: the item being taken, else the one on air."""
        return self.taking or self.air

    @property
    def last(self) -> Run | None:
        """The last ended run that counts."""
        runs = [run for run in self.playhead.runs if run.item_id in self.done]
        return next((run for run in reversed(runs) if not run.in_error), None)

    @property
    def wall(self) -> datetime:
        """Now, by the clock as it stood when what is on air (or was last) began."""
        run = self.current.run if self.current else self.last
        return placed(self.now, run.started_at) if run else self.now.wall

    @property
    def since(self) -> datetime | None:
        """When the first item really went on air."""
        if not self.done and self.air is None:
            return None
        begun = first_start(self.playhead, self.done)
        return begun[1].wall if begun else None

    @property
    def next_place(self) -> int | None:
        """The place of the item that is next, where it can be taken and is not current."""
        place = self.laid.places.get(self.playhead.next_id)
        taken = {s.run.item_id for s in (self.air, self.taking) if s}
        if place not in self.laid.at or self.playhead.next_id in taken:
            return None
        return place

    @property
    def first(self) -> int:
        """The place at which what is to come begins."""
        if self.next_place is not None:
            return self.next_place
        run = self.current.run if self.current else self.last
        return self.laid.places.get(run.item_id, -1) + 1 if run else 0

    def rows_so_far(self) -> list[Row]:
        """A row for each item, as if nothing were to come."""
        rows = list(self.laid.passed)
        for item_id, runs in self.done.items():
            place = self.laid.places.get(item_id)
            if place is not None and place != self.next_place:
                rows[place] = self._done_row(rows[place], runs)
        for current, standing in ((self.air, Standing.ON_AIR), (self.taking, Standing.TAKING)):
            place = self.laid.places.get(current.run.item_id) if current else None
            if place is not None and current is not None:
                rows[place] = self._current_row(self.laid.passed[place], current, standing)
        return rows

    def _done_row(self, row: Row, runs: list[Run]) -> Row:
        actual = sum((length_of(run) for run in runs), ZERO)
        begun, ended = runs[0].started_at, runs[-1].ended_at
        return replace(
            row,
            standing=Standing.DONE,
            expected_start=begun.wall,
            expected_end=placed(ended, begun) if ended else None,
            actual=actual,
            over=actual - row.planned,
        )

    def _current_row(self, row: Row, current: Stretch, standing: Standing) -> Row:
        earlier = self.done.get(row.item_id, [])
        used = sum((length_of(run) for run in earlier), ZERO)
        return replace(
            row,
            standing=standing,
            expected_start=current.run.started_at.wall,
            expected_end=current.end,
            actual=used + current.elapsed if standing is Standing.ON_AIR else None,
        )


class Chain:
    """What is to come, one item after the other."""

    def __init__(self, scene: Scene, rows: list[Row]) -> None:
        self._scene = scene
        self._rows = rows
        self.hard_start: HardStart | None = None
        self.first: Row | None = None
        """The first item that is to come."""
        self.end: datetime | None = self._start()
        """The expected end of all of it."""

    def _start(self) -> datetime | None:
        current, last = self._scene.current, self._scene.last
        if current is not None:
            return current.end
        return placed(last.ended_at, last.started_at) if last and last.ended_at else None

    def run(self) -> None:
        """Fill the rows of what is to come."""
        slots = self._slots()
        if not slots:
            return
        before = self._before(slots[0])
        previous = self._scene.laid.places.get(self._current_id, -1)
        for slot in slots:
            start, gap = before + slot.delay, slot.delay
            if slot.hard is not None:
                start, gap = max(slot.hard, before), slot.hard - before
                self._meet(slot, slot.hard, before, previous)
            end = start + slot.planned
            if slot.count_to_end:
                end = max(start, slot.end)
            self._rows[slot.place] = Row(
                slot.item_id,
                Standing.TO_COME,
                slot.start,
                slot.end,
                start,
                end,
                None,
                None,
                gap,
                slot.planned,
                ZERO,
                slot.hard,
            )
            before, previous = end, slot.place
        self.end = before
        self.first = self._rows[slots[0].place]
        if self._scene.next_place == slots[0].place:
            self._rows[slots[0].place] = replace(self.first, standing=Standing.NEXT)

    @property
    def _current_id(self) -> str:
        return self._scene.current.run.item_id if self._scene.current else ""

    def _slots(self) -> list[Slot]:
        """The slots of what is to come: next, and what stands after it and was not on air."""
        slots = self._scene.laid.slots
        begin = bisect_left(slots, self._scene.first, key=lambda slot: slot.place)
        rows, skipped = self._rows, Standing.SKIPPED
        return [slot for slot in slots[begin:] if rows[slot.place].standing is skipped]

    def _before(self, slot: Slot) -> datetime:
        """The expected end of what is before the first slot; nothing starts before now."""
        if self._scene.current is not None:
            return self._scene.current.end
        return max(self.end or self._scene.laid.on_air, self._scene.wall - slot.delay)

    def _meet(self, slot: Slot, hard: datetime, before: datetime, previous: int) -> None:
        """A hard start: note the first of them, and what runs into it."""
        balance = before - hard
        if self.hard_start is None:
            self.hard_start = HardStart(slot.item_id, hard, balance, hard - self._scene.wall)
        if balance > ZERO and previous >= 0:
            self._rows[previous] = replace(self._rows[previous], overlap=balance)
