"""One demo: its own OBS, feeds and show around a real panel, and everything ended after it."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from control_panel.clock import Clock
from control_panel.demo.panel import PanelProcess
from control_panel.demo.parts import Parts
from control_panel.demo.report import Report, make_report
from control_panel.demo.screen import Screen
from control_panel.demo.script import Script
from control_panel.errors import PanelError, Refused

SECONDS = 90.0
SHORT_HOUR = 1 / 40
"""Without a display the hour takes a minute and a half, and so do its plans."""


def run(
    *,
    headless: bool = False,
    seconds: float | None = None,
    output: Path | None = None,
    sabotage: bool = False,
) -> int:
    """Run the demo; 0 where all was as it should be, 1 where not."""
    folder = output or Path("demo-output")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        sentence = f"The folder {folder} cannot be made ({why}): name another with --output."
        raise Refused(sentence, reason="use") from error
    if headless:
        return _by_itself(seconds or SECONDS, folder, sabotage=sabotage)
    return _with_a_person(seconds)


def _say(sentence: str) -> None:
    sys.stdout.write(f"demo: {sentence}\n")
    sys.stdout.flush()


def _with_a_person(seconds: float | None) -> int:
    """Everything prepared, then the panel on this display, until it is closed."""
    with Parts(None) as parts:
        panel = _prepared(parts, 1.0, timedelta(minutes=5), _own_platform())
        try:
            _say("the panel is yours: start a rehearsal, then press Space. Close it to end all.")
            panel.start()
            code = panel.wait() if seconds is None else _for(panel, seconds)
        finally:
            panel.stop()
    return code or 0


def _for(panel: PanelProcess, seconds: float) -> int:
    end = time.monotonic() + seconds
    panel.until(lambda: time.monotonic() >= end, seconds + 5, "the end")
    return 0


def _own_platform() -> dict[str, str]:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: os.environ[name] for name in names if name in os.environ}


def _prepared(
    parts: Parts, scale: float, until_air: timedelta, platform: dict[str, str]
) -> PanelProcess:
    _say("four field feeds: an SRT caller at 300 kb/s, an SRT listener, RTMP, UDP")
    parts.start_senders()
    on_air = Clock().now().wall.astimezone(UTC) + until_air
    show = parts.write_show(_whole_second(on_air), scale)
    _say("an OBS of its own, with the scenes of the show")
    parts.start_obs(show)
    home = parts.home / "panel"
    return PanelProcess(parts.show_file, home, parts.obs.port, platform=platform)


def _whole_second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _by_itself(seconds: float, output: Path, *, sabotage: bool) -> int:
    screen = Screen()
    try:
        with Parts(None) as parts:
            screen.start()
            platform = {"DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
            panel = _prepared(parts, SHORT_HOUR, timedelta(seconds=25), platform)
            script = Script(parts, panel, screen, output, _say)
            report = _played(parts, panel, script, seconds, output, sabotage=sabotage)
    except PanelError as error:
        _say(f"DEMO FAILED: {error.sentence}")
        return 1
    finally:
        screen.stop()
    _say(report.last_line())
    return 0 if report.ok else 1


def _played(
    parts: Parts,
    panel: PanelProcess,
    script: Script,
    seconds: float,
    output: Path,
    *,
    sabotage: bool,
) -> Report:
    """Run the script, end the panel, and judge what is left."""
    try:
        panel.start()
        script.run(seconds)
    except PanelError:
        script.photograph("x where it stopped")
        raise
    finally:
        panel.stop()
        (output / "panel.txt").write_text("\n".join(panel.lines), "utf-8")
    recording, script.seen.skipped = parts.stop_recording()
    _say("reading the recording back")
    return make_report(parts.show_file, recording, script.seen, output, sabotage=sabotage)
