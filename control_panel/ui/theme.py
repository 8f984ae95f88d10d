"""The look: colours, type and space as one set of tokens, and how they reach Qt.

There is one look a process, as there is one QApplication: `apply` sets it, `px` and `font` read
its scale (1.0 to 1.5). Sizes are written as the drawings have them, at 100 %.

The style sheet holds colours, edges and weights, and is set once: Qt polishes every widget of the
process anew for each other sheet, 0.5 s and more with Setup built. Another scale is another font,
which every widget inherits, and the sizes that `layout` keeps.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from control_panel.paths import resource

BG0 = "#0b0d10"
"""The window."""
BG1 = "#12151a"
"""Panels."""
BG2 = "#1a1f26"
"""Cards."""
BG3 = "#232a33"
"""Pressed, selected."""
LINE = "#2a313b"
HAIR = "#1b2027"
"""Between rows of one table."""
EDGE = "#3a434f"
"""Around a key cap or a quiet button."""
TEXT1 = "#eef1f5"
TEXT2 = "#a7b1bd"
TEXT3 = "#7f8a97"
AIR = "#ff4550"
AIR_GROUND = "#3a1318"
AIR_TEXT = "#f3c9cc"
PREVIEW = "#35d07f"
PREVIEW_GROUND = "#10291d"
PREVIEW_TEXT = "#b9e6cd"
WARN = "#ffb52e"
WARN_GROUND = "#33270e"
WARN_TEXT = "#ffd48a"
WARN_EDGE = "#7a5f22"
GAP_GROUND = "#1d1a10"
ACCENT = "#6cb2ff"
METER = "#86b7e8"
LIT_GROUND = "#2b3d52"
"""A button whose thing is on, for example a name that is up."""
LIT_TEXT = "#dbeaff"
TAKE_GROUND = "#f2f5f9"
TAKE_TEXT2 = "#3b4551"
TAKE_EDGE = "#aab4c0"
DARK = "#0b0d10"
"""Text on red, green, amber and white."""
WHITE = "#ffffff"
DONE_TITLE = "#9aa5b1"
DONE_TEXT = "#7f8a97"
DOT = "#c9d2dc"

LIVE_GROUND = ("#4a141a", "#2c1014")
PRE_SHOW_GROUND = ("#12304f", "#0e1f33")
REHEARSAL_GROUND = ("#2a3038", "#1a1f26")
CLOSE_OUT_GROUND = ("#33161a", "#211013")
CLOSE_OUT = "#cf5a62"
HEADER_TEXT2 = "#d9b3b6"
"""Secondary text on the red header."""

MIN_SCALE = 1.0
MAX_SCALE = 1.5
SCALE_STEP = 0.1

READ_ON: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in (TEXT1, TEXT2, TEXT3) for ground in (BG0, BG1)),
    *((text, ground) for text in (TEXT1, TEXT2, TEXT3) for ground in (BG2,)),
    *((text, BG3) for text in (TEXT1, TEXT2)),
    (AIR_TEXT, AIR_GROUND),
    (WHITE, AIR_GROUND),
    (WARN, AIR_GROUND),
    (PREVIEW_TEXT, PREVIEW_GROUND),
    (WHITE, PREVIEW_GROUND),
    (WARN, PREVIEW_GROUND),
    *((WARN, ground) for ground in (BG0, BG1, BG2, BG3, WARN_GROUND, *LIVE_GROUND)),
    (WARN_TEXT, WARN_GROUND),
    (WARN_TEXT, GAP_GROUND),
    *((DARK, ground) for ground in (AIR, PREVIEW, WARN, ACCENT, CLOSE_OUT, DOT, TAKE_GROUND)),
    (TAKE_TEXT2, TAKE_GROUND),
    (LIT_TEXT, LIT_GROUND),
    *((DONE_TITLE, ground) for ground in (BG0, BG1)),
    *((DONE_TEXT, ground) for ground in (BG0, BG1)),
    *((ACCENT, ground) for ground in (BG0, BG1, BG2, BG3)),
    *((TEXT1, g) for g in (*LIVE_GROUND, *PRE_SHOW_GROUND, *REHEARSAL_GROUND, *CLOSE_OUT_GROUND)),
    *((TEXT2, g) for g in (*PRE_SHOW_GROUND, *REHEARSAL_GROUND)),
    *((HEADER_TEXT2, g) for g in (*LIVE_GROUND, *CLOSE_OUT_GROUND)),
)
"""Every (text, ground) pair that the panel paints; a test holds each to 4.5 : 1."""


class _Scale:
    """The scale in use, 1.0 to 1.5."""

    value = 1.0
    dressed = False
    """Style, palette and sheet are set: each of them polishes every widget anew."""


def scale() -> float:
    """The scale of the window, 1.0 to 1.5."""
    return _Scale.value


def px(size: float) -> int:
    """A size of the drawings in logical pixels at the present scale (never 0 unless 0 is meant)."""
    scaled = round(size * _Scale.value)
    return scaled if scaled or not size else 1


@lru_cache(maxsize=256)
def color(token: str) -> QColor:
    """The QColor of a token; do not change it."""
    return QColor(token)


def blended(token: str, alpha: float) -> QColor:
    """A token's colour at an opacity of 0 to 1."""
    made = QColor(token)
    made.setAlphaF(alpha)
    return made


@lru_cache(maxsize=1)
def family() -> str:
    """Inter where it is installed, else the system's own."""
    if "Inter" in QFontDatabase.families():
        return "Inter"
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def font(size: float = 13, weight: int = 400, *, spacing: float = 0.0) -> QFont:
    """A font with tabular figures: `size` in the drawings' pixels, `weight` 400 to 800.

    `spacing` is letter spacing in em.
    """
    made = QFont(family())
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing:
        made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * px(size))
    _set_features(made)
    return made


def _set_features(made: QFont) -> None:
    """Tabular figures; with Inter also the plain a and the round quotes of the drawings."""
    if not hasattr(QFont, "setFeature"):  # Qt before 6.7
        return
    made.setFeature(QFont.Tag("tnum"), 1)
    if made.family() == "Inter":
        made.setFeature(QFont.Tag("cv11"), 1)
        made.setFeature(QFont.Tag("ss03"), 1)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(token: str) -> float:
    channels = (int(token[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def style_sheet() -> str:
    """The style of the common controls; the same at every scale."""
    return filled(resource("qss/controls.qss").read_text(encoding="utf-8"))


def filled(text: str) -> str:
    """A style sheet with the tokens and icons that it names."""
    tokens = {name: value for name, value in globals().items() if isinstance(value, str)}
    text = re.sub(r"@([A-Z0-9_]+)", lambda m: tokens[m[1]], text)
    icons = resource("icons").as_posix()
    return re.sub(r"url\((\w+\.svg)\)", lambda m: f"url({icons}/{m[1]})", text)


def _palette() -> QPalette:
    """Qt's own roles, for what no style rule reaches."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, token in (
        (role.Window, BG0),
        (role.WindowText, TEXT1),
        (role.Base, BG1),
        (role.AlternateBase, BG2),
        (role.Text, TEXT1),
        (role.Button, BG3),
        (role.ButtonText, TEXT1),
        (role.BrightText, WHITE),
        (role.Highlight, ACCENT),
        (role.HighlightedText, DARK),
        (role.Link, ACCENT),
        (role.ToolTipBase, BG3),
        (role.ToolTipText, TEXT1),
        (role.PlaceholderText, TEXT3),
    ):
        palette.setColor(which, color(token))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, color(TEXT3))
    return palette


def application() -> QApplication:
    """The application of this process; TypeError where there is none."""
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        raise TypeError("a window needs a QApplication")
    return found


def apply(app: QApplication, scale: float = 1.0) -> None:
    """Give the application its look at a scale of 1.0 to 1.5.

    What is shown already is told afterwards by `layout.rescale(window)`.
    """
    _Scale.value = min(MAX_SCALE, max(MIN_SCALE, round(scale, 2)))
    if not _Scale.dressed:
        # Else a style sheet keeps widgets from inheriting the window's font.
        way = Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles
        QCoreApplication.setAttribute(way)
        app.setStyle("Fusion")
        app.setPalette(_palette())
        app.setStyleSheet(style_sheet())
        _Scale.dressed = True
    app.setFont(font())
