"""A real OBS of our own: its screen, its home, its port, its scenes; gone when we are gone."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from control_panel.clock import Clock
from control_panel.demo.obs_files import Canvas, recordings, write_settings
from control_panel.demo.obs_scenes import SCENES, furnishing
from control_panel.errors import LinkError
from control_panel.feeds.warden import Program, start_program
from control_panel.obs.client import Address, Call, LinkLost, ObsClient

START_SECONDS: Final = 30.0
"""How long a busy computer may need to start OBS."""
_READY: Final = "==== Startup complete"
"""OBS's own words; before them its server answers, but its scenes may not be there."""


class RealObs:
    """OBS under an Xvfb of its own (or on a display that is given), with prepared scenes."""

    def __init__(
        self,
        home: Path,
        *,
        password: str | None = None,
        port: int = 0,
        canvas: Canvas = Canvas(),  # noqa: B008  frozen
        studio_mode: bool = False,
        duplicate_scene: bool = True,
        display: str | None = None,
        furnish: bool = True,
    ) -> None:
        self.home = home
        self.password = secrets.token_urlsafe(12) if password is None else password
        self.port = port or free_port()
        self.canvas = canvas
        self.scenes: tuple[str, ...] = SCENES if furnish else ("Scene",)
        self.lines: list[str] = []
        """What OBS wrote, the newest last."""
        self._furnish = furnish
        self._studio_mode = studio_mode
        self._duplicate_scene = duplicate_scene
        self._display = display
        self._screen: Program | None = None
        self._obs: Program | None = None
        self._hand: ObsClient | None = None
        self._ready = threading.Event()
        self._last_told = 0.0

    @property
    def address(self) -> Address:
        """Where it listens."""
        return Address("127.0.0.1", self.port)

    @property
    def pid(self) -> int:
        """OBS's process id; 0 where it does not run."""
        return self._obs.pid if self._obs is not None else 0

    @property
    def running(self) -> bool:
        """Whether OBS lives."""
        return self._obs is not None and self._obs.poll() is None

    def start(self) -> RealObs:
        """Start it and wait until its scenes are there. Raises LinkError."""
        self.home.mkdir(parents=True, exist_ok=True)
        write_settings(
            self.home,
            port=self.port,
            password=self.password,
            canvas=self.canvas,
            studio_mode=self._studio_mode,
            duplicate_scene=self._duplicate_scene,
        )
        try:
            self._start_screen()
            self._start_obs()
            self._hand = ObsClient(self.address, self.password, Clock(), meters=False)
            self._connect(self._hand)
            if self._furnish:
                self._prepare()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self, seconds: float = 2.0) -> bool:
        """End OBS and its screen; True when both are gone."""
        self._leave()
        gone = True
        for program in (self._obs, self._screen):
            if program is not None:
                gone = program.stop(seconds) and gone
        self._obs = self._screen = None
        return gone

    def kill(self) -> None:
        """SIGKILL to OBS alone, as a crash; `start` brings it back on the same port.

        One that died by itself is only cleared away.
        """
        if self._obs is not None and self._obs.pid:
            if self._obs.poll() is None:
                with suppress(ProcessLookupError):
                    os.kill(self._obs.pid, _KILL)
            self._obs.wait(5.0)
            self._obs.stop(0.0)
            self._obs = None
        self._leave()

    def __enter__(self) -> RealObs:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # By hand

    def hand(self, name: str, **data: Any) -> dict[str, Any]:
        """What a hand does in OBS, through a connection of its own. Raises LinkError."""
        if self._hand is None:
            raise LinkLost("OBS does not run.")
        return self._hand.send(Call(name, data), deadline=10.0).result().checked()

    def hand_cut(self, scene: str) -> None:
        """Somebody clicks a scene in OBS's window."""
        self.hand("SetCurrentProgramScene", sceneName=scene)

    def active_inputs(self) -> frozenset[str]:
        """The inputs that are in program: OBS's word that can be believed."""
        found = self.hand("GetInputList")["inputs"]
        names = [one["inputName"] for one in found]
        return frozenset(
            name for name in names if self.hand("GetSourceActive", sourceName=name)["videoActive"]
        )

    def wait_quiet(self, quiet: float = 0.15, seconds: float = 5.0) -> None:
        """Wait until OBS has told nothing for so many seconds: all ends of a take are told."""
        self.wait_until(lambda: time.monotonic() - self._last_told > quiet, seconds)

    def start_recording(self) -> None:
        """Start to record, and wait until OBS does."""
        self.hand("StartRecord")
        self.wait_until(lambda: bool(self.hand("GetRecordStatus")["outputActive"]), 10.0)

    def stop_recording(self) -> Path:
        """Stop to record, and wait until the file is whole. Raises LinkError."""
        path = Path(self.hand("StopRecord")["outputPath"])
        self.wait_until(lambda: not self.hand("GetRecordStatus")["outputActive"], 10.0)
        return path

    def skipped_frames(self) -> int:
        """Frames that OBS did not render or encode in time, since it was started."""
        stats = self.hand("GetStats")
        return int(stats["renderSkippedFrames"]) + int(stats["outputSkippedFrames"])

    @property
    def recordings(self) -> Path:
        """Where it records to."""
        return recordings(self.home)

    def wait_until(self, true: Callable[[], bool], seconds: float) -> None:
        """Ask again and again. Raises LinkError after so many seconds."""
        until = time.monotonic() + seconds
        pause = threading.Event()
        while not true():
            if time.monotonic() > until:
                raise LinkError(
                    f"OBS at {self.address} did not do in {seconds:g} s what it should."
                )
            pause.wait(0.03)

    # Inside

    def _start_screen(self) -> None:
        if self._display is not None or self._screen is not None:
            return
        told = threading.Event()
        number: list[str] = []

        def hear(line: str) -> None:
            if line.strip().isdigit() and not number:
                number.append(line.strip())
                told.set()

        argv = ["Xvfb", "-displayfd", "1", "-screen", "0", "1024x600x24", "-nolisten", "tcp"]
        self._screen = start_program(argv, name="Xvfb", on_line=hear)
        if not told.wait(START_SECONDS):
            raise LinkError("Xvfb did not start: is xvfb installed?")
        self._own_display = f":{number[0]}"

    def _start_obs(self) -> None:
        self._ready.clear()
        self.lines.clear()
        argv = ["obs", "--multi", "--minimize-to-tray", "--disable-updater"]
        self._obs = start_program(
            argv, name="OBS", env=self._environment(), cwd=self.home, on_line=self._hear
        )
        until = time.monotonic() + START_SECONDS
        while not self._ready.wait(0.05):
            if self._obs.poll() is not None or time.monotonic() > until:
                last = " / ".join(self.lines[-3:])
                raise LinkError(f"OBS did not start: {last}")

    def _hear(self, line: str) -> None:
        self.lines.append(line)
        del self.lines[:-500]
        if _READY in line:
            self._ready.set()

    def _environment(self) -> Mapping[str, str]:
        run = self.home / "run"
        run.mkdir(mode=0o700, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if k in {"PATH", "LANG", "LC_ALL", "TZ"}}
        return {
            **kept,
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(run),
            "DISPLAY": self._display or self._own_display,
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "QT_QPA_PLATFORM": "xcb",
        }

    def _connect(self, hand: ObsClient) -> None:
        hand.register(self._note_told)
        hand.start()
        self.wait_until(lambda: hand.is_up, 10.0)

    def _note_told(self, _: object) -> None:
        self._last_told = time.monotonic()

    def _prepare(self) -> None:
        """Make the scenes where they are not there yet."""
        listed = {one["sceneName"] for one in self.hand("GetSceneList")["scenes"]}
        if set(self.scenes) <= listed or self._hand is None:
            return
        kinds = self.hand("GetInputKindList")["inputKinds"]
        text = next(kind for kind in _TEXT_KINDS if kind in kinds)
        calls = furnishing(self.home, self.canvas, text)
        for result in self._hand.send_batch(calls, deadline=20.0).result().results:
            result.checked()
        for scene, item in ((s, self._item(s, "Name")) for s in "ABCDEF"):
            place = {"positionX": 10, "positionY": self.canvas.height * 3 // 4}
            self.hand(
                "SetSceneItemTransform",
                sceneName=scene,
                sceneItemId=item,
                sceneItemTransform=place,
            )
        self.hand("SetCurrentSceneTransition", transitionName="Cut")

    def _item(self, scene: str, source: str) -> int:
        found = self.hand("GetSceneItemId", sceneName=scene, sourceName=source)
        return int(found["sceneItemId"])

    def _leave(self) -> None:
        hand, self._hand = self._hand, None
        if hand is not None:
            hand.stop()


_KILL: Final = signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM
_TEXT_KINDS: Final = ("text_ft2_source_v2", "text_gdiplus_v2", "text_gdiplus_v3")


def free_port() -> int:
    """A TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
