"""All movements that the made-up person knows."""

from coach.demonstration.motion import EXERCISES
from coach.demonstration.movement import Movement
from tests.skeleton.elsewhere import ELSEWHERE

MOVEMENTS: dict[str, Movement] = {**EXERCISES, **ELSEWHERE}
