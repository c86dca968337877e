"""The landmarks of a set in few bytes."""

from __future__ import annotations

import lzma
import math
from dataclasses import replace

import numpy as np
import pytest

from coach.history.track import DRAWN, HEADER, pack, unpack
from coach.picture import NUMBERS, PatchReading, PictureReading, numbers_of
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


def test_what_the_pictures_told_comes_back_and_what_was_not_measured_stays_so() -> None:
    patch = PatchReading(0.031, -0.002, 1.5, 1.01, 0.004, 0.2, 2.5, 0.9)
    told = PictureReading(1.5, True, patch, None, (0.1, math.nan), 0.02, 3.25)
    poses = [replace(pose, picture=reading) for pose, reading in zip(moving(3), (None, told, PictureReading()), strict=True)]

    back = [pose.picture for pose in unpack(pack(poses))]

    assert back[0] is None
    assert back[1]
    assert numbers_of(back[1]) == pytest.approx(numbers_of(told), rel=1e-6, nan_ok=True)
    assert back[2]
    assert numbers_of(back[2]) == pytest.approx(numbers_of(PictureReading()), nan_ok=True)


def test_a_track_of_the_version_before_pictures_told_anything_is_read() -> None:
    poses = moving(5)
    whole = lzma.decompress(pack(poses)[HEADER.size :])
    older = HEADER.pack(b"trk2", 5, *SIZE) + lzma.compress(whole[: -5 * 4 * NUMBERS])

    assert [pose.time for pose in unpack(older)] == [pose.time for pose in poses]
    assert all(pose.picture is None for pose in unpack(older))


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


@pytest.mark.parametrize("magic", [b"trk2", b"trk3"])
@pytest.mark.parametrize(("said", "sent"), [(3, 2), (2, 3), (3, 20_000), (2_000_000, 3)])
def test_a_track_that_is_not_as_large_as_its_header_says_is_refused(magic: bytes, said: int, sent: int) -> None:
    row = 8 + 2 * len(DRAWN) * 6 + (4 * NUMBERS if magic == b"trk3" else 0)
    data = HEADER.pack(magic, said, *SIZE) + lzma.compress(bytes(sent * row), preset=0)

    with pytest.raises(ValueError, match="not a kept track"):
        unpack(data)


def test_a_track_with_infinite_readings_is_refused() -> None:
    (pose,) = moving(1)
    told = replace(pose, picture=PictureReading(motion=math.inf))

    with pytest.raises(ValueError, match="not finite"):
        unpack(pack([told]))
