"""Keeps gateways and monitors in step with the feeds of the show."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from control_panel.app.base import Base
from control_panel.app.feed_secrets import FeedSecrets, Found, Keyring
from control_panel.errors import PanelError
from control_panel.feeds.gateway import Gateways
from control_panel.feeds.gateway_words import MISSING
from control_panel.feeds.wall import Wall
from control_panel.show.addresses import place_of_address
from control_panel.show.document import Document
from control_panel.show.model import Feed, FeedKind, Mode, Playhead, Show

__all__ = ["FeedSecrets", "Feeding"]

_log = logging.getLogger(__name__)

ELSEWHERE = "Received by the other panel"
LOOKED_AT = "Not received: the show is open read-only"
ASKING = "The keyring is asked for its password"
_RUNNING = (Mode.REHEARSAL, Mode.PRE_SHOW, Mode.LIVE, Mode.CLOSE_OUT)

Asked = tuple[str, str, str]
"""A feed's id, its credential, and the place that it was for."""


class Feeding(QObject):
    """Starts and stops what the feeds of the show need; asks the keyring beside the window.

    A show that is open read-only is received by the panel that has it: nothing is started here.
    Several changes in one turn (an address, its latency, its secrets) are one change.
    """

    secret_missing = Signal(str)
    """A sentence: a feed's password is neither known nor in the keyring of this computer."""

    def __init__(
        self,
        base: Base,
        document: Document,
        gateways: Gateways,
        wall: Wall,
        known: FeedSecrets,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._gateways = gateways
        self._wall = wall
        self._feeds: tuple[Feed, ...] = ()
        self._playhead = Playhead()
        self._known = known
        self._keyring = Keyring(base.secrets, base.tasks)
        self._asked: set[Asked] = set()
        self._answered: set[Asked] = set()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._keep_up)
        document.changed.connect(self._changed)

    def start(self) -> None:
        """Receive and watch the show's feeds; those with secrets once the keyring has answered."""
        if not self._document.read_only:
            self._gateways.tidy()
        self._keep_up()

    def set_secret(self, feed_id: str, name: str, value: str) -> None:
        """A secret was entered for the address that the feed has: keep it, and use it at once."""
        show = self._document.show
        feed = show.feed(feed_id)
        if feed is None or self._document.read_only:
            return
        place = place_of_address(feed.primary)
        self._keyring.keep(f"feed:{show.id}:{feed_id}", place, name, value)
        self._known.know(feed_id, place, {name: value})
        self._soon.start()

    def forget_secret(self, feed_id: str, credential: str) -> None:
        """A password is to be kept no longer: receive the feed without it."""
        if self._document.read_only:
            return
        self._drop(feed_id, credential)
        self._soon.start()

    def follow(self, _before: Playhead, after: Playhead) -> None:
        """Say which feeds are awaited: those on air, being taken and next while a show runs."""
        self._playhead = after
        self._say_awaited()

    def _say_awaited(self) -> None:
        now = self._playhead
        ids = {now.next_id}
        ids |= {run.item_id for run in (now.on_air, now.taking) if run is not None}
        items = [self._document.show.item(i) for i in ids - {""} if now.mode in _RUNNING]
        self._wall.set_awaited(frozenset(f for item in items if item for f in item.feed_ids))

    def _changed(self, before: Show, after: Show) -> None:
        self._say_awaited()
        if before.feeds == after.feeds:
            return
        for feed in before.feeds:
            now = after.feed(feed.id)
            if now is not None and place_of_address(now.primary) != place_of_address(feed.primary):
                # Its secrets were for another place: they are given to nobody, and kept no longer.
                self._drop(feed.id, feed.credential)
        self._soon.start()

    def _drop(self, feed_id: str, credential: str) -> None:
        """Know and keep the secrets of a feed no longer."""
        self._known.forget(feed_id)
        for questions in (self._asked, self._answered):
            questions.difference_update([q for q in questions if q[0] == feed_id])
        if credential:
            self._keyring.drop(credential)

    def _keep_up(self) -> None:
        show = self._document.show
        if self._document.read_only:
            other = "another control panel" in self._document.read_only
            why = ELSEWHERE if other else LOOKED_AT
            self._wall.watch(show.feeds, {feed.id: why for feed in show.feeds})
            return
        self._ask(show)
        gone = {f.id for f in self._feeds} - {f.id for f in show.feeds if _by_gateway(f)}
        for feed_id in gone:
            self._gateways.stop_feed(feed_id)
        self._feeds = show.feeds
        for feed in show.feeds:
            if _by_gateway(feed) and not self._waits(feed):
                self._receive(feed)
        self._wall.watch(show.feeds, self._unwatched(show))

    def _unwatched(self, show: Show) -> Mapping[str, str]:
        """The feeds that are called directly and must not be without their secrets."""
        direct = [f for f in show.feeds if not _by_gateway(f) and self._lacks(f)]
        return {f.id: ASKING if self._waits(f) else MISSING for f in direct}

    def _receive(self, feed: Feed) -> None:
        try:
            self._gateways.start(feed, self._known.of(feed), missing=self._lacks(feed))
        except PanelError as error:
            # The address is not one yet: the field in Setup says so to whoever types it.
            _log.info("%s is not received: %s", feed.name, error.sentence)

    # -- secrets

    def _lacks(self, feed: Feed) -> bool:
        return _has_secrets(feed) and not self._known.of(feed)

    def _waits(self, feed: Feed) -> bool:
        return self._lacks(feed) and _question(feed) not in self._answered

    def _ask(self, show: Show) -> None:
        """Ask the keyring for what is not known and was not asked for yet."""
        feeds = [f for f in show.feeds if self._lacks(f) and _question(f) not in self._asked]
        if feeds:
            questions = tuple(_question(feed) for feed in feeds)
            self._asked.update(questions)
            self._keyring.ask(questions, lambda found: self._know(questions, found))

    def _know(self, questions: tuple[Asked, ...], found: Found) -> None:
        self._answered.update(questions)
        for (feed_id, _, place), named in found.items():
            self._known.offer(feed_id, place, named)
        for feed in self._document.show.feeds:
            if _question(feed) in questions and self._lacks(feed):
                self.secret_missing.emit(
                    f"{feed.name}: its password is not on this computer: "
                    "enter the address again in Setup"
                )
        self._keep_up()


def _question(feed: Feed) -> Asked:
    return feed.id, feed.credential, place_of_address(feed.primary)


def _has_secrets(feed: Feed) -> bool:
    return feed.kind is FeedKind.ADDRESS and bool(feed.credential) and bool(feed.primary)


def _by_gateway(feed: Feed) -> bool:
    return feed.kind is FeedKind.ADDRESS and feed.gateway and bool(feed.primary)
