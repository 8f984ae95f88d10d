"""The memory that a monitor shares with the panel: three pictures, a sequence number, a sound ring.

Rules
- One writer. Picture n stands in slot n % 3; the writer fills the slot of n + 1 and then raises
  the sequence number to n + 1.
- A reader copies the slot of the sequence number it read and reads the number again: if it has
  moved by two or more, the writer may have been in that slot meanwhile and the copy is dropped.
- Sound frame i stands at i % ring; the number of frames written is raised after the samples.
- Nothing here keeps a view of the memory beyond a call (decision 31); `close` lets go of the
  header, after which the segment itself can be closed.
"""

from __future__ import annotations

from dataclasses import dataclass

MAGIC = 0x43504631
PAGE = 4096
SLOTS = 3
SOUND_RATE = 48000
SOUND_FRAME = 4
"""Bytes of one S16 stereo frame."""

_MAGIC, _WIDTH, _HEIGHT, _RING, _SEQUENCE, _SOUND = range(6)


@dataclass(frozen=True, slots=True)
class Layout:
    """The sizes of a segment: pixels of the RV32 picture and frames of the sound ring."""

    width: int = 320
    height: int = 180
    ring: int = SOUND_RATE

    @property
    def picture_bytes(self) -> int:
        """Bytes of one RV32 picture."""
        return self.width * self.height * 4

    @property
    def size(self) -> int:
        """Bytes of the whole segment."""
        return self.sound_offset + self.ring * SOUND_FRAME

    @property
    def sound_offset(self) -> int:
        """Where the ring starts."""
        return self.slot_offset(SLOTS)

    def slot_offset(self, number: int) -> int:
        """Where the slot starts; every slot starts on a page."""
        pages = -(-self.picture_bytes // PAGE)
        return PAGE + number * pages * PAGE


class FrameWriter:
    """The monitor's side."""

    def __init__(self, memory: memoryview, layout: Layout) -> None:
        self.layout = layout
        self._memory = memory
        self._cells = memory[:PAGE].cast("q")
        self._cells[_WIDTH], self._cells[_HEIGHT] = layout.width, layout.height
        self._cells[_RING], self._cells[_SEQUENCE], self._cells[_SOUND] = layout.ring, 0, 0
        self._cells[_MAGIC] = MAGIC

    @property
    def sequence(self) -> int:
        """Number of the newest picture; 0 before the first."""
        return self._cells[_SEQUENCE]

    @property
    def sound_frames(self) -> int:
        """Sound frames written so far."""
        return self._cells[_SOUND]

    def next_offset(self) -> int:
        """Where the next picture is to be written."""
        return self.layout.slot_offset((self._cells[_SEQUENCE] + 1) % SLOTS)

    def newest_offset(self) -> int:
        """Where the newest picture stands."""
        return self.layout.slot_offset(self._cells[_SEQUENCE] % SLOTS)

    def publish(self) -> None:
        """The picture at `next_offset` is whole: it is the newest now."""
        self._cells[_SEQUENCE] += 1

    def write_sound(self, samples: bytes) -> None:
        """Append interleaved S16 stereo samples to the ring."""
        samples = samples[-self.layout.ring * SOUND_FRAME :]
        at, ring = self._cells[_SOUND], self.layout.ring
        start = self.layout.sound_offset + at % ring * SOUND_FRAME
        first = min(len(samples), (ring - at % ring) * SOUND_FRAME)
        self._memory[start : start + first] = samples[:first]
        rest = len(samples) - first
        offset = self.layout.sound_offset
        self._memory[offset : offset + rest] = samples[first:]
        self._cells[_SOUND] = at + len(samples) // SOUND_FRAME

    def close(self) -> None:
        """Let go of the memory."""
        self._cells.release()


class FrameReader:
    """The panel's side."""

    def __init__(self, memory: memoryview, layout: Layout) -> None:
        self.layout = layout
        self._memory = memory
        self._cells = memory[:PAGE].cast("q")

    @property
    def sequence(self) -> int:
        """Number of the newest picture; 0 before the first."""
        return self._cells[_SEQUENCE]

    def copy_newest(self, into: memoryview) -> int | None:
        """Copy the newest picture; its number, or None where the copy may be torn or is none."""
        before = self._cells[_SEQUENCE]
        if before == 0:
            return None
        start = self.layout.slot_offset(before % SLOTS)
        into[:] = self._memory[start : start + self.layout.picture_bytes]
        return before if self._cells[_SEQUENCE] - before < SLOTS - 1 else None

    @property
    def sound_frames(self) -> int:
        """Sound frames written so far."""
        return self._cells[_SOUND]

    def sound_since(self, position: int) -> tuple[bytes, int]:
        """The samples written since that frame (at most half a ring), and the frame after them."""
        written, ring = self._cells[_SOUND], self.layout.ring
        start = max(position, written - ring // 2, 0)
        if start >= written:
            return b"", written
        offset, low, high = self.layout.sound_offset, start % ring, written % ring
        parts = [(low, high)] if low < high else [(low, ring), (0, high)]
        sound = b"".join(
            bytes(self._memory[offset + a * SOUND_FRAME : offset + b * SOUND_FRAME])
            for a, b in parts
        )
        return sound, written

    def close(self) -> None:
        """Let go of the memory."""
        self._cells.release()
