"""Whether the camera's picture is good enough to exercise before it, said while it can be changed."""

from __future__ import annotations

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.pose import DRAWN_FROM, Pose

CHECK_S: Final = 1.0
"""Between two looks at the picture: light and focus change slowly, and a look takes a millisecond."""
CONFIRMED_BY: Final = 2
"""A problem has to be there in so many looks in a row: a camera adjusts itself to the light at first."""

DARK: Final = 40.0
"""Median grey level of the picture: 85 and more in lit rooms, 20 and less where landmarks begin to tremble."""
SILHOUETTE: Final = 60.0
"""Grey level of the brightest tenth of the person, skin among it, below which the light comes from behind ..."""
AGAINST: Final = 2.5
"""... where the surroundings are so many times brighter: dark clothes alone leave face and hands bright."""
BLURRED: Final = 1.15
"""By how much the sharpest edges lose when the picture is blurred: rendered films 1.3 to 1.9, out of focus at most 1.13."""
BLUR_PX: Final = 2.0

TOO_DARK: Final = "It is too dark: switch on a light"
BACKLIT: Final = "The light is behind you: close the curtain, or turn the laptop away from the window"
OUT_OF_FOCUS: Final = "The picture is out of focus: wipe the lens"


class PictureMonitor:
    """Looks at the light and the focus of one camera now and then. Remembers; belongs to one connection."""

    def __init__(self) -> None:
        self._looked_s = -np.inf
        self._times = 0
        self._last = ""
        self._problem = ""

    def see(self, time: float, pixels: NDArray[np.uint8], pose: Pose) -> str:
        """Take the next picture, RGB [height, width, 3], with the pose in it; what is wrong and what helps, "" where nothing is."""
        if time - self._looked_s < CHECK_S:
            return self._problem
        self._looked_s = time
        found = problem_of(pixels, pose)
        self._times = self._times + 1 if found == self._last else 1
        self._last = found
        if self._times >= CONFIRMED_BY:
            self._problem = found
        return self._problem


def problem_of(pixels: NDArray[np.uint8], pose: Pose) -> str:
    """What is wrong with a picture, and what helps; "" where nothing is."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if np.median(grey[::4, ::4]) < DARK:
        return TOO_DARK
    if _is_silhouette(grey, pose):
        return BACKLIT
    edges, blurred = (
        np.percentile(np.abs(cv2.Sobel(one, cv2.CV_32F, 1, 0)), 99) for one in (grey, cv2.GaussianBlur(grey, (0, 0), BLUR_PX))
    )
    return OUT_OF_FOCUS if edges < BLURRED * blurred else ""


def _is_silhouette(grey: NDArray[np.integer[Any] | np.floating[Any]], pose: Pose) -> bool:
    """Whether the person is dark before a bright background."""
    places = pose.image[:, :2]
    seen = (pose.visibility >= DRAWN_FROM) & np.isfinite(places).all(axis=1)
    if seen.sum() < 4:
        return False
    height, width = grey.shape
    outline = cv2.convexHull((places[seen] * (width, height)).astype(np.int32))
    person = cv2.fillConvexPoly(np.zeros_like(grey), outline, 255) > 0
    if not person.any() or person.all():
        return False
    brightest = float(np.percentile(grey[person], 90))
    return brightest < SILHOUETTE and float(np.median(grey[~person])) > AGAINST * brightest
