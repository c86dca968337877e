"""The exerciser's skeleton kept plausible: left stays left, nothing leaps for a single picture, limbs keep their lengths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.geometry import Point2, distance, midpoint
from coach.pose import LANDMARKS, Landmark, Pose, Side

TRUNK = (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP)
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
"""Thighs and shins: from where to where, and which landmarks are in doubt with them."""

_PAIRS = [(1, 4), (2, 5), (3, 6), (7, 8), (9, 10), *((row, row + 1) for row in range(11, LANDMARKS, 2))]
_PARTNER = dict([*_PAIRS, *((right, left) for left, right in _PAIRS)])
AS_LABELLED = tuple(range(LANDMARKS))
WHOLE_BODY = tuple(_PARTNER.get(row, row) for row in AS_LABELLED)
"""The rows of a pose when left and right are exchanged."""
LEGS_ONLY = tuple(WHOLE_BODY[row] if row in BELOW_HIPS else row for row in AS_LABELLED)
"""The same for the knees and all below."""

# Lengths in the picture are in body lengths: the longest of trunk, thighs and shins.
STEP, STEP_IN_SPACE = 0.1, 0.05  # body lengths and metres; legs that are exchanged over less hardly matter
MUCH_LESS = 0.5  # an exchange has to make the step this much shorter
INSISTS_S = 0.5  # labels that the pose model keeps for so long are believed
FORGOTTEN_S = 0.6  # what was seen longer ago says nothing about where things are now
FASTEST = 9.0  # body lengths a second: an ankle in a raise of 40 degrees within 0.3 s
FASTEST_TRUNK = 5.0  # nearly twice a brisk walk
SLACK = 0.15  # what the pose model may tremble on top
HELD_S = 0.15  # a leap that lasts longer was none
SHORTEST, LONGEST = 0.55, 1.6
"""Length of a limb over its usual length: 0.64 to 1.32 where it is seen, in forty recordings; 0.3 to 0.5 where it is guessed."""
USUAL_S = 3.0  # in which usual lengths are learnt


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What was seen last, as it was given out: the pose, its landmarks in pixels, and the body length in them.

    `limbs` are the usual lengths of `LIMBS` in metres. `order` is the exchange of left and right that is being made, since
    `exchanged_s`. `leap` is where the landmarks were that were not believed, since `leapt_s`.
    """

    pose: Pose
    points: Sequence[Point2]
    size: float
    limbs: Sequence[float]
    order: tuple[int, ...] = AS_LABELLED
    exchanged_s: float = math.inf
    leap: Sequence[Point2] | None = None
    leapt_s: float = math.inf

    @classmethod
    def first(cls, pose: Pose) -> Seen:
        """Nothing is known of the time before `pose`."""
        points = in_pixels(pose)
        return cls(pose, points, body_length(points), limb_lengths(pose))


class Subject:
    """Watches over the skeleton of one person in one stream. Remembers; belongs to one `Coach`."""

    def __init__(self) -> None:
        self._last: Seen | None = None

    def see(self, pose: Pose) -> Pose:
        """`pose` itself where it is plausible.

        Else with left and right exchanged; with the landmarks that have leapt held where they were and not visible, as those of a limb
        of impossible length are; or nobody, where the whole body has leapt.
        """
        if not pose.is_seen:
            return pose
        if self._last is None or not 0 < pose.time - self._last.pose.time < FORGOTTEN_S:
            self._last = Seen.first(pose)
            return pose
        self._last, given = then(self._last, pose)
        return given


def then(last: Seen, pose: Pose) -> tuple[Seen, Pose]:
    """What is known after the next pose, and that pose made plausible."""
    if pose.time - last.exchanged_s > INSISTS_S:
        return Seen.first(pose), pose
    last, pose, points = _relabelled(last, pose)
    seconds = pose.time - last.pose.time
    rows = leapt(last.points, points, last.size * (SLACK + FASTEST_TRUNK * seconds), last.size * (SLACK + FASTEST * seconds))
    if rows and not _is_confirmed(last, points, rows, pose.time):
        doubtful = replace(last, leap=points, leapt_s=min(last.leapt_s, pose.time))
        if rows is AS_LABELLED:
            return doubtful, Pose.nobody(pose.time, pose.size)
        pose = _held(pose, last.pose, rows)
        return replace(doubtful, pose=pose, points=in_pixels(pose)), pose
    if rows is AS_LABELLED:
        return Seen.first(pose), pose
    lengths = limb_lengths(pose)
    remembered, odd = pose, _of_odd_length(points, lengths, last.limbs)
    if odd:
        remembered, pose = _held(pose, last.pose, odd), _held(pose, pose, odd)
        points = in_pixels(remembered)
    share = 1.0 - math.exp(-seconds / USUAL_S)
    usual = [old + share * (new - old) for old, new in zip(last.limbs, lengths, strict=True)]
    return Seen(remembered, points, body_length(points), usual, last.order, last.exchanged_s), pose


def in_pixels(pose: Pose) -> list[Point2]:
    """Where each landmark is in the picture."""
    width, height = pose.size
    return [(x * width, y * height) for x, y, _ in pose.image.tolist()]


def body_length(points: Sequence[Point2]) -> float:
    """The longest of trunk, thighs and shins: no direction of view shortens all of them."""
    shoulders, hips = _middles(points)
    return max(distance(shoulders, hips), *(distance(points[start], points[end]) for start, end, _ in LIMBS))


def limb_lengths(pose: Pose) -> list[float]:
    """The lengths of `LIMBS` in metres."""
    world = pose.world.tolist()
    return [math.dist(world[start], world[end]) for start, end, _ in LIMBS]


def exchanged(pose: Pose, rows: tuple[int, ...]) -> Pose:
    """`pose` with its landmarks in another order."""
    order = list(rows)
    return replace(pose, image=pose.image[order], world=pose.world[order], visibility=pose.visibility[order])


def exchange_since(last: Seen, pose: Pose, points: Sequence[Point2]) -> tuple[int, ...]:
    """Which exchange of left and right makes the step from `last` to `pose`, whose pixels are `points`, much shorter, if any.

    It has to do so in the picture and in space: legs that cross, and shins that are guessed behind a thigh, look exchanged in one only.
    """
    if not _shortens(last.points, points, BELOW_HIPS, STEP * last.size):
        return AS_LABELLED
    before, now = last.pose.world.tolist(), pose.world.tolist()
    if not _shortens(before, now, BELOW_HIPS, STEP_IN_SPACE):
        return AS_LABELLED
    trunk_too = _shortens(last.points, points, TRUNK, STEP * last.size) or _shortens(before, now, TRUNK, STEP_IN_SPACE)
    return WHOLE_BODY if trunk_too else LEGS_ONLY


def leapt(before: Sequence[Point2], now: Sequence[Point2], far: float, far_for_legs: float) -> tuple[int, ...]:
    """The landmarks that have moved further than people do: those of a leg, of a shin, or all of them."""
    if any(distance(*ends) > far for ends in zip(_middles(before), _middles(now), strict=True)):
        return AS_LABELLED
    rows: tuple[int, ...] = ()
    for side in Side:
        knee, ankle = LEGS[side][:2]
        if distance(before[knee], now[knee]) > far_for_legs:
            rows += LEGS[side]
        elif distance(before[ankle], now[ankle]) > far_for_legs:
            rows += SHANKS[side]
    return rows


def _middles(points: Sequence[Point2]) -> tuple[Point2, Point2]:
    """Midway between the shoulders, and between the hips."""
    left, right, left_hip, right_hip = (points[row] for row in TRUNK)
    return midpoint(left, right), midpoint(left_hip, right_hip)


def _shortens(before: Sequence[Sequence[float]], now: Sequence[Sequence[float]], rows: Sequence[int], least: float) -> bool:
    """Whether `rows` have moved by more than `least` on average, and by much less with left and right exchanged."""
    moved = sum(math.dist(before[row], now[row]) for row in rows)
    if moved < least * len(rows):
        return False
    return sum(math.dist(before[row], now[WHOLE_BODY[row]]) for row in rows) < MUCH_LESS * moved


def _relabelled(last: Seen, pose: Pose) -> tuple[Seen, Pose, list[Point2]]:
    """Left and right as they were before; the pose, and its landmarks in pixels."""
    if last.order is not AS_LABELLED:
        pose = exchanged(pose, last.order)
    points = in_pixels(pose)
    again = exchange_since(last, pose, points)
    if again is AS_LABELLED:
        return last, pose, points
    order = tuple(last.order[row] for row in again)
    if order == AS_LABELLED:
        last = replace(last, order=AS_LABELLED, exchanged_s=math.inf)
    else:
        last = replace(last, order=order, exchanged_s=min(last.exchanged_s, pose.time))
    return last, exchanged(pose, again), [points[row] for row in again]


def _is_confirmed(last: Seen, points: Sequence[Point2], rows: Sequence[int], time: float) -> bool:
    """Whether what has leapt is again where it leapt to, or has been odd for too long to be a slip."""
    if last.leap is None:
        return False
    near = last.size * (SLACK + FASTEST_TRUNK * (time - last.leapt_s))
    return time - last.leapt_s > HELD_S or all(distance(last.leap[row], points[row]) < near for row in rows)


def _held(pose: Pose, before: Pose, rows: Sequence[int]) -> Pose:
    """`pose` with `rows` where they were before, and not visible."""
    held = list(rows)
    image, world, visibility = pose.image.copy(), pose.world.copy(), pose.visibility.copy()
    image[held], world[held], visibility[held] = before.image[held], before.world[held], 0.0
    return replace(pose, image=image, world=world, visibility=visibility)


def _of_odd_length(points: Sequence[Point2], lengths: Sequence[float], usual: Sequence[float]) -> tuple[int, ...]:
    """The landmarks of limbs that are not as long as they usually are, or in the picture much longer than all the others."""
    in_picture = [distance(points[start], points[end]) for start, end, _ in LIMBS]
    trunk = distance(*_middles(points))
    odd: tuple[int, ...] = ()
    for i, (_, _, rows) in enumerate(LIMBS):
        longest_other = max(trunk, *in_picture[:i], *in_picture[i + 1 :])
        if in_picture[i] > LONGEST * longest_other or not SHORTEST * usual[i] < lengths[i] < LONGEST * usual[i]:
            odd += rows
    return odd
