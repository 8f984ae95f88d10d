"""One switch, or a hand's, through its table: any order of what happens, and what may not."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from control_panel.obs import hand, take, take_calls
from control_panel.obs.byway import by_way
from control_panel.obs.hand import Conclude
from control_panel.obs.state import STAND_IN, ObsState
from control_panel.obs.state_events import apply
from control_panel.obs.state_scenes import fits, judged, planned
from control_panel.obs.switch import HandCut, Switch, SwitchOutcome
from control_panel.obs.take_outcome import seen_of
from control_panel.obs.take_words import Finish, Kind, Moment, Phase, Read, SayStarted, Take, Wait
from control_panel.obs.take_words import ShowName as Show
from control_panel.show.items import Transition
from control_panel.show.records import Proof
from tests.obs.parts import MS, NOW, Answer, active, an_obs, at

CUT = Transition("cut_transition")
FADE = Transition("fade_transition", length=400 * MS)


class Following:
    """A take, the state it is judged by, and everything it asked."""

    def __init__(self, scene: str = "B", transition: Transition = CUT, **more: object) -> None:
        self.obs = an_obs()
        plan = planned(self.obs, scene, transition)
        self.take = Take(Switch("id", scene, transition), plan, NOW, before="A", **more)
        self.take, asks = take.begin(self.take)
        self.asks: list[object] = list(asks)

    def say(self, kind: Kind, ms: float = 0, name: str = "", **more: object) -> list[object]:
        moment = Moment(kind, at(ms), name, **more)
        self.take, asks = take.step(self.take, moment, self.obs)
        self.asks += asks
        return list(asks)

    def show(self, *names: str) -> None:
        self.obs = active(self.obs, *names, "Name", "Mic")

    @property
    def outcome(self) -> SwitchOutcome | None:
        found = [ask.outcome for ask in self.asks if isinstance(ask, Finish)]
        assert len(found) <= 1
        return found[0] if found else None


def test_a_cut_from_request_to_proof():
    one = Following()
    assert one.asks == [Wait(take.START_DEADLINE)]
    one.say(Kind.ANSWERED, 2)
    assert one.say(Kind.STARTED, 4, "Schnitt") == [SayStarted(at(4)), Wait(1000 * MS)]
    one.show("colour A", "colour B")
    one.say(Kind.INPUTS, 20)
    assert one.outcome is None
    one.say(Kind.ENDED, 30, "Schnitt")
    one.show("colour B")
    one.say(Kind.INPUTS, 50)
    assert one.outcome is not None
    assert (one.outcome.ok, one.outcome.proof) == (True, Proof.EVENT)
    assert (one.outcome.started_at, one.outcome.ended_at) == (at(4), at(30))
    assert one.outcome.transition == Transition("cut_transition", "Schnitt")


_ORDER = [Kind.ANSWERED, Kind.STARTED, Kind.ENDED, Kind.PROGRAM, Kind.INPUTS]


@pytest.mark.parametrize("order", list(permutations(_ORDER)))
def test_a_cut_is_proved_in_any_order(order: list[Kind]):
    one = Following()
    for n, kind in enumerate(order):
        if kind is Kind.INPUTS:
            one.show("colour B")
        name = {Kind.PROGRAM: "B", Kind.STARTED: "Schnitt", Kind.ENDED: "Schnitt"}.get(kind, "")
        one.say(kind, n, name)
    if one.outcome is None:
        one.say(Kind.DUE, 70)
    assert one.outcome is not None
    assert one.outcome.ok
    assert one.outcome.proof in {Proof.EVENT, Proof.INPUTS}


def test_no_start_and_the_old_picture_is_a_dropped_take():
    one = Following()
    one.say(Kind.ANSWERED, 2)
    assert one.say(Kind.DUE, 1002) == [Read()]
    for n in range(take.READS - 1):
        assert one.say(Kind.READ, 1010 + 100 * n) == [Wait(100 * MS)]
        assert one.say(Kind.DUE, 1110 + 100 * n) == [Read()]
    one.say(Kind.READ, 1500)
    assert one.outcome is not None
    assert not one.outcome.ok
    assert "“A” is still on air" in one.outcome.sentence


def test_without_an_answer_the_start_is_waited_for_until_the_link_gives_up():
    one = Following()
    assert one.say(Kind.DUE, 1000) == []
    assert one.say(Kind.ANSWERED, 2000) == [Wait(take.START_DEADLINE)]
    one = Following()
    one.say(Kind.UNANSWERED, 3000)
    assert one.outcome is not None
    assert "unknown" in one.outcome.sentence


def test_an_answer_that_never_comes_does_not_undo_a_start_that_was_seen():
    one = Following()
    one.say(Kind.STARTED, 4, "Schnitt")
    one.say(Kind.UNANSWERED, 3000)
    assert one.outcome is None
    one = Following()
    one.say(Kind.STARTED, 4, "Schnitt")
    one.say(Kind.UNANSWERED, 3000, ok=False, sentence="lost")
    assert one.outcome is not None


def test_the_length_that_runs_sets_the_deadline():
    one = Following(transition=FADE)
    assert Wait(1400 * MS) in one.say(Kind.STARTED, 5, "Überblenden")
    other = Following(transition=FADE)
    assert Wait(1000 * MS) in other.say(Kind.STARTED, 5, "Schnitt")


def test_an_end_that_never_comes_is_read():
    one = Following(transition=FADE)
    one.say(Kind.ANSWERED, 2)
    one.say(Kind.STARTED, 5, "Überblenden")
    assert one.say(Kind.DUE, 1405) == [Read()]
    assert one.say(Kind.READ, 1410, moving=True) == [Wait(100 * MS)]
    assert one.say(Kind.DUE, 1510) == [Read()]
    one.show("colour B")
    one.say(Kind.READ, 1520)
    assert one.outcome is not None
    assert (one.outcome.ok, one.outcome.proof) == (True, Proof.RE_READ)


def test_the_late_name_is_shown_when_the_mix_is_over():
    one = Following(transition=FADE, late_name=True)
    one.say(Kind.ANSWERED, 2)
    one.say(Kind.STARTED, 5, "Überblenden")
    assert Show() not in one.asks
    assert Show() in one.say(Kind.ENDED, 405, "Überblenden")
    one.show("colour B")
    one.say(Kind.INPUTS, 420)
    assert one.asks.count(Show()) == 1


def test_the_end_of_another_transition_is_not_ours():
    one = Following(transition=FADE)
    one.say(Kind.STARTED, 5, "Überblenden")
    assert one.say(Kind.ENDED, 10, "Stinger") == []
    assert one.take.phase is Phase.RUNNING


def test_a_second_start_is_a_hand_that_interrupts():
    one = Following(transition=FADE)
    one.say(Kind.ANSWERED, 2)
    one.say(Kind.STARTED, 5, "Überblenden")
    assert one.say(Kind.STARTED, 150, "Schnitt") == [Wait(1000 * MS)]
    one.say(Kind.ENDED, 180, "Schnitt")
    one.say(Kind.PROGRAM, 181, "C")
    one.obs = replace(active(one.obs, "colour C", "Name", "Mic"), program="C")
    assert one.say(Kind.DUE, 250) == [Read()]
    one.say(Kind.READ, 260)
    one.say(Kind.DUE, 360)
    one.say(Kind.READ, 370)
    assert one.outcome is not None
    assert not one.outcome.ok
    assert "Somebody" in one.outcome.sentence
    back, cut = seen_of(one.take, one.obs, at(380))
    assert (back.scene, back.started_at, back.ended_at) == ("A", at(5), at(150))
    assert (cut.scene, cut.started_at, cut.ended_at) == ("C", at(150), at(180))
    assert cut.proof is Proof.RE_READ


def test_a_second_start_of_the_same_scene_is_no_harm():
    one = Following(transition=FADE)
    one.say(Kind.ANSWERED, 2)
    one.say(Kind.STARTED, 5, "Überblenden")
    one.say(Kind.STARTED, 150, "Überblenden")
    one.say(Kind.PROGRAM, 404, "B")
    one.show("colour B")
    one.say(Kind.ENDED, 405, "Überblenden")
    assert one.outcome is not None
    assert (one.outcome.ok, one.outcome.proof) == (True, Proof.EVENT)
    assert one.outcome.started_at == at(5)


def broken(one: Following) -> list[HandCut]:
    """Another transition is chosen while ours runs, and OBS lets go of it."""
    one.say(Kind.ANSWERED, 2)
    one.say(Kind.STARTED, 5, "Überblenden")
    one.show("colour A", "colour B")
    assert one.say(Kind.CHANGED, 150, "Schnitt") == [Read()]
    one.obs = replace(one.obs, program="B")
    assert one.say(Kind.READ, 160) == [Wait(100 * MS)]
    assert one.outcome is None
    one.say(Kind.DUE, 260)
    one.say(Kind.READ, 270)
    return list(seen_of(one.take, one.obs, at(280)))


def test_another_transition_chosen_in_ours_breaks_it_off():
    one = Following(transition=FADE)
    cuts = broken(one)
    assert one.outcome is not None
    assert (one.outcome.ok, one.outcome.proof) == (False, Proof.UNCONFIRMED)
    assert "“Schnitt” was chosen" in one.outcome.sentence
    assert "“A” is on air again" in one.outcome.sentence
    assert one.outcome.ended_at == at(150)
    assert [(c.scene, c.started_at, c.ended_at) for c in cuts] == [("A", at(5), at(150))]
    doubtful = judged(replace(one.obs, shown="A"))
    assert not doubtful.provable
    assert "viewers see “A”" in doubtful.doubt


def test_scenes_alike_a_transition_broken_off_is_not_believed():
    one = Following("F", transition=FADE)
    one.obs = replace(active(one.obs, "colour shared", "Name", "Mic"), program="E")
    one.take = replace(one.take, before="E")
    one.say(Kind.ANSWERED, 2)
    one.say(Kind.STARTED, 5, "Überblenden")
    one.say(Kind.PROGRAM, 395, "F")
    one.say(Kind.CHANGED, 400, "Schnitt")
    for n in range(take.READS):
        one.say(Kind.READ, 410 + 100 * n)
        one.say(Kind.DUE, 500 + 100 * n)
    assert one.outcome is not None
    assert not one.outcome.ok


def test_the_transition_that_runs_chosen_again_runs_on():
    one = Following(transition=FADE)
    one.say(Kind.STARTED, 5, "Überblenden")
    assert one.say(Kind.CHANGED, 100, "Überblenden") == []
    one.say(Kind.CHANGED, 150, "Zweite Blende")
    assert one.say(Kind.READ, 160, moving=True) == [Wait(100 * MS)]
    assert one.take.phase is Phase.RUNNING
    one.show("colour B")
    one.say(Kind.ENDED, 405, "Überblenden")
    assert one.outcome is not None
    assert one.outcome.ok


def test_what_starts_and_ends_on_the_way_is_not_ours():
    one = Following(transition=FADE, by_way=True, late_name=True)
    one.say(Kind.ANSWERED, 2)
    assert one.say(Kind.STARTED, 3, "Schnitt") == []
    # OBS's window names what was asked for last, before it has begun.
    assert one.say(Kind.ENDED, 4, "Schnitt") == []
    assert one.say(Kind.PROGRAM, 5, "B") == []
    assert SayStarted(at(6)) in one.say(Kind.STARTED, 6, "Überblenden")
    one.show("colour A", "colour B")
    assert one.say(Kind.ENDED, 7, "Schnitt") == []
    assert one.outcome is None
    one.show("colour B")
    assert Show() in one.say(Kind.ENDED, 406, "Überblenden")
    assert one.outcome is not None
    assert (one.outcome.ok, one.outcome.started_at) == (True, at(6))


def test_the_way_to_a_scene_that_hangs():
    obs = replace(active(an_obs("B"), "colour A", "colour B", "Name"), provable=False)
    assert by_way(replace(obs, provable=True), "B") is None
    assert by_way(obs, "C") is None
    # In studio mode it is the same: OBS may have "Duplicate Scene" off.
    for known in (obs, replace(obs, studio_mode=True)):
        way = by_way(known, "B")
        assert way is not None
        assert (way.scene, way.shows, way.seen, way.plan) == (STAND_IN, "A", False, None)
    back = by_way(replace(obs, shown="A"), "A")
    assert back is not None
    assert (back.shows, back.seen) == ("A", True)
    assert back.plan is not None
    assert back.plan.transition == Transition("cut_transition", "Schnitt")
    dropped = by_way(active(obs, "colour D", "Name"), "B")
    assert dropped is not None
    assert dropped.shows == "D"
    unknown = by_way(active(obs, "colour A", "colour C", "Name"), "B")
    assert unknown is not None
    assert (unknown.shows, unknown.seen) == ("B", False)


def test_the_requests_of_the_way():
    obs = replace(active(an_obs("B"), "colour A", "colour B", "Name"), provable=False, shown="A")
    way = [STAND_IN, STAND_IN, "A", STAND_IN]
    assert requests(obs, "B", CUT) == ["Schnitt", *way, "B"]
    assert requests(obs, "B", FADE) == ["Schnitt", *way, "Überblenden", 400, "B"]
    assert requests(obs, "A", FADE) == ["Schnitt", *way, "A"]
    bare = replace(obs, transitions=obs.transitions[1:])
    assert requests(bare, "B", FADE) == [*way, "Überblenden", 400, "B"]


def requests(obs: ObsState, scene: str, transition: Transition) -> list[object]:
    obs = replace(obs, current_transition="Stinger")
    way = by_way(obs, scene)
    assert way is not None
    plan = way.plan or planned(obs, scene, transition)
    batch = take_calls.batch_of(obs, Switch("id", scene, transition), plan, cuts=True, way=way)
    return [value for call in batch.calls for value in call.data.values()]


def test_our_own_scene_is_taken_away_and_preview_is_what_it_was():
    obs = replace(an_obs(), stand_in=True)
    assert [c.name for c in take_calls.restore_calls(obs)] == ["RemoveScene"]
    assert take_calls.restore_calls(replace(obs, program=STAND_IN)) == ()
    studio = replace(obs, studio_mode=True, preview="C")
    assert [list(c.data.values()) for c in take_calls.restore_calls(studio)] == [["C"], [STAND_IN]]
    swapped = replace(studio, preview=STAND_IN)
    assert [list(c.data.values()) for c in take_calls.restore_calls(swapped)] == [["A"], [STAND_IN]]


def test_a_scene_left_from_another_time_is_used_again_without_a_word():
    obs = replace(active(an_obs("B"), "colour A", "colour B", "Name"), provable=False, shown="A")
    way = by_way(obs, "B")
    batch = take_calls.batch_of(
        obs, Switch("id", "B", CUT), planned(obs, "B", CUT), cuts=True, way=way
    )
    replies = [Answer(ok=call.name != "CreateScene", code=601) for call in batch.calls]
    assert take_calls.answered(batch, replies) == take_calls.Answered(ok=True)


def test_program_runs_on_private_copies():
    """OBS may duplicate sources for program: no input is ever active, and events must do."""
    one = Following()
    one.obs = active(one.obs, "Mic")
    one.say(Kind.ANSWERED, 2)
    one.say(Kind.STARTED, 4, "Schnitt")
    one.say(Kind.ENDED, 30, "Schnitt")
    one.say(Kind.PROGRAM, 31, "B")
    assert one.say(Kind.DUE, 100) == [Read()]
    one.say(Kind.READ, 110)
    assert one.outcome is not None
    assert (one.outcome.ok, one.outcome.proof) == (True, Proof.EVENT_ONLY)
    assert "duplicates" in one.outcome.sentence


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Kind)),
            st.sampled_from(["Schnitt", "Überblenden", "A", "B", "C", ""]),
            st.booleans(),
            st.booleans(),
            st.sampled_from([(), ("colour A",), ("colour B",), ("colour A", "colour B")]),
        ),
        max_size=25,
    ),
    st.sampled_from([CUT, FADE]),
)
def test_whatever_happens_nothing_false_is_said(happenings: list[tuple], transition: Transition):
    one = Following(transition=transition)
    for n, (kind, name, ok, moving, inputs) in enumerate(happenings):
        one.show(*inputs)
        said = "" if ok and kind is not Kind.STOPPED else "no"
        one.say(kind, n * 50, name, ok=ok, moving=moving, sentence=said)
        if one.outcome is not None:
            break
    if one.outcome is not None:
        assert one.take.phase is Phase.DONE
        if one.outcome.ok:
            assert fits(one.obs, "B"), "said to be on air against its inputs"
        else:
            assert one.outcome.sentence


# By hand


class ByHand:
    def __init__(self) -> None:
        self.obs = an_obs()
        self.hand: hand.Hand | None = None
        self.asks: list[object] = []

    def hear(self, name: str, ms: float, kind: Kind, word: str, key: str) -> None:
        before = self.obs
        self.obs = apply(self.obs, name, {key: word}, at(ms))
        self.say(Moment(kind, at(ms), word), before)

    def say(self, moment: Moment, before: ObsState | None = None) -> list[object]:
        if self.hand is not None:
            self.hand, asks = hand.step(self.hand, moment, self.obs)
        elif moment.kind is Kind.STARTED:
            self.hand, asks = hand.begin("A", moment, self.obs)
        else:
            self.hand, asks = hand.begin_unannounced("A", moment)
        self.asks += asks
        return list(asks)

    @property
    def cut(self) -> HandCut | None:
        found = [ask.cut for ask in self.asks if isinstance(ask, Conclude)]
        assert len(found) == 1
        return found[0]


def test_a_fade_by_hand():
    one = ByHand()
    one.hear("SceneTransitionStarted", 0, Kind.STARTED, "Überblenden", "transitionName")
    assert one.asks == [Wait(1300 * MS)]
    one.hear("SceneTransitionEnded", 300, Kind.ENDED, "Überblenden", "transitionName")
    one.hear("CurrentProgramSceneChanged", 301, Kind.PROGRAM, "B", "sceneName")
    one.obs = active(one.obs, "colour B", "Name")
    one.say(Moment(Kind.INPUTS, at(320)))
    assert one.cut is not None
    assert (one.cut.scene, one.cut.proof) == ("B", Proof.EVENT)
    assert (one.cut.started_at, one.cut.ended_at) == (at(0), at(300))
    assert one.cut.transition == Transition("fade_transition", "Überblenden", 300 * MS)


def test_a_hands_fade_is_broken_off_by_another_transition_chosen():
    one = ByHand()
    one.hear("SceneTransitionStarted", 0, Kind.STARTED, "Überblenden", "transitionName")
    one.hear("CurrentSceneTransitionChanged", 100, Kind.CHANGED, "Schnitt", "transitionName")
    assert one.asks[-1] == Read()
    one.obs = replace(active(one.obs, "colour A", "colour C", "Name"), program="C")
    assert one.say(Moment(Kind.READ, at(110))) == [Wait(100 * MS)]
    one.say(Moment(Kind.DUE, at(210)))
    one.say(Moment(Kind.READ, at(220)))
    assert one.cut is not None
    assert (one.cut.scene, one.cut.proof) == ("A", Proof.EVENT_ONLY)
    assert (one.cut.started_at, one.cut.ended_at) == (at(0), at(100))
    conclude = next(ask for ask in one.asks if isinstance(ask, Conclude))
    after = hand.state_after(one.obs, conclude)
    assert (after.program, after.shown, after.running) == ("C", "A", None)


def test_obs_names_another_scene_for_a_moment_and_nothing_has_changed():
    one = ByHand()
    one.hear("CurrentProgramSceneChanged", 0, Kind.PROGRAM, "D", "sceneName")
    one.hear("CurrentProgramSceneChanged", 5, Kind.PROGRAM, "A", "sceneName")
    one.say(Moment(Kind.DUE, at(200)))
    assert one.cut is None


def test_a_hands_transition_whose_end_is_lost_is_read():
    one = ByHand()
    one.hear("SceneTransitionStarted", 0, Kind.STARTED, "Überblenden", "transitionName")
    assert one.say(Moment(Kind.DUE, at(1300))) == [Read()]
    one.obs = replace(active(one.obs, "colour C", "Name"), program="C")
    one.say(Moment(Kind.READ, at(1310)))
    assert one.cut is not None
    assert (one.cut.scene, one.cut.proof) == ("C", Proof.RE_READ)


def test_what_inputs_prove_beats_what_obs_names():
    one = ByHand()
    one.hear("SceneTransitionStarted", 0, Kind.STARTED, "Überblenden", "transitionName")
    one.say(Moment(Kind.DUE, at(1300)))
    one.obs = replace(active(one.obs, "colour B", "Name"), program="D")
    one.say(Moment(Kind.READ, at(1310)))
    assert one.cut is not None
    assert (one.cut.scene, one.cut.proof) == ("B", Proof.INPUTS)
