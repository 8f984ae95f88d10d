"""The real gnome-keyring, on a bus of its own: kept, read back by another program, locked, gone."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

SECRET = "planted-live-secret-77"
KEY = "obs:localhost:4455"

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(
        not all(map(shutil.which, ("dbus-run-session", "gnome-keyring-daemon", "secret-tool"))),
        reason="needs gnome-keyring, dbus and secret-tool",
    ),
]

# The password of the keyring is read from standard input; the daemon stays with the bus.
_UNLOCK = "printf 'login' | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"


def _session(tmp_path: Path, script: str, *, secret: str = SECRET) -> str:
    """Run a script on a D-Bus of its own, with a home of its own; its output."""
    home = tmp_path / "home"
    for folder in (home, tmp_path / "run"):
        folder.mkdir(mode=0o700, exist_ok=True)
    env = {
        "PATH": "/usr/bin:/bin", "HOME": str(home), "XDG_RUNTIME_DIR": str(tmp_path / "run"),
        "CONTROL_PANEL_HOME": str(tmp_path / "panel"), "SECRET": secret, "PY": sys.executable,
        "PYTHON_KEYRING_BACKEND": "", "LANG": "C.UTF-8",
    }  # fmt: skip
    del env["PYTHON_KEYRING_BACKEND"]
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", textwrap.dedent(script)],
        env=env, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_secret_is_kept_and_another_program_reads_it(tmp_path: Path) -> None:
    said = _session(
        tmp_path,
        f"""
        {_UNLOCK}
        "$PY" - <<'END'
        import logging, os
        from control_panel.log import open_log
        from control_panel.paths import user_log_dir
        from control_panel.secrets import Secrets
        open_log(user_log_dir(), level=logging.DEBUG)
        secrets = Secrets(seconds=10)
        secrets.set("{KEY}", os.environ["SECRET"])
        logging.getLogger("x").info("it is %s and %r", os.environ["SECRET"], secrets)
        assert secrets.persistent, secrets.why_not
        END
        secret-tool lookup service control-panel username "{KEY}"; echo
        "$PY" -c 'from control_panel.secrets import Secrets; s = Secrets(seconds=10); \
            print(s.get("{KEY}"), s.persistent); s.forget("{KEY}")'
        secret-tool lookup service control-panel username "{KEY}" || echo gone
        """,
    )
    assert said.split("\n")[:3] == [SECRET, f"{SECRET} True", "gone"]
    logs = list((tmp_path / "panel").rglob("*.log"))
    assert "it is … and <Secrets: 1 in memory, persistent=True>" in logs[0].read_text()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path


def test_a_locked_keyring_that_nobody_unlocks(tmp_path: Path) -> None:
    """No prompter can open a window here: the keyring refuses, or never answers."""
    said = _session(
        tmp_path,
        f"""
        {_UNLOCK}
        echo -n "$SECRET" | secret-tool store --label=x service control-panel username "{KEY}"
        dbus-send --session --print-reply --dest=org.freedesktop.secrets \
            /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock \
            array:objpath:/org/freedesktop/secrets/collection/login >/dev/null
        "$PY" - <<'END'
        import time
        from control_panel.secrets import Secrets
        secrets = Secrets(seconds=3)
        began = time.monotonic()
        print(secrets.get("{KEY}"))
        print(secrets.persistent, time.monotonic() - began < 6)
        print(secrets.why_not)
        secrets.set("{KEY}", "memory-only")
        print(secrets.get("{KEY}"))
        END
        """,
    ).split("\n")
    assert said[0] == "None"
    assert said[1] == "False True"
    assert "keyring" in said[2]
    assert said[3] == "memory-only"


def test_the_bus_dies_midway(tmp_path: Path) -> None:
    said = _session(
        tmp_path,
        f"""
        {_UNLOCK}
        "$PY" - <<'END'
        import os, subprocess
        from control_panel.secrets import Secrets
        secrets = Secrets(seconds=5)
        secrets.set("api", "token-one-two")
        assert secrets.persistent, secrets.why_not
        tool = ["secret-tool", "lookup", "service", "control-panel", "username", "api"]
        print(subprocess.run(tool, capture_output=True, text=True).stdout)
        path = os.environ["DBUS_SESSION_BUS_ADDRESS"]
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent/bus"
        secrets.set("{KEY}", "only-here")
        print(secrets.persistent)
        print(secrets.why_not)
        print(secrets.get("{KEY}"), secrets.get("api"))
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = path
        print(secrets.retry(), repr(secrets.why_not))
        END
        secret-tool lookup service control-panel username "{KEY}"; echo
        """,
    ).split("\n")
    assert said[0] == "token-one-two"
    assert said[1] == "False"
    assert "cannot be reached" in said[2]
    assert said[3] == "only-here token-one-two"
    assert said[4:6] == ["True ''", "only-here"]


def test_no_bus_at_all(tmp_path: Path) -> None:
    code = (
        "from control_panel.secrets import Secrets; s = Secrets(seconds=10); "
        "s.set('api', 'x-y-z-1'); print(s.persistent, s.get('api')); print(s.why_not)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    first, second = done.stdout.splitlines()
    assert first == "False x-y-z-1"
    assert "keyring" in second
    assert done.returncode != -signal.SIGSEGV
