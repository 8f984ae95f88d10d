"""The thirty defects of obs-websocket-py 1.0 (research/obs.md §3), each with our answer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

import psutil
import pytest
import websocket
from obswebsocket import events, obsws, requests
from obswebsocket.exceptions import ObjectError

from control_panel.demo.obs_process import free_port
from control_panel.obs.client import (
    Address,
    Call,
    LinkLost,
    NoAnswer,
    ObsClient,
    ObsRequestError,
    parse_address,
)
from control_panel.obs.dial import resolve
from control_panel.obs.supervisor import DELAYS, delay
from tests.fakes.obs_values import UI

ROWS: dict[int, Callable[[SimpleNamespace], None]] = {}


def row(number: int):
    def note(test: Callable[[SimpleNamespace], None]):
        ROWS[number] = test
        return test

    return note


LOUD = {15}


@pytest.mark.parametrize(
    "number",
    [pytest.param(n, marks=pytest.mark.loud) if n in LOUD else n for n in range(1, 31)],
)
def test_row(number, fake, make_client, qtbot, caplog, monkeypatch):
    ROWS[number](
        SimpleNamespace(
            fake=fake, make=make_client, qtbot=qtbot, caplog=caplog, monkeypatch=monkeypatch
        )
    )


def test_no_row_is_forgotten():
    assert sorted(ROWS) == list(range(1, 31))


def up(t, *args, **more) -> ObsClient:
    client = t.make(*(args or (t.fake,)), **more)
    with t.qtbot.waitSignal(client.bridge.connected):
        client.start()
    return client


def in_thread(t, work):
    """What `work` gives or raises, done off Qt's thread while Qt runs on."""
    box: list[object] = []

    def run() -> None:
        try:
            box.append(work())
        except (LinkLost, NoAnswer, ObjectError, RuntimeError) as error:
            box.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    t.qtbot.waitUntil(lambda: not thread.is_alive(), timeout=5000)
    return box[0]


@row(1)
def port_4444_is_not_the_old_protocol(t):
    client = t.make(Address("127.0.0.1", 4444))
    assert isinstance(client, obsws)
    assert client.legacy is False


@row(2)
def the_mask_has_the_ui_bit_and_can_change(t):
    client = up(t)
    assert t.fake.masks == [462847]
    with t.qtbot.waitSignal(client.bridge.happened) as heard:
        t.fake.say("StudioModeStateChanged", UI, studioModeEnabled=True)
    assert heard.args[:3] == [1, "StudioModeStateChanged", {"studioModeEnabled": True}]
    client.show_meters(False)
    t.qtbot.waitUntil(lambda: t.fake.masks[-1] == 462847 - 65536)
    t.fake.reset_all()
    t.qtbot.waitUntil(lambda: len(t.fake.masks) == 3)
    assert t.fake.masks[-1] == 462847 - 65536, "kept for the next connection"


@row(3)
def nothing_unasked_is_said_of_passwords(t):
    t.fake.password = ""
    up(t, t.fake, "a password nobody wants")
    assert t.fake.asked[0][0] == "GetVersion"


@row(4)
def a_wrong_password_is_known_as_such_and_leaks_nothing(t):
    client = t.make(t.fake, "wrong")
    with t.qtbot.waitSignals([client.bridge.lost, client.bridge.password_wanted]):
        client.start()
    loss = client._last_loss
    assert (loss.code, loss.reason, loss.retry_in) == (4009, "password", None)
    t.qtbot.waitUntil(lambda: not _connections_to(t.fake.port))


@row(5)
def a_mute_server_is_given_up(t):
    t.fake.mute_at = "hello"
    client = t.make(t.fake)
    began = time.monotonic()
    with t.qtbot.waitSignal(client.bridge.lost):
        client.start()
    assert time.monotonic() - began < 6.0
    t.fake.mute_at = ""


@row(6)
def a_call_has_its_own_deadline(t):
    client = up(t)
    t.fake.never |= {"GetStats", "SetInputMute"}
    began = time.monotonic()
    with pytest.raises(NoAnswer, match="GetStats"):
        client.send(Call("GetStats"), deadline=0.3).result(2)
    assert 0.3 <= time.monotonic() - began < 6.0
    with pytest.raises(NoAnswer):
        client.send(Call("GetStats")).result(2)
    assert time.monotonic() - began < 9.0
    assert client.is_up, "one slow answer is no lost link"


@row(7)
def a_reset_is_one_loss_and_then_a_new_link(t):
    client = up(t)
    losses = []
    client.bridge.lost.connect(lambda generation, loss: losses.append((generation, loss.reason)))
    with t.qtbot.waitSignal(client.bridge.connected) as again:
        t.fake.reset_all()
    assert losses == [(1, "cut")]
    assert again.args[0] == 2


@row(8)
def a_half_open_link_is_noticed(t):
    client = up(t)
    began = time.monotonic()
    with t.qtbot.waitSignal(client.bridge.lost) as lost:
        t.fake.freeze()
    assert time.monotonic() - began < 6.0
    assert lost.args[1].reason == "silent"
    assert "Nothing was heard" in lost.args[1].sentence


@row(9)
def disconnect_is_quick_whatever_hangs(t):
    assert t.make(t.fake).stop() is True, "never started"
    client = up(t)
    t.fake.freeze()
    for _ in range(30):
        client.send(Call("SetInputSettings", {"inputSettings": {"text": "x" * 500_000}}))
    began = time.monotonic()
    client.disconnect()
    assert time.monotonic() - began < 6.0
    client.disconnect()


@row(10)
def calls_on_their_way_fail_at_once(t):
    client = up(t)
    t.fake.never.add("GetStats")
    replies = [client.send(Call("GetStats"), deadline=60) for _ in range(5)]
    t.qtbot.waitUntil(lambda: len(t.fake.asked) >= 6)
    began = time.monotonic()
    t.fake.reset_all()
    for reply in replies:
        with pytest.raises(LinkLost):
            reply.result(1)
    assert time.monotonic() - began < 4.0


@row(11)
def nothing_is_kept_of_a_call_that_is_over(t):
    client = up(t)
    t.fake.slow["GetStats"] = 0.3
    with pytest.raises(NoAnswer):
        client.send(Call("GetStats"), deadline=0.1).result(2)
    assert len(client._link.pending) == 0
    t.fake.slow.clear()
    assert client.send(Call("GetVersion")).result(2).ok, "the late answer disturbed nobody"
    dead = client._link
    t.fake.reset_all()
    t.qtbot.waitUntil(lambda: dead.over.is_set())
    with pytest.raises(LinkLost):
        client.send(Call("GetStats")).result(0)
    assert len(dead.pending) == 0


@row(12)
def code_and_comment_are_kept(t):
    client = up(t)
    result = client.send(Call("SetCurrentProgramScene", {"sceneName": "nowhere"})).result(2)
    assert (result.ok, result.code) == (False, 600)
    with pytest.raises(ObsRequestError, match="nowhere") as refused:
        result.checked()
    assert refused.value.code == 600
    asked = requests.SetCurrentProgramScene(sceneName="nowhere")
    answered = in_thread(t, lambda: client.call(asked))
    assert answered is asked
    assert (asked.status, asked.code) == (False, 600)
    assert "nowhere" in asked.comment


@row(13)
def ids_are_never_twice(t):
    client = up(t)
    pending = client._link.pending
    found: list[list[str]] = []

    def draw() -> None:
        found.append([pending.new_id() for _ in range(500)])

    threads = [threading.Thread(target=draw) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    drawn = [id_ for some in found for id_ in some]
    assert len(set(drawn)) == 4000
    assert all(id_.startswith("g1-") for id_ in drawn)


@row(14)
def a_callback_may_call(t):
    client = up(t)
    got = []
    client.register(
        lambda event: got.append(client.call(requests.GetStudioModeEnabled()).datain),
        events.StudioModeStateChanged,
    )
    t.fake.say("StudioModeStateChanged", UI, studioModeEnabled=True)
    t.qtbot.waitUntil(lambda: got == [{"studioModeEnabled": False}])


@row(15)
def a_callback_that_raises_harms_nobody(t):
    client = up(t)
    got = []

    def raises(event) -> None:
        raise ValueError("on purpose")

    client.register(raises)
    client.register(lambda event: got.append(event.getStudioModeEnabled()))
    for _ in range(2):
        t.fake.say("StudioModeStateChanged", UI, studioModeEnabled=True)
    t.qtbot.waitUntil(lambda: len(got) == 2)
    assert client.send(Call("GetVersion")).result(2).ok
    assert "on purpose" in t.caplog.text


@row(16)
def who_unregisters_while_called_skips_nobody(t):
    client = up(t)
    got = []

    def once(event) -> None:
        got.append("once")
        client.unregister(once)

    client.register(once)
    client.register(lambda event: got.append("always"), events.StudioModeStateChanged)
    client.register(lambda event: got.append("never"), events.ExitStarted)
    for _ in range(2):
        t.fake.say("StudioModeStateChanged", UI, studioModeEnabled=True)
    t.qtbot.waitUntil(lambda: len(got) == 3)
    assert got == ["once", "always", "always"]


@row(17)
def batches(t):
    client = up(t)
    calls = [
        Call("GetStudioModeEnabled"),
        Call("GetInputMute", {"inputName": "colour A"}),
        requests.GetSceneList(),
    ]
    batch = client.send_batch(calls).result(2)
    assert [(one.name, one.code) for one in batch.results] == [
        ("GetStudioModeEnabled", 100),
        ("GetInputMute", 604),
        ("GetSceneList", 100),
    ]
    assert not batch.ok
    halted = client.send_batch(calls, halt_on_failure=True).result(2)
    assert len(halted.results) == 2


@row(18)
def a_changed_subscription_is_answered(t):
    client = up(t)
    client.subscribe(7).result(2)
    assert t.fake.masks == [462847, 7]
    assert client.send(Call("GetVersion")).result(2).ok


@row(19)
def our_own_end_is_no_loss(t):
    client = up(t)
    with t.qtbot.assertNotEmitted(client.bridge.lost, wait=100):
        client.stop()
    with t.qtbot.waitSignal(client.bridge.connected) as again:
        client.start()
    assert again.args[0] == 2


@row(20)
def it_tries_for_ever_and_waits_longer(t):
    assert [delay(n, 0.5) for n in range(1, 8)] == [*DELAYS, 5.0, 5.0]
    assert delay(1, 0.0) == pytest.approx(0.4)
    assert delay(9, 1.0) == pytest.approx(6.0)
    failures: list[Exception] = [OSError(5, "x"), OSError("y"), UnicodeError("z")]

    def sometimes(host, port):
        if failures:
            raise failures.pop()
        return resolve(host, port)

    client = t.make(t.fake, resolve=sometimes, chance=lambda: 0.0)
    waits = []
    client.bridge.lost.connect(lambda _, loss: (waits.append(loss.retry_in), client.retry_now()))
    t.fake.close_at_hello = None
    with t.qtbot.waitSignal(client.bridge.connected, timeout=5000):
        client.start()
    assert len(waits) == 3


@row(21)
def connecting_twice_is_connecting_once(t):
    client = up(t)
    client.start()
    in_thread(t, client.connect)
    assert t.fake.clients == 1
    assert len(_connections_to(t.fake.port)) == 1


@row(22)
def urls_paths_and_no_proxy(t):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        t.monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")
    address, password = parse_address(f"obsws://127.0.0.1:{t.fake.port}/secret")
    up(t, Address(address.host, address.port, path="some/room"), password)
    assert t.fake.sub_protocols == ["obswebsocket.json"]


@row(23)
def ipv6(t):
    assert Address("::1", 4455).url == "ws://[::1]:4455/"
    asked = []

    def note(host, port):
        asked.append(host)
        return resolve("127.0.0.1", port)

    up(t, Address("::1", t.fake.port), resolve=note)
    assert asked == ["::1"]


@row(24)
def utf8_is_checked_once(t):
    def never(*_):
        raise AssertionError("the slow check of the library was asked")

    t.monkeypatch.setattr(websocket._abnf, "validate_utf8", never)
    client = up(t)
    with t.qtbot.waitSignal(client.bridge.happened) as heard:
        t.fake.say("StudioModeStateChanged", UI, words="ж" * 100_000)
    assert heard.args[2]["words"] == "ж" * 100_000


@row(25)
def logs_have_no_secret_and_no_megabytes(t):
    t.caplog.set_level(logging.DEBUG)
    t.fake.password = "PLANTED"
    client = up(t, t.fake, "PLANTED")
    secret = {"streamServiceSettings": {"key": "PLANTED"}}
    client.send(Call("SetStreamServiceSettings", secret)).result(2)
    client.send(Call("GetSourceScreenshot", {"sourceName": "A", "imageWidth": 999})).result(5)
    shown = t.caplog.text + repr(client) + repr(vars(client)) + repr(vars(client._link))
    assert "PLANTED" not in shown
    ours = [r for r in t.caplog.records if r.name.startswith("control_panel")]
    assert all(len(r.getMessage()) < 500 for r in ours)


@row(26)
def sending_never_blocks(t):
    client = up(t)
    t.fake.freeze()
    began = time.monotonic()
    big = {"inputName": "Name", "inputSettings": {"text": "x" * 200_000}}
    replies = [client.send(Call("SetInputSettings", big)) for _ in range(100)]
    assert time.monotonic() - began < 6.0
    with t.qtbot.waitSignal(client.bridge.lost):
        pass
    for reply in replies:
        with pytest.raises(LinkLost):
            reply.result(1)


@row(27)
def results_are_plain_and_nobody_elses(t):
    client = up(t)
    first, second = (client.send(Call("GetSceneList")).result(2).data for _ in range(2))
    first["scenes"].clear()
    assert second["scenes"]


@row(28)
def a_request_may_be_changed_after_it_was_sent(t):
    client = up(t)
    asked = requests.GetInputMute(inputName="Sound 1")
    reply = client.send(asked)
    asked.dataout["inputName"] = "nowhere"
    assert reply.result(2).data == {"inputMuted": False}


@row(29)
def what_this_obs_can_do_is_known(t):
    client = t.make(t.fake)
    assert not client.supports("GetSceneList")
    client = up(t)
    assert client.supports("GetSceneList")
    assert not client.supports("GetCanvasList")
    assert client.version["obsVersion"] == "29.0.2"
    assert client.server_version == "5.1.0"


@row(30)
def unknown_unready_and_unfit_requests(t):
    client = up(t)
    t.fake.status["GetStats"] = (204, "")
    assert client.send(Call("GetStats")).result(2).code == 204
    assert not client.supports("GetStats")
    t.fake.status["SetInputMute"] = (206, "")
    with pytest.raises(ObsRequestError, match="this kind of batch"):
        client.send(Call("SetInputMute")).result(2).checked()
    told = []
    client.bridge.loading.connect(told.append)
    t.fake.not_ready = 3
    began = time.monotonic()
    assert client.send(Call("GetSceneList")).result(5).ok
    assert 0.7 < time.monotonic() - began < 3
    t.qtbot.waitUntil(lambda: told == [True, False])
    t.fake.not_ready = 1
    assert client.send_batch([Call("GetSceneList"), Call("GetVersion")]).result(5).ok
    t.fake.not_ready = 1
    take = client.send(Call("SetCurrentProgramScene", {"sceneName": "B"})).result(2)
    assert take.code == 207, "a take is never asked again"
    with pytest.raises(ObsRequestError, match="not ready"):
        take.checked()
    assert ("SetCurrentProgramScene", {"sceneName": "B"}) in t.fake.asked


def _connections_to(port: int) -> list[object]:
    return [
        one
        for one in psutil.Process().net_connections("tcp")
        if one.raddr and one.raddr.port == port and one.status == psutil.CONN_ESTABLISHED
    ]
