"""What Setup adds to the style of the common controls."""

from __future__ import annotations

from control_panel.ui import theme

_STYLE = """
QPushButton[role="choice"] { background: @BG0; border: 1px solid @EDGE; font-weight: 400;
    text-align: left; padding: 0 10px 0 9px; background-image: url(down.svg);
    background-repeat: no-repeat; background-position: right center; background-origin: content; }
QPushButton[role="choice"]:focus { border: 2px solid @ACCENT; padding: 0 9px 0 8px; }
QPushButton[role="choice"]:disabled { background: @BG1; border-color: @LINE; color: @TEXT3; }
QDateEdit::drop-down { border: none; width: 26px; }
QDateEdit::down-arrow { image: url(down.svg); width: 12px; height: 12px; }
QDateEdit { padding: 0 9px; }
QTableView:focus { border: none; }
QTableView QHeaderView::section { padding: 4px 11px; }
QLabel[ground="cell"] { background: @WARN_GROUND; color: @WARN_TEXT; border: 1px solid @WARN_EDGE;
    padding: 5px 10px; }
"""


def style_sheet() -> str:
    """What Setup adds to the common controls' style."""
    return theme.filled(_STYLE)
