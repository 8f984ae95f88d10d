"""What the disk refused until the panel ended is in the show file after the next start."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest

from control_panel.show import edits, unsaved
from control_panel.show.model import Mode, Playhead
from control_panel.show.store import Store
from tests.show.example import SHOW
from tests.show.store_process import incident

ZONES = 1
pytestmark = pytest.mark.loud


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "water.show"
    Store.create(path, SHOW)
    return path


RECORD = incident(1)


def closed_on_a_locked_file(path: Path) -> None:
    """An edit, a record and the playhead are queued; the disk refuses all of it to the end."""
    store = Store.open(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store.queue_edit(SHOW, edits.change_show(SHOW, title="Clean water"))
    store.append(RECORD)
    store.queue_playhead(Playhead(mode=Mode.LIVE))
    assert not store.close(0.3)
    other.execute("ROLLBACK")
    other.close()


def test_it_is_written_at_the_next_start_and_told(path: Path) -> None:
    closed_on_a_locked_file(path)
    store = Store.open(path)
    stored = store.load()
    assert stored.show.title == "Clean water"
    assert stored.incidents == (RECORD,)
    assert stored.playhead.mode is Mode.LIVE
    assert "3 changes" in stored.told[0]
    assert store.close()
    again = Store.open(path)
    assert again.load().told == ()
    assert again.load().incidents == (RECORD,)
    assert again.close()


def test_it_is_never_written_over_later_work(path: Path) -> None:
    closed_on_a_locked_file(path)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE shows SET title = 'Of somebody else'")
    other.close()
    store = Store.open(path)
    stored = store.load()
    assert stored.show.title == "Of somebody else"
    assert stored.incidents == ()
    assert "kept in" in stored.told[0]
    assert Path(stored.told[0].rpartition("kept in ")[2].rstrip(".")).exists()
    assert store.close()
    again = Store.open(path)
    assert again.load().told == ()
    assert again.close()


def test_a_file_that_cannot_be_read_is_kept_and_told(path: Path) -> None:
    closed_on_a_locked_file(path)
    left = unsaved.kept(path)
    assert left is not None
    assert left.fits
    left.file.write_text('{"works": [{"changes": [{"table": "no such table"}]}]}')
    store = Store.open(path)
    assert "kept in" in store.load().told[0]
    assert store.close()


def test_where_it_cannot_be_kept_either_the_log_says_what_is_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(unsaved, "write_whole", full)
    with caplog.at_level(logging.ERROR):
        closed_on_a_locked_file(path)
    assert "3 changes" in caplog.text
    assert "No space left" in caplog.text
