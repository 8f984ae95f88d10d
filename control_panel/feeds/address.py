"""Addresses of feeds: taken apart as pasted, secrets split off, rendered for each engine.

Latency is kept in milliseconds; ffmpeg and OBS want it in microseconds, VLC in milliseconds:
this is the one place that knows (feeds.md 0.3). An address never holds a secret (decision 35).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import quote, unquote_plus, urlsplit

from control_panel.errors import Refused
from control_panel.show.addresses import QUERY, SRT_SECRETS, UNREADABLE, split_secrets

SCHEMES = ("srt", "rtmp", "rtmps", "udp", "rtp", "http", "https", "rtsp")
LATENCY_SANE_MS = 20_000
"""A latency above this was surely meant in microseconds."""


class Direction(StrEnum):
    """Who opens the connection."""

    CALL = "call"
    LISTEN = "listen"


@dataclass(frozen=True, slots=True)
class Address:
    """An address without its secrets.

    `query` holds what is neither latency nor mode: name and value as they were written.
    """

    scheme: str
    host: str
    port: int | None = None
    path: str = ""
    query: tuple[tuple[str, str], ...] = ()
    direction: Direction = Direction.CALL

    def __str__(self) -> str:
        query = list(self.query)
        if self.direction is Direction.LISTEN and self.scheme == "srt":
            query.insert(0, ("mode", "listener"))
        elif self.direction is Direction.LISTEN and self.scheme == "rtmp":
            query.insert(0, ("listen", "1"))
        return _url(self, query=query)


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted address was made of; `secrets` belong in the keyring, under these names."""

    address: Address
    secrets: Mapping[str, str]
    latency_ms: int | None = None

    def __repr__(self) -> str:
        return f"Pasted({self.address}, secrets={sorted(self.secrets)})"


def take_apart(text: str) -> Pasted:
    """Take a pasted address apart; Refused with a sentence where it is none."""
    text = text.strip()
    clean, secrets = split_secrets(text)
    try:
        parts = urlsplit(clean)
        port = parts.port
    except ValueError as error:
        raise Refused(f"This is not an address: {clean[:40]}.", reason="address") from error
    if UNREADABLE in secrets:
        raise Refused("This is not an address: it cannot be read.", reason="address")
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        raise Refused(f"An address begins with {', '.join(SCHEMES)}://.", reason="address")
    written = [piece.partition("=")[::2] for piece in parts.query.split("&") if piece]
    own = {"latency", "mode", "listen"} if scheme in {"srt", "rtmp"} else set()
    said = {_plain(name): unquote_plus(value) for name, value in written if _plain(name) in own}
    _checked_mode(scheme, said.get("mode", "caller"))
    address = Address(
        scheme=scheme,
        host=(parts.hostname or "").lstrip("@"),
        port=port,
        path=parts.path,
        direction=_direction(scheme, parts.hostname or "", said),
        query=tuple((name, value) for name, value in written if _plain(name) not in own),
    )
    if scheme in {"srt", "udp", "rtp"} and not port:
        raise Refused(f"A {scheme} address needs a port.", reason="address")
    return Pasted(address, secrets, _latency(said.get("latency")))


def _plain(name: str) -> str:
    """The name of a query field, whatever its case and quoting."""
    return unquote_plus(name).strip().lower()


def _checked_mode(scheme: str, mode: str) -> None:
    """Who calls must be told as it is meant: neither guessed nor left out."""
    if scheme == "srt" and mode == "rendezvous":
        raise Refused(
            "SRT's rendezvous mode is not supported: let one side call and the other listen.",
            reason="mode",
        )
    if scheme == "srt" and mode not in {"caller", "listener"}:
        raise Refused("The mode of an SRT address is caller or listener.", reason="mode")


def _direction(scheme: str, host: str, query: Mapping[str, str]) -> Direction:
    """SRT listens by its mode or where no host is named; RTMP where the host is ours."""
    anywhere = host in {"", "0.0.0.0", "::"}  # noqa: S104 (compared with, not bound to)
    listens = {
        "srt": query.get("mode") == "listener" or (anywhere and "mode" not in query),
        "rtmp": query.get("listen") == "1" or anywhere,
        "udp": True,
        "rtp": True,
    }
    return Direction.LISTEN if listens.get(scheme, False) else Direction.CALL


def _latency(text: str | None) -> int | None:
    """Milliseconds; what is far too long for that was meant in microseconds."""
    if text is None or not text.isdecimal():
        return None
    value = int(text)
    return value // 1000 if value > LATENCY_SANE_MS else value


def for_ffmpeg(
    address: Address, secrets: Mapping[str, str], latency_ms: int
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The URL, which may hold secrets, and the input options that belong to it."""
    query = [*address.query]
    options: list[tuple[str, str]] = []
    if address.scheme == "srt":
        mode = "listener" if address.direction is Direction.LISTEN else "caller"
        query = [("mode", mode), ("latency", str(latency_ms * 1000)), *query]
        # libsrt takes them as they are and decodes nothing: in the address they would be quoted.
        options += [(n, secrets[n]) for n in SRT_SECRETS if n in secrets]
    elif address.scheme in {"udp", "rtp"}:
        query = [("fifo_size", "50000"), ("overrun_nonfatal", "1"), *query]
    elif address.direction is Direction.LISTEN:
        options.append(("listen", "1"))
    shown = replace(address, host=address.host or "0.0.0.0") if _serves(address) else address  # noqa: S104 (a listener asked for by the address)
    return _url(shown, secrets, query), tuple(options)


def _serves(address: Address) -> bool:
    return address.direction is Direction.LISTEN


def for_vlc(
    address: Address, secrets: Mapping[str, str], latency_ms: int
) -> tuple[str, tuple[str, ...]]:
    """The MRL and libVLC's media options; both may hold secrets."""
    options = [f":network-caching={max(latency_ms, 300)}"]
    query = [*address.query]
    if address.scheme == "srt":
        mode = [("mode", "listener")] if address.direction is Direction.LISTEN else []
        query = [*mode, ("latency", str(latency_ms)), *query]
        options += [f":{n}={secrets[n]}" for n in SRT_SECRETS if n in secrets]
    if address.scheme in {"udp", "rtp"}:
        return f"{address.scheme}://@{_host(address)}:{address.port}", tuple(options)
    return _url(address, secrets, query), tuple(options)


def _url(
    address: Address,
    secrets: Mapping[str, str] | None = None,
    query: list[tuple[str, str]] | None = None,
) -> str:
    secrets = secrets or {}
    user = quote(secrets.get("user", ""), safe="")
    if "password" in secrets:
        user += ":" + quote(secrets["password"], safe="")
    path = address.path
    if "key" in secrets and address.scheme in {"rtmp", "rtmps"}:
        path = f"{path.rstrip('/')}/{secrets['key']}"
    written = [f"{name}={value}" if value else name for name, value in query or []]
    text = "&".join([*written, *filter(None, [secrets.get(QUERY)])])
    port = f":{address.port}" if address.port is not None else ""
    return (
        f"{address.scheme}://{user}{'@' if user else ''}{_host(address)}{port}{path}"
        f"{'?' if text else ''}{text}"
    )


def _host(address: Address) -> str:
    return f"[{address.host}]" if ":" in address.host else address.host
