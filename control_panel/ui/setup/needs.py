"""What the show needs of OBS, and what OBS lacks of it (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from control_panel.obs.state import ObsState
from control_panel.show.model import Item, Show


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the show needs and OBS lacks, and by whom it is used."""

    what: str
    """`scene` or `input`."""
    name: str
    used_by: tuple[str, ...]


def called(item: Item) -> str:
    """An item as people say it: `4 · On the ward`."""
    return f"{item.number} · {item.title}" if item.number else item.title


def scenes_of(item: Item) -> Iterator[str]:
    """Every scene that an item may put on air."""
    yield item.scene
    yield item.studio_shot
    for shot in item.shots:
        yield shot.scene


def inputs_heard(item: Item) -> Iterator[str]:
    """Every input that an item may let be heard."""
    yield from item.heard or ()
    for shot in item.shots:
        yield from shot.heard or ()


def missing(show: Show, obs: ObsState) -> tuple[Missing, ...]:
    """What the show needs and OBS lacks, in the order of the show; empty while not connected."""
    if not obs.connected:
        return ()
    scenes, inputs = _needed(show)
    lacking = [
        Missing("scene", name, tuple(by)) for name, by in scenes.items() if name not in obs.scenes
    ]
    lacking += [
        Missing("input", name, tuple(by)) for name, by in inputs.items() if name not in obs.inputs
    ]
    return tuple(lacking)


Users = dict[str, dict[str, None]]
"""By name: who uses it, in order."""


def _needed(show: Show) -> tuple[Users, Users]:
    scenes: Users = {}
    inputs: Users = {}
    for item in show.order.items:
        for scene in scenes_of(item):
            scenes.setdefault(scene, {})[called(item)] = None
        for name in inputs_heard(item):
            inputs.setdefault(name, {})[called(item)] = None
    scenes.setdefault(show.holding_scene, {})["the holding scene"] = None
    scenes.setdefault(show.closing_scene, {})["the closing scene"] = None
    inputs.setdefault(show.name_input, {})["names on screen"] = None
    for feed in show.feeds:
        inputs.setdefault(feed.obs_input, {})[f"the feed {feed.name}"] = None
    scenes.pop("", None)
    inputs.pop("", None)
    return scenes, inputs


def listed(names: tuple[str, ...], most: int = 3) -> str:
    """Names in one phrase: `A, B, C and 2 more`."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return ", ".join(names)
