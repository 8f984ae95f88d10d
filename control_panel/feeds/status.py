"""The status of a feed: one cause at a time, moved with hold-off (decision 36).

Each report is judged: which causes hold, which do not, which cannot be told. `holdoff` turns that
into episodes; of those that are named only the gravest is said. DEGRADED: past its warning time.
LOST: past its alarm time; `low` never says LOST, for a poor picture is a picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from control_panel.feeds.counters import Rates, kept, rates, risen
from control_panel.feeds.holdoff import Cause, Condition, Episodes, Level, moved, named
from control_panel.feeds.report import Report, Track
from control_panel.instant import Instant
from control_panel.show.sources import Expected

__all__ = ["Cause", "FeedStatus", "Health", "Memory", "start", "step"]

QUIET = timedelta(seconds=1)
"""Counters that stand still for less than this say nothing."""
BLACK_SHARE = 0.98
STILL_BELOW = 0.001
SILENT_BELOW_DBFS = -60.0
RATE_SHARE = 0.9
"""Fewer pictures than this share of what was booked is low."""
KBPS_SHARE = 0.7


class Health(StrEnum):
    """How a feed is, as one word."""

    OFF = "off"
    """Not watched."""
    OPENING = "opening"
    GOOD = "good"
    DEGRADED = "degraded"
    """A cause past its warning time."""
    LOST = "lost"
    """A cause past its alarm time."""


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """What the panel says of a feed."""

    health: Health = Health.OFF
    cause: Cause = Cause.NONE
    since: Instant | None = None
    """When the cause began (for no bytes: the last byte), not when it was named."""
    sentence: str = ""
    """For people: "No bytes · retry in 4 s"."""
    kbps: float | None = None
    fps: float | None = None
    width: int | None = None
    height: int | None = None
    peak_dbfs: tuple[float, float] | None = None
    """Left and right sample peak since the last report."""
    rms_dbfs: tuple[float, float] | None = None
    retry_in: timedelta | None = None
    connections: int | None = None
    detail: str = ""
    tracks: tuple[Track, ...] = ()
    """The elementary streams; empty where they are not known."""

    def track(self, kind: str) -> Track | None:
        """The first track of that kind."""
        return next((track for track in self.tracks if track.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a feed from step to step."""

    watched_since: Instant
    expected: Expected = Expected()
    window: tuple[Report, ...] = ()
    report_at: Instant | None = None
    seen_since: Instant | None = None
    """When the counters last started anew: what was before cannot be held against the feed."""
    answered_at: Instant | None = None
    bytes_at: Instant | None = None
    pictures_at: Instant | None = None
    sound_at: Instant | None = None
    episodes: Episodes = ()


def start(now: Instant, expected: Expected | None = None) -> Memory:
    """The memory of a feed that is watched from now on."""
    return Memory(watched_since=now, expected=expected or Expected())


def anew(memory: Memory, now: Instant, expected: Expected) -> Memory:
    """The memory of a feed whose address has changed: only where the counters stand is kept."""
    fresh = start(now, expected)
    return replace(fresh, window=memory.window, report_at=memory.report_at, seen_since=now)


def step(
    memory: Memory,
    report: Report | None,
    now: Instant,
    retry: timedelta | None = None,
    awaits: str = "",
) -> tuple[Memory, FeedStatus]:
    """Take in a report (None: none came) and say how the feed is.

    `retry`: time to the next attempt to reach the feed, where it is being retried. `awaits`: what
    is waited for and may take its time ("a call on port 9301"): no answer is no fault then.
    """
    if report is not None:
        memory = _heard(memory, report, now)
    blind = memory.report_at is None or now.since(memory.report_at) > QUIET
    told = rates(memory.window) if not blind else Rates()
    conditions = {} if blind else _conditions(memory, told, now)
    if memory.answered_at is None:
        # Until its monitor has said something, nobody has looked: that is no fault of the feed's.
        looked = memory.watched_since if memory.report_at is not None else None
        conditions[Cause.NO_ANSWER] = False if awaits else looked
    memory = replace(memory, episodes=moved(memory.episodes, conditions, now))
    return memory, _status(memory, told, now, retry, awaits, blind=blind)


def _heard(memory: Memory, report: Report, now: Instant) -> Memory:
    last = memory.window[-1] if memory.window else None
    came = risen(report, last)
    anew = last is None or last.run != report.run
    stood = memory.bytes_at is not None and now.since(memory.bytes_at) > QUIET
    return replace(
        memory,
        window=kept(() if stood and came.read_bytes else memory.window, report),
        report_at=now,
        watched_since=now if memory.report_at is None else memory.watched_since,
        seen_since=now if anew else memory.seen_since,
        answered_at=memory.answered_at or (now if came.read_bytes else None),
        bytes_at=now if came.read_bytes else memory.bytes_at,
        pictures_at=now if came.displayed else memory.pictures_at,
        sound_at=now if came.sound_frames else memory.sound_at,
    )


def _conditions(memory: Memory, told: Rates, now: Instant) -> dict[Cause, Condition]:
    report = memory.window[-1]
    no_bytes = _still(memory.bytes_at, memory, now) if memory.bytes_at else None
    no_pictures = _missed(memory.pictures_at, memory, now)
    if no_bytes and memory.pictures_at is not None and not no_pictures:
        no_bytes = False  # read ahead in pieces (HLS): pictures that move are proof enough
    seen = not no_bytes and not no_pictures and memory.pictures_at is not None
    found: dict[Cause, Condition] = {Cause.NO_ANSWER: False, Cause.NO_BYTES: no_bytes}
    if memory.answered_at is not None and not no_bytes:
        found[Cause.NO_PICTURES] = no_pictures
        found[Cause.SILENT] = _silent(memory, report, now)
    if seen:
        found[Cause.BLACK] = report.black is not None and report.black >= BLACK_SHARE
        found[Cause.FROZEN] = report.change is not None and report.change < STILL_BELOW
        found[Cause.LOW] = _low(memory.expected, told)
    return found


def _still(last: Instant | None, memory: Memory, now: Instant) -> Condition:
    """Since when a counter stands still; False while it moves or has hardly been watched."""
    began = last or memory.answered_at or memory.watched_since
    seen = memory.seen_since or memory.watched_since
    return began if now.since(began) > QUIET and now.since(seen) > QUIET else False


def _missed(last: Instant | None, memory: Memory, now: Instant) -> Condition:
    """The same of pictures and sound, which a new monitor finds only after a while.

    So they are missed from its beginning on at the earliest, with their whole hold-off.
    """
    since, seen = _still(last, memory, now), memory.seen_since
    if isinstance(since, Instant) and seen is not None and seen.since(since) > timedelta(0):
        return seen
    return since


def _silent(memory: Memory, report: Report, now: Instant) -> Condition:
    if since := _missed(memory.sound_at, memory, now):
        return since
    if report.peak_dbfs is None:
        return None
    return max(report.peak_dbfs) < SILENT_BELOW_DBFS


def _low(expected: Expected, told: Rates) -> bool:
    few = expected.rate and told.fps is not None and told.fps < RATE_SHARE * expected.rate
    thin = expected.kbps and told.kbps is not None and told.kbps < KBPS_SHARE * expected.kbps
    return bool(few or thin)


def _low_words(expected: Expected, told: Rates) -> str:
    """What is low: pictures, where fewer come than were booked, else the bit rate."""
    if expected.rate and told.fps is not None and told.fps < RATE_SHARE * expected.rate:
        return f"{told.fps:.0f}/{expected.rate:g} fps"
    if expected.kbps and told.kbps is not None:
        return f"{told.kbps:.0f} of {expected.kbps} kb/s"
    if expected.rate and told.fps is not None:
        return f"{told.fps:.0f}/{expected.rate:g} fps"
    return "Low"


def _status(
    memory: Memory,
    told: Rates,
    now: Instant,
    retry: timedelta | None,
    awaits: str,
    *,
    blind: bool,
) -> FeedStatus:
    standing = named(memory.episodes)
    report = memory.window[-1] if memory.window and not blind else Report()
    video = report.track("video")
    status = FeedStatus(
        kbps=told.kbps,
        fps=told.fps,
        width=video.width or None if video else None,
        height=video.height or None if video else None,
        peak_dbfs=report.peak_dbfs,
        rms_dbfs=report.rms_dbfs,
        retry_in=retry,
        tracks=report.tracks,
    )
    if standing is None:
        return _unnamed(status, memory, retry, awaits, blind=blind)
    cause, episode = standing
    return replace(
        status,
        health=Health.LOST if episode.level is Level.ALARM else Health.DEGRADED,
        cause=cause,
        since=episode.since,
        sentence=_sentence(
            cause, now.since(episode.since), retry, _low_words(memory.expected, told)
        ),
        detail=_detail(cause, report),
    )


def _unnamed(
    status: FeedStatus, memory: Memory, retry: timedelta | None, awaits: str, *, blind: bool
) -> FeedStatus:
    if awaits and memory.answered_at is None:
        return replace(status, health=Health.OPENING, sentence=f"Waiting for {awaits}")
    if memory.pictures_at is None:
        return replace(status, health=Health.OPENING, sentence=_with_retry("Opening", retry))
    if blind:
        return replace(status, health=Health.OPENING, sentence="Not seen: its monitor restarts")
    return replace(status, health=Health.GOOD)


_WORDS = {
    Cause.NO_ANSWER: "No answer",
    Cause.NO_BYTES: "No bytes",
    Cause.NO_PICTURES: "Data but no pictures",
    Cause.BLACK: "Black",
    Cause.FROZEN: "Frozen",
    Cause.SILENT: "Silent",
}


def _sentence(cause: Cause, held: timedelta, retry: timedelta | None, low: str) -> str:
    if cause is Cause.LOW:
        return low
    minutes, seconds = divmod(int(held.total_seconds()), 60)
    return _with_retry(f"{_WORDS[cause]} for {minutes:02}:{seconds:02}", retry)


def _with_retry(words: str, retry: timedelta | None) -> str:
    seconds = round(retry.total_seconds()) if retry is not None else 0
    return f"{words} · retry in {seconds} s" if seconds > 0 else words


def _detail(cause: Cause, report: Report) -> str:
    if cause is Cause.SILENT and report.tracks and report.track("audio") is None:
        return "no sound track"
    return ""
