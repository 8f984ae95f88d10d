"""The demo's own parts: field feeds, an OBS with its scenes, a show file; nothing of the user's."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from control_panel.clock import Clock
from control_panel.demo.example import example_show
from control_panel.demo.example_places import PLACES
from control_panel.demo.furniture import furnish
from control_panel.demo.obs_files import Canvas
from control_panel.demo.obs_process import RealObs
from control_panel.demo.senders import FieldFeed, Line, Sender, prepare
from control_panel.feeds.ports import Ports
from control_panel.instant import Instant
from control_panel.obs.client import ObsClient
from control_panel.show.model import Show
from control_panel.show.store import Store

CANVAS: Final = Canvas(640, 360, 30)
FIELD: Final[Mapping[str, FieldFeed]] = {
    "Kinshasa": FieldFeed("Kinshasa", Line.SRT_CALLER, "0x2f5d50", 440, 300),
    "New Delhi": FieldFeed("New Delhi", Line.SRT_LISTENER, "0x7a5230", 554, 500),
    "Islamabad": FieldFeed("Islamabad", Line.RTMP, "0x3c4f7a", 659, 500),
    "Geneva": FieldFeed("Geneva", Line.UDP, "0x2c5a66", 880, 500),
}
"""One SRT caller on a thin line, one SRT listener, one RTMP push, one UDP stream."""


class Parts:
    """Everything around the panel; `stop` ends it all, and so does the end of this process."""

    def __init__(self, display: str | None) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="control-panel-demo-"))
        self.senders: dict[str, Sender] = {}
        self.obs = RealObs(
            self.home / "obs", password="", canvas=CANVAS, display=display, furnish=False
        )
        self.show_file = self.home / "One question, five rooms.show"
        self._clock = Clock()
        self._watch: ObsClient | None = None
        self._recording_from: Instant | None = None
        self._skipped = 0

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start_senders(self) -> None:
        """Encode the pictures, once, and send them."""
        for place, field in FIELD.items():
            sender = Sender(field, prepare(field, self.home / "pictures"))
            self.senders[place] = sender
            sender.start()

    def write_show(self, on_air: datetime, scale: float) -> Show:
        """The show file of the example, with the addresses of our own field feeds."""
        addresses = {place: sender.address for place, sender in self.senders.items()}
        show = example_show(on_air, addresses, scale=scale)
        Store.create(self.show_file, show)
        return show

    def start_obs(self, show: Show) -> None:
        """Start OBS and make the scenes that the show names."""
        ports = Ports(self.home / "panel" / "state" / "ports.json")
        names = {feed.id: feed.name for feed in show.feeds}
        urls = {
            name: f"udp://127.0.0.1:{ports.of(feed_id)[0]}?fifo_size=50000&overrun_nonfatal=1"
            for feed_id, name in names.items()
        }
        self.obs.start()
        furnish(self.obs.hand, CANVAS, self.obs.home, urls)
        self._watch = ObsClient(self.obs.address, None, self._clock, meters=False)
        self._watch.register(self._heard)
        self._watch.connect()

    def start_recording(self) -> Instant:
        """Record what OBS sends; the instant is the recording's zero (decision 4)."""
        self._recording_from = None
        self._skipped = self.obs.skipped_frames()
        self.obs.start_recording()
        self.obs.wait_until(lambda: self._recording_from is not None, 5.0)
        if self._recording_from is None:
            raise AssertionError
        return self._recording_from

    def stop_recording(self) -> tuple[Path, int]:
        """The recording, and how many frames OBS itself skipped meanwhile."""
        skipped = self.obs.skipped_frames() - self._skipped
        return self.obs.stop_recording(), skipped

    def _heard(self, event: object) -> None:
        data = getattr(event, "datain", {})
        if data.get("outputState") == "OBS_WEBSOCKET_OUTPUT_STARTED" and "outputPath" in data:
            self._recording_from = self._clock.now()

    def now(self) -> Instant:
        """Now, by the clock that the panel uses too."""
        return self._clock.now()

    def stop(self) -> None:
        """End everything that was started, and remove what was made."""
        if self._watch is not None:
            self._watch.stop()
        for sender in self.senders.values():
            sender.stop(0.5)
        self.obs.stop()
        shutil.rmtree(self.home, ignore_errors=True)


PLACES_WITH_FEEDS = tuple(place.name for place in PLACES if place.name in FIELD)
