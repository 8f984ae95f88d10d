"""A bar over the foot of a place: what is asked, what was refused, what happened."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QRect, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QSizePolicy

from control_panel.running_order.commands import Action, Command
from control_panel.show.model import Author, Via
from control_panel.ui import controls, layout
from control_panel.ui.key_button import KeyButton, Style
from control_panel.ui.theme import px
from control_panel.ui.view import View
from control_panel.ui.words import tr

HEIGHT = 48
SENTENCE_LEAST = 240
"""Where the sentence had less room beside the buttons, they stand below it."""
_YES = {
    Action.LIVE: QT_TRANSLATE_NOOP("", "Go live"),
    Action.CLOSE_OUT: QT_TRANSLATE_NOOP("", "Close out"),
    Action.END: QT_TRANSLATE_NOOP("", "End it"),
    Action.REHEARSE: QT_TRANSLATE_NOOP("", "Rehearse"),
    Action.PRE_SHOW: QT_TRANSLATE_NOOP("", "Pre-show"),
}


class Strip(QFrame):
    """Asks with buttons, or says a sentence; hidden when there is neither."""

    commanded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self._asks: Action | None = None
        self._said = ""
        self._asked = ("", "", "")
        self.sentence = QLabel()
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sentence.setWordWrap(True)
        self.yes = KeyButton("", "Y", Style.FILLED, height=34)
        self.other = KeyButton("", "I", Style.FILLED, height=34)
        self.no = KeyButton(tr("No"), tr("Esc"), height=34)
        self._inside = layout.row(8, (16, 6, 8, 6))
        self._buttons = layout.row(8)
        self._inside.addWidget(self.sentence, 1)
        self._inside.addLayout(self._buttons)
        for button in (self.yes, self.other, self.no):
            self._buttons.addWidget(button)
        self.setLayout(self._inside)
        self.yes.clicked.connect(self.say_yes)
        self.other.clicked.connect(lambda: self._ask(Action.GO_BACK_TO_ITEM))
        self.no.clicked.connect(lambda: self._ask(Action.CANCEL))
        self.setAccessibleName(self.tr("Question or notice"))
        self.hide()

    def stand_in(self, area: QRect) -> None:
        """Stand at the foot of an area, as high as the words need at its width."""
        wide = area.width()
        self._say_buttons(short=False)
        if self._buttons.sizeHint().width() > wide - px(24):
            self._say_buttons(short=True)
        beside = wide - self._buttons.sizeHint().width() - px(32) >= px(SENTENCE_LEAST)
        ways = QBoxLayout.Direction
        self._inside.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        side = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignLeft
        self._inside.setAlignment(self._buttons, side)
        high = max(px(HEIGHT), self._inside.totalHeightForWidth(wide))
        self.setGeometry(area.left(), area.bottom() + 1 - high, wide, high)
        self.raise_()

    @property
    def asks(self) -> Action | None:
        """What yes means; None: nothing is asked here."""
        return self._asks

    def say_yes(self) -> None:
        """Answer what is asked with yes."""
        if self._asks is not None:
            self._ask(self._asks)

    def _ask(self, action: Action) -> None:
        self.commanded.emit(Command(action, Author(via=Via.CLICK)))

    def set_letters(self, *, act: bool) -> None:
        """Say whether letters act in this place; those that do not are not shown."""
        for button in (self.yes, self.other):
            button.set_acting(acts=act)

    def say(self, sentence: str) -> None:
        """Say a sentence while nothing is asked; empty: no longer."""
        self._said = sentence
        self._show()

    def show_view(self, view: View) -> None:
        """Ask what the view asks; a question of TAKE is asked on TAKE itself."""
        asked, self._asks = ("", "", ""), None
        astray, question = view.playhead.astray, view.question
        if astray is not None:
            self._asks = Action.KEEP_OBS
            known = astray.picture.scene if astray.picture else ""
            said = tr("OBS shows “{shows}”; last known on air was “{known}”. Which is right?")
            asked = (
                said.format(shows=astray.shows, known=known),
                tr("Keep what OBS shows"),
                tr("Go back to “{scene}”").format(scene=known) if known else "",
            )
        elif question is not None and question.action is not Action.TAKE:
            self._asks = question.action
            asked = (
                question.sentence,
                tr(_YES[question.action]) if question.action in _YES else tr("Yes"),
                "",
            )
        if asked != self._asked:
            self._asked = asked
            self._show()

    def _show(self) -> None:
        sentence, _yes, other = self._asked
        asking = bool(sentence)
        self.sentence.setText(sentence or self._said)
        self.setAccessibleDescription(self.sentence.text())
        self.yes.setVisible(asking)
        self.yes.set_key("K" if self._asks is Action.KEEP_OBS else "Y")
        self.other.setVisible(bool(other))
        self.no.setVisible(asking and self._asks is not Action.KEEP_OBS)
        self._say_buttons(short=False)
        controls.set_role(self, "strip" if asking else "notice")
        self.setVisible(bool(self.sentence.text()))

    def _say_buttons(self, *, short: bool) -> None:
        """The sentence names both scenes: where there is little room the buttons need not."""
        _sentence, yes, other = self._asked
        short = short and self._asks is Action.KEEP_OBS
        self.yes.say(tr("Keep OBS's") if short else yes)
        self.other.say(tr("Go back") if short and other else other)
