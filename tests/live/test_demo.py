"""The demo as people run it without a display: it passes, and a take that is dropped fails it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

pytestmark = [pytest.mark.live, pytest.mark.soak, pytest.mark.timeout(300)]


def demo(output: Path, *more: str) -> tuple[int, str]:
    argv = [sys.executable, "-m", "control_panel", "demo", "--headless"]
    argv += ["--seconds", "50", "--output", str(output), *more]
    mark = f"demo-test-{os.getpid()}-{time.monotonic_ns()}"
    env = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
    env["CONTROL_PANEL_TEST_MARK"] = mark
    done = subprocess.run(argv, env=env, capture_output=True, text=True, timeout=280, check=False)
    assert not marked(mark), f"something outlived the demo: {done.stdout}"
    return done.returncode, done.stdout


def test_the_demo_passes_and_leaves_what_it_promises(tmp_path: Path) -> None:
    code, said = demo(tmp_path)
    assert code == 0, said
    assert said.splitlines()[-1].startswith("demo: DEMO PASSED: the recording follows the as-run")
    left = {path.name for path in tmp_path.iterdir()}
    assert {"3 on air.png", "4 a feed is lost.png", "as-run.json", "recording.mkv"} <= left


def marked(mark: str) -> list[str]:
    """Every process on this computer that was started, however far down, by the demo."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("CONTROL_PANEL_TEST_MARK") == mark:
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found


def test_a_dropped_take_fails_the_demo(tmp_path: Path) -> None:
    code, said = demo(tmp_path, "--sabotage")
    assert code == 1, said
    assert "DEMO FAILED" in said.splitlines()[-1]
