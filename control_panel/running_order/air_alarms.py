"""The alarms of a show on air: OBS away, a scene or text source missing, a feed in trouble."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from control_panel.alarms import Alarm, Alarms, Severity
from control_panel.clock import Clock
from control_panel.feeds.status import FeedStatus, Health
from control_panel.feeds.wall import Wall
from control_panel.obs.switcher import Switcher
from control_panel.running_order.playout import Playout
from control_panel.running_order.recorder import Recorder
from control_panel.running_order.situation import name_text
from control_panel.show.document import Document
from control_panel.show.model import Author, Incident, Item, Mode, Via

_RUNNING = (Mode.REHEARSAL, Mode.PRE_SHOW, Mode.LIVE, Mode.CLOSE_OUT)


_Words = tuple[Severity, str, str]
"""Severity, sentence, detail."""


class AirAlarms(QObject):
    """Watches what threatens the show and lets alarms stand as long as their causes do."""

    def __init__(
        self,
        document: Document,
        playout: Playout,
        switcher: Switcher,
        wall: Wall,
        alarms: Alarms,
        log: Recorder,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._playout = playout
        self._switcher = switcher
        self._wall = wall
        self._alarms = alarms
        self._log = log
        self._clock = clock
        document.changed.connect(self._look)
        playout.playhead_changed.connect(self._look)
        switcher.state_changed.connect(self._look)
        wall.status_changed.connect(self._look)
        alarms.raised.connect(lambda alarm: self._write(alarm, "raised"))
        alarms.acknowledged.connect(lambda alarm: self._write(alarm, "acknowledged"))
        alarms.cleared.connect(lambda alarm: self._write(alarm, "cleared"))

    def _look(self, *_what: object) -> None:
        self._look_at_link()
        self._look_at_scenes()
        self._look_at_names()
        self._look_at_feeds()

    def _look_at_link(self) -> None:
        playhead = self._playout.playhead
        if playhead.mode in _RUNNING and not self._switcher.state.connected:
            self._raise(
                "obs:link",
                Severity.ALARM,
                "OBS does not answer: what is on air cannot be known or changed from here",
                "The clock runs on. The panel goes on trying to reach OBS.",
            )
        else:
            self._alarms.clear("obs:link")
        if playhead.astray is not None:
            known = playhead.astray.picture.scene if playhead.astray.picture else "nothing"
            self._raise(
                "obs:astray",
                Severity.ALARM,
                f"OBS shows “{playhead.astray.shows}”, the panel last knew “{known}”",
                "Nothing is sent until you choose: keep what OBS shows, or go back.",
            )
        else:
            self._alarms.clear("obs:astray")

    def _look_at_scenes(self) -> None:
        """An alarm at each item that is on air or next and whose scene OBS does not have."""
        obs = self._switcher.state
        close = self._close() if obs.connected and not obs.frozen else frozenset()
        wanted: dict[str, _Words] = {}
        for item in self._document.show.order.items:
            if item.id in close and item.scene and item.scene not in obs.scenes:
                sentence = f"{_label(item)}: OBS has no scene “{item.scene}”"
                on_air = self._playout.playhead.on_air
                taken = on_air is not None and on_air.item_id == item.id
                what = "It is on air without its scene." if taken else "It cannot be taken."
                detail = f"{what} Choose another scene in Setup."
                wanted[f"scene:{item.id}"] = (Severity.ALARM, sentence, detail)
        self._let_stand("scene:", wanted)

    def _look_at_names(self) -> None:
        """An alarm at each item on air or next with a name whose text source OBS does not have."""
        obs, show = self._switcher.state, self._document.show
        known = obs.connected and not obs.frozen
        lacks = known and bool(show.name_input) and show.name_input not in obs.inputs
        close = self._close() if lacks else frozenset()
        on_air = self._playout.playhead.on_air
        wanted: dict[str, _Words] = {}
        for item in show.order.items:
            if item.id in close and name_text(item.lower_third):
                sentence = (
                    f"{_label(item)}: OBS has no text source “{show.name_input}” for the name"
                )
                taken = on_air is not None and on_air.item_id == item.id
                what = "It is on air without its name." if taken else "No name would be shown."
                detail = f"{what} Make the text source in OBS, or choose another in Setup."
                wanted[f"name:{item.id}"] = (Severity.ALARM, sentence, detail)
        self._let_stand("name:", wanted)

    def _look_at_feeds(self) -> None:
        """A feed in trouble is loud only where its item is on air or next."""
        statuses: Mapping[str, FeedStatus] = self._wall.statuses
        close = self._close()
        items = self._document.show.order.items
        wanted: dict[str, _Words] = {}
        for feed in self._document.show.feeds:
            status = statuses.get(feed.id)
            near = [i for i in items if feed.id in i.feed_ids and i.id in close]
            words = _feed_words(feed.name, status, near) if status is not None else None
            if words is not None:
                wanted[f"feed:{feed.id}"] = words
        self._let_stand("feed:", wanted)

    def _let_stand(self, kind: str, wanted: Mapping[str, _Words]) -> None:
        """Exactly these alarms of a kind stand; those whose cause is gone are cleared."""
        for alarm in self._alarms.standing:
            if alarm.key.startswith(kind) and alarm.key not in wanted:
                self._alarms.clear(alarm.key)
        for key, (severity, sentence, detail) in wanted.items():
            self._raise(key, severity, sentence, detail)

    def _close(self) -> frozenset[str]:
        """The items on air, being taken and next, while a show runs."""
        playhead = self._playout.playhead
        if playhead.mode not in _RUNNING:
            return frozenset()
        on_air = playhead.on_air.item_id if playhead.on_air else ""
        taking = playhead.taking.item_id if playhead.taking else ""
        return frozenset({on_air, taking, playhead.next_id} - {""})

    def _raise(self, key: str, severity: Severity, sentence: str, detail: str) -> None:
        self._alarms.raise_(Alarm(key, severity, sentence, self._clock.now(), detail=detail))

    def _write(self, alarm: Alarm, event: str) -> None:
        author = Author(person=alarm.acknowledged_by, via=Via.PANEL)
        self._log.append(
            Incident(
                at=self._clock.now(),
                key=alarm.key,
                sentence=alarm.sentence,
                event=event,
                severity=alarm.severity.value,
                author=author,
            )
        )


def _label(item: Item) -> str:
    return f"{item.number} · {item.title}" if item.number else item.title


def _feed_words(name: str, status: FeedStatus, near: list[Item]) -> _Words | None:
    """What is said of a feed in trouble; None where nobody has to know yet."""
    lost = status.health is Health.LOST
    if not lost and not (near and status.health is Health.DEGRADED):
        return None
    where = f" · {_label(near[0])}" if near else ""
    severity = Severity.ALARM if near and lost else Severity.WARNING
    return severity, f"{name} {'lost' if lost else 'degraded'}{where}", status.sentence
