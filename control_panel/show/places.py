"""Small pure steps that the edits share: find, insert, move and change a value in a tuple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, Protocol, TypeVar

from control_panel.errors import Refused


class _WithId(Protocol):
    @property
    def id(self) -> str: ...


_Any = TypeVar("_Any")
_Value = TypeVar("_Value", bound=_WithId)


def place_of(values: Sequence[_WithId], id_: str, what: str) -> int:
    """The place of the value with this id; Refused where there is none."""
    for at, value in enumerate(values):
        if value.id == id_:
            return at
    raise Refused(f"There is no such {what}; it may have been removed.", reason="unknown")


def inserted(values: tuple[_Any, ...], value: _Any, at: int) -> tuple[_Any, ...]:
    """The values with one more at a place."""
    return (*values[:at], value, *values[at:])


def moved(values: tuple[_Value, ...], id_: str, to: int, what: str) -> tuple[_Value, ...]:
    """The values with one of them moved to a place (0 is the first; too far is the last)."""
    at = place_of(values, id_, what)
    rest = (*values[:at], *values[at + 1 :])
    return inserted(rest, values[at], max(0, min(to, len(rest))))


def removed(values: tuple[_Value, ...], id_: str, what: str) -> tuple[_Value, ...]:
    """The values without one of them."""
    at = place_of(values, id_, what)
    return (*values[:at], *values[at + 1 :])


def exchanged(values: tuple[_Value, ...], value: _Value, what: str) -> tuple[_Value, ...]:
    """The values with another in the place of the one with the same id."""
    at = place_of(values, value.id, what)
    return (*values[:at], value, *values[at + 1 :])


def added(
    values: tuple[_Value, ...], value: _Value, at: int | None, what: str
) -> tuple[_Value, ...]:
    """The values with a new one at a place (None: at the end); Refused where its id is taken."""
    if any(other.id == value.id for other in values):
        raise Refused(f"This {what} is in the show already.", reason="twice")
    return inserted(values, value, len(values) if at is None else max(0, min(at, len(values))))


def named(value: _Any, what: str, changes: dict[str, Any], kept: tuple[str, ...] = ()) -> _Any:
    """A value with fields changed by name; Refused for a field that is not there or is kept."""
    known = {field.name for field in fields(value)} - set(kept)  # type: ignore[arg-type]
    for name in changes:
        if name not in known:
            raise Refused(f"“{name}” is not a field of {what} that can be set.", reason="field")
    return replace(value, **changes)  # type: ignore[type-var]
