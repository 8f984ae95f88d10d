"""The public face of the link to OBS: obs-websocket-py's client, made safe.

`send` and `send_batch` never block and give a future; events, losses and what `on_done` was asked
to call come in the thread in which the client was made, by the bridge. research/obs.md §3 lists
the thirty defects of the library that the overrides here and the rooms below answer.
"""

from __future__ import annotations

import random
import ssl
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any, TypeVar

from obswebsocket import Baserequests

from control_panel.instant import Instant
from control_panel.obs import wire
from control_panel.obs.address import Address, parse_address
from control_panel.obs.answers import (
    BatchResult,
    Clock,
    LinkLoss,
    LinkLost,
    NoAnswer,
    ObsRequestError,
    ObsResult,
    Reply,
)
from control_panel.obs.bridge import ObsBridge
from control_panel.obs.dial import Dial, Resolve, resolve
from control_panel.obs.faults import LIMITS, Limits
from control_panel.obs.greeting import Secret
from control_panel.obs.library_face import LibraryFace
from control_panel.obs.link import Link
from control_panel.obs.pending import Waiting, fail
from control_panel.obs.protocol import (
    MASK,
    MASK_WITHOUT_METERS,
    Execution,
    Priority,
    deadline_of,
)
from control_panel.obs.supervisor import Supervisor
from control_panel.obs.transport import HAS_QUICKACK
from control_panel.obs.wire import Call

__all__ = [
    "Address",
    "BatchResult",
    "Call",
    "Execution",
    "LinkLoss",
    "LinkLost",
    "NoAnswer",
    "ObsBridge",
    "ObsClient",
    "ObsRequestError",
    "ObsResult",
    "Priority",
    "Reply",
    "parse_address",
]

T = TypeVar("T")


class ObsClient(LibraryFace):
    """A link to one OBS that is kept, and whose calls never block the window."""

    def __init__(
        self,
        address: Address,
        password: str | None,
        clock: Clock,
        *,
        meters: bool = True,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve = resolve,
        chance: Callable[[], float] = random.random,
        quick_ack: bool = HAS_QUICKACK,
        limits: Limits = LIMITS,
    ) -> None:
        super().__init__(address)
        self._secret = Secret(password)
        self._clock = clock
        self._mask = MASK if meters else MASK_WITHOUT_METERS
        self._new_dial = partial(Dial, resolve=resolve, tls=tls, quick_ack=quick_ack, limits=limits)
        self._quick = False
        self._loading = False
        self._link: Link | None = None
        self._supervisor = Supervisor(self, chance)

    def __repr__(self) -> str:
        return f"<ObsClient {self.address} {'up' if self.is_up else 'down'}>"

    # What the panel uses

    @property
    def is_up(self) -> bool:
        """Whether calls can be sent now."""
        link = self._link
        return link is not None and link.is_up

    @property
    def generation(self) -> int:
        """The number of the connection in use or being made."""
        link = self._link
        return 0 if link is None else link.generation

    @property
    def version(self) -> Mapping[str, Any]:
        """GetVersion's answer of the connection in use; empty without one."""
        link = self._link
        return {} if link is None else link.version

    def start(self) -> None:
        """Begin to connect, and keep connected; nothing where that has begun."""
        self._supervisor.start()

    def stop(self, seconds: float = 1.0) -> bool:
        """End the link, within so many seconds whatever hangs; True when no thread is left."""
        gone = self._supervisor.stop(seconds)
        self._callbacks.stop()
        self._settled.set()
        # What still waits in Qt's queue is of no use to anybody.
        self.bridge.generation = 0
        return gone

    def retry_now(self) -> None:
        """Try at once, also after a kick or a wrong password."""
        self._supervisor.retry_now()

    def set_password(self, password: str) -> None:
        """Use this password from the next attempt on, and try at once."""
        self._secret = Secret(password)
        self._supervisor.retry_now()

    def go_to(self, address: Address, password: str | None) -> None:
        """Leave this OBS for another, or for the same with another password, at once."""
        self.address = address
        self.host, self.port = address.host, address.port
        self._secret = Secret(password)
        link = self._link
        if link is not None:
            link.end(ConnectionAbortedError("another address was chosen"))
        self._supervisor.retry_now()

    def send(
        self,
        call: Call | Baserequests,
        *,
        priority: Priority = Priority.READ,
        deadline: float | None = None,
    ) -> Reply[ObsResult]:
        """Send one request. Never blocks; the future fails with LinkLost or NoAnswer."""
        asked = _as_call(call)
        return self._send((asked,), priority, deadline, lambda id_: wire.request(id_, asked))

    def send_batch(
        self,
        calls: Sequence[Call | Baserequests],
        *,
        priority: Priority = Priority.READ,
        halt_on_failure: bool = False,
        execution: Execution = Execution.SERIAL_REALTIME,
        variables: Mapping[str, Any] | None = None,
        deadline: float | None = None,
    ) -> Reply[BatchResult]:
        """Send several requests as one. Never blocks; fails with LinkLost or NoAnswer."""
        asked = tuple(_as_call(call) for call in calls)

        def text(id_: str) -> str:
            return wire.batch(
                id_,
                asked,
                halt_on_failure=halt_on_failure,
                execution=execution,
                variables=variables,
            )

        return self._send(asked, priority, deadline, text)

    def on_done(self, future: Future[T], then: Callable[[Future[T]], object]) -> None:
        """Call `then(future)` in the client's own thread once it is done.

        Dropped where the connection has changed by then, but for a LinkLost.
        """
        generation = future.generation if isinstance(future, Reply) else self.generation

        def post(done: Future[T]) -> None:
            lost = not done.cancelled() and isinstance(done.exception(), LinkLost)
            self.bridge.post(partial(then, done), None if lost else generation)

        future.add_done_callback(post)

    def quick(self, on: bool) -> None:  # noqa: FBT001  a switch, read as one: quick(True)
        """While a take is under way: have OBS's words come at once where the kernel cannot."""
        self._quick = on
        link = self._link
        if link is not None:
            link.quick(on=on)

    def supports(self, name: str) -> bool:
        """Whether the OBS that is connected has this request (False without one)."""
        link = self._link
        if link is None or not link.is_up or name in link.pending.unsupported:
            return False
        return name in link.version.get("availableRequests", ())

    def subscribe(self, mask: int) -> Reply[None]:
        """Change the subscription, now and for every later connection."""
        self._mask = mask
        link = self._link
        if link is not None and link.is_up:
            return link.reidentify(mask)
        reply: Reply[None] = Reply(self.generation)
        fail(reply, self._not_up())
        return reply

    def show_meters(self, on: bool) -> None:  # noqa: FBT001  a switch
        """Ask for the level meters (twenty events a second), or no longer."""
        self.subscribe(MASK if on else MASK_WITHOUT_METERS)

    # What the rooms below tell

    def new_link(self, generation: int) -> Link:
        """A link for the next attempt."""
        dial = self._new_dial(self.address)
        link = Link(generation, dial, self._secret, self._mask, self._clock, self)
        link.quick(on=self._quick)
        self._link = link
        return link

    def up(self, link: Link) -> None:
        """OBS is identified and its version known."""
        self.server_version = str(link.version.get("obsWebSocketVersion", ""))
        self._last_loss = None
        self._settled.set()
        generation, version = link.generation, dict(link.version)

        def say() -> None:
            self.bridge.generation = generation
            self.bridge.connected.emit(generation, version)

        self.bridge.post(say)

    def event(self, link: Link, event: wire.Event, received: Instant) -> None:
        """Something happened in OBS."""
        say = partial(self.bridge.happened.emit, link.generation, event.name, event.data, received)
        self.bridge.post(say, link.generation)
        self._callbacks.run(event.name, event.data)

    def down(self, link: Link, loss: LinkLoss) -> None:
        """A link could not be made or was lost."""
        self._last_loss = loss
        self._settled.set()
        self.bridge.post(partial(self.bridge.lost.emit, link.generation, loss))
        if loss.reason == "password":
            self.bridge.post(partial(self.bridge.password_wanted.emit, loss.sentence))

    def ticked(self, link: Link) -> None:
        """A tenth of a second has passed."""
        loading = link.pending.loading
        if loading is not self._loading:
            self._loading = loading
            self.bridge.post(partial(self.bridge.loading.emit, loading))

    def _send(
        self,
        calls: tuple[Call, ...],
        priority: Priority,
        deadline: float | None,
        text: Callable[[str], str],
    ) -> Reply[Any]:
        link = self._link
        reply: Reply[Any] = Reply(self.generation)
        if link is None or not link.is_up:
            fail(reply, self._not_up())
            return reply
        names = tuple(call.name for call in calls)
        id_ = link.pending.new_id()
        limit = deadline_of(*names) if deadline is None else deadline
        link.send(Waiting(id_, text(id_), names, priority, limit, reply))
        return reply


def _as_call(call: Call | Baserequests) -> Call:
    return Call(call.name, call.data()) if isinstance(call, Baserequests) else call
