"""The feeds of the drawing at the Line-up place: good, in trouble, few, many, with hard names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from math import sin

from control_panel.feeds.history import History, Sample, second_of
from control_panel.feeds.report import Track
from control_panel.feeds.status import Cause, FeedStatus, Health
from control_panel.running_order.timing import schedule
from control_panel.show.model import (
    Contributor,
    Expected,
    Feed,
    FeedKind,
    Phone,
    Return,
    ReturnKind,
)
from control_panel.ui.view import View
from tests.ui import drawn, states

_PEOPLE = {
    "kinshasa": ("Dr Amani Kabila", "Paediatrician", ("French", "Lingala"), "+243 81 555 0118"),
    "new-delhi": ("Asha Devi", "Health worker, Bihar", ("Hindi",), "+91 98 5550 0121"),
    "islamabad": ("Imran Khalid", "Vaccinator", ("Urdu", "English"), "+92 300 555 0133"),
    "new-york": ("Moderator", "Studio", ("English",), "+1 212 555 0100"),
    "geneva": ("Dr Lea Frei", "Epidemiologist", ("French", "German"), "+41 79 555 01 44"),
    "nairobi": ("Grace Wanjiru", "Logistics", ("Swahili", "English"), "+254 700 555 015"),
}
_THIN = Expected("H.264", 1280, 720, 25.0, 300)
_GOOD = Expected("H.264", 1280, 720, 25.0, 2000)


def _sends(width: int, height: int) -> tuple[Track, ...]:
    video = Track("video", "h264", width, height, 25.0)
    return video, Track("audio", "mp4a", channels=2)


def _contributor(who: Contributor) -> Contributor:
    key = who.id.removeprefix("who-")
    name, role, languages, number = _PEOPLE[key]
    back = Return(ReturnKind.PHONE, number, "the studio's desk", 180)
    return replace(
        who,
        name=name,
        role=role,
        languages=languages,
        phones=(Phone(number, "Mobile"), Phone("+243 12 555 0119", "Desk"))[
            : 2 if key == "kinshasa" else 1
        ],
        thin_line=key == "kinshasa",
        return_=Return() if key == "nairobi" else back,
    )


def _feed(feed: Feed, port: int) -> Feed:
    thin = feed.id == "kinshasa"
    return replace(
        feed,
        primary=f"srt://line.example.org:{port}",
        latency_ms=800 if thin else 200,
        expected=_THIN if thin else _GOOD,
    )


def _measured(status: FeedStatus, *, thin: bool) -> FeedStatus:
    if status.health is Health.LOST:
        return status
    size = (640, 360) if thin else (1280, 720)
    return replace(status, width=size[0], height=size[1], tracks=_sends(*size))


def of(view: View) -> View:
    """The view with all that the Line-up place tells of its feeds."""
    show = replace(
        view.show,
        feeds=tuple(_feed(feed, 9301 + at) for at, feed in enumerate(view.show.feeds)),
        contributors=tuple(_contributor(who) for who in view.show.contributors),
    )
    feeds = {key: _measured(s, thin=key == "kinshasa") for key, s in view.feeds.items()}
    feeds["kinshasa"] = replace(feeds["kinshasa"], sentence="12/25 fps")
    feeds["islamabad"] = replace(feeds["islamabad"], sentence="No bytes for 00:14 · retry in 4 s")
    return replace(view, show=show, feeds=feeds)


def well() -> View:
    """On air, with one feed lost that is used later."""
    return of(drawn.well())


def good() -> View:
    """Before the show, every feed good."""
    view = of(states.off())
    good = _measured(drawn.good(2100.0, -20.0), thin=False)
    show = replace(view.show, feeds=tuple(replace(f, expected=_GOOD) for f in view.show.feeds))
    return replace(view, show=show, feeds={feed.id: good for feed in show.feeds})


def trouble() -> View:
    """The feed on air lost, one silent, one waiting for a call, one without its address."""
    view = of(drawn.trouble())
    ago = view.now.shifted(timedelta(seconds=-74))
    feeds = dict(view.feeds)
    feeds["kinshasa"] = replace(
        drawn.lost(view.now.shifted(timedelta(seconds=-8)), "No bytes for 00:08 · retry in 4 s"),
        detail="Connection refused",
    )
    feeds["new-delhi"] = replace(
        feeds["new-delhi"],
        health=Health.DEGRADED,
        cause=Cause.SILENT,
        since=ago,
        sentence="Silent for 01:14",
        peak_dbfs=(-80.0, -80.0),
    )
    feeds["nairobi"] = FeedStatus(
        Health.OPENING, sentence="Waiting for a call on port 9306", detail="Listening on port 9306"
    )
    feeds["islamabad"] = replace(feeds["islamabad"], sentence="No bytes for 09:00 · retry in 4 s")
    feeds["geneva"] = FeedStatus(sentence="No address yet")
    show = replace(
        view.show,
        feeds=tuple(replace(f, primary="") if f.id == "geneva" else f for f in view.show.feeds),
    )
    return replace(view, show=show, feeds=feeds)


def many(count: int) -> View:
    """So many feeds: those of the drawing, then further ones."""
    view = well()
    known = view.show.feeds[:count]
    more = tuple(
        Feed(f"Field {n}", id=f"field-{n}", primary=f"srt://0.0.0.0:{9400 + n}?mode=listener")
        for n in range(len(known) + 1, count + 1)
    )
    show = replace(view.show, feeds=(*known, *more))
    feeds = {f.id: view.feeds.get(f.id, drawn.good(1500.0, -24.0)) for f in show.feeds}
    return replace(view, show=show, feeds=feeds)


LONG = "The regional hospital of Mbuji-Mayi, second courtyard beside the cold store"
RTL = "مستشفى كينشاسا العام، الجناح الثاني"


def hard_names() -> View:
    """Very long names, and names from right to left."""
    view = well()
    names = (LONG, RTL, "اسلام آباد", "Ahmednagar-and-Aurangabad-district-office-without-a-space")
    feeds = tuple(
        replace(feed, name=name) for feed, name in zip(view.show.feeds, names, strict=False)
    )
    people = tuple(
        replace(who, name=f"{who.name} {RTL}", role=LONG, place=LONG)
        for who in view.show.contributors
    )
    show = replace(view.show, feeds=(*feeds, *view.show.feeds[4:]), contributors=people)
    return replace(view, show=show)


def other_kinds() -> View:
    """A phone, a source of OBS's own, and a feed whose gateway is called by the contributor."""
    view = well()
    kinds = (FeedKind.PHONE, FeedKind.OBS_SOURCE)
    feeds = tuple(
        replace(feed, kind=kind, primary="")
        for feed, kind in zip(view.show.feeds[1:3], kinds, strict=True)
    )
    listener = replace(view.show.feeds[0], primary="srt://0.0.0.0:9301?mode=listener")
    show = replace(view.show, feeds=(listener, *feeds, *view.show.feeds[3:]))
    off = {"new-delhi": FeedStatus(sentence="Phone: nothing to watch")}
    off["islamabad"] = FeedStatus(sentence="Watched from OBS later")
    known = replace(view, show=show, feeds={**view.feeds, **off})
    return replace(known, schedule=schedule(show, known.playhead, known.now))


def empty() -> View:
    """A show without feeds."""
    return states.empty()


def histories(view: View) -> Callable[[str], History]:
    """Ten minutes of every feed, as they would lead to this moment."""

    def of_feed(feed_id: str) -> History:
        status = view.feeds.get(feed_id, FeedStatus())
        last, gone = second_of(view.now), status.health is Health.LOST
        samples = []
        for ago in range(599, -1, -1):
            if 380 < ago < 430:
                continue  # the panel was not running
            kbps, fps = status.kbps or 2100.0, status.fps or 25.0
            stopped = gone and ago < 14
            wave = 1 + 0.09 * sin(ago / 7) + 0.05 * sin(ago / 2.3)
            samples.append(
                Sample(
                    last - ago,
                    kbps=0.0 if stopped else kbps * wave,
                    fps=0.0 if stopped else fps * (1 + 0.02 * sin(ago / 3)),
                    lost=3 if feed_id == "kinshasa" and ago % 97 == 5 else 0,
                    peak_dbfs=None if stopped else -22 + 9 * sin(ago / 5),
                )
            )
        return History(view.now.boot, tuple(samples))

    return of_feed


ALL: dict[str, Callable[[], View]] = {
    "line-up": well,
    "line-up-good": good,
    "line-up-trouble": trouble,
    "line-up-1": lambda: many(1),
    "line-up-9": lambda: many(9),
    "line-up-16": lambda: many(16),
    "line-up-names": hard_names,
    "line-up-kinds": other_kinds,
    "line-up-empty": empty,
}
