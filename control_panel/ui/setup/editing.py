"""What every section of Setup edits with: the open show, what is live, and what is asked once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from control_panel.errors import Refused
from control_panel.show.document import Document
from control_panel.show.model import Item, Mode, Playhead, Show
from control_panel.ui.setup.field import ASKED

Edit = Callable[[Show], Show]
ANSWER_MS = 10_000
"""A question that is not answered for so long means no."""


class Editing(QObject):
    """The one way by which a section changes the show."""

    said = Signal(str)
    """A sentence for the line below the section: a refusal, a question, or nothing."""
    secret_entered = Signal(str, str, str)
    """Feed id, name, value: never kept in the show."""
    secret_forgotten = Signal(str, str)
    """Feed id and the credential that it had: what is kept under it goes."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._playhead = Playhead()
        self._asked = ""
        self._patience = QTimer(self, singleShot=True, interval=ANSWER_MS)
        self._patience.timeout.connect(self.forget_question)

    @property
    def show(self) -> Show:
        """The show as it is now."""
        return self._document.show

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return bool(self._document.read_only)

    @property
    def live(self) -> bool:
        """Whether something here could reach the audience."""
        return self._playhead.mode not in (Mode.OFF, Mode.ENDED)

    def show_playhead(self, playhead: Playhead) -> None:
        """Know what is on air."""
        self._playhead = playhead

    def stands(self, item: Item) -> str:
        """`on air`, `being taken` or `next`, or empty."""
        on_air, taking = self._playhead.on_air, self._playhead.taking
        if taking is not None and taking.item_id == item.id:
            return "being taken"
        if on_air is not None and on_air.item_id == item.id:
            return "on air"
        return "next" if self.live and self._playhead.next_id == item.id else ""

    def apply(self, edit: Edit, name: str, *, asks: str = "") -> None:
        """Apply an edit under a name; raises Refused.

        `asks` is a sentence that is asked once while live; the same again means yes.
        """
        if self.read_only:
            raise Refused(self._document.read_only, reason="read-only")
        after = edit(self.show)
        if after == self.show:
            return
        if asks and self.live:
            self.once(asks)
        self._asked = ""
        self._document.apply(after, name)
        self.said.emit("")

    def once(self, sentence: str) -> None:
        """Raise the question the first time; the second time the same is a yes."""
        if self._asked == sentence:
            self._asked = ""
            self._patience.stop()
            return
        self._asked = sentence
        self._patience.start()
        raise Refused(sentence, reason=ASKED)

    def forget_question(self) -> bool:
        """Esc: the question means no. Whether one stood."""
        stood, self._asked = bool(self._asked), ""
        self._patience.stop()
        self.said.emit("")
        return stood

    def attempt(self, edit: Edit, name: str, *, asks: str = "") -> bool:
        """Apply an edit that has no field: a refusal is said in the section's line."""
        try:
            self.apply(edit, name, asks=asks)
        except Refused as refused:
            self.said.emit(refused.sentence)
            return False
        return True
