"""Nothing is clipped in Setup at the two sizes, and everything has a name and can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from control_panel.show import edits
from control_panel.show.model import LowerThird, Shot, Show
from control_panel.ui import controls, theme
from tests.ui.setup.conftest import NOW, OBS, Hands, hands_on, small_show

SHAPES = [(size, scale) for size in ((1600, 900), (1280, 720)) for scale in (1.0, 1.25, 1.5)]


def left_to_a_place(size: tuple[int, int], scale: float = 1.0) -> tuple[int, int]:
    """What the window leaves to a place: without rail, header and transport."""
    return round(size[0] - 56 * scale), round(size[1] - (56 + 84) * scale)


SIZES = [left_to_a_place(size) for size, scale in SHAPES if scale == 1.0]


def full_show() -> Show:
    show = small_show()
    item = show.order.items[1]
    shots = (Shot("Kinshasa", key=1, name="Dr Amani"), Shot("Nowhere", key=2))
    item = replace(item, shots=shots, lower_third=LowerThird("Dr Amani Kabila", "Surgeon"))
    return edits.replace_item(show, replace(item, studio_shot="Studio"))


def clipped(root: QWidget) -> Iterator[str]:
    """Visible texts that do not fit the widget they stand in."""
    for label in root.findChildren(QLabel):
        if isinstance(label, controls.PartsLabel):
            if label.isVisible() and "…" in label.shown():
                yield f"label {label.shown()!r}"
        elif label.isVisible() and label.text() and not _fits(label):
            yield f"label {label.text()!r} in {label.width()}x{label.height()}"
    for button in root.findChildren(QAbstractButton):
        words = isinstance(button, QAbstractButton) and button.text()
        if button.isVisible() and words and button.minimumSizeHint().width() > button.width() + 1:
            yield f"button {button.text()!r} in {button.width()} px"


def _fits(label: QLabel) -> bool:
    room = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + 1
    need = label.fontMetrics().size(0, label.text())
    return need.width() <= room.width() + 1 and need.height() <= room.height() + 4


def outside(root: QWidget) -> Iterator[str]:
    """Visible widgets that stand out of their section to the right, where nothing scrolls."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.isWindow():
            continue
        right = widget.mapTo(root, QPoint(widget.width(), 0)).x()
        if right > root.width() + 1:
            yield f"{type(widget).__name__} ends at {right} of {root.width()}"
    for area in root.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside is not None and inside.width() > area.viewport().width():
            yield f"{area.accessibleName()} is {inside.width()} px wide"


@pytest.fixture
def scaled(qapp: QApplication, look: None) -> Iterator[Callable[[float], None]]:
    """Sets a scale; 100 % again afterwards."""
    yield lambda scale: theme.apply(qapp, scale)
    theme.apply(qapp)


@pytest.mark.parametrize(("size", "scale"), SHAPES)
@pytest.mark.parametrize("connected", [True, False])
def test_nothing_is_clipped(
    qtbot: QtBot,
    scaled: Callable[[float], None],
    size: tuple[int, int],
    scale: float,
    connected: bool,
) -> None:
    scaled(scale)
    hands = hands_on(qtbot, full_show())
    place = hands.place
    if connected:
        place.show_obs(OBS)
    why = "This computer has no keyring that the panel can use: passwords are kept in memory."
    place.show_secrets(persistent=False, why_not=why)
    place.resize(*left_to_a_place(size, scale))
    for row in range(len(place.sections)):
        place.go(row)
        place.show_now(NOW)
        place.items.table.choose(hands.show.order.items[1].id)
        for _ in range(3):
            QApplication.processEvents()
        assert list(clipped(place)) == [], place.section.name
        assert list(outside(place)) == [], place.section.name
        assert list(half_columns(place)) == [], place.section.name


def half_columns(root: QWidget) -> Iterator[str]:
    """Columns of tables that stand out of them, or are too narrow for their head."""
    for table in root.findChildren(QTableView):
        if not table.isVisible():
            continue
        head, port = table.horizontalHeader(), table.viewport()
        for column in range(head.count()):
            if head.isSectionHidden(column):
                continue
            right = head.sectionViewportPosition(column) + head.sectionSize(column)
            if right > port.width() + 1:
                yield f"{table.accessibleName()}: column {column} ends at {right} of {port.width()}"
            words = str(table.model().headerData(column, Qt.Orientation.Horizontal) or "")
            if head.fontMetrics().horizontalAdvance(words) > head.sectionSize(column) - 16:
                yield f"{table.accessibleName()}: {words} in {head.sectionSize(column)} px"


def test_an_error_pushes_nothing_out_of_the_form(hands: Hands) -> None:
    hands.place.resize(*SIZES[1])
    hands.place.items.table.choose(hands.show.order.items[1].id)
    for name in ("planned", "warning", "number"):
        hands.place.items.form.bound[name].field.say(
            "“abc” is not a duration. Write minutes (10), minutes and seconds (4:20), 90s, or 1h5."
        )
    for _ in range(3):
        QApplication.processEvents()
    assert list(clipped(hands.place)) == []
    assert list(outside(hands.place)) == []


def test_every_control_has_a_name_and_tab_goes_through_the_form_in_order(hands: Hands) -> None:
    place = hands.place
    for widget in place.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        inner = (
            isinstance(widget.parentWidget(), QWidget)
            and "Combo" in type(widget.parentWidget()).__name__
        ) or widget.objectName().startswith("qt_")
        in_place = widget.window() is place.window()  # lists that drop down name their field
        if reached and in_place and not inner:
            named = widget.accessibleName() or (
                isinstance(widget, QAbstractButton) and widget.text()
            )
            assert named, f"{type(widget).__name__} {widget.objectName()} has no name"
    form = place.items.form
    place.items.table.choose(hands.show.order.items[1].id)
    form.bound["number"].field.editor.setFocus()
    seen = []
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        seen.append(focused.accessibleName() or getattr(focused, "text", str)())
        hands.presses(Qt.Key.Key_Tab)
    assert seen == [
        "Number",
        "Title",
        "Kind",
        "Group",
        "Planned",
        "Hard start",
        "At its end",
        "Warning, before its end",
    ]


def test_nothing_can_be_typed_into_a_show_that_is_read_only(qtbot: QtBot, look: None) -> None:
    from control_panel.show.document import Document
    from control_panel.ui.setup.place import SetupPlace

    document = Document(small_show(), read_only="It is open in another control panel.")
    place = SetupPlace(document)
    qtbot.addWidget(place)
    place.show()
    qtbot.waitExposed(place)
    place.items.table.choose(document.show.order.items[1].id)
    place.items.delete()
    assert place.says.text() == "It is open in another control panel."
    for bound in place.items.form.bound.values():
        assert not bound.field.isEnabled()
