"""What is drawn into a frame: the skeleton, the count, the phase, the range and the current finding."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.pipeline import Feedback


def draw(pixels: NDArray[np.uint8], feedback: Feedback) -> NDArray[np.uint8]:
    """A copy of the picture with `feedback` drawn in."""
    return pixels.copy()
