"""Messages to text and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel.obs import wire
from control_panel.obs.protocol import Execution
from control_panel.obs.wire import Answer, BatchAnswer, Call, Event, Hello, Identified, WireError


def said(op: int, **body: object) -> str:
    return json.dumps({"op": op, "d": body})


def test_hello_with_and_without_a_lock():
    plain = wire.decode(said(0, obsWebSocketVersion="5.1.0", rpcVersion=1))
    assert plain == Hello("5.1.0", 1)
    assert not plain.asks_password
    lock = {"challenge": "c", "salt": "s"}
    locked = wire.decode(said(0, obsWebSocketVersion="5.1.0", rpcVersion=1, authentication=lock))
    assert locked == Hello("5.1.0", 1, "c", "s")
    assert locked.asks_password


def test_identified_and_event():
    assert wire.decode(said(2, negotiatedRpcVersion=1)) == Identified(1)
    event = wire.decode(said(5, eventType="ExitStarted", eventIntent=1))
    assert event == Event("ExitStarted", {})
    event = wire.decode(said(5, eventType="NotKnownYet", eventIntent=1, eventData={"a": [1]}))
    assert event == Event("NotKnownYet", {"a": [1]})


def test_an_answer_keeps_code_and_comment():
    status = {"result": False, "code": 600, "comment": "No such scene."}
    text = said(7, requestType="GetX", requestId="g1-1", requestStatus=status, responseData=None)
    assert wire.decode(text) == Answer("GetX", "g1-1", False, 600, "No such scene.", {})


def test_a_batch_is_paired_by_place():
    good = {"requestType": "A", "requestStatus": {"result": True, "code": 100}}
    bad = {"requestType": "B", "requestStatus": {"result": False, "code": 604}}
    got = wire.decode(said(9, requestId="g1-2", results=[good, bad]))
    assert isinstance(got, BatchAnswer)
    assert [(one.name, one.ok, one.code) for one in got.answers] == [
        ("A", True, 100),
        ("B", False, 604),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "5",
        '"op"',
        b"\xff\xfe",
        '{"op":5}',
        '{"op":5,"d":{}}',
        '{"op":5,"d":5}',
        '{"op":7,"d":{"requestId":"x"}}',
        '{"op":7,"d":{"requestId":"x","requestStatus":{"result":true,"code":"many"}}}',
        '{"op":9,"d":{"requestId":"x","results":[3]}}',
        '{"op":0,"d":{}}',
    ],
)
def test_anything_else_is_one_error(text):
    with pytest.raises(WireError):
        wire.decode(text)


def test_what_a_later_obs_may_say_is_no_error():
    assert wire.decode('{"op":12,"d":{}}') == wire.Other(12)


def test_a_name_that_is_no_utf8_is_shown_as_well_as_can_be():
    text = b'{"op":5,"d":{"eventType":"SceneCreated","eventData":{"sceneName":"a\xffb"}}}'
    assert wire.decode(text) == Event("SceneCreated", {"sceneName": "a\ufffdb"})


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_text_does_worse_than_a_wire_error(text):
    try:
        wire.decode(text)
    except WireError:
        return


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
        max_leaves=8,
    ),
    st.integers(0, 10),
)
def test_no_body_does_worse_than_a_wire_error(body, op):
    try:
        wire.decode(json.dumps({"op": op, "d": body}))
    except WireError:
        return


def test_what_we_send():
    assert json.loads(wire.identify(7)) == {
        "op": 1,
        "d": {"rpcVersion": 1, "eventSubscriptions": 7},
    }
    assert json.loads(wire.identify(7, "x"))["d"]["authentication"] == "x"
    assert json.loads(wire.reidentify(8)) == {"op": 3, "d": {"eventSubscriptions": 8}}
    asked = json.loads(wire.request("g1-1", Call("GetInputMute", {"inputName": "Ñandú"})))
    assert asked == {
        "op": 6,
        "d": {
            "requestType": "GetInputMute",
            "requestId": "g1-1",
            "requestData": {"inputName": "Ñandú"},
        },
    }
    assert "requestData" not in json.loads(wire.request("g1-1", Call("GetVersion")))["d"]


def test_a_batch_with_variables():
    first = Call("GetSceneItemId", {"sceneName": "A"}, take_out={"item": "sceneItemId"})
    second = Call("SetSceneItemEnabled", {"sceneName": "A"}, put_in={"sceneItemId": "item"})
    body = json.loads(wire.batch("b", [first, second], halt_on_failure=True, variables={"x": 1}))
    assert body["op"] == 8
    assert body["d"]["haltOnFailure"] is True
    assert body["d"]["executionType"] == 0
    assert body["d"]["variables"] == {"x": 1}
    assert body["d"]["requests"][0]["outputVariables"] == {"item": "sceneItemId"}
    assert body["d"]["requests"][1]["inputVariables"] == {"sceneItemId": "item"}


def test_no_scene_switch_on_the_graphics_thread():
    with pytest.raises(ValueError, match="SetCurrentProgramScene"):
        wire.batch("b", [Call("SetCurrentProgramScene")], execution=Execution.SERIAL_FRAME)
    assert wire.batch("b", [Call("SetInputMute")], execution=Execution.SERIAL_FRAME)


def test_half_a_surrogate_does_not_close_the_link():
    text = wire.request("g1-1", Call("SetInputSettings", {"text": "a\udc80b"}))
    assert json.loads(text.encode())["d"]["requestData"] == {"text": "a?b"}


def test_what_is_no_number_is_not_sent():
    with pytest.raises(ValueError, match="JSON compliant"):
        wire.request("g1-1", Call("SetInputVolume", {"inputVolumeDb": float("nan")}))


@pytest.mark.parametrize(
    "text",
    [
        wire.identify(1, "PLANTED"),
        wire.request("1", Call("SetStreamServiceSettings", {"settings": {"key": "PLANTED"}})),
        wire.request("1", Call("X", {"password": 'a"PLANTED', "serverPassword": "PLANTED"})),
        wire.request("1", Call("X", {"input": "srt://h:1?passphrase=PLANTED&streamid=PLANTED"})),
        wire.request("1", Call("X", {"input": "rtmp://me:PLANTED@host/app"})),
        json.dumps({"x": "y" * 280, "authentication": "PLANTED"}),
        json.dumps({"x": "y" * 575, "authentication": "PLANTED"}),
    ],
)
def test_a_log_shows_no_secret(text):
    shown = wire.loggable(text)
    assert "PLANTED" not in shown
    assert len(shown) < 340
    assert "PLANTED" not in wire.loggable(text.encode())
