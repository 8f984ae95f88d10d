"""Service: one monitor for every watched feed; pictures, statuses, restarts.

Rules
- One timer of 40 ms reads the sequence numbers; a picture that moved is copied into an image that
  the wall owns. Nothing that looks into shared memory outlives the poll (decision 31).
- A monitor that says nothing for three seconds, or ends, is killed and started anew; one that
  ends again and again is started later and later. The others never notice.
- Nothing here waits for a monitor, except `stop`, which takes at most its seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from control_panel.clock import Clock
from control_panel.errors import Refused
from control_panel.feeds.address import Direction, for_vlc, take_apart
from control_panel.feeds.frame import Layout
from control_panel.feeds.gateway import Gateways
from control_panel.feeds.history import History
from control_panel.feeds.report import Play
from control_panel.feeds.status import FeedStatus
from control_panel.feeds.tile import Line, Tile
from control_panel.show.sources import Feed, FeedKind

POLL_MS = 40
LOOPBACK_OPTIONS = (":network-caching=300",)

_NOT_WATCHED = {
    FeedKind.OBS_SOURCE: "Watched from OBS later",
    FeedKind.PHONE: "Phone: nothing to watch",
}


class Wall(QObject):
    """All watched feeds."""

    status_changed = Signal(str, object)
    """Feed id and its FeedStatus."""
    pictures_moved = Signal(object)
    """The ids (frozenset) of the feeds whose picture is new."""

    def __init__(
        self,
        clock: Clock,
        gateways: Gateways | None = None,
        *,
        secrets_of: Callable[[Feed], Mapping[str, str]] | None = None,
        layout: Layout | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._gateways = gateways
        self._secrets_of = secrets_of or (lambda _: {})
        self._layout = layout or Layout()
        self._tiles: dict[str, Tile] = {}
        self._idle: dict[str, FeedStatus] = {}
        self._past: dict[str, History] = {}
        """What was measured of feeds that have no monitor now."""
        self._unwatched: Mapping[str, str] = {}
        self._awaited: frozenset[str] = frozenset()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def watch(self, feeds: tuple[Feed, ...], unwatched: Mapping[str, str] | None = None) -> None:
        """Watch these feeds and no others; what is watched already goes on undisturbed.

        `unwatched`: the ids of those that must not be watched, each with the sentence that says so.
        """
        self._unwatched = unwatched or {}
        wanted = {feed.id: feed for feed in feeds}
        for feed_id in [*self._tiles, *self._idle]:
            if feed_id not in wanted:
                self._drop(feed_id)
                self._past.pop(feed_id, None)
        for feed in feeds:
            self._watch_one(feed)
        if self._tiles:
            self._timer.start()
        else:
            self._timer.stop()

    def set_awaited(self, feed_ids: frozenset[str]) -> None:
        """Say which feeds are needed now: a listener that nobody has called yet is a fault there.

        Elsewhere it is still opening, however long that takes.
        """
        self._awaited = feed_ids

    @property
    def statuses(self) -> Mapping[str, FeedStatus]:
        """How every feed is, by id."""
        known = {feed_id: tile.status for feed_id, tile in self._tiles.items()}
        return MappingProxyType({**self._idle, **known})

    def image(self, feed_id: str) -> QImage | None:
        """The newest picture of a feed: a copy of its own, which may be kept; None: none yet."""
        tile = self._tiles.get(feed_id)
        return tile.image if tile is not None else None

    def history(self, feed_id: str) -> History:
        """Ten minutes of a feed, a sample a second."""
        tile = self._tiles.get(feed_id)
        return tile.history if tile is not None else self._past.get(feed_id, History())

    def reconnect(self, feed_id: str) -> bool:
        """Leave a feed and reach for it anew; False where nothing is received of it.

        The gateway calls or listens anew where there is one, else the feed's own monitor.
        """
        tile = self._tiles.get(feed_id)
        if tile is None:
            return False
        if tile.feed.gateway and self._gateways is not None:
            return self._gateways.reconnect(feed_id)
        tile.reconnect(self._clock.now())
        return True

    def sound_since(self, feed_id: str, position: int) -> tuple[bytes, int]:
        """Sound of a feed, S16 stereo at 48 kHz, from that frame on; and the next position."""
        tile = self._tiles.get(feed_id)
        return tile.sound_since(position) if tile is not None else (b"", 0)

    def sequence(self, feed_id: str) -> int:
        """The number of a feed's newest picture; 0: none."""
        tile = self._tiles.get(feed_id)
        return tile.sequence if tile is not None else 0

    @property
    def pids(self) -> Mapping[str, int]:
        """The process of each feed's monitor; 0 where it is being started."""
        return MappingProxyType({feed_id: tile.pid for feed_id, tile in self._tiles.items()})

    def stop(self, seconds: float = 2.0) -> bool:
        """Watch nothing any more; True when every monitor is gone in time."""
        self._timer.stop()
        tiles, self._tiles = self._tiles, {}
        for tile in tiles.values():
            tile.ask_to_stop()
        share = min(0.5, seconds / 4) / max(len(tiles), 1)
        ended = [tile.end(share) for tile in tiles.values()]
        return all(ended)

    def _watch_one(self, feed: Feed) -> None:
        play = self._play(feed)
        if isinstance(play, FeedStatus):
            self._drop(feed.id)
            self._idle[feed.id] = play
            self.status_changed.emit(feed.id, play)
            return
        known = self._tiles.get(feed.id)
        if known is not None and known.play == play:
            known.renew(feed, self._clock.now())
            return
        self._drop(feed.id)
        past = self._past.pop(feed.id, None)
        tile = Tile(feed, play, self._layout, self._clock.now(), past)
        self._tiles[feed.id] = tile
        self.status_changed.emit(feed.id, tile.status)

    def _play(self, feed: Feed) -> Play | FeedStatus:
        """What a monitor is to play, or why there is nothing to watch."""
        if feed.id in self._unwatched:
            return FeedStatus(sentence=self._unwatched[feed.id])
        if feed.kind is not FeedKind.ADDRESS:
            return FeedStatus(sentence=_NOT_WATCHED[feed.kind])
        if not feed.primary:
            return FeedStatus(sentence="No address yet")
        try:
            pasted = take_apart(feed.primary)
        except Refused as refused:
            return FeedStatus(sentence=refused.sentence)
        if feed.gateway and self._gateways is not None:
            return Play(self._gateways.monitor_url(feed.id), LOOPBACK_OPTIONS)
        secrets = {**self._secrets_of(feed), **pasted.secrets}
        mrl, options = for_vlc(pasted.address, secrets, feed.latency_ms)
        return Play(mrl, options, calls=pasted.address.direction is Direction.CALL)

    def _drop(self, feed_id: str) -> None:
        self._idle.pop(feed_id, None)
        tile = self._tiles.pop(feed_id, None)
        if tile is not None:
            self._past[feed_id] = tile.history
            tile.end()

    def _poll(self) -> None:
        now = self._clock.now()
        moved: set[str] = set()
        for feed_id, tile in list(self._tiles.items()):
            if tile.copy_picture():
                moved.add(feed_id)
            if tile.poll(now, self._line(feed_id)):
                self.status_changed.emit(feed_id, tile.status)
        if moved:
            self.pictures_moved.emit(frozenset(moved))

    def _line(self, feed_id: str) -> Line:
        if self._gateways is None or feed_id not in self._gateways.states:
            return Line()
        state = self._gateways.state(feed_id)
        awaits = "" if feed_id in self._awaited else state.awaits
        return Line(self._gateways.retry_in(feed_id), state.sentence, awaits)
