"""Service: the gateways of a show, one for each feed that is received by us.

After `kill -9` of the panel the gateways run on for the grace, and the next panel that starts the
same feed in the same way takes them over (decision 32): what it needs is in `runtime.json`. The
token there opens the loopback door of one ffmpeg, for as long as that runs, to this user.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from control_panel.clock import Clock
from control_panel.feeds.gateway_process import Gateway
from control_panel.feeds.gateway_state import GatewayState, Phase
from control_panel.feeds.ports import Ports
from control_panel.feeds.warden import Adoption
from control_panel.paths import note_runtime, read_runtime
from control_panel.show.sources import Feed

__all__ = ["GRACE", "GatewayState", "Gateways", "Phase"]

_log = logging.getLogger(__name__)

GRACE = timedelta(minutes=10)
LOOK_MS = 250
SECTION = "gateways"
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
        self._noted: dict[str, Any] = {}
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
        gateway = Gateway(
            feed,
            secrets or {},
            self._ports.of(feed.id),
            self._clock,
            self._grace,
            changed=partial(self.changed.emit, feed.id),
            post=self._posted.emit,
            missing=missing,
        )
        known = self._gateways.get(feed.id)
        if known is not None and self._is_same(known, gateway, missing=missing):
            return
        self.stop_feed(feed.id)
        self._gateways[feed.id] = gateway
        self._begin(gateway)
        self._timer.start()

    def stop_feed(self, feed_id: str, seconds: float = 1.0) -> bool:
        """Receive this feed no more; OBS loses it."""
        gateway = self._gateways.pop(feed_id, None)
        if gateway is None:
            return True
        gone = gateway.stop(seconds)
        self._note()
        return gone

    def retry_now(self, feed_id: str) -> None:
        """Try again now instead of later."""
        if gateway := self._gateways.get(feed_id):
            gateway.retry_now()

    def reconnect(self, feed_id: str) -> bool:
        """Leave the feed and reach for it anew, within a second; False where nothing can be.

        One whose secrets are not known is left as it is: what runs could not be begun again.
        """
        gateway = self._gateways.get(feed_id)
        if gateway is None or gateway.missing:
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

    def stop(self, seconds: float = 1.0) -> bool:
        """Stop all; True when every program is gone."""
        self._timer.stop()
        for gateway in self._gateways.values():
            gateway.ask_to_stop()
        gone = [self.stop_feed(feed_id, seconds) for feed_id in list(self._gateways)]
        return all(gone)

    def hand_over(self) -> None:
        """Leave all to the next panel: they run on for the grace."""
        self._timer.stop()
        self._note()
        for gateway in self._gateways.values():
            gateway.let_go()
        self._gateways.clear()

    def tidy(self) -> None:
        """Forget what `runtime.json` says of gateways that are gone."""
        self._note(tidy=True)

    def _is_same(self, known: Gateway, wanted: Gateway, *, missing: bool) -> bool:
        """Whether the one that runs receives what is wanted; it goes on with that then."""
        if missing and known.missing and known.feed.primary == wanted.feed.primary:
            known.feed = wanted.feed
            return True
        if known.key != wanted.key or (known.missing and not missing and not known.pid):
            return False
        known.learn(wanted)
        return True

    def _begin(self, gateway: Gateway) -> None:
        left = read_runtime().get(SECTION, {}).get(gateway.feed.id)
        if not isinstance(left, dict):
            gateway.begin()
            return
        self._noted = {**self._noted, gateway.feed.id: left}  # ours now: to change or to remove
        adoption = _adoption(left)
        if adoption is None or not gateway.adopt(adoption, str(left.get("key"))):
            gateway.begin()
        elif left.get("key") != gateway.key:
            _log.info("%s is received anew: its address has changed", gateway.feed.name)
            gateway.restart()

    def _call(self, call: Callable[[], None]) -> None:
        call()

    def _look(self) -> None:
        now = self._clock.now()
        for gateway in self._gateways.values():
            gateway.look(now)
        self._note()

    def _note(self, *, tidy: bool = False) -> None:
        """Write down how to find the gateways again, and only then let them outlive us."""
        running = {
            feed_id: {**asdict(adoption), "key": gateway.key}
            for feed_id, gateway in self._gateways.items()
            if (adoption := gateway.adoption) is not None
        }
        if running == self._noted and not tidy:
            return
        known = read_runtime().get(SECTION, {})
        others = {k: v for k, v in known.items() if k not in self._noted and _stands(v)}
        try:
            note_runtime(SECTION, {**others, **running} or None)
        except OSError as error:
            _log.warning("runtime.json cannot be written (%s): gateways end with us", error)
        else:
            for feed_id in running:
                self._gateways[feed_id].keep_on()
        self._noted = running


def _stands(left: Any) -> bool:
    """Whether somebody still listens where a gateway was left; never waits for an answer."""
    adoption = _adoption(left) if isinstance(left, dict) else None
    if adoption is None:
        return False
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as trial:
        try:
            trial.bind(("127.0.0.1", adoption.port))
        except (OSError, OverflowError):
            return True
    return False


def _adoption(left: Mapping[str, Any]) -> Adoption | None:
    try:
        return Adoption(int(left["pid"]), int(left["port"]), str(left["token"]))
    except (KeyError, TypeError, ValueError):
        return None
