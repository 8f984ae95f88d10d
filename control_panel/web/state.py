"""The state as the control API gives it: one dict, every field always present, null where unknown.

Times are ISO-8601 UTC, durations whole milliseconds. `on_air`, `next`, `shot`, `desk`, `show` and
`obs` are always objects; `taking`, `pending`, `last_command` and `question` are null if there is
none. Its clocks are right for its `now`: count from there.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from control_panel.alarms import Alarm
from control_panel.feeds.status import FeedStatus
from control_panel.instant import Instant
from control_panel.obs.state import ObsState
from control_panel.running_order.commands import Outcome, Question
from control_panel.running_order.timing import Schedule
from control_panel.show.model import Author, Feed, Picture, Playhead, Run, Show, Waiting

_MS = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class LastCommand:
    """The outcome that was told last, and when."""

    outcome: Outcome
    at: Instant


def state_of(
    show: Show,
    playhead: Playhead,
    schedule: Schedule | None,
    obs: ObsState | None,
    feeds: Mapping[str, FeedStatus],
    alarms: Iterable[Alarm],
    desk: Author,
    last_command: LastCommand | None,
    now: Instant,
    *,
    question: Question | None = None,
) -> dict[str, Any]:
    """The state at `now`; `schedule` must be of the same `now`."""
    return {
        "now": iso(now.wall),
        "show": {"id": show.id, "title": show.title, "zone": show.zone},
        "mode": playhead.mode.value,
        "mode_since": _at(playhead.mode_since),
        "desk": {"seat": desk.seat.value, "person": desk.person or None},
        "held": playhead.held,
        "on_air": _on_air(show, playhead.on_air, schedule, now),
        "next": _next(show, playhead, schedule),
        "taking": _taking(show, playhead),
        "pending": _pending(show, playhead.waiting),
        "shot": _shot(show, playhead.picture),
        "offset_ms": ms(schedule.over) if schedule else None,
        "planned_end": iso(schedule.planned_off_air) if schedule else None,
        "expected_end": iso(schedule.expected_off_air) if schedule else None,
        "obs": _obs(obs),
        "feeds": [_feed(feed, feeds.get(feed.id)) for feed in show.feeds],
        "alarms": [_alarm(alarm) for alarm in alarms],
        "last_command": _last(last_command),
        "question": (
            {"action": question.action.value, "sentence": question.sentence} if question else None
        ),
    }


def iso(at: datetime | None) -> str | None:
    """An aware datetime as ISO-8601 UTC to the millisecond; None stays None."""
    if at is None:
        return None
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ms(length: timedelta | None) -> int | None:
    """A duration in whole milliseconds; None stays None."""
    return None if length is None else round(length / _MS)


def outcome_of(outcome: Outcome) -> dict[str, Any]:
    """An outcome as the API tells it."""
    return {
        "id": outcome.command_id,
        "action": outcome.action.value,
        "result": outcome.result.value,
        "sentence": outcome.sentence or None,
        "reason": outcome.reason or None,
    }


def _at(instant: Instant | None) -> str | None:
    return iso(instant.wall) if instant else None


def _named(show: Show, item_id: str) -> dict[str, Any]:
    """The fields that every item in the state begins with."""
    item = show.item(item_id) if item_id else None
    return {
        "item_id": item_id or None,
        "number": (item.number or None) if item else None,
        "title": item.title if item else None,
        "scene": (item.scene or None) if item else None,
    }


def _on_air(show: Show, run: Run | None, schedule: Schedule | None, now: Instant) -> dict[str, Any]:
    if run is None:
        return {
            **_named(show, ""), "run_id": None, "started_at": None, "duration_ms": None,
            "remaining_ms": None, "added_ms": None, "proof": None,
        }  # fmt: skip
    duration = schedule.duration if schedule else None
    remaining = schedule.remaining if schedule else None
    if duration is None:
        duration = run.planned + run.added
    if remaining is None:
        remaining = duration - now.since(run.started_at)
    return {
        **_named(show, run.item_id),
        "run_id": run.id,
        "started_at": _at(run.started_at),
        "duration_ms": ms(duration),
        "remaining_ms": ms(remaining),
        "added_ms": ms(run.added),
        "proof": run.proof.value or None,
    }


def _next(show: Show, playhead: Playhead, schedule: Schedule | None) -> dict[str, Any]:
    item = show.item(playhead.next_id) if playhead.next_id else None
    row = schedule.row(playhead.next_id) if schedule and playhead.next_id else None
    return {
        **_named(show, playhead.next_id),
        "started_at": None,
        "duration_ms": ms(item.planned) if item else None,
        "remaining_ms": None,
        "expected_at": iso(row.expected_start) if row else None,
        "by_hand": playhead.next_by_hand,
    }


def _taking(show: Show, playhead: Playhead) -> dict[str, Any] | None:
    taking = playhead.taking
    if taking is None:
        return None
    return {
        **_named(show, taking.item_id),
        "requested_at": _at(taking.requested_at),
        "started_at": _at(taking.started_at),
    }


def _pending(show: Show, waiting: Waiting | None) -> dict[str, Any] | None:
    """What waits for a transition to end; its scene is where it goes, null where that is open."""
    if waiting is None:
        return None
    picture = waiting.picture
    named = _named(show, waiting.item_id or (picture.item_id if picture else ""))
    return {
        **named,
        "action": waiting.action,
        "scene": (picture.scene or None) if picture else named["scene"],
        "shot_id": (picture.shot_id or None) if picture else None,
    }


def _shot(show: Show, picture: Picture | None) -> dict[str, Any]:
    empty = {"scene": None, "shot_id": None, "key": None, "name": None, "item_id": None}
    if picture is None:
        return empty
    item = show.item(picture.item_id) if picture.item_id else None
    shots = item.shots if item else ()
    shot = next((s for s in shots if picture.shot_id and s.id == picture.shot_id), None)
    return {
        "scene": picture.scene or None,
        "shot_id": picture.shot_id or None,
        "key": shot.key if shot else None,
        "name": (shot.name or None) if shot else None,
        "item_id": picture.item_id or None,
    }


def _obs(obs: ObsState | None) -> dict[str, Any]:
    """OBS; what it showed before the link was lost is not what it shows, so it is null."""
    if obs is None or not obs.connected:
        unknown = (
            "program", "preview", "transitioning", "streaming", "recording", "studio_mode",
            "provable", "doubt", "version",
        )  # fmt: skip
        return {"connected": False, **dict.fromkeys(unknown)}
    return {
        "connected": True,
        "program": obs.program or None,
        "preview": (obs.preview or None) if obs.studio_mode else None,
        "transitioning": obs.running is not None,
        "streaming": obs.stream.active,
        "recording": obs.record.active,
        "studio_mode": obs.studio_mode,
        "provable": obs.provable,
        "doubt": obs.doubt or None,
        "version": obs.version or None,
    }


def _feed(feed: Feed, status: FeedStatus | None) -> dict[str, Any]:
    known = status or FeedStatus()
    return {
        "id": feed.id,
        "name": feed.name,
        "status": known.health.value,
        "reason": known.cause.value or None,
        "sentence": known.sentence or None,
        "detail": known.detail or None,
        "since": _at(known.since),
        "fps": _number(known.fps),
        "kbps": _number(known.kbps),
        "peak_dbfs": [_number(p) for p in known.peak_dbfs] if known.peak_dbfs else None,
    }


def _number(value: float | None) -> float | None:
    """A number that JSON knows: digital silence (minus infinity) has none."""
    return round(value, 2) if value is not None and math.isfinite(value) else None


def _alarm(alarm: Alarm) -> dict[str, Any]:
    return {
        "key": alarm.key,
        "severity": alarm.severity.value,
        "sentence": alarm.sentence,
        "detail": alarm.detail or None,
        "since": _at(alarm.since),
        "acknowledged_by": alarm.acknowledged_by or None,
    }


def _last(last: LastCommand | None) -> dict[str, Any] | None:
    return {**outcome_of(last.outcome), "at": _at(last.at)} if last else None
