"""How the benchmarks say what they measured: one line each, on whatever pytest does with output."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Sequence


def say(line: str) -> None:
    """One measurement, one line."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    sys.stdout.write(f"\n{line}  [load {load:.1f}]\n")
    sys.stdout.flush()


def p95(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def p99(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100)[-1]
