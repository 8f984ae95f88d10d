"""Passwords and tokens: in the system's keyring, else in memory only, and said so."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from control_panel.log import hide

T = TypeVar("T")

SERVICE = "control-panel"
"""The name under which the system's keyring lists what is ours."""

_NOT_ASKED = "The keyring was not asked yet."
_ABSENT = "This computer has no keyring that the panel can use"
_MEMORY = "passwords are kept until the panel ends and asked for again next time"

_log = logging.getLogger(__name__)


class Secrets:
    """Secrets by key: `obs:<host>:<port>`, `api`, `feed:<show id>:<feed id>:<name>`.

    Every call may **block** for up to `seconds`, while the system asks a person to unlock the
    keyring: call it through `Tasks`, never from the Qt thread. Nothing is ever raised: what the
    keyring refuses stays in memory, `persistent` is False then and `why_not` says why. A keyring
    that failed once is left alone until `retry`, so that nobody is asked to unlock it ten times.
    """

    def __init__(self, *, seconds: float = 60.0, memory_only: str = "") -> None:
        """`memory_only`: a sentence that says why the keyring is not to be used (the demo)."""
        self._seconds = seconds
        self._memory_only = memory_only
        self._memory: dict[str, str] = {}
        self._lock = threading.Lock()
        self._backend: Any = None
        self._why_not = memory_only or _NOT_ASKED
        self._off = bool(memory_only)

    def __repr__(self) -> str:
        """Say how many secrets there are, never one of them."""
        return f"<Secrets: {len(self._memory)} in memory, persistent={self.persistent}>"

    @property
    def persistent(self) -> bool:
        """Whether secrets outlive the panel. Never blocks; False until the keyring was asked."""
        return self._backend is not None and not self._off

    @property
    def why_not(self) -> str:
        """Why secrets do not outlive the panel, as a sentence; "" if they do. Never blocks."""
        return "" if self.persistent else self._why_not

    def look(self) -> bool:
        """Find the keyring without asking it for anything; blocks. The same as `persistent`."""
        with self._lock:
            self._find()
        return self.persistent

    def retry(self) -> bool:
        """Try a keyring that failed again, and give it what is in memory; blocks."""
        with self._lock:
            if not self._memory_only:
                self._off, self._backend, self._why_not = False, None, _NOT_ASKED
                for key, value in self._memory.items():
                    self._ask("keep a password", _setter(key, value))
        return self.persistent

    def get(self, key: str) -> str | None:
        """The secret, or None; blocks."""
        with self._lock:
            if key in self._memory:
                return self._memory[key]
            value = self._ask("give a password", lambda ring: ring.get_password(SERVICE, key))
            if isinstance(value, str) and value:
                hide(value)
                self._memory[key] = value
            return self._memory.get(key)

    def set(self, key: str, value: str) -> None:
        """Keep a secret; blocks. An empty one is forgotten."""
        if not value:
            self.forget(key)
            return
        hide(value)
        with self._lock:
            self._memory[key] = value
            self._ask("keep a password", _setter(key, value))

    def forget(self, key: str) -> None:
        """Drop a secret here and in the keyring; blocks."""
        with self._lock:
            self._memory.pop(key, None)
            self._ask("drop a password", lambda ring: _drop(ring, key))

    def _ask(self, what: str, func: Callable[[Any], T]) -> T | None:
        """Ask the keyring; None where there is none, or it failed."""
        self._find()
        if self._off or self._backend is None:
            return None
        backend = self._backend
        return self._within(what, lambda: func(backend))

    def _find(self) -> None:
        if self._off or self._backend is not None:
            return
        found = self._within("open", _usable_backend)
        if found is not None:
            self._backend, self._why_not = found, ""
        elif not self._off:
            self._turn_off(f"{_ABSENT}: {_MEMORY}.")

    def _turn_off(self, sentence: str) -> None:
        self._off, self._why_not = True, sentence
        _log.info("keyring: %s", sentence)

    def _within(self, what: str, func: Callable[[], T]) -> T | None:
        """Call `func` in a thread that may hang for ever, and wait for it `seconds` at most.

        The thread is a daemon, since nothing can end a D-Bus call that nobody answers. An error
        that is none of the keyring's is a bug: the thread's exception hook logs it.
        """
        box: list[T] = []
        wrong: list[str] = []

        def call() -> None:
            try:
                box.append(func())
            except _known_errors() as error:
                wrong.append(_why(error))

        thread = threading.Thread(target=call, name="keyring", daemon=True)
        thread.start()
        thread.join(self._seconds)
        if box:
            return box[0]
        if thread.is_alive():
            wrong = [f"it did not answer within {self._seconds:g} s"]
        why = wrong[0] if wrong else "it failed in an unknown way, see the log"
        self._turn_off(f"The system's keyring would not {what} ({why}): {_MEMORY}.")
        return None


def _setter(key: str, value: str) -> Callable[[Any], None]:
    return lambda ring: ring.set_password(SERVICE, key, value)


def _drop(ring: Any, key: str) -> None:
    from keyring.errors import PasswordDeleteError  # not before the first paint

    try:
        ring.delete_password(SERVICE, key)
    except PasswordDeleteError:
        _log.debug("the keyring held nothing under this key")


def _usable_backend() -> Any | None:
    """The keyring's back end, or None where it keeps nothing or would write to a plain file."""
    import keyring  # not before the first paint

    found = keyring.get_keyring()
    # A chain writes to its first link, which may be a file: take the first link that is safe.
    links = getattr(found, "backends", None) or [found]
    return next((link for link in links if _safe(link)), None)


def _safe(backend: Any) -> bool:
    """Whether a back end keeps secrets, and not in a file of its own (`keyrings.alt`)."""
    home = type(backend).__module__
    return home not in ("keyring.backends.null", "keyring.backends.fail") and not home.startswith(
        "keyrings.alt"
    )


def _known_errors() -> tuple[type[Exception], ...]:
    """What a keyring back end raises when the keyring, the bus or the person says no."""
    from keyring.errors import KeyringError  # not before the first paint

    known: list[type[Exception]] = [
        KeyringError, OSError, EOFError, LookupError, ValueError, RuntimeError, ImportError
    ]  # fmt: skip
    try:
        from jeepney import DBusErrorResponse  # type: ignore[import-untyped]  # ships no types
        from secretstorage.exceptions import SecretStorageException  # Linux only
    except ImportError:
        return tuple(known)
    return (*known, SecretStorageException, DBusErrorResponse)


def _why(error: Exception) -> str:
    """A few words for a person; the error's own text stays out, it may quote what was asked."""
    name = type(error).__name__
    if name in ("KeyringLocked", "LockedException", "PromptDismissedException"):
        return "it is locked and was not unlocked"
    if isinstance(error, OSError | EOFError | LookupError):
        return "it cannot be reached"
    return name
