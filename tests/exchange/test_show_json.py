"""A show goes out to JSON and comes back the same; what is wrong is named with its place."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from control_panel.errors import StoreError
from control_panel.exchange.show_json import from_json, to_json
from control_panel.exchange.show_schema import schema, schema_text
from control_panel.show.model import Contributor, Feed, Item, Return, Show
from tests.exchange.json_schema import complaints
from tests.show import strategies

TOP = Path(__file__).parents[2]


@given(strategies.shows())
@settings(max_examples=40, deadline=None)
def test_a_show_comes_back_as_it_was(show: Show) -> None:
    text = to_json(show)
    told: list[str] = []
    assert from_json(text) == show
    assert from_json(text, told.append) == show
    assert told == []
    assert complaints(json.loads(text), schema()) == []


def _whole(**show: Any) -> dict[str, Any]:
    return {
        "format": "control-panel-show",
        "version": 1,
        "show": {"title": "Water", "date": "2026-05-04", **show},
    }


def _order(*items: Any) -> dict[str, Any]:
    return _whole(running_orders=[{"items": list(items)}])


def test_little_is_needed() -> None:
    show = from_json(json.dumps(_order({"title": "Opening", "planned": 90_000})))
    assert show.date == date(2026, 5, 4)
    assert show.order.items[0].planned == timedelta(seconds=90)
    assert len(show.order.items[0].id) == 32


@pytest.mark.parametrize(
    ("whole", "reason", "words"),
    [
        ("[]", "not-a-show", "an object is wanted"),
        ("{", "not-json", "Line 1, column"),
        ("[" * 100_000, "not-json", "not JSON"),
        ('{"format": NaN}', "not-json", "NaN"),
        ("{}", "not-a-show", "“format” must be"),
        (_whole() | {"version": 2}, "newer", "version 2"),
        (_whole() | {"version": "1"}, "invalid", "version:"),
        (_whole() | {"extra": 1}, "invalid", "extra: this field is not known"),
        (_whole(titel="x"), "invalid", "titel: this field is not known"),
        (_whole(date="4 May"), "invalid", "date: must be a date like 2026-05-04, not '4 May'"),
        (_whole(zone="Mars/Base"), "invalid", "zone: “Mars/Base” is not a time zone"),
        (_whole(on_air=None), "invalid", "on_air: must be an object"),
        (_whole(on_air={"at": "25:00"}), "invalid", "on_air.at: must be a time of day"),
        (_whole(on_air={"at": "10:00+02:00"}), "invalid", "on_air.at: must be a time of day"),
        (_whole(title=3), "invalid", "title: must be a text, not 3"),
        (_whole(running_orders=[]), "invalid", "running_orders: A show has one"),
        (_order({}), "invalid", "running_orders[0].items[0]: “title” is missing"),
        (
            _order({"title": "a"}, {"title": "b", "planned": "12 s"}),
            "invalid",
            "running_orders[0].items[1].planned: must be whole milliseconds, not '12 s'",
        ),
        (_order({"title": "a", "planned": 10**30}), "invalid", "items[0].planned: must be whole"),
        (_order({"title": "a", "planned": True}), "invalid", "items[0].planned: must be whole"),
        (_order({"title": "a", "planned": -1}), "invalid", "planned duration cannot be negative"),
        (_order({"title": "a", "kind": "film"}), "invalid", "items[0].kind: must be one of 'live'"),
        (_order({"title": "a", "flag": 1}), "invalid", "items[0].flag: must be true or false"),
        (_order({"title": "a", "shots": {}}), "invalid", "items[0].shots: must be a list"),
        (
            _order({"title": "a", "custom": {"x": 1}}),
            "invalid",
            "items[0].custom.x: must be a text",
        ),
        (_order({"title": "a", "custom": []}), "invalid", "items[0].custom: must be an object"),
        (_order({"title": "a", "group_id": "g"}), "invalid", "items[0].group_id: "),
        (
            _order({"title": "a", "id": "1"}, {"title": "b", "id": "1"}),
            "invalid",
            "items: The id 1",
        ),
        (_order({"title": "a", "feed_ids": ["f"]}), "invalid", "feed_ids: “a” uses a feed"),
        (
            _order({"title": "a", "shots": [{"scene": "s", "key": 1}, {"scene": "t", "key": 1}]}),
            "invalid",
            "key 1 is given to two shots",
        ),
        (
            _whole(contributors=[{"name": "A", "available_from": "2026-05-04T10:00:00"}]),
            "invalid",
            "contributors[0].available_from: must be a time with its zone",
        ),
        (_whole(feeds=[{"name": "A", "expected": {"rate": "25"}}]), "invalid", "must be a number"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(whole: Any, reason: str, words: str) -> None:
    text = whole if isinstance(whole, str) else json.dumps(whole)
    with pytest.raises(StoreError) as caught:
        from_json(text)
    assert words in caught.value.sentence
    assert caught.value.reason == reason


def test_unknown_fields_are_left_out_and_told_to_a_reader_who_listens() -> None:
    told: list[str] = []
    whole = _order({"title": "a", "mood": "calm"}) | {"made_by": "somebody"}
    assert from_json(json.dumps(whole), told.append).order.items[0].title == "a"
    assert told == [
        "made_by: this field is not known and was left out.",
        "running_orders[0].items[0].mood: this field is not known and was left out.",
    ]


def test_no_secret_goes_out_or_comes_in() -> None:
    planted = "s3cr3t-word"
    feed = Feed("K", primary=f"srt://10.0.0.1:9000?passphrase={planted}&mode=caller")
    feed = replace(feed, backup=f"rtmp://user:{planted}@host/live?token={planted}&Key={planted}")
    person = Contributor("A", return_=Return(address=f"srt://h:1?streamid={planted}"))
    push = Feed("R", primary=f"rtmp://h/live/{planted}", backup=f"srt://[:{planted}@h:1")
    show = Show("Water", date(2026, 5, 4), feeds=(feed, push), contributors=(person,))
    text = to_json(show)
    assert planted not in text
    assert "rtmp://h/live" in text
    assert "srt://10.0.0.1:9000?mode=caller" in text
    plain = json.loads(text)
    plain["show"]["feeds"][0]["primary"] = feed.primary
    told: list[str] = []
    came = from_json(json.dumps(plain), told.append)
    assert came.feeds[0].primary == "srt://10.0.0.1:9000?mode=caller"
    assert told == ["feeds[0].primary: a secret (passphrase) was left out; give it anew in Setup."]
    plain["show"]["feeds"][1]["primary"] = push.primary
    pushed = from_json(json.dumps(plain), told.append)
    assert pushed.feeds[1].primary == "rtmp://h/live"
    assert told[-1] == "feeds[1].primary: a secret (key) was left out; give it anew in Setup."
    assert planted not in str((came, pushed))


def test_half_a_character_cannot_break_the_file() -> None:
    show = from_json(json.dumps(_order({"title": "a\ud800b"})))
    assert show.order.items[0].title == "a?b"
    odd = replace(show, description="\udfff")
    assert from_json(to_json(odd)).description == "?"


def test_the_schema_that_comes_with_the_panel_is_this_one() -> None:
    path = TOP / "resources" / "show.schema.json"
    assert path.read_text() == schema_text(), (
        "write it anew: python -c 'from control_panel.exchange.show_schema import *; "
        'open("resources/show.schema.json", "w").write(schema_text())\''
    )


def test_the_manual_names_every_field() -> None:
    manual = (TOP / "resources" / "manual" / "show-json.md").read_text()
    sections = {part.split("\n", 1)[0].strip(): part for part in manual.split("\n## ")}
    for name, one in schema()["$defs"].items():
        assert name in sections, f"{name} has no section in the manual"
        for outside in one["properties"]:
            assert f"| `{outside}` |" in sections[name], f"{name}.{outside} is not in the manual"


def test_strategies_reach_every_field_of_an_item() -> None:
    """The round trip proves nothing of a field that the strategy leaves at its default."""
    seen: dict[str, set[str]] = {}

    @given(strategies.items())
    @settings(max_examples=30, deadline=None, database=None)
    def draw(item: Item) -> None:
        for one in fields(item):
            seen.setdefault(one.name, set()).add(repr(getattr(item, one.name)))

    draw()
    # Filled in by the show that an item is drawn into.
    missed = {name for name, values in seen.items() if len(values) < 2}
    assert missed == {"group_id", "feed_ids", "custom"}
