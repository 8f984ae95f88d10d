"""Renders of scenes from any OBS: one at a time, none in a transition, few."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from control_panel.clock import Clock
from control_panel.demo.obs_scenes import colour_of
from control_panel.obs.client import ObsClient
from control_panel.obs.pictures import HEIGHT, WIDTH, Pictures, decoded
from tests.obs.switcher_room import Room, fade, room
from tests.obs_parts import AnyObs


@pytest.fixture
def desk(obs: AnyObs, qtbot: QtBot) -> Iterator[Room]:
    with room(obs, qtbot) as made:
        yield made


@pytest.fixture
def pictures(desk: Room) -> Iterator[Pictures]:
    client = ObsClient(desk.obs.address, desk.obs.password, Clock(), meters=False)
    made = Pictures(client, Clock(), lambda: desk.state)
    client.start()
    desk.until(lambda: client.is_up)
    yield made
    made.stop()
    assert client.stop(2.0)


def test_each_wanted_scene_gets_its_picture(desk: Room, pictures: Pictures) -> None:
    came: list[str] = []
    pictures.picture_changed.connect(came.append)
    pictures.want(["A", "B", "C"])
    desk.until(lambda: {"A", "B", "C"} <= set(came))
    assert came[0] == "A", "program goes first"
    for scene in "ABC":
        found = pictures.image(scene)
        assert found is not None
        image, at = found
        assert (image.width(), image.height()) == (WIDTH, HEIGHT)
        assert Clock().now().since(at).total_seconds() < 5
        seen, wanted = QColor(image.pixel(WIDTH // 2, 20)), QColor(*colour_of(scene))
        near = [abs(a - b) < 24 for a, b in zip(seen.getRgb(), wanted.getRgb(), strict=True)]
        assert all(near), (scene, seen.getRgb(), wanted.getRgb())
    assert pictures.image("D") is None
    # Program 2.5 a second, the others 1 a second in all.
    assert came.count("B") + came.count("C") <= came.count("A") + 1


def test_none_is_asked_for_while_a_transition_runs(desk: Room, pictures: Pictures) -> None:
    pictures.want(["A", "B"])
    desk.until(lambda: pictures.image("A") and pictures.image("B"))
    id_ = desk.send("B", fade(700))
    desk.begun(id_)
    start = Clock().now()
    desk.outcome(id_)
    ended = desk.outcomes[0].ended_at
    assert ended is not None
    desk.until(lambda: (found := pictures.image("B")) and found[1].since(ended).total_seconds() > 0)
    for scene in "AB":
        found = pictures.image(scene)
        assert found is not None
        # One may have been asked for just before.
        inside = 0.15 < found[1].since(start).total_seconds() < ended.since(start).total_seconds()
        assert not inside


def test_nothing_is_asked_for_that_nobody_wants(desk: Room, pictures: Pictures) -> None:
    pictures.want(["A"])
    desk.until(lambda: pictures.image("A"))
    pictures.want([])
    assert pictures.image("A") is None
    assert not pictures._timer.isActive()
    pictures.want(["no such scene", "A"])
    desk.until(lambda: pictures.image("A"))


def test_a_picture_is_decoded_in_no_time(desk: Room, pictures: Pictures) -> None:
    data = desk.hand(
        "GetSourceScreenshot",
        sourceName="A",
        imageFormat="jpg",
        imageWidth=WIDTH,
        imageHeight=HEIGHT,
        imageCompressionQuality=60,
    )["imageData"]
    spans = []
    for _ in range(50):
        start = perf_counter()
        assert decoded(data) is not None
        spans.append(perf_counter() - start)
    # Measured: 0.2 ms for a plain one of 2 kB.
    assert sorted(spans)[25] < 0.2
    assert decoded("data:image/jpg;base64,!!!") is None
    assert decoded("") is None
