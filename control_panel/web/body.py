"""From the body of a POST to a Command: every wrong field is one clear sentence."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from control_panel.errors import PanelError
from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Author, Via

LARGEST = 8192
"""Bytes of a body."""

ACTIONS = tuple(Action)
"""What may be asked through the API; each value is also the last part of its address."""

_LONGEST = timedelta(hours=24)


class BadBody(PanelError):
    """A body that says nothing the panel understands; nothing was done."""


def command_from(action: Action, body: bytes) -> Command:
    """The command that a body asks for; BadBody, with a sentence, where it is wrong.

    Every body may name what was seen, `on_air` and `next` (item ids; null or "" for none), and the
    `person`; TAKE must name both, since a take of something unseen is a guess. SHOT needs `key`,
    NEXT `item_id`, ADD_TIME `ms`.
    """
    found = _object_of(body)
    needed = _NEEDED.get(action, ())
    allowed = tuple(dict.fromkeys(("on_air", "next", "person", *needed)))
    unknown = sorted(set(found) - set(allowed))
    if unknown:
        raise BadBody(
            f"{action} does not know {_quoted(unknown[0])}; it knows {', '.join(allowed)}."
        )
    missing = [name for name in needed if name not in found]
    if missing:
        raise BadBody(f"{action} needs {' and '.join(missing)}: {_WHY[missing[0]]}.")
    given = {name: _READERS[name](name, value) for name, value in found.items()}
    return Command(
        action,
        Author(person=given.get("person") or "", via=Via.API),
        seen_on_air=given.get("on_air"),
        seen_next=given.get("next"),
        item_id=given.get("item_id", ""),
        shot_key=given.get("key", 0),
        by=given.get("ms", timedelta(0)),
    )


def _object_of(body: bytes) -> dict[str, Any]:
    if len(body) > LARGEST:
        raise BadBody(f"The body is larger than {LARGEST} bytes.")
    if not body.strip():
        return {}
    try:
        found = json.loads(
            body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except (ValueError, RecursionError) as error:
        raise BadBody("The body is not JSON in UTF-8, each name once.") from error
    if not isinstance(found, dict):
        raise BadBody("The body must be a JSON object.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _text(name: str, value: Any, longest: int) -> str:
    if not isinstance(value, str):
        raise BadBody(f"{name} must be a text.")
    if len(value) > longest:
        raise BadBody(f"{name} is longer than {longest} signs.")
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in value):
        raise BadBody(f"{name} holds a sign that is no text.")
    return value


def _seen(name: str, value: Any) -> str:
    return "" if value is None else _text(name, value, 64)


def _item_id(name: str, value: Any) -> str:
    if not (text := _text(name, value, 64)):
        raise BadBody(f"{name} is empty.")
    return text


def _person(name: str, value: Any) -> str:
    return "" if value is None else _text(name, value, 80)


def _whole(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadBody(f"{name} must be a whole number.")
    return value


def _shot_key(name: str, value: Any) -> int:
    if not 1 <= (key := _whole(name, value)) <= 9:
        raise BadBody(f"{name} must be 1 to 9.")
    return key


def _added(name: str, value: Any) -> timedelta:
    number = _whole(name, value)
    most = _LONGEST // timedelta(milliseconds=1)
    if number == 0 or abs(number) > most:
        raise BadBody(f"{name} must be a whole number of milliseconds, not 0, within {most}.")
    return timedelta(milliseconds=number)


def _quoted(name: str) -> str:
    """An unknown field's name as it can be shown in an answer: short, and plain."""
    return json.dumps(name[:40])


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "on_air": _seen,
    "next": _seen,
    "person": _person,
    "item_id": _item_id,
    "key": _shot_key,
    "ms": _added,
}

_NEEDED: dict[Action, tuple[str, ...]] = {
    Action.TAKE: ("on_air", "next"),
    Action.SHOT: ("key",),
    Action.NEXT: ("item_id",),
    Action.ADD_TIME: ("ms",),
}

_WHY = {
    "on_air": "the item ids that you saw on air and as next, null for none",
    "next": "the item ids that you saw on air and as next, null for none",
    "key": "the number of the shot, 1 to 9",
    "item_id": "the id of the item that is to be next",
    "ms": "milliseconds to add, negative to take away",
}
