"""The part of python-vlc that the monitor uses, typed as libVLC 3.0 really behaves."""

import ctypes
from collections.abc import Callable
from typing import Any, ClassVar

class State:
    NothingSpecial: ClassVar[State]
    Opening: ClassVar[State]
    Buffering: ClassVar[State]
    Playing: ClassVar[State]
    Paused: ClassVar[State]
    Stopped: ClassVar[State]
    Ended: ClassVar[State]
    Error: ClassVar[State]

class TrackType:
    unknown: ClassVar[TrackType]
    audio: ClassVar[TrackType]
    video: ClassVar[TrackType]
    ext: ClassVar[TrackType]

class MediaStats(ctypes.Structure):
    read_bytes: int
    input_bitrate: float
    demux_read_bytes: int
    demux_bitrate: float
    demux_corrupted: int
    demux_discontinuity: int
    decoded_video: int
    decoded_audio: int
    displayed_pictures: int
    lost_pictures: int
    played_abuffers: int
    lost_abuffers: int

class AudioTrack(ctypes.Structure):
    channels: int
    rate: int

class VideoTrack(ctypes.Structure):
    height: int
    width: int
    frame_rate_num: int
    frame_rate_den: int

class MediaTrack(ctypes.Structure):
    codec: int
    original_fourcc: int
    id: int
    type: TrackType
    audio: Any  # a union in C: the same pointer for video, whatever the binding says

class Media:
    def add_option(self, psz_options: str) -> None: ...
    def get_stats(self, p_stats: Any) -> int: ...
    def release(self) -> None: ...

class MediaPlayer:
    def set_media(self, p_md: Media | None) -> None: ...
    def play(self) -> int: ...
    def stop(self) -> None: ...
    def release(self) -> None: ...
    def get_state(self) -> State: ...
    def video_set_callbacks(self, lock: Any, unlock: Any, display: Any, opaque: Any) -> None: ...
    def video_set_format(self, chroma: str, width: int, height: int, pitch: int) -> None: ...
    def audio_set_callbacks(
        self, play: Any, pause: Any, resume: Any, flush: Any, drain: Any, opaque: Any
    ) -> None: ...
    def audio_set_format(self, format: str, rate: int, channels: int) -> None: ...

class Instance:
    def __init__(self, args: list[str]) -> None: ...
    def media_player_new(self) -> MediaPlayer: ...
    def media_new(self, mrl: str) -> Media: ...
    def release(self) -> None: ...

class CallbackDecorators:
    VideoLockCb: Callable[[Any], Any]
    VideoDisplayCb: Callable[[Any], Any]
    AudioPlayCb: Callable[[Any], Any]

def libvlc_media_tracks_get(p_md: Media, tracks: Any) -> int: ...
def libvlc_media_tracks_release(p_tracks: Any, i_count: int) -> None: ...
def libvlc_get_version() -> bytes: ...
