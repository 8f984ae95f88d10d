"""Measurements against synthetic pictures and sound."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel.feeds import measurement as m


def picture(value: int, width: int = 32, height: int = 18) -> bytes:
    return bytes([value]) * (width * height * 4)


def luma(value: int) -> m.Luma:
    return m.luma_of(picture(value), 32, 18)


def test_luma_is_the_green_channel() -> None:
    pixels = np.zeros((18, 32, 4), np.uint8)
    pixels[..., 1] = 200
    assert m.luma_of(pixels.tobytes(), 32, 18).mean() == 200


@pytest.mark.parametrize(("value", "black"), [(0, 1.0), (25, 1.0), (26, 0.0), (255, 0.0)])
def test_black(value: int, black: float) -> None:
    look, _ = m.look(luma(value), None)
    assert look.black == black
    assert look.luma == value
    assert look.change is None


def test_a_picture_with_a_white_corner_is_partly_black() -> None:
    seen = luma(0)
    seen[:3, :4] = 255
    look, _ = m.look(seen, None)
    assert look.black == pytest.approx(1 - 12 / seen.size)


def test_the_same_picture_does_not_change_and_keeps_the_reference() -> None:
    first = luma(100)
    look, reference = m.look(luma(100), first)
    assert look.change == 0
    assert reference is first


def test_a_slow_drift_is_no_freeze() -> None:
    """Each step is far below the threshold, their sum is not."""
    reference, still = luma(100), 0
    for step in range(100):
        seen = luma(100)
        seen.flat[: step + 1] = 110
        look, reference = m.look(seen, reference)
        still += look.change is not None and look.change < m.STILL_BELOW
    assert still < 100


def sine(amplitude: float, seconds: float = 1.0) -> m.Samples:
    t = np.arange(int(48000 * seconds)) / 48000
    wave = np.round(amplitude * 32767 * np.sin(2 * math.pi * 1000 * t)).astype("<i2")
    return m.samples_of(np.stack([wave, wave // 2], axis=1).astype("<i2").tobytes())


def test_a_sine_reads_its_peak_and_three_less_in_rms() -> None:
    samples = sine(10 ** (-18 / 20))
    assert m.peak_dbfs(samples)[0] == pytest.approx(-18, abs=0.02)
    assert m.rms_dbfs(samples)[0] == pytest.approx(-21.01, abs=0.02)
    assert m.peak_dbfs(samples)[1] == pytest.approx(-24, abs=0.05)


def test_silence_reads_the_floor() -> None:
    silent = m.samples_of(bytes(4 * 480))
    assert m.peak_dbfs(silent) == m.rms_dbfs(silent) == (-100.0, -100.0)
    assert m.peak_dbfs(m.samples_of(b"")) == (-100.0, -100.0)


@given(st.lists(st.integers(-32768, 32767), min_size=2, max_size=200))
def test_rms_never_exceeds_peak_nor_peak_full_scale(values: list[int]) -> None:
    values = values[: len(values) // 2 * 2]
    samples = m.samples_of(np.array(values, "<i2").tobytes())
    for peak, rms in zip(m.peak_dbfs(samples), m.rms_dbfs(samples), strict=True):
        assert rms <= peak + 1e-9
        assert peak <= 0
