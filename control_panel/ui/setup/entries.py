"""A list of feeds or contributors: a table to choose in, the chosen one's form beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from control_panel.errors import Refused
from control_panel.show.model import Show
from control_panel.ui import controls, layout, theme
from control_panel.ui.setup.bound_form import BoundForm, V
from control_panel.ui.setup.cell_paint import FocusedRow
from control_panel.ui.setup.editing import Edit, Editing
from control_panel.ui.setup.section import Section

FIRST_LEAST = 140
"""The first column, at 100 %: it takes what the others leave."""


@dataclass(frozen=True)
class Head(Generic[V]):
    """A column: its head, its width at 100 % (0: the rest), what it shows."""

    words: str
    width: int
    text: Callable[[Show, V], str]


class EntriesTable(QTableWidget):
    """Rows are chosen by arrows and clicks; Enter goes to the form."""

    chosen = Signal(str)
    enter = Signal()

    def __init__(self, name: str, heads: Sequence[tuple[str, int]]) -> None:
        super().__init__(0, len(heads))
        self.setAccessibleName(name)
        self._widths = [width for _, width in heads]
        self.setHorizontalHeaderLabels([words for words, _ in heads])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(FocusedRow(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = layout.typed(self.horizontalHeader(), *controls.HEADS)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(self._widths):
            mode = QHeaderView.ResizeMode.Fixed if width else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(column, mode)
        self.currentCellChanged.connect(self._current)

    @property
    def entry_id(self) -> str:
        """The entry chosen; empty: none."""
        item = self.item(self.currentRow(), 0)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def show_rows(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show rows of (id, texts); the chosen one stays chosen."""
        kept, at = self.entry_id, self.currentRow()
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.setRowCount(len(rows))
        for row, (entry_id, texts) in enumerate(rows):
            self.setRowHeight(row, theme.px(38))
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setData(Qt.ItemDataRole.UserRole, entry_id)
                cell.setToolTip(text)
                if column:
                    cell.setForeground(theme.color(theme.TEXT2))
                self.setItem(row, column, cell)
        ids = [entry_id for entry_id, _ in rows]
        row = ids.index(kept) if kept in ids else min(max(at, 0), len(rows) - 1)
        self.setCurrentCell(row, 0)
        self.blockSignals(False)  # noqa: FBT003
        if self.entry_id != kept:
            self.chosen.emit(self.entry_id)

    def choose(self, entry_id: str) -> None:
        """Choose an entry."""
        for row in range(self.rowCount()):
            item = self.item(row, 0)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == entry_id:
                self.setCurrentCell(row, 0)

    def _current(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row != before:
            self.chosen.emit(self.entry_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fit rows and columns again at another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Columns and rows as in the drawings."""
        room = self.viewport().width() - theme.px(FIRST_LEAST)
        for column, width in enumerate(self._widths):
            room -= theme.px(width)
            # From the left: what there is no room for is left to the form.
            self.setColumnHidden(column, bool(width) and room < 0)
            if width:
                self.setColumnWidth(column, theme.px(width))
        for row in range(self.rowCount()):
            self.setRowHeight(row, theme.px(38))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the form."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter.emit()
            return
        super().keyPressEvent(event)


class EntriesSection(Section, Generic[V]):
    """Feeds or contributors: added, duplicated, deleted."""

    def __init__(
        self,
        title: str,
        editing: Editing,
        heads: Sequence[Head[V]],
        form: BoundForm[V],
        empty: str,
    ) -> None:
        super().__init__(title, editing)
        self._heads: tuple[Head[V], ...] = tuple(heads)
        self.form: BoundForm[V] = form
        self.table = EntriesTable(title, [(head.words, head.width) for head in heads])
        self.empty = controls.text(empty, "note", wrap=True)
        left = layout.column(0)
        left.addWidget(self.table, 1)
        self.empty.setContentsMargins(16, 24, 16, 24)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        left.addWidget(self.empty, 1)
        self.body.addLayout(left, 1)
        self.beside(self.form)
        self.table.chosen.connect(self._chosen)
        self.table.enter.connect(self.edit_name)
        self.add_button = self.action(self.tr("Add"), "Ctrl+N", self.add)
        self._of_one = (
            self.action(self.tr("Duplicate"), "Ctrl+D", self.duplicate),
            self.action(self.tr("Delete"), "Del", self.delete, where=self.table),
        )
        self.buttons.addStretch(1)

    # What each kind says.

    def entries(self, show: Show) -> tuple[V, ...]:
        """The entries of a show."""
        raise AssertionError("each section knows its entries")

    def added(self) -> tuple[str, Edit, str]:
        """Id, edit and name of adding a new one."""
        raise AssertionError("each section knows how to add")

    def duplicated(self, entry: V) -> tuple[str, Edit, str]:
        """Id, edit and name of duplicating one."""
        raise AssertionError("each section knows how to duplicate")

    def deleted(self, entry: V) -> tuple[Edit, str, str, str]:
        """Edit, name, live question, and what was lost, of deleting one; may raise Refused."""
        raise AssertionError("each section knows how to delete")

    # The same for all.

    @property
    def chosen(self) -> V | None:
        """The entry chosen."""
        found = self.table.entry_id
        return next((e for e in self.entries(self.editing.show) if e.id == found), None)

    def show_show(self, show: Show) -> None:
        """Show the entries and the chosen one."""
        entries = self.entries(show)
        rows = [(e.id, [head.text(show, e) for head in self._heads]) for e in entries]
        self.table.show_rows(rows)
        self.table.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        for button in self._of_one:
            button.setEnabled(bool(entries))
        self.form.show_value(show, self.chosen)

    def fit(self) -> None:
        """The form is wider where there is room."""
        super().fit()
        wide = self.width() >= theme.px(1240)
        slim = self.width() < theme.px(760)
        layout.sized(self.form, width=520 if wide else 404 if slim else 440)

    def commit(self) -> None:
        """Commit what is typed."""
        self.form.commit_all()

    def start(self) -> QWidget | None:
        """The cursor begins in the list; where there is none, at what adds the first."""
        return self.table if self.table.rowCount() else self.add_button

    def _chosen(self, _entry_id: str) -> None:
        self.form.commit_all()
        self.form.show_value(self.editing.show, self.chosen)

    def edit_name(self) -> None:
        """Go to the form's first field, all of it selected."""
        first: Any = next(iter(self.form.bound.values())).field.editor
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        first.selectAll()

    def add(self) -> None:
        """Add one, and begin with its name."""
        self.commit()
        entry_id, edit, name = self.added()
        self._do(entry_id, edit, name)

    def duplicate(self) -> None:
        """Put a copy after the chosen one, and begin with its name."""
        self.commit()
        entry = self.chosen
        if entry is not None:
            self._do(*self.duplicated(entry))

    def _do(self, entry_id: str, edit: Edit, name: str) -> None:
        if self.editing.attempt(edit, name):
            self.table.choose(entry_id)
            self.edit_name()

    def delete(self) -> None:
        """Delete the chosen one; what loses it is said, and undo brings it back."""
        entry = self.chosen
        if entry is None:
            return
        try:
            edit, name, asks, lost = self.deleted(entry)
            self.editing.apply(edit, name, asks=asks)
        except Refused as refused:
            self.say(refused.sentence)
            return
        self.say(lost)
