"""A pruned network is used once it has found the same as the untouched one, and never before."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from coach.pose import Pose
from coach.recording.video import read_frames
from models import proof
from models.bundle import read_members, write_members
from models.catalogue import LANDMARKS
from models.estimator import MediaPipePose, open_estimator
from models.network import read_network, write_network
from models.proof import moving_person, proven
from models.prune import without_mask

SAMPLE = Path(__file__).parents[2] / "coach" / "ui" / "sample" / "clamshell.mp4"


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(proof, "_known", {})


def seen(frame, shift=0.0):
    return Pose(frame.time, np.full((33, 3), 0.5 + shift), np.zeros((33, 3)), np.ones(33), frame.size)


class Estimates:
    """Finds somebody in every picture, with b"wrong" a little beside; refuses b"refused"."""

    def __init__(self):
        self.asked = []

    def __call__(self, bundle, frames):
        self.asked.append(bundle)
        if bundle == b"refused":
            raise RuntimeError("MediaPipe cannot read this")
        return [seen(frame, 1e-9 if bundle == b"wrong" else 0.0) for frame in frames]


@pytest.fixture
def estimates():
    return Estimates()


def test_what_finds_the_same_is_used_and_compared_once(tmp_path, estimates, monkeypatch):
    first = proven(b"pruned", b"whole", folder=tmp_path, estimate=estimates)
    monkeypatch.setattr(proof, "_known", {})  # another process
    second = proven(b"pruned", b"whole", folder=tmp_path, estimate=estimates)

    assert first == second == b"pruned"
    assert estimates.asked == [b"whole", b"pruned"]


@pytest.mark.parametrize("pruned", [b"wrong", b"refused"])
def test_what_finds_anything_else_is_not_used_and_one_line_in_the_log_says_so(pruned, tmp_path, estimates, caplog):
    used = [proven(pruned, b"whole", folder=tmp_path, estimate=estimates) for _ in range(3)]

    assert used == [b"whole"] * 3
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "which is slower" in caplog.text


def write_nothing(pictures):
    pass


def cut_off(pictures):
    pictures.write_bytes(proof.PICTURES.read_bytes()[:20_000])


def write_something_else(pictures):
    pictures.write_bytes(b"no picture \xff\xd9")


@pytest.mark.parametrize("damage", [write_nothing, cut_off, write_something_else])
def test_without_pictures_to_compare_in_the_untouched_network_is_used_and_one_line_in_the_log_says_so(
    damage, tmp_path, estimates, monkeypatch, caplog
):
    pictures = tmp_path / "moving_person.jpg"
    damage(pictures)
    monkeypatch.setattr(proof, "PICTURES", pictures)
    moving_person.cache_clear()

    used = [proven(b"pruned", b"whole", folder=tmp_path / "cache", estimate=estimates) for _ in range(3)]

    assert used == [b"whole"] * 3
    assert estimates.asked == []
    (record,) = caplog.records
    assert record.getMessage().endswith(f"which is slower: {pictures} is missing or damaged. Install the coach again.")
    assert not (tmp_path / "cache").exists()  # the pictures may be mended: the next process tries again


def test_two_that_find_nobody_prove_nothing(tmp_path):
    def finds_nobody(_, frames):
        return [Pose.nobody(frame.time, frame.size) for frame in frames]

    assert proven(b"pruned", b"whole", folder=tmp_path, estimate=finds_nobody) == b"whole"


def test_another_mediapipe_or_bundle_is_compared_anew(tmp_path, estimates, monkeypatch):
    proven(b"pruned", b"whole", folder=tmp_path, estimate=estimates)
    proven(b"pruned", b"another", folder=tmp_path, estimate=estimates)
    monkeypatch.setattr(proof, "version", lambda package: "99.0")
    proven(b"pruned", b"whole", folder=tmp_path, estimate=estimates)

    assert estimates.asked == [b"whole", b"pruned", b"another", b"pruned", b"whole", b"pruned"]


def test_a_damaged_verdict_is_made_anew(tmp_path, estimates, monkeypatch):
    proven(b"wrong", b"whole", folder=tmp_path, estimate=estimates)
    (verdict,) = tmp_path.iterdir()
    verdict.write_bytes(b"\xff half a wo")
    monkeypatch.setattr(proof, "_known", {})

    assert proven(b"wrong", b"whole", folder=tmp_path, estimate=estimates) == b"whole"
    assert verdict.read_text() == "different"


def test_where_nothing_can_be_written_the_process_remembers(tmp_path, estimates):
    (tmp_path / "file").touch()

    for _ in range(2):
        assert proven(b"pruned", b"whole", folder=tmp_path / "file" / "folder", estimate=estimates) == b"pruned"

    assert estimates.asked == [b"whole", b"pruned"]


def test_a_bundle_that_could_not_be_pruned_is_not_compared(tmp_path, estimates):
    assert proven(b"whole", b"whole", folder=tmp_path, estimate=estimates) == b"whole"
    assert estimates.asked == []


def poses_in(bundle, frames):
    with MediaPipePose(bundle) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def assert_same(poses, expected):
    for pose, other in zip(poses, expected, strict=True):
        for field in ("image", "world", "visibility"):
            np.testing.assert_array_equal(getattr(pose, field), getattr(other, field))


def test_in_the_pictures_of_the_package_nobody_is_lost_and_the_landmarks_are_the_same(pose_weights):
    whole = pose_weights.read_bytes()

    expected, poses = (poses_in(bundle, moving_person()) for bundle in (whole, without_mask(whole)))

    assert all(pose.is_seen for pose in expected)
    assert_same(poses, expected)


@pytest.mark.slow
def test_in_two_hundred_pictures_of_the_sample_nobody_is_lost_and_the_landmarks_are_the_same(pose_weights):
    whole = pose_weights.read_bytes()
    with read_frames(SAMPLE) as video:
        frames = list(islice(video, 200))

    expected, poses = (poses_in(bundle, frames) for bundle in (whole, without_mask(whole)))

    assert all(pose.is_seen for pose in expected)
    assert_same(poses, expected)


@pytest.mark.slow
def test_a_network_that_is_broken_by_its_pruning_is_seen_through_and_not_used(pose_weights, monkeypatch, tmp_path, caplog):
    def broken(bundle):
        members = read_members(bundle)
        network = read_network(members[LANDMARKS])
        largest = max(network.buffers, key=lambda buffer: 0 if buffer.data is None else len(buffer.data))
        largest.data = np.zeros_like(largest.data)
        return write_members({**members, LANDMARKS: write_network(network)})

    monkeypatch.setattr("models.estimator.without_mask", broken)
    monkeypatch.setattr("models.estimator.cache_folder", lambda: tmp_path)

    with open_estimator(weights=pose_weights) as estimator:
        poses = [estimator.estimate(frame) for frame in moving_person()]

    assert all(pose.is_seen for pose in poses)
    assert "finds other landmarks" in caplog.text
    assert [path.read_text() for path in tmp_path.glob("*.verdict")] == ["different"]
