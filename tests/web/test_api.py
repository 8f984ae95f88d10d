"""The control API over real HTTP: commands, refusals, who may ask, and what it says."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from control_panel.errors import LinkError, PanelError, Refused
from control_panel.paths import read_runtime
from control_panel.running_order.commands import Action, Result
from control_panel.show.model import Via
from control_panel.web.api import Api, free_socket
from control_panel.web.body import ACTIONS
from tests.fakes.desk import FakeDesk
from tests.web.conftest import TOKEN, Client

SEEN = {"on_air": "a", "next": "b"}


def test_the_state_is_answered(client: Client) -> None:
    status, found, headers = client.ask("GET", "/state")
    assert (status, found) == (200, {"mode": "live"})
    assert headers["Cache-Control"] == "no-store"
    assert not [name for name in headers if name.lower().startswith("access-control")]


def test_a_take_is_sent_with_what_was_seen(client: Client, desk: FakeDesk) -> None:
    desk.answer = Result.SENT
    status, found = client.post("/take", {**SEEN, "person": "Zoë"})
    command = desk.commands[0]
    assert status == 202
    assert found == {
        "id": command.id, "action": "take", "result": "sent", "sentence": None, "reason": None,
    }  # fmt: skip
    assert (command.seen_on_air, command.seen_next) == ("a", "b")
    assert (command.author.via, command.author.person) == (Via.API, "Zoë")


def test_each_command_has_its_address(client: Client, desk: FakeDesk) -> None:
    bodies = {"take": SEEN, "shot": {"key": 3}, "next": {"item_id": "x"}, "add-time": {"ms": -5}}
    for action in ACTIONS:
        assert client.post(f"/{action}", bodies.get(action, {}))[0] == 202
    assert [c.action for c in desk.commands] == list(ACTIONS)
    by_action = {c.action: c for c in desk.commands}
    assert by_action[Action.SHOT].shot_key == 3
    assert by_action[Action.NEXT].item_id == "x"
    assert by_action[Action.ADD_TIME].by == timedelta(milliseconds=-5)
    assert by_action[Action.HOLD].seen_on_air is None


@pytest.mark.parametrize("inner", ["stream", "record", "recover", "mute"])
def test_what_is_not_built_is_absent(client: Client, inner: str) -> None:
    assert client.post(f"/{inner}")[0] == 404


def test_a_refusal_is_409_with_its_reason(client: Client, desk: FakeDesk) -> None:
    desk.answer = Refused("Next is now The last mile.", reason="stale")
    status, found = client.post("/take", SEEN)
    assert status == 409
    assert found["reason"] == "stale"
    assert found["sentence"] == "Next is now The last mile."
    assert found["id"] == desk.commands[0].id


@pytest.mark.parametrize(
    ("answer", "status", "reason"),
    [
        (Result.REFUSED, 409, None),
        (Result.ASKED, 409, "asked"),
        (Result.FAILED, 502, None),
        (LinkError("OBS does not answer.", reason="link"), 502, "link"),
        (PanelError("A mistake.", reason="bug"), 500, "bug"),
    ],
)
def test_what_did_not_happen_is_no_success(
    client: Client, desk: FakeDesk, answer: Result | PanelError, status: int, reason: str | None
) -> None:
    desk.answer = answer
    for wait in ("", "?wait=1"):
        got, found = client.post(f"/hold{wait}")
        assert (got, found["reason"]) == (status, reason)


def test_waiting_for_the_outcome(client: Client, desk: FakeDesk) -> None:
    desk.answer = Result.SENT

    def confirm() -> None:
        while not desk.commands:
            pass
        desk.tell(desk.outcome(desk.commands[0], Result.PENDING))
        desk.tell(desk.outcome(desk.commands[0], Result.DONE, "On air."))

    other = threading.Thread(target=confirm)
    other.start()
    status, found = client.post("/take?wait=1", SEEN)
    other.join()
    assert (status, found["result"], found["sentence"]) == (200, "done", "On air.")


def test_waiting_ends_and_says_what_is_known(client: Client, desk: FakeDesk) -> None:
    desk.answer = Result.PENDING
    status, found = client.post("/take?wait=1", SEEN)
    assert (status, found["result"]) == (202, "pending")


def test_a_busy_panel_does_not_run_the_command_later(client: Client, desk: FakeDesk) -> None:
    desk.answer = None
    status, found = client.post("/take", SEEN)
    assert (status, found["reason"]) == (504, "busy")
    assert "was not run" in found["sentence"]
    assert desk.futures[0].cancelled()


@pytest.mark.parametrize(
    ("path", "body", "part"),
    [
        ("/take", {}, "take needs on_air and next"),
        ("/take", {"on_air": "a"}, "take needs next"),
        ("/take", {**SEEN, "scene": "x"}, 'take does not know "scene"'),
        ("/take", {"on_air": 1, "next": "b"}, "on_air must be a text"),
        ("/take", {"on_air": "a" * 65, "next": "b"}, "longer than 64"),
        ("/take", {"on_air": "a\0", "next": "b"}, "no text"),
        ("/take", {"on_air": "\ud800", "next": "b"}, "no text"),
        ("/shot", {"key": 0}, "key must be 1 to 9"),
        ("/shot", {"key": True}, "whole number"),
        ("/shot", {"key": 1.0}, "whole number"),
        ("/next", {"item_id": ""}, "item_id is empty"),
        ("/next", {"item_id": None}, "must be a text"),
        ("/add-time", {"ms": 0}, "not 0"),
        ("/add-time", {"ms": 10**12}, "within 86400000"),
        ("/hold", [], "JSON object"),
        ("/hold", "hold", "JSON object"),
        ("/hold?wait=yes", {}, "wait must be 1 or 0"),
        ("/hold?token=x", {}, "takes only “wait”"),
    ],
)
def test_bad_input_is_400_with_a_sentence(
    client: Client, desk: FakeDesk, path: str, body: object, part: str
) -> None:
    status, found = client.post(path, body)
    assert status == 400
    assert found["reason"] == "bad-request"
    assert part in found["sentence"]
    assert desk.commands == []


@pytest.mark.parametrize(
    "raw",
    [
        b"{", b"\xff", b"[" * 5000, b'{"on_air":"a","on_air":"b"}', b'{"ms": NaN}', b"x" * 9000,
        b'{"ms": ' + b"9" * 5000 + b"}", b"\xef\xbb\xbf{}",
    ],
)  # fmt: skip
def test_a_body_that_is_no_json_is_400(client: Client, desk: FakeDesk, raw: bytes) -> None:
    status, found, _ = client.ask("POST", "/hold", data=raw)
    assert status == 400
    assert found["sentence"].endswith(".")
    assert desk.commands == []


def test_a_body_larger_than_the_limit_is_not_read(client: Client) -> None:
    status, found, _ = client.ask("POST", "/hold", data=b" " * 200_000)
    assert (status, "larger" in found["sentence"]) == (400, True)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
_names = st.sampled_from(["on_air", "next", "key", "item_id", "ms", "person", "x"])


@settings(max_examples=150, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    action=st.sampled_from(ACTIONS),
    body=st.binary(max_size=60) | st.dictionaries(_names, _json) | _json,
)
def test_no_body_makes_the_panel_stumble(
    client: Client, action: Action, body: bytes | object
) -> None:
    if isinstance(body, bytes):
        status, found, _ = client.ask("POST", f"/{action}", data=body)
    else:
        status, found = client.post(f"/{action}", body)
    assert status in (202, 400)
    assert found.get("sentence") if status == 400 else found["id"]


@pytest.mark.parametrize(
    "given_",
    ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN,
     "Bearer ü", f"Bearer {TOKEN} {TOKEN}"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/state", "/events", "/nowhere"])
def test_without_the_token_nothing_is_told(client: Client, given_: str, path: str) -> None:
    status, found, headers = client.ask("GET", path, headers={"Authorization": given_})
    assert (status, found["reason"]) == (401, "token")
    assert headers["WWW-Authenticate"] == "Bearer"
    assert TOKEN not in str(found)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:1", "", "0"])
def test_another_host_name_is_turned_away(client: Client, host: str) -> None:
    status, found, _ = client.ask("GET", "/state", headers={"Host": host})
    assert (status, found["reason"]) == (403, "host")


def test_localhost_is_us(client: Client) -> None:
    for host in ("localhost", f"LOCALHOST:{client.port}", f"[::1]:{client.port}"):
        assert client.ask("GET", "/state", headers={"Host": host})[0] == 200


def test_unknown_addresses_and_methods(client: Client) -> None:
    assert client.ask("GET", "/nowhere")[:2] == (
        404, {"reason": "not-found", "sentence": "There is nothing at this address."},
    )  # fmt: skip
    status, found, headers = client.ask("GET", "/take")
    assert (status, headers["Allow"]) == (405, "POST")
    assert found["sentence"].endswith(".")
    assert client.ask("DELETE", "/state")[0] == 405
    assert client.ask("GET", "/state?x=1")[0] == 400


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /api/v1/state HTTP/1.1\r\n\r\n",
        b"GET /api/v1/state HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\n\r\n",
        b"POST /api/v1/hold HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/v1/hold HTTP/1.1\r\nHost: localhost\r\nContent-Encoding: deflate\r\n"
        b"Authorization: Bearer " + TOKEN.encode() + b"\r\nContent-Length: 3\r\n\r\nabc",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_raw_nonsense_is_answered_with_a_refusal(client: Client, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", client.port), 5) as line:
        line.sendall(raw)
        answer = line.recv(4096)
    assert answer.split(b" ")[1] in (b"400", b"401", b"403")
    assert client.ask("GET", "/state")[0] == 200


def test_a_taken_port_gives_the_next_free_one_and_says_so(desk: FakeDesk, qtbot: QtBot) -> None:
    with free_socket(0) as taken:
        wanted = taken.getsockname()[1]
        api = Api(desk, lambda: TOKEN, wanted)
        with qtbot.waitSignal(api.listening, timeout=10_000) as told:
            api.start()
        port, sentence = told.args
        assert port > wanted
        assert sentence == f"Port {wanted} is taken: the control API is on port {port}."
        assert read_runtime()["api"]["port"] == port
        assert api.port == port
        assert api.stop(5)
    assert api.port is None
    assert "api" not in read_runtime()


def test_no_port_at_all_is_told(desk: FakeDesk, qtbot: QtBot) -> None:
    api = Api(desk, lambda: TOKEN, 70_000)
    with qtbot.waitSignal(api.failed, timeout=10_000) as told:
        api.start()
    assert "are all taken" in told.args[0]
    assert api.stop(5)


def test_it_starts_again_after_a_stop(api: Api, qtbot: QtBot) -> None:
    assert api.stop(5)
    with qtbot.waitSignal(api.listening, timeout=10_000):
        api.start()
    assert Client(api.port or 0).ask("GET", "/state")[0] == 200


def test_stop_does_not_wait_for_an_open_question(
    client: Client, api: Api, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.answer = None
    ended: list[object] = []

    def ask() -> None:
        try:
            ended.append(client.post("/hold"))
        except aiohttp.ClientError as error:
            ended.append(error)

    other = threading.Thread(target=ask)
    other.start()
    qtbot.waitUntil(lambda: bool(desk.commands))
    assert api.stop(2.0)
    other.join()
    assert ended
