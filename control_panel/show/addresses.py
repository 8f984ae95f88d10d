"""Addresses of feeds, and the secrets that must never stand in them (decision 35).

The one place that knows which parts of an address are secrets; `feeds.address` builds on it.
"""

from __future__ import annotations

from urllib.parse import unquote, unquote_plus, urlsplit, urlunsplit

from control_panel.confidential import is_confidential

SRT_SECRETS = ("passphrase", "streamid")
"""Query fields of an SRT address that each engine is told in a way of its own."""
QUERY = "query"
"""All other secret fields of a query, as they were written: `token=a&sig=b`."""
SECRET_NAMES = ("user", "password", "key", *SRT_SECRETS, QUERY)
"""The parts of an address that are secrets, by the names under which they are kept.

`key` is an RTMP stream key, the end of the path.
"""
UNREADABLE = "address"
"""What an address that cannot be read is called: a secret as a whole, since it may hold one."""

_STREAM_KEYS = ("rtmp", "rtmps")


def split_secrets(address: str) -> tuple[str, dict[str, str]]:
    """The address without its secrets, and the secrets by their names (SECRET_NAMES).

    An address with a scheme that cannot be read is a secret itself; a text without one is no
    address, and only what looks like a query is looked through.
    """
    if "://" not in address:
        return _without_scheme(address)
    try:
        parts = urlsplit(_whole(address))
    except ValueError:
        return "", {UNREADABLE: address}
    secrets: dict[str, str] = {}
    userinfo, _, host = parts.netloc.rpartition("@")
    user, _, password = userinfo.partition(":")
    for name, value in (("user", user), ("password", password)):
        if value:
            secrets[name] = unquote(value)
    scheme = parts.scheme.lower()
    path, key = _split_key(scheme, parts.path)
    query, found = _split_query(parts.query, by_name=scheme == "srt")
    secrets |= found
    if key:
        secrets["key"] = key.replace("%23", "#") if "#" in address else key
    if not secrets and query == parts.query:
        return address, {}
    netloc = host if userinfo else parts.netloc
    return urlunsplit((parts.scheme, netloc, path, query, "")), secrets


def secret_names(address: str) -> tuple[str, ...]:
    """The names of the secrets that stand in an address."""
    return tuple(split_secrets(address)[1])


def place_of_address(address: str) -> str:
    """Whom an address reaches (`srt://host:9000`): secrets are given to that place and no other.

    Empty where there is none, or it cannot be read.
    """
    try:
        parts = urlsplit(split_secrets(address)[0])
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        return ""
    host = (parts.hostname or "").lstrip("@")
    return f"{parts.scheme.lower()}://{host}{port}" if parts.scheme else ""


def _whole(address: str) -> str:
    """The address with `#` as a sign like any other: it stands in stream ids and in passwords."""
    http = address.lower().startswith(("http://", "https://"))
    return address if http else address.replace("#", "%23")


def _without_scheme(text: str) -> tuple[str, dict[str, str]]:
    before, mark, query = text.partition("?")
    left, secrets = _split_query(query, by_name=True)
    if not secrets:
        return text, {}
    return f"{before}{mark if left else ''}{left}", secrets


def _split_key(scheme: str, path: str) -> tuple[str, str]:
    """An RTMP path is /application/key: all that follows the application is the key."""
    pieces = [piece for piece in path.split("/") if piece]
    if scheme in _STREAM_KEYS and len(pieces) > 1:
        return f"/{pieces[0]}", "/".join(pieces[1:])
    return path, ""


def _split_query(query: str, *, by_name: bool) -> tuple[str, dict[str, str]]:
    """The query without its secrets, as it was written; a secret field that is empty goes too."""
    kept, rest, secrets = [], [], {}
    for piece in query.split("&"):
        name, _, value = piece.partition("=")
        name = unquote_plus(name).strip()
        if not is_confidential(name):
            kept.append(piece)
        elif value and by_name and name.lower() in SRT_SECRETS:
            secrets[name.lower()] = unquote_plus(value)
        elif value:
            rest.append(piece)
    if rest:
        secrets[QUERY] = "&".join(rest)
    return "&".join(kept), secrets
