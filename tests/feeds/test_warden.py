"""Programs under a warden: they end with the panel, and only then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import psutil
import pytest

from control_panel.errors import LinkError
from control_panel.feeds.warden import Adoption, Program, adopt_program, start_program
from tests.fakes.raw_server import RawServer, Talk, hangs_up, says, silent

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('up', flush=True); time.sleep(60)",
]


def gone(pid: int, seconds: float = 2.0) -> bool:
    try:
        psutil.Process(pid).wait(seconds)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True


class Lines:
    """Lines heard from a program, to be waited for."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._more = threading.Condition()

    def __call__(self, line: str) -> None:
        with self._more:
            self.heard.append(line)
            self._more.notify_all()

    def wait_for(self, text: str, seconds: float = 10.0) -> bool:
        with self._more:
            return self._more.wait_for(lambda: any(text in h for h in self.heard), seconds)


def start(argv: list[str], **more: object) -> tuple[Program, Lines]:
    lines = Lines()
    return start_program(argv, name="test", on_line=lines, **more), lines


def test_a_program_runs_says_lines_and_ends_by_itself() -> None:
    ends: list[int] = []
    program, lines = start(
        [sys.executable, "-c", "print('one'); print('two'); raise SystemExit(3)"],
        on_end=ends.append,
    )
    assert program.wait(10) == 3
    assert program.stop()
    assert lines.heard == ["one", "two"]
    assert ends == [3]


def test_a_secret_goes_by_stdin_and_stands_in_no_command_line() -> None:
    program, lines = start(
        [sys.executable, "-c", "import sys, time; print(len(sys.stdin.read()), flush=True);"
         "time.sleep(60)"],
        stdin_secret=b"do-not-print-me",
    )  # fmt: skip
    assert lines.wait_for("15")
    me = psutil.Process()
    for process in [me, *me.children(recursive=True)]:
        if process.status() == psutil.STATUS_ZOMBIE:
            continue
        assert not any("do-not-print-me" in part for part in process.cmdline())
    assert program.stop(0.5)


def test_stop_asks_then_kills() -> None:
    program, lines = start(STUBBORN)
    assert lines.wait_for("up")
    assert program.stop(0.2)
    assert program.poll() == -signal.SIGKILL
    assert gone(program.pid)


def test_a_program_that_does_not_exist_is_told_in_a_sentence() -> None:
    with pytest.raises(LinkError, match="no-such-program"):
        start(["no-such-program"])


def test_grandchildren_end_with_the_program() -> None:
    program, lines = start(
        [sys.executable, "-c", "import subprocess, sys, time;"
         "print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"]
    )  # fmt: skip
    assert lines.wait_for("")
    assert program.stop(0.5)
    assert gone(int(lines.heard[0]))


def test_output_can_go_to_a_file(tmp_path: Path) -> None:
    log = tmp_path / "out.log"
    program = start_program([sys.executable, "-c", "print('to the file')"], name="test", output=log)
    assert program.wait(10) == 0
    program.stop()
    assert log.read_text() == "to the file\n"


def test_a_flood_of_lines_never_holds_the_program_up() -> None:
    """The panel's reader is blocked; the program writes 5 MB and ends all the same."""
    blocked = threading.Event()
    program = start_program(
        [sys.executable, "-c", "print('x' * 500 + '\\n', end='');\n"
         "for _ in range(10000): print('x' * 500)\nopen(__import__('sys').argv[1], 'w')",
         marker := os.environ["CONTROL_PANEL_HOME"] + "-done"],
        name="flood",
        on_line=lambda _: blocked.wait(20) and None,
    )  # fmt: skip
    assert gone(program.pid, 15)
    assert Path(marker).exists()
    blocked.set()
    assert program.wait(20) is not None
    program.stop()


PANEL = """
    import sys, threading
    from control_panel.feeds.warden import start_program
    sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
    p = start_program(sleep, name="t", grace={grace}, mark="salt:digest")
    if {keep}:
        p.keep_on()
    a = p.adoption
    print(p.pid, a.port if a else 0, a.token if a else "", flush=True)
    threading.Event().wait()
"""


def panel(grace: float, *, keep: bool = True) -> tuple[subprocess.Popen[str], Adoption]:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PANEL.format(grace=grace, keep=keep))],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    pid, port, token = process.stdout.readline().rstrip("\n").split(" ")
    process.stdout.close()
    return process, Adoption(int(pid), int(port), token)


def test_kill_9_of_the_panel_ends_the_program_in_two_seconds() -> None:
    process, left = panel(grace=0)
    assert psutil.pid_exists(left.pid)
    process.kill()
    process.wait()
    assert gone(left.pid)


def test_grace_is_for_programs_that_can_be_found_again_only() -> None:
    process, left = panel(grace=30, keep=False)
    process.kill()
    process.wait()
    assert gone(left.pid)


class Heard:
    """What became of an adoption: taken over, or an end alone."""

    def __init__(self) -> None:
        self.started = threading.Event()
        self.ended = threading.Event()
        self.codes: list[int] = []

    def end(self, code: int) -> None:
        self.codes.append(code)
        self.ended.set()


def adopt(left: Adoption) -> tuple[Program, Heard]:
    heard = Heard()
    started = heard.started.set
    return adopt_program(left, name="again", on_start=started, on_end=heard.end), heard


def test_with_grace_the_next_panel_takes_the_program_over() -> None:
    process, left = panel(grace=30)
    process.kill()
    process.wait()
    program, heard = adopt(left)
    assert heard.started.wait(10)
    assert program.pid == left.pid
    assert program.poll() is None
    assert program.adoption == left
    assert program.mark == "salt:digest"
    assert program.stop(0.5)
    assert program.gone
    assert heard.ended.is_set()
    assert gone(left.pid)


def test_an_adopted_program_is_let_go_and_taken_over_once_more() -> None:
    process, left = panel(grace=30)
    process.kill()
    process.wait()
    second, heard = adopt(left)
    assert heard.started.wait(10)
    second.let_go()
    assert heard.ended.wait(10)
    assert not second.gone
    third, heard = adopt(left)
    assert heard.started.wait(10)
    assert third.pid == left.pid
    assert third.stop(0.5)
    assert gone(left.pid)


def test_nobody_comes_and_the_grace_ends() -> None:
    process, left = panel(grace=0.3)
    process.kill()
    process.wait()
    assert gone(left.pid, 3.0)
    late, heard = adopt(left)
    assert heard.ended.wait(10)
    assert not heard.started.is_set()
    assert late.gone
    with pytest.raises(LinkError):
        late.wait_started()


def test_a_wrong_token_opens_nothing() -> None:
    process, left = panel(grace=30)
    process.kill()
    process.wait()
    stranger, heard = adopt(Adoption(left.pid, left.port, "wrong"))
    assert heard.ended.wait(10)
    assert not heard.started.is_set()
    assert stranger.mark == ""
    assert psutil.pid_exists(left.pid)
    ours, heard = adopt(left)
    assert heard.started.wait(10)
    assert ours.stop(0.5)


@pytest.mark.parametrize("talk", [says(b"220 mail\r\n"), says(b"5\n{}\n[1]\n"), hangs_up])
def test_a_stranger_at_the_door_is_told_from_a_warden(talk: Talk) -> None:
    with RawServer(talk) as door:
        program, heard = adopt(Adoption(os.getpid(), door.port, "t"))
        if talk is hangs_up:
            assert heard.ended.wait(10)
        else:
            program.ask_to_stop()
            assert heard.ended.wait(10)
        assert not heard.started.is_set()
        assert heard.codes == [-1]


def test_a_door_that_does_not_answer_is_given_up_and_not_called_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("control_panel.feeds.warden.ADOPT_SECONDS", 0.2)
    with RawServer(silent) as door:
        program, heard = adopt(Adoption(os.getpid(), door.port, "t"))
        assert heard.ended.wait(10)
        assert not heard.started.is_set()
        assert not program.gone


def test_what_is_said_before_the_way_is_open_is_said_when_it_is() -> None:
    """A stop right after the start is not lost, nor is a panel that turns away at once."""
    for _ in range(3):
        heard = Heard()
        program = start_program(SLEEPER, name="t", on_end=heard.end, blocking=False)
        program.ask_to_stop(0.1)
        assert heard.ended.wait(10)
        assert program.gone
        program = start_program(SLEEPER, name="t", grace=30, blocking=False)
        program.let_go()
        assert program.wait(10) is not None


def test_a_warden_that_hangs_is_killed_without_waiting_for_it() -> None:
    program, lines = start(SLEEPER)
    assert lines.wait_for("up")
    warden = psutil.Process(program.pid).parent()
    assert warden is not None
    warden.suspend()
    program.ask_to_stop(0.1)
    assert program.wait(0.3) is None
    program.kill()
    assert program.wait(5) == -1
    assert program.gone
    assert gone(program.pid) or sys.platform != "linux"


def test_kill_9_of_the_warden_takes_the_program_with_it() -> None:
    program, _ = start(SLEEPER)
    warden = psutil.Process(program.pid).parent()
    assert warden is not None
    warden.kill()
    assert program.wait(3) == -1
    assert gone(program.pid) or sys.platform != "linux"
    program.stop()


def test_the_child_imports_nothing_heavy() -> None:
    found = subprocess.run(
        [sys.executable, "-P", "-c", "import sys, control_panel.feeds.warden_child;"
         "print(sorted(set(sys.modules) & {'PySide6', 'numpy', 'vlc', 'multiprocessing'}))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.strip() == "[]"
