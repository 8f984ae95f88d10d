"""Keeps gateways and monitors in step with the feeds of the show."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from PySide6.QtCore import QObject

from control_panel.app.base import Base
from control_panel.errors import PanelError
from control_panel.feeds.gateway import Gateways
from control_panel.feeds.wall import Wall
from control_panel.show.addresses import SECRET_NAMES
from control_panel.show.document import Document
from control_panel.show.model import Feed, FeedKind, Show

_log = logging.getLogger(__name__)


class FeedSecrets:
    """The secrets of the feeds by feed id, in memory, as the keyring or somebody gave them."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}

    def of(self, feed: Feed) -> Mapping[str, str]:
        """What is known of one feed."""
        return self._known.get(feed.id, {})

    def know(self, feed_id: str, named: Mapping[str, str]) -> None:
        """Learn some."""
        self._known.setdefault(feed_id, {}).update(named)


class Feeding(QObject):
    """Starts and stops what the feeds of the show need; asks the keyring beside the window."""

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
        self._base = base
        self._document = document
        self._gateways = gateways
        self._wall = wall
        self._feeds: tuple[Feed, ...] = ()
        self._known = known
        document.changed.connect(self._changed)

    def start(self) -> None:
        """Receive and watch the show's feeds, once the keyring has answered."""
        show = self._document.show
        wanted = [
            (feed.id, name, f"{feed.credential}:{name}")
            for feed in show.feeds
            if feed.credential
            for name in SECRET_NAMES
        ]
        if not wanted:
            self._know({})
            return
        secrets = self._base.secrets

        def ask() -> dict[str, dict[str, str]]:
            found: dict[str, dict[str, str]] = {}
            for feed_id, name, key in wanted:
                value = secrets.get(key)
                if value:
                    found.setdefault(feed_id, {})[name] = value
            return found

        self._base.tasks.run(ask, self._know)

    def set_secret(self, feed_id: str, name: str, value: str) -> None:
        """A secret was entered: keep it in the keyring, and use it at once."""
        key = f"feed:{self._document.show.id}:{feed_id}:{name}"
        secrets = self._base.secrets
        self._base.tasks.run(lambda: secrets.set(key, value), lambda _: None)
        self._known.know(feed_id, {name: value})
        self._keep_up(self._document.show)

    def _know(self, secrets: dict[str, dict[str, str]]) -> None:
        for feed_id, named in secrets.items():
            self._known.know(feed_id, named)
        self._keep_up(self._document.show)

    def _changed(self, before: Show, after: Show) -> None:
        if before.feeds != after.feeds:
            self._keep_up(after)

    def _keep_up(self, show: Show) -> None:
        gone = {f.id for f in self._feeds} - {f.id for f in show.feeds if _by_gateway(f)}
        for feed_id in gone:
            self._gateways.stop_feed(feed_id, 0.0)
        self._feeds = show.feeds
        for feed in show.feeds:
            if _by_gateway(feed):
                self._receive(feed)
        self._wall.watch(show.feeds)

    def _receive(self, feed: Feed) -> None:
        try:
            self._gateways.start(feed, self._known.of(feed))
        except PanelError as error:
            # The address is not one yet: the field in Setup says so to whoever types it.
            _log.info("%s is not received: %s", feed.name, error.sentence)


def _by_gateway(feed: Feed) -> bool:
    return feed.kind is FeedKind.ADDRESS and feed.gateway and bool(feed.primary)
