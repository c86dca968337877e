"""Clamshell: lying on the side, knees bent, the top knee opens like a shell."""

from exercises.clamshell.exercise import EXERCISE

__all__ = ["EXERCISE"]
