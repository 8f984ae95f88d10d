"""Where an OBS listens, as a person writes it and as a socket wants it (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from control_panel.errors import Refused

DEFAULT_PORT: Final = 4455
_SCHEMES: Final = {"ws": False, "obsws": False, "wss": True, "obswss": True}


@dataclass(frozen=True, slots=True)
class Address:
    """An OBS on the network; `secure`: by TLS; `path`: where a proxy wants one."""

    host: str
    port: int = DEFAULT_PORT
    secure: bool = False
    path: str = ""

    def __str__(self) -> str:
        return f"{self.bracketed}:{self.port}"

    @property
    def bracketed(self) -> str:
        """The host as a URL wants it: an IPv6 address stands in brackets."""
        bare = self.host.strip("[]")
        return f"[{bare}]" if ":" in bare else bare

    @property
    def url(self) -> str:
        """The WebSocket URL."""
        scheme = "wss" if self.secure else "ws"
        return f"{scheme}://{self.bracketed}:{self.port}/{self.path.lstrip('/')}"


def parse_address(text: str) -> tuple[Address, str | None]:
    """Read `host`, `host:port` or a ws, wss, obsws or obswss URL; OBS's own carry a password.

    Raises Refused with what is wrong.
    """
    text = text.strip()
    scheme, mark, rest = text.partition("://")
    if not mark:
        scheme, rest = "ws", text
    if scheme.lower() not in _SCHEMES:
        raise Refused(f"“{scheme}” is not a way to reach OBS: write host:port, ws:// or wss://.")
    secure = _SCHEMES[scheme.lower()]
    if mark:
        return _split(rest, secure=secure, secret_in_path=scheme.lower().startswith("obs"))
    if rest.count(":") > 1 and not rest.startswith("["):
        rest = f"[{rest}]"
    return _split(rest, secure=secure, secret_in_path=False)


def _split(rest: str, *, secure: bool, secret_in_path: bool) -> tuple[Address, str | None]:
    try:
        parts = urlsplit(f"//{rest}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or port == 0:
        # The text may hold a password: it is not repeated.
        raise Refused("This is not an address: write for example localhost:4455.")
    port = port or (443 if secure else DEFAULT_PORT)
    path = parts.path.strip("/")
    if secret_in_path:
        return Address(host, port, secure), unquote(path) or None
    password = unquote(parts.password) if parts.password else None
    return Address(host, port, secure, path), password
