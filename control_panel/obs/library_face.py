"""What obs-websocket-py offers in public, kept: the same names and types, without its traps."""

from __future__ import annotations

import threading
from abc import abstractmethod

from obswebsocket import Baseevents, Baserequests, obsws
from obswebsocket.exceptions import ObjectError
from PySide6.QtCore import QCoreApplication, QThread

from control_panel.obs.address import Address
from control_panel.obs.answers import LinkLoss, LinkLost, ObsResult, Reply
from control_panel.obs.bridge import ObsBridge
from control_panel.obs.callbacks import Callback, Callbacks


class LibraryFace(obsws):
    """obsws with every blocking or unsafe method replaced."""

    def __init__(self, address: Address) -> None:
        # Port and legacy are given, or port 4444 would mean the protocol of 2021.
        super().__init__(address.host, address.port, "", legacy=False, authreconnect=0)
        self.address = address
        self.bridge = ObsBridge()
        self._callbacks = Callbacks()
        self._settled = threading.Event()
        self._last_loss: LinkLoss | None = None

    @property
    @abstractmethod
    def is_up(self) -> bool:
        """Whether calls can be sent now."""

    @abstractmethod
    def start(self) -> None:
        """Begin to connect, and keep connected."""

    @abstractmethod
    def stop(self, seconds: float = 1.0) -> bool:
        """End the link."""

    @abstractmethod
    def send(self, call: Baserequests) -> Reply[ObsResult]:
        """Send one request."""

    def connect(self) -> None:
        """Connect and wait for the first attempt's end; never from Qt's thread.

        Raises LinkLost with its sentence; the client goes on trying.
        """
        self._not_in_qt()
        self._settled.clear()
        self.start()
        if self.is_up:
            return
        self._settled.wait()
        if not self.is_up:
            raise self._not_up()

    def disconnect(self) -> None:
        """End the link within a second."""
        self.stop()

    def reconnect(self) -> None:
        """End the link and make another; never from Qt's thread. Raises LinkLost."""
        self.stop()
        self.connect()

    def call(self, obj: Baserequests) -> Baserequests:
        """Send a request and wait for its answer; never from Qt's thread.

        Raises LinkLost, NoAnswer; a refusal is in `status`, `code` and `comment` of the request.
        """
        if not isinstance(obj, Baserequests):
            raise ObjectError("Call parameter is not a request object")
        self._not_in_qt()
        result = self.send(obj).result()
        obj.input(result.data, result.ok)
        vars(obj).update(code=result.code, comment=result.comment)
        return obj

    def register(self, func: Callback, event: type[Baseevents] | None = None) -> None:
        """Call `func` at an event, or at all, on a thread that does nothing else."""
        self._callbacks.register(func, event)

    def unregister(self, func: Callback, event: type[Baseevents] | None = None) -> None:
        """Call it no more."""
        self._callbacks.unregister(func, event)

    def _auth(self) -> None:
        raise NotImplementedError("the link identifies itself")

    _auth_legacy = _auth

    def _not_up(self) -> LinkLost:
        loss = self._last_loss
        if loss is None:
            return LinkLost(f"OBS at {self.address} is not connected.", reason="not-connected")
        return LinkLost(loss.sentence, reason=loss.reason)

    def _not_in_qt(self) -> None:
        if QCoreApplication.instance() and QThread.currentThread() is self.bridge.thread():
            raise RuntimeError("this would stop the window: use send() and on_done()")
