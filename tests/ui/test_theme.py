from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from control_panel.ui import controls, layout, theme


@pytest.mark.parametrize(("ink", "ground"), theme.READ_ON)
def test_every_text_can_be_read(ink: str, ground: str) -> None:
    assert theme.contrast(ink, ground) >= 4.5, (
        f"{ink} on {ground}: {theme.contrast(ink, ground):.2f}"
    )


def test_contrast_is_the_known_one() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scale", [1.0, 1.2, 1.5])
def test_figures_are_as_wide_as_each_other(qapp: QApplication, scale: float) -> None:
    theme.apply(qapp, scale)
    for size, weight in ((13, 400), (26, 600), (110, 600)):
        metrics = QFontMetricsF(theme.font(size, weight))
        assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0000"))
    theme.apply(qapp)


def test_labels_inherit_tabular_figures(qapp: QApplication, qtbot) -> None:
    theme.apply(qapp)
    ones, noughts = QLabel("111111"), QLabel("000000")
    for label in (ones, noughts):
        qtbot.addWidget(label)
        label.ensurePolished()
    assert ones.sizeHint() == noughts.sizeHint()


def test_no_style_rule_names_an_unknown_token(qapp: QApplication) -> None:
    assert "@" not in theme.style_sheet()


def test_sizes_follow_the_scale(qapp: QApplication, qtbot) -> None:
    theme.apply(qapp)
    frame, inside = controls.card()
    qtbot.addWidget(frame)
    line = controls.rule()
    field = controls.Field("Name", layout.sized(QLabel("x"), 40, 20))
    inside.addWidget(line)
    inside.addWidget(field)
    assert field.control.width() == 40
    theme.apply(qapp, 1.5)
    layout.rescale(frame)
    assert field.control.minimumWidth() == 60
    assert inside.contentsMargins().left() == 24
    theme.apply(qapp)
    layout.rescale(frame)
    assert inside.contentsMargins().left() == 16


@pytest.mark.qt_log_ignore("^This plugin does not support")
def test_another_scale_polishes_nothing_anew(qapp: QApplication, qtbot) -> None:
    """Every other style sheet polishes every widget of the process: 0.5 s and more with Setup."""
    whole = QWidget()
    qtbot.addWidget(whole)
    inside = layout.column()
    whole.setLayout(inside)
    title, button, line = controls.text("Show", "title"), controls.button("Add"), QLineEdit()
    for part in (title, button, controls.Field("Name", line)):
        inside.addWidget(part)
    whole.show()
    qtbot.waitExposed(whole)
    style, sheet = qapp.style(), qapp.styleSheet()
    seen = Seen(QEvent.Type.StyleChange, QEvent.Type.Polish)
    for part in (whole, title, button, line):
        part.installEventFilter(seen)
    theme.apply(qapp, 1.5)
    layout.rescale(whole)
    QApplication.processEvents()
    assert seen.many == 0
    assert (qapp.style(), qapp.styleSheet()) == (style, sheet)
    sizes = [part.font().pixelSize() for part in (title, button, line)]
    assert sizes == [theme.px(17), theme.px(13), theme.px(13)]
    assert button.font().weight() == QFont.Weight.DemiBold
    assert button.minimumHeight() == line.minimumHeight() == theme.px(controls.CONTROL)


class Seen(QObject):
    """Counts events of some types."""

    def __init__(self, *types: QEvent.Type) -> None:
        super().__init__()
        self.many = 0
        self._types = types

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.many += event.type() in self._types
        return False
