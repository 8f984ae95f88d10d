"""The open show: edits are applied to it, undone and redone; everything else reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from control_panel.errors import Refused
from control_panel.instant import Instant
from control_panel.show.model import Author, EditEntry, Show
from control_panel.show.store import Store

_KEPT = 1000
"""Edits that can be undone; shows share what they have in common, so that this is little."""

Edit = Callable[[Show], Show]


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    before: Show
    after: Show

    def followed(self, edit: Edit) -> _Step:
        return _Step(self.name, edit(self.before), edit(self.after))


class Document(QObject):
    """The show in one value, with the edits of this session behind it and those undone ahead."""

    changed = Signal(object, object)
    """The show before and after."""
    undo_changed = Signal()

    def __init__(
        self,
        show: Show,
        store: Store | None = None,
        *,
        read_only: str = "",
        clock: Callable[[], Instant] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`clock` dates the edits that are stored; without one they carry no time and no author."""
        super().__init__(parent)
        self._show = show
        self._store = store
        self._read_only = read_only or (store.read_only if store is not None else "")
        self._clock = clock
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._protected: frozenset[str] = frozenset()

    @property
    def show(self) -> Show:
        """The show as it is now."""
        return self._show

    @property
    def path(self) -> Path | None:
        """The show file; None for a show that has none."""
        return self._store.path if self._store is not None else None

    @property
    def read_only(self) -> str:
        """Why the show cannot be edited, as a sentence; empty: it can."""
        return self._read_only

    @property
    def undo_name(self) -> str:
        """The name of the edit that undo takes back; empty: there is none."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """The name of the edit that redo makes again; empty: there is none."""
        return self._undone[-1].name if self._undone else ""

    def set_protected(self, item_ids: frozenset[str]) -> None:
        """Say which items are on air or taking: no edit and no undo may remove or float them."""
        self._protected = item_ids - {""}

    def apply(
        self, after: Show, name: str, author: Author | None = None, *, system: bool = False
    ) -> None:
        """Make an edited show the show; `name` says what undo takes back ("Move item").

        Raises Refused where the file is read-only or a protected item would go. A `system` edit
        is not undoable, and an undo must not take it back either: it forgets the edits before
        it. `follow` keeps them.
        """
        before = self._show
        if after == before:
            return
        self._writable()
        if system:
            self._done, self._undone = [], []
        else:
            self._guard(after, name)
            self._done = [*self._done[1 - _KEPT :], _Step(name, before, after)]
            self._undone = []
        self._become(after, name, "system" if system else "edit", author)

    def follow(self, edit: Edit, name: str, author: Author | None = None) -> None:
        """Follow something that happened elsewhere (a scene renamed in OBS): never undone.

        The edit goes through the history too, so that undo and redo keep to it.
        """
        after = edit(self._show)
        if after == self._show:
            return
        self._writable()
        self._done = [step.followed(edit) for step in self._done]
        self._undone = [step.followed(edit) for step in self._undone]
        self._become(after, name, "system", author)

    def undo(self, author: Author | None = None) -> None:
        """Take the last edit of this session back."""
        if not self._done:
            raise Refused("There is nothing to undo.", reason="nothing")
        self._writable()
        step = self._done[-1]
        self._guard(step.before, f"Undo “{step.name}”")
        self._done.pop()
        self._undone.append(step)
        self._become(step.before, step.name, "undo", author)

    def redo(self, author: Author | None = None) -> None:
        """Make the edit again that was taken back last."""
        if not self._undone:
            raise Refused("There is nothing to redo.", reason="nothing")
        self._writable()
        step = self._undone[-1]
        self._guard(step.after, f"Redo “{step.name}”")
        self._undone.pop()
        self._done.append(step)
        self._become(step.after, step.name, "redo", author)

    def _writable(self) -> None:
        if self._read_only:
            raise Refused(self._read_only, reason="read-only")

    def _guard(self, after: Show, name: str) -> None:
        standing = {item.id for item in after.order.items if not item.floated}
        for item in self._show.order.items:
            if item.id in self._protected and not item.floated and item.id not in standing:
                raise Refused(
                    f"“{item.title}” is on air or being taken: it cannot be removed or floated. "
                    f"“{name}” was not done; take another item first.",
                    reason="on-air",
                )

    def _become(self, after: Show, name: str, kind: str, author: Author | None) -> None:
        before = self._show
        if self._store is not None:
            self._store.queue_edit(before, after, self._entry(name, kind, author))
        self._show = after
        self.changed.emit(before, after)
        self.undo_changed.emit()

    def _entry(self, name: str, kind: str, author: Author | None) -> EditEntry | None:
        if self._clock is None:
            return None
        return EditEntry(at=self._clock(), name=name, kind=kind, author=author or Author())
