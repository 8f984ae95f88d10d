"""Where an OBS listens, as people write it."""

from __future__ import annotations

import pytest

from control_panel.errors import Refused
from control_panel.obs.address import Address, parse_address


@pytest.mark.parametrize(
    ("text", "address", "password"),
    [
        ("localhost", Address("localhost", 4455), None),
        (" studio.lan:4444 ", Address("studio.lan", 4444), None),
        ("::1", Address("::1", 4455), None),
        ("[::1]:4460", Address("::1", 4460), None),
        ("ws://10.0.0.5", Address("10.0.0.5", 4455), None),
        ("wss://obs.example.org", Address("obs.example.org", 443, secure=True), None),
        (
            "wss://obs.example.org:8443/room/2",
            Address("obs.example.org", 8443, secure=True, path="room/2"),
            None,
        ),
        ("obsws://10.0.0.5:4455/pass%2Fword", Address("10.0.0.5", 4455), "pass/word"),
        ("obswss://h:1/x", Address("h", 1, secure=True), "x"),
        ("ws://me:secret@h:2", Address("h", 2), "secret"),
    ],
)
def test_what_people_write(text, address, password):
    assert parse_address(text) == (address, password)


@pytest.mark.parametrize(
    "text", ["", "http://h", "ws://", "h:port", "h:99999", "h:0", "obsws://:1/secret", "[::1"]
)
def test_what_is_no_address(text):
    with pytest.raises(Refused) as refused:
        parse_address(text)
    assert "secret" not in refused.value.sentence


def test_urls():
    assert Address("::1").url == "ws://[::1]:4455/"
    assert Address("[::1]").url == "ws://[::1]:4455/"
    assert Address("h", 1, secure=True, path="/a").url == "wss://h:1/a"
    assert str(Address("::1", 5)) == "[::1]:5"
