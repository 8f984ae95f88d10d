"""Hypothesis strategies for whole shows, playheads and records: every field, every kind."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from control_panel.instant import Instant
from control_panel.show.model import (
    AsRunEntry,
    AsRunEvent,
    Author,
    CheckResult,
    Clip,
    Consent,
    Contributor,
    CustomColumn,
    EndAction,
    Expected,
    Feed,
    FeedKind,
    FeedRole,
    Group,
    Incident,
    Item,
    ItemKind,
    LadderStep,
    LocalTime,
    Lock,
    LowerThird,
    MessagePreset,
    Mode,
    Phone,
    Picture,
    Playhead,
    Proof,
    Return,
    ReturnKind,
    Run,
    Rung,
    RunningOrder,
    Seat,
    Shot,
    ShotEntry,
    Show,
    Taking,
    Transition,
    Via,
)

ZONES = (
    "UTC",
    "America/New_York",
    "Africa/Kinshasa",
    "Asia/Kolkata",
    "Asia/Karachi",
    "Europe/Zurich",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Chatham",
)

ids = st.uuids(version=4).map(lambda one: one.hex)
texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
titles = st.one_of(
    st.sampled_from(("Kinshasa", "نئی دہلی", "Genève", "Opening", "النيل 🌍")),
    st.text(st.characters(exclude_categories=("Cs", "Z", "C")), min_size=1, max_size=12),
)
scenes = st.sampled_from(("Holding", "Studio wide", "Kinshasa", "New Delhi", "Geneva", "Clip"))
inputs = st.sampled_from(("Kinshasa cam", "Mic 1", "Mic 2", "Clip player"))
zones = st.sampled_from(ZONES)
moments = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001  (hypothesis wants naive bounds)
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def durations(longest: timedelta = timedelta(hours=3)) -> st.SearchStrategy[timedelta]:
    """Whole milliseconds, often whole minutes."""
    milliseconds = st.integers(0, longest // timedelta(milliseconds=1))
    minutes = st.integers(0, longest // timedelta(minutes=1))
    return st.one_of(
        minutes.map(lambda n: timedelta(minutes=n)),
        milliseconds.map(lambda n: timedelta(milliseconds=n)),
    )


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    """The value or None."""
    return st.none() | strategy


def tuples_of(strategy: st.SearchStrategy, most: int = 3, **rules: object) -> st.SearchStrategy:
    """A tuple of a few values."""
    return st.lists(strategy, max_size=most, **rules).map(tuple)


local_times = st.builds(
    LocalTime,
    at=st.times().map(lambda t: t.replace(fold=0)),
    day=st.integers(-1, 2),
    fold=st.integers(0, 1),
)
heard = maybe(tuples_of(inputs, unique=True))
transitions = st.builds(
    Transition,
    kind=st.sampled_from(("cut_transition", "fade_transition", "stinger")),
    name=texts,
    length=durations(timedelta(seconds=5)),
)
shots = st.builds(Shot, scene=scenes, id=ids, key=st.none(), name=texts, heard=heard)
columns = st.builds(CustomColumn, title=titles, id=ids)
presets = st.builds(MessagePreset, text=titles, id=ids)
groups = st.builds(Group, title=titles, id=ids, notes=texts, colour=texts)
ladders = tuples_of(st.builds(LadderStep, rung=st.sampled_from(Rung), target=texts))
clips = st.builds(Clip, file=texts, length=maybe(durations()))
lower_thirds = st.builds(LowerThird, name=titles, role=texts)
hosts = st.sampled_from(
    ("", "srt://198.51.100.7:9000?mode=caller", "udp://239.1.1.1:5000", "rtmp://media/live")
)
expected = st.builds(
    Expected,
    codec=texts,
    width=maybe(st.integers(1, 8000)),
    height=maybe(st.integers(1, 8000)),
    rate=maybe(st.sampled_from((25.0, 29.97, 30.0, 50.0)) | st.floats(1, 240)),
    kbps=maybe(st.integers(1, 60_000)),
)


@st.composite
def items(draw: st.DrawFn, feeds: tuple[Feed, ...] = (), cols: tuple[str, ...] = ()) -> Item:
    """An item that a show with these feeds and columns takes."""
    planned = draw(durations())
    danger = draw(durations(timedelta(minutes=5)))
    own = draw(tuples_of(shots, 4))
    keys = draw(st.lists(maybe(st.integers(1, 9)), min_size=len(own), max_size=len(own)))
    used: set[int] = set()
    keyed = []
    for shot, key in zip(own, keys, strict=True):
        free = key if key not in used else None
        used |= {free} if free else set()
        keyed.append(Shot(shot.scene, shot.id, free, shot.name, shot.heard))
    cuts = bool(keyed) and draw(st.booleans())
    ends = [one for one in EndAction if one is not EndAction.CUT_TO_SHOT]
    feed_ids = [feed.id for feed in feeds]
    return draw(
        st.builds(
            Item,
            title=titles,
            id=ids,
            number=texts,
            kind=st.sampled_from(ItemKind),
            group_id=st.just(""),
            planned=st.just(planned),
            minimum=maybe(durations(planned)),
            may_be_dropped=st.booleans(),
            hard_start=maybe(local_times),
            lock=st.sampled_from(Lock),
            delay_before=durations(timedelta(minutes=5)),
            flag=st.booleans(),
            count_to_end=st.booleans(),
            at_end=st.just(EndAction.CUT_TO_SHOT) if cuts else st.sampled_from(ends),
            end_shot_id=st.just(keyed[-1].id if cuts else ""),
            scene=st.just("") | scenes,
            heard=heard,
            shots=st.just(tuple(keyed)),
            transition=maybe(transitions),
            feed_ids=tuples_of(st.sampled_from(feed_ids), unique=True) if feed_ids else st.just(()),
            lower_third=maybe(lower_thirds),
            studio_shot=st.just("") | scenes,
            ladder=ladders,
            fallback_armed=st.booleans(),
            clip=maybe(clips),
            first_words=texts,
            last_words=texts,
            language=texts,
            interpretation=texts,
            notes=texts,
            colour=texts,
            floated=st.booleans(),
            warning=durations(timedelta(minutes=5)).map(lambda more: danger + more),
            danger=st.just(danger),
            custom=st.lists(texts, min_size=len(cols), max_size=len(cols)).map(
                lambda written: tuple(zip(cols, written, strict=True))
            ),
        )
    )


def feeds(contributors: tuple[Contributor, ...] = ()) -> st.SearchStrategy[Feed]:
    """A feed of one of these contributors, or of nobody."""
    return st.builds(
        Feed,
        name=titles,
        id=ids,
        contributor_id=st.sampled_from(("", *(one.id for one in contributors))),
        role=st.sampled_from(FeedRole),
        kind=st.sampled_from(FeedKind),
        primary=hosts,
        backup=hosts,
        latency_ms=st.integers(0, 60_000),
        gateway=st.booleans(),
        expected=expected,
        obs_input=st.just("") | inputs,
        credential=texts,
    )


@st.composite
def contributors(draw: st.DrawFn) -> Contributor:
    """A contributor with all that is known of one."""
    start = draw(maybe(moments))
    until = draw(maybe(durations())) if start is not None else None
    return draw(
        st.builds(
            Contributor,
            name=titles,
            id=ids,
            role=texts,
            place=texts,
            zone=st.just("") | zones,
            languages=tuples_of(st.sampled_from(("fr", "hi", "ur", "en", "sw"))),
            phones=tuples_of(st.builds(Phone, number=texts, label=texts)),
            thin_line=st.booleans(),
            available_from=st.just(start),
            available_until=st.just(start + until if start is not None and until else None),
            return_=st.builds(
                Return,
                kind=st.sampled_from(ReturnKind),
                address=hosts,
                mix_minus_by=texts,
                delay_ms=maybe(st.integers(0, 10_000)),
            ),
            consent=st.builds(
                Consent,
                name=st.booleans(),
                place=st.booleans(),
                face=st.booleans(),
                live=st.booleans(),
                recording=st.booleans(),
                clips=st.booleans(),
                noted_by=texts,
                noted_at=maybe(moments),
            ),
        )
    )


@st.composite
def orders(
    draw: st.DrawFn, feed_list: tuple[Feed, ...] = (), cols: tuple[str, ...] = (), most: int = 6
) -> RunningOrder:
    """A running order whose groups stand together, some of them empty."""
    listed = draw(st.lists(items(feed_list, cols), max_size=most))
    named = draw(st.lists(groups, max_size=3))
    cuts = sorted(draw(st.lists(st.integers(0, len(listed)), min_size=6, max_size=6)))
    placed = list(listed)
    used = []
    for at, group in enumerate(named):
        first, last = cuts[2 * at], cuts[2 * at + 1]
        if first < last:
            used.append(group)
            placed[first:last] = [_in_group(item, group.id) for item in placed[first:last]]
    empty = [group for group in named if group not in used]
    shelf = draw(st.lists(items(feed_list, cols), max_size=2))
    return RunningOrder(
        title=draw(titles),
        id=draw(ids),
        groups=(*used, *empty),
        items=tuple(placed),
        shelf=tuple(shelf),
        version=draw(st.sampled_from(("A", "B", "Z", "AZ"))),
    )


def _in_group(item: Item, group_id: str) -> Item:
    return replace(item, group_id=group_id)


@st.composite
def shows(draw: st.DrawFn, most: int = 6) -> Show:
    """A whole show that keeps every rule, with up to `most` items in its order."""
    people = tuple(draw(st.lists(contributors(), max_size=2)))
    feed_list = tuple(draw(st.lists(feeds(people), max_size=3)))
    cols = tuple(draw(st.lists(columns, max_size=2, unique_by=lambda c: c.title)))
    on_air = LocalTime(time(draw(st.integers(0, 23)), draw(st.integers(0, 59))))
    later = LocalTime(on_air.at, day=on_air.day + draw(st.integers(1, 2)))
    return Show(
        title=draw(titles),
        date=draw(st.dates(date(2020, 1, 1), date(2040, 1, 1))),
        zone=draw(zones),
        id=draw(ids),
        description=draw(texts),
        on_air=on_air,
        off_air=draw(maybe(st.just(later))),
        running_orders=(draw(orders(feed_list, tuple(c.id for c in cols), most)),),
        custom_columns=cols,
        message_presets=tuple(draw(st.lists(presets, max_size=2))),
        feeds=feed_list,
        contributors=people,
        holding_scene=draw(st.just("") | scenes),
        closing_scene=draw(st.just("") | scenes),
        name_input=draw(st.just("") | inputs),
    )


instants = st.builds(
    Instant,
    wall=moments,
    steady=st.integers(0, 10**13).map(lambda us: timedelta(microseconds=us)),
    boot=st.uuids(version=4).map(uuid.UUID.__str__),
)
authors = st.builds(Author, seat=st.sampled_from(Seat), person=texts, via=st.sampled_from(Via))
pictures = st.builds(
    Picture,
    scene=scenes,
    shot_id=ids,
    item_id=ids,
    heard=heard,
    lower_third=maybe(lower_thirds),
)
runs = st.builds(
    Run,
    item_id=ids,
    started_at=instants,
    id=ids,
    planned=durations(),
    planned_start=maybe(moments),
    confirmed_at=maybe(instants),
    proof=st.sampled_from(Proof),
    author=authors,
    added=durations(),
    ended_at=maybe(instants),
    in_error=st.booleans(),
)
takings = st.builds(
    Taking,
    item_id=ids,
    requested_at=instants,
    picture=pictures,
    id=ids,
    started_at=maybe(instants),
    author=authors,
)
playheads = st.builds(
    Playhead,
    mode=st.sampled_from(Mode),
    mode_since=maybe(instants),
    on_air=maybe(runs),
    taking=maybe(takings),
    next_id=st.just("") | ids,
    next_by_hand=st.booleans(),
    next_changed_at=maybe(instants),
    held=st.booleans(),
    picture=maybe(pictures),
    before=maybe(pictures),
    undone=maybe(runs),
    on_air_at=maybe(moments),
    last_take_at=maybe(instants),
    runs=tuples_of(runs, 2),
)
as_run_entries = st.builds(
    AsRunEntry,
    event=st.sampled_from(AsRunEvent),
    at=instants,
    run_id=ids,
    id=ids,
    item_id=ids,
    number=texts,
    title=texts,
    scene=scenes,
    planned_start=maybe(moments),
    planned=maybe(durations()),
    added=durations(),
    proof=st.sampled_from(Proof),
    author=authors,
    mode=st.sampled_from(Mode),
    sentence=texts,
)
shot_entries = st.builds(
    ShotEntry,
    at=instants,
    scene=scenes,
    id=ids,
    run_id=ids,
    item_id=ids,
    shot_id=ids,
    ended_at=maybe(instants),
    transition=maybe(transitions),
    proof=st.sampled_from(Proof),
    author=authors,
    mode=st.sampled_from(Mode),
    reason=texts,
)
incidents = st.builds(Incident, at=instants, key=texts, sentence=texts, id=ids, author=authors)
check_results = st.builds(
    CheckResult,
    at=instants,
    feed_id=ids,
    check=texts,
    verdict=st.sampled_from(("pass", "warn", "fail", "not tried")),
    id=ids,
    value=texts,
    threshold=texts,
    author=authors,
)
