"""One attempt of a gateway to receive: its program, what that says, what came of it.

What the program says comes on a thread of its own; it is carried out in the main thread. A program
that says very much is heard in part: nothing it says may keep the window busy.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Protocol
from urllib.parse import quote

from control_panel.feeds import gateway_words
from control_panel.feeds.gateway_command import GatewayCommand
from control_panel.feeds.gateway_wish import Wish
from control_panel.feeds.gateway_words import Told
from control_panel.feeds.warden import Adoption, Program, adopt_program, start_program
from control_panel.instant import Instant

_log = logging.getLogger(__name__)

PATIENCE_S = 0.5
"""What the program gets to end by itself."""
END_WITHIN = timedelta(seconds=2)
"""A warden that was asked to end its program and has not by then is killed."""
LINES_A_SECOND = 20

Post = Callable[[Callable[[], None]], None]
"""Carries a call out in the main thread."""


class Hears(Protocol):
    """Whom an attempt tells, in the main thread."""

    def on_started(self, attempt: Attempt) -> None:
        """What an earlier panel left was taken over."""

    def on_received(self, attempt: Attempt) -> None:
        """Something came."""

    def on_said(self, attempt: Attempt, line: str) -> None:
        """The program wrote a line that is no figure."""

    def on_ended(self, attempt: Attempt, code: int) -> None:
        """The program has ended, or its warden was lost."""


class Attempt:
    """One program, from its start or its adoption to its end; `program` is set right after."""

    program: Program

    def __init__(
        self, wish: Wish, at: Instant, hears: Hears, post: Post, left: Adoption | None = None
    ) -> None:
        """`left`: what is taken over; None where the program is started."""
        self.began_at = at
        self.heard_at: Instant | None = None
        self.adopting = left is not None
        self._left = left
        self._asked_at: Instant | None = None
        self._told: Told | None = None
        self._raw = ""
        self._wish = wish
        self._hears = hears
        self._post = post
        self._closed = False
        self._telling = threading.Lock()
        self._second, self._lines = 0, 0

    # -- in the main thread

    @property
    def name(self) -> str:
        """What it is called in the log."""
        return f"gateway {self._wish.feed.name}"

    @property
    def adoption(self) -> Adoption | None:
        """What the next panel needs to take it over."""
        return self.program.adoption or self._left

    @property
    def left(self) -> Adoption | None:
        """At its end: what was lost without a word, and may still send; None: it is gone."""
        return None if self.program.gone else self.adoption

    @property
    def asked(self) -> bool:
        """Whether it was asked to end: what it says then is of no interest any more."""
        return self._asked_at is not None

    def ask_to_end(self, now: Instant, patience_s: float = PATIENCE_S) -> None:
        """Ask it to end; its end is told."""
        self.program.ask_to_stop(patience_s)
        self._asked_at = now

    def look(self, now: Instant) -> None:
        """Kill the warden where it does not do what it was asked to."""
        if self._asked_at is not None and now.since(self._asked_at) > END_WITHIN:
            _log.warning("%s does not end; its warden is killed", self.name)
            self._asked_at = now
            self.program.kill()

    def let_go(self) -> None:
        """Turn away from it and hear it no more: nothing is told once this returns."""
        with self._telling:
            self._closed = True
        self.program.let_go()

    def take_in(self, line: str) -> Told | None:
        """Remember what a line says of a failure; what it told, where that is the gravest yet."""
        passphrase = "passphrase" in self._wish.secrets
        told = gateway_words.told(line, self._wish.address, passphrase=passphrase)
        if told is None:
            self._raw = self._raw or gateway_words.raw(line)
            return None
        return self.tell(told)

    def tell(self, told: Told) -> Told | None:
        """Remember a failure; None where a graver one is known."""
        if self._told is not None and told.weight < self._told.weight:
            return None
        self._told = told
        return told

    def why(self) -> tuple[str, str]:
        """Why it ended, for people; and the program's words, where no better ones are known."""
        if self.program.failed:
            return gateway_words.not_started(self.program.failed), ""
        if self.heard_at is not None:
            return gateway_words.ENDED, ""
        if self._told is not None:
            return self._told.sentence, ""
        return gateway_words.UNKNOWN, self._raw

    # -- in the program's thread

    def start(self) -> None:
        """It was taken over."""
        self._tell(partial(self._hears.on_started, self))

    def line(self, line: str) -> None:
        """A line: news of progress, a figure, or something said."""
        name, equals, _ = line.partition("=")
        if name == "progress" and equals:
            self._tell(partial(self._hears.on_received, self))
        elif not (equals and name.replace("_", "").isalnum()) and self._is_few():
            self._tell(partial(self._hears.on_said, self, without(line, self._wish.secrets)))

    def end(self, code: int) -> None:
        """The program has ended."""
        self._tell(partial(self._hears.on_ended, self, code))

    def _tell(self, call: Callable[[], None]) -> None:
        # Under the lock: whom `post` reaches may be gone right after `let_go`.
        with self._telling:
            if not self._closed:
                self._post(call)

    def _is_few(self) -> bool:
        """Whether this line is one of the first of its second."""
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._lines = second, 0
        self._lines += 1
        return self._lines <= LINES_A_SECOND


def taken_over(left: Adoption, wish: Wish, now: Instant, hears: Hears, post: Post) -> Attempt:
    """The attempt that takes over what an earlier panel left; its outcome is told."""
    attempt = Attempt(wish, now, hears, post, left)
    attempt.program = adopt_program(
        left, name=attempt.name, on_line=attempt.line, on_start=attempt.start, on_end=attempt.end
    )
    return attempt


def started(
    command: GatewayCommand, grace: timedelta, wish: Wish, now: Instant, hears: Hears, post: Post
) -> Attempt:
    """An attempt whose program is being started; that it could not be is its end."""
    attempt = Attempt(wish, now, hears, post)
    attempt.program = start_program(
        command.argv,
        name=attempt.name,
        stdin_secret=command.stdin,
        on_line=attempt.line,
        on_end=attempt.end,
        grace=grace.total_seconds(),
        mark=command.mark(secrets.token_hex(16)),
        blocking=False,
    )
    return attempt


def without(line: str, named: Mapping[str, str]) -> str:
    """The line without these secrets, however ffmpeg may have quoted or divided them."""
    parts = [*named.get("key", "").split("/"), *named.get("query", "").split("&")]
    values = [part.partition("=")[2] for part in parts]
    for secret in (*named.values(), *parts, *values):
        if len(secret) > 2:
            line = line.replace(secret, "…").replace(quote(secret, safe=""), "…")
    return line
