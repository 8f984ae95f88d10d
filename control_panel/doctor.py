"""What is installed on this computer, what is missing, what that means and what to do about it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from control_panel.log import redact
from control_panel.paths import resource, user_config_dir, user_log_dir, user_state_dir
from control_panel.secrets import Secrets
from control_panel.settings import Settings, load

_GB = 1024**3

_PACKAGES = (
    "aiohttp", "alembic", "keyring", "numpy", "obs-websocket-py", "platformdirs", "python-vlc",
    "SQLAlchemy", "tzdata", "websocket-client",
)  # fmt: skip

_VLC = """
import sys, vlc
from pathlib import Path
print(vlc.libvlc_get_version().decode())
own = [Path(p) for p in [vlc.plugin_path] if p]
roots = own + [p / "plugins" for p in own]
if sys.platform == "linux":
    maps = Path("/proc/self/maps").read_text().split()
    roots += [Path(p).parent / "vlc" / "plugins" for p in maps if "libvlc.so" in p]
print(any(found for root in roots for found in root.glob("access/*access_srt*")))
"""

_BLIND = "import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'"
_QT = """
from PySide6.QtGui import QFontDatabase, QGuiApplication
app = QGuiApplication([])
screen = app.primaryScreen()
print(app.platformName(), f"{screen.size().width()}x{screen.size().height()}" if screen else "")
print("Inter" in QFontDatabase.families())
"""


class State(StrEnum):
    """How it stands."""

    OK = "ok"
    WARN = "warn"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `remedy` is for this system; empty where nothing is to do."""

    what: str
    state: State
    found: str
    means: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """The computer looked at; tests hand in another one."""

    platform: str = sys.platform
    python: tuple[int, int, int] = sys.version_info[:3]
    env: Mapping[str, str] = field(default_factory=lambda: os.environ)
    settings: Settings = Settings()
    which: Callable[[str], str | None] = shutil.which
    run: Callable[[list[str]], tuple[int, str]] = lambda argv: _run(argv)
    """Exit code and output of a program that ends by itself; -1 where it does not start or end."""
    version: Callable[[str], str] = metadata.version
    free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free
    secrets: Callable[[], Secrets] = lambda: Secrets(seconds=10)

    def here(self, what: str) -> str:
        """The remedy for this system."""
        table = json.loads(resource("doctor/remedies.json").read_text("utf-8"))[what]
        return str(table.get(self.platform, table["linux"]))


def examine(machine: Machine | None = None) -> tuple[Finding, ...]:
    """Look at everything, in the order in which one would mend it. Takes a few seconds."""
    machine = machine or Machine(settings=load().settings)
    return tuple(finding for check in _CHECKS for finding in check(machine))


def text(findings: tuple[Finding, ...]) -> str:
    """The findings for a person."""
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{finding.state:<8}{finding.what:<13}{finding.found}")
        lines += [f"{'':21}{line}" for line in (finding.means,) if line]
        lines += [f"{'':21}-> {line}" for line in finding.remedy.splitlines()]
    count = {state: sum(f.state is state for f in findings) for state in State}
    lines.append("")
    lines.append(f"{count[State.MISSING]} missing, {count[State.WARN]} to know about.")
    return redact("\n".join(lines))


def main(*, as_json: bool) -> int:
    """Print the findings; 1 where something is missing, else 0."""
    findings = examine()
    if as_json:
        found = {"platform": sys.platform, "findings": [asdict(f) for f in findings]}
        sys.stdout.write(redact(json.dumps(found, indent=1, ensure_ascii=False)) + "\n")
    else:
        sys.stdout.write(text(findings) + "\n")
    return int(any(f.state is State.MISSING for f in findings))


def _python(m: Machine) -> list[Finding]:
    found = ".".join(str(part) for part in m.python)
    if m.python >= (3, 11):
        return [Finding("Python", State.OK, found)]
    means = "The panel needs Python 3.11 or newer."
    return [Finding("Python", State.MISSING, found, means, m.here("python"))]


def _packages(m: Machine) -> list[Finding]:
    absent = [name for name in _PACKAGES if _version(m, name) is None]
    if not absent:
        return [Finding("Packages", State.OK, f"all {len(_PACKAGES)}")]
    means = "The panel was not installed whole."
    found = f"not here: {', '.join(absent)}"
    return [Finding("Packages", State.MISSING, found, means, m.here("packages"))]


def _pyside(m: Machine) -> list[Finding]:
    found = _version(m, "PySide6")
    if found is None:
        means = "Without it there is no window."
        return [Finding("PySide6", State.MISSING, "not here", means, m.here("packages"))]
    if found == "6.12.0" and m.python < (3, 12):
        means = "This version ends the program by itself after a few hundred signals."
        return [Finding("PySide6", State.MISSING, found, means, m.here("pyside"))]
    if tuple(int(part) for part in found.split(".")[:2]) < (6, 8):
        means = "The panel is made for 6.8 and newer."
        return [Finding("PySide6", State.MISSING, found, means, m.here("pyside"))]
    if found == "6.12.0":
        means = "This version is excluded, since it fails on Python 3.10 and 3.11."
        return [Finding("PySide6", State.WARN, found, means, m.here("pyside"))]
    return [Finding("PySide6", State.OK, found)]


def _window(m: Machine) -> list[Finding]:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    blind = m.platform == "linux" and not any(m.env.get(name) for name in screens)
    # Without a screen Qt is started all the same, so that a library it lacks is found.
    code, out = m.run([sys.executable, "-c", (_BLIND if blind else "") + _QT])
    lines = out.split("\n")
    if code != 0 or len(lines) < 2:
        means = "Qt cannot open a window; its own word is: " + (out.strip()[-200:] or "nothing")
        return [Finding("Display", State.MISSING, "Qt does not start", means, m.here("qt"))]
    display = Finding("Display", State.OK, lines[0].strip())
    if blind:
        means = "No window can open here; the command line and demo --headless work."
        display = Finding("Display", State.WARN, "none", means, m.here("display"))
    if lines[1].strip() == "True":
        return [display, Finding("Fonts", State.OK, "Inter")]
    means = "The window is drawn with another font; figures may be harder to read."
    return [display, Finding("Fonts", State.WARN, "no Inter", means, m.here("fonts"))]


def _vlc(m: Machine) -> list[Finding]:
    code, out = m.run([sys.executable, "-c", _VLC])
    lines = out.split("\n")
    if code != 0 or len(lines) < 2:
        means = "No feed can be seen or heard in the panel; OBS can still be driven."
        return [Finding("libVLC", State.MISSING, "not found", means, m.here("vlc"))]
    found = Finding("libVLC", State.OK, lines[0].strip())
    if lines[1].strip() == "True":
        return [found, Finding("VLC and SRT", State.OK, "it reads SRT")]
    means = "Feeds by SRT reach the panel through the gateway only."
    return [found, Finding("VLC and SRT", State.WARN, "no SRT", means, m.here("vlc-srt"))]


def _ffmpeg(m: Machine) -> list[Finding]:
    if m.which("ffmpeg") is None:
        means = "No gateway: feeds are not received once and shared, nor switched to a backup."
        return [Finding("ffmpeg", State.MISSING, "not found", means, m.here("ffmpeg"))]
    _, version = m.run(["ffmpeg", "-hide_banner", "-version"])
    _, protocols = m.run(["ffmpeg", "-hide_banner", "-protocols"])
    known = set(protocols.split())
    absent = [name for name in ("srt", "rtmp", "udp") if name not in known]
    first = " ".join(version.split()[2:3]) or "found"
    if not absent:
        return [Finding("ffmpeg", State.OK, f"{first} with srt, rtmp, udp")]
    means = "Feeds that come that way cannot be received by the gateway."
    found = f"{first} without {', '.join(absent)}"
    return [Finding("ffmpeg", State.WARN, found, means, m.here("ffmpeg"))]


def _obs(m: Machine) -> list[Finding]:
    place = f"{m.settings.obs_host}:{m.settings.obs_port}"
    try:
        with socket.create_connection((m.settings.obs_host, m.settings.obs_port), 2.0):
            return [Finding("OBS", State.OK, f"something answers at {place}")]
    except (OSError, UnicodeError):
        means = "OBS does not run there, or its WebSocket server is off."
        return [Finding("OBS", State.WARN, f"no answer at {place}", means, m.here("obs"))]


def _keyring(m: Machine) -> list[Finding]:
    secrets = m.secrets()
    if secrets.look():
        return [Finding("Keyring", State.OK, "passwords are kept by the system")]
    return [Finding("Keyring", State.WARN, "none", secrets.why_not, m.here("keyring"))]


def _zones(m: Machine) -> list[Finding]:
    try:
        zones = [zoneinfo.ZoneInfo(name) for name in ("Africa/Kinshasa", "Asia/Kolkata")]
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        means = "Local times of contributors cannot be told."
        return [Finding("Time zones", State.MISSING, "not found", means, m.here("packages"))]
    kept = _version(m, "tzdata") or "the system's"
    return [Finding("Time zones", State.OK, f"tzdata {kept}" if zones else "")]


def _folders(m: Machine) -> list[Finding]:
    findings: list[Finding] = []
    for folder in dict.fromkeys((user_config_dir(), user_state_dir(), user_log_dir())):
        try:
            with tempfile.TemporaryFile(dir=folder):
                continue
        except OSError as error:
            means = "Settings, the log or what runs now cannot be written there."
            found = f"{folder}: {error.strerror}"
            findings.append(Finding("Folders", State.MISSING, found, means, m.here("folders")))
    return findings or [Finding("Folders", State.OK, "all can be written")]


def _disk(m: Machine) -> list[Finding]:
    try:
        free = m.free(user_state_dir())
    except OSError:
        return []
    found = f"{free / _GB:.1f} GB free"
    if free >= 5 * _GB:
        return [Finding("Disk", State.OK, found)]
    state = State.WARN if free >= _GB else State.MISSING
    means = "A show file needs little, a recording about 3 GB an hour at 6 Mb/s."
    return [Finding("Disk", state, found, means, m.here("disk"))]


_CHECKS = (
    _python, _packages, _pyside, _window, _vlc, _ffmpeg, _obs, _keyring, _zones, _folders, _disk,
)  # fmt: skip


def _version(machine: Machine, package: str) -> str | None:
    try:
        return machine.version(package)
    except metadata.PackageNotFoundError:
        return None


def _run(argv: list[str]) -> tuple[int, str]:
    """Run a program that ends by itself. A child, since libVLC and Qt may crash on a bad system."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own Python, and ffmpeg by its name
            argv, stdin=subprocess.DEVNULL, capture_output=True, timeout=15, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return -1, ""
    said = ended.stdout if ended.returncode == 0 else ended.stdout + ended.stderr
    return ended.returncode, said.decode("utf-8", "replace").replace("\r\n", "\n")
