"""An ffmpeg that receives nothing: it says so, and takes its time to end."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

SCRIPT = """#!{sh}
end() {{
  sleep 0.2
  echo "end $$" >> "{log}"
  exit 0
}}
trap end TERM
echo "begin $$" >> "{log}"
echo progress=continue
while :; do sleep 0.05; done
"""


@pytest.fixture
def ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of that name; the file that it writes its beginnings and ends to."""
    if sys.platform == "win32":
        pytest.skip("a script of the shell")
    folder, log = tmp_path / "bin", tmp_path / "ffmpeg.log"
    folder.mkdir()
    log.touch()
    file = folder / "ffmpeg"
    file.write_text(SCRIPT.format(sh=shutil.which("sh"), log=log))
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return log
