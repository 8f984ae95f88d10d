"""The bridge from OBS's threads to Qt's main thread: one queued signal, by generation."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class ObsBridge(QObject):
    """What a link has to say, said in the thread in which this was made."""

    connected = Signal(int, object)
    """Generation, GetVersion's answer."""
    lost = Signal(int, object)
    """Generation, LinkLoss: an attempt failed or a link was lost."""
    password_wanted = Signal(str)
    """OBS wants a password, or another one: the sentence to ask with."""
    happened = Signal(int, str, object, object)
    """An event: generation, name, data (dict), Instant at which it was received.

    (QObject has an `event` of its own.)
    """
    loading = Signal(bool)
    """OBS says that it is still loading (207), and later that it no longer is."""

    _arrived = Signal(object, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.generation = 0
        """The connection whose words are still good."""
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, say: Callable[[], object], generation: int | None = None) -> None:
        """Have `say` called in this object's thread, unless its generation is old by then."""
        self._arrived.emit(say, -1 if generation is None else generation)

    @Slot(object, int)
    def _deliver(self, say: Callable[[], object], generation: int) -> None:
        if generation in {-1, self.generation}:
            say()
