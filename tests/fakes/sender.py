"""Field feeds for tests: small pictures, prepared once a session, ended with the test."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from control_panel.demo.senders import FieldFeed, Sender, prepare
from control_panel.show.sources import Expected, Feed

SMALL = FieldFeed("small", width=320, height=180, kbps=300, key_frames=10)


class Field:
    """Makes senders; what it made is stopped at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._senders: list[Sender] = []

    def sender(
        self,
        field: FieldFeed,
        port: int = 0,
        *,
        passphrase: str = "",
        key: str = "demo",
        latency_ms: int = 200,
    ) -> Sender:
        """A sender that sends already."""
        small = replace(field, width=SMALL.width, height=SMALL.height, key_frames=SMALL.key_frames)
        sender = Sender(
            small,
            prepare(small, self._folder),
            port,
            passphrase=passphrase,
            key=key,
            latency_ms=latency_ms,
        )
        self._senders.append(sender)
        sender.start()
        return sender

    def stop(self) -> None:
        """Stop all; one that a test stopped in its tracks too."""
        for sender in self._senders:
            resume(sender)
            sender.stop(0.0)


@contextmanager
def in_the_field(folder: Path) -> Iterator[Field]:
    """Senders for one test."""
    field = Field(folder)
    try:
        yield field
    finally:
        field.stop()


def feed_of(sender: Sender, *, gateway: bool = True, expected: Expected | None = None) -> Feed:
    """The feed that the panel is to receive from a sender."""
    return Feed(
        name=sender.field.name,
        primary=sender.address,
        gateway=gateway,
        expected=expected or Expected(),
    )


def freeze(sender: Sender) -> None:
    """Stop a sender in its tracks: connected, and not a byte comes."""
    if sys.platform != "win32":
        os.kill(sender.pid, signal.SIGSTOP)


def resume(sender: Sender) -> None:
    """Let it go on."""
    with suppress(ProcessLookupError):
        if sys.platform != "win32" and (pid := sender.pid):
            os.kill(pid, signal.SIGCONT)
