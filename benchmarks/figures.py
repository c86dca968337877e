"""How the benchmarks write what they measured."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median


def spread(values: Sequence[float]) -> str:
    """The median of `values`, of which there is at least one, with the smallest and the largest."""
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f})"
