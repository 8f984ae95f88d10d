"""What was renamed in OBS is followed in every picture that the playhead keeps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from control_panel.running_order.renames import input_renamed, scene_renamed
from control_panel.show.model import Astray, Cutting, Picture, Playhead, Taking, Waiting
from tests.running_order.air import START

OLD = Picture("Ward", heard=("Mic", "Line"))
OTHER = Picture("Studio", heard=None)


def kept(picture: Picture) -> dict[str, Playhead]:
    """A playhead for each place in which a picture can be."""
    return {
        "picture": Playhead(picture=picture),
        "before": Playhead(before=picture),
        "taking": Playhead(taking=Taking("1", START, picture, id="t")),
        "cutting": Playhead(cutting=Cutting(picture, START, id="c")),
        "waiting": Playhead(waiting=Waiting("shot", picture=picture)),
        "astray": Playhead(astray=Astray("Titles", picture)),
    }


@pytest.mark.parametrize("place", kept(OLD))
def test_everywhere(place: str) -> None:
    scene, sound = replace(OLD, scene="Ward 2"), replace(OLD, heard=("Mic 2", "Line"))
    assert scene_renamed(kept(OLD)[place], "Ward", "Ward 2") == kept(scene)[place]
    assert input_renamed(kept(OLD)[place], "Mic", "Mic 2") == kept(sound)[place]


@pytest.mark.parametrize("place", kept(OTHER))
def test_nothing_else(place: str) -> None:
    assert scene_renamed(kept(OTHER)[place], "Ward", "Ward 2") == kept(OTHER)[place]
    assert input_renamed(kept(OTHER)[place], "Mic", "Mic 2") == kept(OTHER)[place]


def test_what_obs_shows_instead() -> None:
    playhead = Playhead(astray=Astray("Ward", OTHER))
    assert scene_renamed(playhead, "Ward", "Ward 2").astray == Astray("Ward 2", OTHER)
    assert scene_renamed(Playhead(), "Ward", "Ward 2") == Playhead()
