"""The secrets of the feeds: bound to the place that they were entered for, and given to no other.

A show file names its credentials, and may come from anybody: so what the keyring holds begins with
the place (`srt://host:9000 secret`), and is of no use to an address that reaches another one.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping

from control_panel.log import hide
from control_panel.secrets import Secrets
from control_panel.show.addresses import SECRET_NAMES, place_of_address
from control_panel.show.model import Feed
from control_panel.tasks import Tasks

Question = tuple[str, str, str]
"""A feed's id, its credential, and the place that it was for."""
Found = Mapping[Question, Mapping[str, str]]


class FeedSecrets:
    """The secrets of the feeds by feed id, in memory, each set with its place."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, dict[str, str]]] = {}

    def of(self, feed: Feed) -> Mapping[str, str]:
        """What is known of a feed for the place that its address reaches."""
        place, named = self._known.get(feed.id, ("", {}))
        return named if feed.credential and place == place_of_address(feed.primary) else {}

    def know(self, feed_id: str, place: str, named: Mapping[str, str]) -> None:
        """Learn what somebody entered; what was for another place goes."""
        known = self._known.get(feed_id)
        older = known[1] if known is not None and known[0] == place else {}
        self._known[feed_id] = place, {**older, **named}

    def offer(self, feed_id: str, place: str, named: Mapping[str, str]) -> None:
        """Learn what the keyring held; what was entered meanwhile is newer."""
        known_place, known = self._known.get(feed_id, (place, {}))
        if known_place == place:
            self._known[feed_id] = place, {**named, **known}

    def forget(self, feed_id: str) -> None:
        """Forget all of a feed."""
        self._known.pop(feed_id, None)


class Keyring:
    """Asks and writes the keyring in threads, one thing after the other as it was wanted."""

    def __init__(self, secrets: Secrets, tasks: Tasks) -> None:
        self._secrets = secrets
        self._tasks = tasks
        self._errands: deque[Callable[[], Found]] = deque()
        self._one_by_one = threading.Lock()

    def keep(self, credential: str, place: str, name: str, value: str) -> None:
        """Keep a secret for a place."""
        hide(value)

        def write() -> Found:
            self._secrets.set(f"{credential}:{name}", f"{place} {value}")
            return {}

        self._run(write)

    def drop(self, credential: str) -> None:
        """Keep nothing under this name any longer."""

        def forget() -> Found:
            for name in SECRET_NAMES:
                self._secrets.forget(f"{credential}:{name}")
            return {}

        self._run(forget)

    def ask(self, questions: Iterable[Question], done: Callable[[Found], None]) -> None:
        """Look for the secrets of some feeds; `done` is told those that are for their places."""
        wanted = tuple(questions)
        self._run(lambda: {question: self._named(question) for question in wanted}, done)

    def _named(self, question: Question) -> dict[str, str]:
        _feed_id, credential, place = question
        named = {}
        for name in SECRET_NAMES:
            kept = self._secrets.get(f"{credential}:{name}") or ""
            value = kept.removeprefix(f"{place} ")
            if place and value and value != kept:
                hide(value)
                named[name] = value
        return named

    def _run(
        self, errand: Callable[[], Found], done: Callable[[Found], None] | None = None
    ) -> None:
        self._errands.append(errand)
        self._tasks.run(self._next, done)

    def _next(self) -> Found:
        with self._one_by_one:
            return self._errands.popleft()()
