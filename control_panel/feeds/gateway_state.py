"""What is known of a gateway, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from control_panel.instant import Instant


class Phase(StrEnum):
    """What a gateway is doing."""

    STOPPED = "stopped"
    WAITING = "waiting"
    RECEIVING = "receiving"
    RETRYING = "retrying"


@dataclass(frozen=True, slots=True)
class GatewayState:
    """What is known of one gateway."""

    phase: Phase = Phase.STOPPED
    since: Instant | None = None
    retry_at: Instant | None = None
    sentence: str = ""
    """Why it is not receiving, for people."""
    detail: str = ""
    """The program's own words where no sentence is known for them, secrets cut."""
    adopted: bool = False
    """Taken over from an earlier panel."""
    awaits: str = ""
    """What it listens for and never had since its address was given: "a call on port 9301"."""

    def retry_in(self, now: Instant) -> timedelta | None:
        """Time to the next attempt; None where none is waited for."""
        if self.phase is not Phase.RETRYING or self.retry_at is None:
            return None
        return max(timedelta(0), self.retry_at.since(now))
