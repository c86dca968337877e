"""The vocabulary in which an exercise is written down."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Phase(StrEnum):
    """Where in a repetition the body is."""

    REST = "rest"
    CONCENTRIC = "concentric"
    HOLD = "hold"
    ECCENTRIC = "eccentric"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One exercise as a physiotherapist reads it."""

    key: str
    name: str
