"""The window: what is pressed becomes a command with its author; what is refused is shown."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from control_panel.running_order.commands import Action, Command, Outcome, Result
from control_panel.running_order.timing import schedule
from control_panel.show.model import Author, Mode, Seat, Via
from control_panel.ui import text, theme
from control_panel.ui.keys import Place
from control_panel.ui.mode_steps import steps
from control_panel.ui.take_words import TakeState
from control_panel.ui.window import Window
from tests.ui import drawn, states
from tests.ui.conftest import Shown

LEFT = Qt.MouseButton.LeftButton


def asked(window: Window) -> list[Command]:
    found: list[Command] = []
    window.commanded.connect(found.append)
    return found


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)


def test_a_click_on_take_is_a_command_of_whoever_sits_here(shown: Shown) -> None:
    window = shown(drawn.well())
    window.set_author(Author(Seat.PRODUCER, "Ada"))
    found = asked(window)
    press(window.transport.take)
    assert found[0].action is Action.TAKE
    assert found[0].author == Author(Seat.PRODUCER, "Ada", Via.CLICK)
    assert (found[0].seen_on_air, found[0].seen_next) == ("item-4", "item-5")


def test_while_taking_what_is_seen_is_the_item_being_taken(shown: Shown) -> None:
    window = shown(states.taking())
    found = asked(window)
    press(window.transport.take)
    assert (found[0].seen_on_air, found[0].seen_next) == ("item-5", "item-6")


def test_every_control_of_the_bar_asks_for_its_action(shown: Shown) -> None:
    window = shown(drawn.well())
    found, bar = asked(window), window.transport
    for part in (bar.back, bar.hold, bar.less, bar.more, bar.name, bar.holding):
        press(part)
    window.show_view(states.with_playhead(drawn.well(), held=True))
    press(bar.hold)
    assert [c.action for c in found] == [
        Action.BACK,
        Action.HOLD,
        Action.ADD_TIME,
        Action.ADD_TIME,
        Action.CLEAR_GRAPHICS,
        Action.HOLDING_SCENE,
        Action.RESUME,
    ]
    assert [c.by for c in found[2:4]] == [-timedelta(seconds=30), timedelta(seconds=30)]


def test_a_shot_and_the_alarm_can_be_clicked(shown: Shown) -> None:
    window = shown(drawn.trouble())
    found, seen = asked(window), []
    window.acknowledged.connect(seen.append)
    press(window.on_air.shots.findChildren(QWidget)[1])
    press(window.transport.alarm)
    assert (found[0].action, found[0].shot_key) == (Action.SHOT, 2)
    assert seen == ["feed:kinshasa"]


def test_the_offer_can_be_clicked(shown: Shown) -> None:
    window = shown(states.offer())
    window.grab()
    found, card = asked(window), window.on_air.notes
    QTest.mouseClick(card, LEFT, pos=card.rect().center())
    assert found == []
    QTest.mouseClick(card, LEFT, pos=card.rect().topLeft() + card.rect().center() / 8)
    assert [c.action for c in found] == [Action.MAKE_ON_AIR]


def test_a_refused_take_says_why_on_take_until_the_next_one_goes(shown: Shown) -> None:
    window = shown(drawn.well())
    sentence = "Next is now 6 · Questions from viewers"
    window.show_outcome(Outcome("1", Action.TAKE, Result.REFUSED, sentence, "stale"))
    assert window.transport.take.face.headline == sentence
    assert window.transport.take.face.state is TakeState.REFUSED
    window.show_outcome(Outcome("2", Action.TAKE, Result.SENT))
    assert window.transport.take.face.state is TakeState.READY


def test_any_other_refusal_stands_over_the_bar(shown: Shown) -> None:
    window = shown(drawn.well())
    window.show_outcome(Outcome("1", Action.BACK, Result.REFUSED, "There is nothing before"))
    assert window.strip.isVisible()
    assert window.strip.sentence.text() == "There is nothing before"
    assert window.strip.geometry().bottom() < window.transport.geometry().top()


def test_notices_are_told_in_other_places_than_on_air(shown: Shown) -> None:
    window = shown(drawn.well())
    window.show_notice("Moderator muted by hand in OBS")
    assert not window.strip.isVisible()
    window.add_place(Place.SETUP, QLabel("setup"))
    window.go_to(Place.SETUP)
    window.show_notice("Moderator muted by hand in OBS")
    assert window.strip.isVisible()


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_has_its_steps_in_one_place(shown: Shown, mode: Mode) -> None:
    window = shown(states.with_playhead(drawn.well(), mode=mode))
    header, bar = window.header.steps, window.transport.steps
    assert header.isVisible() is not bar.isVisible()
    assert steps(mode)


def test_a_step_that_ends_something_is_pressed_twice(shown: Shown) -> None:
    window = shown(drawn.well())
    found = asked(window)
    (button,) = window.header.steps._buttons.values()
    before = button.geometry()
    press(button)
    assert found == []
    assert button.text() == "Press again"
    assert button.geometry() == before
    press(button)
    assert [c.action for c in found] == [Action.CLOSE_OUT]


def test_a_question_of_a_step_is_asked_in_the_strip(shown: Shown) -> None:
    window = shown(states.close_out_asked())
    found = asked(window)
    assert "close out all the same" in window.strip.sentence.text()
    press(window.strip.yes)
    press(window.strip.no)
    assert [c.action for c in found] == [Action.CLOSE_OUT, Action.CANCEL]


def test_the_choice_after_a_return_has_both_ways(shown: Shown) -> None:
    window = shown(states.astray())
    found = asked(window)
    press(window.strip.yes)
    press(window.strip.other)
    assert [c.action for c in found] == [Action.KEEP_OBS, Action.GO_BACK_TO_ITEM]
    window.show_view(drawn.well())
    assert not window.strip.isVisible()


def test_the_transport_stands_in_every_place_while_it_acts(shown: Shown) -> None:
    window = shown(states.off())
    window.add_place(Place.SETUP, QLabel("setup"))
    assert window.transport.isVisible()
    window.go_to(Place.SETUP)
    assert not window.transport.isVisible()
    window.show_view(states.pre_show())
    assert window.transport.isVisible()
    setup = window.transport.geometry()
    window.go_to(Place.ON_AIR)
    assert window.transport.geometry() == setup


def test_a_place_that_is_not_there_is_not_shown(shown: Shown) -> None:
    window = shown(drawn.well())
    window.go_to(Place.SETUP)
    assert window.place is Place.ON_AIR
    assert window.rail.buttons[Place.ON_AIR].isChecked()


def test_on_air_shows_the_present_when_one_comes_back_to_it(shown: Shown) -> None:
    window = shown(drawn.well())
    window.add_place(Place.SETUP, QLabel("setup"))
    window.go_to(Place.SETUP)
    window.show_view(drawn.trouble())
    window.go_to(Place.ON_AIR)
    shown_card = window.on_air.countdown.card
    assert shown_card is not None
    assert shown_card.digits == "+06:11"


def test_a_tile_shows_the_newest_picture_and_keeps_none_of_the_walls(shown: Shown) -> None:
    window = shown(drawn.well())
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    window.set_pictures(lambda _scene: None, lambda _feed: image)
    tile = window.on_air.feeds.tiles[4]
    middle = tile.rect().center()
    assert tile.grab().toImage().pixelColor(middle.x(), 40).name() == "#0000ff"
    image.fill(Qt.GlobalColor.green)
    window.on_air.feed_pictures_moved(frozenset({"geneva"}))
    assert tile.grab().toImage().pixelColor(middle.x(), 40).name() == "#00ff00"


def test_what_stood_where_tiles_come_does_not_shine_through(shown: Shown) -> None:
    window = shown(states.empty())
    strip = window.on_air.feeds
    window.grab()
    window.show_view(drawn.well())
    first, second = (tile.geometry() for tile in strip.tiles[2:4])
    gap = window.grab().toImage()
    middle = strip.mapTo(window, strip.rect().center()).y()
    left = strip.mapTo(window, first.topRight()).x() + 1
    right = strip.mapTo(window, second.topLeft()).x()
    inks = {gap.pixelColor(x, y).name() for x in range(left, right) for y in (middle, middle + 4)}
    assert inks == {theme.BG0}


def test_a_contributors_clock_is_whole_or_absent_and_moves(shown: Shown) -> None:
    view = drawn.well()
    for wide in (1120, 1280, 1600):
        window = shown(view, (wide, 720))
        for seconds in (0, 60, 4000):
            now = view.now.shifted(timedelta(seconds=seconds))
            window.show_view(replace(view, now=now))
            with text.watched() as painted:
                window.header.grab()
            names = {e.name: e.time for e in window.header.face.elsewhere}
            seen = [p for p in painted if p.words in {*names, *names.values()}]
            assert not [p for p in seen if p.clipped or p.elided]


def test_a_minute_elsewhere_repaints_it(shown: Shown) -> None:
    view = drawn.well()
    window = shown(view)
    window.grab()
    later = replace(view, now=view.now.shifted(timedelta(minutes=1)))
    window.show_view(later)
    QApplication.processEvents()
    seen = window.header.grab().toImage()
    fresh = shown(later).header.grab().toImage()
    assert seen == fresh


@pytest.mark.parametrize(
    ("after", "ground", "ink"),
    [
        (0, theme.BG1, theme.WHITE),
        (96, theme.BG1, theme.WARN),
        (138, theme.WARN_GROUND, theme.WARN),
        (160, theme.WARN, theme.DARK),
    ],
)
def test_the_countdown_asks_for_attention_step_by_step(
    shown: Shown, after: float, ground: str, ink: str
) -> None:
    view = drawn.well()
    now = view.now.shifted(timedelta(seconds=after))
    window = shown(replace(view, now=now, schedule=schedule(view.show, view.playhead, now)))
    image = window.on_air.countdown.grab().toImage()
    assert image.pixelColor(24, 40).name() == ground
    inks = {image.pixelColor(x, y).name() for x in range(16, 300) for y in range(60, 120, 3)}
    assert ink in inks


class Repainted(QObject):
    """What of a widget is painted anew."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self.region = QRegion()
        part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


@pytest.mark.parametrize("name", ["well", "ended", "close-out", "obs-lost", "trouble", "off"])
def test_what_is_repainted_in_part_is_as_if_painted_anew(shown: Shown, name: str) -> None:
    """Widgets repaint what differs: nothing of the moment before may stay behind."""
    for before in ("close-out", "well"):
        window = shown(states.ALL[before]())
        part = window.on_air.countdown
        QApplication.processEvents()
        kept = part.grab().toImage()
        repainted = Repainted(part)
        window.show_view(states.ALL[name]())
        QApplication.processEvents()
        region = QRegion(repainted.region)
        fresh = part.grab().toImage()
        if not region.isEmpty():
            part.render(kept, region.boundingRect().topLeft(), region)
        assert kept == fresh, before


def test_pictures_older_than_two_seconds_are_greyed(shown: Shown) -> None:
    view = drawn.well()
    window = shown(view)
    fresh = window.on_air.program.grab().toImage().pixelColor(180, 60).lightness()
    old = replace(view, now=view.now.shifted(timedelta(seconds=3)))
    window.show_view(old)
    assert window.on_air.program.grab().toImage().pixelColor(180, 60).lightness() < fresh * 0.7


def test_closing_asks_where_there_is_a_reason(shown: Shown, monkeypatch) -> None:
    window = shown(drawn.well())
    reason, answers = "Kinshasa goes off air with the panel.", [False, True]
    monkeypatch.setattr(window, "_why_ask_to_close", lambda: reason)
    monkeypatch.setattr("control_panel.ui.window.ask_to_close", lambda *_: answers.pop(0))
    closed: list[int] = []
    window.closed.connect(lambda: closed.append(1))
    assert not window.close()
    assert closed == []
    assert window.close()
    assert closed == [1]


def test_the_window_needs_nothing_heavy_before_its_first_paint() -> None:
    code = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication(["panel"])
from control_panel.ui import theme
from control_panel.ui.window import Window
theme.apply(app)
Window().show()
app.processEvents()
heavy = {"aiohttp", "sqlalchemy", "alembic", "numpy", "vlc", "keyring"} & set(sys.modules)
print(sorted(heavy))
"""
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert found.stdout.strip() == "[]"
