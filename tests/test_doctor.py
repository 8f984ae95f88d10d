"""Doctor: what it says of computers where something is missing."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from control_panel import doctor
from control_panel.doctor import Finding, Machine, State
from control_panel.paths import resource
from control_panel.secrets import Secrets
from control_panel.settings import Settings

SECRET = "planted-doctor-secret"
PROTOCOLS = "Input:\n srt\n rtmp\n udp\nOutput:\n srt"


def machine(**given: object) -> Machine:
    """A computer where all is well."""
    said: dict[str, tuple[int, str]] = {
        "vlc": (0, "3.0.24 Vetinari\nTrue\n"),
        "Qt": (0, "xcb 1600x900\nTrue\n"),
        "-version": (0, "ffmpeg version 5.1.9 Copyright"),
        "-protocols": (0, PROTOCOLS),
    }
    said.update(given.pop("said", {}))  # type: ignore[call-overload]

    def run(argv: list[str]) -> tuple[int, str]:
        return next(answer for part, answer in said.items() if part in argv[-1])

    base = Machine(
        platform="linux", python=(3, 11, 7), env={"DISPLAY": ":0"},
        settings=Settings(obs_port=1), which=lambda name: f"/usr/bin/{name}", run=run,
        version=lambda name: "6.11.3", free=lambda path: 80 * 1024**3,
        secrets=lambda: Secrets(memory_only="None here."),
    )  # fmt: skip
    return replace(base, **given)  # type: ignore[arg-type]


def found(machine: Machine) -> dict[str, Finding]:
    return {finding.what: finding for finding in doctor.examine(machine)}


def test_where_all_is_well_only_obs_and_keyring_are_told() -> None:
    findings = found(machine())
    assert {f.what for f in findings.values() if f.state is not State.OK} == {"OBS", "Keyring"}
    assert findings["ffmpeg"].found == "5.1.9 with srt, rtmp, udp"


def test_obs_that_listens_is_found() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = Settings(obs_host="127.0.0.1", obs_port=server.getsockname()[1])
        assert found(machine(settings=there))["OBS"].state is State.OK


@pytest.mark.parametrize("host", ["no.such.host.invalid", "", "a" * 300, ".."])
def test_an_obs_host_that_is_none(host: str) -> None:
    finding = found(machine(settings=Settings(obs_host=host, obs_port=1)))["OBS"]
    assert finding.state is State.WARN


def _absent(name: str) -> Callable[[str], str]:
    def version(asked: str) -> str:
        if asked == name:
            raise PackageNotFoundError(name)
        return "6.11.3"

    return version


@pytest.mark.parametrize(
    ("given", "what", "state", "part"),
    [
        ({"python": (3, 10, 2)}, "Python", State.MISSING, "3.10.2"),
        ({"version": _absent("aiohttp")}, "Packages", State.MISSING, "aiohttp"),
        ({"version": _absent("PySide6")}, "PySide6", State.MISSING, "not here"),
        ({"version": lambda n: "6.12.0"}, "PySide6", State.MISSING, "6.12.0"),
        ({"version": lambda n: "6.12.0", "python": (3, 12, 1)}, "PySide6", State.WARN, "6.12.0"),
        ({"version": lambda n: "6.7.3"}, "PySide6", State.MISSING, "6.7.3"),
        ({"version": lambda n: "6.12.1"}, "PySide6", State.OK, "6.12.1"),
        ({"env": {}}, "Display", State.WARN, "none"),
        ({"env": {}, "platform": "darwin"}, "Display", State.OK, "xcb"),
        ({"said": {"Qt": (-6, "libEGL.so.1: cannot open")}}, "Display", State.MISSING, "start"),
        ({"said": {"Qt": (0, "xcb 1x1\nFalse\n")}}, "Fonts", State.WARN, "no Inter"),
        ({"said": {"vlc": (1, "no libvlc")}}, "libVLC", State.MISSING, "not found"),
        ({"said": {"vlc": (0, "3.0.24\nFalse\n")}}, "VLC and SRT", State.WARN, "no SRT"),
        ({"which": lambda n: None}, "ffmpeg", State.MISSING, "not found"),
        ({"said": {"-protocols": (0, "udp\nrtmp")}}, "ffmpeg", State.WARN, "without srt"),
        ({"free": lambda p: 2 * 1024**3}, "Disk", State.WARN, "2.0 GB"),
        ({"free": lambda p: 1024}, "Disk", State.MISSING, "0.0 GB"),
    ],
)
def test_what_is_missing_is_said_with_a_remedy(
    given: dict[str, object], what: str, state: State, part: str
) -> None:
    for platform in ("linux", "win32", "darwin"):
        asked = {"platform": platform, **given} if what != "Display" else given
        finding = found(machine(**asked))[what]
        assert finding.state is state
        assert part in finding.found
        if state is not State.OK:
            assert finding.means.endswith((".", "open"))
            assert finding.remedy


def test_a_folder_that_cannot_be_written(home: Path) -> None:
    home.write_text("in the way")
    finding = found(machine())["Folders"]
    assert finding.state is State.MISSING
    assert str(home) in finding.found


def test_remedies_are_there_for_each_system() -> None:
    table = json.loads(resource("doctor/remedies.json").read_text("utf-8"))
    for name, by_system in table.items():
        assert set(by_system) == {"linux", "darwin", "win32"}, name
        assert all(by_system.values()), name


def test_on_this_computer_as_table_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code = doctor.main(as_json=True)
    whole = json.loads(capsys.readouterr().out)
    assert whole["platform"] == sys.platform
    assert code == int(any(f["state"] == "missing" for f in whole["findings"]))
    findings = {f["what"]: f for f in whole["findings"]}
    assert findings["Python"]["state"] == "ok"
    assert findings["PySide6"]["state"] == "ok"
    table = doctor.text(tuple(Finding(**f) for f in whole["findings"]))
    for what in findings:
        assert what in table


def test_no_secret_is_printed() -> None:
    said = {"Qt": (1, f"cannot open rtmp://h/live/{SECRET} key={SECRET}")}
    settings = Settings(obs_host=f"user:{SECRET}@host")
    findings = doctor.examine(machine(said=said, settings=settings))
    assert SECRET not in doctor.text(findings)
