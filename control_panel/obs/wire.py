"""Messages of obs-websocket 5 to text and back, without any socket (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from control_panel.confidential import NAMES
from control_panel.obs.protocol import (
    NOT_ON_THE_GRAPHICS_THREAD,
    RPC_VERSION,
    Execution,
    Op,
)


class WireError(ValueError):
    """A message that obs-websocket 5 does not have."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request: its name and data."""

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    put_in: Mapping[str, str] = field(default_factory=dict)
    """In a batch: request field <- variable (`inputVariables`)."""
    take_out: Mapping[str, str] = field(default_factory=dict)
    """In a batch: variable <- response field (`outputVariables`)."""


@dataclass(frozen=True, slots=True)
class Hello:
    """OBS's first word; challenge and salt are empty where no password is asked."""

    version: str
    rpc_version: int
    challenge: str = ""
    salt: str = ""

    @property
    def asks_password(self) -> bool:
        """Whether a password must be given."""
        return bool(self.challenge)


@dataclass(frozen=True, slots=True)
class Identified:
    """OBS accepts us, or a changed subscription."""

    rpc_version: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened in OBS."""

    name: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What OBS says to one request, before the link stamps it with its instant."""

    name: str
    id: str
    ok: bool
    code: int
    comment: str
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What OBS says to a batch, paired with its calls by place."""

    id: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A kind of message that this panel does not know; a later OBS may have it."""

    op: int


Message = Hello | Identified | Event | Answer | BatchAnswer | Other


def decode(text: str | bytes) -> Message:
    """Read one message. Raises WireError for anything that the protocol does not have."""
    try:
        # A scene's name may hold what is no UTF-8: that must not cost the link again and again.
        whole = json.loads(text if isinstance(text, str) else text.decode(errors="replace"))
        return _read(int(whole["op"]), whole["d"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WireError(f"not a message of obs-websocket 5: {loggable(text)}") from error


def _read(op: int, body: Mapping[str, Any]) -> Message:
    match op:
        case Op.EVENT:
            return Event(str(body["eventType"]), dict(body.get("eventData") or {}))
        case Op.RESPONSE:
            return _answer(body)
        case Op.BATCH_RESPONSE:
            found = tuple(_answer(one) for one in body.get("results") or ())
            return BatchAnswer(str(body["requestId"]), found)
        case Op.HELLO:
            lock = body.get("authentication") or {}
            return Hello(
                str(body["obsWebSocketVersion"]),
                int(body["rpcVersion"]),
                str(lock.get("challenge", "")),
                str(lock.get("salt", "")),
            )
        case Op.IDENTIFIED:
            return Identified(int(body["negotiatedRpcVersion"]))
    return Other(op)


def _answer(body: Mapping[str, Any]) -> Answer:
    status = body["requestStatus"]
    return Answer(
        str(body.get("requestType", "")),
        str(body.get("requestId", "")),
        bool(status["result"]),
        int(status["code"]),
        str(status.get("comment") or ""),
        dict(body.get("responseData") or {}),
    )


def identify(mask: int, authentication: str = "") -> str:
    """Answer a Hello; the authentication is left out where none is asked."""
    body: dict[str, Any] = {"rpcVersion": RPC_VERSION, "eventSubscriptions": mask}
    if authentication:
        body["authentication"] = authentication
    return _text(Op.IDENTIFY, body)


def reidentify(mask: int) -> str:
    """Change the subscription."""
    return _text(Op.REIDENTIFY, {"eventSubscriptions": mask})


def request(id_: str, call: Call) -> str:
    """One request."""
    return _text(Op.REQUEST, {**_request(call), "requestId": id_})


def batch(
    id_: str,
    calls: Iterable[Call],
    *,
    halt_on_failure: bool = False,
    execution: Execution = Execution.SERIAL_REALTIME,
    variables: Mapping[str, Any] | None = None,
) -> str:
    """Several requests in one message, run one after another.

    Raises ValueError for a scene switch or a screenshot in a SERIAL_FRAME batch, which could
    stop OBS's graphics thread.
    """
    requests = [_batched(call) for call in calls]
    if execution is Execution.SERIAL_FRAME:
        barred = NOT_ON_THE_GRAPHICS_THREAD & {one["requestType"] for one in requests}
        if barred:
            raise ValueError(f"not on the graphics thread: {', '.join(sorted(barred))}")
    body: dict[str, Any] = {
        "requestId": id_,
        "haltOnFailure": halt_on_failure,
        "executionType": int(execution),
        "requests": requests,
    }
    if variables:
        body["variables"] = dict(variables)
    return _text(Op.BATCH, body)


def _request(call: Call) -> dict[str, Any]:
    body: dict[str, Any] = {"requestType": call.name}
    if call.data:
        body["requestData"] = dict(call.data)
    return body


def _batched(call: Call) -> dict[str, Any]:
    body = _request(call)
    if call.put_in:
        body["inputVariables"] = dict(call.put_in)
    if call.take_out:
        body["outputVariables"] = dict(call.take_out)
    return body


def _text(op: Op, body: Mapping[str, Any]) -> str:
    text = json.dumps(
        {"op": int(op), "d": body}, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    # Half a surrogate pair would make OBS close the link (4002) in the middle of a show.
    return text.encode("utf-8", "replace").decode()


_SECRET: Final = re.compile(
    rf'("\w*(?:{NAMES}|challenge|salt)"\s*:\s*)("(?:[^"\\]|\\.)*"?)', re.IGNORECASE
)
_IN_URL: Final = re.compile(rf"((?:{NAMES})=)[^&\s\"\\]*|(://)[^/@\s\"\\]*@", re.IGNORECASE)
_LONGEST: Final = 300


def loggable(text: str | bytes) -> str:
    """A message as a log may have it: secrets cut, at most 300 characters."""
    shown = text if isinstance(text, str) else text.decode(errors="replace")
    shown = _SECRET.sub(r'\1"…"', shown[: _LONGEST * 2])
    shown = _IN_URL.sub(lambda cut: f"{cut[1] or cut[2]}…", shown)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}… ({len(text)} in all)"
