"""One open show, running: its services, what connects them to the window, and their end."""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from control_panel.alarms import Alarm, Alarms, Severity
from control_panel.app.base import Base
from control_panel.app.build import build
from control_panel.app.feeding import Feeding, FeedSecrets
from control_panel.app.line_up_door import LineUpDoor
from control_panel.app.link import ObsDoor
from control_panel.app.opening import Opened
from control_panel.app.views import Views
from control_panel.awake import KeptAwake, keep_awake
from control_panel.clock import ClockWatch
from control_panel.errors import Refused
from control_panel.gallery import Gallery
from control_panel.running_order.commands import Command
from control_panel.show.model import Author, Feed, FeedKind, Mode, Playhead
from control_panel.ui.keys import Place
from control_panel.ui.setup.computer_section import Computer
from control_panel.ui.setup.place import SetupPlace
from control_panel.ui.window import Window
from control_panel.web.api import Api, token_of
from control_panel.web.desk import DeskBridge

_log = logging.getLogger(__name__)

_VIEW_MS = 100
_ON_AIR = (Mode.REHEARSAL, Mode.PRE_SHOW, Mode.LIVE, Mode.CLOSE_OUT)
_STOPS_WITHIN = 5.0


class Session(QObject):
    """A show at work. `start` it, `stop` it; it decides nothing."""

    password_wanted = Signal(str)
    another_wanted = Signal()
    """Another show is to be opened in the place of this one."""

    def __init__(
        self, opened: Opened, base: Base, alarms: Alarms, window: Window, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._base = base
        self._window = window
        self._store = opened.store
        known = FeedSecrets()
        self.gallery: Gallery = build(opened, base, alarms, known, self)
        g = self.gallery
        self._feeding = Feeding(base, g.document, g.gateways, g.wall, known, self)
        self._door = ObsDoor(g, base, self)
        self._views = Views(g, self)
        self._line_up = LineUpDoor(g, window, self._views.tell, self)
        self._watch = ClockWatch(g.clock, self)
        self._awake: KeptAwake | None = None
        self._desk = DeskBridge(self._views.values, g.playout.do, g.clock.now, self)
        self._api = Api(self._desk, lambda: token_of(base.secrets), base.settings.api_port, self)
        self._setup = SetupPlace(g.document, obs_url=g.gateways.obs_url)
        self._timer = QTimer(self, interval=_VIEW_MS)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._told = (
            *opened.stored.told,
            *((opened.store.read_only,) * bool(opened.store.read_only)),
        )
        self._connect()

    # -- what is connected to what

    def _connect(self) -> None:
        self._connect_services()
        self._connect_window()
        self._connect_setup()

    def _connect_services(self) -> None:
        g, desk = self.gallery, self._desk
        changed = (
            g.document.changed,
            g.playout.playhead_changed,
            g.playout.question_changed,
            g.switcher.state_changed,
            g.wall.status_changed,
            g.alarms.changed,
        )
        for signal in changed:
            signal.connect(desk.tell_changed)
            signal.connect(self._look_soon)
        g.playout.outcome.connect(desk.tell_outcome)
        g.playout.playhead_changed.connect(self._playhead_changed)
        g.playout.playhead_changed.connect(self._feeding.follow)
        self._feeding.secret_missing.connect(self._views.tell)
        self._watch.stepped.connect(self._clock_stepped)
        self._watch.slept.connect(self._slept)
        self._api.listening.connect(self._api_listens)
        self._api.failed.connect(self._api_failed)
        self._base.bugs.found.connect(partial(self._warn, "bug"))
        self._door.password_wanted.connect(self.password_wanted)
        self._timer.timeout.connect(self._look)
        self._soon.timeout.connect(self._look)

    def _connect_window(self) -> None:
        g, window = self.gallery, self._window
        window.add_place(Place.SETUP, self._setup, self._setup.escape)
        window.set_author(Author(person=self._base.settings.person))
        window.set_pictures(self._views.scene_picture, g.wall.image)
        window.commanded.connect(self._do)
        window.acknowledged.connect(self._acknowledge)
        g.playout.outcome.connect(window.show_outcome)
        g.playout.noticed.connect(lambda notice: window.show_notice(notice.sentence))
        g.pictures.picture_changed.connect(lambda _scene: window.on_air.scene_pictures_moved())
        g.wall.pictures_moved.connect(window.on_air.feed_pictures_moved)

    def _connect_setup(self) -> None:
        g, setup, settings = self.gallery, self._setup, self._base.settings
        setup.show_obs_address(settings.obs_host, settings.obs_port)
        setup.obs_wanted.connect(self._door.go_to)
        setup.secret_entered.connect(self._feeding.set_secret)
        setup.secret_forgotten.connect(self._feeding.forget_secret)
        setup.computer.show_computer(Computer(settings.person, settings.api_on, settings.api_port))
        setup.computer.show_api("" if settings.api_on else "The control API is off.")
        setup.settings_wanted.connect(self._set)
        setup.token_wanted.connect(self._copy_token)
        setup.another_wanted.connect(self.another_wanted)
        g.playout.playhead_changed.connect(lambda _before, after: setup.show_playhead(after))
        g.switcher.state_changed.connect(lambda _before, after: self._show_obs())
        g.client.bridge.lost.connect(lambda *_: self._show_obs())
        g.client.bridge.password_wanted.connect(lambda _: self._show_obs())
        self._base.tasks.run(self._base.secrets.look, self._show_secrets)

    # -- life

    def start(self) -> None:
        """Connect to OBS, receive the feeds, open the API, and show it all."""
        g = self.gallery
        for sentence in (self._base.told, *self._told):
            if sentence:
                self._views.tell(sentence)
        g.playout.start()
        self._door.open()
        self._feeding.start()
        self._watch.start()
        if self._base.settings.api_on:
            self._api.start()
        self._playhead_changed(Playhead(), g.playout.playhead)
        self._feeding.follow(Playhead(), g.playout.playhead)
        self._setup.show_playhead(g.playout.playhead)
        self._timer.start()
        self._look()

    def stop(self, *, hand_over: bool) -> bool:
        """End everything in order, within five seconds whatever hangs (decision 34).

        `hand_over`: the gateways run on, since their pictures may be on air.
        """
        end = time.monotonic() + _STOPS_WITHIN

        def left(most: float) -> float:
            return max(0.1, min(most, end - time.monotonic()))

        g = self.gallery
        self._timer.stop()
        self._watch.stop()
        self._desk.close()
        ended = [self._api.stop(left(1.0))]
        g.playout.stop()
        ended.append(g.wall.stop(left(1.0)))
        if hand_over:
            g.gateways.hand_over()
        else:
            ended.append(g.gateways.stop(left(1.5)))
        g.pictures.stop()
        g.switcher.stop()
        ended += [g.pictures_client.stop(left(0.5)), g.client.stop(left(0.5))]
        ended.append(self._base.tasks.stop(left(0.5)))
        if self._awake is not None:
            self._awake.release()
        ended.append(self._store.close(left(5.0)))
        if not all(ended):
            _log.warning("not everything ended in time: %s", ended)
        return all(ended)

    @property
    def obs_sentence(self) -> str:
        """How the link to OBS is, where it is not up."""
        return self._views.obs_sentence

    @property
    def on_air(self) -> bool:
        """Whether a show runs."""
        return self.gallery.playout.playhead.mode in _ON_AIR

    def why_ask_to_close(self) -> str:
        """Why closing now has to be asked; empty: it has not."""
        if not self.on_air:
            return ""
        feeds = [f.name for f in self.gallery.document.show.feeds if _through_us(f)]
        mode = self.gallery.playout.playhead.mode.value
        lost = f" OBS loses {', '.join(feeds)}, which come through this panel." if feeds else ""
        return f"The show is in {mode}. OBS is left as it is.{lost}"

    def enter_password(self, password: str) -> None:
        """Somebody answered for OBS's password."""
        settings = self._base.settings
        self._door.go_to(settings.obs_host, settings.obs_port, password)

    # -- what the window asks

    def _set(self, changes: dict[str, object]) -> None:
        """Settings of this computer: kept; who sits here counts at once, the API's at a start."""
        self._base.change(**changes)
        person = self._base.settings.person
        self._window.set_author(Author(person=person))
        self._views.set_person(person)

    def _copy_token(self) -> None:
        self._base.tasks.run(partial(token_of, self._base.secrets), self._setup.computer.copy_token)

    def _do(self, command: Command) -> None:
        try:
            self.gallery.playout.do(command)
        except Refused as refusal:
            # The outcome with its reason reaches the window by playout's own signal.
            _log.info("refused: %s (%s)", command.action, refusal.reason)

    def _acknowledge(self, key: str) -> None:
        self.gallery.alarms.acknowledge(key, self._base.settings.person or "producer")

    # -- what happens

    def _look_soon(self, *_what: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _look(self) -> None:
        view = self._views.view()
        self._window.show_view(view)
        self._line_up.show_view(view)
        self._setup.show_now(view.now)
        self._wish_pictures()

    def _wish_pictures(self) -> None:
        """The scenes whose renders are wanted: what is seen in the window, the nearest first."""
        g = self.gallery
        playhead, show = g.playout.playhead, g.document.show
        item = show.item(playhead.on_air.item_id) if playhead.on_air else None
        upcoming = show.item(playhead.next_id)
        now = [g.switcher.state.program, upcoming.scene if upcoming else ""]
        shots = [shot.scene for shot in item.shots] if item else []
        seen = self._window.place is Place.ON_AIR and not self._window.isMinimized()
        g.pictures.want(tuple(s for s in (*now, *shots) if s) if seen else ())

    def _playhead_changed(self, _before: Playhead, after: Playhead) -> None:
        wanted = after.mode in _ON_AIR
        if wanted and self._awake is None:
            self._awake = keep_awake("A show is on air", self)
            self._awake.told.connect(self._views.tell)
        elif not wanted and self._awake is not None:
            self._awake.release()
            self._awake = None

    def _show_obs(self) -> None:
        self._setup.show_obs(self.gallery.switcher.state, self._views.obs_sentence)

    def _show_secrets(self, _found: object) -> None:
        secrets = self._base.secrets
        self._setup.show_secrets(persistent=secrets.persistent, why_not=secrets.why_not)

    def _clock_stepped(self, by: timedelta) -> None:
        seconds = by.total_seconds()
        word = "forward" if seconds > 0 else "back"
        self._views.tell(
            f"The computer's clock was moved {word} by {abs(seconds):.1f} s; no countdown moved"
        )

    def _slept(self, long: timedelta) -> None:
        self._views.tell(f"The computer slept for {long.total_seconds():.0f} s; OBS is read again")
        self.gallery.switcher.read_again()

    def _api_listens(self, port: int, told: str) -> None:
        self._setup.computer.show_api(told or f"It listens on 127.0.0.1, port {port}.")
        if told:
            self._views.tell(told)

    def _api_failed(self, sentence: str) -> None:
        self._setup.computer.show_api(sentence)
        self._warn("api", sentence)

    def _warn(self, key: str, sentence: str) -> None:
        self.gallery.alarms.raise_(Alarm(key, Severity.WARNING, sentence, self.gallery.clock.now()))


def _through_us(feed: Feed) -> bool:
    """Whether OBS loses the feed when its gateway ends with this panel."""
    return feed.kind is FeedKind.ADDRESS and feed.gateway and bool(feed.primary)
