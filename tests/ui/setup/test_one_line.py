"""What is one line in the show stays one, whatever is pasted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from control_panel.show import edits
from control_panel.ui.setup.cells import set_cell
from control_panel.ui.setup.items_model import Column
from tests.ui.setup.conftest import OBS, Hands

K = Qt.Key
BREAKS = ("\n", "\r\n", "\u2028", "\u2029", "\x85", "\v")


@pytest.mark.parametrize("end", BREAKS)
def test_a_title_that_is_pasted_with_line_breaks_is_one_line(hands: Hands, end: str) -> None:
    pasted = f" On the{end}ward{end}"
    place, item = hands.place, hands.show.order.items[1]
    place.items.table.choose(item.id)
    field = place.items.form.bound["title"].field
    field.editor.setFocus(Qt.FocusReason.TabFocusReason)
    hands.ctrl(K.Key_A)
    QApplication.clipboard().setText(f"A{pasted}")
    hands.ctrl(K.Key_V)
    hands.presses(K.Key_Return)
    assert hands.show.order.items[1].title == "A On the ward"
    set_cell(place.editing, item, "title", pasted, OBS)
    assert hands.show.order.items[1].title == "On the ward"
    set_cell(place.editing, None, "title", pasted, OBS)
    assert hands.show.order.items[-1].title == "On the ward"
    place.items.form.bound["group"].field.commit(pasted)
    assert [g.title for g in hands.show.order.groups] == ["On the ward"]


def test_a_title_that_came_in_two_lines_is_shown_in_one(hands: Hands) -> None:
    item = hands.show.order.items[0]
    two = edits.change_item(hands.show, item.id, title="Wel\u2028come")
    hands.document.apply(two, "Import")
    model = hands.place.items.model
    assert model.index(0, Column.TITLE).data() == "Wel come"
