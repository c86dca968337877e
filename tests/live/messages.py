"""What a page would send, and people for the coach to see in it."""

from dataclasses import replace

import cv2
import numpy as np

from coach.live.picture import TIME
from coach.pose import Pose

NOON = 1_790_000_000.0
"""Some time of day, as cameras stamp their pictures."""


def jpeg(width=64, height=48, grey=128, stripe=0):
    """A grey picture, black in its first `stripe` columns."""
    picture = np.full((height, width, 3), grey, np.uint8)
    picture[:, :stripe] = 0
    return cv2.imencode(".jpg", picture)[1].tobytes()


PICTURE = jpeg()
MOVING = jpeg(), jpeg(stripe=16)
"""Shown in turn they move, so that the pose model looks at each."""
PATIENCE_S = 10.0
"""How long a test waits for the history."""


def write_picture(time, jpeg):
    """The message that `read_picture` reads."""
    return TIME.pack(time) + jpeg


def messages(poses, start=NOON):
    """One message for each of `poses`, with its time; something moves in the pictures."""
    return [write_picture(start + pose.time, MOVING[number % 2]) for number, pose in enumerate(poses)]


class Known:
    """Gives the poses that it was made with, by the time of the frame."""

    def __init__(self, poses):
        self._poses = {round(pose.time, 3): pose for pose in poses}
        self.is_closed = False

    def estimate(self, frame):
        pose = self._poses.get(round(frame.time, 3)) or Pose.nobody(frame.time, frame.size)
        return replace(pose, time=frame.time)

    def close(self):
        self.is_closed = True


class Notebook:
    """Keeps a workout in lists."""

    def __init__(self):
        self.sessions, self.sets, self.reps, self.not_counted, self.finished, self.details, self.tracks = [], [], [], [], [], [], {}
        self.settings, self.warnings = [], []

    def start_session(self, person_id, started, *, source="live", model="", warnings=()):
        self.sessions.append((person_id, source, model))
        return len(self.sessions)

    def start_set(self, session_id, exercise, side, **details):
        self.sets.append((session_id, exercise, side))
        self.details.append(details)
        return len(self.sets)

    def add_rep(self, set_id, rep, **details):
        self.reps.append((set_id, rep))

    def add_not_counted(self, session_id, movement, *, set_id=None):
        self.not_counted.append((set_id, movement))

    def finish_set(self, set_id, *, finished=True, **said):
        self.finished.append(("set", set_id) if finished else ("skipped", set_id))

    def add_warning(self, session_id, warning):
        self.warnings.append((session_id, warning))

    def add_track(self, set_id, data):
        self.tracks[set_id] = data

    def finish_session(self, session_id, ended, *, notes=None):
        self.finished.append(("session", session_id))

    def set_setting(self, person_id, key, value):
        self.settings.append((person_id, key, value))

    def close(self):
        """Nothing is open."""
