"""The demonstration: its own OBS, field feeds and show."""

from __future__ import annotations

from control_panel.demo.running import run

__all__ = ["run"]
