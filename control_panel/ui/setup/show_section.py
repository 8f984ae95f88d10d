"""The section Show: its title, day, zone and times, and the scenes that belong to all of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from control_panel.instant import Instant
from control_panel.obs.state import ObsState
from control_panel.show import edits
from control_panel.show.local_time import instant_of
from control_panel.show.model import LocalTime, Show
from control_panel.ui.setup import plan, words
from control_panel.ui.setup.choices import NameField
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.field import Field
from control_panel.ui.setup.fields import DateField, LocalTimeField, NotesField, TextField
from control_panel.ui.setup.form import Form
from control_panel.ui.setup.section import Section
from control_panel.ui.setup.zone_field import ZoneField
from control_panel.ui.words import tr

LONG = 40
"""Texts from this length on are not in the name of a step."""


class ShowSection(Section):
    """The show's own fields."""

    another_wanted = Signal()

    def __init__(self, editing: Editing) -> None:
        super().__init__(tr(words.SHOW), editing)
        self.another = self.action(self.tr("Open another show…"), "Ctrl+O", self._open_another)
        self.buttons.addStretch(1)
        self._now: Instant | None = None
        self.fields: dict[str, tuple[Field[Any], Callable[[Show], Any]]] = {}
        self.form = Form(self.tr("Show"))
        self.alone(self.form, 720)
        title = TextField(self.tr("Title"), required=self.tr("A show needs a title."))
        description = NotesField(self.tr("Description"), lines=2)
        self.form.row(self._bind("title", title))
        self.form.row(self._bind("description", description))
        self._when()
        self._scenes()

    def _when(self) -> None:
        self.form.heading(self.tr("When"), self.tr("times are the show's own, in its zone"))
        self.zone = ZoneField(self.tr("Zone"))
        self.zone.says = self._zone_note
        self.day = DateField(self.tr("Date"))
        self.on_air = LocalTimeField(self.tr("On air"))
        self.off_air = LocalTimeField(self.tr("Off air"), optional=True, placeholder="15:00")
        self.form.row(self._bind("zone", self.zone), self._bind("date", self.day), widths=(3, 2))
        self.form.row(self._bind("on_air", self.on_air), self._bind("off_air", self.off_air))

    def _scenes(self) -> None:
        self.form.heading(self.tr("In OBS"))
        scene = self.tr("scene")
        self.holding = NameField(self.tr("Holding scene"), scene, empty=self.tr("none"))
        self.closing = NameField(self.tr("Closing scene"), scene, empty=self.tr("none"))
        self.names = NameField(
            self.tr("Text source for names"), self.tr("text source"), empty=self.tr("none")
        )
        self.form.row(
            self._bind("holding_scene", self.holding), self._bind("closing_scene", self.closing)
        )
        self.form.row(self._bind("name_input", self.names), QWidget())

    def _open_another(self) -> None:
        """Ask for another show; while this one runs it stays."""
        if self.editing.live:
            said = self.tr("“{}” runs: end it before you open another show.")
            self.say(said.format(self.editing.show.title))
            return
        self.commit()
        self.another_wanted.emit()

    def _bind(self, name: str, field: Field[Any]) -> Field[Any]:
        self.fields[name] = (field, lambda show: getattr(show, name))
        field.commit = lambda value: self._commit(name, value)
        field.no = self.editing.forget_question
        return field

    def _commit(self, name: str, value: Any) -> None:
        title = self.fields[name][0].title.text()
        step = title
        if isinstance(value, str) and value and len(value) < LONG:
            step = f"{title}: {value}"
        elif isinstance(value, date):
            step = f"{title}: {value.isoformat()}"
        asks = ""
        if name in ("title", "date", "zone", "on_air"):
            asks = self.tr("The show is live. Enter again changes its {}, Esc keeps it.").format(
                title.lower()
            )
        self.editing.apply(lambda show: edits.change_show(show, **{name: value}), step, asks=asks)

    def show_show(self, show: Show) -> None:
        """Show its fields."""
        self.note.setText(self._length(show))
        for field, get in self.fields.values():
            field.show_value(get(show))
            field.setEnabled(not self.editing.read_only)
        self.zone.renew()
        self._tell_times(show)

    def _tell_times(self, show: Show) -> None:
        if not self.on_air.being_edited():
            self.on_air.tell(self._beside(show, show.on_air))
        if show.off_air is not None and not self.off_air.being_edited():
            self.off_air.tell(self._beside(show, show.off_air))

    def _beside(self, show: Show, local: LocalTime) -> str:
        at = instant_of(local, show.date, show.zone)
        return f"= {plan.clock_in('UTC', at, show.zone)} UTC"

    def _length(self, show: Show) -> str:
        places = [c for c in show.contributors if c.zone]
        at = plan.on_air_instant(show)
        clocks = [f"{c.place or c.name} {plan.clock_in(c.zone, at, show.zone)}" for c in places]
        unique = list(dict.fromkeys(clocks))
        if not unique:
            return ""
        return self.tr("At on air: {}").format(" · ".join(unique[:5]))

    def _zone_note(self, zone: str) -> str:
        if self._now is None:
            return zone
        clock = plan.clock_in(zone, self._now.wall, zone, seconds=True)
        offset = plan.offset_of(zone, self._now.wall)
        city = zone.rsplit("/", 1)[-1].replace("_", " ")
        return self.tr("{} now {} · {}").format(city, clock, offset)

    def show_obs(self, obs: ObsState) -> None:
        """Offer OBS's scenes and text sources."""
        scenes = obs.scenes if obs.connected else None
        self.holding.offer(scenes)
        self.closing.offer(scenes)
        texts = tuple(sorted(n for n, one in obs.inputs.items() if one.kind.startswith("text_")))
        self.names.offer(texts if obs.connected else None)

    def show_now(self, now: Instant) -> None:
        """The zone's clock goes on."""
        self._now = now
        self.zone.renew()

    def commit(self) -> None:
        """Commit what is typed."""
        for field, _ in self.fields.values():
            field.try_commit(leaving=True)

    def start(self) -> QWidget:
        """The cursor begins at the title."""
        return self.fields["title"][0].editor
