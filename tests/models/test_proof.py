"""A pruned network is trusted once it was seen to find what the untouched one finds, and not before."""

from contextlib import closing
from importlib.metadata import version
from threading import Barrier, Thread

import numpy as np
import pytest

from coach.pose import Pose
from models import estimator, proof, prune
from models.bundle import read_members, record_of, write_members
from models.catalogue import LANDMARKS
from models.estimator import MediaPipePeople, MediaPipePose, open_estimator
from models.network import read_network, write_network
from models.proof import PICTURES, frames_of, trusted
from models.prune import without_mask
from tests.models.pictures import sample_frames

FRAMES = frames_of(PICTURES.read_bytes())
FIELDS = ("image", "world", "visibility")


@pytest.fixture(autouse=True)
def new_process(monkeypatch):
    """Forgets what this process knows, when called and at first."""

    def forget():
        monkeypatch.setattr(proof, "_verdicts", {})

    forget()
    return forget


def a_pose(frame, shift=0.0):
    return Pose(frame.time, np.full((33, 3), 0.5 + shift), np.zeros((33, 3)), np.ones(33), frame.size)


class Model:
    """Finds the same person in all pictures; in b"wrong" a hair's breadth beside, in b"empty" nobody; refuses b"refused"."""

    def __init__(self):
        self.asked = []

    def __call__(self, bundle, frames):
        self.asked.append(bundle)
        if bundle == b"refused":
            raise RuntimeError("MediaPipe cannot read this")
        if bundle.startswith(b"empty"):
            return [Pose.nobody(frame.time, frame.size) for frame in frames]
        return [a_pose(frame, 1e-12 if bundle == b"wrong" else 0.0) for frame in frames]


@pytest.fixture
def model():
    return Model()


def test_what_finds_the_same_is_trusted_and_other_processes_need_not_compare_again(model, tmp_path, new_process):
    assert trusted(b"pruned", b"whole", model, tmp_path) == b"pruned"
    new_process()
    assert trusted(b"pruned", b"whole", model, tmp_path) == b"pruned"
    assert model.asked == [b"whole", b"pruned"]


@pytest.mark.parametrize("pruned", [b"wrong", b"refused", b"empty"])
def test_what_finds_anything_else_is_not_used_and_one_line_in_the_log_says_so(pruned, model, tmp_path, caplog, new_process):
    assert [trusted(pruned, b"whole", model, tmp_path) for _ in range(3)] == [b"whole"] * 3
    (line,) = caplog.records
    assert line.levelname == "WARNING"
    assert "slower" in line.message
    assert version("mediapipe") in line.message

    new_process()
    assert trusted(pruned, b"whole", model, tmp_path) == b"whole"
    assert len(caplog.records) == 2
    assert model.asked == [b"whole", pruned]


def test_two_that_find_nobody_show_nothing(model, tmp_path):
    assert trusted(b"empty", b"empty too", model, tmp_path) == b"empty too"


def test_another_mediapipe_another_bundle_and_another_pruning_are_compared_anew(model, tmp_path, monkeypatch):
    trusted(b"pruned", b"whole", model, tmp_path)
    trusted(b"pruned", b"another", model, tmp_path)
    trusted(b"pruned otherwise", b"whole", model, tmp_path)
    monkeypatch.setattr(proof, "version", lambda _: "99.0")
    trusted(b"pruned", b"whole", model, tmp_path)

    assert model.asked == [b"whole", b"pruned", b"another", b"pruned", b"whole", b"pruned otherwise", b"whole", b"pruned"]


@pytest.mark.parametrize("content", [b"", b"sa", b"\xff\xfe", b"<html>"])
def test_a_damaged_verdict_is_made_anew(content, model, tmp_path, new_process):
    trusted(b"wrong", b"whole", model, tmp_path)
    (verdict,) = tmp_path.iterdir()
    sound = verdict.read_bytes()
    verdict.write_bytes(content)
    new_process()

    assert trusted(b"wrong", b"whole", model, tmp_path) == b"whole"
    assert verdict.read_bytes() == sound


def test_where_nothing_can_be_written_the_process_remembers(model, tmp_path, caplog):
    (tmp_path / "file").touch()  # in the place of the folder: root may write anywhere else

    assert [trusted(b"pruned", b"whole", model, tmp_path / "file") for _ in range(2)] == [b"pruned"] * 2
    assert model.asked == [b"whole", b"pruned"]
    assert not caplog.records


def test_threads_that_ask_at_once_compare_once(model, tmp_path):
    start, used = Barrier(4), []

    def ask():
        start.wait()
        used.append(trusted(b"pruned", b"whole", model, tmp_path))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert used == [b"pruned"] * 4
    assert model.asked == [b"whole", b"pruned"]


def test_a_bundle_that_could_not_be_pruned_is_not_compared(model, tmp_path):
    assert trusted(b"whole", b"whole", model, tmp_path) == b"whole"
    assert not model.asked


@pytest.mark.parametrize("content", [None, b"half a picture"], ids=["absent", "damaged"])
def test_without_the_pictures_nothing_is_trusted(content, model, tmp_path, monkeypatch):
    monkeypatch.setattr(proof, "PICTURES", tmp_path / "pictures.jpg")
    if content is not None:
        proof.PICTURES.write_bytes(content)

    assert trusted(b"pruned", b"whole", model, tmp_path) == b"whole"


def test_there_are_twenty_small_pictures():
    assert len(FRAMES) == 20
    assert {frame.size for frame in FRAMES} == {(320, 240)}
    assert PICTURES.stat().st_size < 300_000


def poses_in(bundle, frames):
    with MediaPipePose(bundle) as estimator:
        return [estimator.estimate(frame) for frame in frames]


def assert_same(poses, expected):
    for pose, other in zip(poses, expected, strict=True):
        for field in FIELDS:
            np.testing.assert_array_equal(getattr(pose, field), getattr(other, field))


def test_in_the_packages_pictures_nobody_is_lost_and_the_landmarks_are_the_same_to_the_last_bit(pose_weights):
    whole = pose_weights.read_bytes()

    expected, poses = poses_in(whole, FRAMES), poses_in(without_mask(whole), FRAMES)

    assert all(pose.is_seen for pose in poses)
    assert_same(poses, expected)


@pytest.mark.slow
def test_in_two_hundred_pictures_of_the_sample_nobody_is_lost_and_the_landmarks_are_the_same_to_the_last_bit(pose_weights):
    whole, frames = pose_weights.read_bytes(), sample_frames(200)

    expected, poses = poses_in(whole, frames), poses_in(without_mask(whole), frames)

    assert sum(pose.is_seen for pose in poses) == 200
    assert_same(poses, expected)


def test_everybody_in_single_pictures_is_found_where_the_untouched_network_finds_them(pose_weights):
    whole = pose_weights.read_bytes()
    with closing(MediaPipePeople(whole)) as one, closing(MediaPipePeople(without_mask(whole))) as other:
        for frame in FRAMES[::7]:
            expected, people = one.people(frame), other.people(frame)

            assert people
            assert_same(people, expected)


def found_by_the_coach(weights):
    with open_estimator(weights=weights) as opened:
        return [opened.estimate(frame) for frame in FRAMES]


def broken(bundle):
    """With zeros for the most of its weights."""
    members = read_members(bundle)
    network = read_network(members[LANDMARKS])
    largest = max(network.buffers, key=lambda buffer: 0 if buffer.data is None else len(buffer.data))
    largest.data = np.zeros_like(largest.data)
    return write_members({**members, LANDMARKS: write_network(network)})


def test_a_network_that_pruning_breaks_is_seen_through_and_the_untouched_one_used(pose_weights, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(estimator, "cache_folder", lambda: tmp_path)

    monkeypatch.setattr(estimator, "without_mask", lambda bundle: bundle)
    expected = found_by_the_coach(pose_weights)
    monkeypatch.setattr(estimator, "without_mask", broken)
    poses = found_by_the_coach(pose_weights)

    assert_same(poses, expected)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "runs with its segmentation branch, which is slower" in caplog.text
    assert [path.read_text() for path in tmp_path.iterdir()] == ["not shown to be the same\n"]


def test_nobody_is_lost_if_two_outputs_are_one_tensor_which_mediapipe_1_2_3_takes_amiss(pose_weights, monkeypatch, tmp_path):
    monkeypatch.setattr(prune, "_computed_for", lambda tensor, operators: tensor)
    monkeypatch.setattr(estimator, "cache_folder", lambda: tmp_path)

    assert all(pose.is_seen for pose in found_by_the_coach(pose_weights))


def test_nothing_is_written_beside_a_file_that_the_user_names(pose_weights, monkeypatch, tmp_path):
    (tmp_path / "theirs").mkdir()
    named = tmp_path / "theirs" / pose_weights.name
    named.write_bytes(pose_weights.read_bytes())
    record_of(named).write_bytes(record_of(pose_weights).read_bytes() if record_of(pose_weights).exists() else b"")
    before = sorted((tmp_path / "theirs").iterdir())
    monkeypatch.setattr(estimator, "cache_folder", lambda: tmp_path / "ours")

    open_estimator(weights=named).close()

    assert sorted((tmp_path / "theirs").iterdir()) == before
    assert [path.read_text() for path in (tmp_path / "ours").iterdir()] == ["same\n"]
