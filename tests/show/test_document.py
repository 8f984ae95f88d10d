"""The open show: what was done is undone, in the value and in the file; protected items stay."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from control_panel.errors import Refused
from control_panel.show import edits
from control_panel.show.document import Document
from control_panel.show.model import Author, Item, Shot, Show
from control_panel.show.store import Store
from tests.show.edit_strategies import WAYS, public_edits
from tests.show.example import SHOW
from tests.show.store_process import instant
from tests.show.test_store import cells

ZONES = 1


@pytest.fixture
def document() -> Document:
    return Document(SHOW)


def _done(document: Document, way: Callable[..., Show], draw: Callable[..., object]) -> bool:
    """Whether an edit that was drawn changed the show."""
    try:
        after = way(draw, document.show)
    except Refused:
        return False
    changed = after != document.show
    document.apply(after, "Edit")
    return changed


@pytest.mark.parametrize("half", [0, 1])
def test_every_edit_is_undone_and_redone_in_the_show_and_in_the_file(half: int) -> None:
    """Every public edit of `edits`, by inspection: the Show and the rows of the file are equal."""
    assert set(WAYS) == set(public_edits())
    names = sorted(WAYS)[half::2]
    reached: set[str] = set()

    @given(data=st.data())
    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def run(data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.show"
            Store.create(path, SHOW)
            store = Store.open(path)
            try:
                _there_and_back(store, data)
            finally:
                store.close()

    def _there_and_back(store: Store, data: st.DataObject) -> None:
        document = Document(SHOW, store)
        states = [(document.show, _rows(store))]
        for name in data.draw(st.permutations(names)):
            if _done(document, WAYS[name], data.draw):
                reached.add(name)
                states.append((document.show, _rows(store)))
                assert store.load().show == document.show, name
        for state in reversed(states[:-1]):
            document.undo()
            assert (document.show, _rows(store)) == state
        assert document.undo_name == ""
        for state in states[1:]:
            document.redo()
            assert (document.show, _rows(store)) == state
        assert document.redo_name == ""

    run()
    assert reached == set(names), f"never done: {set(names) - reached}"


def _rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    assert store.drain(10)
    assert store.trouble is None
    return cells(store.path)


def test_undo_and_redo_have_names_and_tell_of_themselves(document: Document) -> None:
    first = edits.rename_order(SHOW, "First")
    second = edits.rename_order(first, "Second")
    told: list[object] = []
    document.changed.connect(lambda before, after: told.append((before, after)))
    document.undo_changed.connect(lambda: told.append("undo"))
    document.apply(first, "Rename the order")
    assert told == [(SHOW, first), "undo"]
    document.apply(second, "Rename it again")
    assert (document.undo_name, document.redo_name) == ("Rename it again", "")
    document.undo()
    assert document.show == first
    assert (document.undo_name, document.redo_name) == ("Rename the order", "Rename it again")
    document.apply(edits.bump_order_version(first), "New version")
    assert document.redo_name == ""
    document.undo()
    document.undo()
    assert document.show == SHOW
    with pytest.raises(Refused, match="nothing to undo"):
        document.undo()


def test_an_edit_that_changes_nothing_is_none(document: Document, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(document.changed):
        document.apply(edits.rename_order(SHOW, SHOW.order.title), "Nothing")
    assert document.undo_name == ""
    with pytest.raises(Refused, match="nothing to redo"):
        document.redo()


@pytest.mark.parametrize(
    "edit", [edits.remove_item, edits.float_item, edits.shelve_item], ids=lambda e: e.__name__
)
def test_an_item_on_air_is_neither_removed_nor_floated(
    document: Document, edit: Callable[[Show, str], Show]
) -> None:
    document.set_protected(frozenset({"k"}))
    with pytest.raises(Refused) as caught:
        document.apply(edit(SHOW, "k"), "Away with it")
    assert "“Kinshasa” is on air" in caught.value.sentence
    assert caught.value.reason == "on-air"
    assert document.show == SHOW
    document.apply(edit(SHOW, "d"), "Away with another")
    document.apply(edits.change_item(document.show, "k", title="Kinshasa, live"), "Title")


def test_an_undo_that_would_take_the_item_on_air_away_is_refused_by_name(
    document: Document,
) -> None:
    document.apply(edits.add_item(SHOW, Item("New", id="new")), "Add an item")
    document.apply(edits.unfloat_item(document.show, "f"), "Unfloat")
    document.set_protected(frozenset({"new", "f"}))
    with pytest.raises(Refused, match="“Film” is on air"):
        document.undo()
    document.set_protected(frozenset({"new"}))
    document.undo()
    with pytest.raises(Refused, match=r"“New” is on air.*“Undo “Add an item””"):
        document.undo()
    assert document.undo_name == "Add an item"
    document.set_protected(frozenset())
    document.undo()
    assert document.show == SHOW
    document.redo()
    document.apply(edits.float_item(document.show, "q"), "Float")
    document.undo()
    document.set_protected(frozenset({"q"}))
    with pytest.raises(Refused, match="“Questions” is on air"):
        document.redo()


def test_a_scene_renamed_in_obs_is_followed_and_never_undone(document: Document) -> None:
    """Undo across it goes back to the earlier show, with the new name."""
    document.apply(edits.add_shot(SHOW, "d", Shot("Holding", id="x")), "Add a shot")
    document.apply(edits.remove_shot(document.show, "d", "x"), "Remove it")
    document.undo()
    document.follow(lambda show: edits.rename_scene(show, "Holding", "Wait"), "Rename the scene")
    assert document.undo_name == "Add a shot"
    assert document.show.item("d").shots[0].scene == "Wait"
    document.undo()
    assert document.show == edits.rename_scene(SHOW, "Holding", "Wait")
    document.redo()
    document.redo()
    assert document.show == edits.rename_scene(SHOW, "Holding", "Wait")
    assert document.redo_name == ""


def test_a_system_edit_given_as_a_value_forgets_what_could_undo_it(document: Document) -> None:
    document.apply(edits.rename_order(SHOW, "First"), "Rename the order")
    after = edits.rename_input(document.show, "Mic 1", "Desk")
    document.apply(after, "Rename the input", system=True)
    assert (document.show, document.undo_name) == (after, "")


def test_a_read_only_show_is_looked_at() -> None:
    document = Document(SHOW, read_only="It is read-only.")
    with pytest.raises(Refused, match="It is read-only"):
        document.apply(edits.rename_order(SHOW, "Other"), "Rename")
    with pytest.raises(Refused, match="It is read-only"):
        document.follow(lambda show: edits.rename_order(show, "Other"), "Rename")
    assert document.show == SHOW
    assert document.path is None


def test_who_edited_what_and_when_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.show"
    Store.create(path, SHOW)
    store = Store.open(path)
    try:
        document = Document(SHOW, store, clock=lambda: instant(5))
        assert document.path == path
        document.apply(edits.rename_order(SHOW, "One"), "Rename", Author(person="Noor"))
        document.undo(Author(person="Li"))
        assert store.drain()
        told = [(one.name, one.kind, one.author.person) for one in store.load().edits]
        assert told == [("Rename", "edit", "Noor"), ("Rename", "undo", "Li")]
        assert store.load().edits[0].at == instant(5)
    finally:
        store.close()
