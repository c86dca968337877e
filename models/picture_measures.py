"""What the picture itself tells beside the landmarks: how the cloth on the trunk moved, whether feet stayed, how much moves at all.

No exercise is known here. A *keyframe* is taken when somebody has come to rest, and later pictures are compared with it; it is renewed
when it no longer fits, because light, place or clothes have changed. All is measured in a grey picture as large as 320 x 240, so that
what is measured does not depend on the camera.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.conventions import Floats
from coach.picture import COMPARED_S, PatchReading, PictureReading
from coach.pose import Frame, Landmark, Pose, PoseEstimator, Side
from models.background import CHANGED, Background
from models.patch import Axis, Blurred, Patch

# In the whole process: on pictures as small as these OpenCV's own threads cost more than they bring, and take cores from the pose model.
cv2.setNumThreads(1)

Grey: TypeAlias = NDArray[np.uint8]
"""A small grey picture [height, width]."""

AREA: Final = 320 * 240
"""Pixels of the grey picture, at most."""
BLUR: Final = 1.0
"""Pixels of the grey picture: standard deviation of the Gaussian that it is blurred with, so that its derivatives mean something."""
GAUSSIAN: Final = cv2.getGaussianKernel(2 * round(3 * BLUR) + 1, BLUR, cv2.CV_32F)
"""Its weights, up to three standard deviations away."""
LEAST_TRUNK: Final = 20.0
"""Pixels of the grey picture; a smaller trunk shows nothing."""
PELVIS: Final = {True: (0.08, 0.50), False: (-0.05, 0.30)}
THORAX: Final = {True: (0.45, 0.85), False: (0.30, 0.75)}
"""From and to where the patches reach along a trunk that lies and one that is upright, as shares of the way from hips to shoulders.

Of somebody who lies the moving thigh and its creases are next to the hips; of somebody who stands there is only cloth.
"""
STILL_S: Final = 0.4
STILL: Final = 0.08
"""At rest is whose trunk, knees and ankles have moved by no more than this, in trunk lengths, for `STILL_S` seconds."""
MOVED: Final = 0.3
TURNED: Final = math.cos(math.radians(30.0))
GREW: Final = 1.35
"""A trunk that is elsewhere by so many trunk lengths, turned by 30 degrees, or longer or shorter by a factor, is not the keyframe's."""
LOST: Final = 9.0
KEPT: Final = 0.25
"""Grey levels that a registration leaves, and the share of the patch that fits, beyond which the patch is lost."""
LOST_S: Final = 0.8
"""So long the pelvis's patch has to be lost before another keyframe is used."""
KEYFRAMES: Final = 3
"""How many are remembered: who goes back to how they lay before is compared with that one again."""
AROUND: Final = 0.35
"""Trunk lengths around the landmarks beyond which the background begins."""
FOOT: Final = 0.2
"""Half the side of the square around a foot, in trunk lengths."""
ELSEWHERE: Final = 0.2
ELSEWHERE_S: Final = 4.0
"""A foot around which so large a share has changed for so many seconds has been put elsewhere; nobody holds a heel up that long."""
LEAST_STEP_S: Final = 0.045
"""A picture that comes sooner after one that was measured has its reading: body and cloth move less than is measured meanwhile."""
MOTION_S: Final = 1 / 12
"""The motion is told for so long."""
UNRELATED_S: Final = 0.35
"""Pictures further apart say nothing about the motion."""
GRAIN: Final = 2.0
"""Grey levels by which pixels differ without any motion."""

BODY: Final = [Landmark[f"{side}_{part}"] for part in ("SHOULDER", "HIP", "KNEE", "ANKLE") for side in ("LEFT", "RIGHT")]
LEGS: Final = BODY[2:]
HIPS: Final = [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
SHOULDERS: Final = [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]
ARMS: Final = np.array(
    [[Landmark[f"{side}_{end}"] for end in ends] for side in ("LEFT", "RIGHT") for ends in (("SHOULDER", "ELBOW"), ("ELBOW", "WRIST"))]
)
FEET: Final = {side: [Landmark[f"{side.name}_{part}"] for part in ("HEEL", "FOOT_INDEX")] for side in Side}


def small_size(size: tuple[int, int]) -> tuple[int, int]:
    """Width and height of the small grey picture of one that is `size` large."""
    width, height = size
    share = min(math.sqrt(AREA / (width * height)), 1.0)
    return max(round(share * width), 1), max(round(share * height), 1)


def grey_of(frame: Frame) -> Grey:
    """`frame` small and grey, as all measures here take it: made once, and kept with the frame."""
    if frame.small is not None:
        return frame.small
    small: Grey = cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
    size = small_size(frame.size)
    if size != frame.size:  # grey already: a third of the work
        small = cv2.resize(small, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    object.__setattr__(frame, "small", small)  # no part of what the frame is, so it stays frozen
    return small


def middle_of(values: NDArray[np.float32]) -> float:
    """The median of `values`, as `np.median` gives it in ten times the time: numpy sorts with vectors, and finds single places without."""
    ordered = np.sort(values, axis=None)
    return float((ordered[(values.size - 1) // 2] + ordered[values.size // 2]) / 2)


class MeasuredPose:
    """A pose estimator whose poses carry what the picture tells too; `estimator` finds them. Closing it closes that."""

    def __init__(self, estimator: PoseEstimator) -> None:
        self._estimator, self._measures = estimator, PictureMeasures()

    def estimate(self, frame: Frame) -> Pose:
        """The pose in `frame`, measured, or `Pose.nobody`. Frames come in the order of their times."""
        return self._measures.measure(self._estimator.estimate(frame), grey_of(frame))

    def close(self) -> None:
        """Release the model."""
        self._estimator.close()


@dataclass(slots=True, eq=False)
class _Keyframe:
    """What somebody at rest and what is around them looked like at `time` seconds."""

    time: float
    axis: Axis
    pelvis: Patch
    thorax: Patch
    background: Background

    def read(self, picture: Blurred, points: Floats, axis: Axis) -> PictureReading:
        """How `picture` differs, in which landmarks and trunk are at `points` and `axis`; without patches where the trunk is elsewhere."""
        self.background.register(picture)
        shift = self.background.shift
        away = axis.origin - shift - self.axis.origin
        is_there = (
            math.hypot(*away) < MOVED * self.axis.length
            and axis.along @ self.axis.along > TURNED
            and 1 / GREW < axis.length / self.axis.length < GREW
        )
        arms = points[ARMS]
        pelvis, thorax = (patch.register(picture, shift, arms) if is_there else None for patch in (self.pelvis, self.thorax))
        return PictureReading(self.time, self.axis.lies, pelvis, thorax, background=self.background.changed)


@dataclass(slots=True, eq=False)
class _Foot:
    """The square [size, size] around a planted foot, about `middle` ([2], pixels); `elsewhere_s` is since when it looks different."""

    middle: Floats
    grey: Blurred
    elsewhere_s: float = math.inf

    @classmethod
    def of(cls, picture: Blurred, middle: Floats, length: float) -> _Foot:
        """The foot whose landmarks are about `middle` of somebody whose trunk has `length` pixels."""
        size = max(int(2 * FOOT * length), 4)
        return cls(middle, _square(picture, middle, size))

    def changed(self, picture: Blurred, background: Background) -> float:
        """The share of the square that has changed, once the camera's movement and the change of light are taken out."""
        now = _square(picture, self.middle + background.shift, len(self.grey))
        return np.count_nonzero(np.abs(now - background.relit(self.grey)) > CHANGED) / now.size


@dataclass(slots=True, eq=False)
class PictureMeasures:
    """Measures one stream's pictures one after the other, with the pose found in each. Remembers; for one thread at a time."""

    _recent: deque[tuple[float, Floats]] = field(default_factory=deque)
    _pictures: deque[tuple[float, Blurred]] = field(default_factory=deque)
    _keyframes: list[_Keyframe] = field(default_factory=list)
    _feet: dict[Side, _Foot] = field(default_factory=dict)
    _lost_s: float = math.inf
    _last: Pose | None = None
    """The last pose as it was measured; None where nobody large enough was seen in its picture."""

    def measure(self, pose: Pose, grey: Grey) -> Pose:
        """`pose` with what the picture tells; `grey` is `grey_of` the frame that it was found in. One that was measured stays as it is."""
        if pose.picture:
            return pose
        if self._last and pose.is_seen and pose.time - self._last.time < LEAST_STEP_S:
            return replace(pose, picture=self._last.picture)
        # GaussianBlur rounds to whole grey levels, which takes twice the time
        picture = cv2.sepFilter2D(grey, cv2.CV_32F, GAUSSIAN, GAUSSIAN).astype(np.float32, copy=False)
        if self._pictures and self._pictures[-1][1].shape != picture.shape:  # another camera
            self._keyframes, self._feet = [], {}
            self._pictures.clear()
        while len(self._pictures) > 1 and self._pictures[1][0] <= pose.time - COMPARED_S:
            self._pictures.popleft()
        height, width = picture.shape
        points = pose.image[:, :2] * [width, height]
        axis = _axis(points) if pose.is_seen else None
        axis = axis if axis and axis.length >= LEAST_TRUNK else None
        motion = self._motion(picture, points[LEGS], axis.length, pose.time) if axis else math.nan
        self._pictures.append((pose.time, picture))
        if not axis:
            self._recent.clear()
            self._last = None
            return replace(pose, picture=PictureReading()) if pose.is_seen else pose
        held = self._held(pose)
        self._recent.append((pose.time, points))
        while len(self._recent) > 1 and self._recent[1][0] <= pose.time - STILL_S:
            self._recent.popleft()
        reading = held or replace(self._surface(picture, points, axis, pose.time), feet=self._feet_changed(picture, pose.time))
        self._last = replace(pose, picture=replace(reading, motion=motion))
        return self._last

    def _held(self, pose: Pose) -> PictureReading | None:
        """The last reading, if the model has skipped the picture (`models/skipping.py`): then it holds for this one too.

        None where it does not, and where something waits to be renewed, which needs measuring: the keyframe, or how a foot is planted.
        """
        if self._last is None or self._last.image is not pose.image or self._lost_s < math.inf:
            return None
        waits = len(self._feet) < len(Side) or any(foot.elsewhere_s < math.inf for foot in self._feet.values())
        return None if waits else self._last.picture

    def _rest(self) -> Floats | None:
        """Where the landmarks have been at rest just now, each at its median; None where somebody moves."""
        if self._recent[-1][0] - self._recent[0][0] < STILL_S:
            return None
        points = np.stack([points for _, points in self._recent])
        if np.ptp(points[:, BODY], axis=0).max() > STILL * _axis(points[-1]).length:
            return None
        return np.median(points, axis=0)

    def _surface(self, picture: Blurred, points: Floats, axis: Axis, time: float) -> PictureReading:
        """How the trunk lies compared with a keyframe, which may be a new one."""
        reading = self._keyframes[0].read(picture, points, axis) if self._keyframes else PictureReading()
        if reading.pelvis and _fits(reading.pelvis):
            self._lost_s = math.inf
            return reading
        self._lost_s = min(self._lost_s, time)
        rest = self._rest() if not self._keyframes or time - self._lost_s >= LOST_S else None
        if rest is None:
            return reading
        self._lost_s = math.inf
        for keyframe in self._keyframes[1:]:
            keyframe.pelvis.forget()
            keyframe.thorax.forget()
            older = keyframe.read(picture, points, axis)
            if older.pelvis and _fits(older.pelvis, LOST / 2):
                self._use(keyframe)
                return older
        now, arms = _axis(rest), rest[ARMS]
        pelvis, thorax = (Patch.of(picture, now, share[now.lies], arms) for share in (PELVIS, THORAX))
        keyframe = _Keyframe(time, now, pelvis, thorax, Background.of(picture, rest, AROUND * now.length))
        reading = keyframe.read(picture, points, axis)
        self._use(keyframe)
        return reading

    def _use(self, keyframe: _Keyframe) -> None:
        """Compare with `keyframe` from now on; feet stay planted where they are in the picture."""
        if self._keyframes:
            for foot in self._feet.values():
                foot.middle = foot.middle + self._keyframes[0].background.shift - keyframe.background.shift
        self._keyframes = [keyframe, *(one for one in self._keyframes if one is not keyframe)][:KEYFRAMES]

    def _feet_changed(self, picture: Blurred, time: float) -> tuple[float, float]:
        """How much has changed around the left and the right foot since they were planted; NaN before that."""
        if not self._keyframes:
            return math.nan, math.nan
        keyframe = self._keyframes[0]
        shares = []
        for side in Side:
            foot = self._feet.get(side)
            share = foot.changed(picture, keyframe.background) if foot else math.nan
            if foot:
                foot.elsewhere_s = min(foot.elsewhere_s, time) if share > ELSEWHERE else math.inf
            if (not foot or time - foot.elsewhere_s > ELSEWHERE_S) and (rest := self._rest()) is not None:
                self._feet[side] = _Foot.of(picture, rest[FEET[side]].mean(axis=0), keyframe.axis.length)
                self._feet[side].middle -= keyframe.background.shift
                share = 0.0
            shares.append(share)
        return shares[0], shares[1]

    def _motion(self, picture: Blurred, legs: Floats, length: float, time: float) -> float:
        """How much moves in the box around hips, knees and ankles (`PictureReading.motion`); NaN where no picture shortly before is known.

        `legs` is where those are, [n, 2], pixels, of somebody whose trunk has `length` pixels.
        """
        if not self._pictures or not COMPARED_S <= time - self._pictures[0][0] <= UNRELATED_S:
            return math.nan
        before_s, before = self._pictures[0]
        low, high = legs.min(axis=0) - 0.15 * length, legs.max(axis=0) + 0.15 * length
        left, top, right, bottom = (max(int(edge), 0) for edge in (*low.tolist(), *(high + 1).tolist()))
        box = np.s_[top:bottom:2, left:right:2]  # every second pixel each way is enough of a blurred picture
        brighter = middle_of(picture[::8, ::8] - before[::8, ::8])
        change = np.abs(picture[box] - before[box] - brighter)
        return float(4 * np.maximum(change - GRAIN, 0).sum() / length**2 * MOTION_S / (time - before_s))


def _axis(points: Floats) -> Axis:
    hips, shoulders = ((points[left] + points[right]) / 2 for left, right in (HIPS, SHOULDERS))
    return Axis.between(hips, shoulders)


def _fits(patch: PatchReading, residual: float = LOST) -> bool:
    return patch.residual < residual and patch.kept > KEPT


def _square(picture: Blurred, middle: Floats, size: int) -> Blurred:
    x, y = middle.tolist()
    return cv2.getRectSubPix(picture, (size, size), (x, y)).astype(np.float32, copy=False)
