"""A small show on air for tests of the playhead: five items, shots, an OBS that always obeys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from control_panel.errors import Refused
from control_panel.instant import Instant
from control_panel.running_order.commands import Action, Command
from control_panel.running_order.playhead import step
from control_panel.running_order.situation import (
    Event,
    Glimpse,
    Landed,
    Move,
    Settled,
    ShowChanged,
    Situation,
    Started,
    SwitchAsk,
)
from control_panel.show import edits
from control_panel.show.local_time import LocalTime
from control_panel.show.model import (
    EndAction,
    Item,
    ItemKind,
    LowerThird,
    Mode,
    Playhead,
    Proof,
    RunningOrder,
    Shot,
    Show,
    Transition,
)

START = Instant(datetime(2026, 11, 22, 13, 45, tzinfo=UTC), timedelta(hours=5), "boot")
MINUTE = timedelta(minutes=1)


def item(id_: str, scene: str, minutes: int = 5, **more: object) -> Item:
    return Item(
        title=f"Item {id_}", id=id_, number=id_, scene=scene, planned=minutes * MINUTE, **more
    )


def show() -> Show:
    return Show(
        title="A show",
        date=date(2026, 11, 22),
        zone="UTC",
        on_air=LocalTime(time(13, 45)),
        holding_scene="Holding",
        closing_scene="Closing",
        name_input="Name",
        running_orders=(
            RunningOrder(
                items=(
                    item("1", "A"),
                    item(
                        "2",
                        "B",
                        lower_third=LowerThird("Dr Amani", "Kinshasa"),
                        shots=(Shot("B", id="s1", key=1), Shot("C", id="s2", key=2)),
                    ),
                    item("n", "", kind=ItemKind.NOTE),
                    item(
                        "3",
                        "D",
                        at_end=EndAction.TAKE_NEXT,
                        transition=Transition("fade_transition"),
                    ),
                    item("f", "A", floated=True),
                    item("4", "E"),
                )
            ),
        ),
    )


@dataclass
class Air:
    """A show on air by pure moves: `do` commands, `land` what was sent."""

    show: Show = field(default_factory=show)
    playhead: Playhead = field(default_factory=Playhead)
    now: Instant = START
    obs: Glimpse = Glimpse(
        connected=True, scenes=frozenset({"A", "B", "C", "D", "E", "Holding", "Closing"})
    )
    moves: list[Move] = field(default_factory=list)

    def happen(self, event: Event, *, confirmed: bool = False) -> Move:
        move = step(Situation(self.show, self.playhead, self.obs, self.now, confirmed), event)
        self.playhead = move.playhead
        self.moves.append(move)
        return move

    def do(self, action: Action, *, confirmed: bool = False, **more: object) -> Move:
        return self.happen(Command(action, **more), confirmed=confirmed)

    def later(self, seconds: float) -> None:
        self.now = self.now.shifted(timedelta(seconds=seconds))

    def sent(self) -> SwitchAsk:
        return next(
            ask for move in reversed(self.moves) for ask in move.asks if isinstance(ask, SwitchAsk)
        )

    def land(self, *, ok: bool = True, mix: float = 0.0, sentence: str = "") -> Move:
        ask = self.sent()
        started = self.now
        self.happen(Started(ask.id, started))
        self.later(mix)
        move = self.happen(
            Landed(
                ask.id,
                ok=ok,
                proof=Proof.EVENT,
                started_at=started,
                ended_at=self.now,
                sentence=sentence,
            )
        )
        self.happen(Settled())
        return move

    def take(self) -> Move:
        """TAKE and land it, well after whatever was before."""
        self.later(1)
        self.do(Action.TAKE)
        return self.land()

    def live(self) -> Air:
        self.do(Action.LIVE, confirmed=True)
        return self

    def on(self) -> str:
        return self.playhead.on_air.item_id if self.playhead.on_air else ""

    def with_item(self, item_id: str, **changes: object) -> None:
        order = self.show.order
        items = tuple(replace(i, **changes) if i.id == item_id else i for i in order.items)
        self.show = replace(self.show, running_orders=(replace(order, items=items),))

    def without_item(self, item_id: str) -> None:
        self.show = edits.remove_item(self.show, item_id)
        self.happen(ShowChanged())

    def to_shelf(self, item_id: str) -> None:
        order = self.show.order
        items = tuple(i for i in order.items if i.id != item_id)
        shelf = tuple(i for i in order.items if i.id == item_id)
        order = replace(order, items=items, shelf=(*order.shelf, *shelf))
        self.show = replace(self.show, running_orders=(order,))
        self.happen(ShowChanged())

    def mode(self) -> Mode:
        return self.playhead.mode


def refused(air: Air, action: Action, **more: object) -> str:
    """The reason for which a command is refused, with a sentence and without a trace."""
    before = air.playhead
    with pytest.raises(Refused) as refusal:
        air.do(action, **more)
    assert refusal.value.sentence
    assert air.playhead is before
    return refusal.value.reason
