"""What the picture itself tells beside the landmarks: how the cloth on the trunk moved, whether feet stayed, and how much moves.

No exercise is known here. A *keyframe* is taken when somebody lies, sits or stands still, and later pictures are compared with it; it is
renewed when it no longer fits, because the light, the place or the clothes changed. All is measured in a grey picture of at most
320 x 240 pixels' area, so that what is measured does not depend on the camera's resolution.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.conventions import Floats
from coach.picture import PatchReading, PictureReading
from coach.pose import Frame, Landmark, Pose, PoseEstimator, Side
from models.patch import Axis, Patch

AREA: Final = 320 * 240
"""Pixels of the grey picture, at most."""
BLUR: Final = 1.0
"""Pixels of the grey picture: standard deviation of the Gaussian that it is blurred with, so that derivatives mean something."""
LEAST_TRUNK: Final = 20.0
"""Pixels of the grey picture: a smaller trunk shows nothing."""
PELVIS: Final = {True: (0.08, 0.50), False: (-0.05, 0.30)}
THORAX: Final = {True: (0.45, 0.85), False: (0.30, 0.75)}
"""From and to where the patches reach, as shares of the way from hips to shoulders, of a trunk that lies in the picture and of another one.

Above the hips of somebody who stands or sits there is only cloth; of somebody who lies the thigh and its creases are next to the hips."""
STILL_S: Final = 0.4
STILL: Final = 0.08
"""Somebody is still whose trunk, knees and ankles have moved by no more than this, in trunk lengths, for `STILL_S` seconds."""
MOVED: Final = 0.3
TURNED: Final = math.radians(30.0)
GREW: Final = 1.35
"""A trunk that is elsewhere by `MOVED` trunk lengths, turned, or longer or shorter by a factor, is not where the keyframe had it."""
LOST: Final = 9.0
"""Grey levels that a registration leaves when the patch is not the keyframe's."""
KEPT: Final = 0.25
"""The least share of a patch that has to fit."""
LOST_S: Final = 0.8
"""So long a patch has to be lost before a new keyframe is taken."""
KEYFRAMES: Final = 3
"""How many are remembered: who comes back to how they lay before is compared with the older one."""
FOOT: Final = 0.2
"""Half the side of the square around a foot, in trunk lengths."""
CHANGED: Final = 20.0
"""Grey levels by which a pixel has to differ to have changed."""
RENEWED: Final = 0.2
RENEWED_S: Final = 4.0
"""A foot around which this share has changed for so many seconds has been put elsewhere."""
MOTION_S: Final = 1 / 12
"""Pictures so far apart are compared for the motion."""
NOISE: Final = 2.0
"""Grey levels by which pixels differ without any motion."""
BODY: Final = tuple(Landmark[f"{side}_{part}"] for part in ("SHOULDER", "HIP", "KNEE", "ANKLE") for side in ("LEFT", "RIGHT"))
ARMS: Final = tuple(
    (Landmark[f"{side}_{start}"], Landmark[f"{side}_{end}"])
    for side in ("LEFT", "RIGHT")
    for start, end in (("SHOULDER", "ELBOW"), ("ELBOW", "WRIST"))
)
FEET: Final = {side: [Landmark[f"{side.name}_{part}"] for part in ("HEEL", "FOOT_INDEX")] for side in Side}
LEGS: Final = [Landmark[f"{side}_{part}"] for part in ("HIP", "KNEE", "ANKLE") for side in ("LEFT", "RIGHT")]

Grey = NDArray[np.uint8]
"""A small grey picture [height, width]."""


def grey_of(frame: Frame) -> Grey:
    """`frame` in grey and small, as all measures here take it."""
    height, width = frame.pixels.shape[:2]
    share = math.sqrt(AREA / (width * height))
    pixels = frame.pixels
    if share < 1:
        pixels = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)


@dataclass(slots=True, eq=False)
class Foot:
    middle: Floats
    size: int
    pixels: NDArray[np.float32]
    changed_s: float = math.inf


@dataclass(slots=True, eq=False)
class Keyframe:
    time: float
    axis: Axis
    lies: bool
    pelvis: Patch
    thorax: Patch
    background: Background


@dataclass(slots=True, eq=False)
class Background:
    """What lies around somebody in a keyframe, to tell how the camera has moved and the light changed since then."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    rest: NDArray[np.float32]
    derivatives: Floats
    shift: Floats
    brighter: float = 0.0

    @classmethod
    def of(cls, picture: NDArray[np.float32], body: Floats, reach: float) -> Background:
        height, width = picture.shape
        x, y = np.meshgrid(np.arange(3, width - 3, 4, np.float32), np.arange(3, height - 3, 4, np.float32))
        low, high = body.min(0) - reach, body.max(0) + reach
        outside = ~((x > low[0]) & (x < high[0]) & (y > low[1]) & (y < high[1]))
        x, y = x[outside][None], y[outside][None]
        rest = _at(picture, x, y)
        one = np.float32(1)
        dx, dy = ((_at(picture, x + i, y + j) - _at(picture, x - i, y - j)) / 2 for i, j in ((one, 0), (0, one)))
        derivatives = np.stack([dx.ravel(), dy.ravel(), np.ones(rest.size), (rest - rest.mean()).ravel() if rest.size else rest.ravel()], 1)
        return cls(x, y, rest, derivatives, np.zeros(2))

    def register(self, picture: NDArray[np.float32]) -> float:
        """The share of the background that has changed, once the camera's movement and the change of light are taken out."""
        if self.rest.size < 60:
            return 0.0
        light = np.zeros(2)
        for _ in range(3):
            error = (_at(picture, self.x + np.float32(self.shift[0]), self.y + np.float32(self.shift[1])) - self.rest).ravel()
            error -= light[0] + light[1] * self.derivatives[:, 3]
            weight = 1 / (1 + (error / 8.0) ** 2)
            weighted = self.derivatives * weight[:, None]
            hessian = self.derivatives.T @ weighted + np.diag([self.rest.size * 4.0, self.rest.size * 4.0, 1e-3, 1e-3])
            step = np.linalg.solve(hessian, weighted.T @ error)
            change = np.clip(step[:2], -3, 3)
            self.shift = self.shift - change
            light += step[2:]
            if np.abs(change).max() < 0.02:
                break
        self.brighter = float(light[0])
        return float((np.abs(error) > CHANGED).mean())


class MeasuredPose:
    """A pose estimator whose poses carry what the picture tells, too: `estimator` finds them. Closing it closes that."""

    def __init__(self, estimator: PoseEstimator) -> None:
        self._estimator, self._measures = estimator, PictureMeasures()

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`, measured, or `Pose.nobody`. Frames come in the order of their times."""
        return self._measures.measure(self._estimator.estimate(frame), grey_of(frame))

    def close(self) -> None:
        """Release the model."""
        self._estimator.close()


class PictureMeasures:
    """Measures pictures one after the other, with the pose found in each. Remembers the stream: one per stream, one thread at a time."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, Floats]] = deque()
        self._motion: deque[tuple[float, NDArray[np.float32]]] = deque()
        self._keyframes: list[Keyframe] = []
        self._lost_s = math.inf
        self._feet: dict[Side, Foot] = {}

    def measure(self, pose: Pose, grey: Grey) -> Pose:
        """`pose` with what the picture tells; `grey` is `grey_of` the picture it was found in."""
        picture = cv2.GaussianBlur(grey, (0, 0), BLUR).astype(np.float32)
        if self._motion and self._motion[-1][1].shape != picture.shape:
            self.__init__()
        if not pose.is_seen:
            self._remember_picture(pose.time, picture)
            self._recent.clear()
            return pose
        points = pose.image[:, :2] * [picture.shape[1], picture.shape[0]]
        length = float(np.hypot(*(points[[11, 12]].mean(0) - points[[23, 24]].mean(0))))
        motion = self._motion_in(picture, points, length, pose.time)
        self._remember_picture(pose.time, picture)
        if not length >= LEAST_TRUNK:
            return replace(pose, picture=PictureReading(motion=motion))
        still = self._is_still(pose.time, points, length)
        where = np.median([one for _, one in self._recent], axis=0) if still else points
        reading = self._surface(picture, points, where, still=still, time=pose.time)
        return replace(pose, picture=replace(reading, motion=motion))

    def _remember_picture(self, time: float, picture: NDArray[np.float32]) -> None:
        self._motion.append((time, picture))
        while len(self._motion) > 1 and self._motion[1][0] <= time - MOTION_S * 0.75:
            self._motion.popleft()

    def _motion_in(self, picture: NDArray[np.float32], points: Floats, length: float, time: float) -> float:
        """How much the box around hips, knees and ankles has changed: grey levels times area over the trunk's squared length, a twelfth of a second."""
        if not self._motion or not length >= LEAST_TRUNK:
            return math.nan
        before_s, before = self._motion[0]
        if time - before_s > 4 * MOTION_S:
            return math.nan
        legs = points[LEGS]
        (left, top), (right, bottom) = legs.min(0) - 0.15 * length, legs.max(0) + 0.15 * length
        height, width = picture.shape
        box = np.s_[max(int(top), 0) : min(int(bottom) + 1, height) : 2, max(int(left), 0) : min(int(right) + 1, width) : 2]
        change = np.abs(picture[box] - before[box])
        if not change.size:
            return math.nan
        return float(4 * np.maximum(change - NOISE, 0).sum() / length**2 * MOTION_S / (time - before_s))

    def _is_still(self, time: float, points: Floats, length: float) -> bool:
        self._recent.append((time, points))
        while len(self._recent) > 1 and self._recent[1][0] <= time - STILL_S:
            self._recent.popleft()
        if time - self._recent[0][0] < STILL_S:
            return False
        body = np.stack([one[list(BODY)] for _, one in self._recent])
        return bool(np.ptp(body, axis=0).max() < STILL * length)

    def _surface(self, picture: NDArray[np.float32], points: Floats, where: Floats, *, still: bool, time: float) -> PictureReading:
        arms = np.array([[points[a], points[b]] for a, b in ARMS])
        reading = None
        for keyframe in self._keyframes[:1]:
            reading = _read(keyframe, picture, points, arms)
            if reading.pelvis and fits(reading.pelvis):
                self._lost_s = math.inf
            else:
                self._lost_s = min(self._lost_s, time)
        if still and (not self._keyframes or time - self._lost_s >= LOST_S):
            reading = self._older(picture, points, arms) or self._new(picture, where, arms, time)
            self._lost_s = math.inf
        feet = self._feet_changed(picture, where, still=still, time=time)
        return replace(reading, feet=feet) if reading else PictureReading()

    def _older(self, picture: NDArray[np.float32], points: Floats, arms: Floats) -> PictureReading | None:
        """What is read of an older keyframe, which then is the current one again, if one fits."""
        for keyframe in self._keyframes[1:]:
            for patch in (keyframe.pelvis, keyframe.thorax):
                patch.forget()
            reading = _read(keyframe, picture, points, arms)
            if reading.pelvis and fits(reading.pelvis) and reading.pelvis.residual < LOST / 2:
                self._keyframes.remove(keyframe)
                self._keyframes.insert(0, keyframe)
                return reading
        return None

    def _new(self, picture: NDArray[np.float32], where: Floats, arms: Floats, time: float) -> PictureReading:
        axis = Axis.between(where[[23, 24]].mean(0), where[[11, 12]].mean(0))
        lies = abs(axis.along[0]) > abs(axis.along[1])
        keyframe = Keyframe(
            time,
            axis,
            lies,
            Patch.of(picture, axis, PELVIS[lies], arms, rolls=lies),
            Patch.of(picture, axis, THORAX[lies], arms, rolls=lies),
            Background.of(picture, where, 0.35 * axis.length),
        )
        self._keyframes = [keyframe, *self._keyframes][:KEYFRAMES]
        return _read(keyframe, picture, where, arms)

    def _feet_changed(
        self, picture: NDArray[np.float32], where: Floats, *, still: bool, time: float
    ) -> tuple[float, float]:
        shift = self._keyframes[0].background.shift if self._keyframes else np.zeros(2)
        shares = []
        for side in Side:
            foot = self._feet.get(side)
            share = math.nan
            if foot:
                now = cv2.getRectSubPix(picture, (foot.size, foot.size), (foot.middle + shift).tolist())
                change = np.abs(now - foot.pixels - (self._keyframes[0].background.brighter if self._keyframes else 0.0))
                share = float((change > CHANGED).mean())
                foot.changed_s = min(foot.changed_s, time) if share > RENEWED else math.inf
            if still and self._keyframes and (not foot or time - foot.changed_s > RENEWED_S):
                middle, size = where[FEET[side]].mean(0), max(int(2 * FOOT * self._keyframes[0].axis.length), 4)
                self._feet[side] = Foot(middle - shift, size, cv2.getRectSubPix(picture, (size, size), middle.tolist()))
                share = 0.0
            shares.append(share)
        return shares[0], shares[1]


def fits(patch: PatchReading) -> bool:
    return patch.residual < LOST and patch.kept > KEPT


def _read(keyframe: Keyframe, picture: NDArray[np.float32], points: Floats, arms: Floats) -> PictureReading:
    changed = keyframe.background.register(picture)
    shift = keyframe.background.shift
    axis = Axis.between(points[[23, 24]].mean(0), points[[11, 12]].mean(0))
    then = keyframe.axis
    is_elsewhere = (
        np.hypot(*(axis.origin - shift - then.origin)) > MOVED * then.length
        or axis.along @ then.along < math.cos(TURNED)
        or not 1 / GREW < axis.length / then.length < GREW
    )
    pelvis, thorax = (
        (None, None) if is_elsewhere else (patch.register(picture, shift, arms) for patch in (keyframe.pelvis, keyframe.thorax))
    )
    return PictureReading(keyframe.time, keyframe.lies, pelvis, thorax, background=changed)


def _at(picture: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]) -> NDArray[np.float32]:
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
