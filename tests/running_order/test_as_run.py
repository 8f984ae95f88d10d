"""The as-run read back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from control_panel.instant import Instant
from control_panel.running_order.as_run import pictures, rows
from control_panel.show.model import (
    AsRunEntry,
    AsRunEvent,
    Author,
    Mode,
    Proof,
    Seat,
    ShotEntry,
    Transition,
    Via,
)
from tests.running_order.small import at, ms, wall

E = AsRunEvent
ANNA = Author(Seat.PRODUCER, "Anna", Via.KEY)


def entry(event: E, when: float, run_id: str = "r1", **fields) -> AsRunEntry:
    known = {
        "item_id": f"item of {run_id}",
        "number": "4",
        "title": "On the ward",
        "scene": "Kinshasa",
        "planned": ms(300),
        "author": ANNA,
    }
    return AsRunEntry(event, at(when), run_id, **{**known, **fields})


TAKEN = [
    entry(E.TAKING, 0),
    entry(E.ON_AIR, 10, planned_start=wall(5), proof=Proof.EVENT),
]


class TestRows:
    def test_nothing(self):
        assert rows([]) == ()

    def test_an_open_taking(self):
        (row,) = rows(TAKEN[:1])
        assert (row.open, row.started_at, row.actual, row.over) == (True, None, None, None)
        assert (row.number, row.title, row.scene) == ("4", "On the ward", "Kinshasa")

    def test_on_air(self):
        (row,) = rows(TAKEN)
        assert (row.open, row.started_at, row.ended_at) == (True, at(10), None)
        assert (row.planned_start, row.planned, row.proof) == (wall(5), ms(300), Proof.EVENT)
        assert row.author == ANNA

    def test_ended(self):
        (row,) = rows([*TAKEN, entry(E.ENDED, 341, added=ms(20))])
        assert not row.open
        assert (row.actual, row.over, row.added) == (ms(331), ms(31), ms(20))

    def test_added_time_is_a_total(self):
        more = [entry(E.ADDED_TIME, 50, added=ms(30)), entry(E.ADDED_TIME, 60, added=ms(10))]
        (row,) = rows([*TAKEN, *more])
        assert row.added == ms(10)
        assert row.open

    def test_time_given_in_the_mix_is_the_coming_runs(self):
        given = entry(E.ADDED_TIME, 5, added=ms(30))
        (row,) = rows([TAKEN[0], given, TAKEN[1]])
        assert (row.planned, row.added) == (ms(300), ms(30))
        again = [given, entry(E.ON_AIR, 10, added=ms(-200)), entry(E.ENDED, 150, added=ms(-170))]
        (row,) = rows(again)
        assert (row.planned, row.added, row.over) == (ms(100), ms(30), ms(40))

    def test_failed(self):
        (row,) = rows([TAKEN[0], entry(E.FAILED, 1500, sentence="OBS did not confirm")])
        assert (row.failed, row.open, row.started_at, row.actual) == (True, False, None, None)
        assert row.sentence == "OBS did not confirm"

    def test_taken_in_error_and_the_other_resumed(self):
        told = rows(
            [
                *TAKEN,
                entry(E.ENDED, 100),
                entry(E.ON_AIR, 100, "r2"),
                entry(E.IN_ERROR, 103, "r2", sentence="taken in error, 3.2 s"),
                entry(E.RESUMED, 103),
            ]
        )
        earlier, wrong = told
        assert (earlier.open, earlier.started_at, earlier.ended_at) == (True, at(10), None)
        assert (wrong.in_error, wrong.open, wrong.actual, wrong.over) == (True, False, ms(3), None)
        assert wrong.sentence == "taken in error, 3.2 s"
        ended = rows([*TAKEN, entry(E.ENDED, 100), entry(E.RESUMED, 103), entry(E.ENDED, 310)])
        assert (ended[0].actual, ended[0].over) == (ms(300), ms(0))

    def test_a_further_run_has_what_was_left(self):
        (row,) = rows(
            [
                entry(E.ON_AIR, 500, added=ms(-200)),
                entry(E.ADDED_TIME, 520, added=ms(-170)),
                entry(E.ENDED, 640, added=ms(-170)),
            ]
        )
        assert (row.planned, row.added, row.actual, row.over) == (ms(100), ms(30), ms(140), ms(40))

    def test_a_further_run_of_an_item_that_had_none_left(self):
        (row,) = rows([entry(E.ON_AIR, 500, added=ms(-400)), entry(E.ENDED, 520, added=ms(-400))])
        assert (row.planned, row.over) == (ms(0), ms(20))

    def test_without_obs(self):
        (row,) = rows([entry(E.ON_AIR, 0, proof=Proof.UNCONFIRMED, sentence="OBS was away")])
        assert (row.proof, row.sentence) == (Proof.UNCONFIRMED, "OBS was away")

    def test_sentences_are_told_once(self):
        said = [entry(E.ON_AIR, 0, sentence="a"), entry(E.ADDED_TIME, 1, sentence="b")]
        (row,) = rows([*said, entry(E.ENDED, 9, sentence="a")])
        assert row.sentence == "a · b"

    def test_a_mode_is_no_row(self):
        assert rows([entry(E.MODE, 0, "", sentence="live")]) == ()

    def test_a_mode_is_carried_by_its_rows(self):
        (row,) = rows([entry(E.ON_AIR, 0, mode=Mode.REHEARSAL)])
        assert row.mode is Mode.REHEARSAL

    def test_in_the_order_in_which_they_came(self):
        told = rows([entry(E.ON_AIR, n, f"r{n}") for n in (3, 1, 2)])
        assert [row.run_id for row in told] == ["r3", "r1", "r2"]

    def test_over_a_reboot_by_the_wall_clock(self):
        later = Instant(wall(700), timedelta(seconds=3), "boot-2")
        (row,) = rows([*TAKEN, replace(entry(E.ENDED, 0), at=later)])
        assert row.actual == ms(690)


FADE = Transition("fade_transition", "Fade", ms(500))


def shot(scene: str, when: float, ended: float | None, **fields) -> ShotEntry:
    return ShotEntry(at(when), scene, ended_at=None if ended is None else at(ended), **fields)


class TestPictures:
    def test_nothing(self):
        assert pictures([]) == ()

    def test_cuts_follow_each_other(self):
        a, b = pictures([shot("a", 0, 0, reason="take"), shot("b", 70, 70, run_id="r")])
        assert (a.scene, a.started_at, a.whole_from, a.whole_until) == ("a", at(0), at(0), at(70))
        assert a.ended_at == at(70)
        assert (b.started_at, b.whole_until, b.ended_at, b.run_id) == (at(70), None, None, "r")

    def test_in_a_fade_two_are_seen(self):
        a, b = pictures([shot("a", 0, 0), shot("b", 1000, 1500, transition=FADE)])
        assert (a.whole_until, a.ended_at) == (at(1000), at(1500))
        assert (b.started_at, b.whole_from, b.transition) == (at(1000), at(1500), FADE)

    def test_an_end_that_was_not_seen(self):
        a, b = pictures([shot("a", 0, 0), shot("b", 1000, None)])
        assert (a.whole_until, a.ended_at, b.whole_from) == (at(1000), None, None)

    def test_entries_out_of_order(self):
        told = pictures([shot("b", 50, 50), shot("a", 0, 0), shot("c", 90, 90)])
        assert [row.scene for row in told] == ["a", "b", "c"]

    def test_a_step_of_the_wall_clock_reorders_nothing(self):
        first, second = shot("a", 0, 0), shot("b", 50, 50)
        back = replace(second.at, wall=wall(-9000))
        assert [row.scene for row in pictures([first, replace(second, at=back)])] == ["a", "b"]

    def test_over_a_reboot_as_written(self):
        before = shot("a", 0, 0)
        after = replace(shot("b", 0, 0), at=Instant(wall(-5), ms(1), "boot-2"))
        assert [row.scene for row in pictures([before, after])] == ["a", "b"]
