"""The running order as a Qt model: of each new set of lines, only cells that differ are told."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from control_panel.ui.on_air.lines import Line, LineKind
from control_panel.ui.words import joined, tr

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, left to right."""

    NUMBER = 0
    ITEM = 1
    FEEDS = 2
    START = 3
    PLANNED = 4
    ACTUAL = 5
    DIFFERENCE = 6


def heads() -> tuple[str, ...]:
    """The words over the columns."""
    return ("#", tr("Item"), tr("Feeds"), tr("Start"), tr("Planned"), tr("Actual"), "+ / −")


def cell(line: Line, column: int) -> tuple[object, ...]:
    """All that a cell's picture depends on."""
    return (
        (line.number,),
        # Where there is little room HARD and the feeds stand with the title.
        (line.title, line.tag, line.small, line.hard, line.feeds),
        (line.feeds,),
        (line.start, line.hard),
        (line.planned,),
        (line.actual, line.actual_over),
        (line.difference, line.difference_over),
    )[column]


def cell_text(line: Line, column: int) -> str:
    """A cell as plain words, for screen readers."""
    return (
        line.number,
        joined(line.tag, line.title, line.small),
        ", ".join(mark.text for mark in line.feeds),
        f"{tr('HARD')} {line.start}" if line.hard else line.start,
        line.planned,
        line.actual,
        line.difference,
    )[column]


class OrderModel(QAbstractTableModel):
    """The lines of the running order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: tuple[Line, ...]) -> bool:
        """Show other lines; whether rows came, went, moved or changed their height."""
        before = self._lines
        if [line.key for line in before] != [line.key for line in lines]:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()
            return True
        self._lines = lines
        reshaped = False
        for row, (old, new) in enumerate(zip(before, lines, strict=True)):
            if old is not new and old != new:
                reshaped |= old.tone is not new.tone
                self._tell(row, old, new)
        return reshaped

    def _tell(self, row: int, old: Line, new: Line) -> None:
        """Name each cell that differs by itself: Qt repaints a range as a whole."""
        for column in Column:
            if old.tone is not new.tone or cell(old, column) != cell(new, column):
                at = self.index(row, column)
                self.dataChanged.emit(at, at)

    def row_of(self, item_id: str) -> int:
        """The row of an item; −1 where it is not shown."""
        return next(
            (r for r, line in enumerate(self._lines) if item_id and line.item_id == item_id), -1
        )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; what is painted comes from `lines`."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        return cell_text(self._lines[index.row()], index.column())

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Items can be selected; groups and gaps cannot."""
        if not index.isValid() or self._lines[index.row()].kind is not LineKind.ITEM:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The words over a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return heads()[section]
