"""obs-websocket 5's codes and masks, and what this panel asks of them (pure)."""

from __future__ import annotations

import base64
import hashlib
from enum import IntEnum, IntFlag
from typing import Final

RPC_VERSION: Final = 1
SUBPROTOCOL: Final = "obswebsocket.json"


class Op(IntEnum):
    """The kinds of message."""

    HELLO = 0
    IDENTIFY = 1
    IDENTIFIED = 2
    REIDENTIFY = 3
    EVENT = 5
    REQUEST = 6
    RESPONSE = 7
    BATCH = 8
    BATCH_RESPONSE = 9


class Close(IntEnum):
    """Why OBS closes a connection."""

    NORMAL = 1000
    GOING_AWAY = 1001
    ABNORMAL = 1006
    UNKNOWN = 4000
    MESSAGE_DECODE_ERROR = 4002
    MISSING_DATA_FIELD = 4003
    INVALID_DATA_FIELD_TYPE = 4004
    INVALID_DATA_FIELD_VALUE = 4005
    UNKNOWN_OP_CODE = 4006
    NOT_IDENTIFIED = 4007
    ALREADY_IDENTIFIED = 4008
    AUTHENTICATION_FAILED = 4009
    UNSUPPORTED_RPC_VERSION = 4010
    SESSION_INVALIDATED = 4011
    UNSUPPORTED_FEATURE = 4012


OUR_FAULT: Final = frozenset(
    {
        Close.MESSAGE_DECODE_ERROR,
        Close.MISSING_DATA_FIELD,
        Close.INVALID_DATA_FIELD_TYPE,
        Close.INVALID_DATA_FIELD_VALUE,
        Close.UNKNOWN_OP_CODE,
        Close.NOT_IDENTIFIED,
        Close.ALREADY_IDENTIFIED,
        Close.UNSUPPORTED_FEATURE,
    }
)
"""Close codes that only a message of ours can cause."""


class Status(IntEnum):
    """Codes of an answer that the panel treats by name (the rest are numbers)."""

    SUCCESS = 100
    UNKNOWN_REQUEST_TYPE = 204
    GENERIC_ERROR = 205
    UNSUPPORTED_BATCH_EXECUTION = 206
    NOT_READY = 207
    OUTPUT_RUNNING = 500
    OUTPUT_NOT_RUNNING = 501
    STUDIO_MODE_NOT_ACTIVE = 506
    RESOURCE_NOT_FOUND = 600
    RESOURCE_EXISTS = 601
    INVALID_RESOURCE_STATE = 604


class EventBit(IntFlag):
    """The bits of a subscription."""

    GENERAL = 1 << 0
    CONFIG = 1 << 1
    SCENES = 1 << 2
    INPUTS = 1 << 3
    TRANSITIONS = 1 << 4
    FILTERS = 1 << 5
    OUTPUTS = 1 << 6
    SCENE_ITEMS = 1 << 7
    MEDIA_INPUTS = 1 << 8
    VENDORS = 1 << 9
    UI = 1 << 10
    CANVASES = 1 << 11
    INPUT_VOLUME_METERS = 1 << 16
    INPUT_ACTIVE_STATE_CHANGED = 1 << 17
    INPUT_SHOW_STATE_CHANGED = 1 << 18


MASK: Final = 462847
"""Everything the panel lives by, the meters too; unknown bits are harmless on older OBS."""
MASK_WITHOUT_METERS: Final = MASK & ~int(EventBit.INPUT_VOLUME_METERS)


class Execution(IntEnum):
    """How OBS runs a batch; PARALLEL is left out, for it pairs answers wrongly (OW #1317)."""

    SERIAL_REALTIME = 0
    SERIAL_FRAME = 1


class Priority(IntEnum):
    """What goes first on the wire."""

    CONTROL = -1
    """Pings, pongs and the close; of the link itself."""
    TAKE = 0
    READ = 1
    PICTURE = 2


READ_DEADLINE: Final = 1.5
"""Seconds in which a read must be answered."""
MUTATION_DEADLINE: Final = 3.0
"""Seconds in which a request that changes OBS must be answered."""
PICTURE_DEADLINE: Final = 10.0
"""Seconds in which a screenshot must be answered."""

NOT_ON_THE_GRAPHICS_THREAD: Final = frozenset(
    {
        "SetCurrentProgramScene",
        "SetCurrentPreviewScene",
        "TriggerStudioModeTransition",
        "SetStudioModeEnabled",
        "SetCurrentSceneTransition",
        "GetSourceScreenshot",
        "SaveSourceScreenshot",
    }
)
"""Requests that block on OBS's window thread or on graphics: never in a SERIAL_FRAME batch."""


def is_read(name: str) -> bool:
    """Whether a request changes nothing in OBS, so that it may be asked again."""
    return name.startswith("Get")


def is_picture(name: str) -> bool:
    """Whether a request renders a picture."""
    return name.endswith("SourceScreenshot")


def deadline_of(*names: str) -> float:
    """The seconds in which one request, or a batch of them, must be answered."""
    if any(is_picture(name) for name in names):
        return PICTURE_DEADLINE
    if all(is_read(name) for name in names):
        return READ_DEADLINE
    return MUTATION_DEADLINE


def authentication(password: str, salt: str, challenge: str) -> str:
    """The answer to a Hello's challenge."""
    return _digest(_digest(password + salt) + challenge)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
