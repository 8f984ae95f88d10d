"""The name of a snapshot's file: the feed and the UTC time; pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

LONGEST = 80
"""Characters of the feed's name that are kept; a file name holds 255 bytes in all."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
"""Names that Windows keeps for devices."""


def snapshot_name(feed_name: str, at: datetime) -> str:
    """A file name that every system takes: "Kinshasa 2026-03-04 14-05-22 UTC.png"."""
    clock = at.astimezone(UTC).strftime("%Y-%m-%d %H-%M-%S")
    return f"{_safe(feed_name)} {clock} UTC.png"


def numbered(name: str, number: int) -> str:
    """The same name for a further file: "… UTC 2.png"; the first has no number."""
    return name if number < 2 else f"{name.removesuffix('.png')} {number}.png"


def _safe(name: str) -> str:
    """The name without what a file name cannot hold, or what would turn its letters around."""
    plain = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") else sign
        for sign in unicodedata.normalize("NFC", name)
    )
    plain = re.sub(r'[<>:"/\\|?*]', "-", plain)
    plain = " ".join(plain.split()).strip(". ")
    plain = _cut(plain).strip(". ")
    if not plain or plain.casefold().partition(".")[0] in _RESERVED:
        plain = f"feed {plain}".strip()
    return plain


def _cut(name: str) -> str:
    """At most `LONGEST` characters and as many bytes as leave room for the time."""
    name = name[:LONGEST]
    while len(name.encode("utf-8")) > 200:
        name = name[:-1]
    return name
