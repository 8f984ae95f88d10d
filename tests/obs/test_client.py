"""What the panel relies on in ObsClient beyond the thirty rows."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import threading
import time

import pytest
from obswebsocket import requests
from obswebsocket.exceptions import ObjectError
from PySide6.QtCore import QThread

from control_panel.demo.obs_process import free_port
from control_panel.obs.client import Address, Call, LinkLost, ObsClient, Priority, Reply
from control_panel.obs.faults import Limits
from tests.fakes.obs_server import FakeObs
from tests.fakes.obs_values import UI


def say(fake: FakeObs, **data: object) -> None:
    fake.say("StudioModeStateChanged", UI, **data)


# The bridge


def test_everything_comes_in_the_main_thread(fake, client, qtbot):
    threads = []

    def note(*_: object) -> None:
        threads.append(QThread.currentThread())

    client.bridge.happened.connect(note)
    client.bridge.lost.connect(note)
    client.bridge.connected.connect(note)
    client.on_done(client.send(Call("GetVersion")), note)
    say(fake)
    qtbot.waitUntil(lambda: len(threads) == 2)
    with qtbot.waitSignal(client.bridge.connected):
        fake.reset_all()
    assert set(threads) == {client.bridge.thread()}


def test_an_event_has_the_instant_at_which_it_arrived(fake, client, qtbot):
    with qtbot.waitSignal(client.bridge.happened) as heard:
        say(fake)
        arrived = threading.Event()
        client.send(Call("GetVersion")).add_done_callback(lambda _: arrived.set())
        assert arrived.wait(2)
        # Qt is busy for a while: the instant is the wire's, not the window's.
        threading.Event().wait(0.2)
        asked = client._clock.now()
    assert asked.since(heard.args[3]).total_seconds() > 0.15


def test_what_an_old_connection_said_is_dropped(fake, client, qtbot):
    got = []
    client.bridge.happened.connect(lambda generation, *_: got.append(generation))
    reply: Reply[object] = Reply(1)
    client.on_done(reply, lambda _: got.append("an answer for the old connection"))
    failed: Reply[object] = Reply(1)
    client.on_done(failed, lambda _: got.append("lost"))
    with qtbot.waitSignal(client.bridge.connected):
        fake.reset_all()
    reply.set_result(None)
    failed.set_exception(LinkLost("gone"))
    client.event(
        type("OldLink", (), {"generation": 1})(),
        type("E", (), {"name": "ExitStarted", "data": {}})(),
        client._clock.now(),
    )
    say(fake)
    qtbot.waitUntil(lambda: 2 in got)
    assert got == ["lost", 2]


def test_done_callbacks_in_order_and_with_errors(fake, client, qtbot):
    got = []
    for number in range(20):
        reply = client.send(Call("GetInputMute", {"inputName": "Sound 1"}))
        client.on_done(reply, lambda done, n=number: got.append((n, done.result().ok)))
    fake.never.add("GetStats")
    late = client.send(Call("GetStats"), deadline=0.1)
    client.on_done(late, lambda done: got.append(type(done.exception()).__name__))
    qtbot.waitUntil(lambda: len(got) == 21)
    assert got[-1] == "NoAnswer"
    assert sorted(got[:-1]) == [(n, True) for n in range(20)]


def test_a_cancelled_reply_is_no_trouble(fake, client, qtbot):
    fake.slow["GetStats"] = 0.1
    reply = client.send(Call("GetStats"))
    assert reply.cancel()
    threading.Event().wait(0.2)
    assert client.send(Call("GetVersion")).result(2).ok


def test_events_before_the_snapshot_can_be_asked_for_are_not_told(fake, make_client, qtbot):
    fake.slow["GetVersion"] = 0.2
    client = make_client(fake, limits=Limits())
    got = []
    client.bridge.happened.connect(lambda *args: got.append("event"))
    client.bridge.connected.connect(lambda *args: got.append("connected"))
    client.start()
    qtbot.waitUntil(lambda: fake.clients == 1)
    say(fake)
    qtbot.waitUntil(lambda: bool(got))
    say(fake)
    qtbot.waitUntil(lambda: len(got) == 2)
    assert got == ["connected", "event"]


# Calls


def test_not_connected_is_a_failed_reply_and_no_exception(make_client):
    client = make_client(Address("127.0.0.1", free_port()))
    for reply in (
        client.send(Call("GetVersion")),
        client.send_batch([Call("GetVersion")]),
        client.subscribe(7),
    ):
        with pytest.raises(LinkLost, match="not connected"):
            reply.result(0)


def test_call_is_for_other_threads(client):
    with pytest.raises(RuntimeError, match="send"):
        client.call(requests.GetVersion())
    with pytest.raises(RuntimeError):
        client.connect()
    with pytest.raises(ObjectError):
        client.call("GetVersion")


def test_connect_from_another_thread_says_why_not(make_client, qtbot):
    client = make_client(Address("127.0.0.1", free_port()))
    box = []

    def run() -> None:
        try:
            client.connect()
        except LinkLost as lost:
            box.append(lost.sentence)

    thread = threading.Thread(target=run)
    thread.start()
    qtbot.waitUntil(lambda: not thread.is_alive())
    assert "start OBS" in box[0]


def test_what_nobody_waits_for_is_not_sent_late(fake, client, qtbot):
    link = client._link
    hold = threading.Event()
    original = link._writer._write

    def slow(socket, letter):
        hold.wait(5)
        return original(socket, letter)

    link._writer._write = slow
    client.send(Call("GetStats"))
    take = client.send(Call("SetCurrentProgramScene", {"sceneName": "B"}), deadline=0.2)
    assert take.exception(2) is not None
    hold.set()
    assert client.send(Call("GetVersion")).result(2).ok
    assert "SetCurrentProgramScene" not in [name for name, _ in fake.asked]


def test_a_take_goes_before_reads_and_pictures(fake, client, qtbot):
    link = client._link
    hold = threading.Event()
    original = link._writer._write

    def slow(socket, letter):
        hold.wait(5)
        return original(socket, letter)

    link._writer._write = slow
    client.send(Call("GetStats"))  # the writer holds this one
    qtbot.waitUntil(lambda: link._writer._queue.empty())
    picture = Call("GetSourceScreenshot", {"sourceName": "A", "imageWidth": 8, "imageHeight": 8})
    replies = [
        client.send(picture, priority=Priority.PICTURE),
        client.send(Call("GetInputList")),
        client.send(Call("SetCurrentProgramScene", {"sceneName": "B"}), priority=Priority.TAKE),
    ]
    fake.asked.clear()
    hold.set()
    for reply in replies:
        assert reply.result(5).ok
    names = [name for name, _ in fake.asked]
    assert names == [
        "GetStats",
        "SetCurrentProgramScene",
        "GetInputList",
        "GetSourceScreenshot",
    ]


def test_answers_in_disorder_reach_their_own_calls(fake, client):
    fake.disorder = 0.05
    names = ["Sound 1", "colour A", "Sound 2", "nowhere"] * 10
    replies = [client.send(Call("GetInputMute", {"inputName": name})) for name in names]
    codes = [reply.result(5).code for reply in replies]
    assert codes == [100, 604, 100, 600] * 10


def test_many_threads_send_at_once(fake, client):
    replies: list[Reply] = []
    turn = threading.Lock()

    def work() -> None:
        for _ in range(50):
            reply = client.send(Call("GetInputMute", {"inputName": "Sound 1"}), deadline=10)
            with turn:
                replies.append(reply)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(reply.result(10).ok for reply in replies)
    assert len(replies) == 400


@pytest.mark.parametrize("quick_ack", [False, True])
def test_pongs_follow_frames_only_while_quick_and_where_needed(quick_ack, fake, make_client, qtbot):
    client = make_client(fake, quick_ack=quick_ack, limits=Limits())
    with qtbot.waitSignal(client.bridge.connected):
        client.start()
    for on, expected in ((False, 0), (True, 0 if quick_ack else 10), (False, 0)):
        before = fake.pongs
        client.quick(on)
        for _ in range(10):
            assert client.send(Call("GetVersion")).result(2).ok
        qtbot.waitUntil(lambda n=before + expected: fake.pongs >= n)
        assert fake.pongs - before == expected


# The password


def test_the_password_is_asked_for_and_never_tried_again_by_itself(fake, make_client, qtbot):
    client = make_client(fake, None)
    with qtbot.waitSignal(client.bridge.password_wanted) as asked:
        client.start()
    assert "asks for a password" in asked.args[0]
    with qtbot.waitSignal(client.bridge.password_wanted) as asked:
        client.set_password("wrong")
    assert "did not accept" in asked.args[0]
    with qtbot.assertNotEmitted(client.bridge.password_wanted, wait=900):
        pass
    with qtbot.waitSignal(client.bridge.connected):
        client.set_password("secret")


def test_a_password_changed_in_obs_is_asked_for_when_the_link_returns(fake, client, qtbot):
    fake.password = "another"
    with qtbot.waitSignal(client.bridge.password_wanted, timeout=3000):
        fake.reset_all()
    with qtbot.waitSignal(client.bridge.connected):
        client.set_password("another")


# The link


def test_it_returns_after_obs_returns(fake, client, qtbot):
    with qtbot.waitSignal(client.bridge.lost) as lost:
        fake.stop()
    assert lost.args[1].was_up
    with qtbot.waitSignal(client.bridge.lost) as refused:
        pass
    assert refused.args[1].reason == "refused"
    with qtbot.waitSignal(client.bridge.connected, timeout=6000) as back:
        fake.start()
    assert back.args[0] > 1
    assert client.send(Call("GetVersion")).result(2).ok


def test_an_idle_link_stays_up(fake, make_client, qtbot):
    client = make_client(fake)
    with qtbot.waitSignal(client.bridge.connected):
        client.start()
    with qtbot.assertNotEmitted(client.bridge.lost, wait=1500):
        pass


def test_a_panel_that_was_stopped_judges_nobody(fake, client):
    link = client._link
    # As after SIGSTOP or a sleep of ten minutes: the clock jumps, the socket has its bytes.
    link._last_tick -= 600
    link.tick()
    assert client.is_up


def test_garbage_from_obs_is_a_loss_and_a_new_link(fake, client, qtbot):
    with qtbot.waitSignal(client.bridge.connected, timeout=3000):
        fake.say_raw("{not json")
    assert client._last_loss is None


def test_stop_is_quick_in_every_state(fake, make_client, qtbot):
    hanging = make_client(Address("10.255.255.1"), limits=Limits())
    mute = make_client(fake, limits=Limits())
    waiting = make_client(Address("127.0.0.1", free_port()))
    fake.mute_at = "tcp"
    for client in (hanging, mute):
        client.start()
    with qtbot.waitSignal(waiting.bridge.lost):
        waiting.start()
    threading.Event().wait(0.2)
    for client in (hanging, mute, waiting):
        began = time.monotonic()
        assert client.stop(1.0)
        assert time.monotonic() - began < 6.0
    fake.mute_at = ""


def test_stop_fails_what_is_under_way(fake, client):
    fake.never.add("GetStats")
    reply = client.send(Call("GetStats"), deadline=60)
    client.stop()
    with pytest.raises(LinkLost, match="closed"):
        reply.result(1)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[str, str]:
    """A certificate of our own for 127.0.0.1, and its key."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "obs")])
    begin = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin.replace(year=2120))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    place = tmp_path_factory.mktemp("tls")
    (place / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (place / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(place / "cert.pem"), str(place / "key.pem")


@pytest.fixture
def secure(certificate):
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(*certificate)
    with FakeObs("secret", tls=server) as fake:
        yield fake


def test_tls(secure, certificate, make_client, qtbot):
    trusting = ssl.create_default_context(cafile=certificate[0])
    client: ObsClient = make_client(secure, tls=trusting, limits=Limits())
    with qtbot.waitSignal(client.bridge.connected):
        client.start()
    big = {"inputName": "Name", "inputSettings": {"text": "x" * 300_000}}
    replies = [client.send(Call("SetInputSettings", big)) for _ in range(5)]
    replies += [client.send(Call("GetInputSettings", {"inputName": "Name"})) for _ in range(5)]
    assert all(reply.result(5).ok for reply in replies)
    assert client.stop(1.0)


def test_a_certificate_that_nobody_vouches_for(secure, make_client, qtbot):
    client = make_client(secure, limits=Limits())
    with qtbot.waitSignal(client.bridge.lost) as lost:
        client.start()
    assert lost.args[1].reason == "certificate"
    assert "not trusted" in lost.args[1].sentence


def test_plain_to_a_secure_server(secure, make_client, qtbot):
    client = make_client(Address("127.0.0.1", secure.port))
    with qtbot.waitSignal(client.bridge.lost) as lost:
        client.start()
    assert lost.args[1].reason == "not-obs"
