"""The example show: one question asked from New York to five rooms, told in our own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from control_panel.demo.example_places import (
    PLACES,
    contributor_of,
    feed_ids,
    feed_of,
    ids,
    input_of,
    named,
)
from control_panel.show.local_time import local_of
from control_panel.show.model import (
    EndAction,
    Group,
    Item,
    ItemKind,
    LadderStep,
    Rung,
    RunningOrder,
    Shot,
    Show,
    Transition,
)

CUT = Transition("cut_transition")
MIX = Transition("fade_transition", length=timedelta(milliseconds=500))
STUDIO_MIC = "Studio mic"
NAME_INPUT = "Name"
HOLDING = "Holding"
CLOSING = "Closing"


def _item(number: int, title: str, planned: timedelta, group: Group, **more: object) -> Item:
    item = Item(
        title=title,
        id=ids("a", number),
        number=str(number),
        planned=planned,
        minimum=planned * 0.6,
        group_id=group.id,
        feed_ids=(),
    )
    return replace(item, **more)  # type: ignore[arg-type]  # the caller names Item's own fields


def _shots(number: int, *scenes: str) -> tuple[Shot, ...]:
    return tuple(
        Shot(scene, id=ids(f"b{number:02d}", key), key=key, name=scene)
        for key, scene in enumerate(scenes, start=1)
    )


def example_show(
    on_air: datetime, addresses: dict[str, str], *, scale: float = 1.0, hard: datetime | None = None
) -> Show:
    """The example show, on air at `on_air`.

    `addresses` gives the feed addresses by place; places without one get no feed. `scale` shortens
    every duration (the demo runs the hour in a minute and a half). `hard` is the round table's
    hard start; without it, forty minutes after on air, scaled.
    """
    zone = ZoneInfo("America/New_York")
    day = on_air.astimezone(zone).date()
    hard = hard or on_air + timedelta(minutes=40) * scale
    opening, ward, closing = (
        Group("Opening", ids("d", 1)),
        Group("The ward, the road, the lab", ids("d", 2)),
        Group("Closing", ids("d", 3)),
    )

    def minutes(m: int, s: int = 0) -> timedelta:
        return timedelta(minutes=m, seconds=s) * scale

    known = {place.name for place in PLACES if addresses.get(place.name)}

    def feeds_of(*names: str) -> tuple[str, ...]:
        return feed_ids(*(n for n in names if n in known))

    def heard(*names: str) -> tuple[str, ...]:
        return (STUDIO_MIC, *(input_of(n) for n in names if n in known and n != "New York"))

    items = (
        _item(
            1,
            "Titles",
            minutes(0, 40),
            opening,
            kind=ItemKind.VIDEO,
            scene="Titles",
            transition=CUT,
            heard=(),
            at_end=EndAction.WAIT,
        ),
        _item(
            2,
            "Welcome from headquarters",
            minutes(4, 20),
            opening,
            kind=ItemKind.STUDIO,
            scene="Moderator",
            transition=MIX,
            heard=heard(),
            feed_ids=feeds_of("New York"),
            lower_third=named("New York"),
        ),
        _item(
            3,
            "What we know today",
            minutes(12),
            ward,
            scene="Two-way",
            transition=MIX,
            heard=heard("Geneva"),
            feed_ids=feeds_of("Geneva"),
            lower_third=named("Geneva"),
            shots=_shots(3, "Two-way", "Moderator"),
        ),
        _item(
            4,
            "On the ward with Dr Amani",
            minutes(5),
            ward,
            scene="Kinshasa",
            transition=CUT,
            heard=heard("Kinshasa"),
            feed_ids=feeds_of("Kinshasa"),
            lower_third=named("Kinshasa"),
            shots=_shots(4, "Kinshasa", "Moderator", "Two-up"),
            studio_shot="Moderator",
            fallback_armed=True,
            ladder=(LadderStep(Rung.STUDIO_SHOT, "Moderator"),),
            first_words="Good evening from the ward",
            last_words="and that is why we stay",
            language="French",
            interpretation="English, by headquarters",
            notes="Ask about the nights without power. She can walk to the window.",
        ),
        _item(
            5,
            "The last mile, Bihar",
            minutes(4),
            ward,
            scene="New Delhi",
            transition=MIX,
            heard=heard("New Delhi"),
            feed_ids=feeds_of("New Delhi"),
            lower_third=named("New Delhi"),
            shots=_shots(5, "New Delhi", "Moderator", "Two-up"),
            studio_shot="Moderator",
        ),
        _item(
            6,
            "Questions from viewers",
            minutes(6),
            ward,
            kind=ItemKind.QUESTIONS,
            scene="Two-up",
            transition=CUT,
            heard=heard("New Delhi"),
            feed_ids=feeds_of("New York", "New Delhi"),
            shots=_shots(6, "Two-up", "Moderator", "New Delhi"),
            may_be_dropped=True,
        ),
        _item(
            7,
            "Clip: cold chain",
            minutes(1, 30),
            ward,
            kind=ItemKind.VIDEO,
            scene="Titles",
            floated=True,
            may_be_dropped=True,
        ),
        _item(
            8,
            "A father in Peshawar",
            minutes(5),
            ward,
            scene="Islamabad",
            transition=MIX,
            heard=heard("Islamabad"),
            feed_ids=feeds_of("Islamabad"),
            lower_third=named("Islamabad"),
            shots=_shots(8, "Islamabad", "Moderator"),
            studio_shot="Moderator",
        ),
        _item(
            9,
            "Round table",
            minutes(20),
            closing,
            scene="Four-up",
            transition=CUT,
            heard=heard("Kinshasa", "New Delhi"),
            feed_ids=feeds_of("Kinshasa", "New Delhi"),
            hard_start=local_of(hard, day, zone.key),
            flag=True,
            shots=_shots(9, "Four-up", "Kinshasa", "New Delhi", "Moderator"),
        ),
        _item(
            10,
            "How to help",
            minutes(10),
            closing,
            kind=ItemKind.STUDIO,
            scene="Moderator",
            transition=MIX,
            heard=heard(),
            feed_ids=feeds_of("New York"),
            lower_third=named("New York"),
        ),
        _item(
            11,
            "Titles out",
            minutes(0, 30),
            closing,
            kind=ItemKind.VIDEO,
            scene="Titles",
            transition=MIX,
            heard=(),
        ),
    )
    return Show(
        title="One question, five rooms",
        id=ids("e", 1),
        description="Polio: the last mile. Headquarters asks five rooms the same question.",
        date=day,
        zone=zone.key,
        on_air=local_of(on_air, day, zone.key),
        off_air=local_of(on_air + minutes(70, 30), day, zone.key),
        running_orders=(
            RunningOrder(
                "Running order", ids("f", 1), (opening, ward, closing), items, version="C"
            ),
        ),
        feeds=tuple(
            feed_of(number, place, addresses[place.name])
            for number, place in enumerate(PLACES, start=1)
            if place.name in known
        ),
        contributors=tuple(contributor_of(n, place) for n, place in enumerate(PLACES, start=1)),
        holding_scene=HOLDING,
        closing_scene=CLOSING,
        name_input=NAME_INPUT,
    )


SCENES = (
    HOLDING,
    CLOSING,
    "Titles",
    "Moderator",
    "Two-way",
    "Kinshasa",
    "New Delhi",
    "Islamabad",
    "Nairobi",
    "Two-up",
    "Four-up",
)
"""Every scene that the example show names."""
