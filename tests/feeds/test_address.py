"""Addresses by table: taken apart, secrets split off, rendered for each engine."""

from __future__ import annotations

import pytest

from control_panel.errors import Refused
from control_panel.feeds.address import Direction, for_ffmpeg, for_vlc, take_apart

PASTED = [
    # as pasted, address kept, secrets, latency in ms
    ("srt://1.2.3.4:9000", "srt://1.2.3.4:9000", {}, None),
    (" srt://h:9000?latency=200 ", "srt://h:9000", {}, 200),
    ("srt://h:9000?latency=200000", "srt://h:9000", {}, 200),
    ("srt://h:9000?mode=caller&passphrase=abcdefghij", "srt://h:9000",
     {"passphrase": "abcdefghij"}, None),
    ("srt://:9000", "srt://:9000?mode=listener", {}, None),
    ("srt://0.0.0.0:9000?mode=listener", "srt://0.0.0.0:9000?mode=listener", {}, None),
    ("srt://h:9000?streamid=#!::r=live/a,m=request", "srt://h:9000",
     {"streamid": "#!::r=live/a,m=request"}, None),
    ("srt://h:9000?pbkeylen=32", "srt://h:9000?pbkeylen=32", {}, None),
    ("rtmp://h/live/abc-def", "rtmp://h/live", {"key": "abc-def"}, None),
    ("rtmp://me:pw%40@h:1936/live", "rtmp://h:1936/live", {"user": "me", "password": "pw@"}, None),
    ("rtmp://0.0.0.0:1936/live/k", "rtmp://0.0.0.0:1936/live?listen=1", {"key": "k"}, None),
    ("rtmp://127.0.0.1:1936/live/k?listen=1", "rtmp://127.0.0.1:1936/live?listen=1",
     {"key": "k"}, None),
    ("udp://@:5000", "udp://:5000", {}, None),
    ("udp://@239.1.1.1:5000", "udp://239.1.1.1:5000", {}, None),
    ("https://h/live.m3u8?token=t0", "https://h/live.m3u8", {"query": "token=t0"}, None),
    ("https://h/a?b%26c=1&a=1&a=2&X-Amz-Signature=s%2F0&Mode=x&latency=5",
     "https://h/a?b%26c=1&a=1&a=2&Mode=x&latency=5", {"query": "X-Amz-Signature=s%2F0"}, None),
    ("rtsp://cam:554/s?token=abc&x", "rtsp://cam:554/s?x", {"query": "token=abc"}, None),
    ("rtmp://h/live/stream1?key=zzz", "rtmp://h/live",
     {"key": "stream1", "query": "key=zzz"}, None),
    ("http://h/x?access_token=abc&password=p_w", "http://h/x",
     {"query": "access_token=abc&password=p_w"}, None),
    ("srt://h:9000?Mode=listener&LATENCY=300", "srt://h:9000?mode=listener", {}, 300),
    ("srt://h:9000?latency=²", "srt://h:9000", {}, None),
    ("SRT://[::1]:9000", "srt://[::1]:9000", {}, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "address", "secrets", "latency"), PASTED)
def test_take_apart(text: str, address: str, secrets: dict[str, str], latency: int | None) -> None:
    pasted = take_apart(text)
    assert str(pasted.address) == address
    assert dict(pasted.secrets) == secrets
    assert pasted.latency_ms == latency
    for secret in secrets.values():
        if len(secret) > 2:
            assert secret not in repr(pasted)


@pytest.mark.parametrize(("text", "address", "secrets", "latency"), PASTED)
def test_what_is_kept_can_be_taken_apart_again(
    text: str, address: str, secrets: dict[str, str], latency: int | None
) -> None:
    again = take_apart(address)
    assert again.address == take_apart(text).address
    assert not again.secrets


def test_who_calls_is_refused_where_it_cannot_be_done() -> None:
    with pytest.raises(Refused, match="rendezvous mode is not supported"):
        take_apart("srt://h:9000?mode=rendezvous")
    with pytest.raises(Refused, match="caller or listener"):
        take_apart("srt://h:9000?mode=clientele")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "ftp://h/x",
        "srt://h",
        "udp://h",
        "srt://h:99999",
        "srt://h:0",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_address_is_refused_by_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        take_apart(text)
    assert refused.value.sentence.endswith((".", "://."))


def test_no_secret_in_a_refusal() -> None:
    with pytest.raises(Refused) as refused:
        take_apart("srt://user:hunter2@host:badport?passphrase=hunter2")
    assert "hunter2" not in refused.value.sentence


RENDERED = [
    # address, secrets, latency, ffmpeg, vlc
    ("srt://h:9000", {}, 200, "srt://h:9000?mode=caller&latency=200000", "srt://h:9000?latency=200"),
    ("srt://:9000", {"passphrase": "0123456789"}, 120,
     "srt://0.0.0.0:9000?mode=listener&latency=120000",
     "srt://:9000?mode=listener&latency=120"),
    ("rtmp://h/live", {"key": "k1"}, 200, "rtmp://h/live/k1", "rtmp://h/live/k1"),
    ("rtmp://h/live", {"user": "u", "password": "p@"}, 200,
     "rtmp://u:p%40@h/live", "rtmp://u:p%40@h/live"),
    ("udp://127.0.0.1:5000", {}, 200, "udp://127.0.0.1:5000?fifo_size=50000&overrun_nonfatal=1",
     "udp://@127.0.0.1:5000"),
    ("https://h/a.m3u8", {"query": "token=t"}, 0,
     "https://h/a.m3u8?token=t", "https://h/a.m3u8?token=t"),
    ("rtsp://h/s?x=1", {"query": "token=t&sig=a%2F"}, 0,
     "rtsp://h/s?x=1&token=t&sig=a%2F", "rtsp://h/s?x=1&token=t&sig=a%2F"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "secrets", "latency", "ffmpeg", "vlc"), RENDERED)
def test_rendered_for_each_engine(
    address: str, secrets: dict[str, str], latency: int, ffmpeg: str, vlc: str
) -> None:
    taken = take_apart(address).address
    assert for_ffmpeg(taken, secrets, latency)[0] == ffmpeg
    assert for_vlc(taken, secrets, latency)[0] == vlc


def test_vlc_gets_stream_ids_as_options_for_it_cuts_them_in_the_address() -> None:
    address = take_apart("srt://h:9000").address
    mrl, options = for_vlc(address, {"streamid": "#!::r=a", "passphrase": "0123456789"}, 200)
    assert mrl == "srt://h:9000?latency=200"
    assert ":streamid=#!::r=a" in options
    assert ":passphrase=0123456789" in options


def test_ffmpeg_gets_srts_secrets_as_options_for_libsrt_decodes_nothing() -> None:
    address = take_apart("srt://h:9000").address
    secrets = {"streamid": "#!::r=a,m=request", "passphrase": "ab@c#d&efgh+ij1"}
    url, options = for_ffmpeg(address, secrets, 200)
    assert url == "srt://h:9000?mode=caller&latency=200000"
    assert dict(options) == secrets


@pytest.mark.parametrize(
    "address",
    [
        "https://h:8443/a/b.m3u8?b%26c=1&a=1&a=2",
        "http://u:p%40w@h/live?token=a%2Fb&Policy=c~d&sig=%2B",
        "rtsp://cam.example:554/stream?channel=1&auth=YWJj",
        "rtmps://h/live/stream?token=abc",
    ],
)
def test_what_was_pasted_is_what_both_engines_open(address: str) -> None:
    pasted = take_apart(address)
    found = for_ffmpeg(pasted.address, pasted.secrets, 200)[0]
    assert found == for_vlc(pasted.address, pasted.secrets, 200)[0]
    assert sorted(found.partition("?")[2].split("&")) == sorted(
        address.partition("?")[2].split("&")
    )
    assert found.partition("?")[0] == address.partition("?")[0]


def test_who_opens_the_connection() -> None:
    assert take_apart("srt://h:1").address.direction is Direction.CALL
    assert take_apart("udp://h:1").address.direction is Direction.LISTEN
    assert take_apart("rtmp://h/live").address.direction is Direction.CALL


def test_an_rtmp_listener_is_told_so_to_ffmpeg_by_an_option() -> None:
    address = take_apart("rtmp://:1936/live").address
    assert for_ffmpeg(address, {"key": "k"}, 0) == (
        "rtmp://0.0.0.0:1936/live/k",
        (("listen", "1"),),
    )
