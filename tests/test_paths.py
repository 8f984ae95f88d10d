"""Where the panel keeps its files."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from control_panel import paths


def test_everything_lies_below_the_home_given(home: Path) -> None:
    for folder in (paths.user_state_dir(), paths.user_log_dir(), paths.user_config_dir()):
        assert folder.is_relative_to(home)
        assert folder.is_dir()
    assert paths.runtime_file().parent == paths.user_state_dir()


def test_without_a_home_the_systems_own_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(paths.HOME)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    if sys.platform == "linux":
        assert paths.user_state_dir() == tmp_path / "XDG_STATE_HOME" / "control-panel"
        assert paths.user_config_dir() == tmp_path / "XDG_CONFIG_HOME" / "control-panel"


def test_a_folder_that_cannot_be_made_is_still_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    monkeypatch.setenv(paths.HOME, str(in_the_way))
    assert paths.user_log_dir() == in_the_way / "log"
    assert paths.read_runtime() == {}


def test_a_resource_is_found_in_the_checkout_and_a_missing_one_told() -> None:
    assert paths.resource("__init__.py").name == "__init__.py"
    with pytest.raises(FileNotFoundError, match=r"no resource 'none\.svg'"):
        paths.resource("none.svg")


def test_runtime_sections_live_side_by_side() -> None:
    paths.note_runtime("api", {"port": 8640})
    paths.note_runtime("gateways", {"f1": {"pid": 7}})
    paths.note_runtime("api", {"port": 8641})
    assert paths.read_runtime() == {"api": {"port": 8641}, "gateways": {"f1": {"pid": 7}}}
    paths.note_runtime("api", None)
    paths.note_runtime("api", None)
    assert paths.read_runtime() == {"gateways": {"f1": {"pid": 7}}}


@pytest.mark.parametrize("text", ["", "{", "[1]", "\udc80", "null"])
def test_a_damaged_runtime_file_is_as_none(text: str) -> None:
    paths.runtime_file().write_text(text, "utf-8", errors="surrogateescape")
    assert paths.read_runtime() == {}
    paths.note_runtime("api", 1)
    assert json.loads(paths.runtime_file().read_text()) == {"api": 1}


def test_a_write_that_fails_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.mkdir()
    (target / "inside").write_text("x")
    with pytest.raises(OSError):
        paths.write_whole(target, "text")
    assert [p.name for p in tmp_path.glob("*.part")] == []
    assert (target / "inside").read_text() == "x"


def test_a_writer_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    file = tmp_path / "whole.json"
    code = (
        "import sys; from pathlib import Path; from control_panel.paths import write_whole\n"
        "print('up', flush=True)\n"
        "n = 0\n"
        "while True: n += 1; write_whole(Path(sys.argv[1]), str(n % 10) * 200_000)\n"
    )
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()
        while not file.exists():
            assert child.poll() is None
        child.kill()
        child.wait()
        child.stdout.close()
        text = file.read_text()
        assert len(text) == 200_000
        assert len(set(text)) == 1


def test_two_threads_that_note_what_runs_undo_nothing_of_each_other() -> None:
    start = threading.Barrier(2)

    def note(section: str) -> None:
        for number in range(30):
            start.wait()
            paths.note_runtime(section, {"number": number})

    threads = [threading.Thread(target=note, args=(name,)) for name in ("api", "gateways")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert paths.read_runtime() == {"api": {"number": 29}, "gateways": {"number": 29}}
