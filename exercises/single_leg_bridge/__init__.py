"""Single-leg glute bridge: on the back, one foot planted, the hips rise until shoulder, hip and knee are in line."""

from exercises.single_leg_bridge.exercise import EXERCISE

__all__ = ["EXERCISE"]
