"""The order of the wall: trouble first, then by time to air."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel.feeds.status import FeedStatus, Health
from control_panel.lineup.order import counts, in_trouble, only_trouble, wall_order
from control_panel.lineup.turns import Part, Turn, turns
from control_panel.obs.state import Input, ObsState
from control_panel.running_order.timing import schedule
from control_panel.show.model import Feed, FeedKind, Mode, Playhead
from tests.running_order import drawing
from tests.ui import drawn

NOW = datetime(2026, 3, 4, 14, 0, tzinfo=UTC)
parts = st.sampled_from(Part)
some_turns = st.builds(
    Turn,
    part=parts,
    at=st.one_of(
        st.none(), st.integers(1, 9000).map(lambda seconds: NOW + timedelta(seconds=seconds))
    ),
)
some_statuses = st.builds(
    FeedStatus, health=st.sampled_from(Health), sentence=st.sampled_from(("", "No address yet"))
)
walls = st.lists(st.tuples(st.sampled_from(FeedKind), some_statuses, some_turns), max_size=16).map(
    lambda found: [
        (Feed(f"Feed {at}", id=f"f{at}", kind=kind), status, turn)
        for at, (kind, status, turn) in enumerate(found)
    ]
)


def ordered(wall: list[tuple[Feed, FeedStatus, Turn]]) -> tuple:
    return wall_order(
        [feed for feed, *_ in wall],
        {feed.id: status for feed, status, _ in wall},
        {feed.id: turn for feed, _, turn in wall},
    )


@given(walls)
def test_every_feed_stands_once(wall: list) -> None:
    found = ordered(wall)
    assert sorted(e.feed.id for e in found) == sorted(feed.id for feed, *_ in wall)
    assert found == ordered(wall)


@given(walls)
def test_trouble_is_first(wall: list) -> None:
    found = [entry.trouble for entry in ordered(wall)]
    assert found == sorted(found, reverse=True)
    assert only_trouble(ordered(wall)) == tuple(e for e in ordered(wall) if e.trouble)


@given(walls)
def test_the_nearer_to_air_stands_before_the_farther(wall: list) -> None:
    found = ordered(wall)
    order = list(Part)
    for one, other in pairwise(found):
        if one.trouble is not other.trouble:
            continue
        assert order.index(one.turn.part) <= order.index(other.turn.part)
        same = one.turn.part is other.turn.part and one.turn.part in (Part.NEXT, Part.TO_COME)
        if same and one.turn.at and other.turn.at:
            assert one.turn.at <= other.turn.at


@given(walls)
def test_what_nothing_tells_apart_stands_as_in_the_show(wall: list) -> None:
    places = {feed.id: at for at, (feed, *_) in enumerate(wall)}
    found = ordered(wall)
    for one, other in pairwise(found):
        if (one.trouble, one.turn) == (other.trouble, other.turn):
            assert places[one.feed.id] < places[other.feed.id]


@given(walls)
def test_the_counts_are_those_of_the_wall(wall: list) -> None:
    found = counts(ordered(wall))
    watched = found.lost + found.degraded + found.opening + found.good
    aside = sum(s.health is Health.OFF and f.kind is not FeedKind.ADDRESS for f, s, _ in wall)
    assert found.feeds == len(wall) == watched + found.unwatched + aside


@pytest.mark.parametrize(
    ("kind", "status", "trouble"),
    [
        (FeedKind.ADDRESS, FeedStatus(Health.GOOD), False),
        (FeedKind.ADDRESS, FeedStatus(Health.OPENING, sentence="Opening"), False),
        (FeedKind.ADDRESS, FeedStatus(Health.DEGRADED), True),
        (FeedKind.ADDRESS, FeedStatus(Health.LOST), True),
        (FeedKind.ADDRESS, FeedStatus(Health.OFF, sentence="No address yet"), True),
        (FeedKind.ADDRESS, FeedStatus(Health.OFF), False),
        (FeedKind.PHONE, FeedStatus(Health.OFF, sentence="Phone: nothing to watch"), False),
        (FeedKind.OBS_SOURCE, FeedStatus(Health.OFF, sentence="Watched from OBS later"), False),
        (FeedKind.OBS_SOURCE, FeedStatus(Health.LOST), True),
    ],
)
def test_what_trouble_is(kind: FeedKind, status: FeedStatus, trouble: bool) -> None:
    assert in_trouble(Feed("Kinshasa", kind=kind), status) is trouble


def test_the_drawing_in_order() -> None:
    view = drawn.well()
    where = turns(view.show, view.playhead, view.schedule, view.obs, view.wall)
    assert {name: turn.part for name, turn in where.items()} == {
        "kinshasa": Part.ON_AIR,
        "new-delhi": Part.NEXT,
        "islamabad": Part.TO_COME,
        "new-york": Part.TO_COME,
        "geneva": Part.PAST,
        "nairobi": Part.UNUSED,
    }
    found = wall_order(view.show.feeds, view.feeds, where)
    names = [entry.feed.id for entry in found]
    assert names == ["kinshasa", "islamabad", "new-delhi", "new-york", "geneva", "nairobi"]
    said = counts(found)
    assert (said.on_air, said.next, said.lost, said.degraded, said.good) == (1, 1, 1, 1, 4)


def test_without_obs_its_item_is_all_that_is_known() -> None:
    view = drawn.well()
    gone = replace(view.obs, connected=False)
    where = turns(view.show, view.playhead, view.schedule, gone, view.wall)
    assert where["kinshasa"].part is Part.IN_ITEM


def test_on_air_is_obs_word_alone() -> None:
    view = drawn.well()
    geneva = Input("Feed Geneva", "ffmpeg_source", active=True)
    seen = replace(view.obs, inputs={**view.obs.inputs, "Feed Geneva": geneva})
    where = turns(view.show, view.playhead, view.schedule, seen, view.wall)
    assert where["geneva"].part is Part.ON_AIR


def test_before_the_show_all_is_to_come_and_after_it_nothing() -> None:
    show, now = drawn.SHOW, drawing.at("13:20:00")
    before = Playhead()
    where = turns(show, before, schedule(show, before, now), ObsState(), now.wall)
    assert where["new-york"].part is Part.TO_COME
    assert where["nairobi"].part is Part.UNUSED
    over = Playhead(mode=Mode.ENDED)
    where = turns(show, over, schedule(show, over, now), ObsState(), now.wall)
    assert {turn.part for turn in where.values()} == {Part.PAST, Part.UNUSED}
    assert all(turn.at is None for turn in where.values())
