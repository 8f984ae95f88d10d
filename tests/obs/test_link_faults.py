"""Each way not to reach OBS, and each way to lose it, is one clear sentence within its limit."""

from __future__ import annotations

import errno
import json
import socket
import ssl
import threading
import time

import pytest

from control_panel.demo.obs_process import free_port
from control_panel.obs.client import Address, LinkLost
from control_panel.obs.dial import resolve
from control_panel.obs.faults import Closed, Expired, Limits, Stage, explain
from control_panel.obs.protocol import Close
from tests.fakes.raw_server import RawServer, drips, hangs_up, says, silent

UPGRADE = b"HTTP/1.1 101 Switching Protocols\r\n"


def loss_of(client, qtbot, wait=3000):
    with qtbot.waitSignal(client.bridge.lost, timeout=wait) as lost:
        client.start()
    return lost.args[1]


@pytest.mark.parametrize(
    ("talk", "reason", "words"),
    [
        (silent, "silent", "took the connection, then said nothing"),
        (says(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), "not-obs", "is not OBS"),
        (says(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), "not-obs", "web server"),
        (says(b"HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n"), "not-obs", "not OBS"),
        (says(UPGRADE + b"Upgrade: websocket\r\n\r\n"), "not-obs", "not OBS"),
        (says(b"\x15\x03\x01\x00\x02\x02\x46"), "silent", "said nothing"),
        (drips(UPGRADE * 50, 0.05), "silent", "said nothing"),
        (hangs_up, "not-obs", "is not OBS"),
    ],
    ids=["mute", "ssh", "web", "redirect", "no-key", "tls-alert", "drip", "hangs-up"],
)
def test_not_an_obs(talk, reason, words, make_client, qtbot):
    with RawServer(talk) as server:
        client = make_client(Address("127.0.0.1", server.port))
        began = time.monotonic()
        loss = loss_of(client, qtbot)
        assert time.monotonic() - began < 6.0
        assert (loss.reason, loss.was_up) == (reason, False)
        assert words in loss.sentence
        assert loss.retry_in is not None
        assert client.stop()


@pytest.mark.parametrize("stage", ["tcp", "hello", "identify"])
def test_mute_at_each_stage(stage, fake, make_client, qtbot):
    fake.mute_at = stage
    loss = loss_of(make_client(fake), qtbot)
    assert loss.reason == "silent"
    assert loss.retry_in is not None
    fake.mute_at = ""


def test_nothing_there(make_client, qtbot):
    loss = loss_of(make_client(Address("127.0.0.1", free_port())), qtbot)
    assert loss.reason == "refused"
    assert "start OBS" in loss.sentence


def test_a_name_that_nobody_knows(make_client, qtbot):
    def unknown(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    loss = loss_of(make_client(Address("studio.lan"), resolve=unknown), qtbot)
    assert loss.reason == "name"
    assert "studio.lan" in loss.sentence
    with pytest.raises(UnicodeError):
        resolve("a" * 70 + ".lan", 1)
    loss = loss_of(make_client(Address("a" * 70 + ".lan")), qtbot)
    assert loss.reason == "name"


def test_a_resolver_that_hangs(make_client, qtbot):
    let_go = threading.Event()

    def hangs(host, port):
        let_go.wait(20)
        return []

    client = make_client(Address("studio.lan"), resolve=hangs)
    loss = loss_of(client, qtbot)
    assert loss.reason == "silent"
    assert "name" in loss.sentence
    began = time.monotonic()
    assert client.stop(1.0)
    assert time.monotonic() - began < 6.0
    let_go.set()


def test_the_second_address_of_a_name_is_tried(fake, make_client, qtbot):
    dead = free_port()

    def two(host, port):
        return [*resolve("127.0.0.1", dead), *resolve("127.0.0.1", port)]

    client = make_client(Address("studio.lan", fake.port), resolve=two)
    with qtbot.waitSignal(client.bridge.connected):
        client.start()


def test_tls_where_there_is_none(fake, make_client, qtbot):
    address = Address("127.0.0.1", fake.port, secure=True)
    loss = loss_of(make_client(address), qtbot)
    assert loss.reason == "tls"
    assert "use ws" in loss.sentence


@pytest.mark.parametrize(
    ("hello", "words"),
    [
        ("hello", "not that of OBS 28"),
        (json.dumps({"op": 2, "d": {"negotiatedRpcVersion": 1}}), "not that of OBS 28"),
        (json.dumps({"update-type": "Heartbeat"}), "not that of OBS 28"),
    ],
)
def test_another_websocket_server(hello, words, fake, make_client, qtbot):
    fake.hello = hello
    loss = loss_of(make_client(fake), qtbot)
    assert loss.reason == "not-obs"
    assert words in loss.sentence


def test_closed_before_hello(fake, make_client, qtbot):
    fake.close_at_hello = 1000
    loss = loss_of(make_client(fake), qtbot)
    assert loss.reason == "not-obs"
    assert loss.code == 1000


def test_another_protocol_version_is_not_tried_again(fake, make_client, qtbot):
    fake.rpc_version = 2
    loss = loss_of(make_client(fake), qtbot)
    assert (loss.code, loss.reason, loss.retry_in) == (4010, "version", None)
    assert "OBS 28" in loss.sentence


@pytest.mark.parametrize(
    ("code", "reason", "again"),
    [
        (4011, "kicked", False),
        (1001, "closed", True),
        (1000, "closed", True),
        (4000, "closed", True),
        pytest.param(4002, "not-understood", True, marks=pytest.mark.loud),
        pytest.param(4008, "not-understood", True, marks=pytest.mark.loud),
        pytest.param(4012, "not-understood", True, marks=pytest.mark.loud),
    ],
)
def test_close_codes(code, reason, again, fake, client, qtbot):
    with qtbot.waitSignal(client.bridge.lost) as lost:
        fake.close_all(code, "words")
    loss = lost.args[1]
    assert (loss.code, loss.reason, loss.was_up) == (code, reason, True)
    assert (loss.retry_in is not None) is again


@pytest.mark.loud
def test_a_message_that_obs_did_not_understand_is_logged_without_secrets(
    fake, client, qtbot, caplog
):
    from control_panel.obs.client import Call

    client.send(Call("SetX", {"password": "PLANTED", "word": "kept"})).result(2)
    with qtbot.waitSignal(client.bridge.lost):
        fake.close_all(4002, "bad")
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "kept" in said
    assert "PLANTED" not in said


def test_a_kick_waits_for_a_person(fake, client, qtbot):
    client.retry_now()  # pressed while the link stands: nothing to remember
    with qtbot.waitSignal(client.bridge.lost):
        fake.close_all(4011)
    with qtbot.assertNotEmitted(client.bridge.connected, wait=900):
        pass
    with qtbot.waitSignal(client.bridge.connected):
        client.retry_now()


def test_every_stage_and_error_has_a_sentence():
    address = Address("h")
    errors = [
        Expired(),
        TimeoutError(),
        ConnectionRefusedError(),
        ConnectionResetError(),
        OSError(errno.ENETUNREACH, ""),
        OSError(errno.EMFILE, ""),
        ssl.SSLError(1, "x"),
        ssl.SSLCertVerificationError(1, "x"),
        socket.gaierror(1, "x"),
        *[Closed(int(code), "w") for code in Close],
        Closed(3000, ""),
    ]
    certificate = errors[7]
    certificate.verify_message = "self-signed certificate"
    for stage in Stage:
        for error in errors:
            loss = explain(address, stage, error)
            assert loss.sentence.endswith((".", "?"))
            assert "h:4455" in loss.sentence or "named h" in loss.sentence
            assert loss.reason


def test_the_limits_are_those_of_the_house():
    assert Limits() == Limits(connect=5.0, silence=5.0, ping=2.0)


def test_a_lost_call_says_why(fake, client, qtbot):
    fake.never.add("GetStats")
    from control_panel.obs.client import Call

    reply = client.send(Call("GetStats"), deadline=30)
    qtbot.waitUntil(lambda: ("GetStats", {}) in fake.asked)
    with qtbot.waitSignal(client.bridge.lost):
        fake.reset_all()
    with pytest.raises(LinkLost, match="was cut"):
        reply.result(0)
