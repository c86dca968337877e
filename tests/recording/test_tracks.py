"""Tracks keep poses as they were, and what is not a track is said in one sentence."""

import math
from dataclasses import replace

import numpy as np
import pytest

from coach.picture import PatchReading, PictureReading, numbers_of
from coach.pose import LANDMARKS, Pose
from coach.recording.tracks import TrackError, read_track, write_track


def some_poses():
    """Three poses of single precision, as the pose model gives them; in the middle one nobody is seen."""
    chance = np.random.default_rng(1)
    image, world = (chance.normal(size=(3, LANDMARKS, 3)).astype(np.float32).astype(float) for _ in range(2))
    visibility = chance.random((3, LANDMARKS)).astype(np.float32).astype(float)
    seen = [Pose(0.1 * number, image[number], world[number], visibility[number], (320, 240)) for number in range(3)]
    return [seen[0], Pose.nobody(0.1, (320, 240)), seen[2]]


def arrays(**changed):
    """A track's arrays, some of them changed; None leaves one out."""
    right = {
        "t": np.arange(4) / 10,
        "image": np.zeros((4, LANDMARKS, 4)),
        "world": np.zeros((4, LANDMARKS, 4)),
        "size": np.array([320, 240]),
    }
    return {name: array for name, array in (right | changed).items() if array is not None}


def test_a_track_gives_back_the_same_poses(tmp_path):
    poses = some_poses()
    write_track(tmp_path / "clip.npz", poses)

    found = read_track(tmp_path / "clip.npz").poses

    for pose, again in zip(poses, found, strict=True):
        assert (again.time, again.size) == (pose.time, pose.size)
        assert np.array_equal(again.image, pose.image, equal_nan=True)
        assert np.array_equal(again.world, pose.world, equal_nan=True)
        assert np.array_equal(again.visibility, pose.visibility, equal_nan=True)
    assert [pose.is_seen for pose in found] == [True, False, True]


def test_a_track_gives_back_what_the_pictures_told(tmp_path):
    patch = PatchReading(0.031, -0.002, 1.5, 1.01, 0.004, 0.2, 2.5, 0.9)
    told = [PictureReading(0.0, True, patch, None, (0.1, math.nan), 0.02, 3.25), None, PictureReading()]
    write_track(tmp_path / "clip.npz", [replace(pose, picture=one) for pose, one in zip(some_poses(), told, strict=True)])

    found = [pose.picture for pose in read_track(tmp_path / "clip.npz").poses]

    assert found[1] is None
    for one, before in ((found[0], told[0]), (found[2], told[2])):
        assert numbers_of(one) == pytest.approx(numbers_of(before), rel=1e-6, nan_ok=True)


def test_a_track_that_holds_only_some_of_what_pictures_tell_is_refused(tmp_path):
    np.savez(tmp_path / "clip.npz", **arrays(keyframe=np.zeros(4)))

    with pytest.raises(TrackError, match="not a whole track"):
        read_track(tmp_path / "clip.npz")


def test_the_file_holds_mediapipes_axes(tmp_path):
    poses = some_poses()
    write_track(tmp_path / "clip.npz", poses)

    with np.load(tmp_path / "clip.npz") as file:
        x, y, z, visibility = file["world"][0, 5]

    assert (x, -y, -z) == pytest.approx(tuple(poses[0].world[5]))
    assert visibility == pytest.approx(poses[0].visibility[5])


def test_a_track_says_what_its_recording_was(tmp_path):
    np.savez(tmp_path / "clip.npz", **arrays(t=np.array([0.0, 0.5, 1.0, 1.5])))

    source = read_track(tmp_path / "clip.npz").source

    assert (source.name, source.frames, source.fps, source.duration_s, source.size) == ("clip.npz", 4, 2.0, 2.0, (320, 240))


def test_a_track_without_a_size_is_four_by_three(tmp_path):
    np.savez(tmp_path / "clip.npz", **arrays(size=None))

    width, height = read_track(tmp_path / "clip.npz").source.size

    assert width / height == pytest.approx(4 / 3)


def test_a_track_of_one_pose_has_no_rate(tmp_path):
    write_track(tmp_path / "clip.npz", some_poses()[:1])

    source = read_track(tmp_path / "clip.npz").source

    assert (source.frames, source.fps, source.duration_s) == (1, 0.0, 0.0)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({"t": None}, "no array 't'", id="no times"),
        pytest.param({"world": None}, "no array 'world'", id="no world landmarks"),
        pytest.param({"t": np.arange(3) / 10}, "'image' must be numbers of shape [3, 33, 4]", id="fewer times than poses"),
        pytest.param({"image": np.zeros((4, 17, 4))}, "'image' must be", id="another skeleton"),
        pytest.param({"image": np.full((4, LANDMARKS, 4), "x")}, "'image' must be numbers", id="letters"),
        pytest.param({"world": np.full((4, LANDMARKS, 4), np.inf)}, "infinite", id="infinite"),
        pytest.param({"t": np.array([0.0, 0.2, 0.1, 0.3])}, "do not increase", id="time runs back"),
        pytest.param({"t": np.array([0.0, np.nan, 0.1, 0.3])}, "do not increase", id="a time is missing"),
        pytest.param({"t": np.zeros(0), "image": np.zeros((0, 33, 4)), "world": np.zeros((0, 33, 4))}, "no poses", id="empty"),
        pytest.param({"t": np.float64(1)}, "'t' must be", id="one time only"),
        pytest.param({"size": np.array([0, 480])}, "'size' must be", id="no width"),
        pytest.param({"image": np.array([{}], dtype=object)}, "not a track", id="objects, which could run code"),
    ],
)
def test_arrays_that_are_no_track_are_refused(tmp_path, changed, says):
    np.savez(tmp_path / "clip.npz", **arrays(**changed))

    with pytest.raises(TrackError) as error:
        read_track(tmp_path / "clip.npz")

    assert says in str(error.value)
    assert str(error.value).startswith("clip.npz")
    assert "\n" not in str(error.value)


def array_file(path):
    with path.open("wb") as file:
        np.save(file, np.zeros(3))


def half_track(path):
    write_track(path, some_poses())
    path.write_bytes(path.read_bytes()[:2000])


def damaged_track(path):
    np.savez_compressed(path, **arrays(image=np.random.default_rng(1).random((4, LANDMARKS, 4))))
    content = bytearray(path.read_bytes())
    content[1000:1100] = bytes(100)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda path: None, id="missing"),
        pytest.param(lambda path: path.mkdir(), id="folder"),
        pytest.param(lambda path: path.touch(), id="empty"),
        pytest.param(lambda path: path.write_text("hello"), id="text"),
        pytest.param(array_file, id="single array"),
        pytest.param(half_track, id="cut off"),
        pytest.param(damaged_track, id="damaged"),
    ],
)
def test_what_is_not_a_track_is_named_in_one_line(tmp_path, make):
    make(tmp_path / "clip.npz")

    with pytest.raises(TrackError, match=r"clip\.npz .+\.$") as error:
        read_track(tmp_path / "clip.npz")

    assert "\n" not in str(error.value)
