"""The table of the running order: choosing, moving, adding and deleting items by keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from control_panel.ui import controls, layout, theme
from control_panel.ui.setup.items_cell import ENTER, Cell
from control_panel.ui.setup.items_model import GROUP, ITEM, NEW, Column, Index, ItemsModel

WIDTHS = {
    Column.NUMBER: 52,
    Column.KIND: 84,
    Column.START: 128,
    Column.PLANNED: 76,
    Column.SCENE: 112,
    Column.FEEDS: 112,
    Column.TRANSITION: 92,
}
LEAST_TITLE = 190
GIVES_WAY = (
    Column.TRANSITION,
    Column.FEEDS,
    Column.SCENE,
    Column.KIND,
    Column.START,
    Column.PLANNED,
)
"""The columns that are left to the form where the table is narrow."""


class ItemsTable(QTableView):
    """Rows are chosen by arrows and clicks; F2, Enter, typing or a double click edits a cell."""

    chosen = Signal(str)
    """Item id; empty: the row for the next one."""
    add_wanted = Signal()

    def __init__(self, model: ItemsModel) -> None:
        super().__init__()
        self._model = model
        self._kept = ""
        self.setModel(model)
        self.cell = Cell(self, model)
        self.setItemDelegate(self.cell)
        self.setAccessibleName(self.tr("Running order"))
        self._set_up()
        self.cell.entered.connect(self._entered)
        self.cell.passed.connect(self._passed)
        model.modelAboutToBeReset.connect(self._before_reset)
        model.rebuilt.connect(self._after_rebuild)
        self._after_rebuild()

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = layout.typed(self.horizontalHeader(), *controls.HEADS)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        self.fit()

    def fit(self) -> None:
        """Columns for the width there is: what does not fit is left to the form."""
        room = self.width() - theme.px(LEAST_TITLE)
        needed = sum(theme.px(width) for width in WIDTHS.values())
        for column in GIVES_WAY:
            hidden = needed > room
            self.setColumnHidden(column, hidden)
            needed -= theme.px(WIDTHS[column]) if hidden else 0
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, theme.px(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        self.fit()
        self.fit_rows()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fit rows and columns again at another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()
            self.fit_rows()

    def fit_rows(self) -> None:
        """Rows as high as in the drawings, at the scale there is."""
        for row, line in enumerate(self._model.lines):
            self.setRowHeight(row, theme.px(30 if line.kind == GROUP else 38))

    # Choosing.

    @property
    def item_id(self) -> str:
        """The item chosen; empty: none."""
        row = self.currentIndex().row()
        if not 0 <= row < len(self._model.lines):
            return ""
        line = self._model.lines[row]
        return line.id if line.kind == ITEM else ""

    def choose(self, item_id: str, column: int = Column.TITLE) -> None:
        """Choose an item; the row for the next one where there is no such item."""
        row = self._model.row_of(item_id) if item_id else -1
        row = len(self._model.lines) - 1 if row < 0 else row
        index = self._model.index(row, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def edit_title(self, item_id: str = "") -> None:
        """Open the editor on an item's title; without an item: on the next one's."""
        self.choose(item_id)
        self.setFocus()
        self.edit(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which item is chosen."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.chosen.emit(self.item_id)

    def _before_reset(self) -> None:
        self._kept = self.item_id

    def _after_rebuild(self) -> None:
        self.clearSpans()
        for row, line in enumerate(self._model.lines):
            if line.kind == GROUP:
                self.setSpan(row, 0, 1, len(Column))
        self.fit_rows()
        if not self.currentIndex().isValid():
            self.choose(self._kept)

    # Keys.

    def _entered(self, row: int, column: int) -> None:
        """Enter committed a cell: below the last item the next title begins at once."""
        last = row >= len(self._model.lines) - 2
        if last:
            self.edit_title()
        else:
            self.choose(self._model.lines[row].id, column)

    def _passed(self, row: int) -> None:
        """Tab left the last column: on to the next row's title."""
        below = (line for line in self._model.lines[row + 1 :] if line.kind != GROUP)
        self.edit_title(next((line.id for line in below), ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits the cell, or at the end begins the next item."""
        if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            index = self.currentIndex()
            if self._model.lines[index.row()].kind == NEW:
                index = self._model.index(index.row(), Column.TITLE)
                self.setCurrentIndex(index)
            self.edit(index)
            return
        if event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            event.ignore()
            return
        super().keyPressEvent(event)
