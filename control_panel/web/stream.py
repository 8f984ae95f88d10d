"""The events: every WebSocket gets the state when it changes and each outcome; a slow one is cut.

Rules. A reader gets the whole state first. Later states replace one another while it reads, at
most ten a second; outcomes are never dropped. A reader that takes nothing for five seconds, or is
64 outcomes behind, is told so in its close frame and cut: it costs the panel nothing.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from control_panel.running_order.commands import Outcome
from control_panel.web.state import outcome_of

EVERY = 0.1
"""Seconds between two states at least."""

SLOW = 5.0
"""Seconds that one message may take to be taken."""

BEHIND = 64
"""Outcomes that may wait for one reader."""

MOST = 32
"""Readers at once."""

TOO_SLOW = "You read too slowly, and the panel does not wait: connect again and read GET state."
CLOSING = "The panel is closing."

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Reader:
    """One WebSocket, and what waits for it."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    state: str | None = None
    outcomes: deque[str] = field(default_factory=deque)
    something: asyncio.Event = field(default_factory=asyncio.Event)
    too_slow: bool = False

    async def close(self, code: int, sentence: str, seconds: float) -> None:
        """Close with a sentence; one that does not take it in time is cut off."""
        closing = self.socket.close(code=code, message=sentence.encode())
        if not await _within(closing, seconds):
            # aiohttp would go on until what waits is sent, which may be never.
            self.abort()

    def abort(self) -> None:
        """Cut the connection off, whatever waits in it."""
        if self.transport is not None:
            self.transport.abort()

    def next_message(self) -> str | None:
        """Outcomes first: they are what somebody waits for."""
        if self.outcomes:
            return self.outcomes.popleft()
        message, self.state = self.state, None
        return message


class Stream:
    """All readers of the events. Lives in the API's asyncio loop, as do all its methods."""

    def __init__(
        self, state: Callable[[], dict[str, Any]], *, every: float = EVERY, slow: float = SLOW
    ) -> None:
        self._state = state
        self._every = every
        self._slow = slow
        self._readers: set[_Reader] = set()
        self._due: asyncio.TimerHandle | None = None
        self._last = float("-inf")

    @property
    def readers(self) -> int:
        """How many read now."""
        return len(self._readers)

    def on_told(self, outcome: Outcome | None) -> None:
        """An outcome, or None for a change."""
        if not self._readers:
            return
        if outcome is not None:
            text = json.dumps({"type": "outcome", "outcome": outcome_of(outcome)})
            for reader in self._readers:
                reader.outcomes.append(text)
                reader.too_slow |= len(reader.outcomes) > BEHIND
                reader.something.set()
        if self._due is None:
            loop = asyncio.get_running_loop()
            self._due = loop.call_at(max(loop.time(), self._last + self._every), self._send_state)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Be one reader's connection until it ends."""
        socket = web.WebSocketResponse(
            heartbeat=20.0, compress=False, max_msg_size=4096, timeout=1.0
        )
        await socket.prepare(request)
        reader = _Reader(socket, request.transport, self._state_text())
        reader.something.set()
        self._readers.add(reader)
        writer = asyncio.create_task(self._write(reader))
        try:
            await self._read(reader)
        finally:
            self._readers.discard(reader)
            if not reader.too_slow:
                writer.cancel()
            await asyncio.wait({writer})
            if reader.too_slow:
                reader.abort()
        return socket

    async def close(self) -> None:
        """Say good-bye to every reader."""
        if self._due is not None:
            self._due.cancel()
        goodbyes = [
            asyncio.create_task(r.close(WSCloseCode.GOING_AWAY, CLOSING, 0.3))
            for r in self._readers
        ]
        if goodbyes:
            await asyncio.wait(goodbyes)

    async def _read(self, reader: _Reader) -> None:
        """Wait for the end; what a reader says is not asked for."""
        async for message in reader.socket:
            if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                await reader.close(
                    WSCloseCode.POLICY_VIOLATION,
                    "Commands go to POST /api/v1/...; here the panel only speaks.",
                    self._slow,
                )

    async def _write(self, reader: _Reader) -> None:
        while not reader.socket.closed:
            await reader.something.wait()
            reader.something.clear()
            while not reader.too_slow and (message := reader.next_message()) is not None:
                await self._send(reader, message)
            if reader.too_slow:
                _log.info("a reader of the events was cut: it read too slowly")
                await reader.close(WSCloseCode.TRY_AGAIN_LATER, TOO_SLOW, self._slow)
                return

    async def _send(self, reader: _Reader, message: str) -> None:
        if not await _within(reader.socket.send_str(message), self._slow):
            reader.too_slow = True

    def _send_state(self) -> None:
        self._due = None
        self._last = asyncio.get_running_loop().time()
        text = self._state_text()
        for reader in self._readers:
            reader.state = text
            reader.something.set()

    def _state_text(self) -> str:
        return json.dumps({"type": "state", "state": self._state()}, allow_nan=False)


async def _within(call: Coroutine[Any, Any, Any], seconds: float) -> bool:
    """Whether a call on a socket came to an end in time, well or by a lost connection.

    It is left to itself after that and not cancelled: aiohttp keeps a cancelled wait, and the
    next call on that socket, the close, would be cancelled by it at once.
    """
    task = asyncio.ensure_future(call)
    task.add_done_callback(_forget)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    return bool(done)


def _forget(task: asyncio.Task[Any]) -> None:
    """The connection is lost: whoever reads finds that out for itself. Anything else is a bug."""
    error = None if task.cancelled() else task.exception()
    if error is not None and not isinstance(error, ConnectionError):
        _log.error("a reader of the events", exc_info=error)
