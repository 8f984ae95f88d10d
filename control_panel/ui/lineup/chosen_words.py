"""What is said of the chosen feed: who, from where, how it comes and how it should; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from control_panel.errors import Refused
from control_panel.feeds.address import Direction, take_apart
from control_panel.feeds.status import FeedStatus, Health
from control_panel.lineup.booked import Aspect, Compared, compared, sound_words
from control_panel.lineup.order import Entry
from control_panel.lineup.turns import Part, items_of
from control_panel.running_order.timing import Row, Standing
from control_panel.show.addresses import place_of_address, split_secrets
from control_panel.show.model import Contributor, Feed, FeedKind, ReturnKind
from control_panel.ui import words
from control_panel.ui.feed_words import Shape, contributor_of, in_program, shape_of, zone_of
from control_panel.ui.lineup.wall_words import air_words, status_words
from control_panel.ui.view import View, named
from control_panel.ui.words import tr


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the chosen feed: its label and what is known."""

    label: str
    words: str
    phone: str = ""
    """A number that can be copied; empty: none."""


@dataclass(frozen=True, slots=True)
class ChosenFace:
    """All that is said of the chosen feed besides its picture and graphs."""

    feed_id: str
    name: str
    time: str = ""
    """The local time there, with the place it belongs to."""
    air: str = ""
    status: str = ""
    warn: bool = False
    shape: Shape = Shape.RING
    facts: tuple[Fact, ...] = ()
    compared: tuple[Compared, ...] = ()
    sound: str = ""


def chosen_face(view: View, entry: Entry) -> ChosenFace:
    """The chosen feed at this moment."""
    feed, status = entry.feed, entry.status
    who = contributor_of(view.show, feed)
    audio = status.track("audio")
    return ChosenFace(
        feed_id=feed.id,
        name=feed.name,
        time=time_words(view, feed),
        air=air_words(view, feed, entry.turn),
        status=status_words(feed, status),
        warn=entry.trouble,
        shape=shape_of(status) if status.health is not Health.OFF else Shape.RING,
        facts=tuple(_facts(view, feed, status, who)),
        compared=compared(feed.expected, status) if feed.kind is not FeedKind.PHONE else (),
        sound=sound_words(audio) if audio is not None else "",
    )


def time_words(view: View, feed: Feed) -> str:
    """The local time with its place and, where it is another one, its day: "19:05 Kinshasa"."""
    home = zone_of(view.show, feed)
    if not home:
        return ""
    return f"{words.there(view.wall, home, view.show.zone)} {words.city(home)}"


def _facts(view: View, feed: Feed, status: FeedStatus, who: Contributor | None) -> Iterator[Fact]:
    detail = status.detail if status.detail not in status.sentence else ""
    if detail:
        yield Fact(tr("Line"), detail)
    if who is not None:
        place = "" if who.place == feed.name else who.place
        said = words.joined(who.name, who.role, place, ", ".join(who.languages))
        yield Fact(tr("Contributor"), said)
        for phone in who.phones:
            if phone.number:
                yield Fact(phone.label or tr("Phone"), phone.number, phone.number)
    yield from _uses(view, feed)
    if who is not None:
        yield Fact(tr("Return"), return_words(who))
    yield Fact(tr("Comes by"), way_words(feed, who))


def return_words(who: Contributor) -> str:
    """How a contributor hears us: kind, number or place, who makes the mix-minus, delay."""
    back = who.return_
    if back.kind is ReturnKind.NONE:
        return tr("None: {name} does not hear us").format(name=who.name)
    kind = tr("By phone") if back.kind is ReturnKind.PHONE else tr("By address")
    made = tr("mix-minus by {who}").format(who=back.mix_minus_by) if back.mix_minus_by else ""
    delay = "" if back.delay_ms is None else tr("{ms} ms later").format(ms=back.delay_ms)
    return words.joined(kind, split_secrets(back.address)[0], made, delay)


def way_words(feed: Feed, who: Contributor | None) -> str:
    """How a feed reaches us, without a secret: scheme, host, port, latency, thin line."""
    thin = tr("thin line") if who is not None and who.thin_line else ""
    if feed.kind is FeedKind.PHONE:
        return words.joined(tr("Phone"), thin)
    if feed.kind is FeedKind.OBS_SOURCE:
        return words.joined(tr("OBS"), feed.obs_input or tr("no input chosen"), thin)
    if not feed.primary:
        return words.joined(tr("No address yet: enter it in Setup (Ctrl 7)"), thin)
    latency = ""
    if feed.primary.lower().startswith("srt:"):
        latency = tr("latency {ms} ms").format(ms=feed.latency_ms)
    received = tr("by our gateway") if feed.gateway else tr("direct")
    return words.joined(_address(feed.primary), latency, thin, received)


def _address(primary: str) -> str:
    """Scheme, host and port; who is called or waited for."""
    try:
        address = take_apart(primary).address
    except Refused:
        return place_of_address(primary) or tr("an address that cannot be read")
    if address.direction is Direction.LISTEN:
        said = tr("{scheme}, they send to our port {port}")
        return said.format(scheme=address.scheme.upper(), port=address.port or words.NONE)
    return place_of_address(primary)


def _uses(view: View, feed: Feed) -> Iterator[Fact]:
    """The items that use the feed, and when; with what is noted there."""
    found = False
    for row, item in items_of(view.show, view.schedule):
        if feed.id in item.feed_ids:
            yield Fact("" if found else tr("Items"), words.joined(named(item), _when(view, row)))
            found = True
            if note := " ".join(item.notes.split()):
                yield Fact("", note)
    if not found:
        yield Fact(tr("Items"), tr("Not in the running order"))


def _when(view: View, row: Row) -> str:
    """When an item is, or was, on air; times are the show's."""
    standings = {
        Standing.FLOATED: tr("floated"),
        Standing.SKIPPED: tr("passed over"),
        Standing.TAKING: tr("being taken"),
    }
    if row.standing in standings:
        return standings[row.standing]
    if row.start is None:
        return ""
    clock = words.clock(row.start, view.show.zone)
    place = words.city(view.show.zone)
    if row.standing is Standing.ON_AIR:
        return tr("on air since {time} {place}").format(time=clock, place=place)
    if row.standing is Standing.DONE:
        return tr("was on air at {time} {place}").format(time=clock, place=place)
    said = tr("at {time} {place}").format(time=clock, place=place)
    if row.start > view.wall:
        left = words.to_come(row.start - view.wall)
        return f"{tr('in {time}').format(time=left)}, {said}"
    return said


def aspect_words(aspect: Aspect) -> str:
    """The label of an aspect."""
    return {
        Aspect.CODEC: tr("Codec"),
        Aspect.SIZE: tr("Size"),
        Aspect.RATE: tr("Pictures"),
        Aspect.KBPS: tr("Bit rate"),
    }[aspect]


def booked_words(cell: Compared) -> str:
    """What was booked: "booked 640×360"; empty where nothing was."""
    return tr("booked {what}").format(what=cell.booked) if cell.booked else ""


def reconnect_question(view: View, entry: Entry) -> str:
    """Why reaching for a feed anew has to be asked; empty: it has not."""
    feed, shown = entry.feed, in_program(view, entry.feed) and view.obs.connected
    if shown or (entry.turn.part is Part.IN_ITEM and view.transport_on):
        said = tr("{name} is on air: its picture stops for some seconds. R again: reconnect")
    elif entry.turn.part is Part.NEXT:
        said = tr("{name} is next: its picture stops for some seconds. R again: reconnect")
    else:
        return ""
    leave = tr("Esc: leave it")
    return f"{said.format(name=feed.name)} · {leave}"
