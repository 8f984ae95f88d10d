"""The section This computer: who sits here, and the control API's door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from control_panel.ui import controls, layout
from control_panel.ui.setup import words
from control_panel.ui.setup.choices import CheckField
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.field import Field
from control_panel.ui.setup.fields import NumberField, TextField
from control_panel.ui.setup.form import Form
from control_panel.ui.setup.section import Section
from control_panel.ui.words import tr

PORT = 8640


@dataclass(frozen=True, slots=True)
class Computer:
    """What is set for this computer, whatever show is open."""

    person: str = ""
    api_on: bool = True
    api_port: int = PORT


class ComputerSection(Section):
    """Settings of this computer; they are no part of the show."""

    wanted = Signal(dict)
    """Settings by name."""
    token_wanted = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__(tr(words.COMPUTER), editing)
        self.form = Form(tr(words.COMPUTER))
        self.alone(self.form, 560)
        self.person = TextField(self.tr("Person"), placeholder=self.tr("who sits here"))
        self.api_on = CheckField(self.tr("Open the control API on this computer"))
        self.api_port = NumberField(self.tr("Its port"), "", 1, 65535)
        self.api_state = controls.text("", "note", wrap=True)
        self.token = controls.button(self.tr("Copy the API token"), "quiet")
        self.token.clicked.connect(self.token_wanted)
        self._fill()
        self.show_computer(Computer())

    def _fill(self) -> None:
        note = self.tr("Stands in the as-run and in the incidents, from now on.")
        self.form.row(self._sets(self.person, "person"))
        self.form.row(controls.text(note, "label", wrap=True))
        self.form.heading(self.tr("Control API"), self.tr("for Stream Deck and scripts"))
        self.form.row(
            self._sets(self.api_on, "api_on"),
            self._sets(self.api_port, "api_port"),
            widths=(3, 1),
        )
        begins = self.tr("On or off, and the port, count from the next start of the panel.")
        self.form.row(controls.text(begins, "label", wrap=True))
        self.form.row(self.api_state)
        buttons = QWidget()
        row = layout.row(8)
        row.addWidget(self.token)
        row.addStretch(1)
        buttons.setLayout(row)
        self.form.row(buttons)
        self.form.row(
            controls.text(
                self.tr("Whoever has the token can take. It is kept in the keyring alone."),
                "label",
                wrap=True,
            )
        )

    def _sets(self, field: Field[Any], name: str) -> Field[Any]:
        field.commit = self._commit(field, name)
        return field

    def _commit(self, field: Field[Any], name: str) -> Callable[[Any], None]:
        def commit(value: Any) -> None:
            chosen = int(value or PORT) if name == "api_port" else value
            field.show_value(chosen, fresh=True)
            self.wanted.emit({name: chosen})

        return commit

    def show_computer(self, computer: Computer) -> None:
        """Show what is set."""
        self.person.show_value(computer.person)
        self.api_on.show_value(computer.api_on)
        self.api_port.show_value(computer.api_port)

    def show_api(self, sentence: str) -> None:
        """Say how the control API is."""
        self.api_state.setText(sentence)

    def copy_token(self, token: str) -> None:
        """Put the token on the clipboard, and say so; it is shown nowhere."""
        QApplication.clipboard().setText(token)
        self.token.setText(self.tr("Copied: paste it where it is asked for"))

    def commit(self) -> None:
        """Commit what is typed."""
        for field in (self.person, self.api_port):
            field.try_commit(leaving=True)

    def start(self) -> QWidget:
        """The cursor begins at the person."""
        return self.person.editor
