"""The section Feeds: who sends, how, where OBS opens it, and what was booked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from control_panel.errors import Refused
from control_panel.obs.state import ObsState
from control_panel.show import edits
from control_panel.show.model import Feed, FeedKind, Show
from control_panel.ui.setup import words
from control_panel.ui.setup.bound_form import BoundForm
from control_panel.ui.setup.choices import ChoiceField, NameField
from control_panel.ui.setup.editing import Edit, Editing
from control_panel.ui.setup.entries import EntriesSection, Head
from control_panel.ui.setup.feed_fields import (
    HOW,
    AddressField,
    CopyLine,
    How,
    KeptLine,
    PictureField,
    how_of,
    listening,
)
from control_panel.ui.setup.fields import NumberField, TextField
from control_panel.ui.setup.needs import called, listed
from control_panel.ui.words import tr

ObsUrl = Callable[[str], str]
"""The stable address that OBS opens for a feed, by feed id; empty while there is none."""


class FeedForm(BoundForm[Feed]):
    """One feed."""

    def __init__(self, editing: Editing, obs_url: ObsUrl) -> None:
        super().__init__("", editing)
        self.setAccessibleName(self.tr("Feed"))
        self._obs_url = obs_url
        name = TextField(self.tr("Name"), required=self.tr("A feed needs a name."))
        self._by = ChoiceField[str](self.tr("Contributor"), [])
        self.row(
            self.plain("name", name, asks=self._rename), self.plain("contributor_id", self._by)
        )
        role = ChoiceField(self.tr("Role"), words.choices(words.ROLES))
        kind = ChoiceField(self.tr("Kind"), words.choices(words.FEED_KINDS))
        self.row(self.plain("role", role), self.plain("kind", kind, asks=self._reconnects))
        self._how()
        self._obs()
        self._booked()

    def _how(self) -> None:
        self.heading(self.tr("How it comes"))
        how = ChoiceField(self.tr("How"), words.choices(HOW))
        latency = NumberField(self.tr("SRT latency"), "ms", 20, 8000)
        self.address = AddressField(self.tr("Address"))
        gateway = ChoiceField(
            self.tr("Received"),
            [
                (True, self.tr("once, by our gateway")),
                (False, self.tr("direct, by OBS and panel each")),
            ],
        )
        self.bind("how", how, how_of, self._set_how, asks=self._reconnects)
        self.bind(
            "primary", self.address, lambda f: f.primary, self._set_address, asks=self._reconnects
        )
        self.plain("latency_ms", latency, asks=self._reconnects)
        self.plain("gateway", gateway, asks=self._reconnects)
        self.row(how, latency, widths=(3, 2))
        self.row(self.address)
        self.kept = KeptLine()
        self.kept.button.clicked.connect(self._forget)
        self.row(self.kept)
        self.row(gateway)

    def _obs(self) -> None:
        self.heading(self.tr("In OBS"))
        self.input = NameField(self.tr("Its input in OBS"), self.tr("input"), empty=self.tr("none"))
        self.row(self.plain("obs_input", self.input))
        self.copy = CopyLine(self.tr("Address that OBS opens"), "")
        self.row(self.copy)

    def _booked(self) -> None:
        self.heading(self.tr("Booked"), self.tr("what the line-up compares with"))
        picture = PictureField(self.tr("Picture"))
        rate = NumberField(self.tr("Bit rate"), "kb/s", 16, 200000, optional=True)
        self.plain("expected", picture)
        self.bind("kbps", rate, lambda feed: feed.expected.kbps, _set_kbps)
        self.row(picture, rate, widths=(3, 2))

    # What the fields do.

    def _set_how(self, show: Show, feed: Feed, how: How) -> Show:
        if how in (How.SRT_CALLER, How.OTHER):
            if feed.primary:
                raise Refused(
                    self.tr("Paste their address below: it says how. Esc keeps this one."),
                    reason="paste",
                )
            return show
        return edits.change_feed(show, feed.id, primary=listening(show, feed, how))

    def _set_address(self, show: Show, feed: Feed, address: str) -> Show:
        changes: dict[str, Any] = {"primary": address}
        pasted = self.address.pasted
        if pasted is not None and pasted.latency_ms is not None:
            changes["latency_ms"] = pasted.latency_ms
        if pasted is not None and pasted.secrets:
            changes["credential"] = f"feed:{show.id}:{feed.id}"
        return edits.change_feed(show, feed.id, **changes)

    def committed(self, name: str, value: Feed) -> None:
        """An address was taken: its secrets go to the keyring, never into the show."""
        if name != "primary" or self.address.pasted is None:
            return
        for secret, text in sorted(self.address.pasted.secrets.items()):
            self._editing.secret_entered.emit(value.id, secret, text)
        self.address.pasted = None

    def _forget(self) -> None:
        """The address has no password any more: not in the show, not in the keyring."""
        feed = self._value
        if feed is None or not feed.credential:
            return
        if self._editing.attempt(
            lambda show: edits.change_feed(show, feed.id, credential=""),
            self.tr("Forget the password: {}").format(feed.name),
            asks=self._reconnects(feed, ""),
        ):
            self._editing.secret_forgotten.emit(feed.id, feed.credential)
            self.address.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rename(self, feed: Feed, _name: str) -> str:
        asks = self.tr("The show is live. Enter again renames it, Esc keeps “{}”.")
        return asks.format(feed.name)

    def _reconnects(self, feed: Feed, _value: object) -> str:
        asks = self.tr("The show is live: this reconnects {}. The same again does it, Esc keeps.")
        return asks.format(feed.name)

    def change(self, show: Show, value: Feed, **changes: Any) -> Show:
        """The show with fields of the feed changed."""
        return edits.change_feed(show, value.id, **changes)

    def called(self, value: Feed) -> str:
        """The name."""
        return value.name

    def offer(self, show: Show, value: Feed) -> None:
        """The contributors there are."""
        self._by.offer([("", self.tr("nobody")), *((c.id, c.name) for c in show.contributors)])

    def tell(self, _show: Show, value: Feed) -> None:
        """Which fields this kind of feed has, and where OBS finds it."""
        by_address = value.kind is FeedKind.ADDRESS
        for name in ("how", "primary", "latency_ms", "gateway", "expected", "kbps"):
            self.bound[name].field.setVisible(by_address)
        srt = how_of(value) in (How.SRT_CALLER, How.SRT_LISTENER)
        self.bound["latency_ms"].field.setEnabled(srt and not self._editing.read_only)
        self.input.setVisible(value.kind is not FeedKind.PHONE)
        self.kept.setVisible(by_address and bool(value.credential and value.primary))
        self.kept.button.setEnabled(not self._editing.read_only)
        self.copy.setVisible(by_address)
        if by_address and value.gateway:
            self.copy.show_text(
                self._obs_url(value.id),
                self.tr(
                    "In OBS: a Media Source. Local File off · Input: this · Input Format: mpegts · "
                    "Restart playback when source becomes active: off · Close file when inactive: "
                    "off · Show nothing when playback ends: off. With the first two on, every TAKE "
                    "would connect anew. The address stays, whatever the contributor sends."
                ),
            )
        elif by_address:
            self.copy.show_text(
                value.primary, self.tr("Direct: OBS opens the contributor's address itself.")
            )

    def show_obs(self, obs: ObsState) -> None:
        """Offer OBS's inputs."""
        self.input.offer(tuple(sorted(obs.inputs)) if obs.connected else None)


def _set_kbps(show: Show, feed: Feed, kbps: float | None) -> Show:
    booked = replace(feed.expected, kbps=None if kbps is None else int(kbps))
    return edits.change_feed(show, feed.id, expected=booked)


def _sender(show: Show, feed: Feed) -> str:
    one = show.contributor(feed.contributor_id)
    return one.name if one else ""


def _way(_show: Show, feed: Feed) -> str:
    if feed.kind is not FeedKind.ADDRESS:
        return words.word(words.FEED_KINDS, feed.kind)
    return words.word(HOW, how_of(feed)) if feed.primary else tr("no address yet")


class FeedsSection(EntriesSection[Feed]):
    """Feeds."""

    def __init__(self, editing: Editing, obs_url: ObsUrl) -> None:
        heads = (
            Head[Feed](tr("Feed"), 0, lambda _s, f: f.name),
            Head[Feed](tr("Contributor"), 180, _sender),
            Head[Feed](tr("How"), 160, _way),
            Head[Feed](tr("Items"), 56, lambda s, f: str(len(edits.uses(s, f.id)))),
        )
        self.feed_form = FeedForm(editing, obs_url)
        super().__init__(
            tr(words.FEEDS),
            editing,
            heads,
            self.feed_form,
            tr("No feeds yet. Ctrl N adds the first; then paste its address as it was sent."),
        )

    def entries(self, show: Show) -> tuple[Feed, ...]:
        """The feeds."""
        return show.feeds

    def show_obs(self, obs: ObsState) -> None:
        """Offer OBS's inputs."""
        self.feed_form.show_obs(obs)

    def added(self) -> tuple[str, Edit, str]:
        """A new feed."""
        new = Feed(self.tr("New feed"))
        return new.id, lambda show: edits.add_feed(show, new), self.tr("Add a feed")

    def duplicated(self, entry: Feed) -> tuple[str, Edit, str]:
        """A copy without OBS input and secret."""
        copy_id = Feed("").id
        return (
            copy_id,
            lambda show: edits.duplicate_feed(show, entry.id, copy_id),
            self.tr("Duplicate {}").format(entry.name),
        )

    def deleted(self, entry: Feed) -> tuple[Edit, str, str, str]:
        """The items that use it lose it; not while one of them is on air."""
        users = edits.uses(self.editing.show, entry.id)
        for item in users:
            if self.editing.stands(item) in ("on air", "being taken"):
                raise Refused(
                    self.tr("“{}” is on air with this feed: it cannot be deleted.").format(
                        item.title
                    )
                )
        losing = listed(tuple(called(item) for item in users))
        lost = self.tr("Deleted “{}”.").format(entry.name)
        asks = self.tr("The show is live. Del again deletes “{}”, Esc keeps it.")
        if users:
            lost += " " + self.tr("Without it now: {}.").format(losing)
            asks += " " + self.tr("It is used by {}.").format(losing)
        lost += " " + self.tr("Ctrl Z brings it back.")
        return (
            lambda show: edits.remove_feed(show, entry.id),
            self.tr("Delete {}").format(entry.name),
            asks.format(entry.name),
            lost,
        )
