"""A whole panel as a process of its own, that can be killed like a power cut."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

from control_panel.demo.panel import PanelProcess


class Panel(PanelProcess):
    """`control-panel SHOW` without a screen and without a warden: what it leaves is its own."""

    def __init__(self, show: Path, home: Path, obs_port: int, *, grace_s: int = 0) -> None:
        super().__init__(show, home, obs_port, grace_s=grace_s)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process is not None else 0

    def spawn(self, argv: Sequence[str], env: dict[str, str]) -> None:
        with (self.home / "panel.out").open("ab") as out:
            self._process = subprocess.Popen(argv, env=env, stdout=out, stderr=out)

    def ended(self) -> bool:
        assert self._process is not None
        if self._process.poll() is None:
            return False
        self.lines = (self.home / "panel.out").read_text(errors="replace").splitlines()
        return True

    def children(self) -> list[psutil.Process]:
        """Every process below the panel."""
        return psutil.Process(self.pid).children(recursive=True)

    def kill(self) -> None:
        """As a power cut: SIGKILL."""
        assert self._process is not None
        if sys.platform != "win32":
            os.kill(self.pid, signal.SIGKILL)
        self._process.wait(5)
        self._process = None

    def stop(self, seconds: float = 10.0) -> bool:
        """As the session's end: SIGTERM; killed where it hangs."""
        process, self._process = self._process, None
        if process is None:
            return True
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(5)
            return False
        return True
