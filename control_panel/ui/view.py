"""All that a window shows at one moment, as one frozen value built outside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtGui import QImage

from control_panel.alarms import Alarm
from control_panel.feeds.status import FeedStatus
from control_panel.instant import Instant
from control_panel.lineup.turns import TRANSPORT, items_of
from control_panel.obs.state import ObsState
from control_panel.running_order.commands import Question
from control_panel.running_order.timing import Row, Schedule
from control_panel.show.model import Item, Mode, Playhead, Show

TRANSPORT_MODES = TRANSPORT
"""The modes in which the transport keys act."""
ON_AIR_MODES = frozenset({Mode.REHEARSAL, Mode.LIVE})
"""The modes in which OBS's program is said to be on air; else it is program."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence that happened: what a hand did in OBS, what was refused."""

    sentence: str
    at: Instant
    refused: bool = False


@dataclass(frozen=True, slots=True)
class ScenePicture:
    """A render of a scene by OBS, and when it was made."""

    image: QImage
    at: Instant


ScenePictures = Callable[[str], ScenePicture | None]
"""The newest picture of a scene by name."""
FeedPictures = Callable[[str], QImage | None]
"""The newest picture of a feed by id."""


@dataclass(frozen=True, slots=True)
class View:
    """What the window paints; widgets take it by `show_view` and compare it with the last one."""

    now: Instant
    show: Show
    playhead: Playhead
    schedule: Schedule
    obs: ObsState = ObsState()
    obs_wanted: bool = True
    """Somebody entered an OBS connection, so that its absence is worth an alarm's colour."""
    obs_sentence: str = ""
    """Why OBS is not connected: "retry in 3 s", "wrong password"."""
    feeds: Mapping[str, FeedStatus] = field(default_factory=dict)
    """By feed id."""
    alarms: tuple[Alarm, ...] = ()
    """Those that stand, in the order of `Alarms.standing`."""
    question: Question | None = None
    notices: tuple[Notice, ...] = ()
    """What happened, newest first; a few are enough."""
    order_changes: str = ""
    """"3 changes since B"; empty: not known."""
    read_only: str = ""
    """Why the show can only be looked at: its file is another panel's, or newer; empty: it is ours.
    """

    @property
    def wall(self) -> datetime:
        """The wall time of `now`, aware UTC."""
        return self.now.wall

    @property
    def mode(self) -> Mode:
        """The mode of the show."""
        return self.playhead.mode

    @property
    def on_air(self) -> Item | None:
        """The item whose run is on air."""
        run = self.playhead.on_air
        return self.show.item(run.item_id) if run else None

    @property
    def taking(self) -> Item | None:
        """The item that is on its way to program."""
        taking = self.playhead.taking
        return self.show.item(taking.item_id) if taking else None

    @property
    def next(self) -> Item | None:
        """The item that TAKE takes; none where TAKE does not act."""
        if not self.transport_on or not self.playhead.next_id:
            return None
        return self.show.item(self.playhead.next_id)

    @property
    def seen_on_air(self) -> str:
        """The id of the item that a person sees on air: the one being taken, else that on air."""
        playhead = self.playhead
        if playhead.taking is not None:
            return playhead.taking.item_id
        return playhead.on_air.item_id if playhead.on_air else ""

    @property
    def transport_on(self) -> bool:
        """Whether the transport keys act."""
        return self.mode in TRANSPORT_MODES


def rows_of(view: View) -> Iterator[tuple[Row, Item]]:
    """Every row of the schedule with its item, in order."""
    yield from items_of(view.show, view.schedule)


def named(item: Item) -> str:
    """An item as people name it: "5 · The last mile, Bihar"."""
    return f"{item.number} · {item.title}" if item.number else item.title
