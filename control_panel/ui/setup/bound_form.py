"""A form bound to one value of the show: what each field shows of it, and the edit it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from control_panel.show.model import Contributor, Feed, Item, Show
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.field import Field
from control_panel.ui.setup.form import Form

V = TypeVar("V", Item, Feed, Contributor)


@dataclass(frozen=True)
class Bound(Generic[V]):
    """A field, what of the value it shows, and the edit that it makes."""

    field: Field[Any]
    get: Callable[[V], Any]
    edit: Callable[[Show, V, Any], Show]
    asks: Callable[[V, Any], str]


class BoundForm(Form, Generic[V]):
    """One item, feed or contributor; shown by `show_value`, edited through `Editing`."""

    def __init__(self, name: str, editing: Editing) -> None:
        super().__init__(name)
        self._editing = editing
        self._value: V | None = None
        self.bound: dict[str, Bound[V]] = {}
        self.nothing = " "
        """What stands here while no value is chosen."""

    # What a form says of its values.

    def change(self, show: Show, value: V, **changes: Any) -> Show:
        """The show with fields of the value changed by name."""
        raise AssertionError("each form knows its edit")

    def called(self, value: V) -> str:
        """The value's name, for the name of a step."""
        raise AssertionError("each form knows its values")

    def offer(self, show: Show, value: V) -> None:
        """Offer what can be chosen, before the fields are shown."""

    def tell(self, show: Show, value: V) -> None:
        """Say what follows from the values, after the fields are shown."""

    # The same for all.

    def plain(
        self, name: str, field: Field[Any], *, asks: Callable[[V, Any], str] | None = None
    ) -> Field[Any]:
        """Bind a field to the value's own field of that name."""

        def edit(show: Show, value: V, entered: Any) -> Show:
            return self.change(show, value, **{name: entered})

        return self.bind(name, field, lambda value: getattr(value, name), edit, asks=asks)

    def bind(
        self,
        name: str,
        field: Field[Any],
        get: Callable[[V], Any],
        edit: Callable[[Show, V, Any], Show],
        *,
        asks: Callable[[V, Any], str] | None = None,
    ) -> Field[Any]:
        """Bind a field; `asks` gives a question that is asked once while live."""
        self.bound[name] = Bound(field, get, edit, asks or _nothing)
        field.commit = lambda entered: self._commit(self.bound[name], entered)
        field.no = self._editing.forget_question
        return field

    def _commit(self, bound: Bound[V], entered: Any) -> None:
        value = self._value
        if value is None:
            return
        shown = value
        self.check(bound, shown, entered)
        self._editing.apply(
            lambda show: bound.edit(show, shown, entered),
            f"{bound.field.title.text()}: {self.called(shown)}",
            asks=bound.asks(shown, entered),
        )
        self.committed(next(n for n, b in self.bound.items() if b is bound), shown)

    def committed(self, name: str, value: V) -> None:
        """A field was taken."""

    def check(self, bound: Bound[V], value: V, entered: Any) -> None:
        """Refuse what a rule of this place forbids."""

    def show_value(self, show: Show, value: V | None) -> None:
        """Show a value, or that none is chosen."""
        fresh = (value.id if value else "") != (self._value.id if self._value else "")
        self._value = value
        self.show_empty("" if value is not None else self.nothing)
        if value is None:
            return
        self.offer(show, value)
        for bound in self.bound.values():
            bound.field.show_value(bound.get(value), fresh=fresh)
            bound.field.setEnabled(not self._editing.read_only)
        self.tell(show, value)
        if fresh:
            self.verticalScrollBar().setValue(0)

    def commit_all(self) -> None:
        """Commit the field that is typed in, before something else is shown."""
        for bound in self.bound.values():
            bound.field.try_commit(leaving=True)


def _nothing(_value: object, _entered: object) -> str:
    return ""
