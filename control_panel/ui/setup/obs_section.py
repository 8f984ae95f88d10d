"""The section OBS: where it is, its password, how it is, and what the show misses in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from control_panel.errors import Refused
from control_panel.obs.state import ObsState
from control_panel.show.model import Show
from control_panel.ui import controls, layout
from control_panel.ui.setup import words
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.fields import NumberField, TextField
from control_panel.ui.setup.form import Form
from control_panel.ui.setup.needs import listed, missing
from control_panel.ui.setup.section import Section
from control_panel.ui.words import tr

PORT = 4455


class ObsSection(Section):
    """The connection to OBS."""

    wanted = Signal(str, int, object)
    """Host, port, password (None: the one that is kept)."""

    def __init__(self, editing: Editing) -> None:
        super().__init__(tr(words.OBS), editing)
        self._obs = ObsState()
        self.form = Form(self.tr("OBS"))
        self.form.setMaximumWidth(560)
        self.body.addWidget(self.form, 2)
        self.host = TextField(self.tr("Computer"), required=self.tr("Which computer runs OBS?"))
        self.port = NumberField(self.tr("Port"), "", 1, 65535)
        self.password = TextField(self.tr("Password"), placeholder=self.tr("empty: the one kept"))
        self.password.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.kept = controls.text("", "label", wrap=True)
        self.connect_button = controls.button(self.tr("Connect now"), key="Ctrl Enter")
        self.connect_button.clicked.connect(self.connect_now)
        self.state = controls.text("", "heading", wrap=True)
        self.detail = controls.text("", "note", wrap=True)
        self._fill()
        self._right()
        self.host.show_value("localhost")
        self.port.show_value(PORT)
        self.password.show_value("")
        self.show_obs_state(ObsState(), "")

    def _fill(self) -> None:
        self.form.row(self.host, self.port, widths=(3, 1))
        self.form.row(self.password)
        self.form.row(self.kept)
        buttons = QWidget()
        row = layout.row(8)
        row.addWidget(self.connect_button)
        row.addStretch(1)
        buttons.setLayout(row)
        self.form.row(buttons)
        self.form.row(
            controls.text(
                self.tr(
                    "In OBS: Tools, WebSocket Server Settings, Enable WebSocket server; Show "
                    "Connect Info has the port and the password."
                ),
                "note",
                wrap=True,
            )
        )
        for field in (self.host, self.port, self.password):
            field.entered.connect(self.connect_now)

    def _right(self) -> None:
        side = QWidget()
        self._list: QVBoxLayout = layout.column(6, (16, 12, 16, 16))
        self._list.addWidget(self.state)
        self._list.addWidget(self.detail)
        self._list.addSpacing(12)
        self.missing_head = controls.text("", "heading", wrap=True)
        self._list.addWidget(self.missing_head)
        self._rows: QVBoxLayout = layout.column(6)
        self._list.addLayout(self._rows)
        self._list.addStretch(1)
        side.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(side)
        self.beside(scroll, 3)

    # Showing.

    def show_address(self, host: str, port: int) -> None:
        """Show where OBS is looked for."""
        self.host.show_value(host)
        self.port.show_value(port)

    def show_secrets(self, why_not: str) -> None:
        """Say whether the password is kept; `why_not` empty: in the keyring."""
        kept = self.tr("The password goes into this computer's keyring, never into a file.")
        self.kept.setText(why_not or kept)
        controls.set_role(self.kept, "warning" if why_not else "label")

    def show_obs_state(self, obs: ObsState, sentence: str) -> None:
        """Say how OBS is."""
        self._obs = obs
        if obs.connected:
            self.state.setText(self.tr("● Connected to OBS {}").format(obs.version))
            studio = self.tr("studio mode on") if obs.studio_mode else self.tr("studio mode off")
            counted = self.tr("{} scenes, {} inputs").format(len(obs.scenes), len(obs.inputs))
            parts = [p for p in (sentence, studio, obs.collection, counted) if p]
            self.detail.setText(" · ".join(parts))
        else:
            self.state.setText(self.tr("✕ Not connected to OBS"))
            self.detail.setText(sentence or self.tr("Nothing was tried yet."))
        controls.set_role(self.state, "heading")
        self._show_missing()

    def show_show(self, _show: Show) -> None:
        """The show may need other scenes now."""
        self._show_missing()

    def _show_missing(self) -> None:
        while (row := self._rows.takeAt(0)) is not None:
            if (old := row.widget()) is not None:
                old.hide()
                old.deleteLater()
        lacking = missing(self.editing.show, self._obs)
        if not self._obs.connected:
            self.missing_head.setText("")
        elif not lacking:
            self.missing_head.setText(self.tr("OBS has every scene and input of this show."))
        else:
            count = len(lacking)
            self.missing_head.setText(
                self.tr("The show needs {} that OBS lacks:").format(
                    self.tr("one thing") if count == 1 else self.tr("{} things").format(count)
                )
            )
        kinds = {"scene": self.tr("scene"), "input": self.tr("input")}
        for one in lacking:
            text = self.tr("⚠ {} “{}” · for {}").format(
                kinds[one.what], one.name, listed(one.used_by)
            )
            self._rows.addWidget(controls.text(text, "warning", wrap=True))

    # Doing.

    def connect_now(self) -> None:
        """Ask for a connection with what stands there."""
        fields = (self.host, self.port)
        for field in fields:
            if not field.try_commit():
                field.editor.setFocus()
                return
        try:
            host, port = self.host.read(), self.port.read()
            self._ask(host)
        except Refused as refused:
            self.say(refused.sentence)
            return
        password = self.password.line.text() or None
        self.password.show_value("", fresh=True)
        self.wanted.emit(host, int(port or PORT), password)

    def _ask(self, host: str) -> None:
        if self.editing.live:
            asks = self.tr("The show is live. Again connects anew to OBS on {}; Esc keeps.")
            self.editing.once(asks.format(host))

    def start(self) -> QWidget:
        """The cursor begins at the computer's name."""
        return self.host.editor
