"""The bridge: commands run in the Qt thread, values are read in any."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from control_panel.errors import LinkError, PanelError, Refused
from control_panel.instant import Instant
from control_panel.running_order.commands import Action, Command, Outcome, Result
from control_panel.show.model import Item, Mode, Playhead, Run, RunningOrder, Show
from control_panel.web.desk import DeskBridge, Values

START = Instant(datetime(2026, 11, 22, 14, 0, tzinfo=UTC), timedelta(seconds=1), "boot")
ITEM = Item("Kinshasa", id="one", planned=timedelta(minutes=5))
SHOW = Show("Water", date(2026, 11, 22), running_orders=(RunningOrder(items=(ITEM,)),))


class Panel:
    """What the bridge asks: it answers with `answer`, and keeps where it was called."""

    def __init__(self) -> None:
        self.values = Values(SHOW, Playhead(mode=Mode.LIVE))
        self.answer: Result | Exception = Result.SENT
        self.now = START
        self.commands: list[Command] = []
        self.threads: set[int] = set()
        self.before: list[Outcome] = []
        self.bridge = DeskBridge(self.read, self.do, lambda: self.now)

    def read(self) -> Values:
        self.threads.add(threading.get_ident())
        return self.values

    def do(self, command: Command) -> Outcome:
        self.threads.add(threading.get_ident())
        self.commands.append(command)
        if isinstance(self.answer, Exception):
            raise self.answer
        for outcome in self.before:
            self.bridge.tell_outcome(replace(outcome, command_id=command.id))
        return Outcome(command.id, command.action, self.answer)


@pytest.fixture
def panel(qapp: object) -> Panel:
    return Panel()


def ask(panel: Panel, qtbot: QtBot) -> Future[Outcome]:
    """Submit from another thread, as the API does, and wait in the Qt thread."""
    box: list[Future[Outcome]] = []
    other = threading.Thread(target=lambda: box.append(panel.bridge.submit(Command(Action.HOLD))))
    other.start()
    other.join()
    qtbot.waitUntil(box[0].done)
    return box[0]


def test_a_command_runs_in_the_qt_thread(panel: Panel, qtbot: QtBot) -> None:
    told: list[Outcome | None] = []
    panel.bridge.subscribe(told.append)
    found = ask(panel, qtbot).result()
    assert found.result is Result.SENT
    assert panel.threads == {threading.get_ident()}
    assert told == [found]
    assert panel.bridge.state()["last_command"]["id"] == found.command_id


@pytest.mark.parametrize(
    ("error", "result"),
    [
        (Refused("No.", reason="stale"), "refused"),
        (LinkError("OBS is gone.", reason="link"), "failed"),
    ],
)
def test_a_command_that_raises(panel: Panel, qtbot: QtBot, error: PanelError, result: str) -> None:
    panel.answer = error
    assert ask(panel, qtbot).exception() is error
    last = panel.bridge.state()["last_command"]
    assert (last["result"], last["reason"], last["sentence"]) == (
        result, error.reason, error.sentence,
    )  # fmt: skip


def test_a_bug_answers_too_and_stays_a_bug(panel: Panel, qtbot: QtBot) -> None:
    panel.answer = ZeroDivisionError()
    with capture_exceptions() as seen:
        error = ask(panel, qtbot).exception()
    assert isinstance(error, PanelError)
    assert error.reason == "bug"
    assert [e[0] for e in seen] == [ZeroDivisionError]


def test_a_cancelled_command_is_never_run(panel: Panel, qtbot: QtBot) -> None:
    late = panel.bridge.submit(Command(Action.TAKE))
    assert late.cancel()
    ask(panel, qtbot)
    assert [c.action for c in panel.commands] == [Action.HOLD]


def test_after_close_nothing_is_run(panel: Panel, qtbot: QtBot) -> None:
    waiting = panel.bridge.submit(Command(Action.TAKE))
    panel.bridge.close()
    assert isinstance(ask(panel, qtbot).exception(), Refused)
    qtbot.waitUntil(waiting.done)
    assert isinstance(waiting.exception(), Refused)
    assert panel.commands == []


def test_an_outcome_that_came_first_is_not_forgotten(panel: Panel, qtbot: QtBot) -> None:
    """Playout may tell "done" before its `do` returns "sent"."""
    panel.before = [Outcome("", Action.HOLD, Result.DONE)]
    ask(panel, qtbot)
    assert panel.bridge.state()["last_command"]["result"] == "done"


def test_changes_are_read_once_told(panel: Panel) -> None:
    told: list[Outcome | None] = []
    end = panel.bridge.subscribe(told.append)
    panel.values = Values(SHOW, Playhead(mode=Mode.CLOSE_OUT))
    assert panel.bridge.state()["mode"] == "live"
    panel.bridge.tell_changed("any", "signal's", "arguments")
    assert panel.bridge.state()["mode"] == "close-out"
    end()
    panel.bridge.tell_changed()
    assert told == [None]


def test_the_clock_in_the_state_runs_without_the_qt_thread(panel: Panel) -> None:
    run = Run("one", START, planned=timedelta(minutes=5))
    panel.values = Values(SHOW, Playhead(mode=Mode.LIVE, on_air=run))
    panel.bridge.tell_changed()
    panel.threads.clear()
    for seconds in (0, 10, 400):
        panel.now = START.shifted(timedelta(seconds=seconds))
        assert panel.bridge.state()["on_air"]["remaining_ms"] == 300_000 - seconds * 1000
    assert panel.threads == set()
