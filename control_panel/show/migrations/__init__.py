"""Bringing older show files up to date: one module a version, each with `upgrade(operations)`.

`v0001_initial` made the first version; a further one is a module `v0002_…` beside it, named in
STEPS, with `store_file.VERSION` raised to its number. Steps are frozen: they spell their columns
out and never look at the model, which moves on. Alembic's operations do the work, and are
imported here and nowhere else, so that a file of the newest version never loads them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from control_panel.show.migrations import v0001_initial

if TYPE_CHECKING:
    from alembic.operations import Operations
    from sqlalchemy import Engine

Step = Callable[["Operations"], None]

STEPS: tuple[Step, ...] = (v0001_initial.upgrade,)
"""The step at index n leads from version n to n + 1."""


def upgrade(engine: Engine, version: int) -> None:
    """Bring a file from a version to the newest, in one transaction."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    with engine.connect().execution_options(write=True) as link, link.begin():
        operations = Operations(MigrationContext.configure(link))
        for step in STEPS[version:]:
            step(operations)
        link.exec_driver_sql(f"PRAGMA user_version={len(STEPS)}")
