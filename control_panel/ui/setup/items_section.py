"""The section Items: the running order as a table, and the chosen item in full beside it."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from control_panel.errors import Refused
from control_panel.obs.state import ObsState
from control_panel.running_order import entry
from control_panel.show import edits
from control_panel.show.model import ZERO, Item, ItemKind, Show, new_id
from control_panel.ui import layout, theme
from control_panel.ui.setup import item_edits, words
from control_panel.ui.setup.cells import number_after
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.item_form import ItemForm
from control_panel.ui.setup.items_model import ItemsModel
from control_panel.ui.setup.items_table import ItemsTable
from control_panel.ui.setup.section import Section
from control_panel.ui.words import tr

WIDE = 1240
"""From this width of the section on there is room for a wider form."""


class ItemsSection(Section):
    """Items: added, duplicated, deleted, moved, floated and numbered."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(tr(words.ITEMS), editing)
        self.model = ItemsModel(editing)
        self.table = ItemsTable(self.model)
        self.form = ItemForm(editing)
        self.form.setObjectName("itemForm")
        self.body.addWidget(self.table, 1)
        self.beside(self.form)
        self.table.chosen.connect(self._chosen)
        self.model.refused.connect(self._not_kept)
        self.action(self.tr("Add"), "Ctrl+N", self.add)
        self.action(self.tr("Duplicate"), "Ctrl+D", self.duplicate)
        self.delete_button = self.action(self.tr("Delete"), "Del", self.delete, where=self.table)
        self.action(self.tr("Up"), "Alt+Up", lambda: self.move_item(-1))
        self.action(self.tr("Down"), "Alt+Down", lambda: self.move_item(1))
        self.float_button = self.action(self.tr("Float"), "Ctrl+F", self.float_)
        self.action(self.tr("Number"), "Ctrl+Shift+N", self.number)
        self.buttons.addStretch(1)

    @property
    def item(self) -> Item | None:
        """The item chosen."""
        return self.editing.show.item(self.table.item_id)

    # Showing.

    def show_show(self, show: Show) -> None:
        """Show the running order and the chosen item."""
        self.model.show_show(show)
        self.form.show_value(show, self.item)
        counted = [i for i in show.order.items if i.kind is not ItemKind.NOTE and not i.floated]
        total = sum((i.planned for i in counted), ZERO)
        self.note.setText(self._sum(len(show.order.items), total))
        item = self.item
        floated = item is not None and item.floated
        self.float_button.setAccessibleName(self.tr("Unfloat") if floated else self.tr("Float"))

    def _sum(self, count: int, total: timedelta) -> str:
        if not count:
            return self.tr("Type the first title below. Tab goes on, Enter begins the next item.")
        return self.tr("{} items · {} in all").format(count, entry.shown(total))

    def show_obs(self, obs: ObsState) -> None:
        """Offer and mark what OBS has and has not."""
        self.model.show_obs(obs)
        self.form.show_obs(obs)

    def show_playhead(self) -> None:
        """Mark what is on air and next."""
        self.model.show_playhead()

    def fit(self) -> None:
        """The form is wider where there is room."""
        super().fit()
        wide = self.width() >= theme.px(WIDE)
        layout.sized(self.form, width=460 if wide else 404)

    def commit(self) -> None:
        """Commit what is typed in the form."""
        self.form.commit_all()

    def start(self) -> QWidget:
        """The cursor begins in the table."""
        return self.table

    def _chosen(self, _item_id: str) -> None:
        self.form.commit_all()
        self.form.show_value(self.editing.show, self.item)

    def _not_kept(self, sentence: str) -> None:
        self.say(self.tr("Not kept: {}").format(sentence))

    # Doing.

    def add(self) -> None:
        """Add an item after the chosen one, and begin with its title."""
        self.commit()
        item, order = self.item, self.editing.show.order
        if item is None or item.id == order.items[-1].id:
            self.table.edit_title()
            return
        at = next(n for n, i in enumerate(order.items) if i.id == item.id) + 1
        new = Item(
            self.tr("New item"),
            number=number_after(self.editing.show),
            kind=item.kind,
            group_id=item.group_id,
        )
        if self.editing.attempt(
            lambda show: edits.insert_item(show, new, at), self.tr("Add an item")
        ):
            self.table.edit_title(new.id)

    def duplicate(self) -> None:
        """Put a copy after the chosen item, and begin with its title."""
        self.commit()
        item, copy_id = self.item, new_id()
        if item is None:
            self.say(self.tr("Choose an item first, then Ctrl D duplicates it."))
            return
        if self.editing.attempt(
            lambda show: edits.duplicate_item(show, item.id, copy_id),
            self.tr("Duplicate {}").format(item.title),
        ):
            self.table.edit_title(copy_id)

    def delete(self) -> None:
        """Delete the chosen item; undo brings it back. The one on air stays."""
        item, items = self.item, self.editing.show.order.items
        if item is None:
            return
        at = next(n for n, i in enumerate(items) if i.id == item.id)
        after = items[at + 1] if at + 1 < len(items) else None
        stands = self.editing.stands(item)
        asks = self.tr("The show is live{}. Del again deletes “{}”, Esc keeps it.").format(
            self.tr(", and it is next") if stands == "next" else "", item.title
        )
        try:
            item_edits.refuse_on_air(self.editing, item, self.tr("deleted"))
            self.editing.apply(
                lambda show: edits.remove_item(show, item.id),
                self.tr("Delete {}").format(item.title),
                asks=asks,
            )
        except Refused as refused:
            self.say(refused.sentence)
            return
        self.table.choose(after.id if after else "")
        self.say(self.tr("Deleted “{}”. Ctrl Z brings it back.").format(item.title))

    def move_item(self, by: int) -> None:
        """Move the chosen item up or down."""
        self.commit()
        item = self.item
        if item is not None:
            self.editing.attempt(
                lambda show: item_edits.moved(show, item.id, by),
                self.tr("Move {}").format(item.title),
            )
            self.table.choose(item.id)

    def float_(self) -> None:
        """Float the chosen item, or take it into account again."""
        item = self.item
        if item is None:
            return
        try:
            if not item.floated:
                item_edits.refuse_on_air(self.editing, item, self.tr("floated"))
            word = self.tr("Unfloat {}") if item.floated else self.tr("Float {}")
            edit = edits.unfloat_item if item.floated else edits.float_item
            self.editing.apply(lambda show: edit(show, item.id), word.format(item.title))
        except Refused as refused:
            self.say(refused.sentence)

    def number(self) -> None:
        """Number the items from 1 on."""
        self.editing.attempt(item_edits.numbered, self.tr("Number the items"))
