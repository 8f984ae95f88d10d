"""What comes of a request: a result, or an error that says why there is none."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from control_panel.errors import LinkError
from control_panel.instant import Instant
from control_panel.obs.protocol import Status

T = TypeVar("T")


class Clock(Protocol):
    """What reads the time."""

    def now(self) -> Instant:
        """This moment."""
        ...


class LinkLost(LinkError):
    """There is no link to OBS, or it was lost before the answer came."""


class NoAnswer(LinkError):
    """OBS did not answer in time; whether it did what was asked is not known."""


class ObsRequestError(LinkError):
    """OBS answered that it cannot do what was asked."""

    def __init__(self, name: str, code: int, comment: str) -> None:
        why = comment or _WORDS.get(code, "it gave no reason")
        super().__init__(f"OBS refused {name}: {why} ({code}).", reason=f"obs-{code}")
        self.name = name
        self.code = code
        self.comment = comment


_WORDS = {
    int(Status.UNKNOWN_REQUEST_TYPE): "this version of OBS does not have it",
    int(Status.UNSUPPORTED_BATCH_EXECUTION): "it cannot be done in this kind of batch",
    int(Status.NOT_READY): "OBS is still loading",
}


@dataclass(frozen=True, slots=True)
class ObsResult:
    """OBS's answer to one request; `received` is when it arrived here."""

    ok: bool
    code: int
    comment: str
    data: dict[str, Any]
    received: Instant
    name: str = ""

    def checked(self) -> dict[str, Any]:
        """The data. Raises ObsRequestError where OBS refused."""
        if not self.ok:
            raise ObsRequestError(self.name, self.code, self.comment)
        return self.data


@dataclass(frozen=True, slots=True)
class BatchResult:
    """OBS's answers to a batch, paired with its calls by place (fewer where it was halted)."""

    results: tuple[ObsResult, ...]
    received: Instant

    @property
    def ok(self) -> bool:
        """Whether OBS did everything that it answered."""
        return all(result.ok for result in self.results)


@dataclass(frozen=True, slots=True)
class LinkLoss:
    """Why there is no link, in a sentence."""

    sentence: str
    code: int = 0
    """The close code, 0 where there was none."""
    reason: str = ""
    """A short stable word: refused, silent, password, kicked …"""
    was_up: bool = False
    """Whether the link had stood before."""
    retry_in: float | None = field(default=None, compare=False)
    """Seconds to the next attempt; None: only when asked."""


class Reply(Future[T], Generic[T]):
    """An answer that is on its way, on the connection that carries it."""

    def __init__(self, generation: int) -> None:
        super().__init__()
        self.generation = generation
