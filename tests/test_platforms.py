"""Every module of the panel imports on every system, also where POSIX's modules do not exist."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Modules that CPython has on POSIX only, and those it has on Linux only.
POSIX = (
    "fcntl", "grp", "posix", "pty", "pwd", "resource", "spwd", "syslog", "termios", "tty", "nis",
    "readline", "curses",
)  # fmt: skip
LINUX = ("spwd", "ossaudiodev", "nis")

IMPORT_ALL = """
import importlib, importlib.abc, pkgutil, sys
from pathlib import Path

platform, absent, root = sys.argv[1], sys.argv[2].split(","), sys.argv[3]

# What is not ours is loaded as this system has it: only our own code is asked whether it copes.
import asyncio, ctypes, logging.handlers, multiprocessing.shared_memory, pathlib, platform as _p
import concurrent.futures, shutil, signal, socket, sqlite3, subprocess, tempfile, uuid, zoneinfo
import multiprocessing.connection, multiprocessing.spawn, multiprocessing.popen_spawn_posix
import aiohttp.web, alembic.command, alembic.config, keyring, numpy, platformdirs, sqlalchemy
import sqlalchemy.dialects.sqlite, websocket, obswebsocket
import PySide6.QtCore, PySide6.QtGui, PySide6.QtWidgets, PySide6.QtMultimedia
import PySide6.QtNetwork, PySide6.QtDBus, PySide6.QtSvg
import unittest.mock, http.client, html, csv, difflib, cProfile
try:
    import vlc
except (ImportError, OSError, NameError):
    pass

def names():
    for found in pkgutil.walk_packages([str(Path(root) / "control_panel")], "control_panel."):
        if "versions" not in found.name and not found.name.endswith((".env", "__main__")):
            yield found.name
    yield "control_panel.__main__"

class Nowhere(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name in absent:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

for name in absent:
    sys.modules.pop(name, None)
sys.meta_path.insert(0, Nowhere())
sys.platform = platform
failed = []
for name in sorted(set(names())):
    try:
        importlib.import_module(name)
    except Exception as error:
        failed.append(f"{name}: {type(error).__name__}: {error}")
print("\\n".join(failed))
print("imported", len([m for m in sys.modules if m.startswith("control_panel")]))
"""


@pytest.mark.parametrize(
    ("platform", "absent"),
    [("win32", POSIX), ("darwin", LINUX), ("linux", ())],
)
def test_every_module_imports(platform: str, absent: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, platform, ",".join(absent), str(ROOT)],
        cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *failed, last = done.stdout.strip().split("\n")
    assert [line for line in failed if line] == []
    assert int(last.split()[1]) > 30


def test_pyside_emits_five_thousand_signals() -> None:
    """PySide6 6.12.0 aborts on Python 3.10 and 3.11 after a few hundred."""
    code = (
        "from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal\n"
        "class Bell(QObject):\n"
        "    rung = Signal(object, int)\n"
        "app = QCoreApplication([])\n"
        "bell, heard = Bell(), []\n"
        "bell.rung.connect(lambda what, n: heard.append((what, n)))\n"
        "bell.rung.connect(lambda what, n: heard.append(n), Qt.ConnectionType.QueuedConnection)\n"
        "for n in range(5000):\n"
        "    bell.rung.emit({'n': n}, n)\n"
        "app.processEvents()\n"
        "print(len(heard))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "10000"), done.stderr
