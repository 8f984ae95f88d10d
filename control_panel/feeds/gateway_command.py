"""Pure: the ffmpeg command of a gateway, which receives once and sends to OBS and the monitor.

Why these options (measured with ffmpeg 5.1 on loopback, a 300 kb/s feed): `-analyzeduration`
0.5 s instead of 5 s gives the first picture 5 s earlier; `-fflags nobuffer` would throw away what
was read meanwhile, the key frame with it (+2.1 s). With `-pes_payload_size 0` sound is sent packet
by packet (+21 ms instead of +359 ms); pictures are 2 ms later than they came.
`-max_interleave_delta` keeps pictures going when the sound stops. `-output_ts_offset` makes time
run on over a restart, so that neither OBS nor VLC sees it jump back.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from control_panel.feeds.address import Address, for_ffmpeg

ANALYSE_S = (0.5, 2.0, 5.0)
"""How long the streams are looked at; longer after an attempt that found too little."""
OFFSET_MODULO_S = 40_000
"""Time stamps of MPEG-TS wrap after 95,443 s."""

_OUT = (
    *("-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy", "-f", "mpegts"),
    *("-muxdelay", "0", "-muxpreload", "0", "-pes_payload_size", "0", "-flush_packets", "1"),
    *("-max_interleave_delta", "200000", "-mpegts_flags", "+resend_headers"),
)
_WHITELIST = "pipe,file,srt,udp,rtp,rtmp,rtmps,http,https,tcp,tls,crypto,rtsp"


@dataclass(frozen=True, slots=True)
class GatewayCommand:
    """What to start; `stdin` is there only where the address holds a secret."""

    argv: tuple[str, ...]
    stdin: bytes | None
    receives: str
    """Two commands that say the same here receive the same feed in the same way; holds secrets."""

    def __repr__(self) -> str:
        return "GatewayCommand(…)"

    def mark(self, salt: str) -> str:
        """What it receives, as a mark to know it by again.

        Secrets can be guessed from a mark: it is kept by the warden and never written to a file.
        """
        digest = hmac.new(salt.encode(), self.receives.encode(), hashlib.sha256).hexdigest()
        return f"{salt}:{digest}"

    def is_marked(self, mark: str) -> bool:
        """Whether a mark is one of a command that receives the same."""
        salt = mark.partition(":")[0]
        return bool(salt) and hmac.compare_digest(self.mark(salt).encode(), mark.encode())


def gateway_command(
    address: Address,
    secrets: Mapping[str, str],
    latency_ms: int,
    ports: tuple[int, int],
    *,
    ffmpeg: str = "ffmpeg",
    offset_s: float = 0.0,
    analyse_s: float = ANALYSE_S[0],
) -> GatewayCommand:
    """The command that receives an address and sends it to both loopback ports."""
    url, options = for_ffmpeg(address, secrets, latency_ms)
    analyse = str(int(analyse_s * 1_000_000))
    if secrets:
        stdin = _script(url, (*options, ("analyzeduration", analyse)))
        receive = ["-f", "concat", "-safe", "0", "-protocol_whitelist", _WHITELIST, "-i", "pipe:0"]
    else:
        stdin = None
        receive = [part for name, value in options for part in (f"-{name}", value)] + ["-i", url]
    offset = f"{offset_s % OFFSET_MODULO_S:.3f}"
    send = [
        part
        for port in ports
        for part in (*_OUT, "-output_ts_offset", offset, f"udp://127.0.0.1:{port}?pkt_size=1316")
    ]
    argv = [
        *(ffmpeg, "-hide_banner", "-nostats", "-loglevel", "warning"),
        *("-progress", "pipe:1", "-stats_period", "1", "-analyzeduration", analyse),
        *receive,
        *send,
    ]
    return GatewayCommand(tuple(argv), stdin, receives=f"{url} {options} {ports}")


def _script(url: str, options: tuple[tuple[str, str], ...]) -> bytes:
    """An ffconcat script: ffmpeg reads the address from its stdin, no one else sees it."""
    lines = ["ffconcat version 1.0", f"file {_quoted(url)}"]
    lines += [f"option {name} {_quoted(value)}" for name, value in options]
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    """A word as ffmpeg's scripts quote it; a line end would begin another directive."""
    one_line = text.replace("\n", "").replace("\r", "")
    return "'" + one_line.replace("'", "'\\''") + "'"
