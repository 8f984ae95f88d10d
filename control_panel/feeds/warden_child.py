"""The warden's own process: starts one external program and ends it when the panel is gone.

Rules
- The first line on stdin is the order, a JSON object; `secret` bytes follow it and go to the
  program's stdin, nowhere else. The pipe then stays open for as long as the panel lives.
- Lines down: `{"stop": seconds}`, `{"keep": true}`. Lines up: `{"started": pid, "door": port,
  "mark": text}`, `{"line": text}`, `{"ended": code}`, `{"failed": sentence}`.
- The mark is what the first panel calls the program. It is told to whoever knows the token, and
  stands in no file: it may say something of a secret.
- The pipe closes without a stop: the program is killed at once, or, with grace and after
  a `keep`, it runs on for that many seconds for a panel that comes to the door (a loopback
  socket) with the token.
- Whoever reads slowly loses lines; the program never waits for its reader.

Nothing heavy is imported here: a warden costs about 12 MB and no CPU.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import IO, Any

from control_panel.feeds.job import tie_to_this_process, ties

LINES_KEPT = 500
"""Lines waiting for a slow panel before the oldest news is dropped."""
TOKEN_SECONDS = 5.0
"""How long a caller at the door has to say the token."""
LAST_WORDS_S = 5.0
"""How long what was said last may take to be read on a busy computer; a closed pipe ends it."""


class Panel:
    """The panel as the warden sees it: a queue of lines that never blocks the program."""

    def __init__(self) -> None:
        self._lines: queue.Queue[str] = queue.Queue(LINES_KEPT)
        self._out: IO[bytes] | None = None
        self._changed = threading.Lock()

    def start(self) -> None:
        """Begin to write (after the program was forked: a fork and threads do not mix)."""
        threading.Thread(target=self._write, daemon=True).start()

    def now_at(self, out: IO[bytes] | None) -> None:
        """Send to this end from now on; None: to nobody."""
        with self._changed:
            self._out = out

    def tell(self, news: dict[str, Any]) -> None:
        """Queue one line; dropped where the panel is slow."""
        try:
            self._lines.put_nowait(json.dumps(news))
        except queue.Full:
            return

    def finish(self, seconds: float) -> None:
        """Wait until what was told has been written, at most this long."""
        done = threading.Thread(target=self._lines.join, daemon=True)
        done.start()
        done.join(seconds)

    def _write(self) -> None:
        while True:
            line = self._lines.get()
            with self._changed:
                out = self._out
            try:
                if out is not None:
                    out.write(line.encode() + b"\n")
                    out.flush()
            except (OSError, ValueError):
                self._lost(out)
            finally:
                self._lines.task_done()

    def _lost(self, out: IO[bytes] | None) -> None:
        with self._changed:
            if self._out is out:
                self._out = None


class Ward:
    """The program in the warden's care."""

    def __init__(self, order: dict[str, Any], secret: bytes | None, panel: Panel) -> None:
        self._panel = panel
        self.ended = threading.Event()
        self.kept = False
        """The panel wrote down how to find the program again."""
        output = order.get("output")
        log = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if output else None
        try:
            self._process = subprocess.Popen(  # noqa: S603, TID251 (this is the warden)
                order["argv"],
                env=order.get("env"),
                cwd=order.get("cwd"),
                stdin=subprocess.DEVNULL if secret is None else subprocess.PIPE,
                stdout=subprocess.PIPE if log is None else log,
                stderr=subprocess.STDOUT,
                **ties(),
            )
        finally:
            if log is not None:
                os.close(log)
        tie_to_this_process(self._process)
        self.pid = self._process.pid
        if secret is not None:
            threading.Thread(target=self._hand_in, args=(secret,), daemon=True).start()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        threading.Thread(target=self._wait, daemon=True).start()

    def stop(self, seconds: float) -> None:
        """Ask the program to end, then kill it and its group."""
        self._signal(kill=False)
        if not self.ended.wait(seconds):
            self.kill()

    def kill(self) -> None:
        """End the program and everything in its group now."""
        self._signal(kill=True)
        self.ended.wait(2.0)

    def _signal(self, *, kill: bool) -> None:
        try:
            if sys.platform == "win32":
                self._process.kill() if kill else self._process.terminate()
            else:
                os.killpg(self.pid, signal.SIGKILL if kill else signal.SIGTERM)
        except (ProcessLookupError, PermissionError):
            return

    def _hand_in(self, secret: bytes) -> None:
        stdin = self._process.stdin
        if stdin is None:
            return
        try:
            stdin.write(secret)
            stdin.close()
        except OSError:
            return

    def _read(self) -> None:
        if self._process.stdout is None:
            return
        for raw in self._process.stdout:
            self._panel.tell({"line": raw.decode("utf-8", "replace").rstrip("\r\n")})

    def _wait(self) -> None:
        code = self._process.wait()
        self._signal(kill=True)
        self._reader.join(0.5)
        self._panel.tell({"ended": code})
        self._panel.finish(LAST_WORDS_S)
        self.ended.set()
        os._exit(0)  # the main thread may be waiting for a panel that says no more


class Door:
    """A loopback socket where a panel that returns takes the program over."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]

    def wait(self, seconds: float) -> socket.socket | None:
        """A caller that knew the token, or None after so many seconds without one."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return None
            if self._knows_the_token(caller):
                caller.settimeout(None)
                return caller
            caller.close()
        return None

    def _knows_the_token(self, caller: socket.socket) -> bool:
        caller.settimeout(TOKEN_SECONDS)
        try:
            return _line(caller) == self._token
        except OSError:
            return False


def _line(caller: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\n") and len(said) < 200:
        piece = caller.recv(1)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\n")


def obey(lines: IO[bytes], ward: Ward) -> bool:
    """Carry out what the panel says until it is silent for ever; True: it said stop."""
    try:
        for raw in lines:
            order = json.loads(raw)
            ward.kept = ward.kept or "keep" in order
            if "stop" in order:
                ward.stop(float(order["stop"]))
                return True
    except (OSError, ValueError):
        return False
    return False


def main() -> int:
    """Run one program for the panel at the other end of stdin and stdout."""
    if sys.platform != "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    up, down = sys.stdout.buffer, sys.stdin.buffer
    order = json.loads(down.readline())
    size = order.get("secret")
    secret = down.read(size) if size is not None else None
    panel = Panel()
    panel.now_at(up)
    try:
        ward = Ward(order, secret, panel)
    except OSError as error:
        panel.start()
        panel.tell({"failed": f"{order['argv'][0]}: {error.strerror}"})
        panel.finish(LAST_WORDS_S)
        return 1
    panel.start()
    _keep(ward, panel, down, order)
    panel.finish(LAST_WORDS_S)
    return 0


def _hang_up() -> None:
    """Let whoever reads our stdout see its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _keep(ward: Ward, panel: Panel, down: IO[bytes], order: dict[str, Any]) -> None:
    grace = float(order.get("grace", 0.0))
    door = Door(order["token"]) if grace else None
    news = {
        "started": ward.pid,
        "door": door.port if door else None,
        "mark": order.get("mark", ""),
    }
    panel.tell(news)
    stopped = obey(down, ward)
    if not stopped:
        panel.now_at(None)
        _hang_up()
    while door is not None and ward.kept and not stopped:
        caller = door.wait(grace)
        if caller is None:
            break
        with caller, caller.makefile("wb") as out, caller.makefile("rb") as lines:
            panel.now_at(out)
            panel.tell(news)
            stopped = obey(lines, ward)
            panel.finish(LAST_WORDS_S)
            panel.now_at(None)
    ward.kill()


if __name__ == "__main__":
    sys.exit(main())
