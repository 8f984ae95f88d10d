"""Builds everything; start and stop, in order."""

from __future__ import annotations

from control_panel.app.running import run

__all__ = ["run"]
