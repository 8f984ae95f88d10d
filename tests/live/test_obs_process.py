"""RealObs: its scenes, its recording, and that nothing of it outlives us."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from control_panel.demo.obs_scenes import SCENES, colour_of
from control_panel.demo.recording import changes, recording_colours, scene_of
from tests.obs_parts import colours, wait

pytestmark = pytest.mark.live

STARTS_AND_WAITS = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from control_panel.demo.obs_process import RealObs
app = QCoreApplication([])
obs = RealObs(Path(sys.argv[1])).start()
print(obs.pid, obs._screen.pid, flush=True)
sys.stdin.read()
"""


def test_nothing_outlives_a_parent_that_is_killed(tmp_path: Path):
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", STARTS_AND_WAITS, str(tmp_path / "obs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    try:
        pids = [int(word) for word in parent.stdout.readline().split()]
        assert len(pids) == 2
        assert all(psutil.pid_exists(pid) for pid in pids)
        wardens = psutil.Process(parent.pid).children()
        parent.send_signal(signal.SIGKILL)
        parent.wait(5)
        wait(lambda: not any(_lives(pid) for pid in pids), 5.0)
        wait(lambda: not any(_lives(warden.pid) for warden in wardens), 5.0)
    finally:
        parent.kill()
        parent.wait(5)
        parent.stdin.close()
        parent.stdout.close()


def _lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_recording_shows_each_scene_by_its_colour(real_obs):
    real_obs.hand("SetInputSettings", inputName="Name", inputSettings={"text": "Amina Okoro"})
    real_obs.start_recording()
    for scene in SCENES:
        real_obs.hand_cut(scene)
        # Each scene stands for ten frames at least, by OBS's own count.
        first = real_obs.hand("GetStats")["renderTotalFrames"]
        wait(lambda f=first: real_obs.hand("GetStats")["renderTotalFrames"] >= f + 12)
    path = real_obs.stop_recording()
    frames = recording_colours(path)
    assert [scene for _, scene in changes(frames)] == ["A", "B", "C", "D", "E", "A"]
    assert len(frames) > 70
    assert frames[30].at == 1.0
    path.unlink()


def test_each_colour_stands_for_one_picture():
    assert [scene_of(colour_of(scene)) for scene in SCENES] == [*"ABCDE", "E", "A"]
    red, blue = colour_of("A"), colour_of("C")
    mix = tuple((a + b) // 2 for a, b in zip(red, blue, strict=True))
    assert scene_of(mix) is None


def test_hands_and_truth(real_obs):
    real_obs.hand_cut("D")
    wait(lambda: colours(real_obs) == {"colour D"})
    assert real_obs.hand("GetInputMute", inputName="Sound 2") == {"inputMuted": False}
