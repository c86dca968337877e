"""Somebody is drawn whose cloth, feet and surroundings are known, and the picture's measures read it back."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import pairwise

import cv2
import numpy as np
import pytest

from coach.conventions import Floats
from coach.picture import PictureReading
from coach.pose import LANDMARKS, Frame, Landmark, Pose
from models.picture_measures import MeasuredPose, PictureMeasures, grey_of, middle_of

SIZE = (640, 480)
HIPS, SHOULDERS = np.array([300.0, 300.0]), np.array([420.0, 300.0])
"""Where the trunk of somebody who lies on the side begins and ends in the picture, in pixels."""
TRUNK = 120.0
HALF_WIDTH, HALF_DEPTH = 0.30 * TRUNK, 0.18 * TRUNK


def texture(seed: int, contrast: float = 60.0) -> Floats:
    """Grey levels of cloth with a print, 0 to 255, [400, 400]."""
    print_ = cv2.GaussianBlur(np.random.default_rng(seed).normal(size=(400, 400)), (0, 0), 3.0)
    return np.clip(120.0 + contrast * print_ / print_.std(), 0, 255)


CLOTH = texture(1)
HOOPS = np.tile(120.0 + 60.0 * np.sin(np.arange(400) / 4.0), (400, 1))
"""Stripes around the trunk: they differ along it, not across it."""
PLAIN = texture(1, contrast=1.5)
ROOM = cv2.resize(texture(2)[:240, :320], SIZE)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One picture: how far the trunk has rolled towards the top of it, in degrees, and what else is different from rest."""

    roll: float = 0.0
    cloth: Floats = field(default_factory=lambda: CLOTH)
    foot: tuple[float, float] = (0.0, 0.0)
    camera: tuple[float, float] = (0.0, 0.0)
    light: float = 1.0
    arm: bool = False

    def pixels(self) -> np.ndarray:
        """The picture, grey levels [480, 640]: the room, the trunk's front as an elliptical cylinder, a foot, perhaps an arm."""
        picture = ROOM.copy()
        across, along = np.meshgrid(np.arange(-HALF_WIDTH + 1, HALF_WIDTH), np.arange(0, TRUNK), indexing="ij")
        # A point of the section at the angle a is A sin a across and B cos a deep, so after a roll it is R sin(a + delta) across.
        wide, deep = HALF_WIDTH * math.cos(math.radians(self.roll)), HALF_DEPTH * math.sin(math.radians(self.roll))
        angle = np.arcsin(np.clip(across / math.hypot(wide, deep), -1, 1)) - math.atan2(deep, wide)
        rows, columns = (200 + HALF_WIDTH * angle).astype(np.float32), (100 + along).astype(np.float32)
        front = cv2.remap(self.cloth.astype(np.float32), columns, rows, cv2.INTER_LINEAR)
        picture[(HIPS[1] - across).astype(int), (HIPS[0] + along).astype(int)] = front
        x, y = (np.array([150, 340]) + self.foot).astype(int)
        picture[y - 8 : y + 8, x - 14 : x + 14] = 220
        if self.arm:
            cv2.line(picture, (340, 260), (340, 340), 210.0, 12)
        moved = np.float32([[1, 0, self.camera[0]], [0, 1, self.camera[1]]])
        return np.clip(cv2.warpAffine(picture, moved, SIZE, borderMode=cv2.BORDER_REPLICATE) * self.light, 0, 255)

    def frame(self, time: float) -> Frame:
        """The picture as a camera gives it."""
        return Frame(time, np.repeat(self.pixels().astype(np.uint8)[..., None], 3, axis=2))

    def pose(self, time: float) -> Pose:
        """The landmarks, which do not turn with the trunk."""
        places = np.tile(HIPS, (LANDMARKS, 1))
        for rows, place in (
            ((Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER), SHOULDERS),
            ((Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE), (220, 340)),
            ((Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE), (160, 330)),
            ((Landmark.LEFT_HEEL, Landmark.RIGHT_HEEL), (160, 340)),
            ((Landmark.LEFT_FOOT_INDEX, Landmark.RIGHT_FOOT_INDEX), (140, 340)),
            ((Landmark.LEFT_ELBOW, Landmark.RIGHT_ELBOW), (340, 260) if self.arm else (440, 240)),
            ((Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST), (340, 340) if self.arm else (480, 240)),
        ):
            places[list(rows)] = place
        image = np.column_stack(((places + self.camera) / SIZE, np.zeros(LANDMARKS)))
        return Pose(time, image, np.zeros((LANDMARKS, 3)), np.ones(LANDMARKS), SIZE)


REST = Scene()


def measured(scenes: list[Scene], *, rate_hz: float = 12.0, rest: Scene = REST, start_s: float = 0.0) -> list[PictureReading]:
    """What is read of `scenes`, after a second of `rest`."""
    measures, found = PictureMeasures(), []
    for number, scene in enumerate([rest] * round(rate_hz) + scenes):
        time = start_s + number / rate_hz
        pose = measures.measure(scene.pose(time), grey_of(scene.frame(time)))
        assert pose.picture
        found.append(pose.picture)
    return found


def rolling(to: float, **what: object) -> list[Scene]:
    """A roll to so many degrees within a second and a half."""
    return [Scene(roll=to * share, **what) for share in np.linspace(0, 1, 18)]


def degrees(reading: PictureReading) -> float:
    """The roll that the pelvis's patch reads."""
    assert reading.pelvis
    return math.degrees(math.asin(reading.pelvis.across / 0.18))


@pytest.mark.parametrize("roll", [-20.0, -5.0, 0.0, 5.0, 10.0, 20.0])
def test_a_roll_of_the_trunk_is_read_off_its_cloth(roll: float) -> None:
    last = measured(rolling(roll))[-1]

    assert last.lies
    assert degrees(last) == pytest.approx(roll, abs=1.0 + 0.15 * abs(roll))


def test_it_is_the_same_seen_by_a_camera_of_twice_the_resolution() -> None:
    small, large = PictureMeasures(), PictureMeasures()
    for number, scene in enumerate([REST] * 12 + rolling(10.0)):
        time = number / 12
        frame, pose = scene.frame(time), scene.pose(time)
        twice = Frame(time, cv2.resize(frame.pixels, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST))
        one = small.measure(pose, grey_of(frame)).picture
        other = large.measure(replace(pose, size=twice.size), grey_of(twice)).picture

    assert one
    assert other
    assert degrees(other) == pytest.approx(degrees(one), abs=0.1)


def test_hoops_and_plain_cloth_say_that_they_tell_little() -> None:
    printed, hoops, plain = (measured(rolling(0.0, cloth=cloth), rest=Scene(cloth=cloth))[-1].pelvis for cloth in (CLOTH, HOOPS, PLAIN))

    assert printed
    assert hoops
    assert plain
    assert hoops.directness < 0.02 < printed.directness
    assert plain.uncertainty > 5 * printed.uncertainty


def test_an_arm_across_the_belly_does_not_hold_the_cloth_still() -> None:
    last = measured(rolling(15.0, arm=True), rest=Scene(arm=True))[-1]

    assert degrees(last) == pytest.approx(15.0, abs=3.0)


def test_a_camera_that_is_nudged_moves_neither_cloth_nor_foot() -> None:
    last = measured([Scene(camera=(5.0, 3.0))] * 4)[-1]

    assert last.pelvis
    assert last.pelvis.across == pytest.approx(0.0, abs=0.01)
    assert last.pelvis.along == pytest.approx(0.0, abs=0.01)
    assert max(last.feet) < 0.1
    assert last.background < 0.05


def test_another_exposure_is_no_movement() -> None:
    last = measured([Scene(light=0.8)] * 4)[-1]

    assert degrees(last) == pytest.approx(0.0, abs=1.0)
    assert max(last.feet) < 0.1


def test_a_foot_that_is_lifted_changes_the_picture_around_it() -> None:
    planted, lifted = (measured([Scene(foot=foot)] * 4)[-1].feet for foot in ((0.0, 0.0), (0.0, -14.0)))

    assert planted == pytest.approx((0.0, 0.0), abs=0.02)
    assert min(lifted) > 0.25


def test_a_foot_that_was_put_elsewhere_is_planted_there() -> None:
    found = measured([Scene(foot=(0.0, -14.0))] * 72)

    assert min(found[-40].feet) > 0.25
    assert found[-1].feet == pytest.approx((0.0, 0.0), abs=0.02)


@pytest.mark.parametrize("rate_hz", [6.0, 8.0, 12.0, 30.0])
def test_motion_begins_and_ends_with_the_movement_and_is_the_same_at_every_rate(rate_hz: float) -> None:
    moving = [Scene(foot=(0.0, -40.0 * n / rate_hz)) for n in range(1, round(rate_hz))]
    found = measured([*moving, *[moving[-1]] * round(rate_hz)], rate_hz=rate_hz)

    second = round(rate_hz)
    assert found[second - 1].motion == found[-1].motion == 0.0
    assert np.median([one.motion for one in found[second + 2 : -second]]) == pytest.approx(1.6, abs=0.1)


def test_other_clothes_get_another_keyframe_and_the_first_ones_their_own_again() -> None:
    other = Scene(cloth=texture(9))
    found = measured([*[other] * 24, *[REST] * 24])

    first, changed, again = found[11].keyframe, found[35].keyframe, found[-1].keyframe
    assert (math.isnan(first), again) == (False, first)
    assert changed > first
    assert found[14].pelvis is None or found[14].pelvis.residual > 9.0


def test_nothing_is_compared_before_somebody_is_at_rest() -> None:
    wandering = [Scene(camera=(10.0 * n, 0.0)) for n in range(12)]
    measures = PictureMeasures()
    found = [measures.measure(one.pose(n / 12), grey_of(one.frame(n / 12))).picture for n, one in enumerate(wandering)]

    assert all(one and one.pelvis is None and math.isnan(one.keyframe) for one in found)


def test_a_picture_that_the_model_skipped_has_the_last_reading_and_its_own_motion() -> None:
    measures = PictureMeasures()
    for n in range(12):
        last = measures.measure(REST.pose(n / 12), grey_of(REST.frame(n / 12))).picture
    seen = REST.pose(1.0)
    measures.measure(seen, grey_of(REST.frame(1.0)))
    moved = Scene(foot=(0.0, -4.0)).frame(1.1)

    skipped = measures.measure(replace(seen, time=1.1), grey_of(moved)).picture

    assert last
    assert skipped
    assert skipped.pelvis
    assert skipped.motion > 0.1
    assert skipped.feet == last.feet


def test_of_thirty_pictures_a_second_every_second_one_is_measured() -> None:
    found = measured(rolling(20.0), rate_hz=30.0)[-18:]

    assert [one is before for before, one in pairwise(found)] == [True, False] * 8 + [True]


def test_where_nobody_is_seen_nothing_is_measured() -> None:
    nobody = Pose.nobody(0.0, SIZE)

    assert PictureMeasures().measure(nobody, grey_of(REST.frame(0.0))) is nobody


def test_a_picture_is_made_small_and_grey_once() -> None:
    frame = REST.frame(0.0)

    small = grey_of(frame)

    assert grey_of(frame) is small
    assert grey_of(replace(frame, pixels=frame.pixels[:, ::-1])) is not small


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (1, 3), (30, 40), (13, 11)])
def test_the_middle_of_numbers_is_their_median(size: tuple[int, int]) -> None:
    numbers = np.random.default_rng(1).normal(0, 3, size).round().astype(np.float32)

    assert middle_of(numbers) == np.median(numbers)


def test_an_estimator_is_measured_and_closed_as_it_is() -> None:
    class Estimator:
        is_closed = False

        def estimate(self, frame: Frame) -> Pose:
            return REST.pose(frame.time)

        def close(self) -> None:
            self.is_closed = True

    inner = Estimator()
    outer = MeasuredPose(inner)
    last = [outer.estimate(REST.frame(n / 12)) for n in range(12)][-1]
    outer.close()

    assert last.picture
    assert last.picture.pelvis
    assert inner.is_closed
