"""Every state at both sizes of the window and three sizes of text: what gives way, and what not.

Done rows, the next picture, notes and pictures give way; never the countdown, TAKE, the alarm, and
the rows on air and next. What is shown is shown whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from control_panel.alarms import Alarm, Severity
from control_panel.running_order.commands import Action, Outcome, Result
from control_panel.ui import text
from control_panel.ui.alarm_box import alarm_face
from control_panel.ui.on_air.lines import Tone
from control_panel.ui.take_words import TakeState
from control_panel.ui.text import Painted
from control_panel.ui.view import View
from control_panel.ui.window import Window
from tests.ui import drawn, states
from tests.ui.conftest import Shown
from tests.ui.pictures import pictures_of

SHAPES = [(size, scale) for size in ((1600, 900), (1280, 720)) for scale in (1.0, 1.25, 1.5)]
REFUSED = (
    "Next is now 6 · Questions from viewers; it changed 0.2 s ago. Look, then press TAKE again"
)
STATES = {name: view for name, view in states.ALL.items() if name != "empty"}
LONG = (
    "OBS does not answer: what is on air cannot be known or changed from here",
    "4 · On the ward with Dr Amani: OBS has no scene “Kinshasa”",
    "Kinshasa lost · 4 · On the ward with Dr Amani",
)

at_every_size = pytest.mark.parametrize(("size", "scale"), SHAPES)


def every_state(shown: Shown, size: tuple[int, int], scale: float) -> Iterator[tuple[str, Window]]:
    """One window that goes through every state, and a refused TAKE in trouble."""
    window = shown(drawn.well(), size, scale)
    for name, made in STATES.items():
        show(window, made())
        yield name, window
    show(window, drawn.trouble())
    window.show_outcome(Outcome("1", Action.TAKE, Result.REFUSED, REFUSED, "stale"))
    yield "refused", window


def show(window: Window, view: View) -> None:
    window.set_pictures(pictures_of(view), drawn.feed_picture)
    window.show_view(view)
    for _ in range(3):
        QApplication.processEvents()


def painted(part: QWidget) -> list[Painted]:
    with text.watched() as found:
        part.grab()
    return list(found)


def said(part: QWidget) -> str:
    """All words that a widget paints, in one line."""
    return " ".join(p.words for p in painted(part))


def whole(window: Window, part: QWidget) -> bool:
    """Whether a widget is shown with all of itself, and covered by nothing beside it."""
    place = QRect(part.mapTo(window, part.rect().topLeft()), part.size())
    seen = part.visibleRegion().boundingRect()
    return part.isVisible() and window.rect().contains(place) and seen == part.rect()


@at_every_size
def test_what_is_shown_is_shown_whole(shown: Shown, size: tuple[int, int], scale: float) -> None:
    for name, window in every_state(shown, size, scale):
        found = painted(window)
        assert len(found) > 15, name
        assert [p.words for p in found if p.clipped or p.elided] == [], name


@at_every_size
def test_what_must_be_seen_is_seen(shown: Shown, size: tuple[int, int], scale: float) -> None:
    for name, window in every_state(shown, size, scale):
        bar = window.transport
        for part in (
            window.on_air.countdown,
            bar.take,
            *([bar.alarm] if bar.alarm.face.key else []),
        ):
            assert whole(window, part), (name, part)
        table = window.on_air.order
        port, over = table.rows.viewport(), window.strip
        seen = QRect(port.mapTo(window, port.rect().topLeft()), port.size())
        if over.isVisible():
            assert seen.bottom() < over.mapTo(window, over.rect().topLeft()).y() + 1, name
        for row, line in enumerate(table.model.lines):
            if line.tone in (Tone.ON_AIR, Tone.TAKING, Tone.NEXT):
                at = table.rows.visualRect(table.model.index(row, 1))
                assert port.rect().contains(at), (name, line.title)


@at_every_size
def test_nothing_lies_on_something_else(shown: Shown, size: tuple[int, int], scale: float) -> None:
    for name, window in every_state(shown, size, scale):
        bar, header = window.transport, window.header
        parts = [w for w in bar.children() if isinstance(w, QWidget) and w.isVisible()]
        parts = [w for w in parts if w is not bar.alarm or bar.alarm.face.key]
        assert all(bar.rect().contains(w.geometry()) for w in parts), name
        steps = {b.text() for b in header.steps.findChildren(QAbstractButton)}
        boxes = [p.rect for p in painted(header) if p.words not in steps]
        boxes += [QRectF(header.steps.geometry())] * header.steps.isVisible()
        for one, other in combinations([QRectF(w.geometry()) for w in parts], 2):
            assert not one.intersects(other), name
        for one, other in combinations(boxes, 2):
            assert not one.adjusted(1, 1, -1, -1).intersects(other.adjusted(1, 1, -1, -1)), name


@at_every_size
def test_an_alarm_says_what_since_when_and_how_many(
    shown: Shown, size: tuple[int, int], scale: float
) -> None:
    window = shown(drawn.trouble(), size, scale)
    now = drawn.trouble().now
    for sentence in LONG:
        first = Alarm("obs", Severity.ALARM, sentence, now, "The clock runs on.")
        view = replace(drawn.trouble(), alarms=(first, *drawn.trouble().alarms))
        show(window, view)
        words = said(window.transport.alarm)
        face = alarm_face(view)
        assert all(part in words for part in (sentence, face.time, face.count, "A seen")), words
        assert not [p.words for p in painted(window.transport.alarm) if p.elided or p.clipped]


@at_every_size
def test_why_a_take_was_refused_can_be_read_to_its_end(
    shown: Shown, size: tuple[int, int], scale: float
) -> None:
    window = shown(drawn.trouble(), size, scale)
    window.show_outcome(Outcome("1", Action.TAKE, Result.REFUSED, REFUSED, "stale"))
    take = window.transport.take
    assert take.face.state is TakeState.REFUSED
    assert REFUSED in said(take)


@at_every_size
def test_take_stands_in_the_same_pixels_whatever_happens(
    shown: Shown, size: tuple[int, int], scale: float
) -> None:
    places = set()
    for _name, window in every_state(shown, size, scale):
        places.add(window.transport.take.geometry().getRect())
    window.show_view(states.with_playhead(drawn.well(), name_up="Professor Ngozi Okonjo-Adebayo"))
    places.add(window.transport.take.geometry().getRect())
    assert len(places) == 1


@at_every_size
def test_who_is_on_air_and_next_is_named_beside_the_titles(
    shown: Shown, size: tuple[int, int], scale: float
) -> None:
    window = shown(drawn.trouble(), size, scale)
    words = said(window.on_air.order.rows)
    for name in ("On the ward with Dr Amani", "ON AIR", "Kinshasa", "LOST", "NEXT", "New Delhi"):
        assert name in words
