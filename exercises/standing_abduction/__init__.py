"""Standing banded hip abduction: on one leg, the other leg reaches out sideways."""

from exercises.standing_abduction.exercise import EXERCISE

__all__ = ["EXERCISE"]
