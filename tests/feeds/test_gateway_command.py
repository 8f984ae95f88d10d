"""The gateway's command: what is sent where, and that no secret stands in it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel.feeds import backoff
from control_panel.feeds.address import take_apart
from control_panel.feeds.gateway_command import gateway_command
from control_panel.feeds.ports import Ports

SECRET = "very-secret-phrase"


def command(address: str, secrets: dict[str, str] | None = None, **more: float):
    return gateway_command(take_apart(address).address, secrets or {}, 200, (20000, 20001), **more)


def test_both_ports_get_the_streams_as_they_are() -> None:
    argv = command("udp://127.0.0.1:5000").argv
    assert [a for a in argv if a.startswith("udp://127.0.0.1:2000")] == [
        "udp://127.0.0.1:20000?pkt_size=1316",
        "udp://127.0.0.1:20001?pkt_size=1316",
    ]
    assert argv.count("copy") == 2


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("srt://:9000", "passphrase"),
        ("srt://h:9000", "streamid"),
        ("rtmp://:1936/live", "key"),
        ("rtsp://h/cam", "password"),
    ],
)
def test_an_address_with_a_secret_goes_by_stdin(address: str, name: str) -> None:
    found = command(address, {"user": "u", name: SECRET})
    assert SECRET not in " ".join(found.argv)
    assert SECRET not in repr(found)
    assert found.stdin is not None
    assert SECRET in found.stdin.decode()
    assert "pipe:0" in found.argv


def test_without_a_secret_nothing_is_read_from_stdin() -> None:
    found = command("srt://:9000")
    assert found.stdin is None
    assert "srt://0.0.0.0:9000?mode=listener&latency=200000" in found.argv


def test_an_rtmp_listener_listens_with_and_without_a_key() -> None:
    assert "-listen" in command("rtmp://:1936/live").argv
    with_key = command("rtmp://:1936/live", {"key": SECRET})
    assert "-listen" not in with_key.argv
    assert b"option listen '1'" in (with_key.stdin or b"")


def test_a_quote_in_a_secret_does_not_end_the_address() -> None:
    found = command("rtmp://:1936/live", {"key": "a'b"})
    assert b"live/a'\\''b'" in (found.stdin or b"")


def test_a_mark_tells_another_address_and_forgets_when_it_was_started() -> None:
    mark = command("srt://:9000", offset_s=5).mark("salt")
    assert command("srt://:9000", offset_s=90).is_marked(mark)
    assert not command("srt://:9001").is_marked(mark)
    assert not command("srt://:9000", {"passphrase": SECRET}).is_marked(mark)
    assert not command("srt://:9000").is_marked("")
    assert not command("srt://:9000").is_marked("salt:")


def test_no_two_marks_are_the_same_and_none_holds_the_secret() -> None:
    found = command("srt://:9000", {"passphrase": SECRET})
    assert found.mark("one") != found.mark("two")
    assert SECRET not in found.mark("one")
    assert SECRET not in repr(found)


def test_time_runs_on_over_a_restart_and_stays_below_the_wrap() -> None:
    argv = command("srt://:9000", offset_s=100_000).argv
    offset = float(argv[argv.index("-output_ts_offset") + 1])
    assert offset == 20_000


def test_ports_stay_the_same_for_ever_and_differ_between_feeds(tmp_path: Path) -> None:
    path = tmp_path / "ports.json"
    first = {name: Ports(path).of(name) for name in ("a", "b", "c")}
    again = {name: Ports(path).of(name) for name in ("c", "b", "a")}
    assert first == again
    assert len({port for pair in first.values() for port in pair}) == 6
    assert set(json.loads(path.read_text())) == {"a", "b", "c"}


def test_a_broken_ports_file_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "ports.json"
    path.write_text("{")
    assert Ports(path).of("a")[1] == Ports(path).of("a")[0] + 1


@given(st.integers(-1, 1000), st.floats(0, 1))
def test_back_off_grows_to_fifteen_seconds_and_never_ends(failures: int, chance: float) -> None:
    wait = backoff.delay(failures, chance)
    assert timedelta(seconds=0.75) <= wait <= timedelta(seconds=15)
    assert wait <= backoff.delay(failures + 1, 0) * 1.0
