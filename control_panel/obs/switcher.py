"""Service: puts scenes, names and sound on air in OBS, and proves that they are.

One thing at a time: a switch of ours, or a transition by hand, is followed to its end before the
next may go (decision 1). `idle` says when.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal

from control_panel.errors import LinkError, Refused
from control_panel.obs.answers import Clock, LinkLoss
from control_panel.obs.asking import Heard, Pauses
from control_panel.obs.client import ObsClient
from control_panel.obs.course import Course
from control_panel.obs.listening import Listening
from control_panel.obs.notices import cut_words, gone, said
from control_panel.obs.sending import Sending
from control_panel.obs.state import ObsState
from control_panel.obs.switch import (
    HandCut,
    Notice,
    OutputName,
    OutputOutcome,
    Renamed,
    Switch,
    SwitchOutcome,
)
from control_panel.obs.switcher_outputs import Outputs
from control_panel.obs.switcher_preview import PreviewWish
from control_panel.obs.take_calls import name_call

__all__ = [
    "HandCut",
    "Notice",
    "OutputName",
    "OutputOutcome",
    "Pauses",
    "Renamed",
    "Switch",
    "SwitchOutcome",
    "Switcher",
]

_RENAMES: Final = {
    "SceneNameChanged": ("scene", "oldSceneName", "sceneName"),
    "InputNameChanged": ("input", "oldInputName", "inputName"),
}


class Switcher(QObject):
    """Drives OBS; holds its state; emits what became of each switch."""

    state_changed = Signal(object, object)
    """ObsState before and after."""
    started = Signal(str, object)
    """A switch's id, and the Instant at which its transition started."""
    finished = Signal(object)
    """SwitchOutcome."""
    hand_cut = Signal(object)
    """HandCut: program changed, and it was not us."""
    notice = Signal(object)
    """Notice: one sentence with its time."""
    renamed = Signal(object)
    """Renamed."""
    output_finished = Signal(object)
    """OutputOutcome."""
    collection_changed = Signal()
    """All scenes and inputs may be others; the state is whole again."""
    idle = Signal()
    """Nothing is under way any more: what is pending may go."""

    def __init__(
        self,
        client: ObsClient,
        clock: Clock,
        *,
        pauses: Pauses | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._listening = Listening(
            client, clock, quiet=lambda: not self.busy, pauses=pauses, parent=self
        )
        self._sending = Sending(client, self._listening, self)
        self._course = Course(self._listening, self._sending, clock, self)
        self._outputs = Outputs(client, clock, self._listening, self)
        self._preview = PreviewWish(self._sending.send)
        self._listen()

    def _listen(self) -> None:
        listening, course = self._listening, self._course
        listening.changed.connect(self.state_changed)
        listening.heard.connect(self._heard)
        listening.settled.connect(self._settled)
        listening.lost.connect(self._lost)
        listening.read_up.connect(self._read_up)
        listening.collection_changed.connect(self.collection_changed)
        course.started.connect(self.started)
        course.finished.connect(self.finished)
        course.hand_cut.connect(self._cut_by_hand)
        course.idle.connect(self._idle)
        self._sending.refused.connect(self._tell)
        self._outputs.finished.connect(self.output_finished)

    # What the panel asks

    @property
    def state(self) -> ObsState:
        """OBS as we know it."""
        return self._listening.state

    @property
    def busy(self) -> bool:
        """Whether a switch, ours or a hand's, is under way."""
        return self._course.busy

    def switch(self, switch: Switch) -> None:
        """Send a switch; `started` and `finished` tell. Raises Refused or LinkError."""
        state = self._connected()
        if state.frozen:
            raise Refused("OBS is changing its scene collection.", reason="frozen")
        if self.busy:
            raise Refused("A transition is still running in OBS.", reason="busy")
        if switch.scene and switch.scene not in state.scenes:
            raise Refused(f"OBS has no scene “{switch.scene}”.", reason="no-scene")
        self._course.begin(switch)

    def set_name(self, name_input: str, text: str) -> None:
        """Write the lower third now, also while a transition runs. Raises Refused, LinkError."""
        state = self._connected()
        if name_input not in state.inputs:
            raise Refused(f"OBS has no text input “{name_input}”.", reason="no-input")
        self._course.forget_name(name_input)
        self._sending.send(name_call(name_input, text))

    def clear_name(self, name_input: str) -> None:
        """Take the lower third off now. Raises Refused, LinkError."""
        self.set_name(name_input, "")

    def set_preview(self, scene: str) -> None:
        """Wish for a preview: sent with studio mode on, kept until it changes ("": no wish)."""
        self._preview.wish(scene, self.state, may_send=not self.busy)

    def start_stream(self) -> None:
        """Start the stream; `output_finished` tells. Raises Refused, LinkError."""
        self._outputs.set_running(OutputName.STREAM, on=True)

    def stop_stream(self) -> None:
        """Stop the stream; `output_finished` tells. Raises Refused, LinkError."""
        self._outputs.set_running(OutputName.STREAM, on=False)

    def start_record(self) -> None:
        """Start the recording; `output_finished` tells. Raises Refused, LinkError."""
        self._outputs.set_running(OutputName.RECORD, on=True)

    def stop_record(self) -> None:
        """Stop the recording; `output_finished` tells. Raises Refused, LinkError."""
        self._outputs.set_running(OutputName.RECORD, on=False)

    def read_again(self) -> None:
        """Hold all that is known against OBS now, after the computer slept for example."""
        self._listening.read_again()

    def stop(self) -> None:
        """Follow nothing any more; OBS stays as it is."""
        self._course.stop()
        self._outputs.stop()
        self._listening.stop()

    def _connected(self) -> ObsState:
        if not self.state.connected:
            raise LinkError("OBS is not connected.", reason="not-connected")
        return self.state

    # What OBS says

    def _heard(self, heard: Heard) -> None:
        ours = heard.ours or self._outputs.is_ours(heard)
        self._outputs.heard(heard)
        if heard.name in _RENAMES:
            what, old, new = _RENAMES[heard.name]
            renamed = Renamed(what, str(heard.data.get(old, "")), str(heard.data.get(new, "")))
            self._preview.renamed(renamed.old, renamed.new)
            self.renamed.emit(renamed)
        sentence = "" if ours else said(heard.before, heard.after, heard.name, heard.data)
        if sentence:
            self.notice.emit(Notice(sentence, heard.at))
        self._course.heard(heard)
        self._preview.heard(heard, may_send=not self.busy)

    def _settled(self) -> None:
        self._course.settled()
        self._preview.insist(self.state)

    def _lost(self, _loss: LinkLoss) -> None:
        self._outputs.lost()
        self._course.lost()

    def _cut_by_hand(self, cut: HandCut) -> None:
        self._tell(cut_words(cut))
        self.hand_cut.emit(cut)

    def _idle(self) -> None:
        self._preview.insist(self.state)
        self.idle.emit()

    def _tell(self, sentence: str) -> None:
        self.notice.emit(Notice(sentence, self._clock.now()))

    def _read_up(self, before: ObsState, after: ObsState) -> None:
        for sentence in gone(before, after):
            self._tell(sentence)
        if before.program != after.program and not self.busy and before.program in after.scenes:
            # No event told of it: a cut all the same, unless its inputs say otherwise.
            self._course.found(before.program, after.program)
