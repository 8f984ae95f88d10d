"""The running order on air: done dimmed, on air tallest, next second; a click only selects."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QFrame

from control_panel.instant import Instant
from control_panel.ui import layout, text
from control_panel.ui.digits import width as clock_width
from control_panel.ui.on_air import lines as of
from control_panel.ui.on_air.lines import LineKind, Tone
from control_panel.ui.on_air.order_cells import EDGE, GAP, HIDDEN, LAST, OrderCells, height
from control_panel.ui.on_air.order_looks import Room
from control_panel.ui.on_air.order_model import Column, OrderModel
from control_panel.ui.on_air.order_parts import HEAD_FACE, Cut, Empty, Heads, Title, made_rows
from control_panel.ui.on_air.order_slim import hard_width
from control_panel.ui.text import Face
from control_panel.ui.theme import px
from control_panel.ui.view import View
from control_panel.ui.words import tr

BACK_AFTER = timedelta(seconds=10)
"""How long the table stays where a hand scrolled it."""
_NUMBERS = Face(13, 600)
_NUMBER_WIDTH, _NUMBER_SLIM = 44, 36
_ITEM_SHARE = {Room.WIDE: 0.57, Room.NARROW: 0.605, Room.SLIM: 1.0}
_NARROW, _SLIM = 780, 600
"""Below these widths (at 100 %) there is less room for the table."""


class OrderTable(QFrame):
    """The running order with its title; says which item is selected."""

    selected = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.model = OrderModel(self)
        self.rows = made_rows(self.model)
        self.cells = OrderCells(self.rows)
        self.rows.setItemDelegate(self.cells)
        self._title = layout.sized(Title(), height=40)
        self._heads = layout.sized(Heads(self.rows), height=24)
        self._empty = Empty(self.rows)
        self._cut = Cut(self.rows)
        self._kept: tuple[str, str, int] = ("", "", 0)
        self._scrolled_at: Instant | None = None
        self._now: Instant | None = None
        self._moving = False
        self._selected = ""
        self._known: of.Known = {}
        inside = layout.column(0)
        for part in (self._title, self._heads, self.rows):
            inside.addWidget(part)
        self.setLayout(inside)
        self.rows.resized.connect(self._fit)
        self.rows.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.rows.selectionModel().currentRowChanged.connect(self._select)

    @property
    def selected_item(self) -> str:
        """The id of the selected item; empty: none."""
        return self._selected

    def show_view(self, view: View) -> None:
        """Show the running order of this moment."""
        self._now = view.now
        aside = tr("read only") if view.read_only else ""
        self._title.show_words(view.show.order.title, of.summary(view), aside)
        lines = of.lines(view, self._known)
        keys = [line.key for line in self.model.lines]
        if self.model.show_lines(lines):
            if keys != [line.key for line in lines]:
                self._span()
                self._select_again()
            self._fit_heights()
        self._empty.show_over(not lines)
        self._keep_in_sight()
        self._cut.fit()

    def keep_clear(self, foot: int) -> None:
        """Leave this much free at the foot, in pixels: a question stands there."""
        inside = self.layout()
        if inside is not None and inside.contentsMargins().bottom() != foot:
            inside.setContentsMargins(0, 0, 0, foot)

    def changeEvent(self, event: QEvent) -> None:
        """Fit rows and columns again when the look changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self._fit_heights()
        self._fit_widths()
        self._heads.update()
        self._kept = ("", "", 0)
        self._keep_in_sight()

    def _fit_heights(self) -> None:
        for row, line in enumerate(self.model.lines):
            wanted = px(height(line))
            if self.rows.rowHeight(row) != wanted:
                self.rows.setRowHeight(row, wanted)

    def _fit_widths(self) -> None:
        room = self._room_now()
        self.cells.room = room
        for column in Column:
            self.rows.setColumnHidden(column, column in HIDDEN[room])
        hard = hard_width() + px(8) if room is Room.WIDE else 0.0
        time = max(clock_width("00:00", _NUMBERS), text.width(tr("Planned"), HEAD_FACE))
        skipped = text.width(tr("skipped"), Face(13)) - px(GAP // 2)
        fixed = {
            Column.NUMBER: px(_NUMBER_SLIM if room is Room.SLIM else _NUMBER_WIDTH),
            Column.START: round(clock_width("00:00:00", _NUMBERS) + hard + px(GAP)),
            Column.PLANNED: round(time + px(GAP)),
            Column.ACTUAL: round(max(time, skipped) + px(GAP)),
            Column.DIFFERENCE: round(clock_width("+00:00", _NUMBERS) + px(GAP)),
        }
        fixed = {c: 0 if c in HIDDEN[room] else wide for c, wide in fixed.items()}
        fixed[LAST[room]] += px(EDGE)
        rest = max(0, self.rows.viewport().width() - sum(fixed.values()))
        fixed[Column.ITEM] = round(rest * _ITEM_SHARE[room])
        fixed[Column.FEEDS] = rest - fixed[Column.ITEM]
        for column, wide in fixed.items():
            self.rows.setColumnWidth(column, wide)

    def _room_now(self) -> Room:
        wide = self.rows.viewport().width()
        if wide < px(_SLIM):
            return Room.SLIM
        return Room.NARROW if wide < px(_NARROW) else Room.WIDE

    def _span(self) -> None:
        self.rows.clearSpans()
        for row, line in enumerate(self.model.lines):
            if line.kind is not LineKind.ITEM:
                self.rows.setSpan(row, Column.ITEM, 1, len(Column) - 1)

    def _select(self, current: QModelIndex, _before: QModelIndex) -> None:
        line = self.model.lines[current.row()] if current.isValid() else None
        self._selected = line.item_id if line else ""
        self.selected.emit(self._selected)

    def _select_again(self) -> None:
        """After a reset: select the same item where it stands now."""
        row = self.model.row_of(self._selected)
        if row < 0:
            self._selected = ""
            return
        flags = QItemSelectionModel.SelectionFlag
        at = self.model.index(row, Column.ITEM)
        self.rows.selectionModel().setCurrentIndex(at, flags.ClearAndSelect | flags.Rows)

    def _scrolled(self) -> None:
        if not self._moving:
            self._scrolled_at = self._now

    def _keep_in_sight(self) -> None:
        """On air and next stay visible; a hand's scroll is left alone for ten seconds."""
        first, last = self._focus_rows()
        if first < 0 or not self.rows.viewport().height():
            return
        now = (self.model.lines[first].key, self.model.lines[last].key, self.rows.height())
        if now == self._kept and not self._left_alone_long():
            return
        self._kept, self._scrolled_at = now, None
        self._moving = True
        self._scroll_to(first, last)
        self._moving = False

    def _left_alone_long(self) -> bool:
        """Whether a hand's scroll is to be taken back."""
        by_hand, at = self._scrolled_at, self._now
        return by_hand is not None and at is not None and at.since(by_hand) >= BACK_AFTER

    def _focus_rows(self) -> tuple[int, int]:
        """The first and the last row that must be seen; −1 where there is none."""
        strong = [
            row
            for row, line in enumerate(self.model.lines)
            if line.tone in (Tone.ON_AIR, Tone.TAKING, Tone.NEXT)
        ]
        if not strong:
            return -1, -1
        on_air = next((r for r in strong if self.model.lines[r].tone is not Tone.NEXT), strong[0])
        return on_air, max(strong[-1], on_air)

    def _scroll_to(self, first: int, last: int) -> None:
        """Show what is to come rather than what is done, but no emptiness below the end."""
        rows, bar = self.rows, self.rows.verticalScrollBar()
        # New heights reach the scroll bar's range with a delay; it is needed now.
        rows.updateGeometries()
        top = rows.rowViewportPosition(first) + bar.value()
        bottom = rows.rowViewportPosition(last) + rows.rowHeight(last) + bar.value()
        room = rows.viewport().height()
        whole = rows.verticalHeader().length()
        if whole <= room:
            bar.setValue(0)
            return
        # A third of the height for what has been, less where the window is low; whole rows only.
        above = max(0, min(room // 3, room - (bottom - top) - px(6 * 38)))
        at = first
        while at > 0 and rows.rowHeight(at - 1) <= above:
            at -= 1
            above -= rows.rowHeight(at)
            top -= rows.rowHeight(at)
        bar.setValue(max(0, min(top, whole - room)))
        if bottom - bar.value() > room:
            bar.setValue(bottom - room)
