"""Values to plain JSON values and back, by their declared types.

Durations are whole milliseconds; dates, times and datetimes are ISO texts (datetimes in UTC with
microseconds); an instant is its wall time, steady microseconds and boot; a tuple is a list, pairs
of texts are an object; a field named `return_` is called `return`.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from control_panel.instant import Instant

_Value = TypeVar("_Value")
_MILLISECOND = timedelta(milliseconds=1)
_MICROSECOND = timedelta(microseconds=1)


class NotReadable(ValueError):
    """A plain value does not say what it should; `place` is where, `why` what was expected."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}" if place else why)
        self.place = place
        self.why = why


Tell = Callable[[str, str], None]
"""Called with the place and the name of each field that is not known and was left out."""


def _refuse_unknown(place: str, name: str) -> None:
    raise NotReadable(f"{place}.{name}".lstrip("."), "this field is not known")


@dataclass(frozen=True, slots=True)
class Codec:
    """How values of one type are written and read."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any, str, Tell], Any]
    kind: str
    """The type's name in the schema: text, number, duration …, list, object, choice, optional."""
    of: Any = None
    """What is in it: the item type, the enum, the dataclass, the value type."""


def encode(value: Any) -> Any:
    """A value of one of the house's types as a plain JSON value."""
    return codec_of(cast(Hashable, type(value))).encode(value)


def decode(
    type_: type[_Value], plain: object, place: str = "", tell: Tell = _refuse_unknown
) -> _Value:
    """The value that a plain one says; raises NotReadable with the place.

    `tell` is given each field that is not known; by default such a field is refused.
    """
    value: _Value = codec_of(cast(Hashable, type_)).decode(plain, place, tell)
    return value


def text_of(moment: datetime) -> str:
    """An aware datetime as ISO text in UTC with microseconds."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


@cache
def codec_of(hint: Any) -> Codec:
    """The codec of a type as it is declared at a field."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return _pairs() if get_origin(args[0]) is tuple else _list(args[0])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _choice(hint)
    if is_dataclass(hint):
        return _object(hint)
    raise TypeError(f"no codec for {hint}")


def fields_of(type_: Any) -> tuple[tuple[str, Field[Any], Any], ...]:
    """The fields of a dataclass: name outside, field, declared type."""
    hints = get_type_hints(type_)
    return tuple((one.name.rstrip("_"), one, hints[one.name]) for one in fields(type_))


def is_required(field: Field[Any]) -> bool:
    """Whether a field has no default."""
    return field.default is MISSING and field.default_factory is MISSING


def _same(value: Any) -> Any:
    return value


def _text(value: str) -> str:
    """A text that any file can hold: halves of a surrogate pair become question marks."""
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def _read_text(plain: Any, place: str, _tell: Tell) -> str:
    if not isinstance(plain, str):
        raise NotReadable(place, f"must be a text, not {_shown(plain)}")
    return _text(plain)


def _plain(type_: type, kind: str, why: str) -> Codec:
    def read(plain: Any, place: str, _tell: Tell) -> Any:
        if not isinstance(plain, type_) or (type_ is not bool and isinstance(plain, bool)):
            raise NotReadable(place, f"{why}, not {_shown(plain)}")
        return plain

    return Codec(_same, read, kind)


def _shown(plain: object) -> str:
    text = repr(plain)
    return text if len(text) <= 40 else f"{text[:37]}…"


def _number(plain: Any, place: str, _tell: Tell) -> float:
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        raise NotReadable(place, f"must be a number, not {_shown(plain)}")
    return float(plain)


def _parsed(kind: str, write: Callable[[Any], Any], parse: Callable[[str], Any], why: str) -> Codec:
    def read(plain: Any, place: str, _tell: Tell) -> Any:
        try:
            return parse(plain)
        except (ValueError, TypeError, AttributeError, OverflowError):
            raise NotReadable(place, f"{why}, not {_shown(plain)}") from None

    return Codec(write, read, kind)


def _datetime(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment.astimezone(UTC)


def _time(text: str) -> time:
    at = time.fromisoformat(text)
    if at.tzinfo is not None:
        raise ValueError("a time of day has no zone")
    return at


def _duration(plain: Any) -> timedelta:
    if isinstance(plain, bool) or not isinstance(plain, int):
        raise TypeError("not whole")
    return plain * _MILLISECOND


def _encode_instant(instant: Instant) -> dict[str, Any]:
    steady = instant.steady // _MICROSECOND
    return {"wall": text_of(instant.wall), "steady_us": steady, "boot": instant.boot}


def _decode_instant(plain: Any, place: str, _tell: Tell) -> Instant:
    try:
        wall, steady = _datetime(plain["wall"]), plain["steady_us"] * _MICROSECOND
        return Instant(wall, steady, str(plain["boot"]))
    except (KeyError, TypeError, ValueError):
        raise NotReadable(place, f"must be an instant, not {_shown(plain)}") from None


_SIMPLE: dict[Any, Codec] = {
    str: Codec(_text, _read_text, "text"),
    bool: _plain(bool, "yes or no", "must be true or false"),
    int: _plain(int, "whole number", "must be a whole number"),
    float: Codec(_same, _number, "number"),
    timedelta: _parsed(
        "duration", lambda d: d // _MILLISECOND, _duration, "must be whole milliseconds"
    ),
    datetime: _parsed(
        "moment", text_of, _datetime, "must be a time with its zone, like 2026-05-04T14:00:00Z"
    ),
    date: _parsed("date", date.isoformat, date.fromisoformat, "must be a date like 2026-05-04"),
    time: _parsed("time", time.isoformat, _time, "must be a time of day like 14:30:00"),
    Instant: Codec(_encode_instant, _decode_instant, "instant"),
}


def _optional(hint: Any) -> Codec:
    inner = codec_of(hint)

    def write(value: Any) -> Any:
        return None if value is None else inner.encode(value)

    def read(plain: Any, place: str, tell: Tell) -> Any:
        return None if plain is None else inner.decode(plain, place, tell)

    return Codec(write, read, "optional", hint)


def _list(hint: Any) -> Codec:
    inner = codec_of(hint)

    def write(values: Any) -> Any:
        return [inner.encode(value) for value in values]

    def read(plain: Any, place: str, tell: Tell) -> Any:
        if not isinstance(plain, list):
            raise NotReadable(place, f"must be a list, not {_shown(plain)}")
        return tuple(inner.decode(one, f"{place}[{at}]", tell) for at, one in enumerate(plain))

    return Codec(write, read, "list", hint)


def _pairs() -> Codec:
    def read(plain: Any, place: str, tell: Tell) -> Any:
        if not isinstance(plain, dict):
            raise NotReadable(place, f"must be an object of texts, not {_shown(plain)}")
        text = _SIMPLE[str]
        return tuple((k, text.decode(v, f"{place}.{k}", tell)) for k, v in plain.items())

    return Codec(dict, read, "texts")


def _choice(hint: type[StrEnum]) -> Codec:
    listed = ", ".join(repr(str(one)) for one in hint)

    def read(plain: Any, place: str, _tell: Tell) -> Any:
        try:
            return hint(plain)
        except ValueError:
            raise NotReadable(place, f"must be one of {listed}, not {_shown(plain)}") from None

    return Codec(str, read, "choice", hint)


def _object(hint: Any) -> Codec:
    parts = tuple((name, one, codec_of(declared)) for name, one, declared in fields_of(hint))
    known = {name for name, _field, _codec in parts}

    def write(value: Any) -> Any:
        return {name: codec.encode(getattr(value, one.name)) for name, one, codec in parts}

    def read(plain: Any, place: str, tell: Tell) -> Any:
        if not isinstance(plain, dict):
            raise NotReadable(place, f"must be an object, not {_shown(plain)}")
        for name in plain.keys() - known:
            tell(place, str(name))
        for name, one, _codec in parts:
            if is_required(one) and name not in plain:
                raise NotReadable(place, f"“{name}” is missing")
        return hint(
            **{
                one.name: codec.decode(plain[name], f"{place}.{name}".lstrip("."), tell)
                for name, one, codec in parts
                if name in plain
            }
        )

    return Codec(write, read, "object", hint)
