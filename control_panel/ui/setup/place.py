"""The place Setup: the show, its items, feeds and people, OBS, this computer: a section each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)

from control_panel.errors import Refused
from control_panel.instant import Instant
from control_panel.obs.state import ObsState
from control_panel.show.document import Document
from control_panel.show.model import Playhead, Show
from control_panel.ui import controls, layout, theme
from control_panel.ui.setup.computer_section import ComputerSection
from control_panel.ui.setup.contributors_section import ContributorsSection
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.feeds_section import FeedsSection
from control_panel.ui.setup.items_section import ItemsSection
from control_panel.ui.setup.look import style_sheet
from control_panel.ui.setup.needs import missing
from control_panel.ui.setup.obs_section import ObsSection
from control_panel.ui.setup.section import Section
from control_panel.ui.setup.show_section import ShowSection

ITEMS = 1
"""The section that a show is opened with."""
WIDE = 1400


class SetupPlace(QWidget):
    """Setup; edits go to the document, what is not the show's comes out as signals."""

    obs_wanted = Signal(str, int, object)
    """Host, port, password (None: the one that is kept)."""
    secret_entered = Signal(str, str, str)
    """Feed id, name, value: for the keyring, never for the show."""
    secret_forgotten = Signal(str, str)
    """Feed id and the credential that it had: what the keyring holds under it goes."""
    settings_wanted = Signal(dict)
    """Settings of this computer by name: person, api_on, api_port."""
    token_wanted = Signal()
    """The control API's token; answered by `computer.copy_token`."""
    another_wanted = Signal()
    """Another show is to be opened in the place of this one; never while one runs."""

    def __init__(self, document: Document, *, obs_url: Callable[[str], str] = str) -> None:
        super().__init__()
        self.setObjectName("setupPlace")
        self._document = document
        self._obs = ObsState()
        self._second = 0
        self.editing = Editing(document, self)
        self.show_section = ShowSection(self.editing)
        self.items = ItemsSection(self.editing)
        self.feeds = FeedsSection(self.editing, obs_url)
        self.contributors = ContributorsSection(self.editing)
        self.obs = ObsSection(self.editing)
        self.computer = ComputerSection(self.editing)
        self.sections: tuple[Section, ...] = (
            self.show_section,
            self.items,
            self.feeds,
            self.contributors,
            self.obs,
            self.computer,
        )
        self.list = QListWidget()
        self.pages = QStackedWidget()
        self.setStyleSheet(style_sheet())  # before there is anything to style anew
        self._build()
        self._connect()
        self.show_show(document.show)
        self.go(ITEMS)

    # Building.

    def _build(self) -> None:
        self.list.setAccessibleName(self.tr("Sections of Setup"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for section in self.sections:
            self.list.addItem(QListWidgetItem(section.name))
            self.pages.addWidget(section)
        self.undo_button = controls.button(self.tr("Undo"), "quiet")
        self.redo_button = controls.button(self.tr("Redo"), "quiet")
        side = QWidget()
        column = layout.column(8, (8, 8, 8, 12))
        column.addWidget(self.list, 1)
        column.addWidget(controls.text(self.tr("Next section: Ctrl PgDn"), "label", wrap=True))
        side.setLayout(column)
        self._side = layout.sized(side, width=184)
        right = layout.column(0)
        right.addWidget(self.pages, 1)
        right.addWidget(controls.rule())
        right.addLayout(self._foot())
        rule = QFrame()
        rule.setProperty("role", "rule")
        whole = layout.row(0)
        whole.addWidget(self._side)
        whole.addWidget(layout.sized(rule, width=1))
        whole.addLayout(right, 1)
        self.setLayout(whole)

    def _foot(self) -> QHBoxLayout:
        """What was refused or asked, and what undo takes back."""
        foot = layout.row(8, (16, 6, 16, 6))
        self.says = controls.text("", "warning", wrap=True)
        foot.addWidget(layout.sized(self.says, height=36), 1)
        foot.addWidget(self.undo_button)
        foot.addWidget(self.redo_button)
        return foot

    def _connect(self) -> None:
        self._document.changed.connect(lambda _before, after: self.show_show(after))
        self._document.undo_changed.connect(self.show_undo)
        self.list.currentRowChanged.connect(self._show_page)
        self.editing.said.connect(self._say)
        self.editing.secret_entered.connect(self.secret_entered)
        self.editing.secret_forgotten.connect(self.secret_forgotten)
        self.obs.wanted.connect(self.obs_wanted)
        self.computer.wanted.connect(self.settings_wanted)
        self.computer.token_wanted.connect(self.token_wanted)
        self.show_section.another_wanted.connect(self.another_wanted)
        self.undo_button.clicked.connect(self.undo)
        self.redo_button.clicked.connect(self.redo)
        self._key(QKeySequence(QKeySequence.StandardKey.Undo), self.undo)
        self._key(QKeySequence("Ctrl+Shift+Z"), self.redo)
        self._key(QKeySequence("Ctrl+Y"), self.redo)
        self._key(QKeySequence("Ctrl+PgDown"), lambda: self.step(1))
        self._key(QKeySequence("Ctrl+PgUp"), lambda: self.step(-1))
        self._key(QKeySequence("Ctrl+Return"), self._connect_now)

    def _key(self, keys: QKeySequence, do: Callable[[], object]) -> None:
        shortcut = QShortcut(keys, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: do())

    # Going about.

    @property
    def section(self) -> Section:
        """The section shown."""
        return self.sections[max(self.list.currentRow(), 0)]

    def go(self, row: int) -> None:
        """Show a section, the cursor at its beginning."""
        self.section.commit()
        self.list.setCurrentRow(row)
        if self.isVisible():
            self._begin()

    def step(self, by: int) -> None:
        """The next or previous section."""
        self.go((self.list.currentRow() + by) % len(self.sections))

    def _begin(self) -> None:
        start = self.section.start() or self.list
        start.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_page(self, row: int) -> None:
        self.pages.setCurrentIndex(row)
        self.editing.forget_question()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor begins in the section."""
        super().focusInEvent(event)
        self._begin()

    def showEvent(self, event: QShowEvent) -> None:
        """The clocks are right at once, and the cursor begins in the section."""
        super().showEvent(event)
        self._second = 0
        self._begin()

    def changeEvent(self, event: QEvent) -> None:
        """Another scale of the window: the list of sections follows."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of sections is narrower where the window is."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(QSize(0, theme.px(40)))
        layout.sized(self._side, width=184 if self.width() >= theme.px(WIDE) else 150)
        self.show_undo()

    # Showing.

    def show_show(self, show: Show) -> None:
        """Show the show in every section, and what can be undone."""
        for section in self.sections:
            section.show_show(show)
        counts = ("", len(show.order.items), len(show.feeds), len(show.contributors), "", "")
        for row, count in enumerate(counts):
            name = self.sections[row].name
            self.list.item(row).setText(f"{name}  {count}" if count else name)
        self._mark_obs()
        self.show_undo()

    def show_undo(self) -> None:
        """Name what undo takes back, and what redo does again."""
        for button, word, name, key in (
            (self.undo_button, self.tr("Undo"), self._document.undo_name, "Ctrl Z"),
            (self.redo_button, self.tr("Redo"), self._document.redo_name, "Ctrl Shift Z"),
        ):
            room = theme.px(230 if self.width() >= theme.px(WIDE) else 150)
            text = f"{word}: {name}" if name else word
            short = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            button.setText(f"{short}  {key}")
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.setEnabled(bool(name) and not self._document.read_only)

    def show_obs(self, obs: ObsState, sentence: str = "") -> None:
        """Know OBS, and how the connection is in a sentence."""
        self._obs = obs
        for section in self.sections:
            section.show_obs(obs)
        self.obs.show_obs_state(obs, sentence)
        self._mark_obs()

    def _mark_obs(self) -> None:
        lacking = len(missing(self._document.show, self._obs))
        name = self.obs.name + (f"  ⚠ {lacking}" if lacking else "")
        self.list.item(self.sections.index(self.obs)).setText(name)

    def show_obs_address(self, host: str, port: int) -> None:
        """Show where OBS is looked for."""
        self.obs.show_address(host, port)

    def show_secrets(self, *, persistent: bool, why_not: str) -> None:
        """Say whether passwords are kept, or why not."""
        self.obs.show_secrets("" if persistent else why_not)

    def show_playhead(self, playhead: Playhead) -> None:
        """Know what is on air and next."""
        self.editing.show_playhead(playhead)
        for section in self.sections:
            section.show_playhead()

    def show_now(self, now: Instant) -> None:
        """Move the clocks; may be called more often than they move."""
        second = int(now.wall.timestamp())
        if self.isVisible() and second != self._second:
            self._second = second
            self.section.show_now(now)

    # Doing.

    def undo(self) -> None:
        """Take the last edit back."""
        self._step_back(self._document.undo, self._document.undo_name)

    def redo(self) -> None:
        """Do it again."""
        self._step_back(self._document.redo, self._document.redo_name)

    def _step_back(self, do: Callable[[], None], name: str) -> None:
        self.section.commit()
        if not name:
            return
        try:
            do()
        except Refused as refused:
            self._say(refused.sentence)

    def _connect_now(self) -> None:
        if self.section is self.obs:
            self.obs.connect_now()

    def escape(self) -> bool:
        """Esc: a question that stood means no. Whether one stood."""
        return self.editing.forget_question()

    def _say(self, sentence: str) -> None:
        self.says.setText(sentence)
        self.says.setToolTip(sentence)
