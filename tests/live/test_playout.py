"""Playout on OBS, fake and real: what is on air, how it is proved, what is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from control_panel.errors import Refused
from control_panel.running_order import as_run
from control_panel.running_order.commands import Action, Command, Result
from control_panel.show.model import Author, Mode, Proof, Via
from tests.live.stage import Stage, fade, live_show, stage, with_transition


def test_a_take_is_on_air_when_obs_has_proved_it(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot) as s:
        s.press(Action.LIVE)
        s.take()
        s.take()
        assert s.on_air == "item-2"
        assert s.scene == "B"
        run = s.playout.playhead.on_air
        assert run is not None
        assert run.proof in (Proof.EVENT, Proof.INPUTS, Proof.RE_READ)
        assert run.confirmed_at is not None
        rows = as_run.rows(s.written.as_run)
        assert [(r.number, r.open) for r in rows] == [("1", False), ("2", True)]
        assert s.written.shots[-1].scene == "B"
        assert s.written.shots[-1].at == run.started_at
        assert s.playout.playhead.name_up == "Guest 2"
        assert not s.alarms.standing
        s.lose_nothing()


def test_shots_and_back(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot) as s:
        s.press(Action.LIVE)
        s.take()
        s.take()
        run = s.playout.playhead.on_air
        s.press(Action.SHOT, shot_key=3)
        assert s.scene == "C"
        assert s.playout.playhead.on_air == run
        s.press(Action.BACK)
        assert s.scene == "B"
        assert s.playout.playhead.on_air == run
        s.take()
        assert s.on_air == "item-3"
        s.press(Action.BACK)
        assert s.on_air == "item-2"
        assert s.scene == "B"
        assert s.playout.playhead.next_id == "item-3"
        assert s.playout.playhead.on_air is not None
        assert s.playout.playhead.on_air.id == run.id if run else False
        error = [r for r in as_run.rows(s.written.as_run) if r.in_error]
        assert [r.number for r in error] == ["3"]
        assert [p.reason for p in s.written.shots] == [
            "found",
            "take",
            "shot",
            "back",
            "take",
            "back",
        ]


def test_items_on_one_scene_and_on_none_come_on_air_without_a_cut(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot) as s:
        s.press(Action.LIVE)
        s.press(Action.NEXT, item_id="item-4")
        s.take()
        shots = len(s.written.shots)
        s.take()
        assert s.on_air == "item-5"
        s.take()
        assert s.on_air == "item-6"
        assert s.playout.playhead.on_air is not None
        assert s.playout.playhead.on_air.proof is Proof.NO_CUT
        assert len(s.written.shots) == shots
        assert s.scene == "D"


def test_a_press_in_the_mix_waits_for_its_end(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot, live_show(fade(800))) as s:
        s.press(Action.LIVE)
        s.take()
        s.take()
        assert s.on_air == "item-2"
        s.until(lambda: _apart(s))
        s.do(Action.TAKE)
        s.until(lambda: s.playout.playhead.taking and s.playout.playhead.taking.started_at)
        s.until(lambda: _apart(s))
        answer = s.do(Action.TAKE, seen_on_air="item-3", seen_next="item-4")
        assert answer.result is Result.PENDING
        assert s.playout.playhead.pending == "item-4"
        s.rest()
        assert s.on_air == "item-4"
        assert [p.scene for p in s.written.shots] == ["A", "B", "C", "D"]


def _apart(s: Any) -> bool:
    last = s.playout.playhead.last_take_at
    return last is None or s.clock.now().since(last) > timedelta(milliseconds=310)


def test_a_cut_by_hand_is_one_shot_row_and_can_be_made_the_item(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot) as s:
        s.press(Action.LIVE)
        s.take()
        obs.hand("SetCurrentProgramScene", sceneName="B")
        s.until(lambda: s.playout.playhead.offer)
        assert s.on_air == "item-1"
        row = s.written.shots[-1]
        assert (row.scene, row.author.via, row.reason) == ("B", Via.OBS, "by hand")
        s.press(Action.MAKE_ON_AIR)
        assert s.on_air == "item-2"
        assert s.playout.playhead.on_air is not None
        assert s.playout.playhead.on_air.started_at == row.at


def test_a_hand_in_our_fade_is_told_as_what_it_did(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot, live_show(fade(500))) as s:
        s.press(Action.LIVE)
        s.take()
        hand_in_fade(s, "SetCurrentSceneTransition", transitionName="Cut")
        assert told(s) == ["The transition to “B” was broken off in OBS: “A” is on program again"]
        s.take()
        assert s.on_air == "item-2"
        hand_in_fade(s, "SetCurrentProgramScene", sceneName="D")
        assert told(s) == [
            "The transition to “C” was broken off in OBS: “B” is on program again",
            "“D” was put on program in OBS itself",
        ]
        assert [(p.scene, p.author.via) for p in s.written.shots[-2:]] == [
            ("B", Via.OBS),
            ("D", Via.OBS),
        ]


def hand_in_fade(s: Stage, request: str, **data: str) -> None:
    """TAKE, and in the middle of its fade what a hand does in OBS."""
    s.until(lambda: _apart(s))
    s.notices.clear()
    s.do(Action.TAKE)
    s.until(lambda: s.playout.playhead.taking and s.playout.playhead.taking.started_at)
    started = s.clock.now()
    s.until(lambda: s.clock.now().since(started) > timedelta(milliseconds=150))
    s.obs.hand(request, **data)
    s.rest()


def told(s: Stage) -> list[str]:
    return [n.sentence for n in s.notices if " on program " in n.sentence]


def test_a_scene_renamed_in_obs_is_followed(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot) as s:
        s.press(Action.LIVE)
        s.take()
        obs.hand("SetSceneName", sceneName="B", newSceneName="B renamed")
        s.until(lambda: s.document.show.order.items[1].scene == "B renamed")
        s.take()
        assert s.on_air == "item-2"
        obs.hand("SetSceneName", sceneName="B renamed", newSceneName="B")
        s.until(lambda: s.document.show.order.items[1].scene == "B")
        assert s.playout.playhead.picture is not None
        assert s.playout.playhead.picture.scene == "B"


def test_a_missing_scene_is_refused_by_name(obs: Any, qtbot: QtBot) -> None:
    show = live_show()
    order = show.order
    items = (replace(order.items[0], scene="Nowhere"), *order.items[1:])
    with stage(obs, qtbot, replace(show, running_orders=(replace(order, items=items),))) as s:
        s.press(Action.LIVE)
        with pytest.raises(Refused, match="Nowhere"):
            s.do(Action.TAKE)


def test_g_takes_the_name_off_the_picture(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot) as s:
        s.press(Action.LIVE)
        s.take()
        s.take()
        assert _name(obs) == "Guest 2"
        s.press(Action.CLEAR_GRAPHICS)
        s.until(lambda: _name(obs) == "")


def _name(obs: Any) -> str:
    return str(obs.hand("GetInputSettings", inputName="Name")["inputSettings"].get("text", ""))


def test_who_is_heard_goes_with_the_take(obs: Any, qtbot: QtBot) -> None:
    def muted(name: str) -> bool:
        return bool(obs.hand("GetInputMute", inputName=name)["inputMuted"])

    with stage(obs, qtbot) as s:
        s.press(Action.LIVE)
        s.press(Action.NEXT, item_id="item-2")
        s.take()
        assert (muted("Sound 1"), muted("Sound 2")) == (False, True)
        s.take()
        assert (muted("Sound 1"), muted("Sound 2")) == (True, False)


def test_the_name_of_a_mix_comes_up_when_it_has_ended(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot, with_transition(live_show(), 2, fade(400))) as s:
        s.press(Action.LIVE)
        s.take()
        s.take()
        s.until(lambda: _name(obs) == "Guest 2")
        assert s.on_air == "item-2"


def test_a_return_with_an_open_take_asks_obs(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot) as s:
        s.press(Action.LIVE)
        s.take()
        s.until(lambda: _apart(s))
        s.do(Action.TAKE)
        killed = s.written.playhead
        assert killed.taking is not None
        s.rest()
    with stage(obs, qtbot, playhead=killed) as back:
        back.until(lambda: back.on_air == "item-2")
        assert back.playout.playhead.on_air is not None
        assert back.playout.playhead.on_air.proof is Proof.RE_READ
        assert back.playout.playhead.mode is Mode.LIVE
        assert back.playout.playhead.astray is None


def test_a_double_press_does_not_answer_the_question_it_asks(obs: Any, qtbot: QtBot) -> None:
    with stage(obs, qtbot) as s:
        assert s.do(Action.LIVE).result is Result.ASKED
        with pytest.raises(Refused, match="read the question"):
            s.do(Action.LIVE)
        assert s.playout.playhead.mode is Mode.OFF


def test_who_asked_is_in_every_line(obs: Any, qtbot: QtBot) -> None:
    author = Author(person="Noor", via=Via.API)
    with stage(obs, qtbot) as s:
        s.press(Action.LIVE, author=author)
        s.until(lambda: _apart(s))
        s.playout.do(Command(Action.TAKE, author))
        s.rest()
        assert {line.author for line in s.written.lines} == {author}
        assert s.outcomes[-1].result is Result.DONE
