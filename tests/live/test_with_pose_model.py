"""Live coaching with the real pose model, on the bundled sample."""

import cv2
import pytest

from coach.coaching.coach import Coach
from coach.coaching.workout import Workout
from coach.live.picture import read_picture
from coach.live.session import LiveSession
from coach.live.set_recorder import SetRecorder
from coach.live.write_queue import WriteQueue
from coach.pose import Frame
from coach.recording.tracks import replay
from coach.recording.video import read_frames
from coach.ui.recording import SAMPLE
from exercises import load
from models.estimator import open_estimator
from tests.live.messages import Notebook, jpeg, write_picture

EXERCISES = load()
UNTIL_S = 18.0


@pytest.fixture(scope="module")
def messages():
    """What a camera that saw the sample would have sent."""
    with read_frames(SAMPLE) as video:
        return [
            write_picture(frame.time, cv2.imencode(".jpg", frame.pixels[..., ::-1])[1].tobytes()) for frame in video if frame.time < UNTIL_S
        ]


def coached(messages, notebook):
    live = LiveSession(EXERCISES, Workout(EXERCISES), WriteQueue(SetRecorder(notebook, person_id=1)))
    with open_estimator() as estimator:
        pictures = map(read_picture, messages)
        return [live.see(estimator.estimate(Frame(live.time_of(stamp), pixels)), stamp) for stamp, pixels in pictures]


@pytest.mark.slow
def test_the_same_pictures_give_the_same_repetitions_live_and_recorded(pose_weights, messages):
    notebook = Notebook()
    coached(messages, notebook)

    with open_estimator() as estimator:
        recorded = replay((estimator.estimate(Frame(*read_picture(message))) for message in messages), Coach(EXERCISES))
    assert len(recorded.reps) == 2
    assert [rep for _, rep in notebook.reps] == list(recorded.reps)


@pytest.mark.slow
def test_a_picture_that_changes_size_is_survived_by_the_pose_model(pose_weights, messages):
    others = [write_picture(2.0 + number, jpeg(*size)) for number, size in enumerate([(480, 640), (64, 48), (1280, 720)])]
    again = [write_picture(10.0 + number / 30, message[8:]) for number, message in enumerate(messages[:5])]

    answers = coached([*messages[:5], *others, *again], Notebook())

    assert answers[4]["points"]
    assert answers[-1]["points"]
