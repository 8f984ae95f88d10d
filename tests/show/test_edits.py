"""Edits keep every rule, lose no item, and refuse in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from control_panel.errors import Refused
from control_panel.show import edits
from control_panel.show.edits_order import next_version
from control_panel.show.model import (
    Contributor,
    CustomColumn,
    EndAction,
    Feed,
    FeedKind,
    Group,
    Item,
    LadderStep,
    LocalTime,
    MessagePreset,
    Rung,
    Shot,
    Show,
)
from control_panel.show.rules_show import faults
from tests.show import example, strategies
from tests.show.edit_strategies import WAYS, public_edits

SETTINGS = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SHOWS = st.one_of(st.just(example.SHOW), strategies.shows(most=3))
MOVES = (
    "move_item",
    "move_group",
    "set_item_group",
    "shelve_item",
    "unshelve_item",
    "add_group",
    "remove_group",
    "float_item",
    "unfloat_item",
)
MINUTE = timedelta(minutes=1)


def test_every_public_edit_has_a_way_to_draw_it() -> None:
    assert set(WAYS) == set(public_edits())


def _try(way: Callable[..., Show], draw: Callable[..., object], show: Show) -> Show:
    try:
        return way(draw, show)
    except Refused as refused:
        told = refused
    assert told.sentence.endswith("."), told.sentence
    assert told.reason
    return show


@given(data=st.data(), show=SHOWS)
@SETTINGS
def test_a_show_keeps_every_rule_whatever_is_edited(data: st.DataObject, show: Show) -> None:
    assert list(faults(show)) == []
    names = data.draw(st.lists(st.sampled_from(sorted(WAYS)), max_size=6))
    for name in names:
        show = _try(WAYS[name], data.draw, show)
        assert list(faults(show)) == [], name


@given(data=st.data(), show=SHOWS)
@SETTINGS
def test_no_sequence_of_moves_loses_an_item_or_tears_a_group(
    data: st.DataObject, show: Show
) -> None:
    def ids(one: Show) -> list[str]:
        return sorted(item.id for item in (*one.order.items, *one.order.shelf))

    before = ids(show)
    for name in data.draw(st.lists(st.sampled_from(MOVES), max_size=12)):
        show = _try(WAYS[name], data.draw, show)
        assert ids(show) == before
        seen: list[str] = []
        for item in show.order.items:
            if item.group_id and (not seen or seen[-1] != item.group_id):
                assert item.group_id not in seen
            seen.append(item.group_id)
        first = {g: i for i, g in reversed(list(enumerate(i.group_id for i in show.order.items)))}
        places = [first.get(group.id, 10**6) for group in show.order.groups]
        assert places == sorted(places)


@given(show=SHOWS, data=st.data())
@SETTINGS
def test_a_moved_item_stands_where_it_was_put(show: Show, data: st.DataObject) -> None:
    count = len(show.order.items)
    if not count:
        return
    item = data.draw(st.sampled_from(show.order.items))
    to = data.draw(st.integers(0, count - 1))
    moved = edits.move_item(show, item.id, to)
    assert moved.order.items[to].id == item.id
    rest = [i.id for i in show.order.items if i.id != item.id]
    assert [i.id for i in moved.order.items if i.id != item.id] == rest


def _show(*titles: str, **fields: object) -> Show:
    show = Show("Water", date(2026, 5, 4), zone="America/New_York", **fields)
    for title in titles:
        show = edits.add_item(show, Item(title, id=title, planned=5 * MINUTE))
    return show


def _grouped() -> Show:
    """a | b c (G) | d | e f (H)."""
    show = _show("a", "b", "c", "d", "e", "f")
    show = edits.add_group(show, Group("H", id="H"), ["e", "f"])
    return edits.add_group(show, Group("G", id="G"), ["b", "c"])


def _stands(show: Show) -> str:
    return " ".join(f"{i.id}{i.group_id}" for i in show.order.items)


# One test a table, not one a row: each is run in four zones.
PLACES: tuple[tuple[Callable[[Show], Show], str], ...] = (
    (lambda s: s, "a bG cG d eH fH"),
    (lambda s: edits.move_item(s, "a", 1), "bG aG cG d eH fH"),
    (lambda s: edits.move_item(s, "a", 2), "bG cG a d eH fH"),
    (lambda s: edits.move_item(s, "a", 2, "G"), "bG cG aG d eH fH"),
    (lambda s: edits.move_item(s, "b", 0), "b a cG d eH fH"),
    (lambda s: edits.move_item(s, "b", 2), "a cG bG d eH fH"),
    (lambda s: edits.move_item(s, "b", 2, ""), "a cG b d eH fH"),
    (lambda s: edits.move_item(s, "b", 4), "a cG d eH bH fH"),
    (lambda s: edits.move_item(s, "b", 99), "a cG d eH fH b"),
    (lambda s: edits.move_item(s, "f", -3), "f a bG cG d eH"),
    (lambda s: edits.move_group(s, "G", 0), "bG cG a d eH fH"),
    (lambda s: edits.move_group(s, "H", 1), "a eH fH bG cG d"),
    (lambda s: edits.move_group(s, "H", 2), "a eH fH bG cG d"),
    (lambda s: edits.move_group(s, "G", 99), "a d eH fH bG cG"),
    (lambda s: edits.set_item_group(s, "a", "G"), "bG cG aG d eH fH"),
    (lambda s: edits.set_item_group(s, "b", ""), "a cG b d eH fH"),
    (lambda s: edits.set_item_group(s, "b", "H"), "a cG d eH fH bH"),
    (lambda s: edits.remove_group(s, "G"), "a b c d eH fH"),
    (lambda s: edits.remove_item(s, "c"), "a bG d eH fH"),
    (lambda s: edits.insert_item(s, Item("x", id="x"), 2), "a bG xG cG d eH fH"),
    (lambda s: edits.add_item(s, Item("x", id="x", group_id="G")), "a bG cG xG d eH fH"),
    (lambda s: edits.unshelve_item(edits.shelve_item(s, "b"), "b"), "a cG bG d eH fH"),
    (lambda s: edits.duplicate_item(s, "b", "x"), "a bG xG cG d eH fH"),
)


def test_where_items_and_groups_go() -> None:
    for edit, stands in PLACES:
        show = edit(_grouped())
        assert _stands(show) == stands
        assert list(faults(show)) == []


REFUSED: tuple[tuple[Callable[[Show], Show], str], ...] = (
    (lambda s: edits.change_item(s, "zz", title="x"), "no such item"),
    (lambda s: edits.change_item(s, "a", tilte="x"), "“tilte” is not a field of an item"),
    (lambda s: edits.change_item(s, "a", id="x"), "“id” is not a field"),
    (lambda s: edits.change_item(s, "a", group_id="G"), "being moved into it"),
    (lambda s: edits.change_item(s, "a", title="  "), "An item needs a title"),
    (lambda s: edits.change_item(s, "a", planned=-MINUTE), "planned duration cannot be neg"),
    (lambda s: edits.change_item(s, "a", planned=timedelta(days=8)), "longer than seven days"),
    (lambda s: edits.change_item(s, "a", planned=timedelta(microseconds=5)), "milliseconds"),
    (lambda s: edits.change_item(s, "a", minimum=9 * MINUTE), "longer than the planned"),
    (lambda s: edits.change_item(s, "a", danger=9 * MINUTE), "danger comes after the warning"),
    (lambda s: edits.change_item(s, "a", delay_before=-MINUTE), "delay before it cannot"),
    (lambda s: edits.change_item(s, "a", feed_ids=("f",)), "a feed that the show does not"),
    (lambda s: edits.change_item(s, "a", custom=(("c", "t"),)), "a column that the show does"),
    (lambda s: edits.change_item(s, "a", at_end=EndAction.CUT_TO_SHOT), "which shot to cut to"),
    (
        lambda s: edits.change_item(s, "a", hard_start=LocalTime(time(1), day=40)),
        "within seven days",
    ),
    (lambda s: edits.add_item(s, Item("a", id="a")), "“a” is in the show already"),
    (lambda s: edits.add_item(s, Item("x", group_id="Q")), "a group that the show does not"),
    (lambda s: edits.move_item(s, "a", 5, "G"), "stand together"),
    (lambda s: edits.add_group(s, Group("X"), ["a", "d"]), "choose items that follow"),
    (lambda s: edits.add_group(s, Group("")), "A group needs a title"),
    (lambda s: edits.rename_group(s, "G", ""), "A group needs a title"),
    (lambda s: edits.unshelve_item(s, "a"), "no such item on the shelf"),
    (lambda s: edits.float_item(edits.shelve_item(s, "a"), "zz"), "no such item"),
    (lambda s: edits.move_item(edits.shelve_item(s, "a"), "a", 0), "is on the shelf"),
    (lambda s: edits.add_shot(s, "a", Shot("")), "A shot needs an OBS scene"),
    (lambda s: edits.add_shot(s, "a", Shot("s", key=10)), "key is 1 to 9, not 10"),
    (lambda s: edits.remove_shot(s, "a", "x"), "no such shot"),
    (lambda s: edits.change_show(s, zone="Mars/Base"), "“Mars/Base” is not a time zone"),
    (lambda s: edits.change_show(s, zone="../../etc/passwd"), "is not a time zone"),
    (lambda s: edits.change_show(s, title=""), "A show needs a title"),
    (lambda s: edits.change_show(s, feeds=()), "“feeds” is not a field of the show"),
    (lambda s: edits.change_show(s, off_air=LocalTime(time(11))), "after the planned on air"),
    (lambda s: edits.add_feed(s, Feed("")), "A feed needs a name"),
    (lambda s: edits.add_feed(s, Feed("K", primary="10.0.0.1")), "like srt://"),
    (lambda s: edits.add_feed(s, Feed("K", latency_ms=-1)), "0 to 60,000 ms"),
    (
        lambda s: edits.add_feed(s, Feed("K", primary="srt://h:1?passphrase=secretsecret")),
        "holds a secret (passphrase)",
    ),
    (lambda s: edits.add_feed(s, Feed("K", contributor_id="x")), "a contributor that the show"),
    (lambda s: edits.add_contributor(s, Contributor("A", zone="Nowhere")), "not a time zone"),
    (lambda s: edits.add_contributor(s, Contributor("")), "A contributor needs a name"),
    (lambda s: edits.add_column(s, CustomColumn(" ")), "A column needs a title"),
    (lambda s: edits.add_preset(s, MessagePreset("")), "A message needs words"),
    (lambda s: edits.rename_order(s, ""), "A running order needs a title"),
)


def test_what_is_refused_and_in_which_words() -> None:
    for edit, words in REFUSED:
        with pytest.raises(Refused) as caught:
            edit(_grouped())
        assert words in caught.value.sentence


def test_two_shots_cannot_have_one_key() -> None:
    show = edits.add_shot(_show("a"), "a", Shot("wide", id="w", key=1))
    show = edits.add_shot(show, "a", Shot("close", id="c", key=2))
    with pytest.raises(Refused, match="key 1 is given to two shots"):
        edits.change_shot(show, "a", "c", key=1)
    show = edits.add_shot(edits.add_item(show, Item("b", id="b")), "b", Shot("wide", key=1))
    assert show.item("b").shots[0].key == 1


def test_a_shot_that_goes_takes_its_end_action_with_it() -> None:
    show = edits.add_shot(_show("a"), "a", Shot("wide", id="w"))
    show = edits.change_item(show, "a", at_end=EndAction.CUT_TO_SHOT, end_shot_id="w")
    item = edits.remove_shot(show, "a", "w").item("a")
    assert (item.at_end, item.end_shot_id, item.shots) == (EndAction.WAIT, "", ())


def test_a_feed_that_goes_is_taken_from_the_items_that_uses_named() -> None:
    show = edits.add_feed(_show("a", "b", "c"), Feed("Kinshasa", id="k"))
    show = edits.change_item(show, "a", feed_ids=("k",))
    show = edits.change_item(show, "b", ladder=(LadderStep(Rung.BACKUP, "k"),))
    assert [i.id for i in edits.uses(show, "k")] == ["a", "b"]
    less = edits.remove_feed(show, "k")
    assert edits.uses(less, "k") == ()
    assert less.item("a").feed_ids == ()
    assert less.item("b").ladder == ()
    assert list(faults(less)) == []


def test_a_contributor_who_goes_leaves_the_feeds() -> None:
    show = edits.add_contributor(_show(), Contributor("Amina", id="p"))
    show = edits.add_feed(show, Feed("K", id="k", contributor_id="p"))
    assert [f.id for f in edits.feeds_of(show, "p")] == ["k"]
    assert edits.remove_contributor(show, "p").feed("k").contributor_id == ""


def test_copies_have_ids_of_their_own_and_nothing_that_is_one_persons() -> None:
    show = edits.add_shot(_show("a"), "a", Shot("wide", id="w", key=1))
    show = edits.change_item(
        show,
        "a",
        number="7",
        hard_start=LocalTime(time(9)),
        at_end=EndAction.CUT_TO_SHOT,
        end_shot_id="w",
    )
    copy = edits.duplicate_item(show, "a").order.items[1]
    assert copy.id != "a"
    assert copy.shots[0].id == copy.end_shot_id != "w"
    assert (copy.number, copy.hard_start, copy.title) == ("", None, "a (copy)")
    show = edits.add_feed(show, Feed("K", id="k", obs_input="cam", credential="ref"))
    feed = edits.duplicate_feed(show, "k").feeds[1]
    assert (feed.obs_input, feed.credential) == ("", "")
    assert feed.id != "k"


def test_a_scene_renamed_in_obs_is_followed_everywhere() -> None:
    show = _show("a", "b", holding_scene="Old", closing_scene="End")
    show = edits.add_shot(show, "a", Shot("Old", id="w"))
    ladder = (LadderStep(Rung.STUDIO_SHOT, "Old"), LadderStep(Rung.BACKUP, "Old"))
    show = edits.change_item(show, "a", scene="Old", studio_shot="Old", ladder=ladder)
    show = edits.shelve_item(edits.change_item(show, "b", scene="Old"), "b")
    assert {i.id for i in edits.scene_users(show, "Old")} == {"a", "b"}
    new = edits.rename_scene(show, "Old", "New")
    a, b = new.item("a"), new.item("b")
    assert (a.scene, a.studio_shot, a.shots[0].scene, b.scene) == ("New",) * 4
    assert [step.target for step in a.ladder] == ["New", "Old"]
    assert (new.holding_scene, new.closing_scene) == ("New", "End")
    assert edits.scene_users(new, "Old") == ()
    assert edits.rename_scene(show, "Nowhere", "New") == show


def test_an_input_renamed_in_obs_is_followed_everywhere() -> None:
    show = edits.add_feed(_show("a", name_input="mic"), Feed("K", kind=FeedKind.OBS_SOURCE))
    show = edits.change_feed(show, show.feeds[0].id, obs_input="mic")
    show = edits.add_shot(show, "a", Shot("s", heard=("mic", "b")))
    show = edits.change_item(show, "a", heard=("x", "mic"))
    new = edits.rename_input(show, "mic", "Mic 1")
    assert new.item("a").heard == ("x", "Mic 1")
    assert new.item("a").shots[0].heard == ("Mic 1", "b")
    assert (new.feeds[0].obs_input, new.name_input) == ("Mic 1", "Mic 1")


def test_a_new_date_moves_hard_starts_along() -> None:
    show = edits.change_item(_show("a"), "a", hard_start=LocalTime(time(9)))
    moved = edits.change_show(show, date=date(2026, 6, 1))
    assert moved.item("a").hard_start == LocalTime(time(9))


@pytest.mark.parametrize(
    ("now", "then"),
    [("A", "B"), ("Z", "AA"), ("AZ", "BA"), ("ZZ", "AAA"), ("", "A"), ("7", "AA")],
)
def test_order_versions(now: str, then: str) -> None:
    assert next_version(now) == then


def test_floating_and_custom_texts() -> None:
    show = edits.add_column(_show("a"), CustomColumn("Camera", id="c"))
    with pytest.raises(Refused, match="There is a column “Camera” already"):
        edits.add_column(show, CustomColumn("Camera"))
    show = edits.set_custom(show, "a", "c", "2")
    assert show.item("a").custom == (("c", "2"),)
    assert edits.set_custom(show, "a", "c", "").item("a").custom == ()
    assert edits.remove_column(show, "c").item("a").custom == ()
    assert edits.unfloat_item(edits.float_item(show, "a"), "a") == show


def test_an_edit_of_one_item_leaves_the_others_the_same_objects() -> None:
    """Models repaint, and the store writes, what differs: that must be cheap to see."""
    show = _grouped()
    after = edits.change_item(show, "a", title="A")
    same = [x is y for x, y in zip(show.order.items, after.order.items, strict=True)]
    assert same == [False, True, True, True, True, True]
    assert replace(show, title=show.title) == show
