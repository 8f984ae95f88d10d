"""The fields of a feed that are its own: the address as pasted, and what was booked."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from control_panel.errors import Refused
from control_panel.feeds.address import Address, Direction, Pasted, take_apart
from control_panel.show.model import Expected, Feed, Show
from control_panel.ui import controls, layout
from control_panel.ui.setup.fields import TypedField
from control_panel.ui.words import tr


class How(StrEnum):
    """How an address feed comes to us."""

    SRT_CALLER = "srt-caller"
    SRT_LISTENER = "srt-listener"
    RTMP_LISTENER = "rtmp-listener"
    UDP = "udp"
    OTHER = "other"


HOW = (
    (How.SRT_CALLER, QT_TRANSLATE_NOOP("", "SRT, we call them")),
    (How.SRT_LISTENER, QT_TRANSLATE_NOOP("", "SRT, they call us")),
    (How.RTMP_LISTENER, QT_TRANSLATE_NOOP("", "RTMP, they send to us")),
    (How.UDP, QT_TRANSLATE_NOOP("", "UDP, they send to us")),
    (How.OTHER, QT_TRANSLATE_NOOP("", "Another address")),
)
FIRST_PORT = 9301
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a listener that the technician asked for
_PICTURE = re.compile(r"(\d+)\s*[x×*]\s*(\d+)\s*(?:[@p]\s*([\d.,]+)?|(?:\s+([\d.,]+)))?", re.I)


def parts_of(address: str) -> Address | None:
    """The stored address taken apart; None where there is none, or it cannot be read."""
    try:
        return take_apart(address).address
    except Refused:
        return None


def how_of(feed: Feed) -> How:
    """How a feed comes to us, as its address says."""
    address = parts_of(feed.primary)
    if address is None:
        return How.OTHER if feed.primary else How.SRT_CALLER
    listens = address.direction is Direction.LISTEN
    by_scheme = {
        ("srt", True): How.SRT_LISTENER,
        ("srt", False): How.SRT_CALLER,
        ("rtmp", True): How.RTMP_LISTENER,
        ("udp", True): How.UDP,
        ("rtp", True): How.UDP,
    }
    return by_scheme.get((address.scheme, listens), How.OTHER)


def listening(show: Show, feed: Feed, how: How) -> str:
    """An address at which we are sent to, on a port that no other feed of the show has."""
    known = parts_of(feed.primary)
    taken = {p.port for f in show.feeds if f.id != feed.id and (p := parts_of(f.primary))}
    port = known.port if known and known.port and known.port not in taken else FIRST_PORT
    while port in taken:
        port += 1
    scheme = {How.SRT_LISTENER: "srt", How.RTMP_LISTENER: "rtmp", How.UDP: "udp"}[how]
    path = "/live" if how is How.RTMP_LISTENER else ""
    return str(Address(scheme, EVERYWHERE, port, path, (), Direction.LISTEN))


def understood(pasted: Pasted) -> str:
    """How a pasted address is understood, in words; never a secret."""
    address = pasted.address
    what = address.scheme.upper()
    if address.direction is Direction.LISTEN:
        where = tr("{}: they send to this computer, port {}").format(what, address.port or "?")
    else:
        port = f":{address.port}" if address.port else ""
        where = tr("{}: we call {}{}").format(what, address.host, port)
    parts = [where]
    if pasted.latency_ms is not None:
        parts.append(tr("latency {} ms").format(pasted.latency_ms))
    if pasted.secrets:
        parts.append(tr("kept apart as a secret: {}").format(", ".join(sorted(pasted.secrets))))
    return " · ".join(parts)


class AddressField(TypedField[str]):
    """An address as the contributor sent it; what was understood stands below it."""

    def __init__(self, title: str) -> None:
        super().__init__(title, placeholder=tr("paste it as it was sent to you"))
        self.pasted: Pasted | None = None
        self.meaning = controls.text("", "label", wrap=True)
        column = self.layout()
        if column is not None:
            column.addWidget(self.meaning)

    def read(self) -> str:
        """The address without its secrets, which are in `pasted`."""
        text = self.line.text().strip()
        if not text:
            self.pasted = None
            return ""
        self.pasted = take_apart(text)
        if self.pasted.address.direction is Direction.CALL and not self.pasted.address.host:
            raise Refused(tr("Whom shall we call? The address names no host."), reason="host")
        return str(self.pasted.address)

    def differs(self, value: str) -> bool:
        """The same address with a new secret is worth it too."""
        return super().differs(value) or bool(self.pasted and self.pasted.secrets)

    def restore(self) -> None:
        """Forget what was pasted, and its secrets."""
        self.pasted = None
        super().restore()

    def understood(self, value: str) -> None:
        """Say below the field how the address is understood."""
        try:
            pasted = self.pasted if self.line.isModified() and self.pasted else take_apart(value)
            self.meaning.setText(understood(pasted))
        except Refused:
            self.meaning.setText("")

    def tell(self, note: str, *, warns: bool = False) -> None:
        """Nothing understood any more."""
        self.meaning.setText("")
        super().tell(note, warns=warns)


class PictureField(TypedField[Expected]):
    """The size and rate that were booked: `640×360 @ 25`."""

    def __init__(self, title: str) -> None:
        super().__init__(title, placeholder=tr("e.g. 640×360 @ 25"))

    def read(self) -> Expected:
        """The size and rate; other things booked stay as they were."""
        known = self._value or Expected()
        text = self.line.text().strip().removesuffix("fps").strip()
        if not text:
            return replace(known, width=None, height=None, rate=None)
        found = _PICTURE.fullmatch(text)
        if not found:
            raise Refused(tr("Write width × height @ pictures per second: 640×360 @ 25."))
        rate = _rate(found.group(3) or found.group(4))
        return replace(known, width=int(found.group(1)), height=int(found.group(2)), rate=rate)

    def shown(self, value: Expected) -> str:
        """The size and rate in one word."""
        if value.width is None or value.height is None:
            return ""
        rate = f" @ {value.rate:g}" if value.rate else ""
        return f"{value.width}×{value.height}{rate}"


def _rate(text: str | None) -> float | None:
    if not text:
        return None
    try:
        rate = float(text.replace(",", "."))
    except ValueError:
        rate = 0.0
    if not 1 <= rate <= 240:
        raise Refused(tr("Pictures per second go from 1 to 240."), reason="rate")
    return rate


class KeptLine(QWidget):
    """Says that a password is kept for the address, with a button that forgets it."""

    def __init__(self) -> None:
        super().__init__()
        self.words = controls.text(tr("A password is kept for this address"), "label", wrap=True)
        self.button = controls.button(tr("Forget it"), "quiet")
        self.button.setAccessibleName(tr("Forget the password of this address"))
        row = layout.row(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.setLayout(row)


class CopyLine(QWidget):
    """A line that is only read, with a button that copies it."""

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self.line = layout.least(QLineEdit(), controls.CONTROL)
        self.line.setReadOnly(True)
        self.line.setAccessibleName(title)
        self.button = controls.button(tr("Copy"), "quiet")
        self.button.setAccessibleName(tr("Copy {}").format(title))
        self.button.clicked.connect(self.copy)
        self.hint = controls.text(hint, "label", wrap=True)
        row = layout.row(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        column = layout.column(3)
        column.addWidget(controls.text(title, "label"))
        column.addLayout(row)
        column.addWidget(self.hint)
        self.setLayout(column)

    def show_text(self, text: str, hint: str) -> None:
        """Show a text, and what it is for."""
        if text != self.line.text():
            self.button.setText(tr("Copy"))
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.button.setEnabled(bool(text))
        self.hint.setText(hint)

    def copy(self) -> None:
        """Copy it, and say so."""
        QApplication.clipboard().setText(self.line.text())
        self.button.setText(tr("Copied"))
