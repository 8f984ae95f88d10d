"""The shared memory's layout: nothing torn, nothing lost."""

from __future__ import annotations

from multiprocessing.shared_memory import SharedMemory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel.feeds.frame import SLOTS, SOUND_FRAME, FrameReader, FrameWriter, Layout

SMALL = Layout(width=8, height=4, ring=16)


def pair(layout: Layout = SMALL) -> tuple[bytearray, FrameWriter, FrameReader]:
    memory = bytearray(layout.size)
    view = memoryview(memory)
    return memory, FrameWriter(view, layout), FrameReader(view, layout)


def paint(memory: bytearray, writer: FrameWriter, value: int) -> None:
    start = writer.next_offset()
    memory[start : start + writer.layout.picture_bytes] = bytes([value]) * SMALL.picture_bytes
    writer.publish()


def test_slots_start_on_pages_and_do_not_overlap() -> None:
    layout = Layout()
    offsets = [layout.slot_offset(n) for n in range(SLOTS)]
    assert all(offset % 4096 == 0 for offset in offsets)
    assert offsets[1] - offsets[0] >= layout.picture_bytes == 320 * 180 * 4
    assert layout.sound_offset >= offsets[-1] + layout.picture_bytes


def test_before_the_first_picture_there_is_none() -> None:
    _, _, reader = pair()
    assert reader.copy_newest(memoryview(bytearray(SMALL.picture_bytes))) is None


@given(st.integers(1, 50))
def test_the_newest_picture_is_copied(pictures: int) -> None:
    memory, writer, reader = pair()
    for number in range(1, pictures + 1):
        paint(memory, writer, number % 256)
    into = bytearray(SMALL.picture_bytes)
    assert reader.copy_newest(memoryview(into)) == pictures == reader.sequence
    assert set(into) == {pictures % 256}


class Overtaken:
    """Stands for the destination of a copy; the writer goes on while it is written to."""

    def __init__(self, memory: bytearray, writer: FrameWriter, pictures: int) -> None:
        self._more = lambda: [paint(memory, writer, 2 + n) for n in range(pictures)]

    def __setitem__(self, key: slice, value: object) -> None:
        self._more()


@pytest.mark.parametrize(("meanwhile", "copied"), [(0, 1), (1, 1), (2, None), (3, None)])
def test_a_lapped_copy_is_dropped(meanwhile: int, copied: int | None) -> None:
    memory, writer, reader = pair()
    paint(memory, writer, 1)
    assert reader.copy_newest(Overtaken(memory, writer, meanwhile)) == copied


@given(st.lists(st.integers(1, 10), min_size=1, max_size=30))
def test_sound_is_read_in_order_and_whole_when_read_often(blocks: list[int]) -> None:
    _, writer, reader = pair(Layout(width=8, height=4, ring=32))
    number, position, heard, said = 0, 0, b"", b""
    for frames in blocks:
        block = b"".join((number + i).to_bytes(SOUND_FRAME, "little") for i in range(frames))
        number += frames
        writer.write_sound(block)
        said += block
        sound, position = reader.sound_since(position)
        heard += sound
    assert heard == said
    assert position == number == reader.sound_frames


def test_a_late_listener_gets_the_newest_half_ring() -> None:
    _, writer, reader = pair()
    writer.write_sound(b"".join(i.to_bytes(4, "little") for i in range(100)))
    sound, position = reader.sound_since(0)
    assert position == 16
    assert sound == b"".join(i.to_bytes(4, "little") for i in range(92, 100))


def test_after_close_the_segment_can_be_closed() -> None:
    segment = SharedMemory(create=True, size=SMALL.size)
    reader = FrameReader(segment.buf, SMALL)
    writer = FrameWriter(segment.buf, SMALL)
    writer.write_sound(bytes(8))
    reader.sound_since(0)
    reader.close()
    writer.close()
    segment.close()
    segment.unlink()
