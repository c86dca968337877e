"""Side-lying leg raise: lying on the side, the straight top leg lifts up and slightly back."""

from exercises.side_lying_raise.exercise import EXERCISE

__all__ = ["EXERCISE"]
