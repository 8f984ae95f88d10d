"""The section Contributors: who goes on air with us, where, and how they are reached."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from control_panel.errors import Refused
from control_panel.show import edits
from control_panel.show.model import Contributor, Phone, ReturnKind, Show
from control_panel.ui.setup import plan, words
from control_panel.ui.setup.bound_form import BoundForm
from control_panel.ui.setup.choices import CheckField, ChoiceField
from control_panel.ui.setup.editing import Edit, Editing
from control_panel.ui.setup.entries import EntriesSection, Head
from control_panel.ui.setup.fields import NumberField, TextField, TypedField
from control_panel.ui.setup.needs import listed
from control_panel.ui.setup.zone_field import ZoneField
from control_panel.ui.words import tr


class PhonesField(TypedField[tuple[Phone, ...]]):
    """Numbers between commas, each with what it is: `mobile +243 81 555 0118, desk …`."""

    def read(self) -> tuple[Phone, ...]:
        """The numbers; Refused for a part without a digit."""
        return tuple(_phone(part.strip()) for part in self.line.text().split(",") if part.strip())

    def shown(self, value: tuple[Phone, ...]) -> str:
        """The numbers in one line."""
        return ", ".join(f"{phone.label} {phone.number}".strip() for phone in value)


def _phone(text: str) -> Phone:
    at = next((n for n, c in enumerate(text) if c in "+(" or c.isdigit()), None)
    if at is None or not any(c.isdigit() for c in text):
        raise Refused(tr("“{}” has no number in it.").format(text), reason="phone")
    return Phone(text[at:].strip(), text[:at].strip())


class ContributorForm(BoundForm[Contributor]):
    """One contributor."""

    def __init__(self, editing: Editing) -> None:
        super().__init__("", editing)
        self.setAccessibleName(self.tr("Contributor"))
        name = TextField(self.tr("Name"), required=self.tr("A contributor needs a name."))
        self.row(self.plain("name", name, asks=self._rename))
        self.row(self.plain("role", TextField(self.tr("Role"), placeholder=self.tr("surgeon"))))
        self.heading(self.tr("Where"))
        self.zone = ZoneField(self.tr("Zone"), optional=True)
        self.zone.says = self._there
        place = TextField(self.tr("Place"), placeholder="Kinshasa")
        self.row(self.plain("place", place), self.plain("zone", self.zone), widths=(2, 3))
        self.heading(self.tr("Reaching them"))
        phones = PhonesField(self.tr("Phones"), placeholder=self.tr("mobile +243 81 555 0118"))
        self.row(self.plain("phones", phones))
        languages = TextField(self.tr("Languages"), placeholder=self.tr("French, Lingala"))
        self.bind("languages", languages, lambda c: ", ".join(c.languages), _set_languages)
        self.row(languages, self.plain("thin_line", CheckField(self.tr("Thin line"), beside=True)))
        self._return()

    def _return(self) -> None:
        self.heading(self.tr("How they hear us"))
        kind = ChoiceField(self.tr("Return"), words.choices(words.RETURNS))
        address = TextField(self.tr("Number or address"))
        by = TextField(self.tr("Mix-minus made by"), placeholder=self.tr("who"))
        delay = NumberField(self.tr("Its delay"), "ms", 0, 60000, optional=True)
        self.bind("return", kind, lambda c: c.return_.kind, _set_return("kind"))
        self.bind("address", address, lambda c: c.return_.address, _set_return("address"))
        self.bind("mix_minus", by, lambda c: c.return_.mix_minus_by, _set_return("mix_minus_by"))
        self.bind("delay", delay, lambda c: c.return_.delay_ms, _set_return("delay_ms"))
        self.row(kind, address, widths=(2, 3))
        self.row(by, delay, widths=(3, 2))

    def _rename(self, one: Contributor, _name: str) -> str:
        asks = self.tr("The show is live. Enter again renames, Esc keeps “{}”.")
        return asks.format(one.name)

    def _there(self, zone: str) -> str:
        show = self._editing.show
        clock = plan.clock_in(zone, plan.on_air_instant(show), show.zone)
        return self.tr("{} there at on air").format(clock)

    def change(self, show: Show, value: Contributor, **changes: Any) -> Show:
        """The show with fields of the contributor changed."""
        return edits.change_contributor(show, value.id, **changes)

    def called(self, value: Contributor) -> str:
        """The name."""
        return value.name

    def tell(self, _show: Show, value: Contributor) -> None:
        """The local time at on air; the return's address where there is a return."""
        self.zone.renew()
        wanted = value.return_.kind is not ReturnKind.NONE and not self._editing.read_only
        for name in ("address", "mix_minus", "delay"):
            self.bound[name].field.setEnabled(wanted)


def _set_languages(show: Show, one: Contributor, text: str) -> Show:
    spoken = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    return edits.change_contributor(show, one.id, languages=spoken)


def _set_return(name: str) -> Any:
    def edit(show: Show, one: Contributor, value: Any) -> Show:
        return edits.change_contributor(show, one.id, return_=replace(one.return_, **{name: value}))

    return edit


def _clock(show: Show, one: Contributor) -> str:
    if not one.zone:
        return "–"
    return plan.clock_in(one.zone, plan.on_air_instant(show), show.zone)


class ContributorsSection(EntriesSection[Contributor]):
    """Contributors."""

    def __init__(self, editing: Editing) -> None:
        heads = (
            Head[Contributor](tr("Name"), 0, lambda _s, c: c.name),
            Head[Contributor](tr("Place"), 150, lambda _s, c: c.place),
            Head[Contributor](tr("At on air"), 92, _clock),
            Head[Contributor](
                tr("Feeds"), 150, lambda s, c: ", ".join(f.name for f in edits.feeds_of(s, c.id))
            ),
        )
        super().__init__(
            tr(words.CONTRIBUTORS),
            editing,
            heads,
            ContributorForm(editing),
            tr("Nobody yet. Ctrl N adds the first contributor: who goes on air with you."),
        )

    def entries(self, show: Show) -> tuple[Contributor, ...]:
        """The contributors."""
        return show.contributors

    def added(self) -> tuple[str, Edit, str]:
        """A new contributor."""
        new = Contributor(self.tr("New contributor"))
        return new.id, lambda show: edits.add_contributor(show, new), self.tr("Add a contributor")

    def duplicated(self, entry: Contributor) -> tuple[str, Edit, str]:
        """A copy without phones and consent."""
        copy_id = Contributor("").id
        return (
            copy_id,
            lambda show: edits.duplicate_contributor(show, entry.id, copy_id),
            self.tr("Duplicate {}").format(entry.name),
        )

    def deleted(self, entry: Contributor) -> tuple[Edit, str, str, str]:
        """Their feeds stay, and belong to nobody."""
        feeds = tuple(f.name for f in edits.feeds_of(self.editing.show, entry.id))
        asks = self.tr("The show is live. Del again deletes “{}”, Esc keeps.").format(entry.name)
        lost = self.tr("Deleted “{}”. Ctrl Z brings it back.").format(entry.name)
        if feeds:
            lost += " " + self.tr("Now without a contributor: {}.").format(listed(feeds))
        return (
            lambda show: edits.remove_contributor(show, entry.id),
            self.tr("Delete {}").format(entry.name),
            asks,
            lost,
        )
