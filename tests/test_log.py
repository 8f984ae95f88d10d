"""The log: where it goes, what never gets into it, and bugs that do not end the show."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import qCritical, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from control_panel import log

SECRET = "s3cr3t-Pl4nted"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for logs; afterwards the root logger and Qt's handler are as they were."""
    root = logging.getLogger()
    level, hidden = root.level, set(log._hidden)
    before = qInstallMessageHandler(None)
    yield tmp_path / "log"
    log.close_log()
    root.setLevel(level)
    qInstallMessageHandler(before)
    log._hidden.clear()
    log._hidden.update(hidden)


@pytest.mark.parametrize(
    "text",
    [
        f"opened srt://user:{SECRET}@host:9000?mode=caller",
        f"srt://host:9000?passphrase={SECRET}&latency=200",
        f"srt://host:9000?latency=200&streamid=#!::u={SECRET},m=publish",
        f"rtmp://live.example/app/{SECRET}",
        f"rtmps://live.example/app/{SECRET}?x=1",
        f"'https://x/y?access_token={SECRET}'",
        f"Authorization: Bearer {SECRET}",
        f"{{'Authorization': 'Bearer {SECRET}'}}",
        f"authorization=Basic {SECRET}",
        f"Bearer {SECRET}",
        f'{{"authentication": "{SECRET}", "rpc": 1}}',
        f'{{"d": {{"password": "a\\"b{SECRET}"}}}}',
        f"{{'stream_key': '{SECRET}'}}",
        f'streamServiceSettings {{"key":"{SECRET}"}}',
        f'"{{\\"key\\": \\"{SECRET}\\"}}"',
        f"PASSPHRASE = {SECRET}",
        f"obs_password: {SECRET}",
        f"Feed(token='{SECRET}')",
        f"api-key={SECRET}",
        f"cannot reach user:{SECRET}@studio:4455",
    ],
)
def test_secrets_are_cut(text: str) -> None:
    assert SECRET not in log.redact(text)
    assert log.redact(log.redact(text)) == log.redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "TAKE 5 · The last mile: sent, started, confirmed",
        "srt://host:9000?mode=caller&latency=200",
        "rtmp://127.0.0.1:1935/live",
        "udp://127.0.0.1:9000?fifo_size=50000&overrun_nonfatal=1",
        "Space was pressed, the monkey turned; a keyring was opened",
        "mail ada@example.org",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert log.redact(text) == text


@given(
    st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=8, max_size=30),
    st.sampled_from(["passphrase", "streamid", "key", "token", "password", "PassPhrase"]),
    st.sampled_from(["{}={}", "{}: {}", '"{}": "{}"', "'{}': '{}'", "srt://h:1?a=b&{}={}&c=d"]),
    st.text(max_size=30),
)
def test_named_secrets_are_cut_wherever_they_stand(
    secret: str, name: str, form: str, around: str
) -> None:
    text = form.format(name, "zq" + secret)
    assert "zq" + secret not in log.redact(f"{text} {around}")
    assert "zq" + secret not in log.redact(f"{around} {text}")


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "text",
    ["a." * 100_000, "a_" * 100_000, '"key": "' + "\\" * 100_000, "key=" * 50_000, "x://" * 50_000],
)
def test_a_long_line_is_redacted_in_no_time(text: str) -> None:
    log.redact(text)


def test_a_hidden_text_is_cut_even_out_of_context(folder: Path) -> None:
    log.hide(SECRET)
    log.hide("abc")
    assert log.redact(f"<{SECRET}> abc") == "<…> abc"
    log.hide("me:p ss/wörd")
    assert log.redact("p%20ss%2Fw%C3%B6rd and p ss/wörd, says me") == "… and …, says me"


@pytest.mark.loud
def test_log_qt_and_tracebacks_go_to_the_file_without_secrets(folder: Path) -> None:
    path = log.open_log(folder)
    assert path.stat().st_mode & 0o077 == 0
    logging.getLogger("control_panel.x").warning("url %s", f"srt://u:{SECRET}@h?key={SECRET}")
    qCritical(f"Qt says token={SECRET}")
    try:
        raise ValueError(f"bad address rtmp://h/live/{SECRET}")
    except ValueError:
        logging.getLogger("control_panel.x").exception("parse")
    text = path.read_text("utf-8")
    assert "control_panel.x: url srt://…@h?key=…" in text
    assert "ERROR qt: default: Qt says token=…" in text
    assert "ValueError: bad address rtmp://h/live/…" in text
    assert SECRET not in text
    assert text.splitlines()[0][10] == "T"
    assert text.splitlines()[0][23] == "Z"


def test_ten_files_are_kept(folder: Path) -> None:
    folder.mkdir(parents=True)
    old = [folder / f"panel-20200101T0000{n:02}-1.log" for n in range(15)]
    for path in old:
        path.write_text("")
    (folder / "mine.txt").write_text("")
    new = log.open_log(folder)
    assert sorted(folder.glob("*.log")) == sorted([*old[6:], new])
    assert (folder / "mine.txt").exists()


def test_a_second_log_closes_the_first(folder: Path) -> None:
    log.open_log(folder / "one")
    log.open_log(folder / "two")
    assert len([h for h in logging.getLogger().handlers if isinstance(h, log._LogFile)]) == 1


@pytest.mark.loud
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_full_disk_is_silent(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.open_log(folder)
    stream = log.crash_file()
    assert stream is not None
    handler = next(h for h in logging.getLogger().handlers if isinstance(h, log._LogFile))
    with Path("/dev/full").open("w") as full:
        handler.setStream(full)
        logging.getLogger("control_panel").warning("x" * 100_000)
        handler.setStream(stream)  # type: ignore[arg-type]
        try:
            full.flush()
        except OSError:
            full.detach().detach()
    assert capsys.readouterr().err == ""


def test_a_crash_writes_where_it_was() -> None:
    code = (
        "import faulthandler, sys; from pathlib import Path\n"
        "from control_panel.log import open_log\n"
        "print(open_log(Path(sys.argv[1])), flush=True)\n"
        "faulthandler._sigsegv()\n"
    )
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        ended = subprocess.run(
            [sys.executable, "-c", code, place], capture_output=True, text=True, timeout=30,
            check=False,
        )  # fmt: skip
        assert ended.returncode != 0
        text = Path(ended.stdout.strip()).read_text()
    assert "Segmentation fault" in text
    assert '"<string>", line 4' in text


def test_bugs_are_logged_and_told_and_the_show_goes_on(tmp_path: Path) -> None:
    """In a process of its own: pytest-qt has the exception hook here."""
    code = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QThread, QTimer
from control_panel.log import Bugs, open_log

app = QCoreApplication([])
path = open_log(Path(sys.argv[1]))
bugs = Bugs()
bugs.watch()
told = []
bugs.found.connect(lambda s: told.append((s, QThread.currentThread() is app.thread())))

def slot():
    raise ValueError("in a slot passphrase=SECRETSECRET")

class Bad:
    def __del__(self):
        raise KeyError("in a destructor")

def thread():
    raise OSError("in a thread")

timer = QTimer(interval=1)
timer.timeout.connect(slot)
timer.start()
threading.Thread(target=thread).start()
Bad()
QTimer.singleShot(400, app.quit)
app.exec()
timer.stop()
text = path.read_text()
assert "SECRETSECRET" not in text
assert "in a thread" in text and "in a destructor" in text
assert all(home for _, home in told)
slots = sum("ValueError" in s for s, _ in told)
assert slots > 20, slots
assert text.count("Traceback") == 2 + 3 + (slots >= 10) + (slots >= 100) + (slots >= 1000)
assert any("OSError" in s for s, _ in told) and any("KeyError" in s for s, _ in told)
bugs.unwatch()
assert sys.excepthook is sys.__excepthook__
print("went on")
"""
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.stdout.strip() == "went on", ended.stderr


def test_watching_twice_and_giving_back(qtbot: QtBot) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    bugs = log.Bugs()
    bugs.watch()
    bugs.watch()
    bugs.unwatch()
    bugs.unwatch()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
