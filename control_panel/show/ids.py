"""Ids: uuid4 hex, made at creation and kept for ever (decision 19)."""

from __future__ import annotations

import uuid


def new_id() -> str:
    """A new id."""
    return uuid.uuid4().hex
