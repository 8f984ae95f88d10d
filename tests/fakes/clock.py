"""A clock that a test moves by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from control_panel.clock import Clock
from control_panel.instant import Instant

DEFAULT = datetime(2026, 11, 19, 18, 45, tzinfo=UTC)
"""13:45:00 in New York: the on-air instant of the show in the drawings."""


class FakeClock(Clock):
    """Stands still until it is moved."""

    def __init__(
        self,
        wall: datetime = DEFAULT,
        *,
        steady: timedelta = timedelta(hours=1),
        boot: str = "boot-1",
    ) -> None:
        # Clock.__init__ is left out: it reads the computer's own boot.
        self._now = Instant(wall, steady, boot)
        self._asleep = timedelta(0)

    @property
    def boot(self) -> str:
        """The id of this boot."""
        return self._now.boot

    def now(self) -> Instant:
        """The moment at which the test has put this clock."""
        return self._now

    def asleep(self) -> timedelta:
        """How long the test let the computer sleep."""
        return self._asleep

    def set(self, now: datetime | Instant) -> Instant:
        """Go to an instant, or to a wall time with the steady clock going along."""
        self._now = now if isinstance(now, Instant) else self._now.shifted(now - self._now.wall)
        return self._now

    def advance(self, by: timedelta) -> Instant:
        """Let time pass."""
        self._now = self._now.shifted(by)
        return self._now

    def step_wall(self, by: timedelta) -> Instant:
        """Move the wall clock alone, as a hand or NTP does."""
        self._now = Instant(self._now.wall + by, self._now.steady, self._now.boot)
        return self._now

    def sleep(self, by: timedelta) -> Instant:
        """Close the lid for a while."""
        self._asleep += by
        return self.advance(by)

    def reboot(self, down: timedelta = timedelta(seconds=30)) -> Instant:
        """Start the computer anew: another boot, and a steady clock that starts over."""
        number = int(self._now.boot.rsplit("-", 1)[-1]) + 1 if "-" in self._now.boot else 1
        self._now = Instant(self._now.wall + down, timedelta(seconds=10), f"boot-{number}")
        self._asleep = timedelta(0)
        return self._now
