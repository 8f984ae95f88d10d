"""The show and all that is stored with it, as frozen values: the one place to import them from.

The file holds these values from its first version on, so that it need not change with each new
room: fields whose behaviour comes later are stored and exported already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time

from control_panel.show.entries import (
    AsRunEntry,
    AsRunEvent,
    CheckResult,
    EditEntry,
    Incident,
    ShotEntry,
)
from control_panel.show.ids import new_id
from control_panel.show.items import (
    ZERO,
    Clip,
    CustomColumn,
    EndAction,
    Group,
    Item,
    ItemKind,
    LadderStep,
    Lock,
    LowerThird,
    MessagePreset,
    Rung,
    RunningOrder,
    Shot,
    Transition,
)
from control_panel.show.local_time import LocalTime
from control_panel.show.records import (
    Astray,
    Author,
    Cutting,
    Mode,
    Offer,
    Picture,
    Playhead,
    Proof,
    Run,
    Seat,
    Taking,
    TakingKind,
    Via,
    Waiting,
)
from control_panel.show.sources import (
    Consent,
    Contributor,
    Expected,
    Feed,
    FeedKind,
    FeedRole,
    Phone,
    Return,
    ReturnKind,
)

__all__ = [
    "ZERO",
    "AsRunEntry",
    "AsRunEvent",
    "Astray",
    "Author",
    "CheckResult",
    "Clip",
    "Consent",
    "Contributor",
    "CustomColumn",
    "Cutting",
    "EditEntry",
    "EndAction",
    "Expected",
    "Feed",
    "FeedKind",
    "FeedRole",
    "Group",
    "Incident",
    "Item",
    "ItemKind",
    "LadderStep",
    "LocalTime",
    "Lock",
    "LowerThird",
    "MessagePreset",
    "Mode",
    "Offer",
    "Phone",
    "Picture",
    "Playhead",
    "Proof",
    "Return",
    "ReturnKind",
    "Run",
    "Rung",
    "RunningOrder",
    "Seat",
    "Shot",
    "ShotEntry",
    "Show",
    "Taking",
    "TakingKind",
    "Transition",
    "Via",
    "Waiting",
    "new_id",
]


@dataclass(frozen=True, slots=True)
class Show:
    """A show: when, in which zone, in what order, with whom."""

    title: str
    date: date
    """Day 0 of every local time, in the show's zone."""
    zone: str = "UTC"
    id: str = field(default_factory=new_id)
    description: str = ""
    on_air: LocalTime = LocalTime(time(12, 0))
    off_air: LocalTime | None = None
    running_orders: tuple[RunningOrder, ...] = field(default_factory=lambda: (RunningOrder(),))
    custom_columns: tuple[CustomColumn, ...] = ()
    message_presets: tuple[MessagePreset, ...] = ()
    feeds: tuple[Feed, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    holding_scene: str = ""
    closing_scene: str = ""
    name_input: str = ""
    """The OBS text source that carries the lower third's name; empty: none."""

    @property
    def order(self) -> RunningOrder:
        """The running order in use (one for now)."""
        return self.running_orders[0]

    def item(self, item_id: str) -> Item | None:
        """The item with this id, in the order or on the shelf."""
        return next((i for i in (*self.order.items, *self.order.shelf) if i.id == item_id), None)

    def feed(self, feed_id: str) -> Feed | None:
        """The feed with this id."""
        return next((f for f in self.feeds if f.id == feed_id), None)

    def contributor(self, contributor_id: str) -> Contributor | None:
        """The contributor with this id."""
        return next((c for c in self.contributors if c.id == contributor_id), None)
