"""Seated banded hip abduction: on a chair, band above the knees, both knees press out."""

from exercises.seated_abduction.exercise import EXERCISE

__all__ = ["EXERCISE"]
