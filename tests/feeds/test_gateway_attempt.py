"""What a program's thread tells: nothing any more, once its attempt was let go."""

from __future__ import annotations

import threading
from collections.abc import Callable

from control_panel.clock import Clock
from control_panel.feeds.gateway_attempt import Attempt
from control_panel.feeds.gateway_wish import Wish
from control_panel.show.sources import Feed


class Nobody:
    """Hears, and remembers nothing; its program has nothing to let go."""

    def let_go(self) -> None: ...

    def on_started(self, attempt: Attempt) -> None: ...

    def on_received(self, attempt: Attempt) -> None: ...

    def on_said(self, attempt: Attempt, line: str) -> None: ...

    def on_ended(self, attempt: Attempt, code: int) -> None: ...


def test_letting_go_waits_for_what_is_being_told_and_nothing_is_told_after_it() -> None:
    """The one who hears is destroyed right after: a word on its way then would be a crash."""
    posting, on = threading.Event(), threading.Event()
    posted: list[Callable[[], None]] = []

    def post(call: Callable[[], None]) -> None:
        posting.set()
        assert on.wait(5)
        posted.append(call)

    wish = Wish.of(Feed("Kinshasa", primary="udp://127.0.0.1:9300"), {})
    attempt = Attempt(wish, Clock().now(), Nobody(), post)
    attempt.program = Nobody()  # type: ignore[assignment]
    teller = threading.Thread(target=attempt.end, args=(0,))
    teller.start()
    assert posting.wait(5)
    goer = threading.Thread(target=attempt.let_go)
    goer.start()
    goer.join(0.05)
    assert goer.is_alive(), "let go in the middle of a word"
    on.set()
    goer.join(5)
    assert len(posted) == 1
    attempt.end(0)
    assert len(posted) == 1
    teller.join(5)
