"""One connection to OBS from its first byte to its last: reader, writer, deadlines.

Two threads of its own. The reader goes all the way to Identified, then parses and hands on; the
writer empties a queue by priority. The supervisor's thread calls `tick` ten times a second and so
keeps the deadlines. A link ends once, by whoever notices first, and is not used again.
"""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Final, Protocol

from control_panel.errors import LinkError
from control_panel.instant import Instant
from control_panel.obs import wire
from control_panel.obs.answers import Clock, LinkLoss, LinkLost, ObsResult, Reply
from control_panel.obs.dial import Dial
from control_panel.obs.faults import (
    CAUGHT,
    Expired,
    Stage,
    explain,
)
from control_panel.obs.greeting import Secret, greet, receive
from control_panel.obs.pending import Pending, Waiting, fail, settle
from control_panel.obs.protocol import (
    OUR_FAULT,
    READ_DEADLINE,
    Priority,
)
from control_panel.obs.transport import Transport
from control_panel.obs.writer import Writer

_log = logging.getLogger(__name__)

_LONGEST_TICK: Final = 0.5
"""Seconds of silence that one tick may count: a panel that was stopped judges nobody."""
_GOODBYE: Final = 0.3
"""Seconds that a close frame, ours or OBS's, may take."""


class Told(Protocol):
    """Who hears of a link; every call comes on one of the link's own threads."""

    def up(self, link: Link) -> None:
        """OBS is identified and its version known."""

    def event(self, link: Link, event: wire.Event, received: Instant) -> None:
        """Something happened in OBS."""


class Link:
    """One connection to OBS."""

    def __init__(
        self, generation: int, dial: Dial, secret: Secret, mask: int, clock: Clock, told: Told
    ) -> None:
        self.generation = generation
        self.pending = Pending(generation)
        self.over = threading.Event()
        self.loss: LinkLoss | None = None
        self.hello: wire.Hello | None = None
        self.version: dict[str, Any] = {}
        """GetVersion's answer."""
        self.up_at: float | None = None
        """The monotonic second since which it can be used."""
        self._dial = dial
        self._secret = secret
        self._mask = mask
        self._clock = clock
        self._told = told
        self._pongs = False
        self._closing = False
        self._turn = threading.Lock()
        self._transport: Transport | None = None
        self._writer = Writer(generation, self.pending.wanted, self._note_unwritten)
        self._unwritten: tuple[float, BaseException] | None = None
        name = f"obs-reader-{generation}"
        self._reader = threading.Thread(target=self._run, name=name, daemon=True)
        self._resubscribed: list[Reply[None]] = []
        self._last_tick = self._last_ping = self._last_heard = time.monotonic()
        self._silence = 0.0

    def start(self) -> None:
        """Begin to connect; `over` is set when it ends."""
        self._last_tick = time.monotonic()
        self._reader.start()

    @property
    def is_up(self) -> bool:
        """Whether it can be used now."""
        return self.up_at is not None and not self.over.is_set()

    def send(self, waiting: Waiting) -> None:
        """Send a call as soon as nothing more urgent waits; never blocks."""
        if self.pending.add(waiting):
            self._writer.put(waiting.text, waiting.priority, waiting.id)

    def quick(self, *, on: bool) -> None:
        """While on, and where the kernel cannot acknowledge at once, a pong follows each frame."""
        self._pongs = on and not self._dial.quick_ack

    def reidentify(self, mask: int) -> Reply[None]:
        """Change the subscription; fulfilled when OBS says so."""
        reply: Reply[None] = Reply(self.generation)
        with self._turn:
            over = self.over.is_set()
            if not over:
                self._resubscribed.append(reply)
        if over:
            fail(reply, self.lost())
        else:
            self._writer.put(wire.reidentify(mask), Priority.TAKE)
        return reply

    def tick(self) -> None:
        """Look at the clock: the way up, the silence, the ping, the calls."""
        now = time.monotonic()
        self._silence += min(now - self._last_tick, _LONGEST_TICK)
        self._last_tick = now
        transport = self._transport
        if transport is None or self._dial.stage is not Stage.UP:
            if self._silence > self._dial.limits.connect:
                self.end(Expired())
            return
        if transport.heard != self._last_heard:
            self._last_heard, self._silence = transport.heard, 0.0
        if self._silence > self._dial.limits.silence:
            self.end(Expired())
            return
        if self._unwritten is not None and now > self._unwritten[0]:
            self.end(self._unwritten[1])
            return
        if now - self._last_ping >= self._dial.limits.ping:
            self._last_ping = now
            self._writer.ping()
        for waiting in self.pending.overdue():
            waiting.asked = now
            self.send(waiting)

    def end(self, error: BaseException | None) -> None:
        """Be over, once: who waits is told, the threads wake and go. None: it was our wish."""
        with self._turn:
            if self.over.is_set():
                return
            if error is not None and not self._closing:
                self.loss = explain(self._dial.address, self._dial.stage, error)
                self._log_fault(self.loss)
            self.over.set()
            resubscribed, self._resubscribed = self._resubscribed, []
        self.pending.close(self.lost())
        for reply in resubscribed:
            fail(reply, self.lost())
        self._writer.end()
        self._dial.give_up()

    def close(self, seconds: float) -> bool:
        """Say goodbye to OBS and be over; True when no thread is left."""
        until = time.monotonic() + seconds
        self._closing = True
        if self.is_up:
            self._writer.say_goodbye()
            self._writer.join(min(_GOODBYE, seconds))
        self.end(None)
        return self.join(max(0.0, until - time.monotonic()))

    def join(self, seconds: float) -> bool:
        """Wait for the threads; True when none is left."""
        until = time.monotonic() + seconds
        if self._reader is not threading.current_thread():
            self._reader.join(seconds)
        gone = self._writer.join(max(0.0, until - time.monotonic()))
        return gone and not self._reader.is_alive()

    def lost(self) -> LinkLost:
        """The error of every call that this link did not answer."""
        if self.loss is None:
            return LinkLost("The connection to OBS was closed.", reason="closed")
        return LinkLost(self.loss.sentence, reason=self.loss.reason)

    def _note_unwritten(self, error: BaseException) -> None:
        """The writer failed: the reader may yet find OBS's own reason in what has arrived."""
        self._unwritten = (time.monotonic() + _GOODBYE, error)

    def _log_fault(self, loss: LinkLoss) -> None:
        if loss.code in OUR_FAULT:
            words = self._writer.last_words()
            _log.error("%s The last message was: %s", loss.sentence, words)
        else:
            _log.info("link %d: %s", self.generation, loss.sentence)

    def _run(self) -> None:
        """The reader thread."""
        error: BaseException | None = None
        try:
            self._read_all()
        except CAUGHT as caught:
            error = caught
        finally:
            # A bug in here is not swallowed, but the link is over all the same.
            self.end(error or Expired())
            self._writer.join(1.0)
            if self._transport is not None:
                self._transport.close()

    def _read_all(self) -> None:
        link, self._transport = self._dial.connect()
        self.hello = greet(link, self._dial, self._secret, self._mask)
        self._last_ping = time.monotonic()
        self._dial.stage = Stage.UP
        self._writer.start(link)
        self._ask_version()
        while not self.over.is_set():
            text = receive(link)
            if text is None:
                continue
            received = self._clock.now()
            if self._pongs:
                self._writer.pong()
            self._take_in(wire.decode(text), received)

    def _take_in(self, message: wire.Message, received: Instant) -> None:
        match message:
            case wire.Event():
                if self.up_at is not None:
                    self._told.event(self, message, received)
            case wire.Answer():
                self.pending.answer(message, received)
            case wire.BatchAnswer():
                self.pending.answer_batch(message, received)
            case wire.Identified():
                with self._turn:
                    reply = self._resubscribed.pop(0) if self._resubscribed else None
                if reply is not None:
                    settle(reply, None)

    def _ask_version(self) -> None:
        reply: Reply[ObsResult] = Reply(self.generation)
        reply.add_done_callback(self._know_version)
        call, id_ = wire.Call("GetVersion"), self.pending.new_id()
        text = wire.request(id_, call)
        self.send(Waiting(id_, text, (call.name,), Priority.READ, READ_DEADLINE, reply))

    def _know_version(self, reply: Future[ObsResult]) -> None:
        with suppress(LinkError):
            self.version = reply.result().checked()
            self.up_at = time.monotonic()
            self._told.up(self)
            return
        self.end(Expired())
