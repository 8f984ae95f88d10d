"""Pure: which names of fields mean that what they hold is a secret; the one knowledge of it."""

from __future__ import annotations

import re

_LONG = (
    "passphrase|password|passwd|stream_?id|stream_?key|token|secret|signature|credentials?"
    "|api_?key|authentication|authorization"
)
"""Mean a secret whatever stands before them (`accessToken`, `X-Amz-Signature`)."""
_SHORT = "pass|pwd|key|auth|sig|hdnts|hdnea"
"""Mean a secret as a word of its own (`api-key`, not `monkey`)."""

NAMES = f"{_LONG}|{_SHORT}"
"""The names as alternatives of a regular expression, to be matched whatever the case."""

_FIELD = re.compile(rf"(?:.*[-_.])?(?:{_SHORT})|.*(?:{_LONG})", re.IGNORECASE)


def is_confidential(name: str) -> bool:
    """Whether a field of that name holds a secret."""
    return _FIELD.fullmatch(name.strip()) is not None
