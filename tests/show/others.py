"""Starts other processes at a show file (`store_process`), and hears what they say."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "tests.show.store_process"


@contextmanager
def other(what: str, path: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Another process at the same file; gone at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", NAME, what, str(path), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()
