"""The question on closing names what OBS really loses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from control_panel.app.session import _through_us
from control_panel.show.model import Feed, FeedKind
from control_panel.ui.dialogs import ClosingDialog, leave_all
from control_panel.ui.window import Window


@pytest.mark.parametrize(
    ("feed", "lost"),
    [
        (Feed("Kinshasa", primary="srt://:9301?mode=listener"), True),
        (Feed("Direct", primary="srt://10.0.0.9:9000", gateway=False), False),
        (Feed("No address yet"), False),
        (Feed("Studio", kind=FeedKind.OBS_SOURCE, primary="srt://:9301?mode=listener"), False),
        (Feed("Phone", kind=FeedKind.PHONE), False),
    ],
)
def test_only_feeds_that_come_through_this_panel_are_lost_with_it(feed: Feed, lost: bool) -> None:
    assert _through_us(feed) is lost


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_signal_is_obeyed_while_the_question_on_closing_stands(qtbot: QtBot) -> None:
    """The dialog stands in a loop of its own; SIGTERM asks nobody (decision 34)."""
    closed: list[bool] = []
    window = Window(why_ask_to_close=lambda: "The show is in live.")
    qtbot.addWidget(window)
    window.closed.connect(lambda: closed.append(True))
    window.show()

    def signalled() -> None:
        assert isinstance(QApplication.activeModalWidget(), ClosingDialog)
        leave_all()

    QTimer.singleShot(100, signalled)
    window.close()
    assert closed == [True]
    assert not window.isVisible()
