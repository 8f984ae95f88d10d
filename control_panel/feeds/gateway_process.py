"""One gateway: a feed received once and handed to OBS and the monitor on loopback.

Rules
- A gateway is one ffmpeg that copies, under a warden. It waits, receives, or waits to try again;
  it tries for ever (feeds.md 2.7), and OBS's address never changes.
- Nothing here waits. What is to end is asked to; the next one on the same ports begins when the
  end of the last was heard. A warden that does not obey in time is killed.
- What an earlier panel left is looked for at its door. Where nobody is, it is gone. Where nobody
  answers it is asked again: its ffmpeg may still send, and two on one port are no picture.
- A listener that loses its caller listens again at once; a call that fails is repeated after 1, 2,
  4, 8, 15 s. What was received for ten seconds sets the count back.
- An RTMP caller that stalls for ten seconds is dropped: the server in ffmpeg takes one caller
  only, and would turn away the same contributor when he comes back.
- Where a stream key is known, a caller with another one is turned away; ffmpeg itself only warns.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import timedelta

from control_panel.clock import Clock
from control_panel.feeds import backoff, gateway_words
from control_panel.feeds.address import Direction
from control_panel.feeds.gateway_attempt import PATIENCE_S, Attempt, Post, started, taken_over
from control_panel.feeds.gateway_state import GatewayState, Phase
from control_panel.feeds.gateway_wish import Wish
from control_panel.feeds.gateway_words import Told
from control_panel.feeds.warden import Adoption
from control_panel.instant import Instant

_log = logging.getLogger(__name__)

QUIET = timedelta(seconds=3)
"""Nothing came for so long: it waits."""
STALL = timedelta(seconds=10)
LISTEN_AGAIN = timedelta(milliseconds=200)
WELL_AFTER = timedelta(seconds=10)
SHORT_LIFE = timedelta(seconds=3)
"""A listener that ends sooner, without a caller, could not listen at all."""
_ZERO = timedelta(0)


class Gateway:
    """One feed's gateway.

    No QObject: its life ends at any moment, and its program's thread may be the last to hold it.
    `changed` is called when `state` is new; `post` runs a call in the main thread.
    """

    def __init__(
        self,
        wish: Wish,
        ports: tuple[int, int],
        clock: Clock,
        grace: timedelta,
        changed: Callable[[], None],
        post: Post,
    ) -> None:
        self.wish = wish
        self.state = GatewayState()
        self._ports = ports
        self._clock = clock
        self._grace = grace
        self._changed = changed
        self._post = post
        self._attempt: Attempt | None = None
        self._left: Adoption | None = None
        """What may still attempt, and is not in our hands."""
        self._leaving = False
        self._anew = False
        """What runs was asked to end for another to begin at once."""
        self._failures = self._analysed = 0
        self._had_a_caller = False

    @property
    def pid(self) -> int:
        """The process id of its ffmpeg; 0 while there is none."""
        return self._attempt.program.pid if self._attempt is not None else 0

    @property
    def adoption(self) -> Adoption | None:
        """What the next panel needs to take this gateway over."""
        return self._attempt.adoption if self._attempt is not None else self._left

    @property
    def over(self) -> bool:
        """It was asked to leave, and nothing of it is in our hands any more."""
        return self._leaving and self._attempt is None

    def begin(self, left: Adoption | None = None) -> None:
        """Start receiving, or first take over what an earlier panel left."""
        self._left = left or self._left
        if self._left is not None:
            self._adopt(self._left)
        elif self.wish.missing:
            self._set(Phase.STOPPED, gateway_words.MISSING)
        else:
            self._start()

    def _adopt(self, left: Adoption) -> None:
        self._attempt = taken_over(left, self.wish, self._clock.now(), self, self._post)
        self._set(Phase.WAITING, self.state.sentence)

    def _start(self) -> None:
        now = self._clock.now()
        command = self.wish.command(self._ports, now.steady, self._analysed)
        self._attempt = started(command, self._grace, self.wish, now, self, self._post)
        said = self.state.sentence or gateway_words.doing(self.wish.address)
        self._set(Phase.WAITING, said, self.state.detail)

    def want(self, wish: Wish) -> None:
        """Receive this from now on; what runs goes on where it receives the same."""
        before, self.wish = self.wish, wish
        left, self._leaving = self._leaving, False
        if self._attempt is None:
            if left or self.state.phase is Phase.STOPPED or not wish.receives_like(before):
                self._forget()
                self.begin()
        elif left:
            self._anew = True  # it was asked to end already
            self._set(Phase.WAITING, gateway_words.CHANGING)
        elif not self._attempt.adopting and not self._goes_on(self._attempt, before):
            self._receive_anew(self._attempt)

    def _goes_on(self, attempt: Attempt, before: Wish) -> bool:
        """Whether what runs is what is wanted; without its secrets it is taken as it is."""
        if self.wish.missing:
            return before.missing and before.feed.primary == self.wish.feed.primary
        return self.wish.command(self._ports).is_marked(attempt.program.mark)

    def _receive_anew(self, attempt: Attempt) -> None:
        _log.info("%s is received anew: what is wanted has changed", self.wish.feed.name)
        self._anew = True
        self._forget()
        self._set(Phase.WAITING, gateway_words.CHANGING)
        attempt.ask_to_end(self._clock.now())

    def _forget(self) -> None:
        """What was learnt of another address says nothing of this one."""
        self._failures = self._analysed = 0
        self._had_a_caller = False
        self._set(self.state.phase)

    def look(self, now: Instant) -> None:
        """Do what is due: try again, drop a caller that stalls, kill what does not end."""
        attempt, retry_at = self._attempt, self.state.retry_at
        if attempt is None:
            if retry_at is not None and now.since(retry_at) >= _ZERO:
                self.begin()
        elif attempt.asked:
            attempt.look(now)
        elif attempt.heard_at is not None:
            self._look_at_silence(attempt, now.since(attempt.heard_at))

    def _look_at_silence(self, attempt: Attempt, silence: timedelta) -> None:
        if self.state.phase is Phase.RECEIVING and silence > QUIET:
            self._set(Phase.WAITING, gateway_words.NOTHING_COMES)
        if silence > STALL and self.wish.address.scheme in {"rtmp", "rtmps"}:
            _log.info("%s: nothing came for %s; listening anew", attempt.name, STALL)
            attempt.ask_to_end(self._clock.now())

    def reconnect(self) -> None:
        """Leave the feed and reach for it anew, within a second; try now instead of later."""
        if self._attempt is not None:
            self._failures, self._anew = 0, True
            self._attempt.ask_to_end(self._clock.now())
        elif self.state.phase is Phase.RETRYING:
            self.begin()

    def keep_on(self) -> None:
        """Let the program outlive the panel: what it takes to find it again is written down."""
        if self._attempt is not None:
            self._attempt.program.keep_on()

    def leave(self, patience_s: float = PATIENCE_S) -> None:
        """Receive no more: `over` once the end of the program was heard."""
        self._leaving = True
        if self._attempt is not None:
            self._attempt.ask_to_end(self._clock.now(), patience_s)
        self._set(Phase.STOPPED)

    def ended_within(self, seconds: float) -> bool:
        """Wait so long for the end that was asked for; True when it came."""
        return self._attempt is None or self._attempt.program.wait(seconds) is not None

    def kill(self) -> None:
        """End the warden too, where it is ours."""
        if self._attempt is not None:
            self._attempt.program.kill()

    def let_go(self) -> None:
        """Turn away from the program: left to the next panel, unless it was asked to end."""
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            attempt.let_go()
            self._left = attempt.left
        self._set(Phase.STOPPED)

    # -- what the program says

    def on_started(self, attempt: Attempt) -> None:
        """It was taken over."""
        if attempt is not self._attempt:
            return
        attempt.adopting, self._left, self._failures = False, None, 0
        if self._leaving:
            return
        self._set(Phase.WAITING, adopted=True)
        if not self.wish.missing and not self._goes_on(attempt, self.wish):
            self._receive_anew(attempt)

    def on_received(self, attempt: Attempt) -> None:
        """Something came."""
        if attempt is not self._attempt or attempt.asked:
            return
        now = self._clock.now()
        attempt.heard_at = now
        self._had_a_caller = True
        if self.state.phase is not Phase.RECEIVING:
            self._set(Phase.RECEIVING)
        elif self.state.since is not None and now.since(self.state.since) > WELL_AFTER:
            self._failures = self._analysed = 0

    def on_said(self, attempt: Attempt, line: str) -> None:
        """The program wrote a line that is no figure."""
        if attempt is not self._attempt or attempt.asked:
            return
        if gateway_words.is_other_key(line):
            if "key" not in self.wish.secrets:
                return
            told: Told | None = attempt.tell(Told(gateway_words.OTHER_KEY, gateway_words.GRAVEST))
            attempt.ask_to_end(self._clock.now())
        else:
            _log.info("%s: %s", attempt.name, line)
            self._analysed += gateway_words.found_too_little(line)
            told = attempt.take_in(line)
        if told is not None and self.state.phase is not Phase.RECEIVING:
            self._set(self.state.phase, told.sentence)

    def on_ended(self, attempt: Attempt, code: int) -> None:
        """The program has ended: another follows, now or later."""
        if attempt is not self._attempt:
            return
        self._attempt = None
        anew, self._anew = self._anew, False
        self._left = attempt.left
        if self._leaving:
            self._set(Phase.STOPPED)
        elif attempt.adopting and self._left is not None:
            self._failures += 1
            self._retry(gateway_words.UNANSWERED)
        elif attempt.adopting or anew or self.wish.missing or self._left is not None:
            self.begin()
        else:
            self._ended_by_itself(attempt, code)

    def _ended_by_itself(self, attempt: Attempt, code: int) -> None:
        now = self._clock.now()
        _log.info("%s ended (%d)", attempt.name, code)
        sentence, detail = attempt.why()
        listened = attempt.heard_at is not None or now.since(attempt.began_at) > SHORT_LIFE
        if self.wish.address.direction is Direction.LISTEN and listened:
            self._set(Phase.RETRYING, sentence, detail, retry_at=now.shifted(LISTEN_AGAIN))
        else:
            self._failures += 1
            self._retry(sentence, detail)

    def _retry(self, sentence: str, detail: str = "") -> None:
        wait = backoff.delay(self._failures, random.random())  # noqa: S311 (jitter)
        _log.info("gateway %s: again in %.1f s", self.wish.feed.name, wait.total_seconds())
        self._set(Phase.RETRYING, sentence, detail, retry_at=self._clock.now().shifted(wait))

    # -- state

    def _set(
        self,
        phase: Phase,
        sentence: str = "",
        detail: str = "",
        *,
        retry_at: Instant | None = None,
        adopted: bool | None = None,
    ) -> None:
        before = self.state
        new = not self._had_a_caller and not self._failures and self._left is None
        waits = new and phase in {Phase.WAITING, Phase.RETRYING}
        self.state = GatewayState(
            phase=phase,
            since=before.since if phase is before.phase else self._clock.now(),
            retry_at=retry_at,
            sentence=sentence,
            detail=detail,
            adopted=before.adopted if adopted is None else adopted,
            awaits=gateway_words.awaited(self.wish.address) if waits else "",
        )
        if self.state != before:
            self._changed()
