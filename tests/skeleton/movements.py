"""All movements that the made-up person knows."""

from tests.skeleton.bridge import BRIDGES
from tests.skeleton.elsewhere import ELSEWHERE
from tests.skeleton.lying import LYING
from tests.skeleton.movement import Faults, Movement
from tests.skeleton.upright import UPRIGHT

EXERCISES: dict[str, Movement] = {**LYING, **UPRIGHT, **BRIDGES}
MOVEMENTS: dict[str, Movement] = {**EXERCISES, **ELSEWHERE}

__all__ = ["EXERCISES", "MOVEMENTS", "Faults", "Movement"]
