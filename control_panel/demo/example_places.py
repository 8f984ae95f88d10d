"""The rooms of the example show: who speaks from where, by which feed."""

from __future__ import annotations

from dataclasses import dataclass

from control_panel.show.model import (
    Consent,
    Contributor,
    Expected,
    Feed,
    FeedRole,
    LowerThird,
    Phone,
    Return,
    ReturnKind,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A room that takes part: its feed, its scene, who speaks from there."""

    name: str
    zone: str
    scene: str
    speaker: str
    role: str
    languages: tuple[str, ...]
    phone: str
    thin: bool = False


PLACES = (
    Place(
        "Kinshasa",
        "Africa/Kinshasa",
        "Kinshasa",
        "Dr Amani Kabila",
        "Ward sister's deputy, Kinshasa",
        ("French", "Lingala"),
        "+243 81 555 0118",
        thin=True,
    ),
    Place(
        "New Delhi",
        "Asia/Kolkata",
        "New Delhi",
        "Asha Devi",
        "Health worker, Bihar",
        ("Hindi", "English"),
        "+91 98 5550 0142",
    ),
    Place(
        "Islamabad",
        "Asia/Karachi",
        "Islamabad",
        "Imran Gul",
        "A father in Peshawar",
        ("Urdu", "Pashto"),
        "+92 300 555 0177",
    ),
    Place(
        "New York",
        "America/New_York",
        "Moderator",
        "Helen Marsh",
        "Moderator",
        ("English",),
        "+1 212 555 0100",
    ),
    Place(
        "Geneva",
        "Europe/Zurich",
        "Two-way",
        "Dr Lena Roth",
        "Epidemiologist",
        ("English", "French"),
        "+41 22 555 0161",
    ),
    Place(
        "Nairobi",
        "Africa/Nairobi",
        "Nairobi",
        "Wanjiru Kamau",
        "Cold-chain engineer",
        ("English", "Swahili"),
        "+254 700 555 012",
    ),
)


def input_of(place: str) -> str:
    """The OBS input that carries a place's feed."""
    return f"Feed {place}"


def ids(prefix: str, number: int) -> str:
    """Ids that stay the same from run to run, so that two demos can be compared."""
    return f"{prefix}{number:02d}".ljust(32, "0")


def contributor_of(number: int, place: Place) -> Contributor:
    """Who speaks from a room."""
    return Contributor(
        name=place.speaker,
        id=ids("c", number),
        role=place.role,
        place=place.name,
        zone=place.zone,
        languages=place.languages,
        phones=(Phone(place.phone, "mobile"),),
        thin_line=place.thin,
        return_=Return(ReturnKind.PHONE, place.phone, "headquarters"),
        consent=Consent(noted_by="Helen Marsh"),
    )


def feed_of(number: int, place: Place, address: str) -> Feed:
    """The feed of a room."""
    studio = place.name == "New York"
    return Feed(
        name=place.name,
        id=ids("fe", number),
        contributor_id=ids("c", number),
        role=FeedRole.STUDIO if studio else FeedRole.CONTRIBUTION,
        primary=address,
        latency_ms=800 if place.thin else 300,
        expected=Expected("h264", 640, 360, 25.0, 300 if place.thin else None),
        obs_input=input_of(place.name),
    )


def named(place: str) -> LowerThird:
    """The lower third of who speaks from a room."""
    found = next(p for p in PLACES if p.name == place)
    return LowerThird(found.speaker, found.role)


def feed_ids(*names: str) -> tuple[str, ...]:
    """The ids of these rooms' feeds."""
    order = [p.name for p in PLACES]
    return tuple(ids("fe", order.index(name) + 1) for name in names)
