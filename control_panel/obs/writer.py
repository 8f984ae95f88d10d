"""The thread that writes to OBS: what matters most goes first, what nobody waits for not at all."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import websocket

from control_panel.obs.protocol import Close, Priority
from control_panel.obs.wire import loggable

_END: Final = -2
"""Sorts before everything: the writer ends at once."""


@dataclass(order=True, slots=True)
class _Letter:
    priority: int
    number: int
    opcode: int = field(compare=False)
    text: str = field(compare=False)
    id: str = field(compare=False)
    """The call it carries; empty for the link's own."""


class Writer:
    """A queue by priority and the thread that empties it into one connection."""

    def __init__(
        self,
        generation: int,
        wanted: Callable[[str], bool],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._wanted = wanted
        self._failed = failed
        self._numbers = itertools.count()
        self._queue: queue.PriorityQueue[_Letter] = queue.PriorityQueue()
        self._link: websocket.WebSocket | None = None
        self._thread = threading.Thread(
            target=self._run, name=f"obs-writer-{generation}", daemon=True
        )
        self.last_text = ""
        """What was written last, as a log may have it."""

    def start(self, link: websocket.WebSocket) -> None:
        """Begin to write to this connection."""
        self._link = link
        self._thread.start()

    def put(self, text: str, priority: Priority, id_: str = "") -> None:
        """Queue a message; never blocks."""
        self._add(priority, websocket.ABNF.OPCODE_TEXT, text, id_)

    def ping(self) -> None:
        """Queue a ping."""
        self._add(Priority.CONTROL, websocket.ABNF.OPCODE_PING)

    def pong(self) -> None:
        """Queue an empty pong, which makes our ACK travel at once (decision 9)."""
        self._add(Priority.CONTROL, websocket.ABNF.OPCODE_PONG)

    def say_goodbye(self) -> None:
        """Queue the close frame and, after it, the end."""
        self._add(_END, websocket.ABNF.OPCODE_CLOSE)

    def end(self) -> None:
        """Let the thread end without a word."""
        self._add(_END, _NOTHING)

    def join(self, seconds: float) -> bool:
        """Wait for the end; True when there is no thread any more."""
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _add(self, priority: int, opcode: int, text: str = "", id_: str = "") -> None:
        self._queue.put(_Letter(priority, next(self._numbers), opcode, text, id_))

    def _run(self) -> None:
        link = self._link
        assert link is not None  # noqa: S101  start() set it before the thread began
        while True:
            letter = self._queue.get()
            try:
                if not self._write(link, letter):
                    return
            except (OSError, websocket.WebSocketException) as error:
                self._failed(error)
                return

    def _write(self, link: websocket.WebSocket, letter: _Letter) -> bool:
        """Write one letter; False after the last."""
        if letter.opcode == _NOTHING:
            return False
        if letter.opcode == websocket.ABNF.OPCODE_CLOSE:
            link.send_close(int(Close.NORMAL))
            return False
        if letter.id and not self._wanted(letter.id):
            return True
        if letter.text:
            self.last_text = letter.text
        link.send(letter.text, letter.opcode)
        return True

    def last_words(self) -> str:
        """What was written last, as a log may have it."""
        return loggable(self.last_text)


_NOTHING: Final = 0
