"""A whole panel as a process of its own, driven from outside by its API."""

from __future__ import annotations

import json
import os
import secrets
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from control_panel.errors import LinkError
from control_panel.feeds.warden import Program, start_program

STARTS_WITHIN = 40.0
_PAUSE = 0.03


class PanelProcess:
    """`control-panel SHOW` with a home of its own; it ends when this process does."""

    def __init__(
        self,
        show: Path,
        home: Path,
        obs_port: int,
        *,
        platform: Mapping[str, str] | None = None,
        grace_s: int = 0,
    ) -> None:
        """`platform`: what the environment says of the screen (DISPLAY or QT_QPA_PLATFORM).

        `grace_s`: how long its gateways outlive a crash; here nothing does, unless that is wanted.
        """
        self.show = show
        self.home = home
        self.lines: list[str] = []
        """What it wrote to its outputs, the newest last."""
        self._token = secrets.token_urlsafe(24)
        self._platform = dict(platform or {"QT_QPA_PLATFORM": "offscreen"})
        self._program: Program | None = None
        self._port: int | None = None
        self._pause = threading.Event()
        config = home / "config"
        config.mkdir(parents=True, exist_ok=True)
        settings: dict[str, object] = {
            "obs_host": "127.0.0.1",
            "obs_port": obs_port,
            "person": "Helen Marsh",
        }
        settings["gateway_grace_s"] = grace_s
        (config / "settings.json").write_text(json.dumps(settings), "utf-8")

    @property
    def pid(self) -> int:
        """Its process id; 0 where it does not run."""
        return self._program.pid if self._program is not None else 0

    def start(self) -> PanelProcess:
        """Start it, and wait until its API answers. Raises LinkError."""
        runtime = self.home / "state" / "runtime.json"
        self._port = None
        env = {
            **os.environ,
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            **self._platform,
            "CONTROL_PANEL_HOME": str(self.home),
            "CONTROL_PANEL_API_TOKEN": self._token,
        }
        argv = [sys.executable, "-m", "control_panel", str(self.show)]
        self.spawn(argv, env)
        self.until(lambda: self._answers(runtime), STARTS_WITHIN, "the panel's API to answer")
        return self

    def spawn(self, argv: Sequence[str], env: dict[str, str]) -> None:
        """Start the process."""
        self._program = start_program(argv, name="panel", env=env, on_line=self.lines.append)

    def ended(self) -> bool:
        """Whether the process is gone."""
        return self._program is None or self._program.poll() is not None

    def _answers(self, runtime: Path) -> bool:
        if self.ended():
            raise LinkError(f"The panel ended: {' / '.join(self.lines[-5:])}")
        try:
            told = json.loads(runtime.read_text("utf-8"))
            self._port = int(told["api"]["port"])
            return self.request("GET", "state")[0] == 200
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def wait(self) -> int | None:
        """Wait until somebody closes it; its exit code."""
        return self._program.wait() if self._program is not None else None

    def stop(self, seconds: float = 8.0) -> bool:
        """End it in order (SIGTERM); True when it is gone."""
        program, self._program = self._program, None
        return program is None or program.stop(seconds)

    def request(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        """One request to the API: its status, and what it said."""
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self._port}/api/v1/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:  # noqa: S310
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")

    def state(self) -> dict[str, Any]:
        """What the panel says of everything. Raises LinkError."""
        status, state = self.request("GET", "state")
        if status != 200:
            raise LinkError(f"The panel's API answered {status}: {state}")
        return state

    def do(self, command: str, **body: Any) -> tuple[int, dict[str, Any]]:
        """A command, waited for: the answer's status and words."""
        return self.request("POST", f"{command}?wait=1", body)

    def until(self, true: Callable[[], object], seconds: float, what: str) -> None:
        """Ask again until it is so. Raises LinkError after so many seconds."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise LinkError(f"Waited {seconds:g} s in vain for {what}.")
            self._pause.wait(_PAUSE)

    def wait_for(
        self, true: Callable[[dict[str, Any]], object], what: str, seconds: float = 10.0
    ) -> dict[str, Any]:
        """The first state for which this holds. Raises LinkError after so many seconds."""
        found: dict[str, Any] = {}

        def look() -> bool:
            found.clear()
            found.update(self.state())
            return bool(true(found))

        self.until(look, seconds, what)
        return found
