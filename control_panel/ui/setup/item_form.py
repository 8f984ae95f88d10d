"""The chosen item in full: every field that has a behaviour, each with its error beside it."""

from __future__ import annotations

from typing import Any

from control_panel.obs.state import ObsState
from control_panel.show import edits
from control_panel.show.model import EndAction, Item, LowerThird, Show
from control_panel.ui.setup import item_edits, words
from control_panel.ui.setup.bound_form import Bound, BoundForm
from control_panel.ui.setup.choices import CheckField, ChoiceField, NameField, SomeField
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.fields import (
    DurationField,
    LocalTimeField,
    NotesField,
    NumberField,
    TextField,
)
from control_panel.ui.setup.shots_field import ShotsField
from control_panel.ui.words import tr


class ItemForm(BoundForm[Item]):
    """One item; shown by `show_value`, edited through `Editing`."""

    def __init__(self, editing: Editing) -> None:
        super().__init__("", editing)
        self.setAccessibleName(self.tr("Item"))
        self.nothing = self.tr(
            "Here is the chosen item in full: its times, scene, shots, sound and name on screen."
        )
        self.shots = ShotsField(editing)
        self._shots_of = ""
        self._what()
        self._when()
        self._picture()
        self._sound_and_name()
        self._failing()
        self._words()

    # The fields, in the order of the cursor.

    def _what(self) -> None:
        number = TextField(self.tr("Number"))
        title = TextField(self.tr("Title"), required=self.tr("An item needs a title."))
        self.plain("number", number)
        self.plain("title", title, asks=self._rename)
        kind = ChoiceField(self.tr("Kind"), words.choices(words.KINDS))
        group = NameField(self.tr("Group"), self.tr("group"), empty=self.tr("none"))
        self.row(number, title, widths=(1, 4))
        self.bind(
            "group",
            group,
            lambda item: item_edits.group_title(self._editing.show, item),
            item_edits.into_group,
        )
        self.row(self.plain("kind", kind), group, widths=(1, 2))

    def _rename(self, item: Item, _title: str) -> str:
        asks = self.tr("The show is live. Enter again renames it, Esc keeps “{}”.")
        return asks.format(item.title)

    def _when(self) -> None:
        self.heading(self.tr("When"), self.tr("10 = 10 min · 4:20 · 90s · 1h5"))
        start = LocalTimeField(self.tr("Hard start"), optional=True, placeholder=self.tr("soft"))
        at_end = ChoiceField(self.tr("At its end"), words.choices(words.AT_END))
        shot = ChoiceField[str](self.tr("Shot to cut to"), [])
        self.bind("at_end", at_end, _at_end, item_edits.at_its_end)
        planned = DurationField(self.tr("Planned"))
        self.row(self.plain("planned", planned), self.plain("hard_start", start))
        self.row(at_end)
        self.row(self.plain("end_shot_id", shot))
        self.row(
            self.plain("warning", DurationField(self.tr("Warning, before its end"))),
            self.plain("danger", DurationField(self.tr("Danger"))),
        )
        self.row(
            self.plain("count_to_end", CheckField(self.tr("Counts to its end"))),
            self.plain("floated", CheckField(self.tr("Floated (skipped)"))),
        )

    def _picture(self) -> None:
        self.heading(self.tr("Picture"))
        scene = NameField(self.tr("Opening scene"), self.tr("scene"), empty=self.tr("no picture"))
        feeds = SomeField(self.tr("Feeds"), none=self.tr("None"))
        kind = ChoiceField[Any](self.tr("Transition"), [])
        length = NumberField(self.tr("Its length"), "s", 0.05, 20, whole=False, optional=True)
        self.row(self.plain("scene", scene))
        self.bind("feed_ids", feeds, lambda i: i.feed_ids, item_edits.feeds)
        self.row(feeds)
        self.bind("transition", kind, item_edits.transition_kind, item_edits.set_transition)
        self.bind("length", length, item_edits.transition_length, item_edits.set_length)
        self.row(kind, length, widths=(3, 2))
        self.heading(self.tr("Shots"), self.tr("keys 1–9 on air"))
        self.row(self.shots)

    def _sound_and_name(self) -> None:
        self.heading(self.tr("Sound and name"))
        heard = SomeField(
            self.tr("Heard when it opens"),
            none=self.tr("Nobody"),
            leaves=self.tr("Leave the sound as it is"),
        )
        self.row(self.plain("heard", heard))
        name = TextField(self.tr("Name on screen"), placeholder=self.tr("none"))
        role = TextField(self.tr("Its second line"))
        self.bind("name", name, lambda i: _third(i).name, item_edits.third_name)
        self.bind("role", role, lambda i: _third(i).role, item_edits.third_role)
        self.row(name, role)

    def _failing(self) -> None:
        self.heading(self.tr("If its feed is lost"), self.tr("looked for in OBS; the cut is yours"))
        studio = NameField(
            self.tr("Studio shot"), self.tr("scene"), empty=self.tr("the holding scene")
        )
        self.row(self.plain("studio_shot", studio))

    def _words(self) -> None:
        self.heading(self.tr("Words"))
        self.row(
            self.plain("first_words", TextField(self.tr("First words"))),
            self.plain("last_words", TextField(self.tr("Last words"))),
        )
        self.row(self.plain("notes", NotesField(self.tr("Notes"), lines=4)))

    # Showing and editing.

    def change(self, show: Show, value: Item, **changes: Any) -> Show:
        """The show with fields of the item changed."""
        return edits.change_item(show, value.id, **changes)

    def called(self, value: Item) -> str:
        """The item's title."""
        return value.title

    def check(self, bound: Bound[Item], value: Item, entered: Any) -> None:
        """The item on air cannot be floated."""
        if bound is self.bound["floated"] and entered:
            item_edits.refuse_on_air(self._editing, value, self.tr("floated"))

    def offer(self, show: Show, value: Item) -> None:
        """The feeds, shots and groups there are."""
        feeds, shot, group = (self.bound[n].field for n in ("feed_ids", "end_shot_id", "group"))
        if isinstance(feeds, SomeField):
            feeds.offer([(feed.id, feed.name) for feed in show.feeds])
        if isinstance(shot, ChoiceField):
            shot.offer([(s.id, s.name or s.scene) for s in value.shots])
        if isinstance(group, NameField):
            group.offer([g.title for g in show.order.groups], marks=False)

    def tell(self, _show: Show, value: Item) -> None:
        """The shots, and what depends on other fields."""
        fresh = self._shots_of != value.id
        self._shots_of = value.id
        anew = self.shots.show_item(value, fresh=fresh)
        self.bound["end_shot_id"].field.setVisible(value.at_end is EndAction.CUT_TO_SHOT)
        kind = value.transition.kind if value.transition else ""
        timed = bool(kind) and kind not in words.FIXED
        self.bound["length"].field.setEnabled(timed and not self._editing.read_only)
        if anew:
            self.settle()

    def show_obs(self, obs: ObsState) -> None:
        """Offer what OBS has."""
        scenes = obs.scenes if obs.connected else None
        for name in ("scene", "studio_shot"):
            field = self.bound[name].field
            if isinstance(field, NameField):
                field.offer(scenes)
        inputs = audio_inputs(obs)
        heard, kind = self.bound["heard"].field, self.bound["transition"].field
        if isinstance(heard, SomeField):
            heard.offer(inputs)
        if isinstance(kind, ChoiceField):
            kind.offer([(None, tr(words.OWN)), *words.transition_kinds(obs.transitions)])
        self.shots.show_obs(obs, inputs)


def audio_inputs(obs: ObsState) -> list[tuple[str, str]]:
    """OBS's audio inputs, as (value, text)."""
    return [(name, name) for name, one in sorted(obs.inputs.items()) if one.muted is not None]


def _at_end(item: Item) -> EndAction:
    """What really happens: a last frame is not held yet, its item waits like any other."""
    return EndAction.WAIT if item.at_end is EndAction.HOLD_LAST_FRAME else item.at_end


def _third(item: Item) -> LowerThird:
    return item.lower_third or LowerThird("")
