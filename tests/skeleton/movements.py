"""All movements that the made-up person knows."""

from coach.demonstration.kinematics import Kinematics
from exercises import demonstrations
from tests.skeleton.other_exercises import OTHER_EXERCISES

EXERCISES: dict[str, Kinematics] = {key: shown.kinematics for key, shown in demonstrations().items()}
"""Those of the coach's exercises, by their keys."""

MOVEMENTS: dict[str, Kinematics] = {**OTHER_EXERCISES, **EXERCISES}
