"""What the exercises on the side share: how to lie before the camera."""

from typing import Final

from coach.exercise import CameraPlacement

POSITION: Final = "Lie on your {other} side, front to the camera"
CAMERA: Final = CameraPlacement(
    distance=(1.8, 2.6),
    height=(0.3, 0.7),
    words="Lie with the front of your body towards the camera, and turn the mat so that your head is a little nearer to it than your feet. "
    "Rest your upper hand on the floor in front of your ribs, not on your hip: it would cover it. After changing sides turn the mat, so that your head is nearer again.",
)
