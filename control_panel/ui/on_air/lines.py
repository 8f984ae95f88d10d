"""The running order as lines of cells, ready to paint: a pure function of the view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP

from control_panel.feeds.status import FeedStatus
from control_panel.running_order.timing import Row, Standing
from control_panel.running_order.wording import balance_words
from control_panel.show.model import ZERO, Item, ItemKind, RunningOrder, Show
from control_panel.ui import words
from control_panel.ui.feed_words import FeedMark, feed_mark
from control_panel.ui.view import View
from control_panel.ui.words import tr


class LineKind(StrEnum):
    """What a line is."""

    GROUP = "group"
    GAP = "gap"
    ITEM = "item"


class Tone(StrEnum):
    """How a line looks."""

    PLAIN = "plain"
    DONE = "done"
    ON_AIR = "on air"
    TAKING = "taking"
    NEXT = "next"
    FLOATED = "floated"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its identity, its look and the texts of its cells."""

    key: str
    """Stable: what the line stands for."""
    kind: LineKind
    tone: Tone = Tone.PLAIN
    item_id: str = ""
    number: str = ""
    title: str = ""
    """Of a gap: its sentence; of a group: its name."""
    tag: str = ""
    """ON AIR, NEXT, TAKING."""
    small: str = ""
    """The kind, or the opening scene where that says more."""
    feeds: tuple[FeedMark, ...] = ()
    hard: bool = False
    start: str = ""
    planned: str = ""
    actual: str = ""
    actual_over: bool = False
    difference: str = ""
    difference_over: bool = False


_TONES = {
    Standing.DONE: Tone.DONE,
    Standing.SKIPPED: Tone.DONE,
    Standing.ON_AIR: Tone.ON_AIR,
    Standing.NEXT: Tone.NEXT,
    Standing.FLOATED: Tone.FLOATED,
    Standing.NOTE: Tone.NOTE,
}


_Parts = tuple[Item, Row, str, bool, tuple[FeedStatus | None, ...], Show]
Known = dict[str, tuple[_Parts, Line]]
"""The line of each item as it was made last, and what it was made of."""


def lines(view: View, known: Known | None = None) -> tuple[Line, ...]:
    """Every line of the running order; lines of `known` whose parts are the same are kept."""
    return tuple(_lines(view, {} if known is None else known))


def _lines(view: View, known: Known) -> Iterator[Line]:
    order = view.show.order
    rows = {row.item_id: row for row in view.schedule.rows}
    group = ""
    for item in order.items:
        if item.group_id != group:
            group = item.group_id
            if group:
                yield Line(f"group:{group}:{item.id}", LineKind.GROUP, title=_title(order, group))
        row = rows.get(item.id) or Row(item.id, Standing.TO_COME)
        if gap := _gap(view, item, row):
            yield Line(f"gap:{item.id}", LineKind.GAP, title=gap)
        yield _known_line(view, item, row, known)


def _known_line(view: View, item: Item, row: Row, known: Known) -> Line:
    """The item's line, made again only where something in it may differ."""
    taking = view.playhead.taking
    statuses = tuple(view.feeds.get(feed_id) for feed_id in item.feed_ids)
    taken = taking.item_id if taking is not None else ""
    parts = (item, row, taken, _is_over(view, row), statuses, view.show)
    found = known.get(item.id)
    if found is not None and _same(found[0], parts):
        return found[1]
    line = _item_line(view, item, row)
    known[item.id] = (parts, line)
    return line


def _same(before: _Parts, after: _Parts) -> bool:
    """Whether a line would be the same; the show and its items are compared by identity."""
    return (
        before[0] is after[0]
        and before[5] is after[5]
        and before[2:4] == after[2:4]
        and before[1] == after[1]
        and all(a is b for a, b in zip(before[4], after[4], strict=True))
    )


def _title(order: RunningOrder, group_id: str) -> str:
    return next((g.title for g in order.groups if g.id == group_id), "")


def _gap(view: View, item: Item, row: Row) -> str:
    """What is missing or too much before a hard start that is still to come."""
    to_come = row.standing in (Standing.NEXT, Standing.TO_COME)
    if item.hard_start is None or not to_come or row.planned_start is None:
        return ""
    size, word = balance_words(-row.gap)
    at = words.short_clock(row.planned_start, view.show.zone)
    if word == "to fill":
        return tr("{time} to fill before {at} · stretch what comes before").format(time=size, at=at)
    if word == "long":
        return tr("{time} too long for {at} · shorten, float or move").format(time=size, at=at)
    return ""


def _item_line(view: View, item: Item, row: Row) -> Line:
    tone = _tone(view, item, row)
    return Line(
        key=item.id,
        kind=LineKind.ITEM,
        tone=tone,
        item_id=item.id,
        number=item.number,
        title=item.title,
        tag=_tag(tone),
        small=_small(view, item),
        feeds=tuple(_feeds(view, item, tone)),
        hard=item.hard_start is not None and tone is not Tone.FLOATED,
        start=_start(view, row) if tone is not Tone.FLOATED else "",
        planned="" if tone is Tone.NOTE else words.length(_planned(item, row)),
        actual=_actual(row),
        actual_over=_is_over(view, row),
        difference=_difference(row),
        difference_over=row.over is not None and row.over >= timedelta(seconds=1),
    )


def _tone(view: View, item: Item, row: Row) -> Tone:
    taking = view.playhead.taking
    if taking is not None and taking.item_id == item.id:
        return Tone.TAKING
    return _TONES.get(row.standing, Tone.PLAIN)


def _tag(tone: Tone) -> str:
    if tone is Tone.ON_AIR:
        return tr("ON AIR")
    if tone is Tone.TAKING:
        return tr("TAKING")
    return tr("NEXT") if tone is Tone.NEXT else ""


_KIND_WORDS = {
    ItemKind.LIVE: QT_TRANSLATE_NOOP("", "Live"),
    ItemKind.VIDEO: QT_TRANSLATE_NOOP("", "Video"),
    ItemKind.STUDIO: QT_TRANSLATE_NOOP("", "Studio"),
    ItemKind.QUESTIONS: QT_TRANSLATE_NOOP("", "Questions"),
    ItemKind.BREAK: QT_TRANSLATE_NOOP("", "Break"),
    ItemKind.NOTE: QT_TRANSLATE_NOOP("", "Note"),
}


def _small(view: View, item: Item) -> str:
    """The kind; the opening scene for a conversation whose scene is not simply its feed."""
    if item.kind in (ItemKind.LIVE, ItemKind.QUESTIONS) and item.scene:
        names = {feed.name for feed in view.show.feeds if feed.id in item.feed_ids}
        if item.scene not in names:
            return item.scene
    return tr(_KIND_WORDS[item.kind])


def _feeds(view: View, item: Item, tone: Tone) -> Iterator[FeedMark]:
    past = tone in (Tone.DONE, Tone.FLOATED)
    for feed_id in item.feed_ids:
        feed = view.show.feed(feed_id)
        if feed is not None:
            yield feed_mark(feed, view.feeds.get(feed_id), past=past)


def _start(view: View, row: Row) -> str:
    at = _begins(row)
    if at is None:
        return ""
    mark = words.show_day_mark(at, view.show)
    return words.clock(at, view.show.zone) + (f" {mark}" if mark else "")


def _begins(row: Row) -> datetime | None:
    return row.expected_start or row.planned_start


def _planned(item: Item, row: Row) -> timedelta:
    if item.count_to_end and row.planned_start and row.planned_end:
        return max(ZERO, row.planned_end - row.planned_start)
    return item.planned


def _actual(row: Row) -> str:
    if row.standing is Standing.SKIPPED:
        return tr("skipped")
    if row.actual is None:
        return ""
    runs = row.standing is Standing.ON_AIR
    return words.passed(row.actual) if runs else words.length(row.actual)


def _difference(row: Row) -> str:
    """Actual against planned; while it runs it agrees with the countdown."""
    if row.over is None:
        return ""
    runs = row.standing is Standing.ON_AIR and row.over > ZERO
    return f"+{words.passed(row.over)}" if runs else words.signed(row.over)


def _is_over(view: View, row: Row) -> bool:
    remaining = view.schedule.remaining
    return row.standing is Standing.ON_AIR and remaining is not None and remaining < ZERO


def summary(view: View) -> str:
    """The line beside the title: "10 items · 1:10:30 · planned off air 14:55:30"."""
    counted = [i for i in view.show.order.items if not i.floated and i.kind is not ItemKind.NOTE]
    if not counted:
        return tr("no items yet")
    schedule = view.schedule
    many = tr("{n} items") if len(counted) != 1 else tr("{n} item")
    off = schedule.planned_off_air
    return words.joined(
        many.format(n=len(counted)),
        words.length(schedule.planned),
        tr("planned off air {at}").format(at=words.show_clock(off, view.show)) if off else "",
    )
