"""Saves a picture of a feed as a PNG file among the user's pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QIODevice, QSaveFile, QStandardPaths
from PySide6.QtGui import QImage, QImageWriter

from control_panel.errors import StoreError
from control_panel.lineup.snapshot import numbered

MOST = 100
"""Snapshots of one feed within one second."""


def snapshots_folder() -> Path:
    """The user's pictures, else documents, else home."""
    where = QStandardPaths.StandardLocation
    for place in (where.PicturesLocation, where.DocumentsLocation, where.HomeLocation):
        found = QStandardPaths.writableLocation(place)
        if found and Path(found).is_dir():
            return Path(found)
    return Path.home()


def save_snapshot(image: QImage, folder: Path, name: str) -> Path:
    """Write a picture whole or not at all, over no other file; StoreError where it cannot be."""
    path = _free(folder, name)
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise StoreError(_sentence(folder, file.errorString()))
    if not QImageWriter(file, QByteArray(b"png")).write(image) or not file.commit():
        raise StoreError(_sentence(folder, file.errorString()))
    return path


def _free(folder: Path, name: str) -> Path:
    for number in range(1, MOST + 1):
        path = folder / numbered(name, number)
        if not path.exists():
            return path
    raise StoreError(f"The snapshot was not saved: {folder} holds a hundred of this second.")


def _sentence(folder: Path, why: str) -> str:
    return (
        f"The snapshot was not saved: {folder} cannot be written ({why}). "
        "Make room there, or allow writing, and press S again."
    )
