"""Editing a cell of the running order: the editors, their keys, and the refusal below the cell."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from control_panel.errors import Refused
from control_panel.ui import controls, theme
from control_panel.ui.setup import words
from control_panel.ui.setup.cell_paint import (
    paint_chip,
    paint_edge,
    paint_group,
    standing_tag,
)
from control_panel.ui.setup.field import ASKED
from control_panel.ui.setup.items_model import GROUP, Column, ItemsModel, Role
from control_panel.ui.words import tr

Index = QModelIndex | QPersistentModelIndex
Hint = QStyledItemDelegate.EndEditHint
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Cell(QStyledItemDelegate):
    """Paints the cells and edits them: Enter and Tab commit, Esc takes back.

    What is refused stays in the editor, with the sentence below the cell.
    """

    entered = Signal(int, int)
    """Row and column that Enter committed."""
    passed = Signal(int)
    """The row whose last column Tab left."""

    def __init__(self, view: QTableView, model: ItemsModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.error = controls.text("", "refusal", wrap=True)
        self.error.setParent(view)
        self.error.setProperty("ground", "cell")
        self.error.hide()
        self._at = QPersistentModelIndex()
        self._line: QLineEdit | None = None
        self._asked = False

    # Editors.

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line, with the names there are below it where there are some."""
        line = QLineEdit(parent)
        line.setAccessibleName(str(self._model.headerData(index.column(), _ACROSS, _SHOWN)))
        self._at, self._line = QPersistentModelIndex(index), line
        line.textEdited.connect(lambda _text: self.say(""))
        line.returnPressed.connect(lambda: self._enter(line))
        line.destroyed.connect(lambda: self.say(""))
        names = self._names(Column(index.column()))
        if names:
            self._complete(line, names, several=index.column() == Column.FEEDS)
        return line

    def _complete(self, line: QLineEdit, names: list[str], *, several: bool) -> None:
        completer = Names(names, line, several=several)
        line.setCompleter(completer)
        popup_of(completer).installEventFilter(self)
        line.textEdited.connect(lambda text: None if text else completer.complete())

    def _names(self, column: Column) -> list[str]:
        if column is Column.KIND:
            return [text for _, text in words.choices(words.KINDS)]
        if column is Column.SCENE:
            return list(self._model.obs.scenes)
        if column is Column.FEEDS:
            return [feed.name for feed in self._model.editing.show.feeds]
        if column is Column.TRANSITION:
            kinds = words.transition_kinds(self._model.obs.transitions)
            return [tr(words.OWN), *(text for _, text in kinds)]
        return []

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what stands there, all of it selected."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Commit on leaving: what is refused then is not kept, and the reason is said."""
        if self._asked:
            self._model.editing.forget_question()  # left with a question open: that is a no
        elif isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())
            editor.setModified(False)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """The editor fills its cell."""
        editor.setGeometry(option.rect.adjusted(0, 1, 0, -1))

    # Keys.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab commit first; a list of names below does not swallow them."""
        line = self._line
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if not isinstance(watched, QLineEdit):  # the list of names: never taken for an editor
            return line is not None and is_key and self._popup_key(line, cast("QKeyEvent", event))
        if not isinstance(event, QKeyEvent) or not is_key or watched is not line:
            return super().eventFilter(watched, event)
        if event.key() in ENTER:
            self._enter(line)
            return True
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(line, event.key())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.say("")
            self._model.editing.forget_question()
        return super().eventFilter(watched, event)

    def _popup_key(self, line: QLineEdit, event: QKeyEvent) -> bool:
        """Keys while the list of names is open: Tab takes what is marked and goes on."""
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        completer = line.completer()
        if isinstance(completer, Names):
            completer.take_marked()
        self._tab(line, event.key())
        return True

    def _enter(self, line: QLineEdit) -> None:
        row, column = self._at.row(), self._at.column()
        if self.commit(line):
            self.closeEditor.emit(line, Hint.NoHint)
            self.entered.emit(row, column)

    def _tab(self, line: QLineEdit, key: int) -> None:
        row, column = self._at.row(), self._at.column()
        if self.commit(line):
            ahead = key == Qt.Key.Key_Tab
            if ahead and all(self._view.isColumnHidden(c) for c in range(column + 1, len(Column))):
                self.closeEditor.emit(line, Hint.NoHint)
                self.passed.emit(row)
                return
            self.closeEditor.emit(line, Hint.EditNextItem if ahead else Hint.EditPreviousItem)

    def commit(self, line: QLineEdit) -> bool:
        """Commit what was typed; False when it is refused and said below the cell."""
        completer = line.completer()
        if completer is not None:
            popup_of(completer).hide()
        if not line.isModified():
            return True
        try:
            self._model.enter(self._at.row(), Column(self._at.column()), line.text())
        except Refused as refused:
            self._asked = refused.reason == ASKED
            self.say(refused.sentence)
            return False
        line.setModified(False)
        self.say("")
        return True

    def say(self, sentence: str) -> None:
        """Show a refusal below the cell, or none."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if self._line is not None and sentence:
            self._line.setAccessibleDescription(sentence)
        if not sentence:
            return
        port = self._view.viewport()
        cell = self._view.visualRect(self._at).translated(port.pos())
        width = min(max(cell.width(), theme.px(300)), port.width())
        height = self.error.heightForWidth(width)
        below = cell.bottom() + 1
        top = below if below + height <= self._view.height() else cell.top() - height
        left = min(cell.left(), port.x() + port.width() - width)
        self.error.setGeometry(QRect(left, top, width, height))
        self.error.raise_()

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """The editor goes, and the refusal with it."""
        if editor is self._line:
            self._line = None
        self._asked = False
        self.error.hide()
        super().destroyEditor(editor, index)

    # Painting.

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are as high as in the drawings."""
        size = super().sizeHint(option, index)
        size.setHeight(theme.px(30 if index.data(Role.ROW) == GROUP else 38))
        return size

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """ON AIR or NEXT before the title of the item that is."""
        super().initStyleOption(option, index)
        stands = index.data(Role.STANDS) if index.column() == Column.TITLE else ""
        if stands:
            tag = standing_tag(stands, words.standing(stands))
            icon = QIcon(tag)
            icon.addPixmap(tag, QIcon.Mode.Selected)  # else it is tinted by the selection
            option.icon = icon
            option.decorationSize = tag.deviceIndependentSize().toSize()
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell; HARD before a hard start, what is on air or next at the left edge, focus."""
        if index.data(Role.ROW) == GROUP:
            left = self._view.columnViewportPosition(Column.TITLE)
            paint_group(painter, option.rect, str(index.data() or ""), left)
            return
        super().paint(painter, option, index)
        if index.data(Role.HARD):
            paint_chip(painter, option.rect, self.tr("HARD"))
        if index.column() == Column.NUMBER:
            paint_edge(painter, option.rect, index.data(Role.STANDS))
        focused = option.state & QStyle.StateFlag.State_HasFocus
        if focused:
            painter.setPen(QPen(theme.color(theme.ACCENT), theme.px(2)))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -2))


_ACROSS = Qt.Orientation.Horizontal
_SHOWN = int(Qt.ItemDataRole.DisplayRole)


class Names(QCompleter):
    """Completes a name, or with `several` the last of names between commas."""

    def __init__(self, names: list[str], line: QLineEdit, *, several: bool) -> None:
        super().__init__(names, line)
        self._typed_in, self._several = line, several
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(9)
        self.activated.connect(lambda _text: line.setModified(True))
        self.highlighted.connect(lambda _text: line.setModified(True))

    def splitPath(self, path: str) -> list[str]:
        """Only what follows the last comma is looked for."""
        return [path.split(",")[-1].strip() if self._several else path]

    def pathFromIndex(self, index: Index) -> str:
        """The name; of several, behind those that stand there."""
        name = super().pathFromIndex(index)
        before = self._typed_in.text().rpartition(",")[0]
        return f"{before}, {name}" if self._several and before else name

    def take_marked(self) -> None:
        """Let the line hold the name that is marked in the list."""
        marked = popup_of(self).currentIndex()
        if marked.isValid():
            self._typed_in.setText(self.pathFromIndex(marked))
            self._typed_in.setModified(True)


def popup_of(completer: QCompleter) -> QAbstractItemView:
    """The list of names below the line."""
    return cast("QAbstractItemView", completer.popup())  # Qt makes one when it is asked for
