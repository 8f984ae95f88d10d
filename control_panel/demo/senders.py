"""Field feeds made on this computer: a few ffmpeg that send prepared pictures as contributors do.

Each picture has its own colour, its name and a running counter: written out where a font is
found, and always as twelve squares along the top edge, the lowest bit on the left. Files are
encoded once and then sent with `-re -c copy`, so that a sender costs next to nothing.
"""

from __future__ import annotations

import hashlib
import shutil
import socket
import threading
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from control_panel.errors import LinkError
from control_panel.feeds.warden import Program, start_program

COUNTER_BITS = 12
LOOP_S = 20
SOUND_KBPS = 48
AGAIN_S = 0.5
"""A sender whose connection ends tries again after so long, as an encoder in the field does."""
ENCODE_S = 120.0


class Line(StrEnum):
    """How a field feed reaches us."""

    SRT_CALLER = "srt-caller"
    """The contributor calls; we listen."""
    SRT_LISTENER = "srt-listener"
    """The contributor listens; we call."""
    RTMP = "rtmp"
    """The contributor pushes; we listen."""
    UDP = "udp"


class Picture(StrEnum):
    """What the picture does."""

    MOVING = "moving"
    STILL = "still"
    BLACK = "black"


@dataclass(frozen=True, slots=True)
class FieldFeed:
    """One field feed as it looks, sounds and travels."""

    name: str
    line: Line = Line.SRT_CALLER
    colour: str = "0x2f5d50"
    tone_hz: int = 440
    """0: silence."""
    kbps: int = 300
    """The whole of it, sound and container included."""
    width: int = 640
    height: int = 360
    rate: int = 25
    picture: Picture = Picture.MOVING
    key_frames: int = 50
    """Pictures from one key frame to the next."""


def prepare(field: FieldFeed, folder: Path) -> Path:
    """The file of a field feed, encoded unless it is there; LinkError where ffmpeg fails."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_digest(field)}.ts"
    if path.exists():
        return path
    for text in (True, False):
        if _encode(field, path, text=text):
            return path
    raise LinkError(f"The picture of {field.name} could not be made.", reason="encode")


def free_port(kind: socket.SocketKind = socket.SOCK_DGRAM) -> int:
    """A port of the loopback that nobody has just now."""
    with closing(socket.socket(socket.AF_INET, kind)) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


class Sender:
    """A field feed on its way to us; it reconnects by itself until it is stopped or dies."""

    def __init__(
        self,
        field: FieldFeed,
        file: Path,
        port: int = 0,
        *,
        latency_ms: int = 200,
        passphrase: str = "",
        key: str = "demo",
    ) -> None:
        self.field = field
        self._file = file
        self._latency_ms = latency_ms
        self._passphrase = passphrase
        self._key = key
        rtmp = field.line is Line.RTMP
        self.port = port or free_port(socket.SOCK_STREAM if rtmp else socket.SOCK_DGRAM)
        self.starts = 0
        """How often ffmpeg was started."""
        self._program: Program | None = None
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """What the panel is told to receive, without secrets."""
        here = f"127.0.0.1:{self.port}"
        return {
            Line.SRT_CALLER: f"srt://{here}?mode=listener",
            Line.SRT_LISTENER: f"srt://{here}",
            Line.RTMP: f"rtmp://{here}/live?listen=1",
            Line.UDP: f"udp://{here}",
        }[self.field.line]

    @property
    def secrets(self) -> dict[str, str]:
        """What belongs to the address and is kept apart from it."""
        if self.field.line is Line.RTMP:
            return {"key": self._key}
        return {"passphrase": self._passphrase} if self._passphrase else {}

    @property
    def pid(self) -> int:
        """The process id of its ffmpeg; 0 while there is none."""
        program = self._program
        return program.pid if program is not None and program.poll() is None else 0

    def start(self) -> None:
        """Send from now on."""
        if self._thread is not None:
            return
        self._stopping.clear()
        self._thread = threading.Thread(
            target=self._send, name=f"sender:{self.field.name}", daemon=True
        )
        self._thread.start()

    def die(self) -> None:
        """Cut the line: nothing more is sent and nobody says goodbye."""
        self.stop(0.0)

    def come_back(self) -> None:
        """Send again after `die`."""
        self.start()

    def stop(self, seconds: float = 1.0) -> None:
        """Stop sending."""
        self._stopping.set()
        thread, self._thread = self._thread, None
        if self._program is not None:
            self._program.stop(seconds)
        if thread is not None:
            thread.join()

    def _send(self) -> None:
        while not self._stopping.is_set():
            self.starts += 1
            try:
                self._program = start_program(self._argv(), name=f"sender {self.field.name}")
            except LinkError:
                return
            if self._stopping.is_set():
                self._program.stop(0.0)
                return
            self._program.wait()
            self._program.stop(0.0)
            self._stopping.wait(AGAIN_S)

    def _argv(self) -> Sequence[str]:
        ffmpeg = shutil.which("ffmpeg") or "ffmpeg"
        read = ["-re", "-stream_loop", "-1", "-i", str(self._file), "-c", "copy"]
        return [ffmpeg, "-hide_banner", "-nostdin", "-loglevel", "error", *read, *self._target()]

    def _target(self) -> Sequence[str]:
        here = f"127.0.0.1:{self.port}"
        if self.field.line is Line.RTMP:
            return ["-f", "flv", f"rtmp://{here}/live/{self._key}"]
        if self.field.line is Line.UDP:
            return ["-f", "mpegts", f"udp://{here}?pkt_size=1316"]
        mode = "caller" if self.field.line is Line.SRT_CALLER else "listener"
        # As an option: libsrt decodes nothing that an address has to quote.
        phrase = ["-passphrase", self._passphrase] if self._passphrase else []
        latency = self._latency_ms * 1000
        return [
            *("-f", "mpegts"),
            *phrase,
            f"srt://{here}?mode={mode}&latency={latency}&pkt_size=1316",
        ]


def _digest(field: FieldFeed) -> str:
    """A name that follows from everything that is seen or heard, and from nothing else."""
    seen = replace(field, line=Line.UDP)
    return hashlib.sha256(f"{seen} {LOOP_S}".encode()).hexdigest()[:16]


def _encode(field: FieldFeed, path: Path, *, text: bool) -> bool:
    """Encode into a file beside and put it in place; False where ffmpeg could not."""
    beside = path.with_suffix(".part")
    program = start_program([*_encoder(field, text=text), str(beside)], name="encoder")
    code = program.wait(ENCODE_S)
    program.stop(0.0)
    if code != 0:
        beside.unlink(missing_ok=True)
        return False
    beside.replace(path)
    return True


def _encoder(field: FieldFeed, *, text: bool) -> list[str]:
    size, rate = f"{field.width}x{field.height}", field.rate
    sound_kbps = SOUND_KBPS if field.kbps > 2 * SOUND_KBPS else field.kbps // 4
    video_kbps = int((field.kbps - sound_kbps) * 0.78)
    tone = f"sine=frequency={field.tone_hz}:sample_rate=48000,volume=4dB"
    sound = tone if field.tone_hz else "anullsrc=sample_rate=48000:channel_layout=mono"
    keys = field.key_frames
    hrd = f"nal-hrd=cbr:keyint={keys}:min-keyint={keys}:scenecut=0:force-cfr=1"
    kbps = f"{video_kbps}k"
    return [
        *(shutil.which("ffmpeg") or "ffmpeg", "-hide_banner", "-nostdin", "-loglevel", "error"),
        *("-y", "-f", "lavfi", "-i", f"color=c={_background(field)}:size={size}:rate={rate}"),
        *("-f", "lavfi", "-i", sound, "-filter_complex", _drawing(field, text=text)),
        *("-map", "[out]", "-map", "1:a", "-t", str(LOOP_S), "-pix_fmt", "yuv420p"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"),
        *("-b:v", kbps, "-minrate", kbps, "-maxrate", kbps, "-bufsize", kbps, "-x264-params", hrd),
        *("-c:a", "aac", "-ac", "2", "-b:a", f"{sound_kbps}k", "-f", "mpegts"),
    ]


def _background(field: FieldFeed) -> str:
    return "black" if field.picture is Picture.BLACK else field.colour


def _drawing(field: FieldFeed, *, text: bool) -> str:
    """The filters: a bar that wanders, the counter's squares, and the name."""
    if field.picture is Picture.BLACK:
        return "[0:v]null[out]"
    moving = field.picture is Picture.MOVING
    side = field.width // (COUNTER_BITS + 4)
    place = f"mod(n*{field.width // 160}\\,{field.width})" if moving else "main_w/3"
    bar = f"color=c=white:size={side}x{field.height}:rate={field.rate}[bar]"
    steps = [f"[0:v][bar]overlay=x='{place}':y=0"]
    for bit in range(COUNTER_BITS):
        x = (bit + 2) * side
        box = f"drawbox=x={x}:y=0:w={side}:h={side}:t=fill:color="
        steps.append(f"{box}black")
        if moving:
            steps.append(f"{box}white:enable='mod(floor(n/{2**bit})\\,2)'")
    if text:
        name = "".join(c for c in field.name if c.isalnum() or c == " ")
        size = field.height // 8
        counter = " %{frame_num}" if moving else ""
        steps.append(
            f"drawtext=text='{name}{counter}':fontsize={size}:fontcolor=white"
            f":x=(w-tw)/2:y=h-2*th:box=1:boxcolor=black@0.5:boxborderw=8"
        )
    return f"{bar};{','.join(steps)}[out]"
