"""The control API as a service: its thread, its port and its token. aiohttp comes at `start`."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable
from secrets import token_urlsafe

from PySide6.QtCore import QObject, Signal

from control_panel.errors import LinkError
from control_panel.log import hide
from control_panel.paths import note_runtime, read_runtime
from control_panel.secrets import Secrets
from control_panel.web.desk import Desk

HOST = "127.0.0.1"
TRIED = 20
"""Ports tried from the wanted one on."""

TOKEN = "CONTROL_PANEL_API_TOKEN"  # noqa: S105 - the name of the variable, not a token

_one_token = threading.Lock()
"""Two that ask at once must not make two tokens."""

_log = logging.getLogger(__name__)


def token_of(secrets: Secrets) -> str:
    """The API's token: of the environment, else kept in the keyring, else made. Blocks.

    The same for a whole run, also where there is no keyring: `secrets` remembers it, and it is
    written and logged nowhere. Whoever shows it to a person calls this too, in a task.
    """
    with _one_token:
        token = os.environ.get(TOKEN) or secrets.get("api")
        if not token:
            token = token_urlsafe(32)
            secrets.set("api", token)
    hide(token)
    return token


def free_socket(port: int) -> socket.socket:
    """A socket bound to the port, or to the next free one; LinkError where none is free."""
    for wanted in range(port, port + TRIED) if port else (0,):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if sys.platform == "win32":
            # Windows lets a second program bind a port that is in use, unless told not to.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, wanted))
            found.listen(64)
        except (OSError, OverflowError):
            found.close()
        else:
            return found
    raise LinkError(
        f"The control API is off: ports {port} to {port + TRIED - 1} are all taken. "
        "Choose another port in Setup.",
        reason="port",
    )


class Api(QObject):
    """Serves the desk on 127.0.0.1. Make it, start it and stop it in the Qt thread."""

    listening = Signal(int, str)
    """The port, and a sentence where it is not the wanted one ("" where it is)."""
    failed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        token: Callable[[], str],
        port: int = 8640,
        parent: QObject | None = None,
        *,
        first: float = 3.0,
        wait: float = 15.0,
        slow: float = 5.0,
    ) -> None:
        """`token` is called in the API's thread, for example `lambda: token_of(secrets)`.

        Port 0 takes any free port. Seconds: `first` for the panel's first word to a command, `wait`
        for the outcome with ?wait=1, `slow` for a reader of events.
        """
        super().__init__(parent)
        self._desk = desk
        self._token = token
        self._wanted = port
        self._seconds = (first, wait, slow)
        self._port: int | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ending: asyncio.Event | None = None
        self._stop = threading.Event()

    @property
    def port(self) -> int | None:
        """The port it listens on; None before `listening` and after `stop`."""
        return self._port

    def start(self) -> None:
        """Open the door in a thread of its own; `listening` or `failed` follows."""
        if self._thread is None:
            self._stop.clear()
            self._thread = threading.Thread(target=self._serve, name="control-api", daemon=True)
            self._thread.start()

    def stop(self, seconds: float = 1.0) -> bool:
        """Close the door and end the thread; False if it did not end in time."""
        thread, self._thread = self._thread, None
        if thread is None:
            return True
        self._stop.set()
        self._in_loop(self._end)
        thread.join(seconds)
        return not thread.is_alive()

    def _serve(self) -> None:
        try:
            asyncio.run(self._run())
        except LinkError as error:
            _log.info("%s", error.sentence)
            self.failed.emit(error.sentence)
        except (ImportError, OSError) as error:
            _log.info("the control API did not open", exc_info=error)
            self.failed.emit(f"The control API is off: it could not be opened ({error}).")
        finally:
            self._loop, self._port = None, None

    async def _run(self) -> None:
        # Here and not above: nothing imports aiohttp before the first paint (decision 27).
        from aiohttp import web

        from control_panel.web.server import Server

        self._ending = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        server = Server(self._desk, self._token(), *self._seconds)
        door = free_socket(self._wanted)
        port = int(door.getsockname()[1])
        runner = web.AppRunner(server.app(port), access_log=None, shutdown_timeout=0.3)
        unsubscribe = self._desk.subscribe(
            lambda outcome: self._in_loop(lambda: server.on_told(outcome))
        )
        try:
            await runner.setup()
            await web.SockSite(runner, door).start()
            self._tell(port)
            if not self._stop.is_set():
                await self._ending.wait()
            await server.stream.close()
        finally:
            unsubscribe()
            await runner.cleanup()
            door.close()
            _forget(port)

    def _tell(self, port: int) -> None:
        self._port = port
        told = ""
        if self._wanted not in (0, port):
            told = f"Port {self._wanted} is taken: the control API is on port {port}."
        url = f"http://{HOST}:{port}/api/v1"
        try:
            note_runtime("api", {"pid": os.getpid(), "port": port, "url": url})
        except OSError as error:
            _log.info("runtime.json was not written: %s", error.strerror)
        _log.info("control API on port %d. %s", port, told)
        self.listening.emit(port, told)

    def _end(self) -> None:
        if self._ending is not None:
            self._ending.set()

    def _in_loop(self, func: Callable[[], None]) -> None:
        """Call in the loop, if it still runs."""
        loop = self._loop
        if loop is not None:
            try:
                loop.call_soon_threadsafe(func)
            except RuntimeError:
                # It closed in between: nobody is left to be told.
                _log.debug("the API's loop is closed")


def _forget(port: int) -> None:
    """Take our own entry out of `runtime.json`, not that of a panel opened after us."""
    known = read_runtime().get("api")
    if isinstance(known, dict) and (known.get("pid"), known.get("port")) == (os.getpid(), port):
        try:
            note_runtime("api", None)
        except OSError as error:
            _log.info("runtime.json was not written: %s", error.strerror)
