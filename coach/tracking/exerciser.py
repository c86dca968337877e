"""Who in the picture is the exerciser, when there are several people: by posture, movement, size and continuity."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from coach.body import Body, Part
from coach.geometry import Point2, between, distance, part_way, vector
from coach.pose import Pose
from coach.posture import UPRIGHT_DEG, Posture
from coach.signals.placement import placement

Looks: TypeAlias = tuple[float, ...]
"""Of what colour the clothes on somebody's trunk are: red, green and blue from 0 to 1; empty where it is not known."""

JOINTS = tuple(row for part in (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE) for row in part.value)

# How much of each is nothing odd between two sightings of one person (standard deviations).
PLACE = 0.2  # body lengths, of a person who stays where they are
STAYING, WALKING = 0.5, 1.5  # body lengths a second more, for the exerciser and for others (1.4 m/s are three)
SIZE = 0.2  # of the logarithm of the body length
COLOUR = 0.15  # of the way from no red, green or blue to all of it
ODD = 3.0  # from this surprise on it is hardly the same person
SAME_MOMENT = 0.35  # body lengths within which two readings of one picture are of one person

STROLL, STRIDE = 0.5, 3.0  # body lengths a second: from which somebody walks, and how fast they may (1.5 m/s)
JITTER = 0.1  # body lengths that the hips of somebody who stays may be apart in two pictures
BREADTH = 0.15  # body lengths that arms and clothes stick out

ABSENT_S = 3.0  # so long somebody may be out of sight before they count as gone
DOUBTFUL_S = 0.7  # the same for others who were seen only once: it may have been a mistake
FADES_S = 15.0  # so long movement is remembered
SETTLES_S = 10.0  # in which legs that stay where they are become the rest that movement is measured from
TREMBLE = 0.03  # body lengths that the legs of somebody who keeps still are found away from it

LYING, SEATED, STANDING = 3.0, 2.0, 1.0  # points: bystanders stand, hardly anybody but an exerciser lies before a camera
BUSY, MOST_BUSY = 32.0, 0.1  # points for each body length of it, and how much is enough: a clamshell has 0.06 to 0.17, a leg raise 0.4
EXERCISES = 0.05  # from which nobody doubts it
WALKS = 2.0  # points less
CENTRAL = 1.0  # points in the middle of the picture: the camera was set up for the exerciser
CLEARLY, HARDLY = 1.5, 0.5  # points by which another has to be likelier, twice running, than who exercises and than who has not begun


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody as last seen; lengths are pixels.

    `joints` are shoulders, hips, knees and ankles, y down; `middles` the points midway between left and right, which do not care which
    is which. `size` is the body length: the longest of trunk, thighs and shins, so that no direction of view shortens all. `away` is
    how far, in body lengths, the legs are from their `rest`, and `busy` how far they have been of late while the trunk stayed; `walks` is
    where to, in a second, the hips go, None for somebody who was seen only once.
    """

    pose: Pose
    joints: tuple[Point2, ...]
    middles: tuple[Point2, ...]
    size: float
    looks: Looks = ()
    busy: float = 0.0
    away: float = 0.0
    rest: tuple[Point2, ...] = ()
    walks: Point2 | None = None

    @classmethod
    def of(cls, pose: Pose, looks: Looks = ()) -> Person:
        """Somebody new. The pose is of somebody, not of nobody."""
        width, height = pose.size
        rows = pose.image.tolist()
        joints = tuple((rows[row][0] * width, rows[row][1] * height) for row in JOINTS)
        middles = tuple(between(*pair) for pair in zip(joints[::2], joints[1::2], strict=True))
        limbs = [distance(*middles[:2]), *(distance(*pair) for pair in zip(joints[2:6], joints[4:], strict=True))]
        return cls(pose, joints, middles, max(limbs), looks)

    @property
    def time(self) -> float:
        """When they were seen."""
        return self.pose.time

    def apart(self, other: Person) -> float:
        """How far the trunks of two people are apart, in body lengths of the larger; legs move, and may be guessed."""
        shoulders, hips = (distance(*pair) for pair in zip(self.middles[:2], other.middles[:2], strict=True))
        return (shoulders + hips) / 2 / max(self.size, other.size)

    def is_same_as(self, other: Person) -> bool:
        """Whether two readings of one picture are of one person."""
        return self.apart(other) < SAME_MOMENT

    def is_where(self, other: Person) -> bool:
        """Whether this is a reading, perhaps a bad one, of what is where `other` is."""
        return distance(self.middles[1], other.middles[1]) < SAME_MOMENT * max(self.size, other.size)

    def surprise(self, earlier: Person, drift: float) -> float:
        """How odd it would be if this were `earlier`, seen again, who moves about by `drift` body lengths a second; 0 is not at all."""
        place = PLACE + drift * max(self.time - earlier.time, 0.0)
        odd = (self.apart(earlier) / place) ** 2 + (math.log(self.size / earlier.size) / SIZE) ** 2
        if self.looks and earlier.looks:
            odd += (math.dist(self.looks, earlier.looks) / COLOUR) ** 2
        return odd / 2

    def after(self, earlier: Person) -> Person:
        """This person, with what is remembered of the time before."""
        seconds = self.time - earlier.time
        if not seconds:
            return replace(self, busy=earlier.busy, away=earlier.away, rest=earlier.rest, walks=earlier.walks)
        way = vector(earlier.middles[1], self.middles[1])
        walks = way[0] / seconds, way[1] / seconds
        fading = earlier.busy * math.exp(-seconds / FADES_S)
        legs = self._legs()
        if math.hypot(*way) > (STROLL * seconds + JITTER) * self.size:  # walking is no exercise
            return replace(self, busy=fading, walks=walks)
        rest = earlier.rest or legs
        away = min(sum(map(distance, order, rest)) for order in (legs, legs[1::-1] + legs[:1:-1])) / len(legs)
        share = 1.0 - math.exp(-seconds / SETTLES_S)
        settling = tuple(part_way(*pair, share) for pair in zip(rest, legs, strict=True))
        moved = min(away, earlier.away) - TREMBLE  # a single bad reading is no movement
        return replace(self, busy=max(fading, min(moved, MOST_BUSY)), away=away, rest=settling, walks=walks)

    def _legs(self) -> tuple[Point2, ...]:
        """Knees and ankles, from the middle of the hips, in body lengths."""
        hips = self.middles[1]
        return tuple(((x - hips[0]) / self.size, (y - hips[1]) / self.size) for x, y in self.joints[4:])

    @property
    def may_walk(self) -> bool:
        """Whether somebody walks, or has only just come."""
        return self.walks is None or math.hypot(*self.walks) > STROLL * self.size

    def walks_before(self, other: Person) -> bool:
        """Whether this person, seen a moment ago, is by now walking past between the camera and the legs of `other`.

        Legs behind somebody are guessed, and the pose model is sure of its guess. Who stands nearer stands lower in the picture.
        """
        if not self.may_walk or self._lowest() < other._lowest():
            return False
        seconds = other.time - self.time
        on_the_way = self.walks[0] * seconds if self.walks else 0.0
        beyond = (BREADTH if self.walks else BREADTH + STRIDE * seconds) * self.size
        left, right = (edge(x for x, _ in self.joints) + on_the_way for edge in (min, max))
        return any(left - beyond < x < right + beyond for x, _ in other.joints[2:])

    def _lowest(self) -> float:
        return max(y for _, y in self.joints)


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """Everybody in the picture, as far as is known: whom the coach follows, and who else has just been there."""

    exerciser: Person | None = None
    others: tuple[Person, ...] = ()
    doubted: bool = False
    """Somebody else looked the likelier exerciser when last looked at."""

    def following(self, seen: Person) -> Company:
        """The same company, the exerciser as `seen` since; for one who is followed from picture to picture."""
        return replace(self, exerciser=seen.after(self.exerciser)) if self.exerciser else self

    def met(self, people: Sequence[Person], time: float) -> Company:
        """Who is who, now that `people` are all that the whole picture showed at `time`.

        An exerciser who is not among them is still the exerciser for a few seconds.
        """
        seen_twice = [one for one in self.others if one.walks or time - one.time < DOUBTFUL_S]
        known = tuple(one for one in (self.exerciser, *seen_twice) if one and time - one.time < ABSENT_S)
        if len(people) == 1 and len(known) == 1 and self.exerciser in known:
            return Company(people[0].after(known[0]))  # nobody else could it be, whatever a cut in the film has done
        now = self._recognised(people, known)
        exerciser = now.pop(known.index(self.exerciser)) if self.exerciser in known else None
        recognised = [one for one in (exerciser, *now) if one]
        others = [*now, *(person for person in people if not any(person.is_where(one) for one in (*recognised, *known)))]
        present = [one for one in others if one.time == time]
        if exerciser is None:
            return _led_by(max(present, key=lambda one: _points(one, present)), others) if present else Company(None, tuple(others))
        everybody = [exerciser, *present]
        best = max(everybody, key=lambda one: _points(one, everybody))
        lead = CLEARLY if exerciser.busy > EXERCISES else HARDLY
        likelier = exerciser.time == time and _points(best, everybody) > _points(exerciser, everybody) + lead
        if likelier and self.doubted:
            return _led_by(best, [exerciser, *others])
        return Company(exerciser, tuple(others), likelier)

    def _recognised(self, people: Sequence[Person], known: Sequence[Person]) -> list[Person]:
        """The `known`, each as seen now if they are among `people`, the least surprising pair first."""
        pairs = sorted(
            (
                (person.surprise(one, STAYING if one is self.exerciser else WALKING), i, j)
                for i, one in enumerate(known)
                for j, person in enumerate(people)
            ),
        )
        seen = list(known)
        taken: set[int] = set()
        for surprise, i, j in pairs:
            if surprise < ODD and seen[i] is known[i] and j not in taken:
                seen[i] = people[j].after(known[i])
                taken.add(j)
        return seen


def _led_by(exerciser: Person, people: Sequence[Person]) -> Company:
    return Company(exerciser, tuple(person for person in people if person is not exerciser))


def _points(person: Person, people: Sequence[Person]) -> float:
    """How much somebody looks like the one who exercises."""
    shoulders, hips = person.middles[:2]
    lean = math.degrees(math.atan2(abs(shoulders[0] - hips[0]), hips[1] - shoulders[1]))
    seated = placement(Body.of(person.pose)).posture is Posture.SEATED
    place = LYING if lean > UPRIGHT_DEG else SEATED if seated else STANDING
    from_middle = abs(shoulders[0] + hips[0] - person.pose.size[0]) / person.pose.size[0]
    nearness = person.size / max(one.size for one in people)
    place -= WALKS if person.walks and person.may_walk else 0.0
    return place + nearness + CENTRAL * max(1.0 - from_middle, 0.0) + BUSY * person.busy
