"""The section This computer, and opening another show."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from control_panel.ui.setup.computer_section import Computer
from tests.ui.setup.conftest import Hands, live

K = Qt.Key
SHOW, COMPUTER = 0, 5


@pytest.fixture
def wanted(hands: Hands) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    hands.place.settings_wanted.connect(found.append)
    hands.place.computer.show_computer(Computer("Ada", api_on=True, api_port=8640))
    hands.place.go(COMPUTER)
    return found


def test_who_sits_here_and_the_apis_port_are_settings(
    hands: Hands, wanted: list[dict[str, object]]
) -> None:
    section = hands.place.computer
    assert section.person.line.text() == "Ada"
    before = hands.show
    hands.fills(section.person, "Helen Marsh")
    hands.fills(section.api_port, "8700")
    section.api_on.box.click()
    assert wanted == [{"person": "Helen Marsh"}, {"api_port": 8700}, {"api_on": False}]
    assert hands.show == before


def test_a_port_that_is_none_is_refused_at_its_field(
    hands: Hands, wanted: list[dict[str, object]]
) -> None:
    hands.fills(hands.place.computer.api_port, "70000")
    assert "1 to 65535" in hands.place.computer.api_port.error.text()
    assert wanted == []


def test_the_token_goes_to_the_clipboard_and_is_shown_nowhere(hands: Hands) -> None:
    section = hands.place.computer
    section.token_wanted.connect(lambda: section.copy_token("planted-token-0815"))
    hands.place.go(COMPUTER)
    section.token.click()
    assert QApplication.clipboard().text() == "planted-token-0815"
    assert "Copied" in section.token.text()
    assert "planted" not in section.token.text() + section.api_state.text()
    QApplication.clipboard().clear()


def test_another_show_is_asked_for_while_nothing_runs(hands: Hands) -> None:
    asked: list[int] = []
    hands.place.another_wanted.connect(lambda: asked.append(1))
    hands.place.go(SHOW)
    hands.ctrl(K.Key_O)
    assert asked == [1]


def test_another_show_is_refused_by_name_while_one_runs(hands: Hands) -> None:
    asked: list[int] = []
    hands.place.another_wanted.connect(lambda: asked.append(1))
    hands.place.show_playhead(live(hands.show))
    hands.place.go(SHOW)
    hands.place.show_section.another.click()
    assert asked == []
    assert hands.place.says.text() == "“Untitled show” runs: end it before you open another show."
