"""What the header says: a pure function of the view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP

from control_panel.obs.state import Output
from control_panel.running_order.timing import Standing
from control_panel.show.model import Mode
from control_panel.ui import words
from control_panel.ui.feed_words import zone_of
from control_panel.ui.view import View, rows_of
from control_panel.ui.words import tr


class Mark(StrEnum):
    """The mark before a chip's words."""

    RUNS = "runs"
    OFF = "off"
    GOOD = "good"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Chip:
    """One fact with its mark: "Sending 25:22"."""

    mark: Mark
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The local time of a contributor."""

    name: str
    time: str


@dataclass(frozen=True, slots=True)
class HeaderFace:
    """All that the header shows."""

    mode: Mode
    pill: str
    title: str
    order: str
    clock: str
    zone: str
    elsewhere: tuple[Elsewhere, ...]
    chips: tuple[Chip, ...]


_PILLS = {
    Mode.OFF: QT_TRANSLATE_NOOP("", "OFF"),
    Mode.REHEARSAL: QT_TRANSLATE_NOOP("", "REHEARSAL"),
    Mode.PRE_SHOW: QT_TRANSLATE_NOOP("", "PRE-SHOW"),
    Mode.LIVE: QT_TRANSLATE_NOOP("", "LIVE"),
    Mode.CLOSE_OUT: QT_TRANSLATE_NOOP("", "CLOSE-OUT"),
    Mode.ENDED: QT_TRANSLATE_NOOP("", "ENDED"),
}


def header_face(view: View) -> HeaderFace:
    """The header of this moment."""
    show, order = view.show, view.show.order
    return HeaderFace(
        mode=view.mode,
        pill=tr(_PILLS[view.mode]),
        title=show.title,
        order=words.joined(tr("Order {v}").format(v=order.version), view.order_changes),
        clock=words.clock(view.wall, show.zone),
        zone=_zone(view),
        elsewhere=tuple(elsewhere(view)),
        chips=(_obs(view), *_outputs(view)),
    )


def _zone(view: View) -> str:
    """The show's place and how far it is from UTC: "New York · UTC−5"."""
    city, offset = words.city(view.show.zone), words.utc_offset(view.wall, view.show.zone)
    return city if city == "UTC" else words.joined(city, offset)


def elsewhere(view: View) -> Iterator[Elsewhere]:
    """Local times of those who are on air or still to come, from west to east, one a time."""
    coming = {
        feed_id
        for row, item in rows_of(view)
        if row.standing not in (Standing.DONE, Standing.SKIPPED, Standing.FLOATED)
        for feed_id in item.feed_ids
    }
    zones: dict[str, str] = {}
    for feed in view.show.feeds:
        zone = zone_of(view.show, feed)
        if zone and zone != view.show.zone and (feed.id in coming or not coming):
            zones.setdefault(zone, feed.name)
    home = view.show.zone
    for zone in sorted(zones, key=lambda z: _offset(view.wall, z)):
        yield Elsewhere(zones[zone], words.there(view.wall, zone, home))


def _offset(when: datetime, zone: str) -> timedelta:
    return when.astimezone(words.zone(zone)).utcoffset() or timedelta(0)


def _obs(view: View) -> Chip:
    if view.obs.connected:
        return Chip(Mark.GOOD, tr("OBS"), tr("connected"))
    if not view.obs_wanted:
        return Chip(Mark.OFF, tr("OBS"), tr("not set up"))
    since = view.obs.as_of
    gone = f" {words.passed(view.now.since(since))}" if since is not None else ""
    return Chip(Mark.LOST, tr("OBS"), tr("lost") + gone)


def _outputs(view: View) -> Iterator[Chip]:
    if not view.obs.connected:
        # What is not known is not said.
        yield Chip(Mark.OFF, tr("Stream"), words.NONE)
        yield Chip(Mark.OFF, tr("Rec"), words.NONE)
        return
    yield _output(view, view.obs.stream, tr("Sending"), tr("Stream"))
    yield _output(view, view.obs.record, tr("Rec"), tr("Rec"))


def _output(view: View, output: Output, running: str, off: str) -> Chip:
    if not output.active:
        return Chip(Mark.OFF, off, tr("off"))
    since = output.since
    return Chip(Mark.RUNS, running, words.passed(view.now.since(since)) if since else tr("on"))
