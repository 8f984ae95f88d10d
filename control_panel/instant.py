"""An instant as this house knows it: wall clock, a steady clock that counts sleep, and the boot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment read from both clocks at once.

    `wall` is aware UTC. `steady` is the time since an arbitrary start of the same `boot`; it
    never steps and counts through sleep. Only instants of one boot share a steady clock.
    """

    wall: datetime
    steady: timedelta
    boot: str

    def __post_init__(self) -> None:
        if self.wall.tzinfo is None:
            raise ValueError("an instant needs an aware wall time")

    def since(self, earlier: Instant) -> timedelta:
        """Elapsed time: by the steady clock within one boot, else by the wall clock."""
        if self.boot == earlier.boot:
            return self.steady - earlier.steady
        return self.wall - earlier.wall

    def shifted(self, by: timedelta) -> Instant:
        """The instant that lies `by` later (or earlier, when negative) on both clocks."""
        return Instant(self.wall + by, self.steady + by, self.boot)
