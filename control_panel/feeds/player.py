"""libVLC as the monitor uses it: pictures and sound into shared memory, counters out.

libVLC calls back from threads of its own; nothing here calls libVLC from a callback, and every
control call comes from one thread (feeds.md 2.2, 2.3). Imported by the monitor's process only.
"""

from __future__ import annotations

import ctypes
from collections import deque
from typing import Any

import vlc

from control_panel.feeds.frame import SOUND_FRAME, SOUND_RATE, FrameWriter
from control_panel.feeds.report import PlayerState, Track

ARGUMENTS = [
    "--no-xlib",
    "--quiet",
    "--intf=dummy",
    "--no-video-title-show",
    "--no-spu",
    "--no-osd",
    "--no-lua",
    "--no-snapshot-preview",
    "--avcodec-threads=1",
    "--avcodec-skiploopfilter=4",
    "--swscale-mode=0",
    "--avcodec-hw=none",
]
SOUND_KEPT = 200
"""Blocks of about 21 ms that wait to be measured."""

_STATES = {
    "Opening": PlayerState.OPENING,
    "Buffering": PlayerState.OPENING,
    "Playing": PlayerState.PLAYING,
    "Paused": PlayerState.PLAYING,
    "Ended": PlayerState.ENDED,
    "Error": PlayerState.FAILED,
}


class Player:
    """One libVLC player that writes into a segment."""

    def __init__(self, writer: FrameWriter, memory: memoryview) -> None:
        self._writer = writer
        self._memory = memory
        self._base = ctypes.addressof((ctypes.c_char * writer.layout.size).from_buffer(memory))
        self.sound: deque[bytes] = deque(maxlen=SOUND_KEPT)
        """Blocks of interleaved S16 stereo not yet measured."""
        self._instance = vlc.Instance(ARGUMENTS)
        self._player = self._instance.media_player_new()
        self._media: vlc.Media | None = None
        self._callbacks: list[Any] = []
        self._connect()

    def play(self, mrl: str, options: tuple[str, ...]) -> None:
        """Leave what is played and play this."""
        self.stop()
        media = self._instance.media_new(mrl)
        for option in options:
            media.add_option(option)
        self._media = media
        self._player.set_media(media)
        self._player.play()

    def stop(self) -> None:
        """Stop; this may hang, and then the panel kills the whole process."""
        self._player.stop()
        if self._media is not None:
            self._media.release()
            self._media = None

    @property
    def state(self) -> PlayerState:
        """What libVLC says of itself."""
        name = str(self._player.get_state()).rpartition(".")[2]
        return _STATES.get(name, PlayerState.STOPPED)

    def stats(self) -> vlc.MediaStats:
        """The counters of libVLC; all zero before it has any."""
        found = vlc.MediaStats()
        if self._media is not None:
            self._media.get_stats(ctypes.byref(found))
        return found

    def tracks(self) -> tuple[Track, ...]:
        """The elementary streams that are known so far."""
        if self._media is None:
            return ()
        first = ctypes.POINTER(vlc.MediaTrack)()
        count = vlc.libvlc_media_tracks_get(self._media, ctypes.byref(first))
        if not count:
            return ()
        array = ctypes.cast(first, ctypes.POINTER(ctypes.POINTER(vlc.MediaTrack)))
        try:
            found = [_track(array[i].contents) for i in range(count)]
        finally:
            vlc.libvlc_media_tracks_release(array, count)
        return tuple(track for track in found if track is not None)

    def _connect(self) -> None:
        layout, writer, base = self._writer.layout, self._writer, self._base
        sound = self.sound

        @vlc.CallbackDecorators.VideoLockCb
        def lock(_: Any, planes: Any) -> int:
            planes[0] = base + writer.next_offset()
            return 0

        @vlc.CallbackDecorators.VideoDisplayCb
        def display(_: Any, __: Any) -> None:
            writer.publish()

        @vlc.CallbackDecorators.AudioPlayCb
        def hear(_: Any, samples: int, count: int, __: int) -> None:
            block = ctypes.string_at(samples, count * SOUND_FRAME)
            writer.write_sound(block)
            sound.append(block)

        self._callbacks = [lock, display, hear]
        self._player.video_set_callbacks(lock, None, display, None)
        self._player.video_set_format("RV32", layout.width, layout.height, layout.width * 4)
        self._player.audio_set_callbacks(hear, None, None, None, None, None)
        self._player.audio_set_format("S16N", SOUND_RATE, 2)


def _track(found: vlc.MediaTrack) -> Track | None:
    codec = int(found.codec).to_bytes(4, "little").decode("ascii", "replace").strip()
    name = str(found.type).rpartition(".")[2]
    if not found.audio:
        return None
    if name == "video":
        video = ctypes.cast(found.audio, ctypes.POINTER(vlc.VideoTrack)).contents
        rate = video.frame_rate_num / video.frame_rate_den if video.frame_rate_den else 0.0
        return Track("video", codec, video.width, video.height, rate)
    if name == "audio":
        return Track("audio", codec, channels=found.audio.contents.channels)
    return None
