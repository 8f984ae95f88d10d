"""The preview that the panel wishes for, and how far it may insist (decision 10)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from control_panel.obs.asking import Heard
from control_panel.obs.state import ObsState
from control_panel.obs.wire import Call

SWAP: Final = timedelta(milliseconds=500)
"""OBS puts the old program into preview within this of a transition's end."""
_MOVES: Final = frozenset(
    {
        "CurrentPreviewSceneChanged",
        "CurrentProgramSceneChanged",
        "SceneTransitionEnded",
        "StudioModeStateChanged",
    }
)


class PreviewWish:
    """Next's scene in preview, asked again after OBS's swap; a preview by hand is left alone."""

    def __init__(self, send: Callable[[Call], None]) -> None:
        self._send = send
        self._wanted = ""
        self._programs = ("", "")
        """The last two scenes in program: OBS swaps one of them in."""
        self.by_hand = False

    def wish(self, scene: str, state: ObsState, *, may_send: bool) -> None:
        """Next has changed: its scene is wanted in preview, whatever a hand chose before."""
        self._wanted = scene
        self.by_hand = False
        if may_send:
            self.insist(state)

    def insist(self, state: ObsState) -> None:
        """Ask for the wished preview where it is not there."""
        wanted = self._wanted
        can = state.connected and state.studio_mode and not state.frozen and not state.running
        if can and not self.by_hand and wanted in state.scenes and state.preview != wanted:
            self._send(Call("SetCurrentPreviewScene", {"sceneName": wanted}))

    def heard(self, heard: Heard, *, may_send: bool) -> None:
        """Something moved in OBS."""
        for program in (heard.before.program, heard.after.program):
            if program != self._programs[1]:
                self._programs = (self._programs[1], program)
        if heard.name not in _MOVES:
            return
        if heard.name == "StudioModeStateChanged":
            self.by_hand = False
        if heard.name == "CurrentPreviewSceneChanged" and not heard.ours:
            self.by_hand = self.by_hand or not self._is_swap(heard)
        if may_send:
            self.insist(heard.after)

    def renamed(self, old: str, new: str) -> None:
        """The scene has another name now."""
        if self._wanted == old:
            self._wanted = new

    def _is_swap(self, heard: Heard) -> bool:
        if heard.after.running is not None:
            return True
        ended = heard.after.ended
        soon = ended is not None and heard.at.since(ended.at) < SWAP
        return soon and heard.after.preview in self._programs
