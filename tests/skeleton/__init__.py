"""A made-up person who does the exercises, rightly and wrongly: forward kinematics from joint angles to poses.

`film` gives what a camera sees of a movement, with the truth; `perform` the same as points in the room, with no camera.
"""

from coach.demonstration.build import Build
from coach.demonstration.camera import Camera
from coach.demonstration.motion import Motion
from coach.demonstration.repetition import Move, RepTruth, rep_curve
from tests.skeleton.camera import MIRROR_ROWS, poses
from tests.skeleton.everyday import EVERYDAY, Stop, journey, start_of, then, together, turned, walking
from tests.skeleton.film import Film, film, perform
from tests.skeleton.movements import EXERCISES, MOVEMENTS

__all__ = [
    "EVERYDAY",
    "EXERCISES",
    "MIRROR_ROWS",
    "MOVEMENTS",
    "Build",
    "Camera",
    "Film",
    "Motion",
    "Move",
    "RepTruth",
    "Stop",
    "film",
    "journey",
    "perform",
    "poses",
    "rep_curve",
    "start_of",
    "then",
    "together",
    "turned",
    "walking",
]
