"""Builds every service of one open show, and the record of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import QObject

from control_panel.alarms import Alarm, Alarms, Severity
from control_panel.app.base import Base
from control_panel.app.feeding import FeedSecrets
from control_panel.app.opening import Opened
from control_panel.clock import Clock
from control_panel.errors import StoreError
from control_panel.feeds.gateway import Gateways
from control_panel.feeds.wall import Wall
from control_panel.gallery import Gallery
from control_panel.obs.client import Address, ObsClient
from control_panel.obs.pictures import Pictures
from control_panel.obs.switcher import Switcher
from control_panel.running_order.air_alarms import AirAlarms
from control_panel.running_order.playout import Playout
from control_panel.running_order.recorder import NotWritten, Recorder
from control_panel.settings import Settings
from control_panel.show.document import Document


def address_of(settings: Settings) -> Address:
    """Where OBS is looked for."""
    return Address(settings.obs_host, settings.obs_port, settings.obs_secure)


def build(
    opened: Opened, base: Base, alarms: Alarms, known: FeedSecrets, parent: QObject
) -> Gallery:
    """Every service of one show, made and connected; nothing is started."""
    clock = base.clock
    document = Document(opened.stored.show, opened.store, clock=clock.now, parent=parent)
    address = address_of(base.settings)
    client = ObsClient(address, None, clock, meters=False)
    switcher = Switcher(client, clock, parent=parent)
    pictures_client = ObsClient(address, None, clock, meters=False)
    pictures = Pictures(pictures_client, clock, lambda: switcher.state, parent=parent)
    gateways = Gateways(
        clock, grace=timedelta(seconds=base.settings.gateway_grace_s), parent=parent
    )
    wall = Wall(clock, gateways, secrets_of=known.of, parent=parent)
    recorder: Recorder = opened.store if not opened.store.read_only else NotWritten()
    playout = Playout(document, switcher, recorder, clock, alarms, opened.stored.playhead, parent)
    air_alarms = AirAlarms(document, playout, switcher, wall, alarms, recorder, clock, parent)
    return Gallery(
        clock=clock,
        settings=base.settings,
        secrets=base.secrets,
        tasks=base.tasks,
        alarms=alarms,
        document=document,
        store=None if opened.store.read_only else opened.store,
        client=client,
        switcher=switcher,
        pictures=pictures,
        pictures_client=pictures_client,
        gateways=gateways,
        wall=wall,
        playout=playout,
        air_alarms=air_alarms,
    )


@dataclass(slots=True)
class StoreTrouble:
    """Turns the store's trouble into an alarm, and lets it go when it is over."""

    alarms: Alarms
    clock: Clock

    def __call__(self, trouble: StoreError | None) -> None:
        """The store is in trouble, or (None) no longer."""
        if trouble is None:
            self.alarms.clear("store")
            return
        detail = "Everything is kept in memory and written as soon as that is possible."
        self.alarms.raise_(
            Alarm("store", Severity.ALARM, trouble.sentence, self.clock.now(), detail=detail)
        )
