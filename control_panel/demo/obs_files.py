"""The files that make an OBS of our own: settings, profile, and two tones to hear."""

from __future__ import annotations

import configparser
import math
import struct
import wave
from dataclasses import dataclass
from pathlib import Path

PROFILE = "Show"
COLLECTION = "Show"
_RATE = 48000


@dataclass(frozen=True, slots=True)
class Canvas:
    """What OBS draws on."""

    width: int = 640
    height: int = 360
    fps: int = 30


def write_settings(
    home: Path,
    *,
    port: int,
    password: str,
    canvas: Canvas,
    studio_mode: bool,
    duplicate_scene: bool = True,
) -> None:
    """Write OBS 29's global.ini and the profile below `home/obs-studio`."""
    place = home / "obs-studio"
    profile = place / "basic" / "profiles" / PROFILE
    profile.mkdir(parents=True, exist_ok=True)
    (place / "basic" / "scenes").mkdir(parents=True, exist_ok=True)
    recordings(home).mkdir(parents=True, exist_ok=True)
    _ini(
        place / "global.ini",
        {
            "General": {"FirstRun": "true", "EnableAutoUpdates": "false"},
            "Basic": {
                "Profile": PROFILE,
                "ProfileDir": PROFILE,
                "SceneCollection": COLLECTION,
                "SceneCollectionFile": COLLECTION,
            },
            "BasicWindow": {
                "PreviewProgramMode": str(studio_mode).lower(),
                "SceneDuplicationMode": str(duplicate_scene).lower(),
                "WarnBeforeStartingStream": "false",
                "WarnBeforeStoppingRecord": "false",
                "SysTrayEnabled": "false",
            },
            "OBSWebSocket": {
                "FirstLoad": "false",
                "ServerEnabled": "true",
                "ServerPort": str(port),
                "AuthRequired": str(bool(password)).lower(),
                "ServerPassword": password,
                "AlertsEnabled": "false",
            },
        },
    )
    # Ours alone may read it: it holds the password of this one OBS, made for this one run.
    (place / "global.ini").chmod(0o600)
    size = {
        "BaseCX": str(canvas.width),
        "BaseCY": str(canvas.height),
        "OutputCX": str(canvas.width),
        "OutputCY": str(canvas.height),
    }
    _ini(
        profile / "basic.ini",
        {
            "General": {"Name": PROFILE},
            "Video": {**size, "FPSType": "0", "FPSCommon": str(canvas.fps)},
            "Output": {"Mode": "Simple"},
            "SimpleOutput": {
                "FilePath": str(recordings(home)),
                "RecFormat": "mkv",
                "RecQuality": "Stream",
                "StreamEncoder": "x264",
                "RecEncoder": "x264",
                "UseAdvanced": "true",
                "Preset": "ultrafast",
                "VBitrate": "1500",
                "ABitrate": "96",
            },
        },
    )


def recordings(home: Path) -> Path:
    """Where this OBS records to."""
    return home / "recordings"


def write_tone(path: Path, hertz: float, seconds: float = 2.0) -> Path:
    """A sine at -20 dBFS, mono, that loops without a click."""
    periods = round(hertz * seconds)
    count = int(_RATE * seconds)
    step = 2 * math.pi * periods / count
    samples = (int(3276 * math.sin(step * i)) for i in range(count))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(b"".join(struct.pack("<h", s) for s in samples))
    return path


def _ini(path: Path, sections: dict[str, dict[str, str]]) -> None:
    made = configparser.RawConfigParser()
    made.optionxform = str  # type: ignore[assignment,method-assign]  # OBS's keys keep their case
    made.read_dict(sections)
    with path.open("w", encoding="utf-8") as file:
        made.write(file, space_around_delimiters=False)
