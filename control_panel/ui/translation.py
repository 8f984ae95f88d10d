"""The language of the window: the system's, where resources/translations has it, else English.

Every text that `tr` and `self.tr` see is translated here. Sentences that the rooms below make as a
whole (alarms, refusals, notices, what a gateway says) are English in every language.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from control_panel.paths import resource

NAME = "control-panel"
"""Files are called control-panel_fr.qm."""
SOURCE = "en"


def install(
    application: QCoreApplication,
    languages: Sequence[str] | None = None,
    folder: Path | None = None,
) -> str:
    """Speak the first of the system's languages that there is; its code, "en" for English.

    The texts in the code are English, so nothing is looked for behind English in the list. To be
    called before any text is asked for: `words.tr` remembers what it was told.
    """
    folder = folder or _folder()
    for language in languages if languages is not None else QLocale.system().uiLanguages():
        code = language.replace("-", "_")
        if code.split("_")[0] == SOURCE:
            break
        ours = QTranslator(application)
        if ours.load(f"{NAME}_{code}", str(folder)):
            application.installTranslator(ours)
            _install_qts_own(application, code)
            return code
    return SOURCE


def _folder() -> Path:
    try:
        return resource("translations")
    except FileNotFoundError:  # the panel speaks English then; it does not fail for this
        return Path()


def _install_qts_own(application: QCoreApplication, code: str) -> None:
    """Qt's own texts (of its dialogs and menus) in the same language, where Qt has them."""
    own = QTranslator(application)
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if own.load(f"qtbase_{code}", where):
        application.installTranslator(own)
