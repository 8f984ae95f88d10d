"""A connected socket as websocket-client wants one: quick ACKs, safe under TLS, bounded sends."""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
import sys
import threading
import time
from typing import Final

HAS_QUICKACK: Final = hasattr(socket, "TCP_QUICKACK")
SEND_LIMIT: Final = 5.0
"""Seconds that a full send window is waited for."""
_TICK: Final = 0.25
"""Seconds after which a waiting read looks up."""


class Transport:
    """A socket that two threads use, one to read and one to write.

    OBS's socket runs Nagle against our delayed ACK; an ACK at once after every receive takes
    42 ms off each second message (decision 9).
    """

    def __init__(self, sock: socket.socket, *, quick_ack: bool = HAS_QUICKACK) -> None:
        self._sock = sock
        self._tls = isinstance(sock, ssl.SSLSocket)
        # OpenSSL's object may not be read and written at the same time.
        self._turn = threading.Lock()
        self._quick_ack = quick_ack and HAS_QUICKACK
        self._timeout: float | None = _TICK
        self.heard = time.monotonic()
        """The monotonic second of the last bytes."""
        sock.settimeout(0.0 if self._tls else _TICK)
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 5000)
        self._acknowledge()

    def recv(self, size: int) -> bytes:
        """Bytes that arrived; empty when the other side closed. Raises TimeoutError."""
        data = self._recv_tls(size) if self._tls else self._sock.recv(size)
        if data:
            self.heard = time.monotonic()
        self._acknowledge()
        return data

    def send(self, data: bytes) -> int:
        """Send all. Raises TimeoutError where the window stays full."""
        until = time.monotonic() + SEND_LIMIT
        left = memoryview(data)
        while left:
            left = left[self._send_some(left) :]
            if left and time.monotonic() > until:
                raise TimeoutError("the send window stays full")
        return len(data)

    def settimeout(self, seconds: float | None) -> None:
        """How long a read may wait (websocket-client sets it)."""
        self._timeout = seconds
        if not self._tls:
            self._sock.settimeout(seconds)

    def gettimeout(self) -> float | None:
        """How long a read may wait."""
        return self._timeout

    def fileno(self) -> int:
        """The descriptor."""
        return self._sock.fileno()

    def shutdown(self, how: int = socket.SHUT_RDWR) -> None:
        """Wake whoever waits on this socket; nothing more comes or goes."""
        with contextlib.suppress(OSError):
            # The plain socket's own: TLS would want to say goodbye, and wait.
            socket.socket.shutdown(self._sock, how)

    def close(self) -> None:
        """Give the descriptor back."""
        with contextlib.suppress(OSError):
            self._sock.close()

    def _acknowledge(self) -> None:
        if self._quick_ack:
            with contextlib.suppress(OSError):
                self._sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    def _recv_tls(self, size: int) -> bytes:
        until = time.monotonic() + (self._timeout if self._timeout is not None else 1e9)
        while True:
            with self._turn, contextlib.suppress(ssl.SSLWantReadError, ssl.SSLWantWriteError):
                return self._sock.recv(size)
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError("nothing came")
            wait_readable(self._sock, left)

    def _send_some(self, data: memoryview) -> int:
        try:
            with self._turn if self._tls else contextlib.nullcontext():
                return self._sock.send(data)
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            wait_writable(self._sock, _TICK)
        except TimeoutError:
            pass
        return 0


def wait_readable(sock: socket.socket, seconds: float) -> bool:
    """Whether bytes, or the end, arrive within so many seconds."""
    return _wait(sock, selectors.EVENT_READ, seconds)


def wait_writable(sock: socket.socket, seconds: float) -> bool:
    """Whether the socket takes bytes, or failed, within so many seconds."""
    return _wait(sock, selectors.EVENT_WRITE, seconds)


def _wait(sock: socket.socket, what: int, seconds: float) -> bool:
    with selectors.DefaultSelector() as selector:
        selector.register(sock, what)
        return bool(selector.select(max(0.0, seconds)))
