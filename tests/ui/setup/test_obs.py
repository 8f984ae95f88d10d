"""The section OBS: how it is in words, what it lacks, and where a password goes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from control_panel.obs.state import ObsState
from control_panel.show import edits
from control_panel.show.model import Item, Shot
from control_panel.ui.setup.items_model import Column
from control_panel.ui.setup.needs import called, listed, missing
from tests.ui.setup.conftest import OBS, Hands, empty_show, live

K = Qt.Key


def test_a_connection_is_asked_for_and_the_password_leaves_the_field(hands: Hands) -> None:
    hands.place.go(4)
    section = hands.place.obs
    hands.fills(section.host, "10.0.0.5", enter=False)
    hands.fills(section.port, "4460", enter=False)
    hands.fills(section.password, "hunter2hunter2")
    assert hands.wanted == [("10.0.0.5", 4460, "hunter2hunter2")]
    assert section.password.line.text() == ""
    hands.ctrl(K.Key_Return)
    assert hands.wanted[1] == ("10.0.0.5", 4460, None)


def test_a_port_that_is_none_is_refused_at_its_field(hands: Hands) -> None:
    hands.place.go(4)
    hands.fills(hands.place.obs.port, "70000")
    assert "1 to 65535" in hands.place.obs.port.error.text()
    assert hands.wanted == []


def test_connecting_anew_asks_once_while_live(hands: Hands) -> None:
    hands.place.show_playhead(live(hands.show))
    hands.place.go(4)
    hands.presses(K.Key_Return)
    assert hands.wanted == []
    assert "connects anew" in hands.place.says.text()
    hands.presses(K.Key_Return)
    assert len(hands.wanted) == 1


def test_how_obs_is_stands_there_in_words(hands: Hands) -> None:
    section = hands.place.obs
    hands.place.show_obs(ObsState(), "OBS refused the password.")
    assert "Not connected" in section.state.text()
    assert section.detail.text() == "OBS refused the password."
    hands.place.show_obs(OBS)
    assert section.state.text() == "● Connected to OBS 29.0.2"
    assert "studio mode on" in section.detail.text()
    assert "2 things" not in section.missing_head.text()
    assert "one thing" in section.missing_head.text()
    assert "⚠ 1" in hands.place.list.item(4).text()


def test_where_the_password_is_kept_is_said(hands: Hands) -> None:
    hands.place.show_secrets(persistent=False, why_not="There is no keyring here.")
    assert hands.place.obs.kept.text() == "There is no keyring here."
    hands.place.show_secrets(persistent=True, why_not="")
    assert "keyring" in hands.place.obs.kept.text()


def test_what_the_show_needs_and_obs_lacks() -> None:
    show = empty_show()
    item = Item("Ward", number="4", scene="Two-way", shots=(Shot("Nowhere", heard=("Mic",)),))
    order = replace(show.order, items=(item, Item("Table", scene="Four-up")))
    show = replace(show, running_orders=(order,), holding_scene="Holding", name_input="Name")
    assert [(m.what, m.name, m.used_by) for m in missing(show, OBS)] == [
        ("scene", "Nowhere", ("4 · Ward",)),
        ("scene", "Four-up", ("Table",)),
        ("input", "Mic", ("4 · Ward",)),
    ]
    assert missing(show, ObsState()) == ()
    assert called(item) == "4 · Ward"
    assert listed(("A", "B", "C", "D", "E")) == "A, B, C and 2 more"


def test_what_obs_lacks_is_marked_in_the_items_and_not_by_colour_alone(hands: Hands) -> None:
    show = hands.show
    first = replace(show.order.items[1], shots=(Shot("Nowhere", key=1),))
    hands.document.apply(edits.replace_item(show, first), "Shots")
    hands.place.show_obs(OBS)
    model = hands.place.items.model
    said = {
        item.title: model.index(model.row_of(item.id), Column.SCENE).data()
        for item in hands.show.order.items
    }
    assert said == {"Welcome": "Studio", "On the ward": "Two-way ⚠", "Round table": "⚠ Four-up"}
