"""What is a secret in an address, by table: split off whole, and never found again."""

from __future__ import annotations

import pytest

from control_panel.errors import Refused
from control_panel.feeds.address import take_apart
from control_panel.show import edits
from control_panel.show.addresses import (
    SECRET_NAMES,
    UNREADABLE,
    place_of_address,
    secret_names,
    split_secrets,
)
from control_panel.show.model import Feed
from tests.show.example import SHOW

S = "s3cr3tword"
SPLIT = [
    (f"rtmp://h/live/{S}", "rtmp://h/live", {"key": S}),
    (f"rtmps://h:443/app/inst/{S}", "rtmps://h:443/app", {"key": f"inst/{S}"}),
    (f"RTMP://h/live/{S}?listen=1", "rtmp://h/live?listen=1", {"key": S}),
    (f"rtmp://h/live/a#{S}", "rtmp://h/live", {"key": f"a#{S}"}),
    (f"srt://u:{S}@h:1?latency=20", "srt://h:1?latency=20", {"user": "u", "password": S}),
    (f"srt://h:1?PassPhrase={S}&mode=caller", "srt://h:1?mode=caller", {"passphrase": S}),
    (f"srt://h:1?streamid=#!::r={S},m=request", "srt://h:1", {"streamid": f"#!::r={S},m=request"}),
    (f"srt://h:1?passphrase=ab#{S}", "srt://h:1", {"passphrase": f"ab#{S}"}),
    (f"https://h/a.m3u8?Token={S}", "https://h/a.m3u8", {"query": f"Token={S}"}),
    (f"http://h/a?x=1&access_token={S}&b", "http://h/a?x=1&b", {"query": f"access_token={S}"}),
    (f"rtsp://h/a?sig={S}", "rtsp://h/a", {"query": f"sig={S}"}),
    (f"h:9000?passphrase={S}&a=1", "h:9000?a=1", {"passphrase": S}),
    (f"srt://[u:{S}@h:1", "", {UNREADABLE: f"srt://[u:{S}@h:1"}),
    ("srt://h:1?mode=caller&passphrase=", "srt://h:1?mode=caller", {}),
    ("rtmp://0.0.0.0:1935/live?listen=1", "rtmp://0.0.0.0:1935/live?listen=1", {}),
    ("udp://@239.1.1.1:5000", "udp://@239.1.1.1:5000", {}),
    ("call Amina, amina@example.org", "call Amina, amina@example.org", {}),
]


@pytest.mark.parametrize(("address", "clean", "secrets"), SPLIT)
def test_split(address: str, clean: str, secrets: dict[str, str]) -> None:
    assert split_secrets(address) == (clean, secrets)
    assert secret_names(clean) == ()
    assert split_secrets(clean) == (clean, {})
    assert set(secrets) <= {*SECRET_NAMES, UNREADABLE}


@pytest.mark.parametrize(("address", "clean", "secrets"), SPLIT)
def test_what_setup_takes_apart_has_the_same_secrets(
    address: str, clean: str, secrets: dict[str, str]
) -> None:
    if UNREADABLE in secrets or "://" not in address:
        with pytest.raises(Refused) as refused:
            take_apart(address)
        assert S not in refused.value.sentence
        return
    pasted = take_apart(address)
    assert pasted.secrets == secrets
    assert secret_names(str(pasted.address)) == ()
    assert S not in str(pasted.address)


@pytest.mark.parametrize("address", [a for a, _, found in SPLIT if found])
def test_a_show_refuses_an_address_that_holds_a_secret(address: str) -> None:
    for change in ({"primary": address}, {"backup": address}):
        with pytest.raises(Refused) as refused:
            edits.add_feed(SHOW, Feed("K", **change))
        assert S not in refused.value.sentence


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("srt://Host:9000?latency=20&passphrase=x", "srt://host:9000"),
        ("srt://host:9001", "srt://host:9001"),
        ("rtmp://u:p@host/live/key", "rtmp://host"),
        ("udp://@:5000", "udp://:5000"),
        ("srt://host:badport", ""),
        ("", ""),
    ],
)
def test_the_place_that_an_address_reaches(address: str, place: str) -> None:
    assert place_of_address(address) == place


def test_a_feed_that_moves_to_another_place_leaves_its_credential_behind() -> None:
    feed = Feed("K", id="k", primary="srt://a:9000", credential="feed:s:k")
    show = edits.add_feed(SHOW, feed)
    for change, kept in (
        ({"primary": "srt://a:9000?pbkeylen=16"}, "feed:s:k"),
        ({"latency_ms": 300}, "feed:s:k"),
        ({"primary": "srt://a:9001"}, ""),
        ({"primary": "srt://b:9000"}, ""),
        ({"primary": ""}, ""),
        ({"primary": "srt://b:9000", "credential": "feed:s:k"}, "feed:s:k"),
    ):
        assert edits.change_feed(show, "k", **change).feed("k").credential == kept
