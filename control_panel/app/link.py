"""The link to OBS as a person sets it: address, password, and asking for one that is missing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from control_panel.app.base import Base
from control_panel.app.build import address_of
from control_panel.gallery import Gallery


class ObsDoor(QObject):
    """Gives the two connections to OBS their address and password; the keyring keeps the latter."""

    password_wanted = Signal(str)
    """A sentence: why a password is needed."""

    def __init__(self, gallery: Gallery, base: Base, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gallery = gallery
        self._base = base
        gallery.client.bridge.password_wanted.connect(self.password_wanted)
        gallery.switcher.state_changed.connect(self._follow)

    def open(self) -> None:
        """Connect, with the password that the keyring holds for this address."""
        secrets, key = self._base.secrets, self._key()
        self._base.tasks.run(lambda: secrets.get(key), self._start)

    def go_to(self, host: str, port: int, password: str | None) -> None:
        """Connect to another address or with another password, and keep both."""
        self._base.change(obs_host=host, obs_port=port)
        if password is not None:
            secrets, key = self._base.secrets, self._key()
            self._base.tasks.run(lambda: secrets.set(key, password), lambda _: None)
            self._turn(password)
            return
        secrets, key = self._base.secrets, self._key()
        self._base.tasks.run(lambda: secrets.get(key), self._turn)

    def _key(self) -> str:
        settings = self._base.settings
        return f"obs:{settings.obs_host}:{settings.obs_port}"

    def _start(self, password: str | None) -> None:
        for client in (self._gallery.client, self._gallery.pictures_client):
            if password:
                client.set_password(password)
        self._gallery.client.start()

    def _turn(self, password: str | None) -> None:
        address = address_of(self._base.settings)
        for client in (self._gallery.client, self._gallery.pictures_client):
            client.go_to(address, password or None)
        self._gallery.client.start()

    def _follow(self, *_: object) -> None:
        """The pictures' connection is made once the first one stands: one question, not two."""
        if self._gallery.switcher.state.connected:
            self._gallery.pictures_client.start()
