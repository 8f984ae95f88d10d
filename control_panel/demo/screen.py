"""A screen of our own (Xvfb): real key presses on it, and photographs of it."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path

from control_panel.errors import LinkError
from control_panel.feeds.warden import Program, start_program

START_SECONDS = 30.0


class Screen:
    """An Xvfb with one screen; `display` is its name once it is started."""

    def __init__(self, width: int = 1600, height: int = 900) -> None:
        self.width = width
        self.height = height
        self.display = ""
        self._program: Program | None = None

    def start(self) -> Screen:
        """Start it and wait until it answers. Raises LinkError."""
        told = threading.Event()

        def hear(line: str) -> None:
            if line.strip().isdigit() and not self.display:
                self.display = f":{line.strip()}"
                told.set()

        size = f"{self.width}x{self.height}x24"
        argv = ["Xvfb", "-displayfd", "1", "-screen", "0", size, "-nolisten", "tcp"]
        self._program = start_program(argv, name="Xvfb", on_line=hear)
        if not told.wait(START_SECONDS):
            self.stop()
            raise LinkError("Xvfb did not start: is xvfb installed?")
        return self

    def stop(self, seconds: float = 1.0) -> bool:
        """End it; True when it is gone."""
        program, self._program = self._program, None
        self.display = ""
        return program is None or program.stop(seconds)

    def focus(self, name: str) -> None:
        """Give the keyboard to the window of this name (there is no window manager here)."""
        self._run(["xdotool", "search", "--sync", "--onlyvisible", "--name", name, "windowfocus"])

    def press(self, *keys: str) -> None:
        """Press keys, by xdotool's names, as a hand does: down and up again."""
        self._run(["xdotool", "key", "--delay", "30", *keys])

    def hold(self, key: str, seconds: float) -> None:
        """Hold a key down for so long: the server repeats it meanwhile."""
        self._run(["xdotool", "keydown", key, "sleep", str(seconds), "keyup", key])

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self._run(["xdotool", "mousemove", str(x), str(y), "click", "1"])

    def photograph(self, path: Path) -> None:
        """What the screen shows, as a PNG."""
        size = f"{self.width}x{self.height}"
        grab = ["-f", "x11grab", "-video_size", size, "-draw_mouse", "0", "-i", self.display]
        self._run(["ffmpeg", "-nostdin", "-v", "error", "-y", *grab, "-frames:v", "1", str(path)])

    def _run(self, argv: Sequence[str]) -> None:
        said: list[str] = []
        env = {"DISPLAY": self.display}
        program = start_program(argv, name=argv[0], env=_with(env), on_line=said.append)
        code = program.wait(20.0)
        program.stop(0.5)
        if code != 0:
            raise LinkError(f"{argv[0]} failed: {' '.join(said[-2:])}")


def _with(more: dict[str, str]) -> dict[str, str]:
    return {**os.environ, **more}
