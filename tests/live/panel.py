"""A whole panel as a process of its own: driven by its API, killed like a power cut."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

TOKEN = "a-token-of-the-tests"
STARTS_WITHIN = 30.0


class Panel:
    """`control-panel SHOW` without a screen, with a home of its own."""

    def __init__(self, show: Path, home: Path, obs_port: int, **settings: object) -> None:
        self.show = show
        self.home = home
        self.process: subprocess.Popen[bytes] | None = None
        config = home / "config"
        config.mkdir(parents=True, exist_ok=True)
        wanted = {"obs_host": "127.0.0.1", "obs_port": obs_port, "api_port": 0, **settings}
        (config / "settings.json").write_text(json.dumps(wanted))

    def start(self) -> Panel:
        (self.home / "state" / "runtime.json").unlink(missing_ok=True)
        env = {
            **os.environ,
            "CONTROL_PANEL_HOME": str(self.home),
            "CONTROL_PANEL_API_TOKEN": TOKEN,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }
        log = (self.home / "panel.out").open("ab")
        with log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "control_panel", str(self.show)],
                env=env,
                stdout=log,
                stderr=log,
            )
        self.until(lambda: self.port() is not None, STARTS_WITHIN, "the API's port")
        return self

    def port(self) -> int | None:
        """The API's port, as the panel tells it in its runtime file."""
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(
                f"the panel ended: {(self.home / 'panel.out').read_text()[-2000:]}"
            )
        path = self.home / "state" / "runtime.json"
        try:
            told = json.loads(path.read_text())
        except (OSError, ValueError):
            return None
        port = told.get("api", {}).get("port")
        return int(port) if port else None

    def until(self, done: Any, seconds: float, what: str) -> Any:
        """Ask again until it is so: another process gives no signal to wait for."""
        end = time.monotonic() + seconds
        while True:
            found = done()
            if found:
                return found
            if time.monotonic() > end:
                raise AssertionError(f"not within {seconds} s: {what}")
            time.sleep(0.02)

    def request(self, method: str, path: str, body: object = None) -> tuple[int, dict[str, Any]]:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port()}/api/v1/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(asked, timeout=15) as answer:
                return answer.status, json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")

    def state(self) -> dict[str, Any]:
        status, state = self.request("GET", "state")
        assert status == 200, state
        return state

    def do(self, command: str, body: dict[str, Any] | None = None, *, wait: bool = True) -> Any:
        """Send a command; the answer's status and body."""
        return self.request("POST", command + ("?wait=1" if wait else ""), body or {})

    def wait_for(self, done: Any, what: str, seconds: float = 10.0) -> dict[str, Any]:
        """The first state for which `done(state)` holds."""

        def look() -> dict[str, Any] | None:
            state = self.state()
            return state if done(state) else None

        return self.until(look, seconds, what)

    def kill(self) -> None:
        """As a power cut: SIGKILL."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(5)

    def stop(self) -> int:
        """As the session's end: SIGTERM; killed if it hangs."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)
            raise
