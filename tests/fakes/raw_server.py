"""A TCP server that says what a test wants and is no OBS."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

Talk = Callable[[socket.socket, threading.Event], None]


class RawServer:
    """Runs `talk(socket, ended)` for each client, on a thread of its own."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self.port = int(self._listener.getsockname()[1])
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._run, name="raw-server", daemon=True)]
        self.accepted = 0

    def __enter__(self) -> RawServer:
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(5)
        self._listener.close()

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                client, _ = self._listener.accept()
            except TimeoutError:
                continue
            self.accepted += 1
            thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        with client:
            try:
                self._talk(client, self._ended)
            except OSError:
                return


def silent(client: socket.socket, ended: threading.Event) -> None:
    """Take the connection and say nothing."""
    ended.wait(30)


def says(text: bytes) -> Talk:
    """Say something at once, then wait."""

    def talk(client: socket.socket, ended: threading.Event) -> None:
        client.sendall(text)
        ended.wait(30)

    return talk


def drips(text: bytes, every: float) -> Talk:
    """Say it one byte after another, so that no single wait is long."""

    def talk(client: socket.socket, ended: threading.Event) -> None:
        for byte in text:
            client.sendall(bytes([byte]))
            if ended.wait(every):
                return

    return talk


def hangs_up(client: socket.socket, ended: threading.Event) -> None:
    """Close at once."""
