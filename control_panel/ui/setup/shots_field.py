"""The shots of an item: key, scene, name and who is heard, a line each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from control_panel.errors import Refused
from control_panel.obs.state import ObsState
from control_panel.show import edits
from control_panel.show.model import Item, Shot, Show
from control_panel.ui import controls, layout
from control_panel.ui.setup.choices import AddNameField, ChoiceField, NameField, SomeField
from control_panel.ui.setup.editing import Editing
from control_panel.ui.setup.field import Field
from control_panel.ui.setup.fields import TextField

NO_KEY = 0


class ShotLine(QWidget):
    """One shot."""

    def __init__(self, field: ShotsField, item_id: str, shot: Shot) -> None:
        super().__init__()
        self._field, self._item_id, self.shot = field, item_id, shot
        keys = [(NO_KEY, "–"), *((n, str(n)) for n in range(1, 10))]
        self.key = ChoiceField(self.tr("Key"), keys)
        self.scene = NameField(self.tr("Scene"), self.tr("scene"))
        self.name = TextField(self.tr("Name"), placeholder=self.tr("as the scene"))
        self.heard = SomeField(
            self.tr("Heard"), none=self.tr("Nobody"), leaves=self.tr("Sound as it is")
        )
        self.remove = controls.button(self.tr("Remove"), "quiet")
        self.remove.setAccessibleName(self.tr("Remove shot {}").format(shot.name or shot.scene))
        self.remove.clicked.connect(self._remove)
        self._lay_out()
        self.key.commit = lambda key: self._change(key=key or None)
        self.scene.commit = lambda scene: self._change(scene=scene)
        self.name.commit = lambda name: self._change(name=name)
        self.heard.commit = lambda heard: self._change(heard=heard)
        self.show_shot(shot, fresh=True)

    def _lay_out(self) -> None:
        layout.sized(self.key, width=64)
        first, second = layout.row(8), layout.row(8)
        first.addWidget(self.key)
        first.addWidget(self.scene, 1)
        second.addWidget(self.name, 1)
        second.addWidget(self.heard, 1)
        second.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignBottom)
        column = layout.column(6, (0, 0, 0, 6))
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(controls.rule())
        self.setLayout(column)

    def _change(self, **changes: object) -> None:
        self._field.editing.apply(
            lambda show: edits.change_shot(show, self._item_id, self.shot.id, **changes),
            self.tr("Shot {}").format(self.shot.name or self.shot.scene),
        )

    def _remove(self) -> None:
        self._field.editing.attempt(
            lambda show: edits.remove_shot(show, self._item_id, self.shot.id),
            self.tr("Remove shot {}").format(self.shot.name or self.shot.scene),
        )

    def show_shot(self, shot: Shot, *, fresh: bool = False) -> None:
        """Show a shot's values."""
        self.shot = shot
        self.key.show_value(shot.key or NO_KEY, fresh=fresh)
        self.scene.show_value(shot.scene, fresh=fresh)
        self.name.show_value(shot.name, fresh=fresh)
        self.heard.show_value(shot.heard, fresh=fresh)

    def show_obs(self, scenes: tuple[str, ...] | None, inputs: list[tuple[str, str]]) -> None:
        """Offer what OBS has."""
        self.scene.offer(scenes)
        self.heard.offer(inputs)


class ShotsField(QWidget):
    """All shots of the chosen item, and a way to add one."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self.editing = editing
        self._item: Item | None = None
        self.lines: list[ShotLine] = []
        self._scenes: tuple[str, ...] | None = None
        self._inputs: list[tuple[str, str]] = []
        self.none = controls.text(
            self.tr("Shots are the pictures you cut between with keys 1–9 while it is on air."),
            "note",
            wrap=True,
        )
        self.new_scene = AddNameField(
            self.tr("Add a shot: its scene"), self.tr("scene"), empty=self.tr("scene, then Enter")
        )
        self.new_scene.commit = self._add
        self._column = layout.column(6)
        self._column.addWidget(self.none)
        self._column.addWidget(self.new_scene)
        self.setLayout(self._column)

    def fields(self) -> list[Field[object]]:
        """Every field there is now."""
        return self.findChildren(Field)

    def show_item(self, item: Item, *, fresh: bool) -> bool:
        """Show an item's shots; lines that stay keep what is typed in them.

        Whether lines came or went: the form has another size then.
        """
        self._item = item
        ids = [shot.id for shot in item.shots]
        anew = fresh or ids != [line.shot.id for line in self.lines]
        if anew:
            self._rebuild(item)
        else:
            for line, shot in zip(self.lines, item.shots, strict=True):
                line.show_shot(shot)
        self.none.setVisible(not item.shots)
        self.new_scene.show_value("", fresh=fresh)
        return anew

    def _rebuild(self, item: Item) -> None:
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [ShotLine(self, item.id, shot) for shot in item.shots]
        for at, line in enumerate(self.lines):
            line.show_obs(self._scenes, self._inputs)
            self._column.insertWidget(1 + at, line)
            line.show()  # what is hidden counts for nothing in the form's size
        order: list[QWidget] = [w for line in self.lines for w in _stops(line)]
        for before, after in zip(order, [*order[1:], self.new_scene.editor], strict=False):
            QWidget.setTabOrder(before, after)

    def show_obs(self, obs: ObsState, inputs: list[tuple[str, str]]) -> None:
        """Offer what OBS has."""
        self._scenes = obs.scenes if obs.connected else None
        self._inputs = inputs
        self.new_scene.offer(self._scenes)
        for line in self.lines:
            line.show_obs(self._scenes, inputs)

    def _add(self, scene: str) -> None:
        item = self._item
        if item is None or not scene:
            return
        used = {shot.key for shot in item.shots}
        free = next((key for key in range(1, 10) if key not in used), None)
        if free is None:
            raise Refused(self.tr("All keys 1–9 are given; remove a shot or give it no key first."))
        shot = Shot(scene, key=free)

        def edit(show: Show) -> Show:
            return edits.add_shot(show, item.id, shot)

        self.editing.apply(edit, self.tr("Add shot {}").format(scene))


def _stops(line: ShotLine) -> list[QWidget]:
    remove: QPushButton = line.remove
    return [line.key.editor, line.scene.editor, line.name.editor, line.heard.editor, remove]
