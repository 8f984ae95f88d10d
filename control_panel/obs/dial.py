"""The way to OBS: name, TCP, TLS and upgrade under one deadline that nothing outlasts."""

from __future__ import annotations

import contextlib
import errno
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import websocket

from control_panel.obs.address import Address
from control_panel.obs.faults import LIMITS, Expired, Limits, Stage
from control_panel.obs.protocol import SUBPROTOCOL
from control_panel.obs.transport import HAS_QUICKACK, Transport, wait_writable

_SLICE: Final = 0.1
"""Seconds after which a waiting dial looks whether it is still wanted."""

Resolve = Callable[[str, int], list[tuple[Any, ...]]]


def resolve(host: str, port: int) -> list[tuple[Any, ...]]:
    """The addresses of a name, as getaddrinfo gives them. Raises OSError; may block for long."""
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


@dataclass(slots=True)
class Dial:
    """One attempt to reach OBS; used from one thread, given up from another."""

    address: Address
    limits: Limits = LIMITS
    resolve: Resolve = resolve
    tls: ssl.SSLContext | None = None
    quick_ack: bool = HAS_QUICKACK
    stage: Stage = Stage.RESOLVE
    given_up: threading.Event = field(default_factory=threading.Event)
    _until: float = 0.0
    _raw: socket.socket | None = None

    def connect(self) -> tuple[websocket.WebSocket, Transport]:
        """Go all the way to the WebSocket. Raises what faults.explain understands."""
        self._until = time.monotonic() + self.limits.connect
        try:
            self._raw = sock = self._tcp(self._found())
            if self.address.secure:
                sock = self._secured(sock)
            transport = Transport(sock, quick_ack=self.quick_ack)
            return self._upgraded(transport), transport
        except BaseException:
            if self._raw is not None:
                self._raw.close()
            raise

    def give_up(self) -> None:
        """Make the attempt end soon, from whatever thread."""
        self.given_up.set()
        raw = self._raw
        if raw is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(raw, socket.SHUT_RDWR)

    def remaining(self) -> float:
        """Seconds left. Raises Expired."""
        left = self._until - time.monotonic()
        if left <= 0 or self.given_up.is_set():
            raise Expired
        return left

    def _found(self) -> list[tuple[Any, ...]]:
        """Ask for the name in a thread of its own, for nothing can interrupt a resolver."""
        box: queue.SimpleQueue[list[tuple[Any, ...]] | OSError | UnicodeError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                box.put(self.resolve(self.address.host.strip("[]"), self.address.port))
            except (OSError, UnicodeError) as error:
                box.put(error)

        threading.Thread(target=ask, name="obs-resolve", daemon=True).start()
        while True:
            with contextlib.suppress(queue.Empty):
                found = box.get(timeout=min(_SLICE, self.remaining()))
                if isinstance(found, OSError | UnicodeError):
                    raise found
                return found

    def _tcp(self, found: list[tuple[Any, ...]]) -> socket.socket:
        """The first of the name's addresses that answers."""
        self.stage = Stage.TCP
        failure: OSError = OSError(errno.EHOSTUNREACH, "no address")
        for place, (family, kind, protocol, _, where) in enumerate(found):
            share = self.remaining() / (len(found) - place)
            try:
                return self._try(socket.socket(family, kind, protocol), where, share)
            except OSError as error:
                failure = error
        raise failure

    def _try(self, sock: socket.socket, where: Any, share: float) -> socket.socket:
        try:
            sock.settimeout(0.0)
            _check(sock.connect_ex(where), _UNDER_WAY)
            self._wait_connected(sock, time.monotonic() + share)
            _check(sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
        except BaseException:
            sock.close()
            raise
        return sock

    def _wait_connected(self, sock: socket.socket, until: float) -> None:
        while not wait_writable(sock, min(_SLICE, self.remaining())):
            if time.monotonic() > until:
                raise TimeoutError

    def _secured(self, sock: socket.socket) -> socket.socket:
        self.stage = Stage.TLS
        context = self.tls or ssl.create_default_context()
        sock.settimeout(self.remaining())
        name = self.address.host.strip("[]")
        secured = context.wrap_socket(sock, server_hostname=name, do_handshake_on_connect=False)
        self._raw = secured
        secured.settimeout(self.remaining())
        secured.do_handshake()
        return secured

    def _upgraded(self, transport: Transport) -> websocket.WebSocket:
        self.stage = Stage.UPGRADE
        # json.loads rejects bad UTF-8 anyway; the library's own check costs 27 ms at 100 kB.
        link = websocket.WebSocket(skip_utf8_validation=True, enable_multithread=True)
        transport.settimeout(self.remaining())
        link.connect(  # type: ignore[no-untyped-call]  # the library has no hints here
            self.address.url,
            socket=transport,
            subprotocols=[SUBPROTOCOL],
            suppress_origin=True,
            redirect_limit=0,
        )
        self.stage = Stage.HELLO
        return link


_UNDER_WAY: Final = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK})


def _check(code: int, fine: frozenset[int] = frozenset({0})) -> None:
    if code not in fine:
        raise OSError(code, errno.errorcode.get(code, ""))
