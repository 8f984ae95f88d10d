"""From OBS's Hello to its Identified, and how one message is received."""

from __future__ import annotations

import struct
from typing import Final, TypeVar

import websocket

from control_panel.obs import wire
from control_panel.obs.dial import Dial
from control_panel.obs.faults import Closed, PasswordWanted, Stage
from control_panel.obs.protocol import RPC_VERSION, Close, authentication

M = TypeVar("M", wire.Hello, wire.Identified)
_LOOK_UP: Final = 0.25
"""Seconds after which a waiting read looks up."""


class Secret:
    """A password that no repr, log or traceback shows."""

    __slots__ = ("value",)

    def __init__(self, value: str | None) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "Secret(…)" if self.value else "Secret()"


def greet(link: websocket.WebSocket, dial: Dial, secret: Secret, mask: int) -> wire.Hello:
    """Identify to OBS, under the dial's deadline. Raises what faults.explain understands."""
    hello = _expect(link, dial, wire.Hello)
    dial.stage = Stage.IDENTIFY
    answer = ""
    if hello.asks_password:
        if secret.value is None:
            raise PasswordWanted
        answer = authentication(secret.value, hello.salt, hello.challenge)
    link.send(wire.identify(mask, answer))
    if _expect(link, dial, wire.Identified).rpc_version != RPC_VERSION:
        raise Closed(Close.UNSUPPORTED_RPC_VERSION, "")
    return hello


def receive(link: websocket.WebSocket) -> bytes | None:
    """One message; None where none came in time, or only a ping or pong. Raises Closed."""
    try:
        opcode, data = link.recv_data(control_frame=True)
    except websocket.WebSocketTimeoutException:
        return None
    if opcode == websocket.ABNF.OPCODE_CLOSE:
        code = struct.unpack("!H", data[:2])[0] if len(data) >= 2 else Close.ABNORMAL
        raise Closed(int(code), data[2:].decode(errors="replace"))
    if opcode in {websocket.ABNF.OPCODE_TEXT, websocket.ABNF.OPCODE_BINARY}:
        return bytes(data)
    return None


def _expect(link: websocket.WebSocket, dial: Dial, kind: type[M]) -> M:
    while True:
        link.settimeout(min(_LOOK_UP, dial.remaining()))
        text = receive(link)
        if text is None:
            continue
        message = wire.decode(text)
        if not isinstance(message, kind):
            raise wire.WireError(f"{kind.__name__} was expected")
        return message
