"""Among several people the coach follows the one who exercises, and keeps to them."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from coach.pose import Landmark
from coach.tracking.exerciser import ABSENT_S, EXERCISES, ExerciserTracker, TrackedPerson
from tests.skeleton import Camera, film, perform, walking
from tests.skeleton.camera import poses

FPS = 4.0
"""How often the whole picture is searched, at most."""
ROOM = Camera(height=0.9, distance=3.5)
AIM = np.array([0.0, 0.6, 0.0])

FLIPPED = [*range(11), *(row + (1 if row % 2 else -1) for row in range(11, 33))]
"""The rows of a pose when left and right are swapped."""

RED, BLUE = (0.8, 0.2, 0.2), (0.2, 0.3, 0.7)


def exercising(movement, *, reps=4):
    return film(movement, reps=reps, fps=FPS, up=1.0, hold=0.5, down=1.0, pause=0.5, still_s=1.0).poses


def passing(*, depth=-0.6, pace=0.7, pause_s=2.0):
    """Somebody who walks through the room from left to right after `pause_s`, `depth` metres behind (or before) its middle."""
    motion = walking(start=(-2.2, depth), end=(2.2, depth), pace=pace, fps=FPS)
    return [None] * round(pause_s * FPS) + poses(motion.times + pause_s, motion.points, ROOM, aim=AIM) + [None] * 100


def beside(shown, by, *, scale=1.0):
    """The same people elsewhere in the picture, and nearer or farther."""
    return [replace(pose, image=(pose.image - [0.5, 0.5, 0]) * [scale, scale, 1] + [0.5 + by[0], 0.5 + by[1], 0]) for pose in shown]


def follow(*tracks, colours=None, order=None):
    """Which of `tracks` is followed in each picture, None for none, until one ends. A track has one pose, or None, for each picture."""
    tracker, followed = ExerciserTracker(), []
    for at, seen in enumerate(zip(*tracks, strict=False)):
        here = [(i, pose) for i, pose in enumerate(seen) if pose is not None]
        people = [TrackedPerson.from_pose(pose, colours[i] if colours else ()) for i, pose in here]
        if order:
            people = [people[i] for i in order if i < len(people)]
        time = at / FPS
        tracker = tracker.step(people, time)
        exerciser = tracker.exerciser
        followed.append(next((i for i, pose in here if exerciser and pose is exerciser.pose), None))
    return followed


@pytest.mark.parametrize("exercise", ["clamshell", "side_lying_raise", "single_leg_bridge"])
@pytest.mark.parametrize("order", list(permutations(range(2))))
@pytest.mark.parametrize("scale", [0.7, 1.0, 1.4])
def test_who_lies_is_followed_beside_somebody_who_stands(exercise, order, scale):
    trainer = beside(film("standing_abduction", reps=0, fps=FPS, still_s=15.0).poses, (0.35, -0.1), scale=scale)

    assert set(follow(exercising(exercise), trainer, order=order)) == {0}


def test_who_sits_is_followed_beside_somebody_who_stands():
    trainer = beside(film("standing_abduction", reps=0, fps=FPS, still_s=15.0).poses, (0.35, 0.0))

    assert set(follow(exercising("seated_abduction"), trainer)) == {0}


@pytest.mark.parametrize("exercise", ["clamshell", "seated_abduction", "standing_abduction", "two_leg_bridge"])
@pytest.mark.parametrize("depth", [-1.0, 1.0], ids=["behind", "before"])
@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_a_passer_by_does_not_steal_the_track(exercise, depth, order):
    followed = follow(exercising(exercise, reps=6), passing(depth=depth), order=order)

    assert set(followed) == {0}


@pytest.mark.parametrize("depth", [-1.0, 1.0], ids=["behind", "before"])
def test_whom_a_passer_by_hides_is_found_again(depth):
    hidden = exercising("standing_abduction", reps=6)
    hidden[18:22] = [None] * 4

    followed = follow(hidden, passing(depth=depth), colours=[RED, BLUE])

    assert set(followed[:18]) == {0}
    assert set(followed[18:22]) == {None}
    assert set(followed[22:]) == {0}


def test_clothes_tell_who_has_stepped_into_the_exercisers_place():
    one, other, third = (film("standing_abduction", reps=0, fps=FPS, still_s=3.0).poses for _ in range(3))
    stepped_in = follow([*one[:4], *([None] * 4)], [*([None] * 4), *other[4:8]], beside(third, (0.3, 0.0)), colours=[RED, BLUE, RED])

    assert stepped_in == [0] * 4 + [None] * 4


def test_who_exercises_standing_is_kept_when_somebody_lies_down_to_rest():
    resting = beside(film("clamshell", reps=0, fps=FPS, still_s=30.0).poses, (0.1, 0.3), scale=0.8)
    resting[: round(5 * FPS)] = [None] * round(5 * FPS)

    assert set(follow(exercising("standing_abduction", reps=8), resting)) == {0}


def test_a_trainer_gives_way_to_who_lies_down_to_exercise():
    trainer = beside(film("standing_abduction", reps=0, fps=FPS, still_s=30.0).poses, (-0.3, 0.0))
    late = exercising("clamshell", reps=6)
    late[: round(3 * FPS)] = [None] * round(3 * FPS)

    followed = follow(trainer, late)

    assert set(followed[: round(3 * FPS)]) == {0}
    assert set(followed[round(3 * FPS) + 2 :]) == {1}


def test_when_the_exerciser_has_left_another_is_followed():
    gone = exercising("clamshell", reps=2)[: round(4 * FPS)] + [None] * 100
    staying = beside(film("standing_abduction", reps=0, fps=FPS, still_s=12.0).poses, (0.35, 0.0))

    followed = follow(gone, staying)

    assert set(followed[: round(4 * FPS)]) == {0}
    assert set(followed[round((4 + ABSENT_S) * FPS) + 1 :]) == {1}


def test_somebody_alone_is_followed_through_a_cut():
    here = film("clamshell", reps=0, fps=FPS, still_s=2.0).poses
    there = beside(film("standing_abduction", reps=0, fps=FPS, still_s=4.0).poses, (0.2, 0.1), scale=0.6)[8:]

    assert follow([*here, *there]) == [0] * 16


def test_who_is_not_in_the_picture_is_still_known_for_a_while():
    pose = film("clamshell", reps=0, fps=FPS).poses[0]
    tracker = ExerciserTracker().step([TrackedPerson.from_pose(pose)], 0.0)

    assert tracker.step([], ABSENT_S - 0.1).exerciser is tracker.exerciser
    assert tracker.step([], ABSENT_S + 0.1).exerciser is None


def test_others_are_remembered_for_a_while():
    one, two = exercising("clamshell")[0], passing(pause_s=0.0)[8]
    tracker = ExerciserTracker()
    for time in (0.0, 0.25):
        tracker = tracker.step([TrackedPerson.from_pose(replace(pose, time=time)) for pose in (one, two)], time)

    later = tracker.step([TrackedPerson.from_pose(replace(one, time=1.25))], 1.25)

    assert [other.pose.time for other in later.others] == [0.25]
    assert later.step([TrackedPerson.from_pose(replace(one, time=4.0))], 4.0).others == ()


def test_who_was_seen_only_once_is_soon_forgotten():
    one, two = exercising("clamshell")[0], passing(pause_s=0.0)[8]
    tracker = ExerciserTracker().step([TrackedPerson.from_pose(one), TrackedPerson.from_pose(replace(two, time=0.0))], 0.0)

    later = tracker.step([TrackedPerson.from_pose(replace(one, time=0.5))], 0.5)

    assert [other.pose.time for other in later.others] == [0.0]
    assert later.step([TrackedPerson.from_pose(replace(one, time=1.0))], 1.0).others == ()


def test_moving_the_legs_is_remembered_and_walking_is_not():
    still, busy = exercising("clamshell", reps=1), exercising("standing_abduction", reps=1)

    def busiest(track):
        person = TrackedPerson.from_pose(track[0])
        for pose in track[1:]:
            person = person.updated(TrackedPerson.from_pose(pose))
        return person.leg_motion

    assert busiest(still[:4]) < 0.01
    assert busiest(busy) > EXERCISES
    assert busiest([pose for pose in passing(pause_s=0.0, pace=1.4) if pose]) < EXERCISES


def test_a_single_bad_detection_is_no_movement():
    still = [TrackedPerson.from_pose(pose) for pose in film("standing_abduction", reps=0, fps=FPS, still_s=4.0).poses]
    image = still[4].pose.image.copy()
    image[:, 0] += 0.28 * still[4].size / still[4].pose.size[0]
    image[Landmark.LEFT_KNEE :, 0] += 0.1
    bad = TrackedPerson.from_pose(replace(still[4].pose, image=image))

    tracker = ExerciserTracker()
    for person in [*still[:4], bad, *still[6:]]:
        tracker = tracker.step([person], person.time).with_exerciser(person)

    assert tracker.exerciser.leg_motion < 0.01


def test_changed_labels_of_left_and_right_are_no_movement():
    poses = exercising("standing_abduction", reps=0)[:2]
    flipped = replace(poses[1], image=poses[1].image[FLIPPED])

    assert TrackedPerson.from_pose(poses[0]).updated(TrackedPerson.from_pose(flipped)).leg_motion < 0.01


def test_legs_that_are_guessed_do_not_make_another_person():
    pose = film("clamshell", reps=0).poses[0]
    image = pose.image.copy()
    image[Landmark.LEFT_KNEE :, 1] += 0.4

    assert TrackedPerson.from_pose(replace(pose, image=image)).is_same_as(TrackedPerson.from_pose(pose))


def test_of_two_who_stand_still_the_one_in_the_middle_is_followed_until_the_other_exercises():
    still = film("standing_abduction", reps=0, fps=FPS, still_s=30.0).poses
    busy = beside([*still[:12], *(replace(pose, time=pose.time + 3.0) for pose in exercising("standing_abduction"))], (0.3, 0.0))

    followed = follow(still, busy)

    assert set(followed[:12]) == {0}
    assert set(followed[12 + round(4 * FPS) :]) == {1}


def test_left_and_right_do_not_matter_for_who_is_who():
    pose = film("clamshell", reps=0).poses[0]
    flipped = replace(pose, image=pose.image[FLIPPED])

    assert TrackedPerson.from_pose(flipped).trunk_distance(TrackedPerson.from_pose(pose)) == pytest.approx(0)


@pytest.mark.parametrize("seconds", [0.0, 0.5], ids=["still beside them", "may have come before them"])
def test_of_who_was_seen_only_once_it_is_not_known_where_they_go(seconds):
    lying = perform("clamshell", reps=0, fps=FPS)
    exerciser = TrackedPerson.from_pose(poses(lying.times, lying.points, ROOM, aim=AIM)[2])
    motion = walking(start=(-0.9, 0.8), end=(0.0, 0.8), pace=1.0, fps=FPS)
    beside_them = TrackedPerson.from_pose(replace(poses(motion.times, motion.points, ROOM, aim=AIM)[0], time=exerciser.time - seconds))

    assert beside_them.may_hide_legs_of(exerciser) is bool(seconds)


@pytest.mark.parametrize(
    ("depth", "pace", "hides"),
    [(0.8, 1.0, True), (-0.8, 1.0, False), (0.8, 0.1, False)],
    ids=["walks past before them", "walks past behind", "stands before them"],
)
def test_legs_are_hidden_by_who_walks_past_before_them(depth, pace, hides):
    lying = perform("clamshell", reps=0, fps=FPS)
    exerciser = TrackedPerson.from_pose(poses(lying.times, lying.points, ROOM, aim=AIM)[2])
    motion = walking(start=(-0.2 * pace, depth), end=(0.8 * pace, depth), pace=pace, fps=FPS)
    before, now = (TrackedPerson.from_pose(pose) for pose in poses(motion.times, motion.points, ROOM, aim=AIM)[1:3])

    assert before.updated(now).may_hide_legs_of(exerciser) is hides
