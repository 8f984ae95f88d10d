"""The doors of the command line: what they print, their exit codes, and trouble as sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from control_panel.__main__ import main
from control_panel.exchange.show_json import to_json
from control_panel.show.model import Feed, Item, ItemKind, LocalTime, RunningOrder, Show

MINUTE = timedelta(minutes=1)
ITEMS = (
    Item("Welcome", id="i1", number="1", planned=5 * MINUTE),
    Item("Kinshasa · प्रश्न", id="i2", number="2", planned=10 * MINUTE),
    Item("Remember the phones", id="i3", kind=ItemKind.NOTE),
    Item("A very long title that does not fit into the column it is in", id="i4", number="4",
         planned=15 * MINUTE),
    Item("Welcome", id="i5", number="5", planned=MINUTE, floated=True),
)  # fmt: skip
SHOW = Show(
    "Water for all", date(2026, 11, 22), zone="America/New_York", id="s1",
    on_air=LocalTime(time(9, 0)), off_air=LocalTime(time(9, 30)),
    feeds=(Feed("Kinshasa", id="f1", primary="srt://host:9000?mode=caller"),),
    running_orders=(RunningOrder(items=ITEMS),),
)  # fmt: skip


@pytest.fixture
def show_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    source = tmp_path / "water.json"
    source.write_text(to_json(SHOW), "utf-8")
    target = tmp_path / "water.cpshow"
    assert main(["import", str(source), str(target)]) == 0
    assert capsys.readouterr().out == f"{target}: “Water for all”, 5 items.\n"
    return target


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """What was said to standard error: one line that a person can read."""
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("control-panel: ")
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    return said.err


def test_out_and_in_again(show_file: Path, tmp_path: Path) -> None:
    out, again = tmp_path / "out.json", tmp_path / "again.cpshow"
    assert main(["export", str(show_file), str(out)]) == 0
    assert out.read_text("utf-8") == to_json(SHOW)
    assert main(["import", str(out), str(again)]) == 0
    assert main(["export", str(again), str(tmp_path / "out2.json")]) == 0
    assert (tmp_path / "out2.json").read_bytes() == out.read_bytes()


def test_a_show_that_exists_is_left_alone(
    show_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = show_file.read_bytes()
    assert main(["import", str(tmp_path / "water.json"), str(show_file)]) == 1
    assert "already" in complaint(capsys)
    assert show_file.read_bytes() == before


@pytest.mark.parametrize("door", ["export", "schedule"])
@pytest.mark.parametrize(
    ("name", "content"),
    [("none.cpshow", None), ("text.cpshow", b"hello"), ("empty.cpshow", b""), (".", None),
     ("half.cpshow", b"SQLite format 3\0" + b"\xff" * 200)],
)  # fmt: skip
def test_what_is_no_show_is_told_in_a_sentence(
    door: str, name: str, content: bytes | None, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    more = [str(tmp_path / "x.json")] if door == "export" else []
    assert main([door, str(path), *more]) == 1
    assert complaint(capsys).rstrip().endswith((".", "”"))
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"{", "not JSON"),
        (b"[]", "show"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b'{"format": "control-panel show", "version": 999, "show": {}}', ""),
        (None, "no such file"),
    ],
)
def test_an_import_that_is_no_show(
    content: bytes | None, part: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.json"
    if content is not None:
        source.write_bytes(content)
    assert main(["import", str(source), str(tmp_path / "x.cpshow")]) == 1
    assert part in complaint(capsys)
    assert not (tmp_path / "x.cpshow").exists()


def test_an_export_that_cannot_be_written(
    show_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dir.json").mkdir()
    assert main(["export", str(show_file), str(tmp_path / "dir.json")]) == 1
    assert "cannot be written" in complaint(capsys)


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv", "x", "x.pdf"])
def test_formats_that_are_not_built_are_wrong_use(
    name: str, show_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(show_file), str(tmp_path / name)]) == 2
    assert ".json" in complaint(capsys)
    assert main(["import", str(tmp_path / name), str(tmp_path / "y")]) == 2
    complaint(capsys)


@pytest.mark.parametrize(
    "words",
    [
        ["schedule"],
        ["schedule", "x", "--at", "noon"],
        ["schedule", "x", "--at", "0001-01-01T00:00"],
        ["schedule", "x", "--on-air", "1"],
        ["schedule", "x", "--since", "2026-11-22T09:00"],
        ["schedule", "x", "--added", "5"],
        ["schedule", "x", "--added", "nan"],
        ["schedule", "x", "--added", "1e300"],
        ["export", "x"],
        ["demo", "--seconds", "0"],
        ["doctor", "x"],
        ["a", "b"],
        ["--nonsense"],
        ["lineup", "x"],
    ],
)
def test_wrong_use_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: control-panel" in capsys.readouterr().err


@pytest.mark.parametrize("door", ["", "demo", "import", "export", "schedule", "doctor"])
def test_every_door_explains_itself(door: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*([door] if door else []), "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("usage: control-panel")
    if not door:
        for name in ("demo", "import", "export", "schedule", "doctor"):
            assert f"control-panel {name}" in said
        assert "lineup" not in said


def test_the_schedule_as_a_table(show_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = "2026-11-22T08:00"
    assert main(["schedule", str(show_file), "--at", at]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Water for all · 2026-11-22 · America/New_York · 08:00:00"
    first = next(line for line in lines if line.startswith("1 "))
    assert first.split()[:4] == ["1", "Welcome", "09:00:00", "05:00"]
    assert any(line.startswith("4    A very long title that does not …") for line in lines)
    assert lines[-1].startswith("Off air: planned 09:30:00")


def test_the_schedule_as_if_an_item_were_on_air(
    show_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "schedule", str(show_file), "--at", "2026-11-22T14:08:00+00:00", "--on-air", "2",
        "--since", "2026-11-22T09:07:00", "--added", "60", "--json",
    ]  # fmt: skip
    assert main(words) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["at"] == "2026-11-22T14:08:00.000Z"
    rows = {row["item_id"]: row for row in found["items"]}
    assert rows["i2"]["standing"] == "on air"
    assert rows["i2"]["expected_start"] == "2026-11-22T14:07:00.000Z"
    # 9:07 + 10 min planned + 1 min added
    assert rows["i2"]["expected_end"] == "2026-11-22T14:18:00.000Z"
    assert rows["i4"]["expected_start"] == "2026-11-22T14:18:00.000Z"
    assert found["offset_ms"] == 180_000
    assert found["expected_off_air"] == "2026-11-22T14:33:00.000Z"


def test_an_item_is_named_by_id_number_or_title_alone(
    show_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(name: str) -> int:
        return main(["schedule", str(show_file), "--on-air", name, "--since", "2026-11-22T09:00"])

    assert [ask(name) for name in ("i2", "2", "Kinshasa · प्रश्न")] == [0, 0, 0]
    capsys.readouterr()
    assert ask("Welcome") == 2  # two items are named so
    assert "no one item" in complaint(capsys)
    assert ask("nobody") == 2


def test_a_show_that_a_panel_holds_open_is_read(
    show_file: Path, capsys: pytest.CaptureFixture[str], qapp: object
) -> None:
    from control_panel.show.store import Store

    held = Store.open(show_file)
    try:
        assert main(["schedule", str(show_file)]) == 0
    finally:
        held.close()
    assert "Welcome" in capsys.readouterr().out


def test_as_a_program_in_a_poor_terminal(show_file: Path) -> None:
    """ASCII output and a reader that goes away: no traceback."""
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    words = [sys.executable, "-m", "control_panel", "schedule", str(show_file)]
    done = subprocess.run(words, env=env, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Kinshasa" in done.stdout
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert b"Traceback" not in child.stderr.read()


def test_without_a_standard_error_trouble_is_silent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As pythonw has it on Windows."""
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["schedule", str(tmp_path / "none")]) == 1


def test_a_demo_whose_findings_cannot_be_left_anywhere_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    output = str(tmp_path / "file" / "out")
    assert main(["demo", "--headless", "--output", output]) == 2
    assert "name another with --output" in capsys.readouterr().err
