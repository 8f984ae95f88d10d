"""Secrets: the keyring where there is one, memory where it fails, and nobody waits for ever.

The real keyring is in tests/live/test_keyring.py; the back ends here are those that fail.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from control_panel import log
from control_panel.secrets import SERVICE, Secrets

KEY = "obs:localhost:4455"
VALUE = "planted-obs-password"


class Ring(KeyringBackend):
    """A back end that holds what it is given, until it is told to fail."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.calls = 0
        self.trouble: Callable[[], object] = lambda: None

    def get_password(self, service: str, username: str) -> str | None:
        self.calls += 1
        self.trouble()
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls += 1
        self.trouble()
        self.held[(service, username)] = password

    def delete_password(self, service: str, username: str) -> None:
        self.calls += 1
        self.trouble()
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError("nothing there")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before, hidden = keyring.get_keyring(), set(log._hidden)
    yield
    keyring.set_keyring(before)
    log._hidden.clear()
    log._hidden.update(hidden)


@pytest.fixture
def ring() -> Ring:
    made = Ring()
    keyring.set_keyring(made)
    return made


def raising(error: Exception) -> Callable[[], object]:
    def trouble() -> object:
        raise error

    return trouble


def test_what_is_set_is_there_for_the_next_run(ring: Ring) -> None:
    Secrets().set(KEY, VALUE)
    assert ring.held == {(SERVICE, KEY): VALUE}
    again = Secrets()
    assert not again.persistent
    assert again.why_not == "The keyring was not asked yet."
    assert again.get(KEY) == VALUE
    assert again.persistent
    assert again.why_not == ""


def test_a_secret_read_once_needs_no_keyring_any_more(ring: Ring) -> None:
    ring.held[(SERVICE, KEY)] = VALUE
    secrets = Secrets()
    assert secrets.get(KEY) == VALUE
    ring.trouble = raising(OSError("the bus is gone"))
    assert secrets.get(KEY) == VALUE
    assert ring.calls == 1


def test_forgetting_and_an_empty_secret(ring: Ring) -> None:
    secrets = Secrets()
    secrets.set(KEY, VALUE)
    secrets.set(KEY, "")
    secrets.forget(KEY)
    assert secrets.get(KEY) is None
    assert ring.held == {}
    assert secrets.persistent


@pytest.mark.parametrize("backend", [null.Keyring, fail.Keyring])
def test_without_a_keyring_memory_and_a_sentence(backend: type[KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    secrets = Secrets()
    assert not secrets.look()
    secrets.set(KEY, VALUE)
    assert secrets.get(KEY) == VALUE
    assert not secrets.persistent
    assert "no keyring" in secrets.why_not
    assert Secrets().get(KEY) is None


def test_a_keyring_that_is_a_plain_file_is_not_used() -> None:
    plain = type("PlaintextKeyring", (Ring,), {"__module__": "keyrings.alt.file"})
    keyring.set_keyring(plain())
    assert not Secrets().look()


def test_of_a_chain_the_first_safe_link_is_used(ring: Ring) -> None:
    plain = type("PlaintextKeyring", (Ring,), {"__module__": "keyrings.alt.file"})()
    chain = type("Chain", (Ring,), {"backends": [plain, ring]})()
    keyring.set_keyring(chain)
    secrets = Secrets()
    secrets.set(KEY, VALUE)
    assert secrets.persistent
    assert (plain.held, chain.held) == ({}, {})
    assert ring.held == {(SERVICE, KEY): VALUE}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyringLocked("Failed to unlock"), "locked"),
        (OSError(111, "Connection refused"), "cannot be reached"),
        (EOFError(), "cannot be reached"),
        (KeyError("DBUS_SESSION_BUS_ADDRESS"), "cannot be reached"),
        (RuntimeError(VALUE), "RuntimeError"),
    ],
)
def test_a_keyring_that_fails_midway(ring: Ring, error: Exception, words: str) -> None:
    secrets = Secrets()
    secrets.set("api", "first-token")
    ring.trouble = raising(error)
    secrets.set(KEY, VALUE)
    assert secrets.get(KEY) == VALUE
    assert secrets.get("api") == "first-token"
    assert not secrets.persistent
    assert words in secrets.why_not
    assert VALUE not in secrets.why_not


def test_it_is_asked_again_only_on_request(ring: Ring) -> None:
    ring.trouble = raising(KeyringLocked("no"))
    secrets = Secrets()
    assert secrets.get(KEY) is None
    secrets.set(KEY, VALUE)
    secrets.get("api")
    assert ring.calls == 1
    ring.trouble = lambda: None
    assert secrets.retry()
    assert ring.held == {(SERVICE, KEY): VALUE}


def test_a_keyring_that_hangs_is_left_alone(ring: Ring) -> None:
    go = threading.Event()
    ring.trouble = lambda: go.wait(30)
    secrets = Secrets(seconds=0.05)
    assert secrets.get(KEY) is None
    assert "did not answer within 0.05 s" in secrets.why_not
    secrets.set(KEY, VALUE)
    assert secrets.get(KEY) == VALUE
    assert ring.calls == 1
    go.set()


def test_a_bug_in_a_back_end_is_a_bug_and_nobody_waits(
    ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: seen.append(args.exc_type))
    ring.trouble = raising(ZeroDivisionError())
    secrets = Secrets()
    assert secrets.get(KEY) is None
    assert seen == [ZeroDivisionError]
    assert "see the log" in secrets.why_not


def test_memory_only_by_wish(ring: Ring) -> None:
    secrets = Secrets(memory_only="The demo keeps no password.")
    secrets.set(KEY, VALUE)
    assert not secrets.retry()
    assert secrets.get(KEY) == VALUE
    assert secrets.why_not == "The demo keeps no password."
    assert ring.calls == 0


def test_no_repr_and_no_log_shows_a_secret(ring: Ring, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = Secrets()
    secrets.set(KEY, VALUE)
    ring.trouble = raising(RuntimeError(f"bad {VALUE}"))
    secrets.set("api", VALUE + "2")
    shown = f"{secrets!r} {secrets} {secrets.why_not} {caplog.text}"
    assert VALUE not in shown
    assert VALUE not in log.redact(f"somebody printed {VALUE}")


def test_many_threads_ask_once_each(ring: Ring) -> None:
    secrets = Secrets()
    threads = [threading.Thread(target=secrets.set, args=(str(n), f"value-{n}")) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ring.held) == 8
