"""Where the panel keeps its own files, and where its resources lie."""

from __future__ import annotations

import json
import os
import tempfile
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import platformdirs
from PySide6.QtCore import QLockFile

HOME = "CONTROL_PANEL_HOME"
"""Environment: a folder that holds `state/`, `log/` and `config/` instead of the user's own."""

LOCK_WAIT_MS = 250
"""How long one panel waits for another that writes `runtime.json`."""

_NAME = "control-panel"
_one_writer = threading.Lock()


def resource(name: str) -> Path:
    """The path of a resource, for example `icons/take.svg`; FileNotFoundError if there is none.

    Installed, the folder is the package `control_panel.resources`; in a checkout it lies beside
    the package.
    """
    for folder in _resource_folders():
        path = folder / name
        if path.exists():
            return path
    raise FileNotFoundError(f"no resource {name!r}")


def user_state_dir() -> Path:
    """The folder for what the panel remembers by itself (`runtime.json`); made if missing."""
    return _made("state", platformdirs.user_state_path(_NAME, appauthor=False))


def user_log_dir() -> Path:
    """The folder for logs, one file a run; made if missing."""
    return _made("log", platformdirs.user_log_path(_NAME, appauthor=False))


def user_config_dir() -> Path:
    """The folder for settings; made if missing."""
    return _made("config", platformdirs.user_config_path(_NAME, appauthor=False))


def runtime_file() -> Path:
    """What runs now: the API's port, the gateways. Written with `note_runtime`."""
    return user_state_dir() / "runtime.json"


def read_runtime() -> dict[str, Any]:
    """What `runtime.json` holds, by section; empty where there is none or it cannot be read."""
    try:
        found = json.loads(runtime_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def note_runtime(section: str, value: Any | None) -> None:
    """Set (or with None remove) one section of `runtime.json`; OSError where it cannot be written.

    The value must be JSON and must hold no secret. Sections are `api` and `gateways`, written from
    threads of their own and by every panel: one after the other, so that none undoes another's.
    """
    beside = QLockFile(f"{runtime_file()}.lock")
    with _one_writer:
        beside.tryLock(LOCK_WAIT_MS)  # not ours in time: somebody hangs, and we write all the same
        try:
            known = read_runtime()
            if known.get(section) == value:
                return
            known[section] = value
            found = {name: each for name, each in known.items() if each is not None}
            write_whole(runtime_file(), json.dumps(found, indent=1, sort_keys=True) + "\n")
        finally:
            beside.unlock()


def write_whole(path: Path, text: str) -> None:
    """Write a small text file so that it is either the old one or the new one, never a half.

    Readable by this user only. OSError where it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def _resource_folders() -> list[Path]:
    package = Path(__file__).resolve().parent
    folders = [package / "resources", package.parent / "resources"]
    spec = find_spec("control_panel.resources")
    if spec is not None and spec.submodule_search_locations:
        folders[:0] = [Path(place) for place in spec.submodule_search_locations]
    return folders


def _made(below_home: str, own: Path) -> Path:
    home = os.environ.get(HOME)
    folder = Path(home) / below_home if home else own
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        # Whoever writes into it says so, with the path; a reader simply finds nothing.
        return folder
    return folder
