"""All movements that the made-up person knows."""

from tests.skeleton.lying import LYING
from tests.skeleton.movement import Faults, Movement

MOVEMENTS: dict[str, Movement] = {**LYING}

__all__ = ["MOVEMENTS", "Faults", "Movement"]
