"""The running order as a table: groups, items, and at its end a row to type the next title in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from control_panel.errors import Refused
from control_panel.obs.state import ObsState
from control_panel.running_order import entry
from control_panel.show.model import Item, ItemKind, Show
from control_panel.ui import theme
from control_panel.ui.setup import plan, words
from control_panel.ui.setup.cells import set_cell
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.needs import scenes_of
from control_panel.ui.words import show_clock

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, left to right."""

    NUMBER = 0
    TITLE = 1
    KIND = 2
    START = 3
    PLANNED = 4
    SCENE = 5
    FEEDS = 6
    TRANSITION = 7


class Role(IntEnum):
    """What the delegate asks beside the text."""

    ITEM_ID = Qt.ItemDataRole.UserRole + 1
    HARD = Qt.ItemDataRole.UserRole + 2
    ROW = Qt.ItemDataRole.UserRole + 3
    STANDS = Qt.ItemDataRole.UserRole + 4


RIGHT = (Column.NUMBER, Column.START, Column.PLANNED)
NEW, GROUP, ITEM = "new", "group", "item"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a group's title, an item, or the row for the next one."""

    kind: str
    id: str = ""
    item: Item | None = None
    title: str = ""


def lines_of(show: Show) -> tuple[Line, ...]:
    """The rows of a show."""
    titles = {group.id: group.title for group in show.order.groups}
    made: list[Line] = []
    before = ""
    for item in show.order.items:
        if item.group_id and item.group_id != before:
            made.append(Line(GROUP, item.group_id, title=titles.get(item.group_id, "")))
        before = item.group_id
        made.append(Line(ITEM, item.id, item))
    return (*made, Line(NEW))


class ItemsModel(QAbstractTableModel):
    """The rows of the open show; what is typed goes through `set_cell` and may be refused."""

    refused = Signal(str)
    rebuilt = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._obs = ObsState()
        self.lines: tuple[Line, ...] = ()
        self._starts: dict[str, datetime] = {}
        self._show = editing.show
        self.show_show(editing.show)

    def show_show(self, show: Show) -> None:
        """Take another show; rows that only changed are repainted, so that an editor stays."""
        lines, old = lines_of(show), self.lines
        self._show, self._starts = show, plan.planned_starts(show)
        was, now = [(r.kind, r.id) for r in old], [(r.kind, r.id) for r in lines]
        if was == now:
            self.lines = lines
        elif old and len(now) > len(was) and was[:-1] == now[: len(was) - 1]:
            # The row that was typed in becomes the item; a new one is put below it.
            self.beginInsertRows(QModelIndex(), len(was), len(now) - 1)
            self.lines = lines
            self.endInsertRows()
            self.rebuilt.emit()
        else:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
            self.rebuilt.emit()
        self._all_changed()

    def show_obs(self, obs: ObsState) -> None:
        """Know which scenes OBS has."""
        changed = (obs.connected, obs.scenes) != (self._obs.connected, self._obs.scenes)
        self._obs = obs
        if changed:
            self._all_changed()

    def show_playhead(self) -> None:
        """Something else may be on air now."""
        self._all_changed()

    def _all_changed(self) -> None:
        if self.lines:
            last = self.index(len(self.lines) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def obs(self) -> ObsState:
        """OBS as it is known here."""
        return self._obs

    @property
    def editing(self) -> Editing:
        """What edits go through."""
        return self._editing

    def row_of(self, item_id: str) -> int:
        """The row of an item; -1 where there is none."""
        return next((n for n, row in enumerate(self.lines) if row.id == item_id), -1)

    # What Qt asks.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The column heads."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = (
            "#",
            self.tr("Item"),
            self.tr("Kind"),
            self.tr("Start"),
            self.tr("Planned"),
            self.tr("Scene"),
            self.tr("Feeds"),
            self.tr("Transition"),
        )
        return heads[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Groups cannot be chosen here; in the last row only a title can be typed."""
        line = self.lines[index.row()]
        if line.kind == GROUP:
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._editing.read_only or (line.kind == NEW and index.column() != Column.TITLE):
            return usual
        return usual | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What stands in a cell, and how."""
        line = self.lines[index.row()]
        if role == Role.ROW:
            return line.kind
        if role == Role.ITEM_ID:
            return line.id if line.kind == ITEM else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if line.item is None:
            return self._other(line, index.column(), role)
        return self._of_item(line.item, Column(index.column()), role)

    def _other(self, line: Line, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            if line.kind == GROUP:
                return line.title if column == Column.NUMBER else None
            empty = len(self.lines) == 1
            hint = self.tr("Type the first title") if empty else self.tr("Type the next title")
            return hint if column == Column.TITLE else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.color(theme.TEXT2 if line.kind == GROUP else theme.TEXT3)
        if role == Qt.ItemDataRole.EditRole:
            return ""
        return None

    def _of_item(self, item: Item, column: Column, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(item, column)
        if role == Qt.ItemDataRole.EditRole:
            return self.typed(item, column)
        if role == Role.HARD:
            return column is Column.START and item.hard_start is not None
        if role == Role.STANDS:
            return self._editing.stands(item)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(item, column)
        if role == Qt.ItemDataRole.FontRole:
            return _font(item, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._tip(item, column)
        return None

    def text(self, item: Item, column: Column) -> str:
        """What a cell shows."""
        if column is Column.START:
            return self._start(item)
        if column is Column.PLANNED:
            return entry.shown(item.planned) if item.planned else "–"
        if column is Column.SCENE and self._lacking(item):
            own = item.scene in self._lacking(item)  # else it is a shot's, and stands behind
            return f"⚠ {item.scene}" if own else f"{item.scene} ⚠".strip()
        return self.typed(item, column)

    def typed(self, item: Item, column: Column) -> str:
        """What a cell's editor begins with."""
        if column is Column.START:
            return "" if item.hard_start is None else entry.shown_time(item.hard_start)
        if column is Column.FEEDS:
            feeds = (self._show.feed(feed_id) for feed_id in item.feed_ids)
            return ", ".join(feed.name for feed in feeds if feed is not None)
        return {
            Column.NUMBER: item.number,
            Column.TITLE: words.one_line(item.title),
            Column.KIND: words.word(words.KINDS, item.kind),
            Column.PLANNED: entry.shown(item.planned) if item.planned else "",
            Column.SCENE: item.scene,
            Column.TRANSITION: words.transition_text(item.transition),
        }[column]

    def _start(self, item: Item) -> str:
        start = self._starts.get(item.id)
        if start is None or item.floated or item.kind is ItemKind.NOTE:
            return ""
        return show_clock(start, self._show)

    def _lacking(self, item: Item) -> list[str]:
        """The scenes of the item, its shots and its studio shot that OBS does not have."""
        known = self._obs.scenes if self._obs.connected else None
        scenes = dict.fromkeys(scenes_of(item))
        return [s for s in scenes if s and known is not None and s not in known]

    def _ink(self, item: Item, column: Column) -> Any:
        if item.floated:
            return theme.color(theme.DONE_TEXT)
        if column is Column.SCENE and self._lacking(item):
            return theme.color(theme.WARN)
        if column in (Column.TITLE, Column.PLANNED):
            return theme.color(theme.TEXT1)
        return theme.color(theme.TEXT2)

    def _tip(self, item: Item, column: Column) -> str:
        if column is Column.SCENE and (lacking := self._lacking(item)):
            return self.tr("OBS has no scene {}").format(", ".join(lacking))
        return self.typed(item, column)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed; a refusal is emitted in words."""
        try:
            self.enter(index.row(), Column(index.column()), str(value))
        except Refused as refused:
            self._editing.forget_question()  # whoever leaves a cell does not say yes
            self.refused.emit(refused.sentence)
            return False
        return True

    def enter(self, row: int, column: Column, text: str) -> None:
        """Take what was typed into a cell; raises Refused."""
        set_cell(self._editing, self.lines[row].item, column.name.lower(), text, self._obs)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _font(item: Item, column: Column) -> Any:
    font = theme.font(13, 500 if column is Column.TITLE else 400)
    font.setStrikeOut(item.floated)
    return font
