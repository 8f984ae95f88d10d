"""Dialogs: which show to open, OBS's password, what went wrong at the start, closing on air.

Only those before a show is open, and the one on closing, wait for an answer; on air nothing else
stands in the way of TAKE.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFileDialog, QLineEdit, QWidget

from control_panel.ui import controls
from control_panel.ui.dialog import Dialog
from control_panel.ui.start_dialogs import (
    SUFFIX,
    NewShowDialog,
    Start,
    StartDialog,
    shows_folder,
)

MakeExample = Callable[[Path], None]
"""Makes the example show at a path; may raise StoreError."""


class PasswordDialog(Dialog):
    """OBS's password. It is never kept in a file: in the keyring, or in memory and said so."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None, sentence: str, kept: str) -> None:
        """`kept`: why the password cannot be kept, as a sentence; empty: in the keyring."""
        super().__init__(parent, sentence)
        self.call(self.tr("OBS asks for its password"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        in_keyring = self.tr("Kept in this computer's keyring, never in a file.")
        self.field = controls.Field(self.tr("Password"), self.password, in_keyring)
        if kept:
            self.field.warn(kept)
        seen = QCheckBox(self.tr("&Show it"))
        seen.toggled.connect(self._see)
        self.column.addWidget(self.field)
        self.column.addWidget(seen)
        self.column.addWidget(
            controls.text(
                self.tr("In OBS: Tools, WebSocket Server Settings, Show Connect Info."),
                "label",
                wrap=True,
            )
        )
        later = controls.button(self.tr("&Later"), "quiet")
        later.clicked.connect(self.reject)
        later.setAutoDefault(False)
        self.connect_button = controls.button(self.tr("&Connect"))
        self.connect_button.setDefault(True)
        self.connect_button.clicked.connect(self.accept)
        self.foot(later, self.connect_button)
        self.password.setFocus()

    def _see(self, seen: bool) -> None:  # noqa: FBT001 - a slot of QCheckBox.toggled
        mode = QLineEdit.EchoMode.Normal if seen else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)

    def accept(self) -> None:
        """Answer with what was typed; an empty password is none."""
        text = self.password.text()
        if not text:
            self.password.setFocus()
            return
        self.password.clear()
        super().accept()
        self.answered.emit(text)


class TroubleDialog(Dialog):
    """What went wrong at the start, and what to do: the sentence says both."""

    def __init__(self, parent: QWidget | None, sentence: str) -> None:
        super().__init__(parent, sentence)
        self.call(self.tr("The show could not be opened"))
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.other = controls.button(self.tr("&Choose another show"))
        self.other.setDefault(True)
        self.other.clicked.connect(self.accept)
        self.foot(self.other)


class ClosingDialog(Dialog):
    """Closing on air: what it means; staying is the answer of Enter and of Esc."""

    def __init__(self, parent: QWidget | None, sentence: str) -> None:
        super().__init__(parent, sentence)
        self.call(self.tr("Close the panel on air?"))
        self.close_button = controls.button(self.tr("&Close the panel"), "danger")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.accept)
        self.stay = controls.button(self.tr("&Stay on air"))
        self.stay.setDefault(True)
        self.stay.clicked.connect(self.reject)
        self.foot(self.close_button, self.stay)
        self.stay.setFocus()


def ask_for_show(parent: QWidget | None, *, make_example: MakeExample | None = None) -> Path | None:
    """Ask which show to open, again until there is one; None: none. A new one is not made yet.

    Raises StoreError where the example cannot be made.
    """
    while True:
        start = StartDialog(parent, example=make_example is not None)
        start.exec()
        if start.chosen is Start.NOTHING:
            return None
        path = _asked(parent, start.chosen, make_example)
        if path is not None:
            return path


def _asked(parent: QWidget | None, way: Start, make_example: MakeExample | None) -> Path | None:
    if way is Start.OPEN:
        return ask_to_open(parent)
    if way is Start.EXAMPLE and make_example is not None:
        path = _free(shows_folder() / f"Example{SUFFIX}")
        make_example(path)
        return path
    new = NewShowDialog(parent)
    return new.path if new.exec() == QDialog.DialogCode.Accepted else None


def ask_to_open(parent: QWidget | None, folder: Path | None = None) -> Path | None:
    """Ask for a show file; None: none."""
    dialog = QFileDialog(parent, "", str(folder or shows_folder()))
    dialog.setWindowTitle(dialog.tr("Open a show"))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([dialog.tr("Shows (*{})").format(SUFFIX), dialog.tr("All files (*)")])
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return Path(dialog.selectedFiles()[0])


def _free(path: Path) -> Path:
    """A path that does not exist: this one, or with a number behind its name."""
    tried, number = path, 2
    while tried.exists():
        tried = path.with_stem(f"{path.stem} {number}")
        number += 1
    return tried


def show_trouble(parent: QWidget | None, sentence: str) -> None:
    """Say why a show could not be opened, and wait until it was read."""
    TroubleDialog(parent, sentence).exec()


def ask_password(
    parent: QWidget | None, sentence: str, kept: str, answered: Callable[[str], None]
) -> PasswordDialog:
    """Ask for OBS's password beside the window's work: nothing waits, keys of the window act on.

    A dialog that stands is asked again with the new sentence, never a second one beside it.
    """
    standing = parent.findChild(PasswordDialog) if parent is not None else None
    if isinstance(standing, PasswordDialog) and standing.isVisible():
        standing.sentence.setText(sentence)
        return standing
    dialog = PasswordDialog(parent, sentence, kept)
    dialog.setModal(False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.answered.connect(answered)
    dialog.show()
    return dialog


def ask_to_close(parent: QWidget | None, sentence: str) -> bool:
    """Ask whether to close on air; Enter and Esc stay."""
    return ClosingDialog(parent, sentence).exec() == QDialog.DialogCode.Accepted


def leave_all() -> None:
    """Leave every dialog that waits for an answer: the panel ends, whatever was asked.

    The question on closing is answered with yes; every other one with no.
    """
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, ClosingDialog):
            widget.accept()
        elif isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
