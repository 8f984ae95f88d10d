"""The dialogs before a show is open: which show, and a new one."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from control_panel.ui import controls, layout
from control_panel.ui.dialog import Dialog

SUFFIX = ".show"
_FORBIDDEN = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')


class Start(StrEnum):
    """How somebody wants to begin."""

    NEW = "new"
    OPEN = "open"
    EXAMPLE = "example"
    NOTHING = "nothing"


class StartDialog(Dialog):
    """No show is open: make one, open one, or try the example."""

    def __init__(self, parent: QWidget | None = None, *, example: bool = False) -> None:
        super().__init__(parent)
        self.chosen = Start.NOTHING
        self._hints: dict[Start, QLabel] = {}
        self.call(self.tr("Which show?"))
        self.sentence.setText(
            self.tr("A show is one file: its running order, feeds and people, and what was on air.")
        )
        self.new = self._way(
            Start.NEW, self.tr("&New show…"), self.tr("Begin with an empty running order.")
        )
        self.open_one = self._way(
            Start.OPEN, self.tr("&Open a show…"), self.tr("A .show file on this computer.")
        )
        self.example = self._way(
            Start.EXAMPLE,
            self.tr("Try the &example"),
            self.tr("Ten items, five rooms: look around in it, change it, nothing can break."),
        )
        self.example.setVisible(example)
        self._hints[Start.EXAMPLE].setVisible(example)
        self.new.setDefault(True)

    def _way(self, way: Start, words: str, hint: str) -> QPushButton:
        made = controls.button(words)
        made.setAccessibleDescription(hint)
        made.setMinimumWidth(160)
        made.clicked.connect(lambda: self._choose(way))
        row = layout.row(16)
        row.addWidget(made)
        self._hints[way] = controls.text(hint, "note", wrap=True)
        row.addWidget(self._hints[way], 1)
        self.column.addLayout(row)
        return made

    def _choose(self, way: Start) -> None:
        self.chosen = way
        self.accept()


LONGEST_NAME = 120
"""Bytes of a show file's name: usual systems take 255 (143 where files are encrypted), and what
is written beside it has longer ones."""


class NewShowDialog(Dialog):
    """The title of a new show, and the folder its file is made in."""

    def __init__(self, parent: QWidget | None = None, folder: Path | None = None) -> None:
        super().__init__(parent)
        self.call(self.tr("New show"))
        self.sentence.setText(self.tr("Everything else can be filled in afterwards, in Setup."))
        self._folder = folder or shows_folder()
        self.title = QLineEdit()
        self.field = controls.Field(self.tr("Title"), self.title)
        self.where = controls.text("", "label", wrap=True)
        self.column.addWidget(self.field)
        self.column.addWidget(self.where)
        elsewhere = controls.button(self.tr("Another &folder…"), "quiet")
        elsewhere.clicked.connect(self._elsewhere)
        elsewhere.setAutoDefault(False)
        self.make = controls.button(self.tr("&Make the show"))
        self.make.setDefault(True)
        self.make.clicked.connect(self.accept)
        self.foot(elsewhere, self.make)
        self.title.textChanged.connect(lambda _text: self._tell())
        self._tell()
        self.title.setFocus()

    @property
    def path(self) -> Path | None:
        """Where the show is made; None while its title is empty."""
        name = " ".join(_FORBIDDEN.sub(" ", self.title.text()).split()).strip(" .")
        name = _within(name, LONGEST_NAME)
        return self._folder / f"{name}{SUFFIX}" if name else None

    def accept(self) -> None:
        """Make it, unless there is no title or the file is there already."""
        path = self.path
        if path is None:
            self.field.refuse(self.tr("A show needs a title."))
        elif path.exists():
            self.field.refuse(
                self.tr("There is a show of that title in this folder. Write another title.")
            )
        else:
            super().accept()
            return
        self.title.setFocus()

    def _tell(self) -> None:
        self.field.refuse("")
        self.where.setText(str(self.path or self._folder))

    def _elsewhere(self) -> None:
        words = self.tr("Where shall the show be kept?")
        chosen = QFileDialog.getExistingDirectory(
            self, words, str(self._folder), QFileDialog.Option.DontUseNativeDialog
        )
        if chosen:
            self._folder = Path(chosen)
            self._tell()


def _within(name: str, most: int) -> str:
    """As much of a name as goes into so many bytes: file systems count those, not letters."""
    return name.encode()[:most].decode(errors="ignore").strip(" .")


def shows_folder() -> Path:
    """Where shows are kept unless somebody says otherwise: the folder of documents.

    It is made where there is none; the home folder where that fails or it cannot be written to.
    """
    where = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(where) or Path.home())
    try:
        documents.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path.home()
    return documents if os.access(documents, os.W_OK) else Path.home()
