"""FakeObs: an obs-websocket 5.1.0 server of its own that behaves, and fails on request."""

from __future__ import annotations

import asyncio
import random
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from aiohttp import web

from control_panel.obs.address import Address
from tests.fakes import obs_input_requests
from tests.fakes.obs_requests import REQUESTS, Data
from tests.fakes.obs_sessions import Session, Sessions
from tests.fakes.obs_show import furnish
from tests.fakes.obs_studio import Studio

assert obs_input_requests
T = TypeVar("T")


class FakeObs(Sessions):
    """An OBS with the scenes of `obs_show.furnish`; start() it, stop() it."""

    def __init__(
        self, password: str = "", *, seed: int = 1, tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(password, random.Random(seed))
        self.port = 0
        self._tls = tls
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._runner: web.AppRunner | None = None
        self.studio = Studio(self._say, self._later)
        furnish(self.studio)

    # Life

    @property
    def address(self) -> Address:
        return Address("127.0.0.1", self.port, secure=self._tls is not None)

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        assert self._loop is not None, "start() it first"
        return self._loop

    def start(self) -> FakeObs:
        """Listen; on the same port as before where there was one."""
        ready = threading.Event()

        def run() -> None:
            self._loop = asyncio.new_event_loop()
            asyncio.set_event_loop(self._loop)
            self._loop.run_until_complete(self._listen())
            ready.set()
            self._loop.run_forever()
            self._loop.run_until_complete(_end_all())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

        self._thread = threading.Thread(target=run, name="fake-obs", daemon=True)
        self._thread.start()
        if not ready.wait(10):
            raise RuntimeError("the fake OBS did not start")
        return self

    def stop(self) -> None:
        """Be gone as OBS is after kill -9: sockets reset, port free."""
        if self._thread is None:
            return
        self._run(self._end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self._thread = None

    def kill(self) -> None:
        """The same, as RealObs calls it."""
        self.stop()

    def __enter__(self) -> FakeObs:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    async def _listen(self) -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(
            self._runner, "127.0.0.1", self.port, reuse_address=True, ssl_context=self._tls
        )
        await site.start()
        server = site._server
        assert isinstance(server, asyncio.Server)
        self.port = server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        for session in list(self._sessions):
            self._reset(session)
        for task in list(self._tasks):
            task.cancel()
        assert self._runner is not None
        await self._runner.cleanup()
        self._sessions.clear()

    # What tests do to it

    def do(self, action: Callable[[Studio], T]) -> T:
        """Have something done to the studio, as a hand in OBS would, and wait for it."""

        async def call() -> T:
            return action(self.studio)

        return self._run(call())

    def hand(self, name: str, **data: Any) -> Data:
        """A request as a hand in OBS would have it done."""
        return self.do(lambda studio: REQUESTS[name](studio, data) or {})

    def hand_cut(self, scene: str) -> None:
        """Somebody clicks a scene in OBS's window."""
        self.do(lambda studio: studio.take(scene))

    def active_inputs(self) -> frozenset[str]:
        """The inputs in program."""
        return self.do(lambda studio: frozenset(studio.active))

    def wait_quiet(self, quiet: float = 0.15, seconds: float = 5.0) -> None:
        """Wait until nothing was told for so many seconds."""
        until, pause = time.monotonic() + seconds, threading.Event()
        while time.monotonic() - self.last_told < quiet:
            if time.monotonic() > until:
                raise TimeoutError("the fake OBS goes on telling")
            pause.wait(0.02)

    def close_all(self, code: int, words: str = "") -> None:
        """Close every connection with a code (4011: kicked)."""

        async def close() -> None:
            for session in list(self._sessions):
                await session.ws.close(code=code, message=words.encode())

        self._run(close())

    def reset_all(self) -> None:
        """Reset every connection (RST), and go on listening."""

        async def reset() -> None:
            for session in list(self._sessions):
                self._reset(session)

        self._run(reset())

    def freeze(self) -> None:
        """From now on neither read nor write; the sockets stay open."""

        async def freeze() -> None:
            self.half_open = True
            for session in self._sessions:
                transport = session.request.transport
                if transport is not None:
                    transport.pause_reading()

        self._run(freeze())

    def say(self, name: str, bit: int, **data: Any) -> None:
        """Tell an event that never happened."""
        self.do(lambda studio: studio.say(name, bit, data))

    def say_raw(self, text: str) -> None:
        """Say something that is no message."""

        async def send() -> None:
            for session in list(self._sessions):
                await session.ws.send_str(text)

        self._run(send())

    @property
    def clients(self) -> int:
        """How many are identified now."""
        return sum(session.identified for session in self._sessions)

    # Inside: everything below runs on the server's own loop

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def _later(self, seconds: float, do: Callable[[], None]) -> asyncio.TimerHandle:
        return self.loop.call_later(seconds, do)

    def _reset(self, session: Session) -> None:
        transport = session.request.transport
        if transport is None:
            return
        sock = transport.get_extra_info("socket")
        linger = struct.pack("ii", 1, 0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        transport.abort()


async def _end_all() -> None:
    """End every task of this loop, and wait for it."""
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
