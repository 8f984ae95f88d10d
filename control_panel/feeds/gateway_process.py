"""One gateway: a feed received once and handed to OBS and the monitor on loopback.

Rules
- A gateway is one ffmpeg that copies, under a warden. It waits, receives, or waits to try again;
  it tries for ever (feeds.md 2.7), and OBS's address never changes.
- A listener that loses its caller listens again at once; a call that fails is repeated after 1, 2,
  4, 8, 15 s. What was received for ten seconds sets the count back.
- An RTMP caller that stalls for ten seconds is dropped: the server in ffmpeg takes one caller
  only, and would turn away the same contributor when he comes back.
- Where a stream key is known, a caller with another one is turned away; ffmpeg itself only warns.
"""

from __future__ import annotations

import logging
import random
import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta

from control_panel.clock import Clock
from control_panel.errors import LinkError
from control_panel.feeds import backoff
from control_panel.feeds.address import Address, Direction, take_apart
from control_panel.feeds.gateway_command import ANALYSE_S, GatewayCommand, gateway_command
from control_panel.feeds.gateway_state import MISSING, GatewayState, Phase
from control_panel.feeds.gateway_watching import Watching, without
from control_panel.feeds.warden import Adoption, Program, adopt_program, start_program
from control_panel.instant import Instant
from control_panel.show.sources import Feed

_log = logging.getLogger(__name__)

QUIET = timedelta(seconds=3)
"""Nothing came for so long: it waits."""
STALL = timedelta(seconds=10)
LISTEN_AGAIN = timedelta(milliseconds=200)
WELL_AFTER = timedelta(seconds=10)
_ZERO = timedelta(0)
SHORT_LIFE = timedelta(seconds=3)
"""A listener that ends sooner, without a caller, could not listen at all."""


class Gateway:
    """One feed's gateway.

    No QObject: its life ends at any moment, and its program's thread may be the last to hold it.
    `changed` is called when `state` is new; `post` runs a call in the main thread.
    """

    def __init__(
        self,
        feed: Feed,
        secrets: Mapping[str, str],
        ports: tuple[int, int],
        clock: Clock,
        grace: timedelta,
        changed: Callable[[], None],
        post: Callable[[Callable[[], None]], None],
        *,
        missing: bool = False,
    ) -> None:
        """`missing`: its secrets are not known; what runs is left alone, and nothing is started."""
        pasted = take_apart(feed.primary)
        self.feed = feed
        self.ports = ports
        self.state = GatewayState()
        self._address: Address = pasted.address
        self._secrets = {**secrets, **pasted.secrets}
        self.missing = missing
        self._left_key = ""
        self._had_a_caller = False
        self._clock = clock
        self._grace = grace
        self._program: Program | None = None
        self._watching: object = None
        self._failures = 0
        self._analysed = 0
        self._started_at = clock.now()
        self._heard_at: Instant | None = None
        self._changed = changed
        self._post = post

    def command(self) -> GatewayCommand:
        """What is started now."""
        return gateway_command(
            self._address,
            self._secrets,
            self.feed.latency_ms,
            self.ports,
            ffmpeg=shutil.which("ffmpeg") or "ffmpeg",
            offset_s=self._clock.now().steady.total_seconds(),
            analyse_s=ANALYSE_S[min(self._analysed, len(ANALYSE_S) - 1)],
        )

    @property
    def key(self) -> str:
        """Gateways with one key receive the same feed in the same way."""
        return self._left_key or self.command().key

    @property
    def pid(self) -> int:
        """The process id of its ffmpeg; 0 while there is none."""
        return self._program.pid if self._program is not None else 0

    @property
    def adoption(self) -> Adoption | None:
        """What the next panel needs to take this gateway over."""
        return self._program.adoption if self._program is not None else None

    def adopt(self, left: Adoption, key: str) -> bool:
        """Take over what an earlier panel left; False where it is gone."""
        watching = self._watch()
        try:
            self._program = adopt_program(
                left, name=self._name, on_line=watching.line, on_end=watching.end
            )
        except LinkError:
            return False
        self._left_key = key if self.missing else ""
        self._set(Phase.WAITING, adopted=True)
        return True

    def learn(self, other: Gateway) -> None:
        """Go on with what another one, of the same key, was made of."""
        self.feed = other.feed
        self._address, self._secrets = other._address, other._secrets
        self.missing, self._left_key = other.missing, ""

    def begin(self) -> None:
        """Start receiving."""
        self._left_key = ""
        if self.missing:
            self._set(Phase.STOPPED, sentence=MISSING)
            return
        watching = self._watch()
        command = self.command()
        self._started_at, self._heard_at = self._clock.now(), None
        self._program = start_program(
            command.argv,
            name=self._name,
            stdin_secret=command.stdin,
            on_line=watching.line,
            on_end=watching.end,
            grace=self._grace.total_seconds(),
            blocking=False,
        )
        self._set(Phase.WAITING, sentence=self.state.sentence or self._doing)

    def look(self, now: Instant) -> None:
        """Do what is due: try again, or drop a caller that stalls."""
        state = self.state
        if state.phase is Phase.RETRYING and state.retry_at and now.since(state.retry_at) >= _ZERO:
            self.begin()
        elif self._heard_at is not None:
            self._look_at_silence(now.since(self._heard_at))

    def _look_at_silence(self, silence: timedelta) -> None:
        if self.state.phase is Phase.RECEIVING and silence > QUIET:
            self._set(Phase.WAITING, sentence="Nothing comes")
        if silence > STALL and self._address.scheme in {"rtmp", "rtmps"}:
            _log.info("%s: nothing came for %s; listening anew", self._name, STALL)
            self._heard_at = None
            self.restart()

    def retry_now(self) -> None:
        """Try again now instead of later."""
        if self.state.phase is Phase.RETRYING:
            self.begin()

    def reconnect(self) -> None:
        """Leave the feed and reach for it anew, within a second."""
        self._failures = 0
        (self.retry_now if self._program is None else self.restart)()

    def restart(self) -> None:
        """End the program; another follows."""
        if self._program is not None:
            self._program.ask_to_stop(1.0)

    def keep_on(self) -> None:
        """Let the program outlive the panel: what it takes to find it again is written down."""
        if self._program is not None:
            self._program.keep_on()

    def ask_to_stop(self) -> None:
        """Begin to stop."""
        self._watching = None
        if self._program is not None:
            self._program.ask_to_stop(0.5)

    def stop(self, seconds: float) -> bool:
        """Stop; True when the program is gone."""
        self.ask_to_stop()
        program, self._program = self._program, None
        self._set(Phase.STOPPED)
        return program is None or program.stop(seconds)

    def let_go(self) -> None:
        """Leave the program to the next panel."""
        self._watching = None
        if self._program is not None:
            self._program.let_go()
            self._program = None
        self._set(Phase.STOPPED)

    @property
    def _name(self) -> str:
        return f"gateway {self.feed.name}"

    @property
    def _doing(self) -> str:
        if self._address.direction is Direction.LISTEN:
            return f"Listening on port {self._address.port}"
        return f"Calling {self._address.host}"

    @property
    def _awaits(self) -> str:
        if self._had_a_caller or self._failures or self._address.direction is Direction.CALL:
            return ""
        what = "data" if self._address.scheme in {"udp", "rtp"} else "a call"
        return f"{what} on port {self._address.port}"

    def _watch(self) -> Watching:
        self._watching = watching = Watching(self, self._post)
        return watching

    def on_received(self, watching: object) -> None:
        """Something came."""
        if watching is not self._watching:
            return
        now = self._clock.now()
        self._heard_at = now
        self._had_a_caller = True
        if self.state.phase is not Phase.RECEIVING:
            self._set(Phase.RECEIVING)
        elif self.state.since is not None and now.since(self.state.since) > WELL_AFTER:
            self._failures = self._analysed = 0

    def on_said(self, watching: object, line: str) -> None:
        """The program wrote a line that is no figure."""
        if watching is not self._watching:
            return
        if "Unexpected stream" in line and "key" not in self._secrets:
            return
        if "Unexpected stream" in line:
            self._set(self.state.phase, sentence="A caller with another stream key was turned away")
            self.restart()
            return
        _log.info("%s: %s", self._name, line)
        if "not set" in line or "unspecified" in line:
            self._analysed += 1
        if self.state.phase is not Phase.RECEIVING:
            self._set(self.state.phase, sentence=line[:200])

    def masked(self, line: str) -> str:
        """The line without this feed's secrets."""
        return without(line, self._secrets)

    def on_ended(self, watching: object, code: int) -> None:
        """The program has ended: another follows, now or later."""
        if watching is not self._watching or self._program is None:
            return
        now = self._clock.now()
        failed = self._program.failed
        received = self._heard_at is not None
        self._program.let_go()
        self._program = None
        if self._address.direction is Direction.LISTEN and (
            received or now.since(self._started_at) > SHORT_LIFE
        ):
            wait = LISTEN_AGAIN
        else:
            self._failures += 1
            wait = backoff.delay(self._failures, random.random())  # noqa: S311 (jitter)
        sentence = failed or ("The connection ended" if received else self.state.sentence)
        _log.info("%s ended (%d), again in %.1f s", self._name, code, wait.total_seconds())
        self._set(Phase.RETRYING, retry_at=now.shifted(wait), sentence=sentence)

    def _set(
        self,
        phase: Phase,
        *,
        retry_at: Instant | None = None,
        sentence: str = "",
        adopted: bool | None = None,
    ) -> None:
        before = self.state
        self.state = GatewayState(
            phase=phase,
            since=before.since if phase is before.phase else self._clock.now(),
            retry_at=retry_at,
            sentence=sentence,
            adopted=before.adopted if adopted is None else adopted,
            awaits=self._awaits if phase in {Phase.WAITING, Phase.RETRYING} else "",
        )
        if self.state != before:
            self._changed()
