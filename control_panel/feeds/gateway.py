"""Service: the gateways of a show, one for each feed that is received by us.

After `kill -9` of the panel the gateways run on for the grace, and the next panel that starts the
same feed in the same way takes them over (decision 32). Nothing here waits for a gateway, except
`stop`, which takes at most its seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from control_panel.clock import Clock
from control_panel.feeds.gateway_notes import Notes
from control_panel.feeds.gateway_process import Gateway
from control_panel.feeds.gateway_state import GatewayState, Phase
from control_panel.feeds.gateway_wish import Wish
from control_panel.feeds.ports import Ports
from control_panel.show.sources import Feed

__all__ = ["GRACE", "GatewayState", "Gateways", "Phase"]

GRACE = timedelta(minutes=10)
LOOK_MS = 250
STOPPED = GatewayState()


class Gateways(QObject):
    """The gateways by feed."""

    changed = Signal(str)
    """The id of a feed whose gateway's state changed."""
    _posted = Signal(object)
    """A call from a program's thread, to be made in ours."""

    def __init__(
        self,
        clock: Clock,
        *,
        grace: timedelta = GRACE,
        ports: Ports | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._grace = grace
        self._ports = ports or Ports()
        self._gateways: dict[str, Gateway] = {}
        self._leaving: dict[str, Gateway] = {}
        """Those that were asked to end and have not yet, by feed."""
        self._notes = Notes()
        self._posted.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(
        self, feed: Feed, secrets: Mapping[str, str] | None = None, *, missing: bool = False
    ) -> None:
        """Receive a feed from now on; Refused where its address is none.

        `secrets` by the names of `address.take_apart`. A feed whose address, latency or secrets
        changed is received anew, on the same ports; any other change leaves its picture alone.
        `missing`: its secrets are not known, so that nothing may be started; what an earlier panel
        left of it is taken over as it is.
        """
        wish = Wish.of(feed, secrets or {}, missing=missing)
        self._timer.start()
        known = self._gateways.get(feed.id) or self._leaving.pop(feed.id, None)
        if known is not None:
            self._gateways[feed.id] = known
            known.want(wish)
            return
        self._gateways[feed.id] = gateway = Gateway(
            wish,
            self._ports.of(feed.id),
            self._clock,
            self._grace,
            changed=partial(self.changed.emit, feed.id),
            post=self._posted.emit,
        )
        gateway.begin(self._notes.take(feed.id))

    def stop_feed(self, feed_id: str) -> None:
        """Receive this feed no more; OBS loses it."""
        gateway = self._gateways.pop(feed_id, None)
        if gateway is not None:
            self._leaving[feed_id] = gateway
            gateway.leave()
            self._part()

    def reconnect(self, feed_id: str) -> bool:
        """Leave the feed and reach for it anew, within a second; False where nothing can be.

        One whose secrets are not known is left as it is: what runs could not be begun again.
        """
        gateway = self._gateways.get(feed_id)
        if gateway is None or gateway.wish.missing:
            return False
        gateway.reconnect()
        return True

    @property
    def states(self) -> Mapping[str, GatewayState]:
        """The state of every gateway that was started."""
        return MappingProxyType({name: g.state for name, g in self._gateways.items()})

    def state(self, feed_id: str) -> GatewayState:
        """The state of one gateway; STOPPED where there is none."""
        gateway = self._gateways.get(feed_id)
        return gateway.state if gateway is not None else STOPPED

    def pid(self, feed_id: str) -> int:
        """The process id of a gateway's ffmpeg; 0 while there is none."""
        gateway = self._gateways.get(feed_id)
        return gateway.pid if gateway is not None else 0

    def retry_in(self, feed_id: str) -> timedelta | None:
        """Time to the next attempt; None where none is waited for."""
        return self.state(feed_id).retry_in(self._clock.now())

    def obs_url(self, feed_id: str) -> str:
        """What OBS's media source opens (format mpegts); the same for ever."""
        return f"udp://127.0.0.1:{self._ports.of(feed_id)[0]}?fifo_size=50000&overrun_nonfatal=1"

    def monitor_url(self, feed_id: str) -> str:
        """What the monitor opens with libVLC."""
        return f"udp://@127.0.0.1:{self._ports.of(feed_id)[1]}"

    def stop(self, seconds: float = 1.5) -> bool:
        """Stop all; True when nothing of them is in our hands any more after these seconds."""
        self._timer.stop()
        until = time.monotonic() + seconds
        self._leaving.update(self._gateways)
        self._gateways.clear()
        for gateway in self._leaving.values():
            gateway.leave(seconds / 3)
        if not self._all_ended(until - seconds / 3):
            for gateway in self._leaving.values():
                gateway.kill()
        ended = self._all_ended(until)
        for gateway in self._leaving.values():
            gateway.let_go()
        self._part()
        self._note()
        return ended

    def hand_over(self) -> None:
        """Leave all to the next panel: they run on for the grace."""
        self._timer.stop()
        self._note()
        for gateway in (*self._gateways.values(), *self._leaving.values()):
            gateway.let_go()
        self._gateways.clear()
        self._leaving.clear()

    def tidy(self) -> None:
        """Forget what `runtime.json` says of gateways that are gone."""
        self._notes.tidy()

    def _all_ended(self, until: float) -> bool:
        """Wait for all that are leaving, together no longer than to that steady instant."""
        leaving = list(self._leaving.values())
        return all(g.ended_within(max(0.0, until - time.monotonic())) for g in leaving)

    def _call(self, call: Callable[[], None]) -> None:
        call()

    def _look(self) -> None:
        now = self._clock.now()
        for gateway in (*self._gateways.values(), *self._leaving.values()):
            gateway.look(now)
        self._part()
        self._note()

    def _part(self) -> None:
        """Part from those that are over; what may still run of one stays written down."""
        for feed_id, gateway in list(self._leaving.items()):
            if gateway.over:
                del self._leaving[feed_id]
                if gateway.adoption is not None:
                    self._notes.leave(feed_id)

    def _note(self) -> None:
        """Write down how to find the gateways again, and only then let them outlive us."""
        ours = {**self._leaving, **self._gateways}
        found = {feed_id: gateway.adoption for feed_id, gateway in ours.items()}
        running = {feed_id: adoption for feed_id, adoption in found.items() if adoption}
        if self._notes.write(running):
            for feed_id in running:
                ours[feed_id].keep_on()
