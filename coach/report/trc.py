"""The track as motion-analysis tools read it: a TRC file for OpenSim.

Metres, y up, x to the right of the picture, z towards the camera. The origin is midway between the hips in every frame, as the pose
model gives it: the file shows how the body moves, not how it travels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from coach.pose import Landmark, Pose
from coach.report.even_times import at_even_times, even_times

MARKERS: Final = {
    "Nose": Landmark.NOSE,
    **{
        f"{letter}{name}": Landmark[f"{side}_{landmark}"]
        for letter, side in (("R", "RIGHT"), ("L", "LEFT"))
        for name, landmark in (
            ("Ear", "EAR"),
            ("Shoulder", "SHOULDER"),
            ("Elbow", "ELBOW"),
            ("Wrist", "WRIST"),
            ("Hip", "HIP"),
            ("Knee", "KNEE"),
            ("Ankle", "ANKLE"),
            ("Heel", "HEEL"),
            ("BigToe", "FOOT_INDEX"),
        )
    },
}
"""The names in the file, and the landmarks that they are."""


def as_trc(poses: Sequence[Pose], *, name: str) -> str:
    """The world landmarks of `poses`, at least one, at an even rate, the median one of the recording, because the format knows no other."""
    times = np.array([pose.time for pose in poses])
    even, rate = even_times(times)
    rows = list(MARKERS.values())
    known = np.array([pose.world[rows] for pose in poses]).reshape(len(poses), -1)
    columns = [at_even_times(times, values, even) for values in known.T]
    numbers = "\t".join(f"X{n}\tY{n}\tZ{n}" for n in range(1, len(MARKERS) + 1))
    head = [
        f"PathFileType\t4\t(X/Y/Z)\t{name}",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate:g}\t{rate:g}\t{len(even)}\t{len(MARKERS)}\tm\t{rate:g}\t1\t{len(even)}",
        "Frame#\tTime\t" + "\t\t\t".join(MARKERS) + "\t\t",
        f"\t\t{numbers}",
        "",
    ]
    body = [
        "\t".join(
            (
                str(number),
                f"{time:.6f}",
                *(f"{column[number - 1]:.5f}" if np.isfinite(column[number - 1]) else "" for column in columns),
            )
        )
        for number, time in enumerate(even, start=1)
    ]
    return "\n".join([*head, *body, ""])
