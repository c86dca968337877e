"""Whether the camera is held in a hand: then the whole body sways in the picture, also what no exercise moves together."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from coach.geometry import Point2, distance, midpoint, ratio
from coach.pose import Landmark, Pose
from coach.records import Warning

WATCHED: Final = [
    Landmark.NOSE,
    Landmark.LEFT_SHOULDER,
    Landmark.RIGHT_SHOULDER,
    Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP,
    Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
]
WINDOW_S: Final = 2.0
SHORTEST_S: Final = 0.9
"""So much has to be seen of it before anything is said."""
SWAYS: Final = 0.2
"""Trunk lengths a second that the body sways as a whole: a film in a hand reads 0.46 to 0.54, exercises on a stand 0.03 at most, and
recorded ones, some of which were held, 0.16 at most. Who jumps reads more, and is counted by no exercise."""
MOSTLY: Final = 0.2
"""Share of a recording from which it is worth a word."""
MOVES: Final = Warning(
    "camera_moves",
    "The camera moved: what the picture itself shows of pelvis, trunk and feet was not judged. Film with a camera that stands still.",
)


class CameraMotion:
    """Follows how the whole body sways in the picture. Remembers; call it from one thread at a time, in the order of the poses' times."""

    def __init__(self) -> None:
        self._before: Pose | None = None
        self._steps: deque[tuple[float, float, float]] = deque()
        self._seen_s = self._swayed_s = 0.0

    def update(self, pose: Pose) -> Pose:
        """The pose, without what its picture tells beside the landmarks while the camera moves: cloth and feet are compared with a keyframe."""
        before, self._before = self._before, pose if pose.is_seen else None
        if before is None or not pose.is_seen or not 0 < pose.time - before.time < 0.5:
            return pose
        self._steps.append((pose.time, *_moved_together(before, pose)))
        while self._steps[0][0] < pose.time - WINDOW_S:
            self._steps.popleft()
        self._seen_s += pose.time - before.time
        if not self._sway() >= SWAYS:  # NaN is not known
            return pose
        self._swayed_s += pose.time - before.time
        reading = pose.picture
        return replace(pose, picture=reading and replace(reading, pelvis=None, thorax=None, background=1.0))

    def warnings(self) -> tuple[Warning, ...]:
        """What was wrong over the whole recording."""
        return (MOVES,) if self._swayed_s > MOSTLY * self._seen_s else ()

    def _sway(self) -> float:
        """Trunk lengths a second that the body went to and fro: its way, less how far it got, as somebody who walks does."""
        lasting = self._steps[-1][0] - self._steps[0][0]
        if lasting < SHORTEST_S:
            return 0.0
        _, x, y = zip(*self._steps, strict=True)
        return (sum(map(math.hypot, x, y)) - math.hypot(sum(x), sum(y))) / lasting


def _moved_together(before: Pose, now: Pose) -> tuple[float, float]:
    """By how many trunk lengths all watched landmarks but the one furthest to either side moved the same way, across and down.

    The leg that works is the one; whoever squats or bends keeps at least both feet where they were.
    """
    was = _places(before)
    _, left, right, left_hip, right_hip, *_ = was
    trunk = distance(midpoint(left, right), midpoint(left_hip, right_hip))
    steps = [(x - old_x, y - old_y) for (old_x, old_y), (x, y) in zip(was, _places(now), strict=True)]
    across, down = (_common(moves) for moves in zip(*steps, strict=True))
    return ratio(across, trunk), ratio(down, trunk)


def _common(moves: Sequence[float]) -> float:
    _, second, *_, last_but_one, _ = sorted(moves)
    return max(second, 0.0) + min(last_but_one, 0.0)


def _places(pose: Pose) -> list[Point2]:
    width, height = pose.size
    return [(x * width, y * height) for x, y in pose.image[WATCHED, :2].tolist()]
