"""A Setup place on a show of its own, shown and with the cursor in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from control_panel.instant import Instant
from control_panel.obs.state import Input, KnownTransition, ObsState
from control_panel.show import edits
from control_panel.show.document import Document
from control_panel.show.model import (
    Contributor,
    Feed,
    Item,
    LocalTime,
    Mode,
    Playhead,
    Run,
    Show,
)
from control_panel.ui import theme
from control_panel.ui.setup.field import Field
from control_panel.ui.setup.place import SetupPlace

NOW = Instant(datetime(2026, 11, 22, 17, 5, 22, tzinfo=UTC), timedelta(0), "boot")
SCENES = ("Titles", "Studio", "Two-way", "Two-up", "Holding", "Kinshasa")
OBS = ObsState(
    connected=True,
    version="29.0.2",
    studio_mode=True,
    scenes=SCENES,
    inputs={
        "Studio mic": Input("Studio mic", "pulse_input_capture", muted=False),
        "Kinshasa": Input("Kinshasa", "ffmpeg_source", muted=False),
        "Name": Input("Name", "text_ft2_source_v2"),
    },
    transitions=(
        KnownTransition("Cut", "cut_transition", fixed=True),
        KnownTransition("Fade", "fade_transition"),
    ),
)


def empty_show() -> Show:
    return Show("Untitled show", date(2026, 11, 22), "America/New_York", on_air=LocalTime(time(13)))


def small_show() -> Show:
    """Three items, two feeds, a contributor."""
    show = empty_show()
    one = Contributor("Dr Amani", place="Kinshasa", zone="Africa/Kinshasa")
    show = edits.add_contributor(show, one)
    kinshasa = Feed("Kinshasa", contributor_id=one.id, primary="srt://10.0.0.9:9000")
    show = edits.add_feed(edits.add_feed(show, kinshasa), Feed("New Delhi"))
    minutes = timedelta(minutes=5)
    show = edits.add_item(show, Item("Welcome", number="1", planned=minutes, scene="Studio"))
    ward = Item(
        "On the ward", number="2", planned=minutes, scene="Two-way", feed_ids=(kinshasa.id,)
    )
    show = edits.add_item(show, ward)
    return edits.add_item(show, Item("Round table", number="3", planned=minutes, scene="Four-up"))


def live(show: Show, at: int = 1) -> Playhead:
    """Live, with the item at a place on air and the one after it next."""
    items = show.order.items
    following = items[at + 1].id if at + 1 < len(items) else ""
    return Playhead(mode=Mode.LIVE, on_air=Run(items[at].id, NOW), next_id=following)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of each popup what it cannot do."""
    for item in items:
        if "tests/ui/setup" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support"))


@dataclass
class Hands:
    """Somebody at the keyboard: keys go where the cursor is."""

    place: SetupPlace
    document: Document
    secrets: list[tuple[str, str, str]] = field(default_factory=list)
    wanted: list[tuple[str, int, object]] = field(default_factory=list)

    @property
    def show(self) -> Show:
        return self.document.show

    @property
    def here(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        found = popup or QApplication.focusWidget()
        assert found is not None, "the cursor is nowhere"
        return found

    def types(self, text: str) -> None:
        QTest.keyClicks(self.here, text)

    def presses(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
        for key in keys:
            QTest.keyClick(self.here, key, held)
            QApplication.processEvents()
            self._window_again()

    def _window_again(self) -> None:
        """The offscreen platform gives a popup the focus and never gives it back."""
        if QApplication.activePopupWidget() is None and not self.place.isActiveWindow():
            self.place.activateWindow()
            QApplication.processEvents()

    def ctrl(self, *keys: Qt.Key) -> None:
        self.presses(*keys, held=Qt.KeyboardModifier.ControlModifier)

    def alt(self, *keys: Qt.Key) -> None:
        self.presses(*keys, held=Qt.KeyboardModifier.AltModifier)

    def chooses(self, entry: Field[object], text: str) -> None:
        """Go to a field of choices and type the beginning of one."""
        entry.editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.types(text)
        QApplication.processEvents()

    def fills(self, entry: Field[object], text: str, *, enter: bool = True) -> None:
        """Go to a field, write over what is there."""
        entry.editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.ctrl(Qt.Key.Key_A)
        if text:
            self.types(text)
        else:
            self.presses(Qt.Key.Key_Delete)
        if enter:
            self.presses(Qt.Key.Key_Return)


@pytest.fixture
def look(qapp: QApplication) -> None:
    """The look, applied once: a style sheet is slow to apply."""
    if qapp.styleSheet() != theme.style_sheet():
        theme.apply(qapp)


def hands_on(qtbot: QtBot, show: Show) -> Hands:
    document = Document(show)
    place = SetupPlace(document, obs_url=lambda feed_id: f"udp://127.0.0.1:2{feed_id[:3]}")
    qtbot.addWidget(place)
    place.resize(1544, 768)
    place.show()
    qtbot.waitExposed(place)
    place.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    hands = Hands(place, document)
    place.secret_entered.connect(lambda *secret: hands.secrets.append(secret))
    place.obs_wanted.connect(lambda *wanted: hands.wanted.append(wanted))
    return hands


@pytest.fixture
def hands(qtbot: QtBot, look: None) -> Hands:
    """At a small show."""
    return hands_on(qtbot, small_show())


@pytest.fixture
def fresh(qtbot: QtBot, look: None) -> Hands:
    """At a show with nothing in it."""
    return hands_on(qtbot, empty_show())
