"""What a gateway is to receive, as a value: a feed, its address and its secrets."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from control_panel.feeds.address import Address, take_apart
from control_panel.feeds.gateway_command import ANALYSE_S, GatewayCommand, gateway_command
from control_panel.show.sources import Feed


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be received; `secrets` by the names of `address.take_apart`."""

    feed: Feed
    address: Address
    secrets: Mapping[str, str]
    missing: bool = False
    """Its secrets are not known: what runs is left alone, and nothing is started."""

    def __repr__(self) -> str:
        return f"Wish({self.feed.name}, {self.address})"

    @classmethod
    def of(cls, feed: Feed, secrets: Mapping[str, str], *, missing: bool = False) -> Self:
        """The wish for a feed; Refused where its address is none."""
        pasted = take_apart(feed.primary)
        return cls(feed, pasted.address, {**secrets, **pasted.secrets}, missing)

    def command(
        self, ports: tuple[int, int], steady: timedelta = timedelta(0), analysed: int = 0
    ) -> GatewayCommand:
        """What is started at that time; `analysed`: how often too little was found so far."""
        return gateway_command(
            self.address,
            self.secrets,
            self.feed.latency_ms,
            ports,
            ffmpeg=shutil.which("ffmpeg") or "ffmpeg",
            offset_s=steady.total_seconds(),
            analyse_s=ANALYSE_S[min(analysed, len(ANALYSE_S) - 1)],
        )

    def receives_like(self, other: Wish) -> bool:
        """Whether both receive the same in the same way."""
        here = (0, 0)
        same = self.command(here).receives == other.command(here).receives
        return same and self.missing == other.missing
