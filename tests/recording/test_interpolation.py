"""What is shown in pictures that were not analysed."""

from dataclasses import replace

import pytest

from coach.coaching.coach import Coach
from coach.pose import Pose
from coach.recording.interpolation import Interpolator, interpolate
from exercises import load
from tests.skeleton import film


@pytest.fixture(scope="module")
def feedbacks():
    coach = Coach(load())
    return [coach.see(pose) for pose in film("clamshell", reps=1, fps=15.0).poses]


def test_halfway_the_pose_is_halfway(feedbacks):
    before, after = feedbacks[30], feedbacks[31]

    shown = interpolate(before, after, (before.time + after.time) / 2)

    assert shown.pose.image == pytest.approx((before.pose.image + after.pose.image) / 2)
    assert shown.value == pytest.approx((before.value + after.value) / 2, nan_ok=True)


def test_news_are_told_once(feedbacks):
    told = next(feedback for feedback in feedbacks if feedback.rep)

    assert interpolate(told, replace(told, time=told.time + 0.1), told.time + 0.05).rep is None


def test_somebody_who_vanishes_stays_where_they_were_until_then(feedbacks):
    before = feedbacks[30]
    gone = replace(feedbacks[31], pose=Pose.nobody(feedbacks[31].time, before.pose.size))

    assert interpolate(before, gone, before.time + 0.01).pose.image is before.pose.image


def test_pictures_wait_for_what_is_said_after_them_and_keep_their_order(feedbacks):
    held = Interpolator()
    shown = [
        name
        for name, time, feedback in (("a", 0.0, feedbacks[0]), ("b", 0.03, None), ("c", feedbacks[1].time, feedbacks[1]), ("d", 0.09, None))
        for name, _ in held.add(name, time, feedback)
    ]

    assert shown == ["a", "b", "c"]
    assert [name for name, _ in held.rest()] == ["d"]
