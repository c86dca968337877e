"""The landmarks of a set in few bytes."""

from __future__ import annotations

import numpy as np
import pytest

from coach.history.track import DRAWN, pack, unpack
from coach.pose import LANDMARKS, Pose

SIZE = (640, 480)


def moving(frames: int = 90, rate: float = 15.0) -> list[Pose]:
    """Landmarks that swing slowly, as a limb does, with a pose model's jitter."""
    chance = np.random.default_rng(1)
    places = chance.uniform(0.2, 0.8, (LANDMARKS, 3))
    poses = []
    for n in range(frames):
        image = places + 0.1 * np.sin(n / 15) + chance.normal(0, 0.001, (LANDMARKS, 3))
        poses.append(Pose(n / rate, image, image - 0.5, chance.uniform(0.9, 1, LANDMARKS), SIZE))
    return poses


def test_what_is_drawn_comes_back_nearly_exactly() -> None:
    poses = moving()

    for before, after in zip(poses, unpack(pack(poses)), strict=True):
        assert after.time == before.time
        assert after.size == SIZE
        assert np.abs(after.image[DRAWN, :2] - before.image[DRAWN, :2]).max() < 1 / 8000
        assert np.abs(after.world[DRAWN] - before.world[DRAWN]).max() < 2.1e-3
        assert np.abs(after.visibility[DRAWN] - before.visibility[DRAWN]).max() < 2.6e-2


def test_a_moment_without_anybody_stays_one() -> None:
    poses = moving(3)
    poses[1] = Pose.nobody(poses[1].time, SIZE)

    assert [pose.is_seen for pose in unpack(pack(poses))] == [True, False, True]


def test_a_quick_camera_is_thinned_to_what_the_eye_needs() -> None:
    assert len(unpack(pack(moving(120, rate=60.0)))) == 30


def test_a_slow_or_jittery_camera_keeps_every_moment() -> None:
    poses = moving(30, rate=14.0)

    assert len(unpack(pack(poses))) == 30


def test_a_set_takes_little_room() -> None:
    """A minute of a set; plain single precision would take 950 kilobytes."""
    assert len(pack(moving(900))) < 120_000


def test_no_poses_are_no_track() -> None:
    assert unpack(pack([])) == ()


def test_far_out_landmarks_do_not_wrap_around() -> None:
    (pose,) = moving(1)
    pose.image[DRAWN[0], 0] = 100.0

    assert unpack(pack([pose]))[0].image[DRAWN[0], 0] == pytest.approx(8, abs=0.01)


@pytest.mark.parametrize("data", [b"", b"something else entirely", pack(moving(3))[:-9]], ids=["empty", "not a track", "cut off"])
def test_what_is_not_a_track_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a kept track"):
        unpack(data)
