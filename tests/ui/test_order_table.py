"""The running order: only what differs is painted; on air and next stay in sight."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from control_panel.running_order.timing import schedule
from control_panel.ui.on_air.lines import Known, lines
from control_panel.ui.on_air.order_model import Column, OrderModel
from control_panel.ui.view import View
from tests.ui import drawn, states
from tests.ui.conftest import Shown
from tests.ui.states import with_playhead


def later(view: View, **by: float) -> View:
    now = view.now.shifted(timedelta(**by))
    return replace(view, now=now, schedule=schedule(view.show, view.playhead, now))


def changes(model: OrderModel, view: View) -> set[tuple[str, Column]]:
    """The cells that are told when the model shows a view."""
    found: set[tuple[str, Column]] = set()

    def note(first: QModelIndex, last: QModelIndex) -> None:
        assert first == last, "a range would repaint everything"
        found.add((model.lines[first.row()].key, Column(first.column())))

    model.dataChanged.connect(note)
    model.show_lines(lines(view))
    model.dataChanged.disconnect(note)
    return found


def test_the_model_keeps_qts_rules() -> None:
    model = OrderModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for view in (states.empty(), drawn.well(), drawn.trouble(), states.taking(), states.off()):
        model.show_lines(lines(view))
    assert tester.model() is model


def test_a_tick_within_a_second_tells_nothing() -> None:
    model = OrderModel()
    model.show_lines(lines(drawn.well()))
    assert changes(model, later(drawn.well(), milliseconds=200)) == set()


def test_a_second_tells_one_cell() -> None:
    model = OrderModel()
    model.show_lines(lines(drawn.well()))
    assert changes(model, later(drawn.well(), seconds=1)) == {("item-4", Column.ACTUAL)}


def test_over_time_moves_the_starts_that_follow() -> None:
    model = OrderModel()
    model.show_lines(lines(drawn.trouble()))
    told = changes(model, later(drawn.trouble(), seconds=1))
    assert ("item-4", Column.ACTUAL) in told
    assert {key for key, column in told if column is Column.START} >= {"item-5", "item-6"}
    assert all(column in (Column.ACTUAL, Column.START, Column.ITEM) for _key, column in told)


def test_a_take_resets_nothing() -> None:
    model = OrderModel()
    model.show_lines(lines(drawn.well()))
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    assert {key for key, _ in changes(model, states.taking())} >= {"item-5", "item-6"}
    assert resets == []


def test_a_click_selects_and_asks_for_nothing(shown: Shown) -> None:
    window = shown(drawn.well())
    asked: list[object] = []
    window.commanded.connect(asked.append)
    rows = window.on_air.order.rows
    row = window.on_air.order.model.row_of("item-8")
    at = rows.visualRect(window.on_air.order.model.index(row, Column.ITEM)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.on_air.order.selected_item == "item-8"
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked == []


def test_groups_and_gaps_cannot_be_selected(shown: Shown) -> None:
    window = shown(drawn.well())
    rows = window.on_air.order.rows
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert window.on_air.order.selected_item == ""


def test_the_selection_follows_its_item_through_an_edit(shown: Shown) -> None:
    view = drawn.well()
    window = shown(view)
    table = window.on_air.order
    table.rows.selectRow(table.model.row_of("item-8"))
    items = tuple(i for i in view.show.order.items if i.id != "item-7")
    show = replace(view.show, running_orders=(replace(view.show.order, items=items),))
    window.show_view(replace(view, show=show, schedule=schedule(show, view.playhead, view.now)))
    assert table.selected_item == "item-8"
    row = table.model.row_of("item-8")
    assert [index.row() for index in table.rows.selectionModel().selectedRows()] == [row]


def test_on_air_comes_back_into_sight_ten_seconds_after_a_hand_scrolled(shown: Shown) -> None:
    view = drawn.well()
    window = shown(view, (1280, 720))
    table = window.on_air.order
    bar = table.rows.verticalScrollBar()
    home = bar.value()
    assert home > 0
    bar.setValue(0)
    window.show_view(later(view, seconds=9))
    assert bar.value() == 0
    window.show_view(later(view, seconds=11))
    assert bar.value() == home


def test_a_take_brings_the_new_rows_into_sight(shown: Shown) -> None:
    window = shown(drawn.well(), (1280, 720))
    table = window.on_air.order
    window.show_view(with_playhead(drawn.well(), next_id="item-11"))
    rect = table.rows.visualRect(table.model.index(table.model.row_of("item-11"), 1))
    assert rect.bottom() <= table.rows.viewport().rect().bottom()


def test_rows_have_the_drawings_heights(shown: Shown) -> None:
    table = shown(drawn.well()).on_air.order
    heights = {line.key: table.rows.rowHeight(row) for row, line in enumerate(table.model.lines)}
    assert (heights["item-4"], heights["item-5"], heights["item-6"]) == (48, 44, 38)


def test_lines_that_are_kept_are_the_lines_that_would_be_made() -> None:
    known: Known = {}
    view = drawn.well()
    views = [view, later(view, seconds=1), drawn.trouble(), later(drawn.trouble(), seconds=1)]
    views += [states.taking(), states.off(), states.rehearsal(), states.empty(), view]
    for shown_view in views:
        assert lines(shown_view, known) == lines(shown_view)
    edited = replace(view.show.order.items[5], title="Another title")
    items = tuple(edited if i.id == edited.id else i for i in view.show.order.items)
    show = replace(view.show, running_orders=(replace(view.show.order, items=items),))
    assert lines(replace(view, show=show), known) == lines(replace(view, show=show))
