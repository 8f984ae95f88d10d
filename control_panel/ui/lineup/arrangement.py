"""How many columns the tiles of a wall stand in, and how large they are; pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

ASPECT = 16 / 9
NEARLY = 0.94
"""A picture that is smaller by less than this is as good."""
AT_ONCE = 9
"""So many tiles are seen without scrolling; more of them are as large, and scroll."""


@dataclass(frozen=True, slots=True)
class Room:
    """The room of a wall in pixels: inside its margins, between tiles, below pictures."""

    wide: float
    high: float
    gap: float
    words: float
    """What a tile is higher than its picture."""
    most: float
    """A picture is no wider than this: enlarged further it only shows its pixels."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Columns, and the size of one tile in pixels."""

    columns: int
    wide: float
    high: float

    def rows(self, count: int) -> int:
        """How many rows so many tiles need."""
        return ceil(count / self.columns)

    def height(self, count: int, gap: float) -> float:
        """The height of all rows."""
        rows = self.rows(count)
        return rows * self.high + max(0, rows - 1) * gap


def arranged(count: int, room: Room, *, scrolls: bool) -> Arrangement:
    """The arrangement that shows `count` tiles with the largest pictures.

    `scrolls`: more than nine are as large as nine are.
    """
    seen = max(1, min(count, AT_ONCE) if scrolls else count)
    widths = {columns: _picture(seen, columns, room) for columns in range(1, seen + 1)}
    near = [one for one in widths if widths[one] >= NEARLY * max(widths.values())]
    # Of those as good: the one that leaves the fewest places empty, then the one with fewer rows.
    columns = min(near, key=lambda one: (ceil(seen / one) * one - seen, -one))
    picture = widths[columns]
    column = (room.wide - room.gap * (columns - 1)) / columns
    high = min(picture / ASPECT, room.most / ASPECT)
    return Arrangement(columns, max(1.0, min(column, room.most)), high + room.words)


def _picture(count: int, columns: int, room: Room) -> float:
    """How wide a picture can be in so many columns."""
    rows = ceil(count / columns)
    wide = (room.wide - room.gap * (columns - 1)) / columns
    high = (room.high - room.gap * (rows - 1)) / rows - room.words
    return max(1.0, min(wide, high * ASPECT, room.most))
