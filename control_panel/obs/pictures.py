"""Service: small renders of scenes for the tiles, asked so seldom that OBS does not feel it.

They are renders of scenes, not what is on air (decision 10). One is asked for at a time, over a
connection of its own; none while a transition runs; half as many while OBS is slow.
"""

from __future__ import annotations

import base64
import binascii
import logging
import math
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from control_panel.errors import LinkError
from control_panel.instant import Instant
from control_panel.obs.answers import Clock, ObsResult
from control_panel.obs.client import ObsClient
from control_panel.obs.protocol import Priority
from control_panel.obs.state import ObsState
from control_panel.obs.wire import Call

_log = logging.getLogger(__name__)

WIDTH: Final = 320
HEIGHT: Final = 180
QUALITY: Final = 60
FRONT: Final = timedelta(milliseconds=400)
"""Between two pictures of program and preview together."""
OTHERS: Final = timedelta(seconds=1)
"""Between two pictures of all other scenes together."""
SLOW: Final = timedelta(milliseconds=250)
"""A render that takes longer is felt by OBS."""
_SLOWEST: Final = 8
_RECOVERS_AFTER: Final = 10
_SHUNNED: Final = timedelta(seconds=10)
"""How long a scene that could not be rendered is left alone."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A render of a scene, and when it was received."""

    image: QImage
    at: Instant


class Pictures(QObject):
    """Keeps the newest render of each scene that somebody wants to see."""

    picture_changed = Signal(str)
    """A scene has a new picture."""

    def __init__(
        self,
        client: ObsClient,
        clock: Clock,
        state: Callable[[], ObsState],
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._clock = clock
        self._state = state
        self._wanted: tuple[str, ...] = ()
        self._pictures: dict[str, Picture] = {}
        self._asked_at: dict[str, Instant] = {}
        self._shunned: dict[str, Instant] = {}
        self._lanes: dict[timedelta, Instant] = {}
        self._in_flight = False
        self._brake = 1
        self._fast = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        client.bridge.lost.connect(self._lost)

    @property
    def brake(self) -> int:
        """How many times more seldom than usual pictures are asked for, because OBS is slow."""
        return self._brake

    def want(self, scenes: Iterable[str]) -> None:
        """These scenes are to be seen; none: ask for nothing (the window is hidden)."""
        self._wanted = tuple(dict.fromkeys(scenes))
        for scene in [known for known in self._pictures if known not in self._wanted]:
            del self._pictures[scene]
        if self._wanted:
            self._timer.start(0)
        else:
            self._timer.stop()

    def image(self, scene: str) -> tuple[QImage, Instant] | None:
        """The newest picture, a copy of the caller's own, and when it was received."""
        known = self._pictures.get(scene)
        return None if known is None else (QImage(known.image), known.at)

    def stop(self) -> None:
        """Ask for nothing any more."""
        self.want(())

    # When and what

    def _look(self) -> None:
        if not self._wanted or self._in_flight:
            return
        now, state = self._clock.now(), self._state()
        rests = not state.connected or state.frozen or state.running is not None
        scene = None if rests or not self._client.is_up else self._due(now, state)
        if scene is None:
            self._timer.start(math.ceil(FRONT / timedelta(milliseconds=4)))
        else:
            self._ask(scene, now)

    def _due(self, now: Instant, state: ObsState) -> str | None:
        """The scene whose turn it is; program and preview before the others."""
        front = [s for s in (state.program, state.preview) if s in self._wanted]
        others = [s for s in self._wanted if s not in front]
        for scenes, pace in ((front, FRONT), (others, OTHERS)):
            last = self._lanes.get(pace)
            can = [s for s in dict.fromkeys(scenes) if s in state.scenes and self._may(s, now)]
            if can and (last is None or now.since(last) >= pace * self._brake):
                self._lanes[pace] = now
                return min(can, key=self._last_asked)
        return None

    def _last_asked(self, scene: str) -> timedelta:
        asked = self._asked_at.get(scene)
        return timedelta.min if asked is None else asked.steady

    def _may(self, scene: str, now: Instant) -> bool:
        shunned = self._shunned.get(scene)
        return shunned is None or now.since(shunned) > _SHUNNED

    # Asking

    def _ask(self, scene: str, now: Instant) -> None:
        self._in_flight = True
        self._asked_at[scene] = now
        call = Call(
            "GetSourceScreenshot",
            {
                "sourceName": scene,
                "imageFormat": "jpg",
                "imageWidth": WIDTH,
                "imageHeight": HEIGHT,
                "imageCompressionQuality": QUALITY,
            },
        )
        future = self._client.send(call, priority=Priority.PICTURE)
        generation = self._client.generation

        def done(answered: Future[ObsResult]) -> None:
            if generation == self._client.generation:
                self._answered(scene, now, answered)

        self._client.on_done(future, done)

    def _lost(self) -> None:
        # An answer of an old connection never comes: the next look must not wait for it.
        self._in_flight = False
        if self._wanted:
            self._timer.start(math.ceil(OTHERS / timedelta(milliseconds=1)))

    def _answered(self, scene: str, asked: Instant, answered: Future[ObsResult]) -> None:
        self._in_flight = False
        now = self._clock.now()
        error = answered.exception()
        if isinstance(error, LinkError):
            _log.info("no picture of a scene: %s", error)
            self._pace(took=SLOW * 2)
        else:
            result = answered.result()
            self._pace(took=result.received.since(asked))
            self._keep(scene, result, now)
        self._look()

    def _keep(self, scene: str, result: ObsResult, now: Instant) -> None:
        image = decoded(str(result.data.get("imageData", ""))) if result.ok else None
        if image is None:
            self._shunned[scene] = now
        elif scene in self._wanted:
            self._pictures[scene] = Picture(image, result.received)
            self.picture_changed.emit(scene)

    def _pace(self, *, took: timedelta) -> None:
        if took > SLOW:
            self._fast = 0
            self._brake = min(self._brake * 2, _SLOWEST)
            return
        self._fast += 1
        if self._fast >= _RECOVERS_AFTER and self._brake > 1:
            self._fast = 0
            self._brake //= 2


def decoded(data: str) -> QImage | None:
    """The image of a `data:image/…;base64,` URL; None where it is none."""
    try:
        raw = base64.b64decode(data.partition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        return None
    image = QImage.fromData(raw)
    return None if image.isNull() else image
