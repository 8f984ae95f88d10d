"""Sizes that follow the window's scale: said once at 100 %, applied again when it changes."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from control_panel.ui.theme import font, px

Margins = tuple[int, int, int, int]
"""Left, top, right, bottom."""

L = TypeVar("L", bound=QLayout)
W = TypeVar("W", bound=QWidget)

_NONE: Margins = (0, 0, 0, 0)
_MARGINS, _SPACING, _SIZE, _FONT = "margins100", "spacing100", "size100", "font100"
_LEAST = "least100"


def row(spacing: int = 8, margins: Margins = _NONE) -> QHBoxLayout:
    """A row of widgets; sizes at 100 %."""
    return spaced(QHBoxLayout(), spacing, margins)


def column(spacing: int = 8, margins: Margins = _NONE) -> QVBoxLayout:
    """A column of widgets; sizes at 100 %."""
    return spaced(QVBoxLayout(), spacing, margins)


def grid(spacing: int = 8, margins: Margins = _NONE) -> QGridLayout:
    """A grid of widgets; sizes at 100 %."""
    return spaced(QGridLayout(), spacing, margins)


def spaced(layout: L, spacing: int = 8, margins: Margins = _NONE) -> L:
    """Give a layout its spacing and margins, at 100 %."""
    layout.setProperty(_MARGINS, list(margins))
    layout.setProperty(_SPACING, spacing)
    _fit_layout(layout)
    return layout


def sized(widget: W, width: int | None = None, height: int | None = None) -> W:
    """Fix a widget's width, height or both, at 100 %."""
    widget.setProperty(_SIZE, [width or 0, height or 0])
    _fit_widget(widget)
    return widget


def least(widget: W, height: int) -> W:
    """Let a widget be no lower than this, at 100 %."""
    widget.setProperty(_LEAST, height)
    _fit_widget(widget)
    return widget


def typed(widget: W, size: float = 13, weight: int = 400) -> W:
    """Give a widget a font of its own, `size` in pixels at 100 %."""
    widget.setProperty(_FONT, [float(size), float(weight)])
    _fit_widget(widget)
    return widget


def rescale(root: QWidget) -> None:
    """Apply every size in a window again, after `theme.apply` with another scale."""
    root.setFont(font())  # at once; the application's own reaches it some turns later
    for widget in (root, *root.findChildren(QWidget)):
        _fit_widget(widget)
        widget.updateGeometry()
        widget.update()
    for layout in root.findChildren(QLayout):
        _fit_layout(layout)
        layout.invalidate()


def _fit_layout(layout: QLayout) -> None:
    margins = layout.property(_MARGINS)
    if margins is not None:
        left, top, right, bottom = (px(float(side)) for side in margins)
        layout.setContentsMargins(left, top, right, bottom)
        layout.setSpacing(px(float(layout.property(_SPACING))))


def _fit_widget(widget: QWidget) -> None:
    size = widget.property(_SIZE)
    if size is not None:
        width, height = (px(float(side)) for side in size)
        if width:
            widget.setFixedWidth(width)
        if height:
            widget.setFixedHeight(height)
    low = widget.property(_LEAST)
    if low is not None:
        widget.setMinimumHeight(px(float(low)))
    face = widget.property(_FONT)
    if face is not None:
        widget.setFont(font(float(face[0]), int(face[1])))
