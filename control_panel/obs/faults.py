"""Why a link could not be made or was lost: one sentence for each cause."""

from __future__ import annotations

import errno
import socket
import ssl
from dataclasses import dataclass
from enum import Enum
from typing import Final

import websocket

from control_panel.obs.address import Address
from control_panel.obs.answers import LinkLoss
from control_panel.obs.protocol import OUR_FAULT, Close
from control_panel.obs.wire import WireError


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, in seconds, a link is waited for."""

    connect: float = 5.0
    """The whole way from the name to OBS's Identified."""
    silence: float = 5.0
    """Without any byte from OBS; then the link is lost."""
    ping: float = 2.0
    """Between two pings; OBS itself never pings."""


LIMITS: Final = Limits()

FINAL: Final = frozenset({"password", "version", "kicked"})
"""Reasons that trying again by itself cannot mend."""


class Stage(Enum):
    """How far a connection has come."""

    RESOLVE = "resolve"
    TCP = "tcp"
    TLS = "tls"
    UPGRADE = "upgrade"
    HELLO = "hello"
    IDENTIFY = "identify"
    UP = "up"


class Closed(Exception):
    """OBS closed the connection with a code."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"closed with {code}")
        self.code = code
        self.words = words


class PasswordWanted(Exception):
    """OBS asks for a password and none is known."""


class Expired(Exception):
    """The deadline passed, or nothing was heard for too long."""


CAUGHT: Final = (
    OSError,
    websocket.WebSocketException,
    WireError,
    Closed,
    PasswordWanted,
    Expired,
    UnicodeError,
)
"""Everything by which a link ends; any other exception is a bug, and ends it too."""


def explain(address: Address, stage: Stage, error: BaseException) -> LinkLoss:
    """The loss that an error at a stage means."""
    was_up = stage is Stage.UP
    if isinstance(error, Closed):
        return _closed(address, stage, error)
    if isinstance(error, PasswordWanted):
        return LinkLoss(f"OBS at {address} asks for a password.", 0, "password")
    if isinstance(error, Expired | TimeoutError | websocket.WebSocketTimeoutException):
        return LinkLoss(_EXPIRED[stage].format(address), 0, "silent", was_up)
    if was_up:
        return _lost(address, error)
    return _failed(address, stage, error)


_EXPIRED: Final = {
    Stage.RESOLVE: "The name of {} was not found in 5 s: check the network and the name.",
    Stage.TCP: "{} does not answer: check the address, the network and the firewall.",
    Stage.TLS: "{} took the connection, then said nothing: it may not be secure (wss); try ws.",
    Stage.UPGRADE: "{} took the connection, then said nothing: it is not OBS, or OBS hangs.",
    Stage.HELLO: "{} is a WebSocket server that does not greet as OBS 28 or newer does.",
    Stage.IDENTIFY: "OBS at {} greeted, then said nothing for 5 s: it may hang.",
    Stage.UP: "Nothing was heard from OBS at {} for 5 s: the network is down, or OBS hangs.",
}


def _closed(address: Address, stage: Stage, error: Closed) -> LinkLoss:
    code, was_up = error.code, stage is Stage.UP
    if code == Close.AUTHENTICATION_FAILED:
        return LinkLoss(f"OBS at {address} did not accept the password.", code, "password")
    if code == Close.UNSUPPORTED_RPC_VERSION:
        sentence = f"OBS at {address} speaks another protocol: OBS 28 or newer is needed."
        return LinkLoss(sentence, code, "version", was_up)
    if code == Close.SESSION_INVALIDATED:
        sentence = f"Somebody at OBS ({address}) ended this connection: connect again by hand."
        return LinkLoss(sentence, code, "kicked", was_up)
    if code in OUR_FAULT:
        sentence = f"OBS at {address} did not understand this panel ({code}: {error.words})."
        return LinkLoss(sentence, code, "not-understood", was_up)
    if code == Close.GOING_AWAY:
        return LinkLoss(f"OBS at {address} was closed.", code, "closed", was_up)
    if not was_up:
        sentence = f"{address} closed the connection before greeting: is it OBS 28 or newer?"
        return LinkLoss(sentence, code, "not-obs")
    return LinkLoss(f"OBS at {address} ended the connection ({code}).", code, "closed", was_up)


def _lost(address: Address, error: BaseException) -> LinkLoss:
    if isinstance(error, WireError):
        sentence = f"OBS at {address} sent what cannot be read: the connection is made again."
        return LinkLoss(sentence, 0, "not-understood", was_up=True)
    if isinstance(error, ConnectionResetError | BrokenPipeError | ConnectionAbortedError):
        return LinkLoss(f"The connection to OBS at {address} was cut.", 0, "cut", was_up=True)
    sentence = f"OBS at {address} is gone: the connection ended without a word."
    return LinkLoss(sentence, int(Close.ABNORMAL), "gone", was_up=True)


def _failed(address: Address, stage: Stage, error: BaseException) -> LinkLoss:
    if isinstance(error, ConnectionRefusedError):
        sentence = (
            f"Nothing answers at {address}: start OBS and switch on its WebSocket server "
            "(Tools, WebSocket Server Settings)."
        )
        return LinkLoss(sentence, 0, "refused")
    if isinstance(error, socket.gaierror | UnicodeError):
        return LinkLoss(f"There is no computer named {address.host} here.", 0, "name")
    if stage is Stage.TLS or isinstance(error, ssl.SSLError):
        return _insecure(address, error)
    if isinstance(error, OSError) and error.errno in _UNREACHABLE:
        return LinkLoss(f"There is no way to {address}: check the network.", 0, "unreachable")
    return _not_obs(address, stage, error)


_UNREACHABLE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})


def _insecure(address: Address, error: BaseException) -> LinkLoss:
    if isinstance(error, ssl.SSLCertVerificationError):
        sentence = f"The certificate of {address} is not trusted: {error.verify_message}."
        return LinkLoss(sentence, 0, "certificate")
    return LinkLoss(f"{address} does not speak TLS: use ws, not wss.", 0, "tls")


def _not_obs(address: Address, stage: Stage, error: BaseException) -> LinkLoss:
    if isinstance(error, websocket.WebSocketBadStatusException):
        sentence = f"{address} is a web server ({error.status_code}), not OBS: check the port."
    elif stage in {Stage.HELLO, Stage.IDENTIFY} and isinstance(error, WireError):
        sentence = f"{address} is a WebSocket server, but not that of OBS 28 or newer."
    elif stage is Stage.UPGRADE:
        sentence = f"{address} is not OBS, or it wants a secure connection (wss): check the port."
    elif stage is Stage.TCP:
        sentence = f"{address} cannot be reached: check the address and the network."
    else:
        sentence = f"{address} ended the connection before greeting: is it OBS 28 or newer?"
    return LinkLoss(sentence, 0, "not-obs")
