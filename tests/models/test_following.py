"""The exerciser is followed among others and found again; somebody alone is tracked as if there were no searches."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from coach.coaching.coach import Coach
from coach.pose import Frame, Landmark, Pose
from coach.recording.video import read_frames
from exercises import load
from models import following_state
from models.estimator import MediaPipePose, open_estimator
from models.following import FollowingPose
from models.following_state import GREY, LOST_S, RECENT_S
from models.prune import without_mask
from models.rotation import rotated, rotated_back
from tests.models.pictures import RENDERED, read_picture
from tests.skeleton import Camera, film, poses, walking

FPS = 15.0
SIZE = (64, 48)
FLOOR, BLUE, RED = (200, 190, 170), (40, 60, 160), (190, 40, 60)
PASSES_S = 15.4
"""When somebody walks through the sample."""
SAMPLE = Path(__file__).parents[2] / "coach" / "ui" / "sample" / "clamshell.mp4"

LYING = film("clamshell", reps=4, fps=FPS, up=1.0, hold=0.5, down=1.0, camera=Camera(distance=3.5, height=0.9)).poses
STANDING = film("standing_abduction", reps=0, fps=FPS, still_s=len(LYING) / FPS, camera=Camera(distance=4.0, height=0.9)).poses


class Room:
    """What a camera saw: somebody's trunk, in the colour of their clothes, wherever they have a pose. One pose or None a picture."""

    def __init__(self, *people, floor=FLOOR, fps=FPS):
        self.people, self.floor, self.fps = people, floor, fps

    def present(self, at):
        """Colour and pose of each person in picture `at`."""
        return [(colour, replace(track[at], time=at / self.fps)) for colour, track in self.people if at < len(track) and track[at]]

    def frames(self):
        for at in range(max(len(track) for _, track in self.people)):
            pixels = np.full((*SIZE[::-1], 3), self.floor, np.uint8)
            for colour, pose in self.present(at):
                x, y = trunk(pose)
                pixels[max(y - 5, 0) : y + 6, max(x - 5, 0) : x + 6] = colour
            yield Frame(at / self.fps, pixels)


class Scanner:
    """Finds all who are in the room."""

    def __init__(self, room):
        self.room, self.searches, self.closed = room, [], False

    def people(self, frame):
        self.searches.append(frame.time)
        return tuple(pose for _, pose in self.room.present(round(frame.time * self.room.fps)))

    def close(self):
        self.closed = True


class ShortSighted(Scanner):
    """Sees only the nearest of those who are shown, as MediaPipe's does when the others are around somebody near."""

    def people(self, frame):
        self.searches.append(frame.time)
        shown = []
        for colour, pose in self.room.present(round(frame.time * self.room.fps)):
            x, y = trunk(pose)
            shown += [pose] if (frame.pixels[y, x] == colour).all() else []
        return tuple(sorted(shown, key=lambda pose: np.ptp(pose.image[:, 0]) * np.ptp(pose.image[:, 1]))[-1:])


class Tracker:
    """As MediaPipe's: sticks to whom it follows; else takes whoever stands highest in what it is shown. Upright pictures only."""

    def __init__(self, room):
        self.room, self.shown, self.followed, self.closed = room, [], None, False

    def estimate(self, frame):
        self.shown.append(frame)
        visible = {}
        if frame.pixels.shape[:2] == SIZE[::-1]:
            for colour, pose in self.room.present(round(frame.time * self.room.fps)):
                x, y = trunk(pose)
                if 0 <= x < SIZE[0] and 0 <= y < SIZE[1] and (frame.pixels[y, x] == colour).all():
                    visible[colour] = pose
        if self.followed not in visible:
            self.followed = min(visible, key=lambda colour: visible[colour].image[Landmark.NOSE, 1], default=None)
        return visible[self.followed] if self.followed else Pose.nobody(frame.time, SIZE)

    def close(self):
        self.closed = True


def trunk(pose):
    """The middle of somebody's trunk, in whole pixels."""
    x, y = pose.image[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2].mean(axis=0) * SIZE
    return int(x), int(y)


def placed(track, by=(0.0, 0.0), scale=1.0):
    """The same people in small pictures, elsewhere in them and larger or smaller."""
    middle = np.array([0.5, 0.5, 0.0])
    return [pose and replace(pose, image=(pose.image - middle) * [scale, scale, 1.0] + middle + [*by, 0.0], size=SIZE) for pose in track]


def absent(seconds):
    return [None] * round(seconds * FPS)


def run(room, tracker=None):
    """The poses of all frames of `room`, with the estimator that gave them."""
    tracker = tracker or Tracker(room)
    one = FollowingPose(tracker, Scanner(room))
    return [one.estimate(frame) for frame in room.frames()], one


def who(room, pose):
    """The colour of whom a pose is of; None for nobody."""
    at = round(pose.time * room.fps)
    return next((colour for colour, there in room.present(at) if pose.is_seen and np.allclose(there.image, pose.image)), None)


def followed(room):
    return [who(room, pose) for pose in run(room)[0]]


EXERCISER = placed(LYING, (-0.1, 0.1))
TRAINER = placed(STANDING, (0.3, 0.0), 0.7)


def test_somebody_alone_is_tracked_as_if_there_were_no_searches():
    room = Room((BLUE, EXERCISER))
    tracker = Tracker(room)

    found, _ = run(room, tracker)

    frames = list(room.frames())
    assert len(tracker.shown) == len(found) == len(frames)
    assert all((shown.pixels == frame.pixels).all() for shown, frame in zip(tracker.shown, frames, strict=True))
    assert followed(room) == [BLUE] * len(found)
    assert not any(pose.others for pose in found)


@pytest.mark.parametrize("fps", [8.0, 15.0, 30.0, 60.0])
def test_searching_for_nothing_costs_little(fps):
    room = Room((BLUE, placed(film("clamshell", reps=0, fps=fps, still_s=60.0).poses)), fps=fps)

    _, one = run(room)

    assert 60.0 / 20.0 < len(one._scanner.searches) <= 4 + following_state.EARNED * 60.0 * fps


def test_a_restless_background_costs_no_more():
    room = Room((BLUE, EXERCISER * 3))
    flicker = np.random.default_rng(0)
    one = FollowingPose(Tracker(room), Scanner(room))
    frames = list(room.frames())
    for frame in frames:
        frame.pixels[:8, :8] = flicker.integers(0, 256, (8, 8, 3))
        one.estimate(frame)

    assert len(one._scanner.searches) <= 4 + following_state.EARNED * len(frames)


def test_who_exercises_is_followed_from_the_first_picture_beside_somebody_who_stands():
    room = Room((BLUE, EXERCISER), (RED, TRAINER))

    found, _ = run(room)

    assert followed(room) == [BLUE] * len(found)
    assert all([who(room, replace(other, time=pose.time)) for other in pose.others] == [RED] for pose in found)


def test_without_searches_the_other_would_be_followed():
    room = Room((BLUE, EXERCISER), (RED, TRAINER))
    tracker = Tracker(room)

    assert {who(room, tracker.estimate(frame)) for frame in room.frames()} == {RED}


def test_who_exercises_in_the_distance_is_found_in_spite_of_somebody_near():
    near, far = placed(STANDING, (0.25, 0.1), 1.5), placed(LYING, (-0.15, 0.1), 0.5)
    room = Room((BLUE, far), (RED, near))
    one = FollowingPose(Tracker(room), ShortSighted(room))

    found = [who(room, one.estimate(frame)) for frame in room.frames()]

    assert set(found) == {BLUE}


def test_while_somebody_walks_the_picture_is_searched_more_often():
    searches = []
    for pace in (0.0, 0.02):
        beside_them = [replace(pose, image=pose.image + [pace * at, 0, 0]) for at, pose in enumerate(TRAINER[:30])]
        _, one = run(Room((BLUE, EXERCISER[:30]), (RED, placed(beside_them, (-0.5, 0.0)))))
        searches.append(len(one._scanner.searches))

    assert searches[1] > 1.5 * searches[0]


def test_the_others_are_painted_over_and_the_exerciser_is_not():
    room = Room((BLUE, EXERCISER), (RED, TRAINER))
    tracker = Tracker(room)

    found, _ = run(room, tracker)

    x, y = trunk(TRAINER[0])
    for shown, pose in zip(tracker.shown[-20:], found[-20:], strict=True):
        rows, columns = (pose.image[:, 1] * SIZE[1]).astype(int), (pose.image[:, 0] * SIZE[0]).astype(int)
        assert (shown.pixels[y, x] == GREY).all()
        assert not (shown.pixels[rows, columns] == GREY).all(axis=-1).any()


def test_frames_are_left_as_they_are():
    room = Room((BLUE, EXERCISER), (RED, TRAINER))
    one = FollowingPose(Tracker(room), Scanner(room))
    for frame in room.frames():
        before = frame.pixels.copy()

        one.estimate(frame)

        np.testing.assert_array_equal(frame.pixels, before)


def test_a_passer_by_is_not_followed_and_is_forgotten_when_gone():
    passing = absent(3.0) + placed(film("squat", reps=0, fps=FPS, still_s=2.0).poses, (0.3, -0.1)) + absent(7.0)
    room = Room((BLUE, EXERCISER), (RED, passing))

    found, _ = run(room)

    assert followed(room) == [BLUE] * len(found)
    seen = [pose.time for pose in found if pose.others]
    assert 3.0 <= seen[0] < 3.7
    assert seen[-1] < 5.0 + 2 * RECENT_S


def test_a_track_that_is_stolen_is_nobody_until_the_exerciser_is_back():
    hidden = [*EXERCISER[:60], *absent(1.0), *EXERCISER[75:]]
    passing = [*absent(3.0), *placed(STANDING, (0.2, 0.0))[45:90], *absent(5.0)]
    room = Room((BLUE, hidden), (RED, passing))

    shown = followed(room)

    assert set(shown[:60]) == {BLUE}
    assert set(shown[60:75]) == {None}
    assert BLUE in shown[75:80]
    assert set(shown[80 : len(EXERCISER)]) == {BLUE}


def test_legs_behind_somebody_who_walks_past_are_not_seen():
    camera = Camera(distance=3.5, height=0.9)
    motion = walking(start=(-2.0, 0.9), end=(2.0, 0.9), pace=1.0, fps=FPS)
    before = absent(2.0) + placed(poses(motion.times, motion.points, camera, aim=np.array([0.0, 0.5, 0.0]))) + absent(4.0)
    room = Room((BLUE, EXERCISER), (RED, before))

    shown = followed(room)[: len(EXERCISER)]

    hidden = [at / FPS for at, colour in enumerate(shown) if colour is None]
    assert set(shown) == {BLUE, None}
    assert 2.5 < hidden[0] < hidden[-1] < 6.0


def test_somebody_who_starts_late_is_found_beside_a_trainer():
    late = absent(3.0) + EXERCISER[45:]
    room = Room((BLUE, late), (RED, TRAINER))

    shown = followed(room)

    assert set(shown[:45]) == {RED}
    assert set(shown[45 + round(2.0 * FPS) :]) == {BLUE}


def test_after_a_cut_the_tracker_is_made_to_forget():
    room = Room((BLUE, EXERCISER), (RED, absent(6.0) + placed(STANDING, (-0.1, 0.0))[90:]))
    room.people[0][1][90:] = [None] * len(EXERCISER[90:])
    tracker = Tracker(room)
    one = FollowingPose(tracker, Scanner(room))
    found = []
    for frame in room.frames():
        if frame.time >= 6.0:
            frame.pixels[:12] = frame.pixels[36:] = 20  # another room
        found.append(one.estimate(frame))

    forgotten = [shown.time for shown in tracker.shown if (shown.pixels == GREY).all()]
    assert len(forgotten) == 1
    assert 6.0 <= forgotten[0] < 6.0 + following_state.CHECKED_S + 1 / FPS


def test_lost_people_are_looked_for_in_pictures_on_their_side():
    room = Room((BLUE, [*EXERCISER[:15], *absent(4.0)]))
    tracker = Tracker(room)

    run(room, tracker)

    shapes = [(shown.time, shown.pixels.shape[:2]) for shown in tracker.shown]
    assert all(shape == (48, 64) for time, shape in shapes if time < 1.0 + LOST_S)
    late = [shape for time, shape in shapes if time > 1.1 + LOST_S]
    assert late.count((64, 48)) in (len(late) // 2, len(late) // 2 + 1)


class OnTheirSide:
    """Finds somebody only in pictures that were turned anticlockwise."""

    def __init__(self, pose):
        self.pose, self.turned = pose, 0

    def estimate(self, frame):
        on_side = frame.pixels.shape[0] > frame.pixels.shape[1] and (frame.pixels[-1, 0] == RED).all()
        self.turned += on_side
        return replace(self.pose, time=frame.time, size=frame.size) if on_side else Pose.nobody(frame.time, frame.size)

    def close(self):
        pass


def test_whoever_is_found_on_their_side_is_turned_back_and_followed_there():
    pixels = np.full((48, 64, 3), FLOOR, np.uint8)
    pixels[0, 0] = RED  # at the bottom left when turned anticlockwise
    pose = placed(LYING)[0]
    tracker = OnTheirSide(pose)
    one = FollowingPose(tracker, Scanner(Room((BLUE, [None]))))

    found = [one.estimate(Frame(at / FPS, pixels)) for at in range(45)]

    first = next(at for at, pose in enumerate(found) if pose.is_seen)
    assert first / FPS == pytest.approx(LOST_S + 2 / FPS, abs=1.1 / FPS)
    assert all(pose.is_seen and pose.size == SIZE for pose in found[first:])
    assert tracker.turned == len(found) - first
    np.testing.assert_array_equal(found[-1].image, rotated_back(replace(pose, size=SIZE[::-1]), 1).image)


def test_closing_closes_both():
    room = Room((BLUE, EXERCISER))
    with FollowingPose(Tracker(room), Scanner(room)) as one:
        tracker, scanner = one._tracker, one._scanner

    assert tracker.closed
    assert scanner.closed


# With the real model: the bundled sample, and a rendered person who stands beside it.


def with_somebody_upright(left, *, until_s, scale=0.72):
    """The sample, and the same with somebody upright pasted into it, from column `left` of the time on; None where they are not there."""
    standing = read_picture(next(path for path in RENDERED if path.stem == "standing"))
    person = cv2.resize(standing[85:455, 235:415], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = person.shape[:2]
    with read_frames(SAMPLE) as video:
        for frame in video:
            if frame.time > until_s:
                break
            pixels, at = frame.pixels.copy(), left(frame.time)
            if at is not None:
                start, end = max(at, 0), min(at + width, pixels.shape[1])
                pixels[140 : 140 + height, start:end] = person[: pixels.shape[0] - 140, start - at : end - at]
            yield frame, Frame(frame.time, pixels)


def beside_somebody_who_stands():
    return with_somebody_upright(lambda _: 508, until_s=3.0)


@pytest.mark.slow
def test_the_real_model_stays_with_who_lies(pose_weights):
    alone, other = [], []
    with MediaPipePose(without_mask(pose_weights.read_bytes())) as plain, open_estimator(weights=pose_weights) as one:
        for frame, both in beside_somebody_who_stands():
            alone.append(plain.estimate(frame))
            other.append(one.estimate(both))

    core = [Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP, Landmark.LEFT_KNEE]
    apart = [np.abs(a.image - b.image)[core, :2].max() for a, b in zip(alone, other, strict=True)]
    assert max(apart) < 0.03
    assert all(len(pose.others) == 1 for pose in other)


@pytest.mark.slow
def test_of_a_film_with_a_passer_by_the_same_repetitions_are_counted(pose_weights):
    def left(time):
        """From right to left before the one who lies, within the two seconds of a rest."""
        return round(640 - 400 * (time - PASSES_S)) if PASSES_S < time < PASSES_S + 2.0 else None

    coach, alone = Coach(load()), Coach(load())
    away = []
    with MediaPipePose(without_mask(pose_weights.read_bytes())) as plain, open_estimator(weights=pose_weights) as one:
        for frame, both in with_somebody_upright(left, until_s=26.0, scale=0.9):
            expected, found = plain.estimate(frame), one.estimate(both)
            alone.see(expected)
            coach.see(found)
            if found.is_seen:
                away.append(np.abs(found.image - expected.image)[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2].max())

    expected, found = alone.finish(), coach.finish()
    assert max(away) < 0.1
    assert [round(rep.peak_s) for rep in found.reps] == [round(rep.peak_s) for rep in expected.reps]
    assert len(found.reps) >= 2
    assert [warning.code for warning in found.warnings] == ["second_person"]
    assert expected.warnings == ()


@pytest.mark.slow
def test_the_real_model_alone_finds_the_same_to_the_last_bit(pose_weights):
    with MediaPipePose(without_mask(pose_weights.read_bytes())) as plain, open_estimator(weights=pose_weights) as one:
        for frame, _ in beside_somebody_who_stands():
            expected, found = plain.estimate(frame), one.estimate(frame)

            np.testing.assert_array_equal(found.image, expected.image)
            np.testing.assert_array_equal(found.world, expected.world)
            assert found.others == ()


def test_the_real_tracker_forgets_when_shown_nothing(pose_weights):
    lying, standing = (read_picture(next(path for path in RENDERED if path.stem == stem)) for stem in ("clamshell_open", "standing"))
    bundle = without_mask(pose_weights.read_bytes())
    with MediaPipePose(bundle) as fresh, MediaPipePose(bundle) as used:
        expected = fresh.estimate(Frame(1.0, standing))
        for at in range(5):
            used.estimate(Frame(at / FPS, lying))
        used.estimate(Frame(0.9, np.full_like(lying, GREY)))

        np.testing.assert_array_equal(used.estimate(Frame(1.0, standing)).image, expected.image)


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_the_real_model_finds_the_same_in_a_turned_picture(pose_weights, quarters):
    frame = Frame(0.0, read_picture(next(path for path in RENDERED if path.stem == "standing")))
    bundle = without_mask(pose_weights.read_bytes())
    with MediaPipePose(bundle) as one, MediaPipePose(bundle) as other:
        expected, found = one.estimate(frame), rotated_back(other.estimate(rotated(frame, quarters)), quarters)

    core = [Landmark.NOSE, Landmark.LEFT_SHOULDER, Landmark.RIGHT_HIP, Landmark.LEFT_KNEE, Landmark.RIGHT_ANKLE]
    assert found.size == frame.size
    np.testing.assert_allclose(found.image[core, :2], expected.image[core, :2], atol=0.02)
    np.testing.assert_allclose(found.world[core, :2], expected.world[core, :2], atol=0.08)
