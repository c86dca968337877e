"""The skeleton is kept plausible: what the pose model gets wrong for a moment is corrected, what people really do is not changed."""

from dataclasses import replace

import numpy as np
import pytest

from coach.pose import Landmark, Pose, Side
from coach.tracking.skeleton import AS_LABELLED, LEGS, LEGS_ONLY, SHANKS, WHOLE_BODY, PlausibleSkeleton, swapped
from tests.coached import coached
from tests.skeleton import EVERYDAY, EXERCISES, Build, Camera, Move, film, journey, perform, poses, then

RATES = [8.0, 15.0, pytest.param(30.0, marks=pytest.mark.slow), pytest.param(60.0, marks=pytest.mark.slow)]
SWAPS = pytest.mark.parametrize("rows", [LEGS_ONLY, WHOLE_BODY], ids=["legs", "whole body"])


def mended(shown):
    """`shown` with each pose made plausible."""
    skeleton = PlausibleSkeleton()
    return [skeleton.update(pose) for pose in shown]


def changed(shown):
    """How many of `shown` are corrected."""
    return sum(given is not pose for given, pose in zip(mended(shown), shown, strict=True))


def flipping(shown, rows, *, seconds=0.3, every_s=1.1):
    """The same, left and right swapped for so many seconds every `every_s`, but not at the start."""
    return [swapped(pose, rows) if pose.time > every_s and pose.time % every_s < seconds else pose for pose in shown]


def shifted(pose, rows, by):
    """`pose` with `rows` moved by a share of the picture, and in space by as many metres."""
    image, world = pose.image.copy(), pose.world.copy()
    image[list(rows), :2] += by
    world[list(rows), :2] += by
    return replace(pose, image=image, world=world)


def away(one, other):
    """How far landmarks are from where they should be, in widths of the picture."""
    return max(float(np.abs(a.image - b.image)[:, :2].max()) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_exercise_is_let_through_as_it_is(exercise, fps):
    assert changed(film(exercise, fps=fps, noise_px=2.0).poses) == 0


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_hasty_repetition_is_let_through_as_it_is(exercise, fps):
    assert changed(film(exercise, fps=fps, up=0.3, hold=0.0, down=0.3, noise_px=2.0).poses) == 0


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("way", EVERYDAY)
def test_getting_about_is_let_through_as_it_is(way, fps):
    motion = journey(EVERYDAY[way](Build()), fps=fps)

    assert changed(poses(motion.times, motion.points, Camera(height=0.7, distance=2.8))) == 0


@pytest.mark.parametrize("fps", RATES)
def test_legs_that_cross_are_not_swapped(fps):
    crossing = film("standing_abduction", fps=fps, reps=[Move(span=-20.0, up=0.5, down=0.5)] * 3).poses

    assert changed(crossing) == 0


@SWAPS
@pytest.mark.parametrize("fps", RATES[1:])
@pytest.mark.parametrize("exercise", ["clamshell", "side_lying_raise", "seated_abduction", "standing_abduction"])
def test_left_and_right_that_flip_for_a_moment_are_put_back(exercise, fps, rows):
    shown = film(exercise, fps=fps, noise_px=1.0).poses

    assert away(flipping(shown, rows), shown) > 0.1
    assert away(mended(flipping(shown, rows)), shown) == 0


@pytest.mark.slow
@SWAPS
@pytest.mark.parametrize("exercise", ["clamshell", "side_lying_raise", "seated_abduction", "standing_abduction"])
def test_flips_do_not_change_the_count(exercise, rows):
    shown = film(exercise, fps=12.0, noise_px=1.0, reps=4).poses

    session = coached(flipping(shown, rows))

    assert (session.exercise, len(session.reps)) == (exercise, 4)
    assert session.working_side == coached(shown).working_side


@SWAPS
def test_labels_that_the_pose_model_keeps_are_believed(rows):
    shown = film("standing_abduction").poses
    relabelled = [swapped(pose, rows) if pose.time > 2.0 else pose for pose in shown]

    given = mended(relabelled)

    assert away([given[65]], [shown[65]]) == 0
    assert away(given[80:], relabelled[80:]) == 0


def test_a_swap_takes_place_depth_and_visibility_along():
    pose = film("clamshell", reps=0, hidden=LEGS[Side.LEFT]).poses[0]

    other = swapped(pose, WHOLE_BODY)

    np.testing.assert_array_equal(other.image[Landmark.LEFT_KNEE], pose.image[Landmark.RIGHT_KNEE])
    np.testing.assert_array_equal(other.world[Landmark.RIGHT_EAR], pose.world[Landmark.LEFT_EAR])
    assert other.visibility[Landmark.RIGHT_KNEE] == pose.visibility[Landmark.LEFT_KNEE]
    np.testing.assert_array_equal(swapped(other, WHOLE_BODY).image, pose.image)
    assert swapped(pose, LEGS_ONLY).image[Landmark.LEFT_HIP] is not pose.image
    np.testing.assert_array_equal(swapped(pose, LEGS_ONLY).image[Landmark.LEFT_HIP], pose.image[Landmark.LEFT_HIP])


@pytest.mark.parametrize("fps", RATES[1:])
@pytest.mark.parametrize("rows", [LEGS[Side.LEFT], LEGS[Side.RIGHT], SHANKS[Side.LEFT]], ids=["left leg", "right leg", "left shin"])
def test_a_leg_that_jumps_for_one_picture_stays_where_it_was_unseen(rows, fps):
    shown = film("clamshell", fps=fps).poses
    at = round(3.0 * fps)

    given = mended([*shown[:at], shifted(shown[at], rows, (0.4, -0.3)), *shown[at + 1 :]])

    np.testing.assert_array_equal(given[at].image[list(rows)], shown[at - 1].image[list(rows)])
    np.testing.assert_array_equal(given[at].visibility[list(rows)], 0.0)
    assert given[at].visibility[Landmark.LEFT_HIP] == 1.0
    assert away(given[at + 1 :], shown[at + 1 :]) == 0


@pytest.mark.parametrize("fps", RATES)
def test_a_whole_body_that_jumps_for_one_picture_is_nobody(fps):
    shown = film("clamshell", fps=fps).poses
    at = round(3.0 * fps)

    given = mended([*shown[:at], shifted(shown[at], AS_LABELLED, (0.6, -0.5)), *shown[at + 1 :]])

    assert not given[at].is_seen
    assert given[at].time == shown[at].time
    assert away(given[at + 1 :], shown[at + 1 :]) == 0


@pytest.mark.parametrize("fps", RATES)
def test_a_body_that_has_jumped_and_stays_there_is_believed_with_the_next_picture(fps):
    shown = film("clamshell", fps=fps, reps=0).poses
    at = round(1.0 * fps)
    moved = [*shown[:at], *(shifted(pose, AS_LABELLED, (0.6, -0.5)) for pose in shown[at:])]

    assert changed(moved) == 1
    assert mended(moved)[at + 1] is moved[at + 1]


@pytest.mark.slow
def test_jumps_do_not_change_the_count():
    shown = film("clamshell", fps=15.0, reps=5).poses
    random = np.random.default_rng(0)
    kinds = [LEGS[Side.LEFT], LEGS[Side.RIGHT], AS_LABELLED]
    jumping = [
        shifted(pose, kinds[i % 3], random.choice([-1, 1], 2) * random.uniform(0.3, 0.6, 2)) if i % 13 == 12 else pose
        for i, pose in enumerate(shown)
    ]

    session = coached(jumping)

    assert len(session.reps) == 5
    assert [rep.findings for rep in session.reps] == [rep.findings for rep in coached(shown).reps]


def test_a_shin_of_impossible_length_is_not_seen():
    shown = film("seated_abduction", fps=15.0, reps=0).poses
    short = shown[20].world.copy()
    short[list(SHANKS[Side.RIGHT])] = short[Landmark.RIGHT_KNEE]
    guessed = replace(shown[20], world=short)

    given = mended([*shown[:20], guessed, *shown[21:]])

    unseen = np.flatnonzero(given[20].visibility == 0.0).tolist()
    assert unseen == [Landmark.RIGHT_ANKLE, Landmark.RIGHT_HEEL, Landmark.RIGHT_FOOT_INDEX]
    assert given[21] is shown[21]


def test_a_leg_longer_than_the_rest_of_the_body_is_not_seen():
    shown = film("standing_abduction", fps=8.0, reps=0).poses  # so few pictures that nothing counts as a jump
    far = shown[8].image.copy()
    far[list(SHANKS[Side.LEFT]), 1] += 0.4

    given = mended([*shown[:8], replace(shown[8], image=far)])[-1]

    assert given.visibility[Landmark.LEFT_ANKLE] == 0.0
    assert given.visibility[Landmark.LEFT_KNEE] == 1.0


def test_somebody_else_after_a_pause_is_taken_as_they_are():
    first, second = film("clamshell", reps=0, still_s=1.0).poses, film("standing_abduction", reps=0, still_s=1.0).poses
    later = [replace(pose, time=pose.time + 2.0) for pose in second]

    assert changed([*first, *later]) == 0


def test_nobody_stays_nobody():
    nobody = Pose.nobody(1.0, (640, 480))

    assert PlausibleSkeleton().update(nobody) is nobody


def test_times_that_do_not_rise_start_anew():
    pose = film("clamshell", reps=0).poses[0]
    jumped = shifted(pose, AS_LABELLED, (0.6, -0.5))

    assert mended([pose, jumped])[1] is jumped


def test_a_cut_to_another_place_goes_on_counting():
    near, far = (Camera(height=0.5, distance=distance) for distance in (2.2, 4.5))
    motion = then(perform("clamshell", reps=3, fps=15.0), perform("clamshell", reps=3, fps=15.0, still_s=0.5))
    half = len(motion.times) // 2
    shown = poses(motion.times, motion.points, near)[:half] + poses(motion.times, motion.points, far)[half:]

    assert len(coached(shown).reps) == 6
