"""What the countdown card says: a pure function of the view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP

from control_panel.feeds.status import Health
from control_panel.running_order.timing import Row, Standing
from control_panel.running_order.wording import balance_words, over_words
from control_panel.show.model import ZERO, Item, ItemKind, Mode
from control_panel.ui import words
from control_panel.ui.view import View, named, rows_of
from control_panel.ui.words import tr

_SAID = {
    "over": QT_TRANSLATE_NOOP("", "over"),
    "under": QT_TRANSLATE_NOOP("", "under"),
    "on time": QT_TRANSLATE_NOOP("", "on time"),
    "to fill": QT_TRANSLATE_NOOP("", "to fill"),
    "long": QT_TRANSLATE_NOOP("", "long"),
    "fits": QT_TRANSLATE_NOOP("", "fits"),
}
"""What `over_words` and `balance_words` say."""


class Phase(StrEnum):
    """How the countdown looks."""

    IDLE = "idle"
    """There is nothing to count."""
    BEFORE = "before"
    """Counting to the on-air instant or to a planned start."""
    RUNNING = "running"
    WARNING = "warning"
    DANGER = "danger"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its label; amber where it asks for attention."""

    label: str = ""
    value: str = ""
    warn: bool = False


@dataclass(frozen=True, slots=True)
class HardCard:
    """What is missing or too much before an instant that does not move."""

    label: str
    short: str
    """The label where there is little room."""
    size: str
    what: str
    """"to fill", "long"."""
    when: str
    """"in 19:38"."""
    warn: bool


@dataclass(frozen=True, slots=True)
class Card:
    """All that the countdown card shows."""

    phase: Phase
    title: str
    planned: str
    digits: str
    """Empty: there is nothing to count, and `hint` stands in its place."""
    hint: str = ""
    """What to do next, where nothing is counted."""
    share: float = 0.0
    """Of the bar that is full, 0 to 1."""
    marks: tuple[float, ...] = ()
    """Where on the bar warning and danger begin."""
    hard: HardCard | None = None
    figures: tuple[Figure, ...] = ()


def card(view: View) -> Card:
    """The countdown card of this moment."""
    if view.on_air is not None and view.schedule.remaining is not None:
        return _running(view, view.on_air, view.schedule.remaining)
    return _waiting(view)


def _running(view: View, item: Item, remaining: timedelta) -> Card:
    schedule = view.schedule
    duration = schedule.duration or ZERO
    return Card(
        phase=_phase(item, remaining),
        title=named(item),
        planned=_planned(view, item),
        digits=words.to_come(remaining),
        share=_share(schedule.elapsed or ZERO, duration),
        marks=_marks(item, duration),
        hard=_hard(view),
        figures=figures(view),
    )


def _phase(item: Item, remaining: timedelta) -> Phase:
    if remaining < ZERO:
        return Phase.OVER
    if remaining <= item.danger:
        return Phase.DANGER
    return Phase.WARNING if remaining <= item.warning else Phase.RUNNING


def _planned(view: View, item: Item) -> str:
    run = view.playhead.on_air
    if item.count_to_end:
        row = view.schedule.row(item.id)
        end = row.planned_end if row else None
        at = words.short_clock(end, view.show.zone) if end else words.NONE
        said = tr("counts to {at}").format(at=at)
    else:
        said = tr("planned {time}").format(time=words.length(item.planned))
    added = run.added if run else ZERO
    if added:
        said += f" {words.signed(added)}"
    if view.playhead.held:
        said = words.joined(tr("HELD"), said)
    return said


def _share(elapsed: timedelta, duration: timedelta) -> float:
    return max(0.0, min(1.0, elapsed / duration)) if duration > ZERO else 1.0


def _marks(item: Item, duration: timedelta) -> tuple[float, ...]:
    """Warning and danger on the bar, where they begin inside the item."""
    if duration <= ZERO:
        return ()
    return tuple(1 - t / duration for t in (item.warning, item.danger) if ZERO < t < duration)


def _waiting(view: View) -> Card:
    mode, plan = view.mode, _on_air_at(view)
    if mode in (Mode.CLOSE_OUT, Mode.ENDED) or plan is None:
        return _idle(view)
    left = plan - view.wall
    past = left < ZERO
    if mode is Mode.OFF and past:
        return _idle(view)
    return Card(
        phase=Phase.BEFORE,
        title=_title_before(view),
        planned=tr("on air {at} {place}").format(
            at=words.clock(plan, view.show.zone), place=words.city(view.show.zone)
        ),
        digits=words.to_come(left),
        hard=_hard(view),
        figures=figures(view),
    )


def _title_before(view: View) -> str:
    if view.mode is Mode.OFF:
        return tr("To the planned on air")
    if view.mode is Mode.PRE_SHOW:
        return tr("To on air")
    first = view.next
    return tr("Nothing on air yet · TAKE starts {item}").format(item=named(first) if first else "")


def _on_air_at(view: View) -> datetime | None:
    return view.playhead.on_air_at or view.schedule.planned_on_air


def _idle(view: View) -> Card:
    since = view.playhead.mode_since
    if view.mode is Mode.CLOSE_OUT and since is not None:
        at = words.clock(since.wall, view.show.zone)
        title = tr("Off air since {at}").format(at=at)
        return Card(
            Phase.IDLE, title, "", words.passed(view.now.since(since)), figures=figures(view)
        )
    title = tr("The show has ended") if view.mode is Mode.ENDED else tr("Nothing is on air")
    return Card(Phase.IDLE, title, "", "", _what_next(view), figures=figures(view))


def _what_next(view: View) -> str:
    """What to do where there is nothing to count."""
    if not view.show.order.items:
        return tr("Add items in Setup (Ctrl 7)")
    if view.mode is Mode.CLOSE_OUT:
        return tr("End the show when everybody is clear")
    if view.mode is Mode.ENDED:
        return tr("Pre-show or Rehearse begins anew")
    return tr("Pre-show or Rehearse to begin") if view.mode is Mode.OFF else tr("TAKE starts it")


def _hard(view: View) -> HardCard | None:
    found = view.schedule.next_hard_start
    if found is not None:
        at = words.marked(words.short_clock(found.at, view.show.zone), found.at, view.show)
        labels = (tr("To the hard start {at}"), tr("Hard start {at}"))
        return _balanced(labels, at, found.balance, found.in_)
    off, expected = view.schedule.planned_off_air, view.schedule.expected_off_air
    if off is None or expected is None or view.mode in (Mode.OFF, Mode.ENDED):
        return None
    at = words.marked(words.short_clock(off, view.show.zone), off, view.show)
    labels = (tr("To the planned off air {at}"), tr("Off air {at}"))
    return _balanced(labels, at, expected - off, off - view.wall)


def _balanced(labels: tuple[str, str], at: str, over: timedelta, left: timedelta) -> HardCard:
    size, word = balance_words(over)
    when = (
        tr("in {time}").format(time=words.to_come(left))
        if left >= ZERO
        else tr("{time} ago").format(time=words.passed(left))
    )
    label, short = (one.format(at=at) for one in labels)
    return HardCard(label, short, size, tr(_SAID[word]), when, warn=word == "long")


def figures(view: View) -> tuple[Figure, ...]:
    """Show against plan, expected off air, and the time to an item that matters."""
    return (_against_plan(view), _off_air(view), _to_item(view))


def _against_plan(view: View) -> Figure:
    label = tr("Show against plan")
    if view.schedule.over is None:
        return Figure(label, words.NONE)
    size, word = over_words(view.schedule.over)
    if word == "on time":
        return Figure(label, tr(_SAID[word]))
    return Figure(label, f"{size} {tr(_SAID[word])}", warn=word == "over")


def _off_air(view: View) -> Figure:
    at = view.schedule.expected_off_air
    if at is None:
        return Figure(tr("Expected off air"), words.NONE)
    return Figure(tr("Expected off air"), words.show_clock(at, view.show))


def _to_item(view: View) -> Figure:
    """The time to the next item whose feed is lost, else to the next conversation after next."""
    coming = [
        (row, item)
        for row, item in rows_of(view)
        if row.standing in (Standing.NEXT, Standing.TO_COME)
        and (row.expected_start or row.planned_start) is not None
    ]
    chosen = next((pair for pair in coming if _lost_feed(view, pair[1])), None)
    if chosen is None:
        talks = [p for p in coming if p[1].kind is ItemKind.LIVE and p[1].feed_ids]
        after_next = [p for p in talks if p[0].standing is Standing.TO_COME]
        chosen = next(iter(after_next or talks or coming), None)
    if chosen is None:
        return Figure(tr("To come"), tr("nothing"))
    return _time_to(view, *chosen)


def _time_to(view: View, row: Row, item: Item) -> Figure:
    lost = _lost_feed(view, item)
    name = lost or _feed_name(view, item) or item.title
    left = (row.expected_start or row.planned_start or view.wall) - view.wall
    time = words.to_come(left) if left > ZERO else tr("now")
    return Figure(tr("To {name}").format(name=name), time)


def _lost_feed(view: View, item: Item) -> str:
    """The name of the item's first feed that is lost; empty: none."""
    for feed_id in item.feed_ids:
        status, feed = view.feeds.get(feed_id), view.show.feed(feed_id)
        if feed is not None and status is not None and status.health is Health.LOST:
            return feed.name
    return ""


def _feed_name(view: View, item: Item) -> str:
    feed = view.show.feed(item.feed_ids[0]) if item.feed_ids else None
    return feed.name if feed else ""
