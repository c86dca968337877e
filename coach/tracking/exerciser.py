"""Who in the picture is the exerciser, when there are several people: by posture, movement, size and continuity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from coach.body import Body, Part
from coach.geometry import Point2, distance, midpoint, point_between, vector
from coach.pose import Pose
from coach.posture import UPRIGHT_DEG, Posture
from coach.signals.placement import placement
from coach.tracking.smoothing import averaging_weight

Colour: TypeAlias = tuple[float, ...]
"""The colour of the clothes on somebody's trunk: red, green and blue from 0 to 1; empty where it is not known."""

JOINTS = tuple(row for part in (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE) for row in part.value)

# Standard deviations of what differs between two sightings of the same person.
PLACE = 0.2  # body lengths, of a person who stays where they are
STAYING, WALKING = 0.5, 1.5  # body lengths for each second between the two, for the exerciser and for others (1.4 m/s are three)
SIZE = 0.2  # of the logarithm of the body length
COLOUR = 0.15  # of the distance in red, green and blue

LARGEST_MISMATCH = 3.0  # above it, two sightings are hardly of the same person
SAME_MOMENT = 0.35  # body lengths within which two detections in one picture are of one person

STROLL, STRIDE = 0.5, 3.0  # body lengths a second: from which somebody walks, and how fast they may (1.5 m/s)
JITTER = 0.1  # body lengths that the hips of somebody who stays may be apart in two pictures
BREADTH = 0.15  # body lengths by which arms and clothes reach beyond the joints

ABSENT_S = 3.0  # for so long somebody may be out of sight before they count as gone
DOUBTFUL_S = 0.7  # the same for others who were seen only once: it may have been a mistake
FADES_S = 15.0  # time constant with which movement of the legs is forgotten
SETTLES_S = 10.0  # time constant with which legs that stay where they are become the rest that movement is measured from
TREMBLE = 0.03  # body lengths by which the legs of somebody who keeps still are found away from rest

LYING, SEATED, STANDING = 3.0, 2.0, 1.0  # points: bystanders stand, and hardly anybody but an exerciser lies in front of a camera
MOTION, MOST_MOTION = (
    32.0,
    0.1,
)  # points for each body length of leg motion, and how much is enough: a clamshell has 0.06 to 0.17, a raise 0.4
EXERCISES = 0.05  # body lengths of leg motion from which nobody doubts that somebody exercises
WALKS = 2.0  # points less
CENTRAL = 1.0  # points in the middle of the picture: the camera was set up for the exerciser
CLEARLY, HARDLY = 1.5, 0.5
"""Points by which somebody else has to lead, twice running, to become the exerciser in place of one who exercises, or has not begun."""


@dataclass(frozen=True, slots=True, eq=False)
class TrackedPerson:
    """Somebody as last seen, with what is remembered of the time before. Lengths and places are in pixels, y down.

    `joints` are shoulders, hips, knees and ankles; `midpoints` the points midway between left and right, which stay the same when
    left and right are mixed up. `size` is the body length: the longest of trunk, thighs and shins, so that no direction of view
    shortens all. `rest_legs` is where knees and ankles are at rest, and `legs_away` how far they are from there, in body lengths;
    `leg_motion` is how far they have been of late while the trunk stayed. `velocity` is that of the hips in pixels a second, None
    for somebody who was seen only once.
    """

    pose: Pose
    joints: tuple[Point2, ...]
    midpoints: tuple[Point2, ...]
    size: float
    colour: Colour = ()
    leg_motion: float = 0.0
    legs_away: float = 0.0
    rest_legs: tuple[Point2, ...] = ()
    velocity: Point2 | None = None

    @classmethod
    def from_pose(cls, pose: Pose, colour: Colour = ()) -> TrackedPerson:
        """Somebody who is seen for the first time. The pose is of somebody, not of nobody."""
        width, height = pose.size
        rows = pose.image.tolist()
        joints = tuple((rows[row][0] * width, rows[row][1] * height) for row in JOINTS)
        midpoints = tuple(midpoint(*pair) for pair in zip(joints[::2], joints[1::2], strict=True))
        limbs = [distance(*midpoints[:2]), *(distance(*pair) for pair in zip(joints[2:6], joints[4:], strict=True))]
        return cls(pose, joints, midpoints, max(limbs), colour)

    @property
    def time(self) -> float:
        """When they were seen."""
        return self.pose.time

    def trunk_distance(self, other: TrackedPerson) -> float:
        """How far the trunks of two people are apart, in body lengths of the larger; legs move, and may be guessed."""
        shoulders, hips = (distance(*pair) for pair in zip(self.midpoints[:2], other.midpoints[:2], strict=True))
        return (shoulders + hips) / 2 / max(self.size, other.size)

    def is_same_as(self, other: TrackedPerson) -> bool:
        """Whether two detections in one picture are of one person."""
        return self.trunk_distance(other) < SAME_MOMENT

    def is_where(self, other: TrackedPerson) -> bool:
        """Whether this detection, perhaps a bad one, is of what is where `other` is."""
        return distance(self.midpoints[1], other.midpoints[1]) < SAME_MOMENT * max(self.size, other.size)

    def mismatch(self, earlier: TrackedPerson, drift: float) -> float:
        """How badly this fits `earlier`, seen again: half the sum of squared differences in standard deviations; 0 is a perfect fit.

        Place, size and, where it is known, colour are compared. `drift` is how fast they may move about, in body lengths a second.
        """
        place = PLACE + drift * max(self.time - earlier.time, 0.0)
        total = (self.trunk_distance(earlier) / place) ** 2 + (math.log(self.size / earlier.size) / SIZE) ** 2
        if self.colour and earlier.colour:
            total += (math.dist(self.colour, earlier.colour) / COLOUR) ** 2
        return total / 2

    def updated(self, now: TrackedPerson) -> TrackedPerson:
        """This person, seen again as `now`."""
        seconds = now.time - self.time
        if not seconds:
            return replace(now, leg_motion=self.leg_motion, legs_away=self.legs_away, rest_legs=self.rest_legs, velocity=self.velocity)
        way = vector(self.midpoints[1], now.midpoints[1])
        velocity = way[0] / seconds, way[1] / seconds
        fading = self.leg_motion * math.exp(-seconds / FADES_S)
        legs = now._legs()
        if math.hypot(*way) > (STROLL * seconds + JITTER) * now.size:  # walking is no exercise
            return replace(now, leg_motion=fading, velocity=velocity)
        rest = self.rest_legs or legs
        swapped = legs[1::-1] + legs[:1:-1]
        away = min(sum(map(distance, order, rest)) for order in (legs, swapped)) / len(legs)
        weight = averaging_weight(seconds, SETTLES_S)
        settled = tuple(point_between(*pair, weight) for pair in zip(rest, legs, strict=True))
        moved = min(away, self.legs_away) - TREMBLE  # in two pictures running: a single bad detection is no movement
        return replace(now, leg_motion=max(fading, min(moved, MOST_MOTION)), legs_away=away, rest_legs=settled, velocity=velocity)

    def _legs(self) -> tuple[Point2, ...]:
        """Knees and ankles, from the middle of the hips, in body lengths."""
        hips = self.midpoints[1]
        return tuple(((x - hips[0]) / self.size, (y - hips[1]) / self.size) for x, y in self.joints[4:])

    @property
    def may_walk(self) -> bool:
        """Whether somebody walks, or was seen only once, so that it is not known."""
        return self.velocity is None or math.hypot(*self.velocity) > STROLL * self.size

    def may_hide_legs_of(self, other: TrackedPerson) -> bool:
        """Whether this person, seen a moment ago, may by now be walking past between the camera and the legs of `other`.

        Legs behind somebody are guessed, and the pose model is sure of its guess. Who is nearer is lower in the picture.
        """
        if not self.may_walk or self._lowest() < other._lowest():
            return False
        seconds = other.time - self.time
        moved = self.velocity[0] * seconds if self.velocity else 0.0
        margin = (BREADTH if self.velocity else BREADTH + STRIDE * seconds) * self.size
        left, right = (edge(x for x, _ in self.joints) + moved for edge in (min, max))
        return any(left - margin < x < right + margin for x, _ in other.joints[2:])

    def _lowest(self) -> float:
        return max(y for _, y in self.joints)


@dataclass(frozen=True, slots=True, eq=False)
class ExerciserTracker:
    """Everybody in the picture, as far as is known: whom the coach follows, and who else has been there in the last seconds."""

    exerciser: TrackedPerson | None = None
    others: tuple[TrackedPerson, ...] = ()
    doubted: bool = False
    """Whether somebody else looked more like the exerciser in the last picture that was searched for people."""

    def with_exerciser(self, now: TrackedPerson) -> ExerciserTracker:
        """The same people, the exerciser seen again as `now`: for one who is tracked between the pictures that are searched."""
        return replace(self, exerciser=self.exerciser.updated(now)) if self.exerciser else self

    def step(self, people: Sequence[TrackedPerson], time: float) -> ExerciserTracker:
        """Who is who, now that `people` are all who were found in the picture at `time`.

        An exerciser who is not among them is still the exerciser for `ABSENT_S`.
        """
        seen_twice = [one for one in self.others if one.velocity or time - one.time < DOUBTFUL_S]
        known = tuple(one for one in (self.exerciser, *seen_twice) if one and time - one.time < ABSENT_S)
        if len(people) == 1 and len(known) == 1 and self.exerciser in known:
            return ExerciserTracker(known[0].updated(people[0]))  # it can be nobody else, even after a cut in the film
        now = self._recognised(people, known)
        exerciser = now.pop(known.index(self.exerciser)) if self.exerciser in known else None
        recognised = [one for one in (exerciser, *now) if one]
        others = [*now, *(person for person in people if not any(person.is_where(one) for one in (*recognised, *known)))]
        present = [one for one in others if one.time == time]
        if exerciser is None:
            return (
                _following(max(present, key=lambda one: _points(one, present)), others)
                if present
                else ExerciserTracker(None, tuple(others))
            )
        everybody = [exerciser, *present]
        best = max(everybody, key=lambda one: _points(one, everybody))
        lead = CLEARLY if exerciser.leg_motion > EXERCISES else HARDLY
        likelier = exerciser.time == time and _points(best, everybody) > _points(exerciser, everybody) + lead
        if likelier and self.doubted:
            return _following(best, [exerciser, *others])
        return ExerciserTracker(exerciser, tuple(others), likelier)

    def _recognised(self, people: Sequence[TrackedPerson], known: Sequence[TrackedPerson]) -> list[TrackedPerson]:
        """The `known`, each as seen now if they are among `people`; the best matching pair is chosen first."""
        pairs = sorted(
            (
                (person.mismatch(one, STAYING if one is self.exerciser else WALKING), i, j)
                for i, one in enumerate(known)
                for j, person in enumerate(people)
            ),
        )
        seen = list(known)
        taken: set[int] = set()
        for mismatch, i, j in pairs:
            if mismatch < LARGEST_MISMATCH and seen[i] is known[i] and j not in taken:
                seen[i] = known[i].updated(people[j])
                taken.add(j)
        return seen


def _following(exerciser: TrackedPerson, people: Sequence[TrackedPerson]) -> ExerciserTracker:
    return ExerciserTracker(exerciser, tuple(person for person in people if person is not exerciser))


def _points(person: TrackedPerson, people: Sequence[TrackedPerson]) -> float:
    """How much `person`, one of `people`, looks like the one who exercises."""
    shoulders, hips = person.midpoints[:2]
    lean = math.degrees(math.atan2(abs(shoulders[0] - hips[0]), hips[1] - shoulders[1]))
    seated = placement(Body.from_pose(person.pose)).posture is Posture.SEATED
    points = LYING if lean > UPRIGHT_DEG else SEATED if seated else STANDING
    from_middle = abs(shoulders[0] + hips[0] - person.pose.size[0]) / person.pose.size[0]
    nearness = person.size / max(one.size for one in people)
    points -= WALKS if person.velocity and person.may_walk else 0.0
    return points + nearness + CENTRAL * max(1.0 - from_middle, 0.0) + MOTION * person.leg_motion
