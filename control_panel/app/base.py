"""What outlives a show: settings, secrets, tasks, the clock, and the bugs that nobody caught."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from threading import Lock

from control_panel import log, paths
from control_panel import settings as settings_file
from control_panel.clock import Clock
from control_panel.errors import StoreError
from control_panel.log import Bugs
from control_panel.secrets import Secrets
from control_panel.settings import Loaded, Settings
from control_panel.tasks import Tasks

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Base:
    """The services of the whole run; `settings` is replaced when they change."""

    settings: Settings
    secrets: Secrets
    tasks: Tasks
    clock: Clock
    bugs: Bugs
    told: str = ""
    """What was wrong with the settings file; empty: nothing."""
    _writes: Lock = field(default_factory=Lock)

    def change(self, **changes: object) -> None:
        """Change some settings, and keep them; what cannot be kept holds until the end."""
        if self._changed(changes):
            self._write()

    def change_on_air(self, **changes: object) -> None:
        """The same without waiting for the disk."""
        if self._changed(changes):
            self.tasks.run(self._write)

    def _changed(self, changes: dict[str, object]) -> bool:
        wanted = replace(self.settings, **changes)  # type: ignore[arg-type]  # fields by name
        before, self.settings = self.settings, wanted
        return wanted != before

    def _write(self) -> None:
        """Write what holds at this moment, so that the last one to write is right."""
        with self._writes:
            try:
                settings_file.save(self.settings)
            except StoreError as error:
                _log.warning("%s", error.sentence)


def make_base(loaded: Loaded) -> Base:
    """Open the log and make what every show needs."""
    _open_log()
    return Base(
        settings=loaded.settings,
        secrets=Secrets(),
        tasks=Tasks(),
        clock=Clock(),
        bugs=Bugs(),
        told=loaded.told,
    )


def _open_log() -> None:
    """Log to a file where that is possible; a show must not fail for its log."""
    try:
        log.open_log(paths.user_log_dir())
    except OSError as error:
        _log.warning("no log file: %s", error)
