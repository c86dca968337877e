"""Who is followed when several people are in the picture, with a tracker and a scanner that are made up."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from coach.pose import Frame, Landmark, Pose
from models.following import GREY, FollowingPose
from tests.skeleton import film

WIDTH, HEIGHT = 640, 480


def placed(pose: Pose, time: float, *, left: float) -> Pose:
    """The same person at half the size, their half of the picture beginning at `left`."""
    image = pose.image.copy()
    image[:, :2] = image[:, :2] / 2 + (left, 0.4)
    return replace(pose, time=time, image=image, size=(WIDTH, HEIGHT))


def lying(time: float) -> Pose:
    return placed(film("clamshell").poses[0], time, left=0.0)


def standing(time: float) -> Pose:
    return placed(film("standing_abduction").poses[0], time, left=0.5)


def painted_over(frame: Frame, pose: Pose) -> bool:
    x, y = pose.image[Landmark.LEFT_HIP, :2]
    return bool((frame.pixels[int(y * HEIGHT), int(x * WIDTH)] == GREY).all())


@dataclass
class PrefersTheUpright:
    """A tracker as MediaPipe's: it takes the person who stands, unless they cannot be seen."""

    alone: bool = False
    closed: bool = False

    def estimate(self, frame: Frame) -> Pose:
        upright = standing(frame.time)
        return lying(frame.time) if self.alone or painted_over(frame, upright) else upright

    def close(self) -> None:
        self.closed = True


@dataclass
class SeesEverybody:
    people_there: tuple = (lying, standing)
    looks: list[float] = field(default_factory=list)
    closed: bool = False

    def people(self, frame: Frame) -> tuple[Pose, ...]:
        self.looks.append(frame.time)
        return tuple(one(frame.time) for one in self.people_there)

    def close(self) -> None:
        self.closed = True


def frames(seconds: float, rate: float = 15.0) -> list[Frame]:
    pixels = np.full((HEIGHT, WIDTH, 3), 200, np.uint8)
    return [Frame(number / rate, pixels) for number in range(int(seconds * rate))]


def is_at(pose: Pose, where: Pose) -> bool:
    return np.allclose(pose.image[:, :2], where.image[:, :2])


def test_the_one_who_lies_is_followed_beside_one_who_stands():
    follower = FollowingPose(PrefersTheUpright(), SeesEverybody())

    poses = [follower.estimate(frame) for frame in frames(6)]

    assert all(is_at(pose, lying(pose.time)) for pose in poses[15:])
    assert any(is_at(other, standing(other.time)) for other in poses[-1].others)


def test_somebody_alone_is_tracked_as_if_nobody_looked_round():
    tracker = PrefersTheUpright(alone=True)
    follower = FollowingPose(tracker, SeesEverybody(people_there=(lying,)))

    for frame in frames(6):
        pose = follower.estimate(frame)

        assert np.array_equal(pose.image, tracker.estimate(frame).image)
        assert pose.others == ()


def test_looking_round_is_rare_for_somebody_alone():
    scanner = SeesEverybody(people_there=(lying,))
    follower = FollowingPose(PrefersTheUpright(alone=True), scanner)

    for frame in frames(60):
        follower.estimate(frame)

    assert 1 <= len(scanner.looks) <= 60 * 15 / 90 + 5  # one look for ninety frames, and what was saved at the start


@pytest.mark.parametrize("leave", ["close", "with"])
def test_both_models_are_released(leave):
    tracker, scanner = PrefersTheUpright(), SeesEverybody()
    follower = FollowingPose(tracker, scanner)

    if leave == "close":
        follower.close()
    else:
        with follower:
            pass

    assert tracker.closed
    assert scanner.closed
