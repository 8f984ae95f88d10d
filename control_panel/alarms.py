"""Alarms: raised once, acknowledged by somebody, cleared when the cause is gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from control_panel.instant import Instant


class Severity(StrEnum):
    """How loud an alarm is."""

    WARNING = "warning"
    """Seen, not heard."""
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong; `key` names its cause, for example `feed:<id>` or `obs:link`."""

    key: str
    severity: Severity
    sentence: str
    since: Instant
    detail: str = ""
    """A second, shorter line: what follows from it, what was done."""
    acknowledged_by: str = ""


class Alarms(QObject):
    """The alarms that stand; raising a key that stands changes nothing but its words."""

    raised = Signal(object)
    changed = Signal()
    cleared = Signal(object)
    acknowledged = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._standing: dict[str, Alarm] = {}

    @property
    def standing(self) -> tuple[Alarm, ...]:
        """Alarms that stand: unacknowledged first, louder first, then the newest first."""
        return tuple(
            sorted(
                self._standing.values(),
                key=lambda a: (
                    bool(a.acknowledged_by),
                    a.severity is not Severity.ALARM,
                    -a.since.wall.timestamp(),
                ),
            )
        )

    def get(self, key: str) -> Alarm | None:
        """The alarm that stands under this key."""
        return self._standing.get(key)

    def raise_(self, alarm: Alarm) -> None:
        """Let an alarm stand; one that stands already keeps its `since` and acknowledgement.

        An alarm that grows louder is a new one: it is raised again and asks to be acknowledged.
        """
        known = self._standing.get(alarm.key)
        louder = known is not None and known.severity is not alarm.severity is Severity.ALARM
        if known is None or louder:
            self._standing[alarm.key] = alarm
            self.raised.emit(alarm)
            self.changed.emit()
            return
        renewed = replace(alarm, since=known.since, acknowledged_by=known.acknowledged_by)
        if renewed != known:
            self._standing[alarm.key] = renewed
            self.changed.emit()

    def clear(self, key: str) -> None:
        """Let an alarm go, because its cause is gone."""
        known = self._standing.pop(key, None)
        if known is not None:
            self.cleared.emit(known)
            self.changed.emit()

    def acknowledge(self, key: str, by: str) -> None:
        """Somebody has seen it: it stands, but is no longer loud."""
        known = self._standing.get(key)
        if known is not None and not known.acknowledged_by:
            self._standing[key] = replace(known, acknowledged_by=by)
            self.acknowledged.emit(self._standing[key])
            self.changed.emit()
