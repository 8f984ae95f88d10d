"""What each value of a show must satisfy by itself: every rule is a sentence.

A fault is (field, sentence); an edit is refused with the first one, before anything is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from control_panel.errors import Refused
from control_panel.show.addresses import secret_names
from control_panel.show.local_time import LocalTime, instant_of
from control_panel.show.model import (
    ZERO,
    Contributor,
    EndAction,
    Feed,
    FeedKind,
    Item,
    Shot,
    Show,
)

Fault = tuple[str, str]

LONGEST = timedelta(days=7)
"""No duration in a show is longer."""
_MILLISECOND = timedelta(milliseconds=1)


def refuse(faults: Iterable[Fault], reason: str = "invalid") -> None:
    """Raise Refused with the first of the faults, if there is one."""
    for _field, sentence in faults:
        raise Refused(sentence, reason=reason)


@lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Whether a name is an IANA zone that is known here."""
    if not name or name.startswith("/"):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def twice(values: Iterable[object]) -> tuple[object, ...]:
    """The values that stand there more than once."""
    return tuple(value for value, times in Counter(values).items() if times > 1)


def _duration(field: str, name: str, value: timedelta | None) -> Iterator[Fault]:
    if value is None:
        return
    if value < ZERO:
        yield field, f"{name} cannot be negative."
    elif value > LONGEST:
        yield field, f"{name} cannot be longer than seven days."
    elif value % _MILLISECOND:
        yield field, f"{name} must be whole milliseconds."


def _local(field: str, name: str, value: LocalTime | None) -> Iterator[Fault]:
    if value is None:
        return
    if value.at.tzinfo is not None or value.at.fold:
        yield field, f"{name} is a time of day in the show's zone and carries no zone of its own."
    if value.fold not in (0, 1):
        yield field, f"{name}: the pass as clocks go back is 0 or 1."
    if abs(value.day) > LONGEST.days:
        yield field, f"{name} must lie within seven days of the show's date."


def faults_of_shot(shot: Shot) -> Iterator[Fault]:
    """What is wrong with one shot."""
    if not shot.scene:
        yield "scene", "A shot needs an OBS scene."
    if shot.key is not None and not 1 <= shot.key <= 9:
        yield "key", f"A shot's key is 1 to 9, not {shot.key}."


def _shots(item: Item) -> Iterator[Fault]:
    for index, shot in enumerate(item.shots):
        for field, sentence in faults_of_shot(shot):
            yield f"shots[{index}].{field}", f"“{item.title}”: {sentence}"
    for key in twice(shot.key for shot in item.shots if shot.key is not None):
        yield "shots", f"“{item.title}”: key {key} is given to two shots; a key cuts to one."
    if twice(shot.id for shot in item.shots):
        yield "shots", f"“{item.title}”: two shots have one id."
    known = {shot.id for shot in item.shots}
    if item.end_shot_id and item.end_shot_id not in known:
        yield (
            "end_shot_id",
            f"“{item.title}”: the shot to cut to at its end is not among its shots.",
        )
    if item.at_end is EndAction.CUT_TO_SHOT and not item.end_shot_id:
        yield "end_shot_id", f"“{item.title}”: say which shot to cut to at its end."


def _durations(item: Item) -> Iterator[Fault]:
    called = f"“{item.title}”:"
    yield from _duration("planned", f"{called} the planned duration", item.planned)
    yield from _duration("minimum", f"{called} the minimum duration", item.minimum)
    yield from _duration("delay_before", f"{called} the delay before it", item.delay_before)
    yield from _duration("warning", f"{called} the warning time", item.warning)
    yield from _duration("danger", f"{called} the danger time", item.danger)
    if item.minimum is not None and item.minimum > item.planned:
        yield "minimum", f"{called} the minimum duration is longer than the planned one."
    if item.danger > item.warning:
        yield "danger", f"{called} danger comes after the warning: its time must be the shorter."
    if item.transition is not None:
        length = item.transition.length
        yield from _duration("transition.length", f"{called} the transition's length", length)
    if item.clip is not None:
        yield from _duration("clip.length", f"{called} the clip's length", item.clip.length)


def faults_of_item(item: Item) -> Iterator[Fault]:
    """What is wrong with one item by itself."""
    if not item.title.strip():
        yield "title", "An item needs a title."
    yield from _durations(item)
    yield from _local("hard_start", f"“{item.title}”: the hard start", item.hard_start)
    yield from _shots(item)
    if item.transition is not None and not item.transition.kind:
        yield "transition.kind", f"“{item.title}”: a transition needs its kind."
    if twice(item.feed_ids):
        yield "feed_ids", f"“{item.title}” names a feed twice."
    if twice(column for column, _text in item.custom):
        yield "custom", f"“{item.title}” has two texts in one column."


def faults_in_show(item: Item, show: Show) -> Iterator[Fault]:
    """What is wrong with one item beside the rest of the show: ids that name nothing."""
    if item.group_id and all(group.id != item.group_id for group in show.order.groups):
        yield "group_id", f"“{item.title}” is in a group that the show does not have."
    feeds = {feed.id for feed in show.feeds}
    if any(feed_id not in feeds for feed_id in item.feed_ids):
        yield "feed_ids", f"“{item.title}” uses a feed that the show does not have."
    columns = {column.id for column in show.custom_columns}
    if any(column not in columns for column, _text in item.custom):
        yield "custom", f"“{item.title}” has text in a column that the show does not have."


def _address(field: str, name: str, address: str) -> Iterator[Fault]:
    if not address:
        return
    found = secret_names(address)
    if found:
        yield (
            field,
            f"The {name} holds a secret ({', '.join(found)}); secrets are kept in the keyring, "
            "never in the show. Give the address without it and the secret by itself.",
        )


def faults_of_feed(feed: Feed) -> Iterator[Fault]:
    """What is wrong with one feed by itself."""
    if not feed.name.strip():
        yield "name", "A feed needs a name."
    for field, address in (("primary", feed.primary), ("backup", feed.backup)):
        yield from _address(field, f"{field} address of “{feed.name}”", address)
        if address and feed.kind is FeedKind.ADDRESS and "://" not in address:
            yield field, f"The {field} address of “{feed.name}” starts with its kind, like srt://."
    if not 0 <= feed.latency_ms <= 60_000:
        yield "latency_ms", f"“{feed.name}”: latency is 0 to 60,000 ms."
    want = feed.expected
    for field, number in (("width", want.width), ("height", want.height), ("kbps", want.kbps)):
        if number is not None and number <= 0:
            yield f"expected.{field}", f"“{feed.name}”: the expected {field} must be above zero."
    if want.rate is not None and not 0 < want.rate <= 1000:
        yield "expected.rate", f"“{feed.name}”: the expected rate is pictures a second, 1 to 1000."


def _aware(field: str, name: str, value: datetime | None) -> Iterator[Fault]:
    if value is not None and value.tzinfo is None:
        yield field, f"{name} needs a zone."


def faults_of_contributor(one: Contributor) -> Iterator[Fault]:
    """What is wrong with one contributor by itself."""
    if not one.name.strip():
        yield "name", "A contributor needs a name."
    if one.zone and not is_zone(one.zone):
        yield "zone", f"“{one.zone}” is not a time zone; write one like Africa/Kinshasa."
    yield from _address("return_.address", f"return address of “{one.name}”", one.return_.address)
    if one.return_.delay_ms is not None and one.return_.delay_ms < 0:
        yield "return_.delay_ms", f"“{one.name}”: the return's delay cannot be negative."
    unaware = [
        *_aware("available_from", f"“{one.name}”: available from", one.available_from),
        *_aware("available_until", f"“{one.name}”: available until", one.available_until),
        *_aware("consent.noted_at", f"“{one.name}”: the consent's time", one.consent.noted_at),
    ]
    yield from unaware
    if unaware or one.available_from is None or one.available_until is None:
        return
    if one.available_until < one.available_from:
        yield "available_until", f"“{one.name}” is available until a time before “from”."


def faults_of_header(show: Show) -> Iterator[Fault]:
    """What is wrong with the show's own fields."""
    if not show.title.strip():
        yield "title", "A show needs a title."
    if isinstance(show.date, datetime) or not isinstance(show.date, date):
        yield "date", "The show's date is a day, without a time."
    elif not 1900 <= show.date.year <= 2200:
        yield "date", "The show's date lies between the years 1900 and 2200."
    if not is_zone(show.zone):
        yield "zone", f"“{show.zone}” is not a time zone; write one like America/New_York."
    yield from _local("on_air", "The planned on air", show.on_air)
    yield from _local("off_air", "The planned off air", show.off_air)


def faults_of_span(show: Show) -> Iterator[Fault]:
    """Whether the show goes off air after it went on air (its other fields being right)."""
    if show.off_air is None:
        return
    on_air = instant_of(show.on_air, show.date, show.zone)
    if instant_of(show.off_air, show.date, show.zone) <= on_air:
        yield "off_air", "The planned off air must come after the planned on air."
