"""Addresses of feeds, and the secrets that must never stand in them (decision 35)."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

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


def with_secrets(address: str, secrets: dict[str, str]) -> str:
    """The address with its secrets put back, for the one engine that needs it whole."""
    parts = urlsplit(address)
    userinfo = secrets.get("userinfo", "")
    host = f"{quote(userinfo, safe=':')}@{parts.netloc}" if userinfo else parts.netloc
    fields = parse_qsl(parts.query, keep_blank_values=True)
    fields += [(name, value) for name, value in secrets.items() if name in SECRET_WORDS]
    return urlunsplit((parts.scheme, host, parts.path, urlencode(fields), parts.fragment))


def secret_names(address: str) -> tuple[str, ...]:
    """The names of the secrets that stand in an address."""
    return tuple(split_secrets(address)[1])
