"""The exerciser's skeleton kept plausible: left stays left, nothing jumps for a single picture, limbs keep their lengths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.geometry import Point2, distance, midpoint
from coach.pose import LANDMARKS, TRUNK, Landmark, Pose, Side
from coach.tracking.smoothing import averaging_weight

SHANKS = {
    Side.LEFT: (Landmark.LEFT_ANKLE, Landmark.LEFT_HEEL, Landmark.LEFT_FOOT_INDEX),
    Side.RIGHT: (Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX),
}
"""The landmarks that move with the ankle."""
LEGS = {Side.LEFT: (Landmark.LEFT_KNEE, *SHANKS[Side.LEFT]), Side.RIGHT: (Landmark.RIGHT_KNEE, *SHANKS[Side.RIGHT])}
"""The landmarks that move with the knee."""
BELOW_HIPS = LEGS[Side.LEFT] + LEGS[Side.RIGHT]
LIMBS = (
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE, LEGS[Side.LEFT]),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE, LEGS[Side.RIGHT]),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE, SHANKS[Side.LEFT]),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE, SHANKS[Side.RIGHT]),
)
"""Thighs and shins: their two ends, and the landmarks that are not believed when the limb's length is implausible."""

_PAIRS = [(1, 4), (2, 5), (3, 6), (7, 8), (9, 10), *((row, row + 1) for row in range(11, LANDMARKS, 2))]
_PARTNER = dict([*_PAIRS, *((right, left) for left, right in _PAIRS)])
AS_LABELLED = tuple(range(LANDMARKS))
"""The rows of a pose in the order in which the pose model gives them: nothing is swapped. Also all rows of a pose."""
WHOLE_BODY = tuple(_PARTNER.get(row, row) for row in AS_LABELLED)
"""The order of the rows when left and right of the whole body are swapped."""
LEGS_ONLY = tuple(WHOLE_BODY[row] if row in BELOW_HIPS else row for row in AS_LABELLED)
"""The same when only the knees and all below them are swapped."""

# Lengths in the picture are in body lengths: the longest of trunk, thighs and shins.
SWAP_STEP, SWAP_STEP_IN_SPACE = 0.1, 0.05  # body lengths and metres; a swap of legs that are nearer to each other hardly matters
MUCH_SHORTER = 0.5  # a swap has to make the step since the last picture this much shorter
BELIEVED_AFTER_S = 0.5  # labels that the pose model keeps for so long are believed
FORGOTTEN_AFTER_S = 0.6  # what was seen longer ago says nothing about where things are now
FASTEST = 9.0  # body lengths a second, of knees and ankles: an ankle in a raise of 40 degrees within 0.3 s
FASTEST_TRUNK = 5.0  # body lengths a second: nearly twice a brisk walk
JITTER = 0.15  # body lengths by which the pose model may be off in addition
HELD_AT_MOST_S = 0.15  # landmarks that are elsewhere for longer are believed
SHORTEST, LONGEST = 0.55, 1.6
"""Length of a limb over its usual length: 0.64 to 1.32 where it is seen, in forty recordings; 0.3 to 0.5 where it is guessed."""
LEARNING_S = 3.0  # time constant of the average by which usual lengths are learnt


@dataclass(frozen=True, slots=True, eq=False)
class SkeletonState:
    """What is known of the skeleton after the poses so far.

    `pose` is the last one as it was given out, but with the landmarks of limbs of implausible length where they were before;
    `points` are its landmarks in pixels and `size` is the body length in them. `limbs` are the usual lengths of `LIMBS` in metres.
    `order` is how the rows of new poses are swapped, since `swapped_s`. `jump` is where landmarks were found that were not
    believed, in pixels, since `jumped_s`.
    """

    pose: Pose
    points: Sequence[Point2]
    size: float
    limbs: Sequence[float]
    order: tuple[int, ...] = AS_LABELLED
    swapped_s: float = math.inf
    jump: Sequence[Point2] | None = None
    jumped_s: float = math.inf

    @classmethod
    def from_pose(cls, pose: Pose) -> SkeletonState:
        """The state when nothing is known of the time before `pose`."""
        points = pixels_of(pose)
        return cls(pose, points, body_length(points), limb_lengths(pose))


class PlausibleSkeleton:
    """Corrects the skeleton of one person in one stream. Remembers; belongs to one `Coach`."""

    def __init__(self) -> None:
        self._last: SkeletonState | None = None

    def update(self, pose: Pose) -> Pose:
        """`pose` itself where it is plausible, else corrected.

        Left and right that are swapped are swapped back. Landmarks that jump are held where they were, and those of a limb of
        implausible length stay; both get a visibility of 0. Where the whole body jumps, nobody is given.
        """
        if not pose.is_seen:
            return pose
        if self._last is None or not 0 < pose.time - self._last.pose.time < FORGOTTEN_AFTER_S:
            self._last = SkeletonState.from_pose(pose)
            return pose
        self._last, plausible = step(self._last, pose)
        return plausible


def step(last: SkeletonState, pose: Pose) -> tuple[SkeletonState, Pose]:
    """The state after the next pose, and that pose made plausible."""
    if pose.time - last.swapped_s > BELIEVED_AFTER_S:
        return SkeletonState.from_pose(pose), pose
    last, pose, points = _labelled_as_before(last, pose)
    seconds = pose.time - last.pose.time
    rows = jumped_rows(last.points, points, last.size * (JITTER + FASTEST_TRUNK * seconds), last.size * (JITTER + FASTEST * seconds))
    if rows and not _is_confirmed(last, points, rows, pose.time):
        doubtful = replace(last, jump=points, jumped_s=min(last.jumped_s, pose.time))
        if rows is AS_LABELLED:
            return doubtful, Pose.nobody(pose.time, pose.size)
        pose = _held(pose, last.pose, rows)
        return replace(doubtful, pose=pose, points=pixels_of(pose)), pose
    if rows is AS_LABELLED:
        return SkeletonState.from_pose(pose), pose
    lengths = limb_lengths(pose)
    remembered, implausible = pose, _of_implausible_length(points, lengths, last.limbs)
    if implausible:
        remembered, pose = _held(pose, last.pose, implausible), _held(pose, pose, implausible)
        points = pixels_of(remembered)
    weight = averaging_weight(seconds, LEARNING_S)
    usual = [old + weight * (new - old) for old, new in zip(last.limbs, lengths, strict=True)]
    return SkeletonState(remembered, points, body_length(points), usual, last.order, last.swapped_s), pose


def pixels_of(pose: Pose) -> list[Point2]:
    """Where each landmark is in the picture, in pixels with y down."""
    width, height = pose.size
    return [(x * width, y * height) for x, y, _ in pose.image.tolist()]


def body_length(points: Sequence[Point2]) -> float:
    """The longest of trunk, thighs and shins in the picture: no direction of view shortens all of them."""
    shoulders, hips = _midpoints(points)
    return max(distance(shoulders, hips), *(distance(points[start], points[end]) for start, end, _ in LIMBS))


def limb_lengths(pose: Pose) -> list[float]:
    """The lengths of `LIMBS` in space, in metres."""
    world = pose.world.tolist()
    return [math.dist(world[start], world[end]) for start, end, _ in LIMBS]


def swapped(pose: Pose, order: tuple[int, ...]) -> Pose:
    """`pose` with its rows in another order."""
    rows = list(order)
    return replace(pose, image=pose.image[rows], world=pose.world[rows], visibility=pose.visibility[rows])


def swap_since(last: SkeletonState, pose: Pose, points: Sequence[Point2]) -> tuple[int, ...]:
    """Which swap of left and right makes the step from `last` to `pose`, whose pixels are `points`, much shorter, if any.

    It has to do so in the picture and in space: legs that cross, and shins that are guessed behind a thigh, look swapped in one only.
    """
    if not _shortens(last.points, points, BELOW_HIPS, SWAP_STEP * last.size):
        return AS_LABELLED
    before, now = last.pose.world.tolist(), pose.world.tolist()
    if not _shortens(before, now, BELOW_HIPS, SWAP_STEP_IN_SPACE):
        return AS_LABELLED
    trunk_too = _shortens(last.points, points, TRUNK, SWAP_STEP * last.size) or _shortens(before, now, TRUNK, SWAP_STEP_IN_SPACE)
    return WHOLE_BODY if trunk_too else LEGS_ONLY


def jumped_rows(before: Sequence[Point2], now: Sequence[Point2], farthest: float, farthest_for_legs: float) -> tuple[int, ...]:
    """The landmarks that have moved further than people do, in pixels: those of a leg, of a shin, or all (`AS_LABELLED`)."""
    if any(distance(*ends) > farthest for ends in zip(_midpoints(before), _midpoints(now), strict=True)):
        return AS_LABELLED
    rows: tuple[int, ...] = ()
    for side in Side:
        knee, ankle = LEGS[side][:2]
        if distance(before[knee], now[knee]) > farthest_for_legs:
            rows += LEGS[side]
        elif distance(before[ankle], now[ankle]) > farthest_for_legs:
            rows += SHANKS[side]
    return rows


def _midpoints(points: Sequence[Point2]) -> tuple[Point2, Point2]:
    """Midway between the shoulders, and between the hips."""
    left, right, left_hip, right_hip = (points[row] for row in TRUNK)
    return midpoint(left, right), midpoint(left_hip, right_hip)


def _shortens(before: Sequence[Sequence[float]], now: Sequence[Sequence[float]], rows: Sequence[int], least: float) -> bool:
    """Whether `rows` have moved by more than `least` on average, and by much less with left and right swapped."""
    moved = sum(math.dist(before[row], now[row]) for row in rows)
    if moved < least * len(rows):
        return False
    return sum(math.dist(before[row], now[WHOLE_BODY[row]]) for row in rows) < MUCH_SHORTER * moved


def _labelled_as_before(last: SkeletonState, pose: Pose) -> tuple[SkeletonState, Pose, list[Point2]]:
    """`pose` with left and right as they were before, and its landmarks in pixels; the state with the swap that it took."""
    if last.order is not AS_LABELLED:
        pose = swapped(pose, last.order)
    points = pixels_of(pose)
    swap = swap_since(last, pose, points)
    if swap is AS_LABELLED:
        return last, pose, points
    order = tuple(last.order[row] for row in swap)
    if order == AS_LABELLED:
        last = replace(last, order=AS_LABELLED, swapped_s=math.inf)
    else:
        last = replace(last, order=order, swapped_s=min(last.swapped_s, pose.time))
    return last, swapped(pose, swap), [points[row] for row in swap]


def _is_confirmed(last: SkeletonState, points: Sequence[Point2], rows: Sequence[int], time: float) -> bool:
    """Whether the landmarks that jumped are near where they jumped to before, or have not been believed for too long."""
    if last.jump is None:
        return False
    near = last.size * (JITTER + FASTEST_TRUNK * (time - last.jumped_s))
    return time - last.jumped_s > HELD_AT_MOST_S or all(distance(last.jump[row], points[row]) < near for row in rows)


def _held(pose: Pose, before: Pose, rows: Sequence[int]) -> Pose:
    """`pose` with `rows` where they are in `before`, and not visible."""
    held = list(rows)
    image, world, visibility = pose.image.copy(), pose.world.copy(), pose.visibility.copy()
    image[held], world[held], visibility[held] = before.image[held], before.world[held], 0.0
    return replace(pose, image=image, world=world, visibility=visibility)


def _of_implausible_length(points: Sequence[Point2], lengths: Sequence[float], usual: Sequence[float]) -> tuple[int, ...]:
    """The landmarks of limbs that are far from their usual length in space, or in the picture much longer than all the others."""
    in_picture = [distance(points[start], points[end]) for start, end, _ in LIMBS]
    trunk = distance(*_midpoints(points))
    found: tuple[int, ...] = ()
    for i, (_, _, rows) in enumerate(LIMBS):
        longest_other = max(trunk, *in_picture[:i], *in_picture[i + 1 :])
        if in_picture[i] > LONGEST * longest_other or not SHORTEST * usual[i] < lengths[i] < LONGEST * usual[i]:
            found += rows
    return found
