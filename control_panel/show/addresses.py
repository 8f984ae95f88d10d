"""Addresses of feeds, and the secrets that must never stand in them (decision 35)."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

SECRET_WORDS = ("passphrase", "streamid", "key", "token")
"""Query fields of an address that are secrets."""


def split_secrets(address: str) -> tuple[str, dict[str, str]]:
    """The address without its secrets, and the secrets by name (`userinfo`, `passphrase` …).

    What cannot be read as an address with a scheme is given back as it is.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, {}
    if not parts.scheme or "://" not in address:
        return address, {}
    secrets: dict[str, str] = {}
    userinfo, at, host = parts.netloc.rpartition("@")
    if at:
        secrets["userinfo"] = unquote(userinfo)
    kept = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name.lower() in SECRET_WORDS:
            secrets[name.lower()] = value
        else:
            kept.append((name, value))
    if not secrets:
        return address, {}
    clean = urlunsplit((parts.scheme, host, parts.path, urlencode(kept), parts.fragment))
    return clean, secrets


def secret_names(address: str) -> tuple[str, ...]:
    """The names of the secrets that stand in an address."""
    return tuple(split_secrets(address)[1])
