"""What a whole show must satisfy, which a file from elsewhere is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from control_panel.show.model import Item, RunningOrder, Show
from control_panel.show.rules import (
    Fault,
    faults_in_show,
    faults_of_contributor,
    faults_of_feed,
    faults_of_header,
    faults_of_item,
    faults_of_span,
    twice,
)

_Value = TypeVar("_Value")


def faults_of_groups(order: RunningOrder) -> Iterator[Fault]:
    """Whether each group has a title, and its items stand together."""
    for index, group in enumerate(order.groups):
        if not group.title.strip():
            yield f"groups[{index}].title", "A group needs a title."
    closed: set[str] = set()
    before = ""
    for index, item in enumerate(order.items):
        if item.group_id != before:
            closed.add(before)
            before = item.group_id
            if before and before in closed:
                yield f"items[{index}].group_id", f"“{item.title}” stands apart from its group."


def _ids(show: Show) -> Iterator[Fault]:
    order = show.order
    every = (*order.items, *order.shelf)
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        ("items", (item.id for item in every)),
        ("shots", (shot.id for item in every for shot in item.shots)),
        ("groups", (group.id for group in order.groups)),
        ("feeds", (feed.id for feed in show.feeds)),
        ("contributors", (one.id for one in show.contributors)),
        ("custom_columns", (column.id for column in show.custom_columns)),
        ("message_presets", (preset.id for preset in show.message_presets)),
    )
    for name, ids in kinds:
        listed = tuple(ids)
        if not all(listed):
            yield name, f"One of the {name.replace('_', ' ')} has no id."
        for double in twice(listed):
            yield name, f"The id {double} is given to two {name.replace('_', ' ')}."


def _within(
    place: str, values: Iterable[_Value], judge: Callable[[_Value], Iterable[Fault]]
) -> Iterator[Fault]:
    for index, value in enumerate(values):
        for field, sentence in judge(value):
            yield f"{place}[{index}].{field}", sentence


def _whole_item(show: Show) -> Callable[[Item], Iterator[Fault]]:
    def judge(item: Item) -> Iterator[Fault]:
        yield from faults_of_item(item)
        yield from faults_in_show(item, show)

    return judge


def faults(show: Show) -> Iterator[Fault]:
    """Everything that is wrong with a whole show, each with its place."""
    if len(show.running_orders) != 1:
        yield "running_orders", "A show has one running order for now."
        return
    header = tuple(faults_of_header(show))
    yield from header
    if not header:
        yield from faults_of_span(show)
    yield from _ids(show)
    place = "running_orders[0]"
    for field, sentence in faults_of_groups(show.order):
        yield f"{place}.{field}", sentence
    yield from _within(f"{place}.items", show.order.items, _whole_item(show))
    yield from _within(f"{place}.shelf", show.order.shelf, _whole_item(show))
    yield from _within("feeds", show.feeds, faults_of_feed)
    yield from _within("contributors", show.contributors, faults_of_contributor)
    known = {one.id for one in show.contributors}
    for index, feed in enumerate(show.feeds):
        if feed.contributor_id and feed.contributor_id not in known:
            sentence = f"“{feed.name}” belongs to a contributor that the show does not have."
            yield f"feeds[{index}].contributor_id", sentence
