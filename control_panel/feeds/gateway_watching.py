"""What a gateway's program says, on its way from the program's thread to the main thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from control_panel.feeds.gateway_process import Gateway


class Watching:
    """What one program's thread calls; what it says is carried out in the main thread."""

    def __init__(self, gateway: Gateway, post: Callable[[Callable[[], None]], None]) -> None:
        self._gateway = gateway
        self._post = post

    def line(self, line: str) -> None:
        """A line: news of progress, a figure, or something said."""
        name, equals, _ = line.partition("=")
        if name == "progress" and equals:
            self._post(partial(self._gateway.on_received, self))
        elif not (equals and name.replace("_", "").isalnum()):
            self._post(partial(self._gateway.on_said, self, self._gateway.masked(line)))

    def end(self, code: int) -> None:
        """The program has ended."""
        self._post(partial(self._gateway.on_ended, self, code))


def without(line: str, secrets: Mapping[str, str]) -> str:
    """The line without these secrets, however ffmpeg may have quoted or divided them."""
    parts = [*secrets.get("key", "").split("/"), *secrets.get("query", "").split("&")]
    values = [part.partition("=")[2] for part in parts]
    for secret in (*secrets.values(), *parts, *values):
        if len(secret) > 2:
            line = line.replace(secret, "…").replace(quote(secret, safe=""), "…")
    return line
