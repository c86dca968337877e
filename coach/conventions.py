"""Units, axes, angle signs and what "missing" means, said once for the whole program.

Time
    Seconds, float, from the frame's own timestamp. Never a frame index: webcams drop frames.
World coordinates
    Metres, origin midway between the hips, +x to the right of the picture, +y up, +z towards the
    camera. MediaPipe gives y down and z away from the camera; `FROM_MEDIAPIPE` turns one into the other.
Image coordinates
    Fractions of width and height, y down. They are made pixels before any angle is taken in the
    picture's plane, because a fraction of the width is not as long as a fraction of the height.
Joint angles
    Degrees as on a clinician's goniometer: 0 is the anatomical position and flexion is positive,
    so a straight knee is 0 and a right angle is 90.
Missing
    NaN is "could not be seen". Never 0, -1 or None inside the core, and no check fires on it.
Left and right
    The person's own. A picture is never mirrored before detection, only where it is shown.
"""

import math
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

MISSING: Final = math.nan

FROM_MEDIAPIPE: Final[Floats] = np.array([1.0, -1.0, -1.0])
"""Multiplies MediaPipe's world x, y, z into ours, and ours back into MediaPipe's."""
