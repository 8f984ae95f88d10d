"""What the Line-up place says, from the numbers of the drawing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from control_panel.feeds.status import FeedStatus, Health
from control_panel.lineup.order import Entry
from control_panel.show.model import Feed, FeedRole, Return, ReturnKind
from control_panel.ui.lineup.chosen_words import (
    chosen_face,
    reconnect_question,
    return_words,
    way_words,
)
from control_panel.ui.lineup.wall_words import counts_words, entries_of, wall_face
from control_panel.ui.tile_words import Edge, TileFace
from control_panel.ui.view import View
from tests.ui import states
from tests.ui.lineup import drawn


def tiles(view: View, *, trouble_only: bool = False) -> dict[str, TileFace]:
    face = wall_face(view, entries_of(view), trouble_only=trouble_only)
    return {tile.feed_id: tile for tile in face.tiles}


def entry(view: View, feed_id: str) -> Entry:
    return next(e for e in entries_of(view) if e.feed.id == feed_id)


def facts(view: View, feed_id: str) -> list[tuple[str, str]]:
    return [(f.label, f.words) for f in chosen_face(view, entry(view, feed_id)).facts]


def test_the_tiles_of_the_drawing() -> None:
    found = tiles(drawn.well())
    said = {k: (t.air, t.words, t.warn, t.time, t.edge) for k, t in found.items()}
    lost = "No bytes for 00:14 · retry in 4 s"
    assert said == {
        "kinshasa": ("On air", "12/25 fps", True, "20:05", Edge.ON_AIR),
        "islamabad": ("On air in 12:35", lost, True, "00:05 +1", Edge.LOST),
        "new-delhi": ("Next", "Good", False, "00:35 +1", Edge.NEXT),
        "new-york": ("On air in 06:35", "Good", False, "14:05", Edge.NONE),
        "geneva": ("Not used again", "Good", False, "20:05", Edge.NONE),
        "nairobi": ("Not in the running order", "Good", False, "22:05", Edge.NONE),
    }
    assert list(found) == list(said)
    assert found["kinshasa"].place == "Dr Amani Kabila"


def test_only_in_trouble() -> None:
    assert list(tiles(drawn.well(), trouble_only=True)) == ["kinshasa", "islamabad"]
    good = wall_face(drawn.good(), entries_of(drawn.good()), trouble_only=True)
    assert (good.tiles, good.empty) == ((), "No feed is in trouble")
    assert good.counts.feeds == 6


def test_an_empty_wall_says_what_to_do() -> None:
    face = wall_face(drawn.empty(), entries_of(drawn.empty()))
    assert face.empty == "No feeds yet: add them in Setup (Ctrl 7)"


def test_the_line_above_the_wall() -> None:
    view = drawn.trouble()
    face = wall_face(view, entries_of(view))
    said = "1 next · 2 lost · 1 degraded · 1 opening · 1 not watched · 1 good"
    assert counts_words(face.counts) == ("6 feeds", said)
    one = drawn.many(1)
    assert counts_words(wall_face(one, entries_of(one)).counts)[0] == "1 feed"


def test_a_lost_feed_keeps_its_tally() -> None:
    view = drawn.well()
    feeds = {**view.feeds, "kinshasa": view.feeds["islamabad"]}
    tile = tiles(replace(view, feeds=feeds))["kinshasa"]
    assert (tile.edge, tile.tally) == (Edge.ON_AIR, Edge.ON_AIR)
    assert tile.lost.startswith("LOST")


def test_without_obs_nothing_is_said_to_be_on_air() -> None:
    gone = drawn.of(states.obs_lost())
    tile = tiles(gone)["kinshasa"]
    assert tile.tally is Edge.UNSURE
    assert tile.air == "Item 4"


def test_a_phone_and_a_source_of_obs_have_no_picture_to_wait_for() -> None:
    found = tiles(drawn.other_kinds())
    assert (found["new-delhi"].words, found["new-delhi"].picture) == ("By phone", False)
    assert found["islamabad"].words == "In OBS only"
    assert (found["new-delhi"].why, found["islamabad"].why) == (
        "By phone: no picture",
        "Its picture is in OBS",
    )
    assert not found["new-delhi"].warn


def test_a_source_of_obs_that_is_watched_shows_how_it_is() -> None:
    view = drawn.other_kinds()
    feeds = {**view.feeds, "islamabad": FeedStatus(Health.GOOD, peak_dbfs=(-20.0, -22.0))}
    tile = tiles(replace(view, feeds=feeds))["islamabad"]
    assert (tile.words, tile.picture, tile.levels is not None) == ("Good", True, True)


def test_what_comes_back_to_us_is_a_check() -> None:
    view = drawn.well()
    feed = replace(view.show.feeds[5], role=FeedRole.OFF_AIR)
    show = replace(view.show, feeds=(*view.show.feeds[:5], feed))
    assert tiles(replace(view, show=show))["nairobi"].air == "Off-air check"


def test_all_that_is_known_of_the_chosen_feed() -> None:
    view = drawn.well()
    face = chosen_face(view, entry(view, "kinshasa"))
    assert (face.name, face.time, face.status) == ("Kinshasa", "20:05 Kinshasa", "12/25 fps")
    assert (face.air, face.sound) == ("On air", "AAC 2 ch")
    differs = [(c.comes, c.booked) for c in face.compared if c.differs]
    assert differs == [("640×360", "1280×720"), ("12 fps", "25 fps")]
    assert facts(view, "kinshasa") == [
        ("Contributor", "Dr Amani Kabila · Paediatrician · French, Lingala"),
        ("Mobile", "+243 81 555 0118"),
        ("Desk", "+243 12 555 0119"),
        ("Items", "4 · On the ward with Dr Amani · on air since 14:02:57 New York"),
        ("", "Line is thin: if the picture stops, stay on her voice over the map (shot 3)."),
        ("", "9 · Round table · in 19:38, at 14:25:00 New York"),
        ("Return", "By phone · +243 81 555 0118 · mix-minus by the studio's desk · 180 ms later"),
        ("Comes by", "srt://line.example.org:9301 · latency 800 ms · thin line · by our gateway"),
    ]


def test_what_is_wrong_with_the_line_stands_first() -> None:
    assert facts(drawn.trouble(), "kinshasa")[0] == ("Line", "Connection refused")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("srt://host.example:9000?pbkeylen=32", "srt://host.example:9000 · latency 200 ms"),
        ("srt://0.0.0.0:9301?mode=listener", "SRT, they send to our port 9301 · latency 200 ms"),
        ("rtmp://0.0.0.0:9301/live?listen=1", "RTMP, they send to our port 9301"),
        ("https://user:secret@host.example/live.m3u8?token=abc", "https://host.example"),
        ("srt://host.example:9000?passphrase=secret", "srt://host.example:9000 · latency 200 ms"),
        ("nonsense", "an address that cannot be read"),
        ("", "No address yet: enter it in Setup (Ctrl 7)"),
    ],
)
def test_an_address_is_shown_without_its_secrets(address: str, said: str) -> None:
    shown = way_words(Feed("Kinshasa", primary=address), None)
    assert shown in (said, f"{said} · by our gateway")
    assert "secret" not in shown
    assert "abc" not in shown


def test_a_return_is_shown_without_its_secrets() -> None:
    who = drawn.well().show.contributors[0]
    back = Return(ReturnKind.ADDRESS, "srt://host.example:9000?passphrase=secret", "", None)
    assert return_words(replace(who, return_=back)) == "By address · srt://host.example:9000"
    none = return_words(replace(who, return_=Return()))
    assert none == "None: Dr Amani Kabila does not hear us"


@pytest.mark.parametrize(
    ("feed_id", "begins"),
    [("kinshasa", "Kinshasa is on air"), ("new-delhi", "New Delhi is next"), ("geneva", "")],
)
def test_who_is_on_air_or_next_is_asked_about(feed_id: str, begins: str) -> None:
    view = drawn.well()
    said = reconnect_question(view, entry(view, feed_id))
    assert said.startswith(begins)
    assert bool(said) is bool(begins)


def test_in_program_it_is_asked_in_every_mode() -> None:
    view = drawn.of(states.off())
    kinshasa = replace(view.obs.inputs["Feed Kinshasa"], active=True)
    seen = replace(view.obs, inputs={**view.obs.inputs, "Feed Kinshasa": kinshasa})
    assert reconnect_question(replace(view, obs=seen), entry(replace(view, obs=seen), "kinshasa"))
    assert reconnect_question(view, entry(view, "kinshasa")) == ""
