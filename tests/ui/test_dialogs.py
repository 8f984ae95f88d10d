"""The dialogs: which show, a new one, OBS's password, trouble, closing on air."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from control_panel.ui import dialogs
from control_panel.ui.dialogs import (
    ClosingDialog,
    NewShowDialog,
    PasswordDialog,
    Start,
    StartDialog,
    TroubleDialog,
    shows_folder,
)

K = Qt.Key
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support")


def test_a_new_show_is_a_file_named_as_its_title(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewShowDialog(None, tmp_path)
    qtbot.addWidget(dialog)
    dialog.make.click()
    assert dialog.result() != QDialog.DialogCode.Accepted
    QTest.keyClicks(dialog.title, "One question: five/rooms")
    assert dialog.path == tmp_path / "One question five rooms.show"
    assert dialog.where.text() == str(dialog.path)
    dialog.path.touch()
    dialog.make.click()
    assert dialog.result() != QDialog.DialogCode.Accepted
    QTest.keyClicks(dialog.title, " 2")
    dialog.make.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_a_title_longer_than_a_file_name_makes_a_show_all_the_same(
    qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = NewShowDialog(None, tmp_path)
    qtbot.addWidget(dialog)
    dialog.title.setText("سؤال واحد " * 60)
    dialog.make.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.path is not None
    assert len(dialog.path.name.encode()) < 130
    dialog.path.with_name(f".{dialog.path.name}.12345678.new").touch()


def test_a_password_is_answered_once_and_leaves_the_field(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    answers: list[str] = []
    dialog = dialogs.ask_password(window, "OBS wants a password.", "", answers.append)
    assert not dialog.isModal()
    assert dialog.password.echoMode() is QLineEdit.EchoMode.Password
    again = dialogs.ask_password(window, "OBS refused it.", "", answers.append)
    assert again is dialog
    assert dialog.sentence.text() == "OBS refused it."
    QTest.keyClick(dialog.password, K.Key_Return)
    assert answers == []
    QTest.keyClicks(dialog.password, "hunter2")
    QTest.keyClick(dialog.password, K.Key_Return)
    assert answers == ["hunter2"]
    assert dialog.password.text() == ""


def test_a_password_that_cannot_be_kept_says_so(qtbot: QtBot) -> None:
    dialog = PasswordDialog(None, "OBS wants a password.", "There is no keyring here.")
    qtbot.addWidget(dialog)
    assert dialog.password.accessibleDescription() == "There is no keyring here."


def test_closing_on_air_stays_by_enter_and_by_escape(qtbot: QtBot) -> None:
    for key in (K.Key_Return, K.Key_Escape):
        dialog = ClosingDialog(None, "OBS loses Kinshasa.")
        qtbot.addWidget(dialog)
        dialog.open()
        QTest.keyClick(dialog, key)
        assert dialog.result() == QDialog.DialogCode.Rejected
    dialog = ClosingDialog(None, "OBS loses Kinshasa.")
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.close_button.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def _answer(kind: type[QDialog], do: object) -> None:
    """Once a dialog of that kind is up, do something with it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            do(dialog)  # type: ignore[operator]
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def test_nobody_wants_a_show(qtbot: QtBot) -> None:
    _answer(StartDialog, lambda dialog: dialog.reject())
    assert dialogs.ask_for_show(None) is None


def test_the_example_is_made_where_no_file_stands(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "shows_folder", lambda: tmp_path)
    (tmp_path / "Example.show").touch()
    _answer(StartDialog, lambda dialog: dialog.example.click())
    assert dialogs.ask_for_show(None, make_example=Path.touch) == tmp_path / "Example 2.show"
    assert (tmp_path / "Example 2.show").exists()


def test_the_example_is_absent_where_there_is_none(qtbot: QtBot) -> None:
    dialog = StartDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.example.isVisible()
    dialog.new.click()
    assert dialog.chosen is Start.NEW


def test_trouble_is_told_and_waits(qtbot: QtBot) -> None:
    _answer(TroubleDialog, lambda dialog: dialog.other.click())
    dialogs.show_trouble(None, "The file is damaged. Open a copy.")


def test_the_folder_of_documents_is_made_where_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, home = tmp_path / "some" / "Documents", tmp_path / "home"
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(documents))
    assert shows_folder() == documents
    assert documents.is_dir()
    assert shows_folder() == documents
    documents.rmdir()
    documents.touch()  # a file stands in its place
    assert shows_folder() == home
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: "")
    home.mkdir()
    assert shows_folder() == home


def test_the_example_is_made_where_there_are_no_documents_yet(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "Documents"
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _where: str(documents))
    _answer(StartDialog, lambda dialog: dialog.example.click())
    assert dialogs.ask_for_show(None, make_example=Path.touch) == documents / "Example.show"
