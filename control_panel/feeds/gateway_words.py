"""Pure: what ffmpeg and SRT say of a feed that does not come, in sentences for people.

A sentence says what happened, what it means and what to do. Of the lines of one attempt the one of
the most weight counts: behind every reason comes an "Input/output error" that says nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from control_panel.feeds.address import Address, Direction
from control_panel.feeds.gateway_failures import FAILURES, Failure

MISSING = "Its password is not on this computer: enter its address again in Setup → Feeds."
ENDED = "The connection ended: they stopped sending, or the line broke."
NOTHING_COMES = "Nothing comes: they stopped sending, or the line is down."
CHANGING = "The earlier connection is being ended."
UNANSWERED = (
    "Another panel on this computer, or what one left behind, holds this feed and does not answer. "
    "Close that panel; what nobody takes over ends by itself after ten minutes."
)
UNKNOWN = "It cannot be received, and the reason is not known: the log has ffmpeg's own words."
OTHER_KEY = "A caller with another stream key was turned away. Give them the key of this feed."
GRAVEST = 4
"""The weight of a failure beside which no other counts."""
RAW_LENGTH = 160

_NOISE = re.compile(r"Impossible to open|Last message repeated|Immediate exit|Exiting normally")
_WHERE = re.compile(r"^(\[[\w:. ]+ @ 0x[0-9a-f]+\] )+")
_FAILURES = tuple((re.compile(failure.pattern), failure) for failure in FAILURES)


@dataclass(frozen=True, slots=True)
class Told:
    """What a line means; of two told in one attempt the one of more weight stays."""

    sentence: str
    weight: int


def told(line: str, address: Address, *, passphrase: bool = False) -> Told | None:
    """What a line of ffmpeg's means for this address; None where it is no known failure.

    `passphrase`: this feed has one.
    """
    for pattern, failure in _FAILURES:
        if not pattern.search(line):
            continue
        if sentence := _sentence(failure, address, passphrase=passphrase):
            return Told(sentence, failure.weight)
    return None


def raw(line: str) -> str:
    """A line as it may stand in a detail, never in a headline; empty where it says nothing."""
    if _NOISE.search(line):
        return ""
    text = _WHERE.sub("", line).strip()
    return f"ffmpeg says: {text[:RAW_LENGTH]}" if text else ""


def found_too_little(line: str) -> bool:
    """Whether the streams have to be looked at for longer."""
    return "Could not find codec parameters" in line


def is_other_key(line: str) -> bool:
    """Whether a caller came with another stream key than was expected; the line holds both."""
    return "Unexpected stream" in line


def not_started(why: str) -> str:
    """The sentence for a program that could not be started at all."""
    return f"ffmpeg could not be started ({why}): no feed is received. See: control-panel doctor."


def doing(address: Address) -> str:
    """What a gateway does until something is heard."""
    if address.direction is Direction.LISTEN:
        return f"Listening on port {address.port}"
    return f"Calling {address.host}"


def awaited(address: Address) -> str:
    """What a gateway listens for ("a call on port 9301"); empty where it calls itself."""
    if address.direction is Direction.CALL:
        return ""
    what = "data" if address.scheme in {"udp", "rtp"} else "a call"
    return f"{what} on port {address.port}"


def _sentence(failure: Failure, address: Address, *, passphrase: bool) -> str:
    listens = address.direction is Direction.LISTEN
    text, bare = failure.call, failure.bare_call
    if listens:
        text, bare = failure.listen, failure.bare_listen
    text = bare if bare and not passphrase else text
    host = address.host or "this computer"
    return text.format(
        host=host,
        port=address.port,
        there=host if address.port is None else f"{host} (port {address.port})",
        scheme=address.scheme,
    )
