"""A bad line: a UDP relay on the loopback that loses and delays packets, always the same ones."""

from __future__ import annotations

import heapq
import random
import socket
import threading
import time

_SMALL_WAIT_S = 0.002


class LossyLine:
    """Takes packets at `port` and passes them on to `target`, and the answers back.

    `loss`: share of the packets lost each way; `delay_s` and `jitter_s`: each way, in seconds.
    """

    def __init__(
        self, target: int, *, loss: float, delay_s: float = 0.025, jitter_s: float = 0.005
    ) -> None:
        self._far = ("127.0.0.1", target)
        self._near: tuple[str, int] | None = None
        self._loss, self._delay_s, self._jitter_s = loss, delay_s, jitter_s
        self._chance = random.Random(7)
        self._here, self._there = _socket(), _socket()
        self.port: int = self._here.getsockname()[1]
        self.lost = self.passed = 0
        self._waiting: list[tuple[float, int, bytes, bool]] = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="lossy line", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Cut the line."""
        self._stopping.set()
        self._thread.join()
        self._here.close()
        self._there.close()

    def _run(self) -> None:
        while not self._stopping.wait(_SMALL_WAIT_S):
            self._take(self._here, outward=True)
            self._take(self._there, outward=False)
            while self._waiting and self._waiting[0][0] <= time.monotonic():
                self._pass(*heapq.heappop(self._waiting)[2:])

    def _take(self, end: socket.socket, *, outward: bool) -> None:
        while True:
            try:
                packet, sender = end.recvfrom(4096)
            except BlockingIOError:
                return
            if outward:
                self._near = sender
            if self._chance.random() < self._loss:
                self.lost += 1
                continue
            self.passed += 1
            due = time.monotonic() + self._delay_s + self._chance.uniform(-1, 1) * self._jitter_s
            heapq.heappush(self._waiting, (due, self.passed, packet, outward))

    def _pass(self, packet: bytes, outward: bool) -> None:
        if outward:
            self._there.sendto(packet, self._far)
        elif self._near is not None:
            self._here.sendto(packet, self._near)


def _socket() -> socket.socket:
    end = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    end.bind(("127.0.0.1", 0))
    end.setblocking(False)
    return end
