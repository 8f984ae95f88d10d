"""Beside the countdown: the item's words and notes, what a hand did in OBS, and the offer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Author, Item, Via
from control_panel.ui import shapes, text, theme, words
from control_panel.ui.text import Face
from control_panel.ui.theme import color, px
from control_panel.ui.view import View, named
from control_panel.ui.words import tr

_LABEL = Face(13, 600, theme.TEXT2)
_WORDS = Face(13, 400, theme.TEXT1)
_LABEL_WIDTH, _LINE = 86, 20
_TITLE_FROM = 96
"""Lower than this (at 100 %) the title gives way: every line has its label."""
NOTICES = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a label (a word or a time) and what it says."""

    label: str
    words: str
    warn: bool = False


@dataclass(frozen=True, slots=True)
class Notes:
    """All that the card shows."""

    title: str
    entries: tuple[Entry, ...]
    offer: str = ""


def notes(view: View) -> Notes:
    """The card of this moment."""
    shown = view.show.item(view.seen_on_air) if view.seen_on_air else None
    title = tr("Words and notes") if shown is not None else tr("Next: words and notes")
    item = shown or view.next
    if item is None:
        title = tr("What happened")
    own = _of_item(item) if item else ()
    hands = tuple(
        Entry(words.clock(n.at.wall, view.show.zone), n.sentence, n.refused)
        for n in view.notices[:NOTICES]
    )
    entries = own + hands
    if not entries:
        said = tr("What a hand does in OBS is told here, with its time.")
        if item is not None:
            none = tr("No notes for this item.")
            said = f"{none} {said}"
        entries = (Entry("", said),)
    return Notes(title, entries, offer_words(view))


def _of_item(item: Item) -> tuple[Entry, ...]:
    found = (
        (tr("Ends on"), item.last_words and f"“{item.last_words}”"),
        (tr("Notes"), item.notes),
        (tr("Begins"), item.first_words and f"“{item.first_words}”"),
        (tr("Language"), words.joined(item.language, item.interpretation)),
    )
    return tuple(Entry(label, said) for label, said in found if said)


def offer_words(view: View) -> str:
    """The offer after a cut by hand: "Make 5 on air from 14:05:20 · 8 s"; empty: none."""
    offer = view.playhead.offer
    item = view.show.item(offer.item_id) if offer else None
    if offer is None or item is None:
        return ""
    left = offer.until.since(view.now)
    if left.total_seconds() <= 0:
        return ""
    return tr("Make {item} on air from {at} · {left} s").format(
        item=item.number or named(item),
        at=words.clock(offer.from_.wall, view.show.zone),
        left=-int(-left.total_seconds() // 1),
    )


class NotesCard(QWidget):
    """Words, notes and notices; the offer as a button above them."""

    commanded = Signal(Command)

    def __init__(self) -> None:
        super().__init__()
        self._notes = Notes("", ())
        self._offer_box = QRectF()
        self.setAccessibleName(self.tr("Words, notes and notices"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_view(self, view: View) -> None:
        """Show what belongs to this moment."""
        found = notes(view)
        if found != self._notes:
            self._notes = found
            said = "; ".join(f"{entry.label} {entry.words}" for entry in found.entries)
            self.setAccessibleDescription(words.joined(found.offer, said))
            self.setToolTip("\n".join(f"{e.label} {e.words}".strip() for e in found.entries))
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the offer takes it."""
        if self._notes.offer and self._offer_box.contains(event.position()):
            self.commanded.emit(Command(Action.MAKE_ON_AIR, Author(via=Via.CLICK)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.BG1))
        painter.drawRoundedRect(QRectF(self.rect()), px(10), px(10))
        inside = QRectF(self.rect()).adjusted(px(14), px(8), -px(14), -px(6))
        top = inside.top()
        if self._notes.offer:
            top = self._paint_offer(painter, inside)
        elif inside.height() >= px(_TITLE_FROM):
            head = QRectF(inside.left(), top, inside.width(), px(20))
            text.draw(painter, head, self._notes.title, _LABEL, elide=True)
            top = head.bottom() + px(5)
        pad = px(5 if inside.height() >= px(_TITLE_FROM) else 2)
        for entry in self._notes.entries:
            if top + px(_LINE) > inside.bottom():
                break
            if top > inside.top():
                painter.fillRect(QRectF(inside.left(), top, inside.width(), 1), color(theme.LINE))
            top += pad
            top += _paint_entry(painter, inside, top, entry) + pad

    def _paint_offer(self, painter: QPainter, inside: QRectF) -> float:
        self._offer_box = QRectF(inside.left(), inside.top(), inside.width(), px(34))
        box = self._offer_box
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.LIT_GROUND))
        painter.drawRoundedRect(box, px(6), px(6))
        key = shapes.key_width("O")
        left = box.right() - px(10) - key
        shapes.draw_key(painter, left, box.center().y(), "O", theme.LIT_TEXT, theme.METER)
        room = box.adjusted(px(12), 0, -key - px(20), 0)
        text.draw(painter, room, self._notes.offer, Face(13, 600, theme.LIT_TEXT), elide=True)
        return box.bottom() + px(6)


def _paint_entry(painter: QPainter, inside: QRectF, top: float, entry: Entry) -> float:
    """Paint one entry over as many lines as it needs and has; the height it took."""
    label_wide = px(_LABEL_WIDTH) if entry.label else 0
    label = QRectF(inside.left(), top, label_wide, px(_LINE))
    text.draw(painter, label, entry.label, _LABEL, elide=True)
    face = _WORDS.on(theme.WARN) if entry.warn else _WORDS
    room = QRectF(label.right(), top, inside.right() - label.right(), inside.bottom() - top)
    lines = text.wrapped(entry.words, face, room.width())
    fit = max(1, int(room.height() // px(_LINE)))
    for at, line in enumerate(lines[:fit]):
        last = at == fit - 1 and len(lines) > fit
        shown = f"{line} …" if last else line
        box = QRectF(room.left(), top + at * px(_LINE), room.width(), px(_LINE))
        text.draw(painter, box, shown, face, elide=True)
    return float(px(_LINE) * min(fit, len(lines)))
