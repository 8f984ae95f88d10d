"""Real key events: Space takes once, presses nothing else, and never by auto-repeat."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from control_panel.running_order.commands import Action, Command
from control_panel.show.document import Document
from control_panel.show.model import Mode, Via
from control_panel.ui.key_layer import SETTLE_MS
from control_panel.ui.keys import Place
from control_panel.ui.setup.place import SetupPlace
from control_panel.ui.window import Window
from tests.ui import drawn, states
from tests.ui.conftest import Shown, Ticks

K = Qt.Key


def commands(window: Window) -> list[Command]:
    """Everything the window asks for from now on."""
    found: list[Command] = []
    window.commanded.connect(found.append)
    return found


def actions(found: list[Command]) -> list[Action]:
    return [command.action for command in found]


def target(window: Window) -> QWidget:
    return QApplication.focusWidget() or window


def test_space_takes_with_what_was_seen(shown: Shown) -> None:
    window = shown(drawn.well())
    found = commands(window)
    QTest.keyClick(target(window), K.Key_Space)
    assert actions(found) == [Action.TAKE]
    assert (found[0].seen_on_air, found[0].seen_next) == ("item-4", "item-5")
    assert found[0].author.via is Via.KEY


def test_space_held_for_five_seconds_is_one_take(shown: Shown, ticks: Ticks) -> None:
    window = shown(drawn.well())
    found = commands(window)
    field = target(window)
    QTest.keyPress(field, K.Key_Space)
    for _ in range(150):
        ticks.now += 33
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, K.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
            QApplication.sendEvent(field, event)
    assert actions(found) == [Action.TAKE]
    QTest.keyRelease(field, K.Key_Space)
    QTest.keyClick(field, K.Key_Space)
    assert actions(found) == [Action.TAKE, Action.TAKE]


def test_a_repeat_that_qt_did_not_see_is_known_by_its_time(shown: Shown) -> None:
    """As X11 sends it: a release and a press of the same millisecond, neither marked."""
    window = shown(drawn.well())
    found = commands(window)
    for at in (1000, 1660, 1700, 1740):
        for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
            event = QKeyEvent(kind, K.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
            event.setTimestamp(at)
            QApplication.sendEvent(target(window), event)
    assert actions(found) == []
    for kind, at in ((QEvent.Type.KeyRelease, 1800), (QEvent.Type.KeyPress, 1801)):
        event = QKeyEvent(kind, K.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
        event.setTimestamp(at)
        QApplication.sendEvent(target(window), event)
    assert actions(found) == [Action.TAKE]


def test_take_needs_a_release_before_the_next_press(shown: Shown) -> None:
    window = shown(drawn.well())
    found = commands(window)
    for _ in range(3):  # a keyboard whose repeats are not marked as such
        QTest.keyPress(target(window), K.Key_Space)
    assert actions(found) == [Action.TAKE]


class Everything(QWidget):
    """A place with one of every control that Space would press."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed = 0
        self.buttons = [QPushButton("push"), QCheckBox("check"), QRadioButton("r"), QToolButton()]
        self.others: list[QWidget] = [QComboBox(), QTableWidget(2, 2)]
        inside = QVBoxLayout(self)
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(self._count)
            inside.addWidget(button)
        for other in self.others:
            inside.addWidget(other)
        self.others[0].addItems(["a", "b"])  # type: ignore[attr-defined]

    def _count(self) -> None:
        self.pressed += 1


@pytest.mark.parametrize("mode", [Mode.REHEARSAL, Mode.PRE_SHOW, Mode.LIVE])
def test_space_presses_no_control_that_has_the_focus(shown: Shown, mode: Mode) -> None:
    window = shown(states.with_playhead(drawn.well(), mode=mode))
    place = Everything()
    window.add_place(Place.SETUP, place)
    window.go_to(Place.SETUP)
    window.show_view(states.with_playhead(drawn.well(), mode=mode))
    found = commands(window)
    focusable = [
        w
        for w in window.findChildren(QWidget)
        if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()
    ]
    assert len(focusable) >= 6
    for widget in focusable:
        widget.setFocus()
        before = len(found)
        QTest.keyClick(widget, K.Key_Space)
        assert actions(found[before:]) == [Action.TAKE], widget
    assert place.pressed == 0
    assert QApplication.activePopupWidget() is None


def test_no_control_of_the_transport_takes_the_focus(shown: Shown) -> None:
    window = shown(drawn.well())
    for part in (window.transport, window.strip, window.header):
        for widget in part.findChildren(QWidget):
            assert widget.focusPolicy() is Qt.FocusPolicy.NoFocus, widget


def test_enter_asks_for_nothing(shown: Shown) -> None:
    window = shown(drawn.well())
    found = commands(window)
    for key in (K.Key_Return, K.Key_Enter):
        QTest.keyClick(target(window), key)
    assert found == []


@pytest.mark.parametrize("field", [QLineEdit, QPlainTextEdit, QSpinBox])
def test_keys_are_off_while_a_field_has_the_cursor(shown: Shown, field: type[QWidget]) -> None:
    window = shown(drawn.well())
    edit = field()
    window.add_place(Place.SETUP, edit)
    window.go_to(Place.SETUP)
    edit.setFocus()
    found = commands(window)
    for key in (K.Key_Space, K.Key_H, K.Key_1, K.Key_Backspace, K.Key_G):
        QTest.keyClick(edit, key)
    assert found == []
    assert "keys off: typing · Esc" in window.transport.take.face.detail
    QTest.keyClick(edit, K.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert actions(found) == [Action.CLEAR_GRAPHICS]
    QTest.keyClick(edit, K.Key_Escape)
    assert not edit.hasFocus()
    QTest.keyClick(window, K.Key_Space)
    assert actions(found) == [Action.CLEAR_GRAPHICS, Action.TAKE]


@pytest.mark.qt_log_ignore("^This plugin does not support")
@pytest.mark.parametrize("mode", [Mode.OFF, Mode.LIVE])
def test_a_title_begun_in_the_table_keeps_its_first_letter(shown: Shown, mode: Mode) -> None:
    window = shown(states.with_playhead(drawn.well(), mode=mode))
    document = Document(drawn.SHOW)
    place = SetupPlace(document)
    window.add_place(Place.SETUP, place)
    window.go_to(Place.SETUP)
    found = commands(window)
    for title in ("a year on", "yes", "kinshasa", "good"):
        place.items.table.choose("")
        place.items.table.setFocus()
        for letter in title:
            QTest.keyClicks(target(window), letter)
        QTest.keyClick(target(window), K.Key_Return)
        QTest.keyClick(target(window), K.Key_Escape)
        assert document.show.order.items[-1].title == title
    assert found == []


def test_keys_that_do_not_act_in_setup_are_not_shown_there(shown: Shown) -> None:
    window = shown(drawn.well())
    window.add_place(Place.SETUP, QLineEdit())
    hold = window.transport.hold
    before, size = hold.grab().toImage(), hold.sizeHint()
    window.go_to(Place.SETUP)
    assert hold.grab().toImage() != before
    assert hold.sizeHint() == size
    window.go_to(Place.ON_AIR)
    assert hold.grab().toImage() == before


def test_a_field_that_cannot_be_edited_is_no_typing(shown: Shown) -> None:
    window = shown(drawn.well())
    edit = QLineEdit("only to read")
    edit.setReadOnly(True)
    window.add_place(Place.SETUP, edit)
    window.go_to(Place.SETUP)
    edit.setFocus()
    found = commands(window)
    QTest.keyClick(edit, K.Key_Space)
    assert actions(found) == [Action.TAKE]


def test_a_key_down_when_the_window_became_active_is_left_out(shown: Shown, ticks: Ticks) -> None:
    window = shown(drawn.well())
    found = commands(window)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    ticks.now += SETTLE_MS - 40
    QTest.keyPress(target(window), K.Key_Space)
    ticks.now += 500
    QTest.keyPress(target(window), K.Key_Space)
    assert found == []
    assert "press again" in window.transport.take.face.headline
    QTest.keyRelease(target(window), K.Key_Space)
    QTest.keyClick(target(window), K.Key_Space)
    assert actions(found) == [Action.TAKE]


def test_a_key_released_in_another_window_can_be_pressed_again(shown: Shown, ticks: Ticks) -> None:
    window = shown(drawn.well())
    found = commands(window)
    QTest.keyPress(target(window), K.Key_Space)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    ticks.now += SETTLE_MS
    QTest.keyClick(target(window), K.Key_Space)
    assert actions(found) == [Action.TAKE, Action.TAKE]


def test_every_other_key_asks_for_its_action(shown: Shown) -> None:
    window = shown(drawn.well())
    found = commands(window)
    window.on_air.order.rows.selectRow(window.on_air.order.model.row_of("item-8"))
    for key, shift in (
        (K.Key_Backspace, False),
        (K.Key_H, False),
        (K.Key_BracketLeft, False),
        (K.Key_BracketRight, False),
        (K.Key_G, False),
        (K.Key_3, False),
        (K.Key_N, False),
        (K.Key_F8, True),
    ):
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(target(window), key, held)
    assert actions(found) == [
        Action.BACK,
        Action.HOLD,
        Action.ADD_TIME,
        Action.ADD_TIME,
        Action.CLEAR_GRAPHICS,
        Action.SHOT,
        Action.NEXT,
        Action.HOLDING_SCENE,
    ]
    assert [c.by.total_seconds() for c in found[2:4]] == [-30, 30]
    assert (found[5].shot_key, found[6].item_id) == (3, "item-8")


def test_a_acknowledges_the_alarm_that_is_shown(shown: Shown) -> None:
    window = shown(drawn.trouble())
    seen: list[str] = []
    window.acknowledged.connect(seen.append)
    QTest.keyClick(target(window), K.Key_A)
    assert seen == ["feed:kinshasa"]


def test_escape_cancels_only_where_something_waits(shown: Shown) -> None:
    window = shown(drawn.well())
    found = commands(window)
    QTest.keyClick(target(window), K.Key_Escape)
    assert found == []
    window.show_view(states.pending())
    QTest.keyClick(target(window), K.Key_Escape)
    window.show_view(states.asks())
    QTest.keyClick(target(window), K.Key_Escape)
    assert actions(found) == [Action.CANCEL, Action.CANCEL]


def test_the_offer_and_the_choice_have_keys(shown: Shown) -> None:
    window = shown(states.offer())
    found = commands(window)
    QTest.keyClick(target(window), K.Key_O)
    window.show_view(states.astray())
    QTest.keyClick(target(window), K.Key_Y)
    QTest.keyClick(target(window), K.Key_K)
    QTest.keyClick(target(window), K.Key_I)
    window.show_view(states.close_out_asked())
    QTest.keyClick(target(window), K.Key_K)
    QTest.keyClick(target(window), K.Key_Y)
    assert actions(found) == [
        Action.MAKE_ON_AIR,
        Action.KEEP_OBS,
        Action.GO_BACK_TO_ITEM,
        Action.CLOSE_OUT,
    ]


def test_ctrl_plus_and_minus_change_the_scale(shown: Shown) -> None:
    window = shown(states.off())
    scales: list[float] = []
    window.scale_changed.connect(scales.append)
    ctrl = Qt.KeyboardModifier.ControlModifier
    for key in (K.Key_Plus, K.Key_Plus, K.Key_Minus, K.Key_0, K.Key_Minus):
        QTest.keyClick(target(window), key, ctrl)
    assert scales == [1.1, 1.2, 1.1, 1.0]


@pytest.mark.parametrize("name", ["well", "rehearsal", "pre-show", "close-out"])
def test_the_scale_changes_while_a_show_runs_too(shown: Shown, name: str) -> None:
    window = shown(states.ALL[name]())
    scales: list[float] = []
    window.scale_changed.connect(scales.append)
    QTest.keyClick(target(window), K.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert scales == [1.1]
    QTest.keyClick(target(window), K.Key_N)  # the layer, set aside meanwhile, is back
    assert window.keys.typing is False


def test_a_key_whose_modifier_was_lifted_first_can_be_pressed_again(shown: Shown) -> None:
    """German "[" is AltGr 8: the release says 8, from the same place of the keyboard."""
    window = shown(drawn.well())
    found = commands(window)
    place = 17
    alt_gr = Qt.KeyboardModifier.GroupSwitchModifier
    none = Qt.KeyboardModifier.NoModifier
    for _ in range(3):
        for kind, key, how in (
            (QEvent.Type.KeyPress, K.Key_BracketLeft, alt_gr),
            (QEvent.Type.KeyRelease, K.Key_8, none),
        ):
            event = QKeyEvent(kind, key, how, place, place, 0, "[")
            QApplication.sendEvent(target(window), event)
    assert actions(found) == [Action.ADD_TIME] * 3
