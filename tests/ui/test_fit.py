"""Nothing that is read on air is cut off, too small, or missing, in any state and at any size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from control_panel.ui import text, theme
from control_panel.ui.on_air import countdown_words
from control_panel.ui.on_air.lines import Tone
from control_panel.ui.on_air.place import OnAir
from control_panel.ui.take_words import TakeState
from control_panel.ui.text import Painted
from control_panel.ui.window import Window
from tests.ui import drawn, states
from tests.ui.conftest import Shown
from tests.ui.pictures import pictures_of

SIZES = ((1600, 900), (1280, 720))
SMALL_LABELS = {11, 12}
"""Column heads, the rail, key caps, HARD, the names of places and zones in the header."""


def painted(window: Window) -> list[Painted]:
    with text.watched() as found:
        window.grab()
    return list(found)


def every_state(shown: Shown, size: tuple[int, int] = (1600, 900)) -> Iterator[tuple[str, Window]]:
    """One window that goes through every state."""
    window: Window | None = None
    for name, view in states.ALL.items():
        if window is None:
            window = shown(view(), size)
        window.set_pictures(pictures_of(view()), drawn.feed_picture)
        window.show_view(view())
        QApplication.processEvents()
        yield name, window


def is_number(words: str) -> bool:
    return any(mark.isdigit() for mark in words) and not any(mark.isalpha() for mark in words)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_clipped(shown: Shown, size: tuple[int, int]) -> None:
    for name, window in every_state(shown, size):
        found = painted(window)
        assert len(found) > 15, name
        assert [p.words for p in found if p.clipped] == [], name
        assert [p.words for p in found if p.elided and is_number(p.words)] == [], name


def test_nothing_is_shortened_in_the_drawings_size(shown: Shown) -> None:
    for name, window in every_state(shown):
        assert [p.words for p in painted(window) if p.elided] == [], name


@pytest.mark.parametrize("name", ["well", "trouble", "taking", "asks"])
def test_titles_and_take_are_whole_in_the_small_window(shown: Shown, name: str) -> None:
    view = states.ALL[name]()
    window = shown(view, (1280, 720))
    short = {p.words for p in painted(window) if p.elided}
    titles = {item.title for item in view.show.order.items}
    take = window.transport.take.face
    assert not short & (titles | {take.headline, take.word, view.show.title})


@pytest.mark.parametrize("name", ["well", "trouble"])
@pytest.mark.parametrize("scale", [1.2, 1.5])
def test_numbers_are_whole_at_every_scale(shown: Shown, name: str, scale: float) -> None:
    found = painted(shown(states.ALL[name](), (1600, 900), scale))
    assert [p.words for p in found if p.clipped] == []
    assert [p.words for p in found if p.elided and is_number(p.words)] == []


def test_nothing_read_on_air_is_under_13_px(shown: Shown) -> None:
    for name, window in every_state(shown):
        small = {p.face.size for p in painted(window) if p.face.size < 13}
        assert small <= SMALL_LABELS, name


def test_every_colour_of_text_is_held_to_its_contrast(shown: Shown) -> None:
    for name, window in every_state(shown):
        inks = {p.face.ink for p in painted(window)}
        assert inks <= {ink for ink, _ground in theme.READ_ON}, name


@pytest.mark.parametrize("size", [*SIZES, (1120, 660)])
@pytest.mark.parametrize("name", ["well", "trouble", "taking"])
def test_what_must_be_seen_is_seen(shown: Shown, name: str, size: tuple[int, int]) -> None:
    window = shown(states.ALL[name](), size)
    table = window.on_air.order
    view = table.rows.viewport().rect()
    strong = (Tone.ON_AIR, Tone.TAKING, Tone.NEXT)
    rows = [r for r, line in enumerate(table.model.lines) if line.tone in strong]
    assert len(rows) >= 2
    for row in rows:
        at = table.rows.visualRect(table.model.index(row, 1))
        assert view.top() <= at.top()
        assert at.bottom() <= view.bottom()
    for part in (window.on_air.countdown, window.transport.take, window.transport.alarm):
        assert whole(window, part), part


def whole(window: Window, part: QWidget) -> bool:
    """Whether a widget is shown with all of itself, and covered by nothing beside it."""
    place = QRect(part.mapTo(window, part.rect().topLeft()), part.size())
    seen = part.visibleRegion().boundingRect()
    return part.isVisible() and window.rect().contains(place) and seen == part.rect()


def test_at_1280_the_next_picture_gives_way_but_the_shots_stay(shown: Shown) -> None:
    window = shown(states.ALL["well"](), (1280, 720))
    assert not window.on_air.upcoming.isVisible()
    assert window.on_air.shots.isVisible()
    assert window.on_air.program.isVisible()


@pytest.mark.parametrize("size", SIZES)
def test_no_control_lies_on_another(shown: Shown, size: tuple[int, int]) -> None:
    for name, window in every_state(shown, size):
        bar = window.transport
        parts = [w for w in bar.children() if isinstance(w, QWidget) and w.isVisible()]
        parts = [w for w in parts if w is not bar.alarm or bar.alarm.face.key]
        for at, one in enumerate(parts):
            assert bar.rect().contains(one.geometry()), (name, one)
            for other in parts[at + 1 :]:
                assert not one.geometry().intersects(other.geometry()), (name, one, other)


def test_labels_have_room_for_their_words(shown: Shown) -> None:
    for name, window in every_state(shown, (1280, 720)):
        for label in window.findChildren(QLabel):
            if label.isVisible() and label.text():
                room = label.heightForWidth(label.width())
                assert room <= label.height(), (name, label.text())


@pytest.mark.parametrize("name", ["well", "off", "astray", "pre-show"])
def test_every_control_has_an_accessible_name(shown: Shown, name: str) -> None:
    window = shown(states.ALL[name]())
    controls = [b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.width()]
    controls = [b for b in controls if type(b).__module__.startswith("control_panel")]
    assert len(controls) >= 4
    for control in controls:
        assert control.accessibleName(), control


def test_take_stays_in_the_same_pixels_in_every_place_and_state(shown: Shown) -> None:
    window = shown(states.ALL["well"]())
    places, take = set(), window.transport.take
    for name in ("well", "trouble", "taking", "pending", "asks", "obs-lost", "rehearsal"):
        window.show_view(states.ALL[name]())
        QApplication.processEvents()
        places.add((take.mapTo(window, take.rect().topLeft()).toTuple(), take.size().toTuple()))
    assert len(places) == 1
    assert take.face.state is TakeState.READY


@pytest.mark.parametrize("name", ["astray", "close-out-asked"])
@pytest.mark.parametrize(("size", "scale"), [*((s, 1.0) for s in SIZES), ((1600, 900), 1.5)])
def test_the_strip_stands_over_the_running_order_alone(
    shown: Shown, name: str, size: tuple[int, int], scale: float
) -> None:
    window = shown(states.ALL[name](), size, scale)
    QApplication.processEvents()
    strip, order = window.strip, window.on_air.order
    table = QRect(order.mapTo(window.centralWidget(), order.rect().topLeft()), order.size())
    assert table.contains(strip.geometry())
    room = strip.sentence.heightForWidth(strip.sentence.width())
    assert room <= strip.sentence.height()
    for part in (strip.yes, strip.other, strip.no):
        assert not part.isVisible() or strip.rect().contains(part.geometry())


def test_at_1280_the_holding_scene_stands_where_no_alarm_does(shown: Shown) -> None:
    quiet = replace(drawn.well(), alarms=())
    window = shown(quiet, (1280, 720))
    bar = window.transport
    places = {p: p.geometry() for p in (bar.back, bar.hold, bar.name, bar.take)}
    assert bar.holding.isVisible()
    assert not bar.holding.geometry().intersects(bar.take.geometry())
    window.show_view(drawn.trouble())
    assert bar.alarm.face.key
    assert not bar.holding.geometry().intersects(bar.alarm.geometry()) or bar.holding.isHidden()
    assert bar.take.geometry() == places[bar.take]
    assert bar.back.geometry() == places[bar.back]


@pytest.mark.parametrize(("size", "scale"), [*((s, 1.0) for s in SIZES), ((1280, 720), 1.5)])
@pytest.mark.parametrize(("number", "word"), [("00:25", "to fill"), ("1:00:25", "long")])
def test_a_number_keeps_its_word(
    qapp: QApplication, size: tuple[int, int], scale: float, number: str, word: str
) -> None:
    theme.apply(qapp, scale)
    shown = countdown_words.card(drawn.well())
    hard = countdown_words.HardCard(
        "To the hard start 14:22:00", "Hard start 14:22", number, word, "in 1:10:52", warn=True
    )
    figures = (replace(shown.figures[0], value="1:44:52 under"), *shown.figures[1:])
    card = replace(shown, hard=hard, figures=figures)
    for big in (card.digits, "12:34:56"):
        painted = drawn_card(replace(card, digits=big), size)
        said = [p for p in painted if p.words.startswith(word)]
        assert said, [p.words for p in painted]
        assert not any(
            p.elided or p.clipped for p in (*said, *(p for p in painted if p.words == "under"))
        )


def drawn_card(card: countdown_words.Card, size: tuple[int, int]) -> list[Painted]:
    """What the countdown paints of a card, as wide as it is in a window."""
    whole = OnAir()
    whole.resize(size[0] - theme.px(56), size[1] - theme.px(150))
    whole.countdown._card = card
    with text.watched() as found:
        whole.countdown.grab()
    whole.deleteLater()
    return list(found)
