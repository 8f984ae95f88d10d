"""What outlives a show: settings, secrets, tasks, the clock, and the bugs that nobody caught."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

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

    def change(self, **changes: object) -> None:
        """Change some settings, and keep them; what cannot be kept holds until the end."""
        wanted = replace(self.settings, **changes)  # type: ignore[arg-type]  # fields by name
        if wanted == self.settings:
            return
        self.settings = wanted
        try:
            settings_file.save(wanted)
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
