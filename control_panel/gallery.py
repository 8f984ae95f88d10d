"""The control room: a record of the services that the window, the API and the doors talk to."""

from __future__ import annotations

from dataclasses import dataclass

from control_panel.alarms import Alarms
from control_panel.clock import Clock
from control_panel.feeds.gateway import Gateways
from control_panel.feeds.wall import Wall
from control_panel.obs.client import ObsClient
from control_panel.obs.pictures import Pictures
from control_panel.obs.switcher import Switcher
from control_panel.running_order.air_alarms import AirAlarms
from control_panel.running_order.playout import Playout
from control_panel.secrets import Secrets
from control_panel.settings import Settings
from control_panel.show.document import Document
from control_panel.show.store import Store
from control_panel.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Gallery:
    """Every service of a running panel (decision 25: a record, without methods of its own)."""

    clock: Clock
    settings: Settings
    secrets: Secrets
    tasks: Tasks
    alarms: Alarms
    document: Document
    store: Store | None
    """None: nothing is written (a show opened read-only)."""
    client: ObsClient
    switcher: Switcher
    pictures: Pictures
    pictures_client: ObsClient
    """The pictures' own connection, so that a render never stands before a take."""
    gateways: Gateways
    wall: Wall
    playout: Playout
    air_alarms: AirAlarms
