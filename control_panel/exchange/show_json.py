"""A show as JSON text and back (resources/manual/show-json.md says what stands in it).

Ids are kept; secrets are never in it. A field that is not known is refused, so that a typing
error is not lost in silence; a reader that hands in `tell` has it left out and told instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

from control_panel.errors import StoreError
from control_panel.show.addresses import split_secrets
from control_panel.show.codec import NotReadable, decode, encode
from control_panel.show.model import Contributor, Feed, Show
from control_panel.show.rules_show import faults

FORMAT = "control-panel-show"
VERSION = 1

Tell = Callable[[str], None]
"""Is given a sentence for each thing that was left out."""


def to_json(show: Show) -> str:
    """The show as JSON text, indented, with its ids and without any secret."""
    clean, _left_out = _without_secrets(show)
    whole = {"format": FORMAT, "version": VERSION, "show": encode(clean)}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str, tell: Tell | None = None) -> Show:
    """The show that a JSON text says.

    StoreError names the place in the file and what was expected there. A secret in an address is
    left out (and told); fields that are not known are left out and told where `tell` is given,
    else refused.
    """
    whole = _parsed(text)
    _recognised(whole)

    def unknown(place: str, name: str) -> None:
        where = f"{place}.{name}" if place else name
        if tell is None:
            raise NotReadable(where, "this field is not known; remove it or mend its name")
        tell(f"{where}: this field is not known and was left out.")

    try:
        for name in whole.keys() - {"format", "version", "show", "$schema"}:
            unknown("", str(name))
        show = decode(Show, whole["show"], tell=unknown)
    except NotReadable as error:
        _refuse(f"{error.place or 'show'}: {error.why}.", "invalid")
    show, secrets = _without_secrets(show)
    if tell is not None:
        for sentence in secrets:
            tell(sentence)
    _sound(show)
    return show


def _refuse(sentence: str, reason: str) -> NoReturn:
    raise StoreError(f"The show cannot be read from this file. {sentence}", reason=reason)


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number in JSON")


def _parsed(text: str) -> dict[str, Any]:
    try:
        whole = json.loads(text.removeprefix("\ufeff"), parse_constant=_constant)
    except json.JSONDecodeError as error:
        _refuse(
            f"Line {error.lineno}, column {error.colno}: it is not JSON ({error.msg}). "
            "It may have been cut short; export it again.",
            "not-json",
        )
    except (ValueError, RecursionError) as error:
        _refuse(f"It is not JSON ({error}).", "not-json")
    if not isinstance(whole, dict):
        _refuse("It is JSON, and not a show: an object is wanted.", "not-a-show")
    return whole


def _recognised(whole: dict[str, Any]) -> None:
    if whole.get("format") != FORMAT or "show" not in whole:
        _refuse(f"It is JSON, and not a show: “format” must be “{FORMAT}”.", "not-a-show")
    version = whole.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        _refuse("version: must be a whole number from 1.", "invalid")
    if version > VERSION:
        _refuse(
            f"It is of version {version}; this control panel reads up to {VERSION}. "
            "Install the newer panel, or export it there in the older version.",
            "newer",
        )


def _sound(show: Show) -> None:
    found = tuple(faults(show))
    if found:
        place, sentence = found[0]
        more = f" ({len(found) - 1} more like it)" if len(found) > 1 else ""
        _refuse(f"{place}: {sentence}{more}", "invalid")


def _without_secrets(show: Show) -> tuple[Show, tuple[str, ...]]:
    told: list[str] = []

    def clean(place: str, address: str) -> str:
        bare, secrets = split_secrets(address)
        if secrets:
            names = ", ".join(sorted(secrets))
            told.append(f"{place}: a secret ({names}) was left out; give it anew in Setup.")
        return bare

    def feed(at: int, one: Feed) -> Feed:
        primary = clean(f"feeds[{at}].primary", one.primary)
        return replace(one, primary=primary, backup=clean(f"feeds[{at}].backup", one.backup))

    def contributor(at: int, one: Contributor) -> Contributor:
        address = clean(f"contributors[{at}].return.address", one.return_.address)
        return replace(one, return_=replace(one.return_, address=address))

    feeds = tuple(feed(at, one) for at, one in enumerate(show.feeds))
    people = tuple(contributor(at, one) for at, one in enumerate(show.contributors))
    return replace(show, feeds=feeds, contributors=people), tuple(told)
