"""A field for an IANA zone: searched by city, and the local time there said while typing."""

from __future__ import annotations

from collections.abc import Callable

from control_panel.errors import Refused
from control_panel.ui.setup import plan
from control_panel.ui.setup.choices import NameField


class ZoneField(NameField):
    """Type a city or a zone; `says` gives the note for a zone that was understood."""

    def __init__(self, title: str, *, optional: bool = False) -> None:
        self.says: Callable[[str], str] = str
        self._optional = optional
        super().__init__(title, "zone", empty=self.tr("a city, e.g. Kinshasa"))
        self.offer(plan.zones(), marks=False)
        self.line.textEdited.connect(lambda _text: self._mark())

    def read(self) -> str:
        """The zone meant; Refused where there is none, or more than one."""
        text = self.line.text().strip()
        if not text and self._optional:
            return ""
        zone = plan.zone_meant(text)
        if zone is None:
            raise Refused(
                self.tr("“{}” is not a time zone. Type a city such as New York.").format(text),
                reason="zone",
            )
        return zone

    def renew(self) -> None:
        """Say the note again, since time went on."""
        self._mark()

    def _mark(self) -> None:
        zone = plan.zone_meant(self.line.text())
        self.tell(self.says(zone) if zone else "")
