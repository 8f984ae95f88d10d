"""Service: what follows a transition before the next may go: OBS's own one is put back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from control_panel.instant import Instant
from control_panel.obs.answers import BatchResult, Clock
from control_panel.obs.asking import one_shot, start
from control_panel.obs.listening import Listening
from control_panel.obs.sending import Sending
from control_panel.obs.state import ObsState
from control_panel.obs.take_calls import restore_calls
from control_panel.show.items import Transition

SWAPPED: Final = timedelta(milliseconds=200)
"""Within this of a transition's end OBS's window has put another scene in preview."""


class WindDown(QObject):
    """Under way from the end of a transition until OBS is as it was."""

    def __init__(
        self,
        listening: Listening,
        sending: Sending,
        clock: Clock,
        rested: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._listening = listening
        self._sending = sending
        self._clock = clock
        self._rested = rested
        self.active = False
        self._timer = one_shot(self, self._put_back)

    def begin(self) -> None:
        """Put OBS's own transition back, then tell."""
        if self._listening.state.stand_in:
            # OBS's window swaps preview a moment after the transition has ended.
            self.active = True
            start(self._timer, SWAPPED)
            return
        self._put_back()

    def _put_back(self) -> None:
        state = self._listening.state
        calls = restore_calls(state)
        if not calls or not state.connected or state.frozen or state.running:
            self._rest()
            return
        self.active = True
        self._sending.batch(calls, partial(self._restored, state))

    def begin_after(self, started_at: Instant, ran: Transition | None) -> None:
        """The same, when a transition that was broken off would have ended.

        Measured: until then OBS takes it as running still, and in studio mode drops a switch
        with the same transition, without a word.
        """
        self.active = True
        # OBS measures by the frame it last drew.
        length = (ran.length if ran else timedelta(0)) + 6 * self._listening.state.frame
        left = length - self._clock.now().since(started_at)
        start(self._timer, max(left, SWAPPED if self._listening.state.stand_in else timedelta(0)))

    def stop(self) -> None:
        """Forget about it."""
        self._timer.stop()
        self.active = False

    def _restored(self, before: ObsState, done: Future[BatchResult]) -> None:
        """OBS answers before its events tell: a switch that comes at once must know already."""
        state = self._listening.state
        told = done.exception() is None and all(result.ok for result in done.result().results)
        if told and state.own_transition == before.own_transition:
            length = before.own_length or state.transition_length
            now = replace(state, current_transition=state.own_transition, transition_length=length)
            self._listening.put(replace(now, stand_in=False))
        self._rest()

    def _rest(self) -> None:
        self.active = False
        self._rested()
