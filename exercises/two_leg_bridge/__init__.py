"""Two-leg glute bridge: the easier step towards the single-leg one; on the back, both feet planted, the hips rise."""

from exercises.two_leg_bridge.exercise import EXERCISE

__all__ = ["EXERCISE"]
