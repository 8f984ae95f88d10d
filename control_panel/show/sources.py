"""Feeds and contributors: who goes on air with us, and how they reach us."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from control_panel.show.ids import new_id


class FeedRole(StrEnum):
    """What a feed is for."""

    CONTRIBUTION = "contribution"
    STUDIO = "studio"
    OFF_AIR = "off-air"


class FeedKind(StrEnum):
    """How a feed reaches us."""

    ADDRESS = "address"
    OBS_SOURCE = "obs-source"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Expected:
    """What was booked; None where nothing was agreed."""

    codec: str = ""
    width: int | None = None
    height: int | None = None
    rate: float | None = None
    """Pictures per second."""
    kbps: int | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A remote contribution. Addresses never hold a secret (decision 35)."""

    name: str
    id: str = field(default_factory=new_id)
    contributor_id: str = ""
    role: FeedRole = FeedRole.CONTRIBUTION
    kind: FeedKind = FeedKind.ADDRESS
    primary: str = ""
    backup: str = ""
    latency_ms: int = 200
    """SRT latency, kept in milliseconds and rendered per engine (VLC ms, ffmpeg µs)."""
    gateway: bool = True
    """Received once by our gateway; False: OBS and the monitor each connect."""
    expected: Expected = Expected()
    obs_input: str = ""
    credential: str = ""
    """The name under which the keyring holds this feed's secrets; empty: none."""


class ReturnKind(StrEnum):
    """How a contributor hears us."""

    NONE = "none"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number and what it is ("mobile", "desk")."""

    number: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """How a contributor hears us, and who makes the mix-minus."""

    kind: ReturnKind = ReturnKind.NONE
    address: str = ""
    mix_minus_by: str = ""
    delay_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Consent:
    """What may be shown of a contributor, and where; who noted the consent and when."""

    name: bool = True
    place: bool = True
    face: bool = True
    live: bool = True
    recording: bool = True
    clips: bool = True
    noted_by: str = ""
    noted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who goes on air with us."""

    name: str
    id: str = field(default_factory=new_id)
    role: str = ""
    place: str = ""
    zone: str = ""
    """IANA zone; empty: not known."""
    languages: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    thin_line: bool = False
    available_from: datetime | None = None
    available_until: datetime | None = None
    return_: Return = Return()
    consent: Consent = Consent()
