"""The pose estimator on pictures, in our axes."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from coach.pose import Frame, Landmark
from models.bundle import write_members
from models.catalogue import DETECTOR, LANDMARKS
from models.estimator import EstimatorPool, open_estimator
from models.weights import WeightsUnavailable
from tests.models.conftest import network
from tests.models.pictures import RENDERED, read_picture

ROOT = Path(__file__).parents[2]
STANDING = read_picture(next(path for path in RENDERED if path.stem == "standing"))
EMPTY = np.full((90, 160, 3), 128, np.uint8)


@pytest.fixture
def estimator(pose_weights):
    with open_estimator(weights=pose_weights) as estimator:
        yield estimator


@pytest.fixture(scope="module")
def standing(pose_weights):
    with open_estimator(weights=pose_weights) as estimator:
        return estimator.estimate(Frame(12.25, STANDING))


def test_a_pose_has_the_time_and_size_of_its_frame(standing):
    assert standing.time == 12.25
    assert standing.size == (640, 480)


def test_all_landmarks_have_a_place_in_the_picture_and_in_the_world(standing):
    assert standing.image.shape == standing.world.shape == (33, 3)
    assert standing.visibility.shape == (33,)
    assert standing.image.dtype == standing.world.dtype == standing.visibility.dtype == np.float64
    assert not np.isnan([standing.image, standing.world]).any()


def test_y_points_down_in_the_picture_and_up_in_the_world(standing):
    assert standing.image[Landmark.NOSE, 1] < standing.image[Landmark.LEFT_ANKLE, 1]
    assert standing.world[Landmark.NOSE, 1] > standing.world[Landmark.LEFT_ANKLE, 1]


def test_x_points_right_in_both(standing):
    assert standing.image[Landmark.RIGHT_SHOULDER, 0] < standing.image[Landmark.LEFT_SHOULDER, 0]
    assert standing.world[Landmark.RIGHT_SHOULDER, 0] < standing.world[Landmark.LEFT_SHOULDER, 0]


def test_z_points_from_the_person_to_the_camera(standing):
    ears = standing.world[[Landmark.LEFT_EAR, Landmark.RIGHT_EAR], 2]

    assert standing.world[Landmark.NOSE, 2] > ears.max()


def test_the_worlds_origin_is_midway_between_the_hips(standing):
    hips = standing.world[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]]

    np.testing.assert_allclose(hips.mean(axis=0), 0, atol=0.02)


def test_an_empty_picture_has_nobody_in_it(estimator):
    pose = estimator.estimate(Frame(0.0, EMPTY))

    assert not pose.is_seen
    assert pose.size == (160, 90)
    assert np.isnan(pose.visibility).all()


def test_times_that_stand_still_or_go_back_are_no_trouble(estimator):
    times = [1.0, 1.0, 1.0001, 0.5, 2.0]

    poses = [estimator.estimate(Frame(time, STANDING)) for time in times]

    assert [pose.time for pose in poses] == times
    assert all(pose.is_seen for pose in poses)


def test_a_part_of_a_larger_picture_is_read_rightly(pose_weights):
    wide = np.concatenate([STANDING, STANDING], axis=1)
    with open_estimator(weights=pose_weights) as one, open_estimator(weights=pose_weights) as other:
        whole, part = one.estimate(Frame(0.0, STANDING)), other.estimate(Frame(0.0, wide[:, :640]))

    np.testing.assert_array_equal(part.image, whole.image)


def test_closing_twice_is_no_trouble(pose_weights):
    estimator = open_estimator(weights=pose_weights)

    estimator.close()
    estimator.close()


@pytest.mark.slow
def test_a_model_that_is_used_again_finds_what_a_new_one_finds(pose_weights):
    moving = [STANDING, np.roll(STANDING, 4, axis=1), np.roll(STANDING, 9, axis=1)]

    def poses_from(estimator, start_s):
        return [estimator.estimate(Frame(start_s + 0.1 * number, picture)) for number, picture in enumerate(moving)]

    with open_estimator(weights=pose_weights) as new, EstimatorPool(weights=pose_weights) as estimators:
        expected = poses_from(new, 30.0)
        with estimators.open() as used, estimators.open() as beside:
            poses_from(used, 60.0)
            poses_from(beside, 0.0)
        with estimators.open() as again, estimators.open() as beside:
            found = [poses_from(again, 30.0), poses_from(beside, 30.0)]

    for poses in found:
        for pose, other in zip(poses, expected, strict=True):
            assert pose.time == other.time
            np.testing.assert_array_equal(pose.image, other.image)
            np.testing.assert_array_equal(pose.world, other.world)


@pytest.mark.slow
def test_a_model_is_not_used_again_for_ever(pose_weights):
    with EstimatorPool(weights=pose_weights) as estimators:
        for start_s in range(100):
            with estimators.open() as estimator:
                pose = estimator.estimate(Frame(start_s, STANDING))

    assert pose.is_seen


def test_weights_that_mediapipe_cannot_use_are_named_in_one_line(tmp_path):
    (tmp_path / "odd.task").write_bytes(write_members({DETECTOR: network(), LANDMARKS: network()}))

    with pytest.raises(WeightsUnavailable, match=r"^MediaPipe cannot use the pose model file .*odd\.task: .*$"):
        open_estimator(weights=tmp_path / "odd.task")
    with pytest.raises(WeightsUnavailable, match=r"odd\.task"), EstimatorPool(weights=tmp_path / "odd.task").open():
        pass


@pytest.mark.slow
@pytest.mark.parametrize(
    "program",
    [
        "with open_estimator() as estimator: assert estimator.estimate(frame).is_seen",
        "estimator = open_estimator(); assert estimator.estimate(frame).is_seen",
        "estimator = open_estimator()",
        "people = MediaPipePeople(find_weights().read_bytes()); assert people.people(frame)",
    ],
    ids=["closed", "left open", "never used", "several people"],
)
def test_nothing_is_said_on_standard_error_either_when_the_program_ends(program, pose_weights):
    imports = (
        "from coach.pose import Frame; from models.estimator import MediaPipePeople, open_estimator; from models.weights import find_weights;"
        "from tests.models.test_estimator import STANDING; frame = Frame(0.0, STANDING)\n"
    )

    done = subprocess.run([sys.executable, "-c", imports + program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stderr == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [["analyse", "coach/ui/sample/clamshell.mp4", "--quiet", "--json", "-"], ["models"], ["live", "no camera of this name"]],
    ids=lambda command: command[0],
)
def test_no_command_shows_a_line_of_mediapipe(command, pose_weights):
    done = subprocess.run([sys.executable, "-m", "coach", *command], cwd=ROOT, capture_output=True, text=True, check=False)

    assert not re.search(r"\.cc:\d+\]|TensorFlow|LiteRT|InitGoogle|Accelerator", done.stderr + done.stdout)


FORGET = """
import faulthandler, gc
from concurrent.futures import ThreadPoolExecutor
from models.estimator import MediaPipePose
from models.quiet import without_chatter
from models.weights import find_weights

faulthandler.dump_traceback_later(60, exit=True)
gc.disable()
forgotten = MediaPipePose(find_weights().read_bytes())
forgotten.itself = forgotten
del forgotten
with without_chatter(), ThreadPoolExecutor() as threads:
    threads.submit(gc.collect).result()
"""


def test_an_estimator_that_was_forgotten_holds_nobody_up_when_it_is_collected_in_another_thread(pose_weights):
    subprocess.run([sys.executable, "-c", FORGET], cwd=ROOT, capture_output=True, check=True)


def test_importing_the_estimator_does_not_import_mediapipe():
    program = "import sys; import models.estimator, models.status; print({'mediapipe', 'cv2', 'requests'} & sys.modules.keys())"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
