"""Pure: a playhead follows what was renamed in OBS, in every picture that it keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from control_panel.show.model import Astray, Cutting, Picture, Playhead, Taking, Waiting

_Holder = TypeVar("_Holder", Taking, Cutting, Waiting, Astray)


def scene_renamed(playhead: Playhead, old: str, new: str) -> Playhead:
    """The playhead with a scene's new name in what was, is and will be shown."""

    def follow(picture: Picture) -> Picture:
        return replace(picture, scene=new) if picture.scene == old else picture

    followed = _with_pictures(playhead, follow)
    astray = followed.astray
    if astray is None or astray.shows != old:
        return followed
    return replace(followed, astray=replace(astray, shows=new))


def input_renamed(playhead: Playhead, old: str, new: str) -> Playhead:
    """The playhead with an input's new name among those that are heard."""

    def follow(picture: Picture) -> Picture:
        if not picture.heard or old not in picture.heard:
            return picture
        heard = tuple(new if name == old else name for name in picture.heard)
        return replace(picture, heard=heard)

    return _with_pictures(playhead, follow)


def _with_pictures(playhead: Playhead, follow: Callable[[Picture], Picture]) -> Playhead:
    return replace(
        playhead,
        picture=_followed(playhead.picture, follow),
        before=_followed(playhead.before, follow),
        taking=_held(playhead.taking, follow),
        cutting=_held(playhead.cutting, follow),
        waiting=_held(playhead.waiting, follow),
        astray=_held(playhead.astray, follow),
    )


def _followed(picture: Picture | None, follow: Callable[[Picture], Picture]) -> Picture | None:
    return None if picture is None else follow(picture)


def _held(holder: _Holder | None, follow: Callable[[Picture], Picture]) -> _Holder | None:
    if holder is None or holder.picture is None:
        return holder
    return replace(holder, picture=follow(holder.picture))
