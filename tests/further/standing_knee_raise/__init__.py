"""An exercise that only the tests know, to see that pages, voice, plan and history work with whatever is in the folder.

It is done standing and seen from the side, which no other exercise is.
"""

from exercises.standing_knee_raise.exercise import EXERCISE

__all__ = ["EXERCISE"]
