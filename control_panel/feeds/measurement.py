"""Pure measurements of pictures and sound: black, freeze, silence, levels.

numpy is imported here and by the monitor's process only; the panel never imports this file
before its first paint (decision 27).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLACK_BELOW = 26
"""A pixel is black below this code of 255 (0.10 of full range, as ffmpeg's blackdetect)."""
STILL_BELOW = 0.001
"""Mean difference under which two pictures are the same (-60 dB, as freezedetect)."""
FLOOR_DBFS = -100.0

Luma = NDArray[np.uint8]
Samples = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Look:
    """What one picture looks like."""

    luma: float
    """Mean, 0 to 255."""
    black: float
    """Share of black pixels, 0 to 1."""
    change: float | None
    """Mean difference to the reference, 0 to 1; None for the first picture."""


def luma_of(picture: bytes | memoryview, width: int, height: int) -> Luma:
    """The green channel of an RV32 picture, every second pixel each way: near enough to luma."""
    pixels = np.frombuffer(picture, dtype=np.uint8).reshape(height, width, 4)
    return pixels[::2, ::2, 1].copy()


def look(luma: Luma, reference: Luma | None) -> tuple[Look, Luma]:
    """Measure a picture, and the reference to compare the next with.

    The reference stays the first of the pictures that look alike, so that a slow drift of tiny
    steps is not taken for a freeze.
    """
    black = float(np.count_nonzero(luma < BLACK_BELOW)) / luma.size
    mean = float(luma.mean())
    if reference is None or reference.shape != luma.shape:
        return Look(mean, black, None), luma
    difference = np.abs(luma.astype(np.int16) - reference.astype(np.int16))
    change = float(difference.mean()) / 255
    return Look(mean, black, change), reference if change < STILL_BELOW else luma


def samples_of(sound: bytes) -> Samples:
    """Interleaved S16 stereo as an array of (frames, 2)."""
    return np.frombuffer(sound, dtype="<i2").reshape(-1, 2)


def peak_dbfs(samples: Samples) -> tuple[float, float]:
    """Sample peak of left and right in dBFS; -100 for digital silence."""
    if not len(samples):
        return FLOOR_DBFS, FLOOR_DBFS
    return _both(np.abs(samples.astype(np.int32)).max(axis=0) / 32768)


def rms_dbfs(samples: Samples) -> tuple[float, float]:
    """RMS of left and right in dBFS: a full-scale sine reads -3.01."""
    if not len(samples):
        return FLOOR_DBFS, FLOOR_DBFS
    return _both(np.sqrt(np.square(samples.astype(np.float64) / 32768).mean(axis=0)))


def _both(level: NDArray[np.float64]) -> tuple[float, float]:
    floor = 10 ** (FLOOR_DBFS / 20)
    left, right = 20 * np.log10(np.maximum(level, floor))
    return float(left), float(right)
