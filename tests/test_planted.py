"""Secrets planted at every entrance, and everything that comes out searched for them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from control_panel import log, settings
from control_panel.__main__ import main
from control_panel.doctor import examine, text
from control_panel.exchange.show_json import from_json, to_json
from control_panel.instant import Instant
from control_panel.paths import note_runtime, user_log_dir
from control_panel.secrets import Secrets
from control_panel.settings import Settings
from control_panel.show.addresses import split_secrets
from control_panel.show.model import Author, Feed, Playhead, Show
from control_panel.show.store import Store
from control_panel.web.api import token_of
from control_panel.web.state import state_of

PLANTED = [f"pl4nted{n}secret" for n in range(6)]
USER, PASSPHRASE, STREAM, KEY, PASSWORD, TOKEN = PLANTED
ADDRESSES = (
    f"srt://me:{USER}@host:9000?passphrase={PASSPHRASE}&latency=200&streamid={STREAM}",
    f"rtmp://live.example/app?key={KEY}",
    f"rtmp://live.example/app/{KEY}",
)
NOW = Instant(datetime(2026, 11, 22, 14, tzinfo=UTC), timedelta(0), "boot")


@pytest.fixture
def hidden() -> Iterator[None]:
    level, before = logging.getLogger().level, set(log._hidden)
    yield
    log.close_log()
    logging.getLogger().setLevel(level)
    log._hidden.clear()
    log._hidden.update(before)


@pytest.mark.loud
@pytest.mark.usefixtures("hidden")
def test_nothing_that_comes_out_holds_a_secret(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONTROL_PANEL_API_TOKEN", TOKEN)
    log.open_log(user_log_dir(), level=logging.DEBUG)
    secrets = Secrets(memory_only="In this test.")
    secrets.set("obs:localhost:4455", PASSWORD)
    token_of(secrets)

    feeds = []
    for address in ADDRESSES:
        bare, found = split_secrets(address)
        feeds.append(Feed("Kinshasa", primary=bare))
        for name, value in found.items():
            secrets.set(f"feed:s1:{feeds[-1].id}:{name}", value)
        logging.getLogger("control_panel.feeds").info("opening %s with %r", address, found)
    show = Show("Water", date(2026, 11, 22), feeds=tuple(feeds))
    loose = replace(show, feeds=tuple(Feed("Loose", primary=address) for address in ADDRESSES))

    Store.create(tmp_path / "show.cpshow", show)
    assert main(["export", str(tmp_path / "show.cpshow"), str(tmp_path / "out.json")]) == 0
    # An export of a show that should never have been: its secrets are left out all the same.
    (tmp_path / "loose.json").write_text(to_json(loose), "utf-8")
    settings.save(replace(Settings(), obs_host="localhost", person="Zoë"))
    note_runtime("api", {"port": 8640, "pid": 1})
    logging.getLogger("control_panel").error("all of it: %s", " ".join(PLANTED))
    try:
        raise OSError(f"connect {ADDRESSES[0]} password={PASSWORD} Bearer {TOKEN}")
    except OSError:
        logging.getLogger("control_panel").exception("and in a traceback")

    said = [
        json.dumps(state_of(show, Playhead(), None, None, {}, (), Author(), None, NOW)),
        repr(show), repr(secrets), repr(vars(Author)), to_json(show), to_json(loose),
        text(examine()), capsys.readouterr().out, repr(from_json(to_json(loose))),
        *(path.read_bytes().decode("latin-1") for path in tmp_path.rglob("*") if path.is_file()),
    ]  # fmt: skip
    assert len([p for p in home.rglob("*") if p.is_file()]) >= 3
    for secret in PLANTED:
        for words in said:
            assert secret not in words, words[max(0, words.index(secret) - 200) :][:400]
