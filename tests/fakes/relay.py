"""A TCP relay in front of a real server, which can go half-open, cut, and stay mute."""

from __future__ import annotations

import selectors
import socket
import struct
import threading


class Relay:
    """Passes bytes both ways until it is told not to; `port` is where clients come."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._held = threading.Event()
        """Set: nothing is read or written, with all sockets open."""
        self._turn = threading.RLock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._wake, self._woken = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)
        self.accepted = 0

    def __enter__(self) -> Relay:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended = True
        self._held.clear()
        self._poke()
        self._thread.join(5)
        with self._turn:
            for pair in self._pairs:
                for sock in pair:
                    sock.close()
        self._selector.close()
        for sock in (self._listener, self._wake, self._woken):
            sock.close()

    def hold(self) -> None:
        """Go half-open: stop reading and writing; new clients are taken and left alone."""
        self._held.set()
        self._poke()

    def release(self) -> None:
        """Pass on again, what was held too."""
        self._held.clear()
        self._poke()

    def cut(self) -> None:
        """Reset every connection (RST to both sides)."""
        with self._turn:
            for pair in list(self._pairs):
                for sock in pair:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self._drop(pair)

    def _poke(self) -> None:
        self._wake.send(b"!")

    def _run(self) -> None:
        while not self._ended:
            for key, _ in self._selector.select(1.0):
                if key.fileobj is self._woken:
                    self._woken.recv(16)
                elif self._held.is_set():
                    self._idle()
                elif key.fileobj is self._listener:
                    self._accept()
                else:
                    self._pass_on(key.fileobj)

    def _idle(self) -> None:
        """While held, look at nothing but the way to be woken."""
        while self._held.is_set() and not self._ended:
            with selectors.DefaultSelector() as only:
                only.register(self._woken, selectors.EVENT_READ)
                if only.select(1.0):
                    self._woken.recv(16)

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        self.accepted += 1
        server = socket.create_connection(self._target, timeout=5)
        with self._turn:
            self._pairs.append((client, server))
            for sock in (client, server):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._selector.register(sock, selectors.EVENT_READ)

    def _pass_on(self, source: object) -> None:
        with self._turn:
            pair = next((p for p in self._pairs if source in p), None)
            if pair is None or not isinstance(source, socket.socket):
                return
            other = pair[1] if source is pair[0] else pair[0]
            try:
                data = source.recv(65536)
                other.sendall(data)
            except OSError:
                data = b""
            if not data:
                self._drop(pair)

    def _drop(self, pair: tuple[socket.socket, socket.socket]) -> None:
        if pair not in self._pairs:
            return
        self._pairs.remove(pair)
        for sock in pair:
            try:
                self._selector.unregister(sock)
            except KeyError:
                continue
            finally:
                sock.close()
