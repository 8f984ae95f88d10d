"""Pure: what a hand did in OBS, as one sentence, told apart from echoes of our own requests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from control_panel.instant import Instant
from control_panel.obs.state import ObsState
from control_panel.obs.switch import HandCut
from control_panel.obs.wire import Call

Data = Mapping[str, Any]
Key = tuple[str, object, object]

AFTERGLOW: Final = timedelta(milliseconds=500)
"""Events caused by a request may arrive this long after its answer."""


@dataclass(frozen=True, slots=True)
class _Expected:
    token: int
    keys: frozenset[Key]
    until: Instant | None = None


@dataclass(frozen=True, slots=True)
class Echoes:
    """The events that our own requests will cause."""

    expected: tuple[_Expected, ...] = ()
    token: int = 0

    def sent(self, calls: Iterable[Call]) -> Echoes:
        """Expect the echoes of these requests; `token` then names them."""
        keys = frozenset(key for call in calls if (key := _key_of_call(call)) is not None)
        token = self.token + 1
        return Echoes((*self.expected, _Expected(token, keys)), token)

    def answered(self, token: int, at: Instant) -> Echoes:
        """The requests were answered, or never will be: their echoes end soon."""
        still = (one for one in self.expected if one.until is None or at.since(one.until) < _ZERO)
        until = at.shifted(AFTERGLOW)
        now = tuple(replace(one, until=until) if one.token == token else one for one in still)
        return Echoes(now, self.token)

    def is_ours(self, name: str, data: Data, at: Instant) -> bool:
        """Whether an event is the echo of something that we asked for."""
        key = _key_of_event(name, data)
        return key is not None and any(
            key in one.keys and (one.until is None or at.since(one.until) < _ZERO)
            for one in self.expected
        )


_ZERO: Final = timedelta(0)

_CALL_KEYS: Final[Mapping[str, tuple[str, str, str]]] = {
    "SetInputMute": ("mute", "inputName", "inputMuted"),
    "SetCurrentSceneTransition": ("transition", "transitionName", ""),
    "SetCurrentSceneTransitionDuration": ("length", "transitionDuration", ""),
    "SetCurrentPreviewScene": ("preview", "sceneName", ""),
}

_EVENT_KEYS: Final[Mapping[str, tuple[str, str, str]]] = {
    "InputMuteStateChanged": ("mute", "inputName", "inputMuted"),
    "CurrentSceneTransitionChanged": ("transition", "transitionName", ""),
    "CurrentSceneTransitionDurationChanged": ("length", "transitionDuration", ""),
    "CurrentPreviewSceneChanged": ("preview", "sceneName", ""),
}


def _key_of_call(call: Call) -> Key | None:
    return _key(_CALL_KEYS.get(call.name), call.data)


def _key_of_event(name: str, data: Data) -> Key | None:
    return _key(_EVENT_KEYS.get(name), data)


def _key(fields: tuple[str, str, str] | None, data: Data) -> Key | None:
    return fields and (fields[0], data.get(fields[1]), data.get(fields[2]) if fields[2] else None)


def said(before: ObsState, after: ObsState, name: str, data: Data) -> str:
    """The sentence for an event that is not ours; empty where there is nothing to say."""
    speaker = _SPEAKERS.get(name)
    return speaker(before, after, data) if speaker else ""


def cut_words(cut: HandCut) -> str:
    """The sentence for a change of picture by hand."""
    if cut.broken:
        return (
            f"The transition to “{cut.broken}” was broken off in OBS: "
            f"“{cut.scene}” is on program again"
        )
    if cut.found:
        return f"“{cut.scene}” is on program in OBS, found after a switch that was not proved"
    return f"“{cut.scene}” was put on program in OBS itself"


def gone(before: ObsState, after: ObsState) -> tuple[str, ...]:
    """A sentence for each scene and input that a reading no longer found."""
    scenes = [s for s in before.scenes if s not in after.scenes]
    inputs = [i for i in before.inputs if i not in after.inputs]
    return (
        *(f"The scene “{scene}” was removed in OBS." for scene in scenes),
        *(f"The input “{name}” was removed in OBS." for name in inputs),
    )


def _muted(before: ObsState, _after: ObsState, data: Data) -> str:
    name, muted = str(data.get("inputName", "")), bool(data.get("inputMuted"))
    known = before.inputs.get(name)
    if known is not None and known.muted == muted:
        return ""
    return f"“{name}” was {'muted' if muted else 'unmuted'} in OBS."


def _studio(before: ObsState, after: ObsState, _data: Data) -> str:
    if before.studio_mode == after.studio_mode:
        return ""
    return f"Studio mode was switched {'on' if after.studio_mode else 'off'} in OBS."


def _transition(before: ObsState, after: ObsState, data: Data) -> str:
    name = str(data.get("transitionName", ""))
    if after.doubt and before.provable and not after.provable:
        return after.doubt
    if name == before.current_transition:
        return ""
    return f"The transition was changed to “{name}” in OBS."


def _length(before: ObsState, after: ObsState, _data: Data) -> str:
    if before.transition_length == after.transition_length:
        return ""
    whole = round(after.transition_length / timedelta(milliseconds=1))
    return f"The transition's length was changed to {whole} ms in OBS."


def _renamed(what: str, old: str, new: str) -> Callable[[ObsState, ObsState, Data], str]:
    def speaker(_before: ObsState, _after: ObsState, data: Data) -> str:
        return f"The {what} “{data.get(old, '')}” was renamed “{data.get(new, '')}” in OBS."

    return speaker


def _output(what: str, words: Mapping[str, str]) -> Callable[[ObsState, ObsState, Data], str]:
    def speaker(_before: ObsState, _after: ObsState, data: Data) -> str:
        word = words.get(str(data.get("outputState", "")).removeprefix("OBS_WEBSOCKET_OUTPUT_"))
        return f"The {what} {word}" if word else ""

    return speaker


def _collection(_before: ObsState, after: ObsState, _data: Data) -> str:
    return f"The scene collection was changed to “{after.collection}” in OBS."


Speaker = Callable[[ObsState, ObsState, Data], str]

_SPEAKERS: Final[Mapping[str, Speaker]] = {
    "SceneNameChanged": _renamed("scene", "oldSceneName", "sceneName"),
    "InputNameChanged": _renamed("input", "oldInputName", "inputName"),
    "InputMuteStateChanged": _muted,
    "StudioModeStateChanged": _studio,
    "CurrentSceneTransitionChanged": _transition,
    "CurrentSceneTransitionDurationChanged": _length,
    "CurrentSceneCollectionChanged": _collection,
    "StreamStateChanged": _output(
        "stream",
        {
            "STARTED": "was started in OBS.",
            "STOPPED": "has stopped in OBS.",
            "RECONNECTING": "lost its server: OBS tries to reach it again.",
            "RECONNECTED": "has reached its server again.",
        },
    ),
    "RecordStateChanged": _output(
        "recording",
        {
            "STARTED": "was started in OBS.",
            "STOPPED": "has stopped in OBS.",
            "PAUSED": "was paused in OBS.",
            "RESUMED": "was resumed in OBS.",
        },
    ),
}
