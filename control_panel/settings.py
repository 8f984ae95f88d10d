"""The settings of this computer: one line each, in one JSON file that holds no secret."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from control_panel.errors import StoreError
from control_panel.paths import user_config_dir, write_whole

_KINDS = {"str": (str,), "bool": (bool,), "int": (int,), "float": (int, float)}


def _setting(default: Any, help_: str, low: float | None = None, high: float | None = None) -> Any:
    return field(default=default, metadata={"help": help_, "low": low, "high": high})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting: name, type, default, what it is for and, for numbers, from and to."""

    obs_host: str = _setting("localhost", "The computer OBS runs on.")
    obs_port: int = _setting(4455, "OBS's WebSocket port (Tools, WebSocket Server).", 1, 65535)
    obs_secure: bool = _setting(default=False, help_="Reach OBS through TLS (wss), by a proxy.")
    api_on: bool = _setting(default=True, help_="Open the control API on this computer.")
    api_port: int = _setting(8640, "The control API's port; the next free one if taken.", 1, 65535)
    gateway_grace_s: int = _setting(
        600, "Seconds that gateways run on after a crash, for the panel that returns.", 0, 86400
    )
    person: str = _setting("", "Who sits at this computer, for the as-run and the incidents.")
    last_show: str = _setting("", "The show file that was open last.")
    window_scale: float = _setting(1.0, "How large texts and rows are.", 0.5, 3.0)
    window_place: str = _setting("", "Where the window stood, as Qt wrote it, in base64.")
    window_docks: str = _setting("", "How its docks were laid out, as Qt wrote it, in base64.")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings as read, and what a person is told about them ("" for nothing)."""

    settings: Settings
    told: str = ""


def settings_file() -> Path:
    """Where the settings are kept."""
    return user_config_dir() / "settings.json"


def help_of(name: str) -> str:
    """What a setting is for, as a sentence; KeyError if there is no such setting."""
    return str({f.name: f.metadata["help"] for f in fields(Settings)}[name])


def load(path: Path | None = None) -> Loaded:
    """Read the settings. Never fails: what cannot be read is the default, and is told."""
    path = path or settings_file()
    try:
        found = _read(path)
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Loaded(Settings(), f"The settings in {path} cannot be read ({why}): defaults used.")
    except ValueError:
        kept = _put_aside(path)
        return Loaded(Settings(), f"The settings file is damaged; defaults are used. {kept}")
    return _checked(found)


def save(settings: Settings, path: Path | None = None) -> None:
    """Write the settings whole. Settings of a newer version that we do not know are kept.

    StoreError where the file cannot be written.
    """
    path = path or settings_file()
    try:
        known = _read(path)
    except (OSError, ValueError):
        known = {}
    known.update({f.name: getattr(settings, f.name) for f in fields(Settings)})
    try:
        write_whole(path, json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise StoreError(
            f"The settings could not be written to {path} ({why}). They hold until the panel ends.",
            reason="settings",
        ) from error


def _read(path: Path) -> dict[str, Any]:
    """The file's object; ValueError where it is not one."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(found, dict):
        raise ValueError("not an object")  # noqa: TRY004 - a damaged file, not a wrong argument
    return found


def _checked(found: dict[str, Any]) -> Loaded:
    good = {f.name: found[f.name] for f in fields(Settings) if _fits(f, found.get(f.name))}
    wrong = sorted(f.name for f in fields(Settings) if f.name in found and f.name not in good)
    told = f"Settings that make no sense were set to their defaults: {', '.join(wrong)}."
    return Loaded(Settings(**good), told if wrong else "")


def _fits(setting: Any, value: Any) -> bool:
    kinds = _KINDS[setting.type]
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        return False
    low, high = setting.metadata["low"], setting.metadata["high"]
    return low is None or bool(low <= value <= high)


def _put_aside(path: Path) -> str:
    """Keep the damaged file for whoever wants to look; the sentence that says where."""
    aside = path.with_suffix(".damaged.json")
    try:
        path.replace(aside)
    except OSError:
        return f"It is still at {path}."
    return f"It was kept as {aside}."
