"""Builds what the window and the API show, from the services."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject

from control_panel.gallery import Gallery
from control_panel.obs.client import LinkLoss
from control_panel.obs.switch import Notice as Said
from control_panel.running_order.commands import Outcome, Result
from control_panel.show.model import Author
from control_panel.ui.view import Notice, ScenePicture, View
from control_panel.web.desk import Values

KEPT_NOTICES = 30


class Views(QObject):
    """Keeps what happened lately, and makes one frozen value of everything when asked."""

    def __init__(self, gallery: Gallery, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gallery = gallery
        self._notices: deque[Notice] = deque(maxlen=KEPT_NOTICES)
        self._obs_sentence = ""
        self._person = gallery.settings.person
        gallery.playout.noticed.connect(self._noticed)
        gallery.playout.outcome.connect(self._answered)
        gallery.client.bridge.lost.connect(self._lost)
        gallery.client.bridge.connected.connect(self._connected)
        gallery.client.bridge.password_wanted.connect(self._password_wanted)

    @property
    def obs_sentence(self) -> str:
        """How the link to OBS is, where it is not up."""
        return self._obs_sentence

    def view(self) -> View:
        """What the window shows now."""
        g = self._gallery
        now = g.clock.now()
        return View(
            now=now,
            show=g.document.show,
            playhead=g.playout.playhead,
            schedule=g.playout.schedule(now),
            obs=g.switcher.state,
            obs_sentence=self._obs_sentence,
            feeds=g.wall.statuses,
            alarms=g.alarms.standing,
            question=g.playout.question,
            notices=tuple(self._notices),
            read_only=g.document.read_only,
        )

    def values(self) -> Values:
        """What the API shows now; its clocks are computed there."""
        g = self._gallery
        return Values(
            show=g.document.show,
            playhead=g.playout.playhead,
            obs=g.switcher.state,
            feeds=dict(g.wall.statuses),
            alarms=g.alarms.standing,
            desk=Author(person=self._person),
            question=g.playout.question,
        )

    def scene_picture(self, scene: str) -> ScenePicture | None:
        """The newest render of a scene."""
        found = self._gallery.pictures.image(scene)
        return None if found is None else ScenePicture(*found)

    def set_person(self, person: str) -> None:
        """Somebody else sits here now."""
        self._person = person

    def tell(self, sentence: str, *, refused: bool = False) -> None:
        """Put a sentence among the notices."""
        self._notices.appendleft(Notice(sentence, self._gallery.clock.now(), refused))

    def _noticed(self, said: Said) -> None:
        self._notices.appendleft(Notice(said.sentence, said.at))

    def _answered(self, outcome: Outcome) -> None:
        if outcome.result in (Result.REFUSED, Result.FAILED) and outcome.sentence:
            self.tell(outcome.sentence, refused=True)

    def _lost(self, _generation: int, loss: LinkLoss) -> None:
        self._obs_sentence = loss.sentence

    def _connected(self, _generation: int, _version: object) -> None:
        self._obs_sentence = ""

    def _password_wanted(self, sentence: str) -> None:
        self._obs_sentence = sentence
