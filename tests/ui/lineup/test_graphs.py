"""Ten minutes as lines: gaps, limits, the present value."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from control_panel.feeds.history import KEPT, History, Sample
from control_panel.show.model import Expected
from control_panel.ui import words
from control_panel.ui.lineup.graph_words import GraphFace, Measure, graphs

BOOKED = Expected("H.264", 640, 360, 25.0, 300)
NOW = 10_000


def faces(*samples: Sample, booked: Expected = BOOKED, now: int = NOW) -> dict[Measure, GraphFace]:
    return {face.measure: face for face in graphs(History("boot", samples), booked, now)}


def sample(second: int, kbps: float = 310.0, fps: float = 25.0) -> Sample:
    return Sample(second, kbps, fps, 0, -20.0)


def test_values_with_units_and_limits() -> None:
    found = faces(sample(NOW - 1), sample(NOW))
    said = {m: (f.value, f.limit, f.warn) for m, f in found.items()}
    assert said == {
        Measure.KBPS: ("310 kb/s", "≥ 210", False),
        Measure.FPS: ("25 fps", "≥ 22.5", False),
        Measure.LOST: ("0 errors/min", "≤ 0", False),
        Measure.LEVEL: ("−20 dBFS", "≥ −60", False),
    }


def test_a_rate_and_its_limit_have_one_unit() -> None:
    found = faces(sample(NOW, kbps=310.0), booked=Expected(kbps=2000))[Measure.KBPS]
    assert (found.value, found.limit, found.warn) == ("0.3 Mb/s", "≥ 1.4", True)


def test_past_its_limit_a_value_warns() -> None:
    found = faces(Sample(NOW, 100.0, 12.0, 2, -70.0))
    assert all(face.warn for face in found.values())
    assert found[Measure.LOST].value == "2 errors/min"


def test_what_was_not_booked_has_no_limit() -> None:
    found = faces(sample(NOW), booked=Expected())
    assert found[Measure.KBPS].limit == ""
    assert found[Measure.KBPS].limit_at is None
    assert found[Measure.FPS].limit == ""


def test_an_old_measurement_is_not_the_present_one() -> None:
    found = faces(sample(NOW - 10))
    assert {face.value for face in found.values()} == {words.NONE}
    assert not any(face.warn for face in found.values())
    assert all(face.lines for face in found.values())


def test_a_gap_breaks_the_line() -> None:
    found = faces(sample(NOW - 9), sample(NOW - 8), sample(NOW - 2), sample(NOW - 1))
    assert [len(line.points) for line in found[Measure.KBPS].lines] == [2, 2]
    silent = (sample(NOW - 2), Sample(NOW - 1, 300.0, 25.0), sample(NOW))
    assert [len(line.points) for line in faces(*silent)[Measure.LEVEL].lines] == [1, 1]
    assert [len(line.points) for line in faces(*silent)[Measure.FPS].lines] == [3]


def test_nothing_is_known_of_a_feed_that_was_never_measured() -> None:
    found = faces()
    assert {face.value for face in found.values()} == {words.NONE}
    assert not any(face.lines for face in found.values())


numbers = st.one_of(st.none(), st.floats(0, 1e6))
histories = st.dictionaries(
    st.integers(NOW - 2 * KEPT, NOW),
    st.tuples(numbers, numbers, st.one_of(st.none(), st.integers(0, 99)), st.floats(-200, 6)),
    max_size=40,
).map(lambda found: History("b", tuple(Sample(at, *found[at]) for at in sorted(found))))


@given(histories, st.one_of(st.none(), st.integers(1, 50_000)))
def test_every_point_lies_inside_its_graph(history: History, kbps: int | None) -> None:
    for face in graphs(history, Expected(rate=25.0, kbps=kbps), NOW):
        assert face.limit_at is None or 0 <= face.limit_at <= 1
        places = [place for line in face.lines for place, _ in line.points]
        assert places == sorted(places)
        assert all(0 <= p <= 1 and 0 <= h <= 1 for line in face.lines for p, h in line.points)
        assert all(line.points for line in face.lines)
