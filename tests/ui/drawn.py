"""The show of the drawings as views: all well, in trouble, and the states between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from control_panel.alarms import Alarm, Severity
from control_panel.feeds.status import Cause, FeedStatus, Health
from control_panel.instant import Instant
from control_panel.obs.state import Input, KnownTransition, ObsState, Output
from control_panel.running_order.timing import schedule
from control_panel.show.model import (
    Contributor,
    Expected,
    Feed,
    FeedRole,
    Item,
    LowerThird,
    Picture,
    Playhead,
    Shot,
    Show,
    Transition,
)
from control_panel.ui.view import Notice, ScenePicture, View
from tests.running_order import drawing
from tests.running_order.drawing import at
from tests.ui.people import person

MIX = Transition("fade_transition", "Fade", timedelta(milliseconds=500))
CUT = Transition("cut_transition", "Cut")
_ZONES = {
    "Kinshasa": "Africa/Kinshasa",
    "New Delhi": "Asia/Kolkata",
    "Islamabad": "Asia/Karachi",
    "New York": "America/New_York",
    "Geneva": "Europe/Zurich",
    "Nairobi": "Africa/Nairobi",
}
_BOOKED = {"Kinshasa": 300}


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


FEEDS = tuple(
    Feed(
        name,
        id=_id(name),
        contributor_id=f"who-{_id(name)}",
        role=FeedRole.STUDIO if name == "New York" else FeedRole.CONTRIBUTION,
        expected=Expected(rate=25.0, kbps=_BOOKED.get(name)),
        obs_input=f"Feed {name}",
    )
    for name in _ZONES
)
CONTRIBUTORS = tuple(
    Contributor(f"Somebody in {name}", id=f"who-{_id(name)}", place=name, zone=zone)
    for name, zone in _ZONES.items()
)
_SHOTS = (
    Shot("Kinshasa", id="shot-1", key=1),
    Shot("Moderator", id="shot-2", key=2),
    Shot("Two-up", id="shot-3", key=3),
)
_FIELDS: dict[int, dict[str, object]] = {
    1: {"scene": "Titles"},
    2: {"scene": "Moderator", "feed_ids": ("new-york",)},
    3: {"scene": "Two-way", "feed_ids": ("geneva",)},
    4: {
        "scene": "Kinshasa",
        "feed_ids": ("kinshasa",),
        "shots": _SHOTS,
        "lower_third": LowerThird("Dr Amani", "Paediatrician, Kinshasa"),
        "warning": timedelta(seconds=60),
        "danger": timedelta(seconds=18),
        "last_words": "… and that is what a cold box is for.",
        "notes": "Line is thin: if the picture stops, stay on her voice over the map (shot 3).",
    },
    5: {
        "scene": "New Delhi",
        "feed_ids": ("new-delhi",),
        "transition": MIX,
        "lower_third": LowerThird("Asha Devi", "Health worker, Bihar"),
        "heard": ("Feed New Delhi",),
    },
    6: {"scene": "Two-up", "feed_ids": ("new-york", "new-delhi")},
    8: {"scene": "Islamabad", "feed_ids": ("islamabad",)},
    9: {"scene": "Four-up", "feed_ids": ("kinshasa", "new-delhi")},
    10: {"scene": "Moderator", "feed_ids": ("new-york",)},
}


def _items() -> tuple[Item, ...]:
    return tuple(
        replace(item, **_FIELDS.get(number, {}))
        for number, item in enumerate(drawing.ITEMS, start=1)
    )


SHOW: Show = replace(
    drawing.SHOW,
    running_orders=(replace(drawing.SHOW.order, items=_items()),),
    feeds=FEEDS,
    contributors=CONTRIBUTORS,
    holding_scene="Holding",
)


def playhead() -> Playhead:
    """The playhead of the drawings."""
    return replace(
        drawing.PLAYHEAD,
        picture=Picture("Kinshasa", "shot-1", "item-4"),
        before=Picture("Two-way", "", "item-3"),
        name_up="Dr Amani · Paediatrician, Kinshasa",
    )


def obs(now: Instant, program: str = "Kinshasa") -> ObsState:
    """OBS while the show streams and records."""
    inputs = {
        feed.obs_input: Input(feed.obs_input, "ffmpeg_source", active=feed.name == program)
        for feed in FEEDS
    }
    return ObsState(
        connected=True,
        as_of=now,
        program=program,
        preview="New Delhi",
        scenes=("Kinshasa", "New Delhi", "Moderator", "Two-up"),
        inputs=inputs,
        transitions=(KnownTransition("Cut", "cut_transition"),),
        own_transition="Cut",
        stream=Output(active=True, since=at("13:40:00")),
        record=Output(active=True, since=at("13:44:30")),
    )


def good(kbps: float, peak: float, fps: float = 25.0) -> FeedStatus:
    """A feed that is well."""
    return FeedStatus(Health.GOOD, kbps=kbps, fps=fps, peak_dbfs=(peak, peak - 2.0))


def lost(since: Instant, sentence: str) -> FeedStatus:
    """A feed whose bytes stopped."""
    return FeedStatus(Health.LOST, Cause.NO_BYTES, since, sentence, kbps=0.0)


def feeds(now: Instant) -> dict[str, FeedStatus]:
    """The feeds when all is well but Islamabad."""
    return {
        "kinshasa": FeedStatus(
            Health.DEGRADED,
            Cause.LOW,
            now,
            "12 of 25 pictures a second",
            310.0,
            12.0,
            peak_dbfs=(-25.0, -28.0),
        ),
        "new-delhi": good(2100.0, -20.0),
        "islamabad": lost(now.shifted(timedelta(seconds=-14)), "no bytes · retry in 4 s"),
        "new-york": good(0.0, -36.0),
        "geneva": good(4000.0, -53.0),
        "nairobi": good(1800.0, -40.0),
    }


def well() -> View:
    """`onair.png`: all well."""
    now = drawing.WELL
    alarm = Alarm(
        "feed:islamabad",
        Severity.ALARM,
        "Islamabad lost",
        now.shifted(timedelta(seconds=-14)),
        "item 8 in 12:35",
    )
    return View(
        now=now,
        show=SHOW,
        playhead=playhead(),
        schedule=schedule(SHOW, playhead(), now),
        obs=obs(now),
        feeds=feeds(now),
        alarms=(alarm,),
        notices=(Notice("Moderator muted by hand in OBS", at("14:03:12")),),
        order_changes="3 changes since B",
    )


def trouble() -> View:
    """`onair-trouble.png`: over by 6:11, the feed on air lost, two alarms."""
    now = drawing.TROUBLE
    ago = now.shifted(timedelta(seconds=-8))
    statuses = feeds(now) | {
        "kinshasa": lost(ago, "no bytes · backup tried, none"),
        "islamabad": lost(now.shifted(timedelta(minutes=-9)), "no bytes · retry in 4 s"),
    }
    first = Alarm("feed:kinshasa", Severity.ALARM, "Kinshasa lost on air", ago, "studio shot taken")
    known = replace(playhead(), picture=Picture("Moderator", "shot-2", "item-4"))
    return replace(
        well(),
        now=now,
        playhead=known,
        schedule=schedule(SHOW, known, now),
        obs=obs(now, "Moderator"),
        feeds=statuses,
        alarms=(first, replace(well().alarms[0], since=now.shifted(timedelta(minutes=-9)))),
        notices=(
            Notice("Studio shot “Moderator” taken: Kinshasa lost", at("14:14:05")),
            Notice("Program cut to “Two-up” by hand in OBS", at("14:09:41")),
        ),
    )


_IMAGES: dict[str, ScenePicture] = {}


def scene_picture(scene: str) -> ScenePicture | None:
    """A render of a scene, 0.4 s old in the first drawing."""
    if scene not in _IMAGES:
        made = drawing.WELL.shifted(timedelta(milliseconds=-400))
        _IMAGES[scene] = ScenePicture(person(scene), made)
    return _IMAGES[scene]


def feed_picture(feed_id: str) -> object:
    """The newest picture of a feed."""
    name = next(f.name for f in FEEDS if f.id == feed_id)
    found = scene_picture(name)
    return found.image if found else None
