"""The name of a snapshot's file is one that every system takes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from control_panel.lineup.snapshot import numbered, snapshot_name

AT = datetime(2026, 3, 4, 14, 5, 22, tzinfo=UTC)
TIME = " 2026-03-04 14-05-22 UTC.png"


@pytest.mark.parametrize(
    ("feed", "name"),
    [
        ("Kinshasa", "Kinshasa"),
        ("New Delhi", "New Delhi"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("a/b\\c:d*e?f", "a-b-c-d-e-f"),
        ("line\nbreak\tand \u202eturned", "line break and turned"),
        ("", "feed"),
        (" ... ", "feed"),
        ("CON", "feed CON"),
        ("com1.backup", "feed com1.backup"),
        ("كينشاسا", "كينشاسا"),
        ("x" * 300, "x" * 80),
    ],
)
def test_names(feed: str, name: str) -> None:
    assert snapshot_name(feed, AT) == name + TIME


def test_the_time_is_utc_wherever_one_is() -> None:
    there = AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert snapshot_name("Delhi", there) == "Delhi" + TIME


def test_further_files() -> None:
    name = snapshot_name("Delhi", AT)
    assert numbered(name, 1) == name
    assert numbered(name, 2) == "Delhi 2026-03-04 14-05-22 UTC 2.png"


@given(st.text(max_size=400))
def test_any_name_makes_a_file_name(feed: str) -> None:
    name = snapshot_name(feed, AT)
    assert len(numbered(name, 99).encode("utf-8")) <= 255
    assert not set(name) & set('<>:"/\\|?*\n\r\t\0')
    assert name.isprintable() or any(not sign.isascii() for sign in name)
    assert name[0] not in ". "
    assert name.endswith(TIME)
