"""Another show in the place of this one: all of the first ends, then the panel begins anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from control_panel.errors import StoreError
from control_panel.show.model import Show
from control_panel.show.store import Store

pytestmark = pytest.mark.timeout(90)

PANEL = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from control_panel.app import running
from control_panel.app.panel import Panel
from control_panel.ui import dialogs

first, second = map(Path, sys.argv[1:3])
opened = Panel.open

def open_and_ask(panel, path):
    opened(panel, path)
    print("opened", path.name, flush=True)
    dialogs.ask_for_show = lambda *_, **__: second
    QTimer.singleShot(200, panel._session._setup.show_section.another.click)

Panel.open = open_and_ask

def anew(show):
    print("anew", show.name, flush=True)
    return 0

running._begin_anew = anew
sys.exit(running.run(first))
"""
BEGINS = """
import sys
from pathlib import Path
from control_panel.app.running import _begin_anew
sys.exit(_begin_anew(Path(sys.argv[1])))
"""


def _env(home: Path) -> dict[str, str]:
    null = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    return {
        **os.environ,
        **null,
        "QT_QPA_PLATFORM": "offscreen",
        "CONTROL_PANEL_HOME": str(home),
    }


@pytest.fixture
def shows(tmp_path: Path) -> tuple[Path, Path]:
    made = tmp_path / "one.show", tmp_path / "another one.show"
    for path in made:
        Store.create(path, Show(path.stem, date(2026, 11, 22), "UTC"))
    return made


def test_the_first_show_is_closed_whole_before_the_other_begins(
    tmp_path: Path, shows: tuple[Path, Path]
) -> None:
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.json").write_text(json.dumps({"api_on": False, "obs_port": 1}))
    found = subprocess.run(
        [sys.executable, "-c", PANEL, *map(str, shows)],
        env=_env(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert found.stdout.split("\n")[:2] == ["opened one.show", "anew another one.show"], found
    assert found.returncode == 0
    settings = json.loads((home / "config" / "settings.json").read_text("utf-8"))
    assert settings["last_show"] == str(shows[1])
    try:
        store = Store.open(shows[0])
    except StoreError as error:
        pytest.fail(error.sentence)
    assert not store.read_only
    assert store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot replace a process")
def test_the_program_begins_anew_in_the_place_of_the_process(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    stand_in = tmp_path / "control_panel"
    stand_in.mkdir()
    (stand_in / "__main__.py").write_text("import os, sys; print(os.getpid(), sys.argv[1:])")
    code = BEGINS.replace("sys.exit", f"import os; os.chdir({str(tmp_path)!r}); sys.exit")
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "b.show")],
        env=_env(tmp_path / "home"),
        stdout=subprocess.PIPE,
        text=True,
    )
    out, _ = process.communicate(timeout=60)
    assert out.strip() == f"{process.pid} {[str(folder / 'b.show')]}"
